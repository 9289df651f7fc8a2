"""The usage table: who was active in which pilot week."""

from __future__ import annotations

from datetime import date

import pytest

from tests.panel.reading import load, panel_of, refused_by, table

USES = (
    "2026-02-03,a1",
    "2026-02-04,a1",
    "2026-02-05,a2",
    "2026-03-29,x9",
    "2026-02-10,b1",
    "2026-01-10,a1",
    "2026-04-01,a1",
)


def _loaded(folder, text, changes=None, items=None, **usage):
    data = {"items": "tickets.csv", "usage": {"file": "usage.csv", **usage} if usage else "usage.csv"}
    return load(folder, {"data": data, **(changes or {})}, tickets__csv=items or table(), usage__csv=text)


def _uses(*rows, header="date,user"):
    return "\n".join([header, *(rows or USES)]) + "\n"


def _weekly(panel):
    return [people for _, people in panel.usage.weekly]


def test_people_are_counted_once_per_pilot_week(tmp_path):
    """Those of control and days outside the pilot are left out."""
    panel = panel_of(_loaded(tmp_path, _uses()))
    assert (_weekly(panel), panel.usage.seen) == ([2, 0, 0, 0, 0, 0, 0, 1], 3)


def test_weeks_that_have_not_begun_are_not_told(tmp_path):
    """As seen on the judgement date."""
    assert _weekly(panel_of(_loaded(tmp_path, _uses()), date(2026, 2, 12))) == [2, 0]


def test_without_a_usage_table_there_is_no_usage(tmp_path):
    """The items may say it themselves."""
    assert panel_of(load(tmp_path, tickets__csv=table())).usage is None


def test_an_undated_pilot_has_no_weeks_of_use(tmp_path):
    """The table is not read."""
    changes = {"window.pilot": {"undated": "x"}, "window.baseline": {"none": "x"}, "groups.assignment": "randomised"}
    assert panel_of(_loaded(tmp_path, _uses(), changes)).usage is None


def test_people_with_items_in_both_groups_are_intended_users(tmp_path):
    """Lots were drawn among the items of each agent."""
    changes = {"groups.assignment": "randomised"}
    panel = panel_of(_loaded(tmp_path, _uses(), changes, items=table("2026-03-10,a1,control,20,0")))
    assert _weekly(panel)[0] == 2


def test_columns_may_be_mapped(tmp_path):
    """Any header."""
    panel = panel_of(_loaded(tmp_path, _uses(header="tag,wer"), columns={"date": "tag", "user": "wer"}))
    assert panel.usage.seen == 3


@pytest.mark.parametrize("role", ["user", "date"])
def test_a_usage_table_without_people_or_dates_is_refused(tmp_path, role):
    """With what it has."""
    text = refused_by(_loaded(tmp_path, _uses(header="date,user".replace(role, "zzz"))))
    assert f'DAT004 the usage data have no column "{role}".' in text


def test_ambiguous_dates_of_use_are_a_question(tmp_path):
    """As for the items."""
    text = refused_by(_loaded(tmp_path, _uses("03/02/2026,a1", "04/02/2026,a1")))
    assert 'DAT006 the dates in "date" are ambiguous: day and month cannot be told apart' in text


def test_the_charter_says_the_order_of_dates_of_use(tmp_path):
    """3 February."""
    panel = panel_of(_loaded(tmp_path, _uses("03/02/2026,a1", "04/02/2026,a1"), dates="day first"))
    assert _weekly(panel)[0] == 1


def test_the_whole_column_decides_the_order_of_dates_of_use(tmp_path):
    """The 13th stands below the sample."""
    panel = panel_of(_loaded(tmp_path, _uses(*["03/02/2026,a1"] * 2100, "13/02/2026,a2")))
    assert _weekly(panel)[:2] == [1, 1]


def test_a_time_zone_of_use_that_nobody_knows_is_refused(tmp_path):
    """At its own place in the charter."""
    assert 'CHR005 "Mars" is not a known time zone' in refused_by(_loaded(tmp_path, _uses(), timezone="Mars"))


def test_a_missing_usage_file_is_refused(tmp_path):
    """As the items are."""
    loaded = load(tmp_path, {"data": {"items": "tickets.csv", "usage": "use.csv"}}, tickets__csv=table())
    assert "DAT001 use.csv was not found. Nearest: tickets.csv." in refused_by(loaded)


def test_rows_of_use_without_person_or_date_are_counted(tmp_path):
    """Read, counting as activity, unusable."""
    (file,) = panel_of(_loaded(tmp_path, _uses(*USES, ",a1", "2026-02-03,", "infinity,a1"))).usage.files
    assert (file.path, file.rows_read, file.rows_used, file.rejected) == ("usage.csv", 10, 4, 3)


def test_all_days_of_use_are_looked_at(tmp_path):
    """Another style begins after thousands of rows."""
    days = ["2026-02-03"] * 2500 + ["4/Feb/26 3:51 PM"]
    panel = panel_of(_loaded(tmp_path, _uses(*(f"{day},a{n % 2 + 1}" for n, day in enumerate(days)))))
    assert (panel.usage.files[0].rows_read, panel.usage.files[0].rejected) == (2501, 0)


def test_what_is_only_offered_is_no_use(tmp_path):
    """Each of the three reactions is, whatever its case."""
    rows = ("2026-02-03,a1,offered", "2026-02-10,a1,Accepted", "2026-02-17,a1,overridden", "2026-02-24,a1,abandoned")
    panel = panel_of(_loaded(tmp_path, _uses(*rows, header="date,user,action")))
    assert _weekly(panel)[:4] == [0, 1, 1, 1]


def test_rows_with_an_unknown_action_are_counted_as_unusable(tmp_path):
    """Opening a page is not one of the four actions, nor is a blank."""
    rows = ("2026-02-03,a1,opened", "2026-02-03,a1,", "2026-02-10,a1,accepted")
    found = panel_of(_loaded(tmp_path, _uses(*rows, header="date,user,action"))).usage
    assert [(one.rows_read, one.rows_used, one.rejected) for one in found.files] == [(3, 1, 2)]


def test_the_action_may_stand_in_a_mapped_column(tmp_path):
    """Any header."""
    text = _uses("2026-02-03,a1,offered", header="date,user,was")
    assert panel_of(_loaded(tmp_path, text, columns={"action": "was"})).usage.seen == 0


def test_how_the_usage_table_is_read_is_said(tmp_path):
    """Files of one package may be written in several styles; the order is decided over all of them."""
    (tmp_path / "use1.csv").write_bytes(_uses("2026-02-03,a1", "2026-02-10,a2").encode("utf-16"))
    (tmp_path / "use2.csv").write_text(_uses("17/02/2026,a1", "03/02/2026,a2"))
    changes = {"data": {"items": "tickets.csv", "usage": "use*.csv"}}
    usage = panel_of(load(tmp_path, changes, tickets__csv=table())).usage
    assert usage.weekly[:3] == ((0, 2), (1, 1), (2, 1))
    assert usage.notes == (
        "Usage table: use1.csv is read as UTF-16.",
        'Usage table: Dates in "date" are read day first, decided from all its values.',
        'Usage table: Dates in "date" are written in several styles.',
    )


def test_people_known_from_the_items_are_counted(tmp_path):
    """Of those who were active: a1 and a2 are units, x9 is not."""
    found = panel_of(_loaded(tmp_path, _uses())).usage
    assert (found.seen, found.matched) == (3, 2)
