"""Which rows count by their day: windows, exclusions, the judgement date, and how stamps are read."""

from __future__ import annotations

from datetime import date

import pytest

from tests.panel.reading import (
    HEADER,
    ROWS,
    adds_up,
    aside,
    load,
    panel_of,
    read,
    reasons,
    refused,
    rejects,
    sums,
    table,
    totals,
)


def _stamped(day, rows=ROWS):
    """The rows with their stamps written in another way."""
    return [day(date.fromisoformat(row[:10])) + row[10:] for row in rows]


def _dated(**items):
    return {"data": {"items": {"file": "tickets.csv", **items}}}


def _usual(tmp_path):
    panel = read(tmp_path, table())
    return sums(panel.metrics["average_handling_time"], panel)


def _same(tmp_path, rows, changes=None):
    panel = read(tmp_path, table(rows=rows), changes)
    return sums(panel.metrics["average_handling_time"], panel) == _usual(tmp_path)


@pytest.mark.parametrize(
    "written",
    ["{:%Y-%m-%dT%H:%M:%S}", "{:%Y-%m-%d %H:%M}", "{:%Y/%m/%d}", " {:%Y-%m-%d} ", "{:%Y-%m-%d %H:%M:%S.000}"],
)
def test_iso_stamps_in_many_spellings(tmp_path, written):
    """With T or a space, to the minute, second or below, slashes, spaces around."""
    assert _same(tmp_path, _stamped(written.format))


@pytest.mark.parametrize(
    "written",
    [
        "{0.day}/{0.month}/{0.year} 01:16",
        "{0:%d.%m.%Y}",
        "{0:%d-%m-%Y %H:%M:%S}",
        "{0.day}/{0.month}/{0:%y}",
        " {0:%d/%m/%Y}",
    ],
)
def test_day_first_stamps_in_many_spellings(tmp_path, written):
    """A row of the 13th decides the order; the year may have two digits."""
    more = f"{written.format(date(2026, 2, 13))},a1,treatment,9,0"
    panel = read(tmp_path, table(more, rows=_stamped(written.format)))
    assert totals(panel) == (9, 164)
    assert panel.report.notes == ('Dates in "resolved_at" are read day first, decided from all its values.',)


@pytest.mark.parametrize("written", ["{0.month}/{0.day}/{0.year} 1:05 PM", "{0:%m/%d/%Y}", "{0:%m/%d/%Y}, 1:05 pm"])
def test_month_first_stamps_in_many_spellings(tmp_path, written):
    """With AM and PM, unpadded, with a comma."""
    more = '"' + written.format(date(2026, 2, 13)) + '",a1,treatment,9,0'
    rows = ['"' + row.replace(",a", '",a', 1).replace(",b", '",b', 1) for row in _stamped(written.format)]
    assert totals(read(tmp_path, table(more, rows=rows))) == (9, 164)


def test_dates_that_both_orders_explain_are_a_question(tmp_path):
    """No part is above twelve."""
    text = refused(tmp_path, table(rows=_stamped("{:%d/%m/%Y}".format)))
    assert 'DAT006 the dates in "resolved_at" are ambiguous: day and month cannot be told apart' in text


def test_dates_that_mix_both_orders_are_a_question(tmp_path):
    """13/02 and 02/13 in one column."""
    rows = _stamped("{:%d/%m/%Y}".format)
    text = refused(tmp_path, table("13/02/2026,a1,treatment,1,0", "02/13/2026,a1,treatment,1,0", rows=rows))
    assert "its rows mix both orders (first parts go up to 13, second parts up to 13). Neither order is right" in text


def test_an_order_decided_from_the_first_rows_is_checked_on_all(tmp_path):
    """The other order begins after the sample."""
    rows = (
        _stamped("{:%d/%m/%Y}".format) + ["13/02/2026,a1,treatment,1,0"] * 2100 + ["02/13/2026,a1,treatment,1,0"] * 300
    )
    assert "its rows mix both orders" in refused(tmp_path, table(rows=rows))


def test_a_few_rows_in_the_other_order_are_rejects(tmp_path):
    """Not enough to doubt the order."""
    rows = _stamped("{:%d/%m/%Y}".format) + ["13/02/2026,a1,treatment,1,0"] * 2100 + ["02/13/2026,a1,treatment,1,0"] * 3
    assert reasons(read(tmp_path, table(rows=rows))) == {'with no readable date in "resolved_at"': 3}


