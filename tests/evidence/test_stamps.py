"""Stamps in every spelling, decided from a sample and read by SQL: the same moment comes out."""

from __future__ import annotations

import duckdb
import pytest

from pilotaudit.evidence.dates import decided, seen, zone_of
from pilotaudit.evidence.layouts import LAYOUTS, simplified, simplified_sql, spelt
from pilotaudit.evidence.months import MONTHS, WEEKDAYS
from pilotaudit.evidence.stamps import is_anchored, misfit_sql, moment_sql, stamp_sql

CON = duckdb.connect()
CON.execute("SET TimeZone = 'UTC'")


def _order(*texts, asked=None, zone=""):
    return decided(seen(texts), asked, zone)


def _read(sql, texts):
    found = (CON.execute(f"SELECT ({sql})::VARCHAR FROM (SELECT ?::VARCHAR AS x)", [text]) for text in texts)
    return [one.fetchone()[0] for one in found]


def _stamps(*texts, timezone=None, **more):
    return _read(stamp_sql("x", _order(*texts, **more), timezone), texts)


def _moments(*texts, timezone=None, **more):
    return _read(moment_sql("x", _order(*texts, **more), timezone), texts)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-25 15:51:00",
        "2026-02-25T15:51",
        "2026/2/25 15:51",
        "2026-02-25 15:51:00.000",
        "2026-02-25 15:51:00,000",
        "  2026-02-25 15:51 ",
        "2026-02-25\u00a015:51",
        "2026.02.25 15:51",
        "2026-02-25 3:51 PM",
        "2026-02-25T15:51:00Z/2026-02-25T16:00:00Z",
        "25/Feb/26 3:51 PM",
        "25/FEB/2026 03:51 pm",
        "25 February 2026 15:51",
        "25-Feb-2026 15:51:00",
        "25feb2026 15:51",
        "Wed, 25 Feb 2026 15:51:00",
        "Wednesday, 25th February 2026 at 3:51 p.m.",
        "Feb 25, 2026 3:51:00\u202fPM",
        "February 25, 2026, 3:51 PM",
        "2026-Feb-25 15:51",
        "25. Februar 2026 15:51",
        "Mi., 25. Feb. 2026 um 15:51 Uhr",
        "25 février 2026 15:51",
        "25 févr. 2026 à 15h51",
        "miércoles, 25 de febrero de 2026 15:51",
        "25 feb 2026 3:51 p. m.",
        "25 febbraio 2026 15.51",
        "25 de fevereiro de 2026 15:51",
        "woensdag 25 februari 2026 15:51",
        "25/2/2026 15:51",
        "25.02.26 15:51",
        "25-02-2026 3:51 PM",
        "25/02/2026, 15:51",
        "25/02/2026 3:51 p.m.",
        "25. 2. 2026 15:51",
        "20260225 1551",
        "20260225155100",
        "20260225T155100Z",
        "20260225 15:51:00.000",
        "25022026 15:51",
        "02252026 1551",
        "2252026 15:51",
        "1772034660",
        " 1772034660.000 ",
        "1772034660000",
    ],
)
def test_one_minute_in_many_spellings(text):
    """ISO, month names in seven languages, twelve-hour clocks, numbers in an order that the 25th gives away."""
    assert _stamps(text) == ["2026-02-25 15:51:00"]


@pytest.mark.parametrize(
    ("name", "month"),
    [("März", 3), ("août", 8), ("Dezember", 12), ("déc.", 12), ("settembre", 9), ("Março", 3), ("mei", 5), ("ene", 1)],
)
def test_months_in_their_languages(name, month):
    """With accents and points."""
    assert _stamps(f"5 {name} 2026") == [f"2026-{month:02d}-05 00:00:00"]


