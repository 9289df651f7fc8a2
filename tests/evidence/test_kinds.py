"""What a column holds, told from some of its texts."""

import pytest

from pilotaudit.evidence.kinds import is_mark, kind_of, names_a_date, names_people


def kind(*texts):
    """The kind of a column with these cells."""
    return kind_of(dict.fromkeys(texts, 1))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("2026-01-05 09:00", "2026-01-06 10:00"), "date"),
        (("29/2/2016 01:16", "5/3/2016 12:00"), "date"),
        (("25/Feb/26 3:51 PM", "2026-02-25 16:38:58.679"), "date"),
        (("12", "7.5", "-3"), "number"),
        (("1.234,50 €", "12,00 €"), "number"),
        (("00123", "00456"), "text"),
        (("01:23:45", "26:10:00"), "duration"),
        (("3:45", "-12:10"), "duration"),
        (("1h 23m", "45m"), "duration"),
        (("true", "FALSE"), "yes or no"),
        (("0", "1"), "yes or no"),
        (('{"a": 1}', "[]"), "records"),
        (("3 - Moderate", "2 - High"), "text"),
        ((), "blank"),
    ],
)
def test_kinds_are_told_from_the_cells(texts, expected):
    """The header says nothing."""
    assert kind(*texts) == expected


@pytest.mark.parametrize("header", ["created_at", "closedAt", "Resolved", "Interval Start", "day", "Date/Time Opened"])
@pytest.mark.parametrize("text", ["20260105", "01312026", "1772034660", "1772034660123"])
def test_digits_are_dates_where_the_header_says_so(header, text):
    """Elsewhere they are numbers or texts, as an id is."""
    assert kind_of({text: 9}, header) == "date"
    assert kind_of({text: 9}, "ticket") == ("text" if text.startswith("0") else "number")


def test_headers_of_dates_are_told_from_others():
    """By whole words."""
    assert (names_a_date("updated_at"), names_a_date("Category"), names_a_date("data_id")) == (True, False, False)


def test_a_few_other_texts_do_not_change_the_kind():
    """One in ten at most."""
    assert kind_of({"2026-01-05": 90, "2026-01-06": 90, "soon": 1}) == "text"
    assert kind_of({f"2026-01-{day:02d}": 1 for day in range(1, 31)} | {"soon": 1}) == "date"


@pytest.mark.parametrize("text", ["?", "NULL", " n/a ", "Not applicable", "-"])
def test_marks_for_missing_values(text):
    """In any case and with blanks around them."""
    assert is_mark(text)


def test_a_word_is_no_mark():
    """Nor is a number."""
    assert (is_mark("Network"), is_mark("0")) == (False, False)


@pytest.mark.parametrize(
    "header",
    ["assigned_to", "Assigned To", "resolved_by", "Assignee", "Case Owner", "caller_id", "Requester Name",
     "sys_updated_by", "author.login", "User name", "Display name", "PersonId", "resolved_by_user_name", "Agent",
     "Bearbeiter", "Zugewiesen an", "Erstellt von", "Demandeur", "Assigné à", "Usuario"],
)  # fmt: skip
def test_headers_of_people(header):
    """Their cells are shown as pseudonyms."""
    assert names_people(header)


@pytest.mark.parametrize(
    "header",
    ["assignment_group", "contact_type", "Team currently assigned", "number", "Category", "Agent rated type", ""],
)
def test_headers_of_other_things(header):
    """Their cells are shown as they are."""
    assert not names_people(header)