def test_the_whole_column_decides_where_its_beginning_does_not(tmp_path):
    """The only day above twelve stands below the sample."""
    rows = ["05/01/2026,a1,treatment,1,0"] * 2100 + ["13/01/2026,a1,treatment,1,0", "03/02/2026,b1,control,1,0"]
    panel = read(tmp_path, table(rows=rows))
    assert "day first" in panel.report.notes[0]


@pytest.mark.parametrize(("order", "week"), [("day first", -4), ("month first", 12)])
def test_the_charter_s_order_is_obeyed(tmp_path, order, week):
    """05/01 is January, or May; the note says who decided."""
    rows = ["05/01/2026,a1,treatment,1,0", "03/03/2026,a1,treatment,1,0", "03/03/2026,b1,control,1,0"]
    panel = read(tmp_path, table(rows=rows), _dated(dates=order))
    assert (week in panel.metrics["average_handling_time"].week.tolist()) is (order == "day first")
    assert panel.report.notes == (f'Dates in "resolved_at" are read {order}, as the charter says.',)


def test_iso_in_the_charter_makes_other_dates_rejects(tmp_path):
    """Every row is refused, and the reason is said."""
    text = refused(tmp_path, table(rows=_stamped("{:%d/%m/%Y}".format)), _dated(dates="iso"))
    assert 'DAT010 of 8 rows none can be used for the pilot group (8 with no readable date in "resolved_at")' in text


@pytest.mark.parametrize(
    "stamp", ["soon", "2026-02-30", "infinity", "-infinity", "epoch", "13/13/2026", "20261310", "1e3"]
)
def test_a_stamp_that_is_no_date_is_a_reject(tmp_path, stamp):
    """Words that the engine itself would take for dates included."""
    content = table(f"{stamp},a1,treatment,1,0")
    assert reasons(read(tmp_path, content)) == {'with no readable date in "resolved_at"': 1}
    assert [one.line for one in rejects(tmp_path, content)] == [10]


@pytest.mark.parametrize("stamp", ["infinity", "epoch", "-infinity"])
def test_a_start_that_is_no_date_is_a_reject(tmp_path, stamp):
    """Time from infinity is not a duration."""
    changes = {
        "metrics": {"mine": {"kind": "mean", "span": ["started", "resolved_at"], "unit": "h", "better": "lower"}},
        "primary": {"mine": "-10%"},
    }
    rows = [f"{row},{row[:10]}" for row in ROWS[1:]] + [f"{ROWS[0]},{stamp}"]
    panel = read(tmp_path, table(header=f"{HEADER},started", rows=rows), changes)
    assert reasons(panel) == {'with no readable date in "started"': 1}


def test_a_row_without_a_date_is_not_finished(tmp_path):
    """Work that is still open at the export is set aside."""
    panel = read(tmp_path, table(",a1,treatment,1,0", "  ,a1,treatment,1,0"))
    assert aside(panel) == {'not finished: no date in "resolved_at"': 2}


def test_rows_outside_the_windows_are_set_aside(tmp_path):
    """Before the baseline and after the pilot; both ends of both windows are inside."""
    days = ["2026-01-04", "2026-01-05", "2026-02-01", "2026-02-02", "2026-03-29", "2026-03-30"]
    panel = read(tmp_path, table(*(f"{day},a1,treatment,1,0" for day in days)))
    assert (aside(panel), panel.report.rows_used, adds_up(panel)) == ({"outside the windows": 2}, 12, True)


def test_a_gap_between_the_windows_is_outside(tmp_path):
    """Days after the baseline and before the pilot."""
    changes = {"window.baseline": "2026-01-05 to 2026-01-25"}
    assert aside(read(tmp_path, table("2026-01-28,a1,treatment,1,0"), changes)) == {"outside the windows": 1}


def test_excluded_days_are_set_aside(tmp_path):
    """With their own reason."""
    changes = {"exclude": [{"dates": "2026-03-03 to 2026-03-04", "why": "Outage"}]}
    panel = read(tmp_path, table(), changes)
    assert (aside(panel), panel.report.rows_used) == ({"on excluded days": 2}, 6)