def test_no_name_of_a_month_means_two_and_none_is_forgotten():
    """Seven languages share one table."""
    assert set(MONTHS.values()) == set(range(1, 13))
    assert len(MONTHS) > 90
    assert all(name == simplified(name) for name in (*MONTHS, *WEEKDAYS))


@pytest.mark.parametrize(
    "text",
    [
        "closed 5 Jan 2026",
        "5 Foo 2026",
        "31 Feb 2026",
        "2026-13-01",
        "2026-02-30 10:00",
        "2026-01-05 25:00",
        "2026-01-05 13:05 PM",
        "2026-01-05 0:05 PM",
        "2026-01-05 10:00 soon",
        "20261305",
        "20260132",
        "18991231",
        "13132026",
        "202601051",
        "0772034660",
        "17720346600",
        "5 January",
        "Jan 2026",
        "13/13/2026",
    ],
)
def test_a_text_that_is_no_stamp_is_not_read(text):
    """Not even in part."""
    assert _stamps(text, "2026-01-05 10:00:00")[0] is None


def test_both_styles_of_one_export_are_read_in_one_column():
    """As Jira writes them."""
    texts = ("25/Feb/26 3:51 PM", "2026-02-25 16:38:58.679", "6/21/2025 16:14")
    assert _stamps(*texts) == ["2026-02-25 15:51:00", "2026-02-25 16:38:58.679", "2025-06-21 16:14:00"]


def test_digits_with_the_year_last_have_an_open_order():
    """Decided like other numbers in an order, from all of them; what reads as year first is never one of them."""
    read = ["2026-01-05 00:00:00", "2026-01-31 00:00:00", "2026-01-05 00:00:00"]
    assert _order("01052026", "02032026") is None
    assert _stamps("01052026", "01312026", "20260105") == read
    assert _stamps("05012026", asked="day first") == read[:1]


def test_seconds_since_1970_are_moments():
    """They move to the zone of the charter, and so does what lies between two of them."""
    order = _order("1772034660", "1772034660500")
    assert (order.zoned, is_anchored(order, None)) == (True, True)
    assert _stamps("1772034660", timezone="Europe/Berlin") == ["2026-02-25 16:51:00"]
    assert _moments("1772034660.25", timezone="Europe/Berlin") == ["2026-02-25 15:51:00.25"]


def test_twelve_hour_clocks_know_noon_and_midnight():
    """12 AM is the first hour."""
    assert _stamps("13/02/2026 12:05 AM", "13/02/2026 12:05 PM", "13 Feb 2026 12:05 a.m.") == [
        "2026-02-13 00:05:00",
        "2026-02-13 12:05:00",
        "2026-02-13 00:05:00",
    ]


def test_open_parts_that_are_few_beside_iso_stamps_stay_unread():
    """No question is made of one row, and no guess either."""
    texts = ("05/01/2026", "2026-01-05", "2026-01-06")
    assert (_order(*texts).words, _stamps(*texts)[0]) == ("iso", None)


@pytest.mark.parametrize(
    ("text", "wall", "berlin"),
    [
        ("2026-02-08T23:30:00Z", "2026-02-08 23:30:00", "2026-02-09 00:30:00"),
        ("2026-02-08 23:30:00 UTC", "2026-02-08 23:30:00", "2026-02-09 00:30:00"),
        ("2026-02-08T23:30:00+02:00", "2026-02-08 23:30:00", "2026-02-08 22:30:00"),
        ("2026-02-08 23:30:00-0500", "2026-02-08 23:30:00", "2026-02-09 05:30:00"),
        ("Sun, 08 Feb 2026 23:30:00 GMT", "2026-02-08 23:30:00", "2026-02-09 00:30:00"),
        ("2026-02-08 23:30:00", "2026-02-08 23:30:00", "2026-02-08 23:30:00"),
    ],
)
def test_an_offset_stays_as_written_or_moves_to_the_charter_s_zone(text, wall, berlin):
    """Stamps without one are in the charter's zone already."""
    assert (_stamps(text), _stamps(text, timezone="Europe/Berlin")) == ([wall], [berlin])


