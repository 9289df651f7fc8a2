"""Durations as text: which style a column has, and seconds from SQL."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotaudit.evidence.durations import Unclear, declared, duration_words, length, seconds_sql, unit_in
from pilotaudit.evidence.model import DurationStyle

CON = duckdb.connect()


def _seconds(words, *texts):
    sql = f"SELECT {seconds_sql('x', DurationStyle(words))} FROM (SELECT ?::VARCHAR AS x)"
    return [CON.execute(sql, [text]).fetchone()[0] for text in texts]


@pytest.mark.parametrize(
    ("words", "text", "seconds"),
    [
        ("H:MM:SS", "1:23:45", 5025),
        ("H:MM:SS", "26:10:00", 94200),
        ("H:MM:SS", "-0:00:10", -10),
        ("H:MM:SS", "00:00:01.5", 1.5),
        ("H:MM:SS", "1 day, 4:00:00", 100800),
        ("H:MM:SS", "0 days 04:00:00.5", 14400.5),
        ("H:MM:SS", "2d 0:00:10", 172810),
        ("H:MM:SS", "1.04:00:00", 100800),
        ("H:MM", "83:45", 301500),
        ("H:MM", "-2:30", -9000),
        ("M:SS", "83:45", 5025),
        ("units", "1h 23m", 4980),
        ("units", "1d 4h", 100800),
        ("units", "2 hours", 7200),
        ("units", "3 days, 2 hours and 5 minutes", 266700),
        ("units", "1,5 h", 5400),
        ("units", "90s", 90),
        ("units", "-5m", -300),
        ("units", "250 ms", 0.25),
        ("ISO 8601", "PT1H23M", 4980),
        ("ISO 8601", "P1DT2H", 93600),
        ("ISO 8601", "pt0.5s", 0.5),
        ("ISO 8601", "P2W", 1209600),
        ("ISO 8601", "-PT5M", -300),
        ("number", "12.5", 12.5),
    ],
)
def test_a_duration_in_seconds(words, text, seconds):
    """A day has 24 hours."""
    assert _seconds(words, text) == [seconds]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("H:MM:SS", "1:23"),
        ("H:MM:SS", "1:60:00"),
        ("H:MM:SS", "12"),
        ("H:MM", "1:2:3"),
        ("units", "4h 1d"),
        ("units", "soon"),
        ("units", "-"),
        ("units", "5"),
        ("ISO 8601", "P"),
        ("ISO 8601", "PT"),
        ("ISO 8601", "P1M"),
        ("ISO 8601", "1h"),
        ("number", "1:23:45"),
    ],
)
def test_a_duration_in_another_style_is_not_read(words, text):
    """A month has no length; sixty minutes are an hour."""
    assert _seconds(words, text) == [None]


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (("1:23:45", "0:00:10"), "H:MM:SS"),
        (("1h 23m", "5m"), "units"),
        (("PT1H",), "ISO 8601"),
        (("12", "12.5"), "number"),
        ((), "number"),
        (("1:23:45", "2:00:00", "45:10"), "H:MM:SS"),
    ],
)
def test_most_values_decide_the_style(texts, words):
    """Text of two parts among three is left to be rejected."""
    assert duration_words(dict.fromkeys(texts, 1)) == words


def test_two_parts_are_a_question():
    """Hours and minutes, or minutes and seconds."""
    with pytest.raises(Unclear, match="83:45"):
        duration_words({"83:45": 3, "1:00:00": 1})


@pytest.mark.parametrize(
    ("text", "words", "given"),
    [("H:MM", "H:MM", ""), ("M:SS", "M:SS", ""), ("minutes", "number", "min"), ("milliseconds", "number", "ms")],
)
def test_what_the_charter_may_say(text, words, given):
    """A clock, or the unit of plain numbers."""
    style = declared(text)
    assert (style.words, style.given, style.declared) == (words, given, True)


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Full resolution time in minutes", "min"),
        ("First reply time (in minutes)", "min"),
        ("First reply time in minutes within business hours", "min"),
        ("Resolution time (in hrs)", "h"),
        ("seconds_to_resolve", "s"),
        ("handle_ms", "ms"),
        ("Time (min)", "min"),
        ("Backlog days", "days"),
        ("admin", ""),
        ("items", ""),
        ("handle_time", ""),
        ("", ""),
    ],
)
def test_a_header_may_name_its_unit(header, unit):
    """At its end, in brackets, or before `_to_`."""
    assert unit_in(header) == unit


def test_the_length_of_a_unit_in_seconds():
    """Milliseconds included."""
    assert [float(length(unit)) for unit in ("ms", "s", "min", "h", "days")] == [0.001, 1, 60, 3600, 86400]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["H:MM:SS", "units", "ISO 8601"]))
def test_what_was_written_in_a_style_is_read_back(seconds, words):
    """Hours may exceed a day."""
    h, m, s = seconds // 3600, seconds // 60 % 60, seconds % 60
    text = {"H:MM:SS": f"{h}:{m:02d}:{s:02d}", "units": f"{h}h {m}m {s}s", "ISO 8601": f"PT{h}H{m}M{s}S"}[words]
    assert _seconds(words, text) == [seconds]
    assert duration_words({text: 1}) == words