def test_rows_after_the_judgement_date_are_set_aside(tmp_path):
    """An interim look."""
    panel = read(tmp_path, table(), as_of=date(2026, 3, 4))
    assert (aside(panel), panel.report.rows_used) == ({"after the judgement date": 2}, 6)


def test_the_last_stamp_of_a_day_is_on_that_day(tmp_path):
    """One second before midnight of the last pilot day."""
    assert read(tmp_path, table("2026-03-29 23:59:59,a1,treatment,1,0")).report.rows_used == 9


@pytest.mark.parametrize("zone", ["Z", "+00:00", "+0000", " UTC", "+00"])
def test_stamps_with_an_offset_are_read_as_written(tmp_path, zone):
    """Without `timezone` the wall time counts, and a note says so."""
    panel = read(tmp_path, table(rows=[row.replace(",", f"T23:30:00{zone},", 1) for row in ROWS]))
    assert totals(panel) == (8, 155)
    assert panel.report.notes == ('Dates in "resolved_at" carry a time zone and are read as the time as written.',)


def test_stamps_with_an_offset_are_moved_to_the_charter_s_zone(tmp_path):
    """Half past eleven at night in London on Sunday is Monday in Berlin: another week."""
    row = "2026-02-08T23:30:00Z,a1,treatment,1,0"
    as_written = read(tmp_path, table(row)).metrics["average_handling_time"]
    moved = read(tmp_path, table(row), _dated(timezone="Europe/Berlin")).metrics["average_handling_time"]
    assert (0 in as_written.week, 1 in as_written.week, 0 in moved.week, 1 in moved.week) == (True, False, False, True)


def test_stamps_without_an_offset_are_in_the_charter_s_zone_already(tmp_path):
    """Whatever the clock of the machine; beside stamps with an offset too."""
    rows = [*ROWS, "2026-02-08 23:30:00,a1,treatment,1,0", "2026-02-08T23:30:00Z,a2,treatment,1,0"]
    cells = read(tmp_path, table(rows=rows), _dated(timezone="Asia/Tokyo")).metrics["average_handling_time"]
    assert ((cells.week == 0).sum(), (cells.week == 1).sum()) == (1, 1)


def test_a_time_zone_that_nobody_knows_is_refused(tmp_path):
    """With the charter's line."""
    text = refused(tmp_path, table(), _dated(timezone="Europe/Berlni"))
    assert 'CHR005 "Europe/Berlni" is not a known time zone' in text


def test_an_undated_pilot_needs_no_dates(tmp_path):
    """All rows are one week."""
    changes = {
        "window.pilot": {"undated": "trial"},
        "window.baseline": {"none": "trial"},
        "groups.assignment": "randomised",
    }
    content = table(header=HEADER.replace("resolved_at", "when"), rows=[row.replace("2026", "soon") for row in ROWS])
    panel = read(tmp_path, content, changes)
    assert (totals(panel), set(panel.metrics["average_handling_time"].week.tolist())) == ((8, 155), {0})


def test_a_dated_pilot_needs_a_date_column(tmp_path):
    """Without one no row could be placed in a window."""
    content = table(header=HEADER.replace("resolved_at", "when"))
    assert "DAT004 the data have no column that says when an item was finished" in refused(tmp_path, content)


def test_items_opened_before_the_pilot_are_counted(tmp_path):
    """Among used pilot rows."""
    header, opened = f"{HEADER},opened_at", ["2026-01-05"] * 5 + ["2026-03-04", "2026-01-20", "2026-03-05"]
    rows = [f"{row},{day}" for row, day in zip(ROWS, opened, strict=True)]
    assert read(tmp_path, table(header=header, rows=rows)).report.opened_before == 2


def test_items_of_neither_group_are_not_counted_as_opened_before(tmp_path):
    """They are set aside."""
    rows = [f"{row},{row[:10]}" for row in ROWS] + ["2026-03-03,z,other,1,0,2026-01-05"]
    assert read(tmp_path, table(header=f"{HEADER},opened_at", rows=rows)).report.opened_before == 0


def test_a_glob_decides_the_order_from_all_files(tmp_path):
    """The second file holds the day above twelve."""
    rows = _stamped("{:%d/%m/%Y}".format)
    loaded = load(
        tmp_path, {"data": "t*.csv"}, t1__csv=table(rows=rows), t2__csv=table(rows=["13/02/2026,a1,treatment,1,0"])
    )
    assert totals(panel_of(loaded)) == (9, 156)