def test_a_zone_in_the_header_is_that_of_its_stamps():
    """It moves to the charter's zone, where there is one."""
    stamps = ["2026-01-05 20:00:00"], ["2026-01-06 02:00:00"]
    zone = "America/New_York"
    text = "2026-01-05 20:00:00"
    assert (_stamps(text, zone=zone), _stamps(text, zone=zone, timezone="Europe/Berlin")) == stamps


@pytest.mark.parametrize(
    ("header", "zone"),
    [
        ("Conversation started at (America/New_York)", "America/New_York"),
        ("Created At (UTC)", "UTC"),
        ("Last activity date of Teams Copilot (UTC)", "UTC"),
        ("Created [Europe/Berlin]", "Europe/Berlin"),
        ("Created (GMT)", "UTC"),
        ("Duration (min)", ""),
        ("Rating (1-5)", ""),
        ("created_at", ""),
    ],
)
def test_the_zone_that_a_header_names(header, zone):
    """In brackets."""
    assert zone_of(header) == zone


def test_moments_are_those_of_a_clock_that_never_changes():
    """Both sides of the night of 29 March 2026 in Berlin, and offsets that change with it."""
    local = ("2026-03-29 01:30:00", "2026-03-29 03:30:00")
    assert _moments(*local, timezone="Europe/Berlin") == ["2026-03-29 00:30:00", "2026-03-29 01:30:00"]
    offset = ("2026-03-29 01:30:00+01:00", "2026-03-29 03:30:00+02:00")
    assert _moments(*offset) == ["2026-03-29 00:30:00", "2026-03-29 01:30:00"]


@pytest.mark.parametrize(
    ("texts", "zone", "timezone", "known"),
    [
        (("2026-01-05",), "", None, False),
        (("2026-01-05",), "", "UTC", True),
        (("2026-01-05",), "UTC", None, True),
        (("2026-01-05T10:00Z",), "", None, True),
    ],
)
def test_a_moment_is_known_where_a_zone_is(texts, zone, timezone, known):
    """From the stamps, the header or the charter."""
    assert is_anchored(_order(*texts, zone=zone), timezone) is known


def test_a_misfit_is_a_text_that_the_order_does_not_read():
    """Or that was cut wrongly, and lies in the first century."""
    order = _order("13/01/2026")
    stamp = stamp_sql("x", order, None)
    sql = misfit_sql("x", "t")
    rows = "(VALUES ('13/01/2026'), ('soon'), ('01/02/26'), (' '), (NULL)) v(x)"
    found = CON.execute(f"SELECT x FROM (SELECT x, {stamp} AS t FROM {rows}) WHERE {sql}").fetchall()
    assert [text for (text,) in found] == ["soon", "01/02/26"]


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_is_the_one_of_its_own_example(name):
    """Of several that fit, the first is meant."""
    examples = {
        "iso": "2026-01-05 3:00 pm",
        "interval": "2026-01-05T00:00:00Z/2026-01-06T00:00:00Z",
        "parts": "05/01/2026 3:00 p.m.",
        "day, month name": "5 jan 2026",
        "month name, day": "jan 5 2026",
        "year, month name": "2026 jan 5",
        "digits": "20260105t0930z",
        "digits, year last": "1052026 09:30",
        "seconds": "1772034660",
        "milliseconds": "1772034660000",
    }
    assert spelt(examples[name]).layout == name


@pytest.mark.parametrize("text", ["\u202fMÄRZ\u00a0 5 ", "Août", "İ", "ß", "5\u2009p.\u00a0m."])
def test_texts_are_simplified_alike_here_and_in_sql(text):
    """Lower case, no accents, plain spaces; other letters may differ."""
    here, there = simplified(text), _read(simplified_sql("x"), [text])[0]
    assert here == there or not here.isascii()
