"""One order per column, from the charter or from values that only one order explains."""

from __future__ import annotations

from datetime import datetime

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotaudit.evidence.dates import decided, formats, order_of, parts_sql, quoted, seen
from pilotaudit.evidence.model import DateOrder
from pilotaudit.evidence.stamps import stamp_sql


def _stamp(text, order, timezone=None):
    sql = f"SELECT ({stamp_sql('x', order, timezone)})::VARCHAR FROM (SELECT {quoted(text)} AS x)"
    return duckdb.connect().execute(sql).fetchone()[0]


@pytest.mark.parametrize(
    ("first", "second", "order"),
    [(13, 12, "day first"), (12, 13, "month first"), (12, 12, None), (13, 13, None), (0, 0, None)],
)
def test_a_part_above_twelve_is_a_day(first, second, order):
    """Both above twelve is as open as neither."""
    assert order_of(first, second) == order


def test_a_look_counts_what_it_sees():
    """ISO stamps, stamps in parts, and words; blanks are nothing."""
    look = seen(["2026-01-05T10:00Z", " 13/01/2026 ", "1/2/26 3:04 PM", "soon", ""])
    assert (look.iso, look.zoned, look.parts, look.other, look.first, look.second) == (1, True, 2, 1, 13, 2)
    assert look.shapes == ("%1/%2/%Y", "%1/%2/%y %I:%M %p")


def test_a_date_in_neither_order_tells_nothing():
    """13/13 is a mistake and no doubt about the others."""
    look = seen(["13/13/2026", "13/01/2026"])
    assert decided(look, None).words == "day first"


@pytest.mark.parametrize(
    ("values", "asked", "words"),
    [
        (["2026-01-05"], None, "iso"),
        (["2026-01-05"], "day first", "iso"),
        (["05/01/2026"], "iso", "iso"),
        (["05/01/2026"], "month first", "month first"),
        (["05/01/2026", "2026-01-05", "2026-01-05"], None, "iso"),
        ([], None, "iso"),
    ],
)
def test_the_charter_decides_where_the_values_do_not(values, asked, words):
    """An ISO column is never read in another order."""
    assert decided(seen(values), asked).words == words


def test_an_open_order_stays_open():
    """No guess."""
    assert decided(seen(["05/01/2026"]), None) is None


def test_two_digit_years_are_tried_first():
    """Else 26 would be a year of the first century; four digits are read as well."""
    order = DateOrder("day first", formats(["%1/%2/%Y", "%1/%2/%y"], "day first"))
    assert order.formats == ("%d/%m/%y", "%d/%m/%Y")
    assert [_stamp(text, order)[:10] for text in ("13/02/26", "13/02/2026")] == ["2026-02-13"] * 2


def test_dates_without_a_time_are_always_understood():
    """In a column of stamps some have none."""
    order = DateOrder("day first", formats(["%1/%2/%Y, %H:%M"], "day first"))
    assert _stamp("29/2/2016", order) == "2016-02-29 00:00:00"


@pytest.mark.parametrize(
    ("text", "timezone", "stamp"),
    [
        ("2026-02-08T23:30:00Z", None, "2026-02-08 23:30:00"),
        ("2026-02-08T23:30:00Z", "Europe/Berlin", "2026-02-09 00:30:00"),
        ("2026-02-08 23:30:00+0200", "UTC", "2026-02-08 21:30:00"),
        ("2026-02-08 23:30:00", "Europe/Berlin", "2026-02-08 23:30:00"),
        ("2026-02-08", "Asia/Tokyo", "2026-02-08 00:00:00"),
        ("infinity", "UTC", None),
        ("epoch", None, None),
        ("-infinity", None, None),
        ("  2026-02-08  ", None, "2026-02-08 00:00:00"),
        ("", None, None),
    ],
)
def test_iso_stamps_as_wall_time(text, timezone, stamp):
    """In the charter's zone where the stamp has an offset."""
    assert _stamp(text, DateOrder("iso", zoned=True), timezone) == stamp


@settings(max_examples=30)
@given(st.datetimes(datetime(1970, 1, 1), datetime(2068, 12, 31)), st.sampled_from(["day first", "month first"]))
def test_what_was_written_in_an_order_is_read_back(when, order):
    """With seconds and years of two or four digits."""
    day, month = ("{0.day}", "{0.month}") if order == "day first" else ("{0.month}", "{0.day}")
    text = f"{day}/{month}/{{0:%y}} {{0:%H:%M:%S}}".format(when)
    shaped = DateOrder(order, formats(["%1/%2/%y %H:%M:%S", "%1/%2/%Y"], order))
    expected = when.replace(
        microsecond=0, year=2000 + when.year % 100 if when.year % 100 < 69 else 1900 + when.year % 100
    )
    assert _stamp(text, shaped) == f"{expected:%Y-%m-%d %H:%M:%S}"


def test_the_largest_parts_of_a_column():
    """Rows in neither order, and rows that are no dates, are left out."""
    rows = "(VALUES ('13/01/2026'), (' 5.12.26'), ('14/14/2026'), ('2026-01-31'), (NULL)) t(x)"
    assert duckdb.connect().execute(f"SELECT {parts_sql('x')} FROM {rows}").fetchone() == (13, 12)


def test_the_largest_parts_of_digits_in_a_row():
    """With the year last; where it comes first, nothing is open."""
    rows = "(VALUES ('1052026'), ('01312026 09:30'), ('20261231'), ('1772034660')) t(x)"
    assert duckdb.connect().execute(f"SELECT {parts_sql('x')} FROM {rows}").fetchone() == (1, 31)
