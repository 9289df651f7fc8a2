"""What is seen in an export before any charter."""

from __future__ import annotations

import gzip
from datetime import date, timedelta

import pytest

from pilotaudit.assessment.inspection import Inspection
from pilotaudit.errors import DataError
from pilotaudit.inspect import inspect
from tests.evidence.exports import EXPORTS, items, servicenow_log, written

START = date(2026, 1, 5)


def look(folder, text: str | bytes, name: str = "rows.csv", **more) -> Inspection:
    """What is seen in a file."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return inspect(path, **more)


def rows(header: str, *lines: str) -> str:
    """A CSV text."""
    return "\n".join([header, *lines]) + "\n"


def column(one: Inspection, name: str):
    """One column by its name."""
    return next(each for each in one.columns if each.name == name)


def kinds(one: Inspection) -> list[str]:
    """The suspicions, in order."""
    return [trap.kind for trap in one.traps]


def days(n: int, step: int = 1) -> list[date]:
    """So many days from the first Monday of 2026 on."""
    return [START + timedelta(days=step * place) for place in range(n)]


# How the file is written


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("a;b\nü;2\n".encode("cp1252"), "rows.csv", ("CSV", "semicolon", "Windows-1252", "")),
        (gzip.compress(b"a\tb\n1\t2\n", mtime=0), "rows.tsv.gz", ("CSV", "tab", "UTF-8", "gzip")),
        ("a|b\n1|2\n".encode("utf-8-sig"), "rows.txt", ("CSV", "pipe", "UTF-8 with a byte order mark", "")),
        ("a,b\n1,2\n".encode("utf-16"), "rows.csv", ("CSV", "comma", "UTF-16", "")),
        (b'{"a": 1, "b": 2}\n{"a": 3, "b": 4}\n', "rows.jsonl", ("JSON", "", "UTF-8", "")),
    ],
)
def test_how_a_file_is_written(tmp_path, text, name, expected):
    """Format, delimiter, encoding and packing."""
    file = look(tmp_path, text, name).file
    assert (file.format, file.delimiter, file.encoding, file.packing) == expected


def test_parquet_has_neither_encoding_nor_delimiter(tmp_path):
    """It says its columns itself."""
    import duckdb

    duckdb.sql("SELECT DATE '2026-01-05' AS day, 7 AS n").write_parquet(str(tmp_path / "rows.parquet"))
    one = inspect(tmp_path / "rows.parquet")
    assert (one.file.format, one.file.delimiter, [each.kind for each in one.columns]) == (
        "Parquet",
        "",
        ["date", "number"],
    )


def test_a_file_that_is_no_table_is_refused_with_its_line(tmp_path):
    """As an evaluation would."""
    with pytest.raises(DataError, match=r"rows\.csv:1:1 DAT00"):
        look(tmp_path, b"\x00\x01\x02" * 50)


# Columns


def test_a_column_says_what_it_holds_and_how_many_rows_have_it(tmp_path):
    """Blanks are missing."""
    one = column(look(tmp_path, rows("n,x", "1,a", ",b", "3,c", "4,d")), "n")
    assert (one.kind, one.missing, one.different, one.examples) == ("number", 0.25, 3, ("1", "3", "4"))


def test_marks_for_missing_values_are_counted_as_missing(tmp_path):
    """With their spelling."""
    one = column(look(tmp_path, rows("n,x", "1,a", "?,b", "NULL,c", "4,d")), "n")
    assert (one.missing, [(mark.text, mark.rows) for mark in one.marks]) == (0.5, [("?", 1), ("NULL", 1)])


def test_texts_that_do_not_fit_are_counted_and_shown(tmp_path):
    """One in eleven is no date."""
    lines = [f"{day},a" for day in days(20)]
    one = column(look(tmp_path, rows("day,x", *lines, "soon,b")), "day")
    assert (one.kind, one.misfits, one.misfit_examples) == ("date", 1, ("soon",))


def test_numbers_beyond_zero_and_one_are_no_flag(tmp_path):
    """Although the first two thousand rows have nothing else."""
    lines = [f"{place % 2},a" for place in range(2500)]
    assert column(look(tmp_path, rows("n,x", *lines, "7,a")), "n").kind == "number"


def test_a_column_that_begins_blank_is_told_from_its_first_values(tmp_path):
    """They may come late."""
    lines = ["?,a"] * 2500
    assert column(look(tmp_path, rows("day,x", *lines, "2026-01-05,a", "2026-01-06,b")), "day").kind == "date"


def test_repeated_headers_are_told_apart(tmp_path):
    """By their place."""
    one = look(tmp_path, rows("a,Category,Category", "1,x,2", "2,y,3"))
    assert [each.name for each in one.columns] == ["a", "Category#1", "Category#2"]
    assert kinds(one) == ["repeated headers"]


# Dates


def test_the_order_of_dates_comes_with_its_evidence(tmp_path):
    """The largest parts over all rows."""
    lines = [f"{day.day}/{day.month}/{day.year},a" for day in days(40)]
    said = column(look(tmp_path, rows("closed,x", *lines)), "closed").written
    assert said == "day first, without a time of day: first parts go up to 31, second parts up to 2"


def test_an_order_that_nobody_can_tell_is_a_question(tmp_path):
    """And a suspicion."""
    one = look(tmp_path, rows("closed,x", "1/2/2026,a", "3/4/2026,b"))
    assert "dates: day first" in column(one, "closed").question
    assert (kinds(one), one.cover) == (["date order"], None)


@pytest.mark.parametrize(
    ("cell", "said"),
    [("25/Feb/26 3:51 PM", "with the month's name"), ("2026-02-25T10:00:00Z", "iso, with an offset")],
)
def test_how_dates_are_written(tmp_path, cell, said):
    """In a few words."""
    assert column(look(tmp_path, rows("closed,x", f"{cell},a", f"{cell},b")), "closed").written == said


def test_a_zone_in_the_header_is_said(tmp_path):
    """It belongs to every stamp."""
    one = look(tmp_path, rows("Closed At (UTC),x", "2026-01-05 10:00:00,a", "2026-01-06 10:00:00,b"))
    assert one.columns[0].written == "iso, in UTC"


# People


def test_people_are_shown_as_pseudonyms(tmp_path):
    """Unless it is asked for."""
    text = rows("assigned_to,n", "Person A,1", "Person B,2")
    hidden, shown = look(tmp_path, text), look(tmp_path, text, show_units=True)
    assert (hidden.columns[0].examples, hidden.columns[0].people) == (("name 1", "name 2"), True)
    assert shown.columns[0].examples == ("Person A", "Person B")


def test_mail_addresses_and_prose_are_not_shown(tmp_path):
    """Whatever the column is called."""
    text = rows("x,note", "a@example.com,my screen is black", "b@example.com,no sound at all", "c@example.com,help me")
    one = look(tmp_path, text)
    assert [each.examples for each in one.columns] == [("(mail)",) * 3, ("(text that people wrote)",)]


def test_nothing_of_a_person_is_in_the_whole_inspection(tmp_path):
    """The agents of an export."""
    assert "Agent 1" not in str(look(tmp_path, written("servicenow")))


# Roles, metrics, time


def test_roles_come_from_the_preset_or_from_usual_names(tmp_path):
    """Each says which."""
    known, plain = look(tmp_path, written("zendesk")), look(tmp_path, rows("resolved_at,agent", "2026-01-05,a"))
    assert next(role for role in known.roles if role.role == "unit").why == "known of Zendesk tickets"
    assert [(role.role, role.why) for role in plain.roles] == [("time", "its usual name"), ("unit", "its usual name")]


def test_two_candidates_for_the_unit_are_a_question(tmp_path):
    """As an evaluation would ask."""
    one = look(tmp_path, rows("resolved_at,agent,assignee", "2026-01-05,a,b"))
    assert [role.role for role in one.roles if role.question] == ["unit"]


def test_metrics_are_told_by_what_they_read(tmp_path):
    """Words in place of a number serve none."""
    text = rows(
        "opened_at,resolved_at,handle_minutes,csat", "2026-01-05,2026-01-06,12,good", "2026-01-05,2026-01-07,9,bad"
    )
    read = {one.reads: one.metrics for one in look(tmp_path, text).metrics}
    assert read["handle_minutes"] == ("average_handling_time",)
    assert "resolution_time" in read["opened_at to resolved_at"]
    assert not any("csat" in reads for reads in read)


def test_weeks_without_rows_are_there(tmp_path):
    """Between the first and the last."""
    cover = look(tmp_path, rows("resolved_at,x", "2026-01-05,a", "2026-01-20,b", ",c")).cover
    assert [(week.first, week.rows) for week in cover.weeks] == [
        ("2026-01-05", 1),
        ("2026-01-12", 0),
        ("2026-01-19", 1),
    ]
    assert (cover.first, cover.last, cover.undated) == ("2026-01-05", "2026-01-20", 1)


def test_items_of_a_log_are_counted_once(tmp_path):
    """By their id; only a finished update has an end."""
    one = look(tmp_path, servicenow_log())
    assert (one.one_row_per, one.latest_by, one.cover.counted) == ("number", "sys_mod_count", "number")
    assert sum(week.rows for week in one.cover.weeks) == len(items())


def test_values_of_the_group_column_are_told(tmp_path):
    """The most frequent first."""
    one = look(tmp_path, rows("resolved_at,group", "2026-01-05,b", "2026-01-05,a", "2026-01-06,b"))
    assert [(group.value, group.rows) for group in one.groups] == [("b", 2), ("a", 1)]


# Systems


@pytest.mark.parametrize("name", EXPORTS)
def test_every_known_export_is_named(tmp_path, name):
    """With its traps, and with why it cannot serve where it cannot."""
    one = look(tmp_path, written(name), EXPORTS[name][0])
    assert one.system is not None
    assert (one.system.name, bool(one.system.traps)) == (name, True)


def test_last_seen_dates_are_said_to_be_no_use(tmp_path):
    """Before anybody puts them under `usage`."""
    assert "last seen" in look(tmp_path, written("github-copilot-activity")).system.not_a_series


def test_what_is_unconfirmed_is_named_where_the_file_has_it(tmp_path):
    """Labels of a workbook only where they are there."""
    assert look(tmp_path, written("jira")).system.unconfirmed == ("Time Spent: that it is in seconds",)
    assert look(tmp_path, written("servicenow")).system.unconfirmed == ()


# Suspicions


def test_one_row_per_update_is_suspected(tmp_path):
    """The id repeats and a column tells the last."""
    assert "updates" in kinds(look(tmp_path, servicenow_log()))
    assert "updates" not in kinds(look(tmp_path, written("servicenow")))


def test_an_automatic_close_is_suspected(tmp_path):
    """Five days after, to the hour."""
    trap = next(one for one in look(tmp_path, written("servicenow")).traps if one.kind == "automatic")
    assert trap.text.startswith("closed_at lies 5 days after resolved_at, to the hour, in 100% of the rows")


def test_times_that_differ_are_no_automatic_close(tmp_path):
    """Work takes as long as it takes."""
    assert "automatic" not in kinds(look(tmp_path, written("zendesk")))


def test_a_number_of_rows_at_which_exports_stop_is_suspected(tmp_path):
    """Exactly so many."""
    lines = [f"{place},a" for place in range(1000)]
    assert kinds(look(tmp_path, rows("n,x", *lines))) == ["cap"]
    assert kinds(look(tmp_path, rows("n,x", *lines, "1000,a"))) == []


def test_a_last_record_that_breaks_off_is_suspected(tmp_path):
    """The file was cut."""
    assert "broken" in kinds(look(tmp_path, "a,b,c\n1,2,3\n4,5,6\n7,8"))


def _items(opened: list[date], length) -> str:
    lines = [f"{day} 09:00,{day + timedelta(days=length(place))} 17:00" for place, day in enumerate(opened)]
    return rows("opened_at,resolved_at", *lines)


def test_an_export_of_everything_opened_since_a_day_is_suspected(tmp_path):
    """Nothing that ended in the first weeks had been opened before."""
    opened = [day for day in days(84) for _ in range(9)]
    assert kinds(look(tmp_path, _items(opened, lambda place: place % 20))) == ["selected by opening"]


def test_an_export_of_everything_closed_until_a_day_is_suspected(tmp_path):
    """Nothing opened in the last weeks is still open or ended later."""
    ended = [day for day in days(84) for _ in range(9)]
    lines = [f"{day - timedelta(days=place % 20)} 09:00,{day} 17:00" for place, day in enumerate(ended)]
    assert kinds(look(tmp_path, rows("opened_at,resolved_at", *lines))) == ["selected by closing"]


def test_work_that_ends_on_its_own_day_tells_nothing_about_the_cut(tmp_path):
    """No item crosses an edge in any case."""
    assert kinds(look(tmp_path, _items([day for day in days(84) for _ in range(3)], lambda place: 0))) == []


def test_weeks_that_hold_leftovers_are_suspected(tmp_path):
    """Many months with a row each behind three full ones."""
    full = [f"{day},a" for day in days(84) for _ in range(5)]
    late = [f"{START + timedelta(days=84 + 14 * place)},a" for place in range(10)]
    assert kinds(look(tmp_path, rows("resolved_at,x", *full, *late))) == ["edges"]


def test_rows_of_the_monitoring_are_suspected(tmp_path):
    """A quarter of them."""
    trap = next(one for one in look(tmp_path, written("pagerduty")).traps if one.kind == "by system")
    assert trap.text.startswith("25.0% of the rows were dealt with by the system itself (auto_resolved)")


def test_totals_among_the_rows_are_counted(tmp_path):
    """As wide as the rows, they are read with them and set aside later."""
    lines = [*(f"a{place},2026-01-05" for place in range(9)), "Subtotal,", "Count,9"]
    trap = look(tmp_path, rows("owner,resolved_at", *lines)).traps[0]
    assert (trap.kind, trap.text) == (
        "totals",
        "2 rows are totals or notices of the export; `evaluate` sets such rows aside.",
    )


def test_system_accounts_are_suspected(tmp_path):
    """Without their names."""
    lines = [f"{day},{'Siebel' if place % 4 == 0 else 'a1'}" for place, day in enumerate(days(40))]
    trap = look(tmp_path, rows("resolved_at,agent", *lines)).traps[0]
    assert (trap.kind, "Siebel" in trap.text) == ("system accounts", False)


def test_hashes_in_place_of_people_are_suspected(tmp_path):
    """Nobody can be matched."""
    assert "hashes" in kinds(look(tmp_path, written("microsoft-365-copilot")))


def test_days_without_times_are_suspected(tmp_path):
    """At both ends of an item."""
    assert "days only" in kinds(look(tmp_path, written("zendesk-explore")))


# Rows that cannot be read


def test_rows_that_cannot_be_read_have_their_reason_and_lines(tmp_path):
    """Physical lines of the file."""
    one = look(tmp_path, 'a,b\n"x\ny",2\n1,2,3\n4,5\n6\n')
    assert (one.rows, [(each.reason, each.rows, each.lines) for each in one.unread]) == (
        2,
        [("with another number of columns than the header", 2, (4, 6))],
    )


def test_the_same_file_gives_the_same_inspection(tmp_path):
    """To the letter."""
    text = written("jira")
    assert look(tmp_path, text) == look(tmp_path, text)


def test_columns_beyond_one_query_are_counted_too(tmp_path, monkeypatch):
    """In lots; each with its own figures."""
    monkeypatch.setattr("pilotaudit.panel.profile.AT_ONCE", 2)
    names = [f"x{n}" for n in range(5)]
    one = look(tmp_path, rows(",".join(names), *(",".join(["a", f"b{n}", "?", str(n), ""]) for n in range(4))))
    assert [(each.name, each.different, each.looked) for each in one.columns] == [
        ("x0", 1, 4),
        ("x1", 4, 4),
        ("x2", 0, 4),
        ("x3", 4, 4),
        ("x4", 0, 4),
    ]


def test_items_that_hardly_cross_a_week_say_nothing_about_how_the_export_was_cut(tmp_path):
    """A handful of short items: that none of them crosses its edge may well be chance."""
    over = [place % 7 == 6 and 14 <= place < 70 for place in range(84)]
    lines = [f"{day} 01:00,{day + timedelta(days=late)} 02:00" for day, late in zip(days(84), over, strict=True)]
    one = look(tmp_path, rows("opened_at,resolved_at", *(line for line in lines for _ in range(3))))
    assert [kind for kind in kinds(one) if kind.startswith("selected")] == []
