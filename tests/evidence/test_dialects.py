"""The scan query in other engines' words. That they are understood there is proven on real servers."""

from __future__ import annotations

import calendar
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotaudit.evidence.dialects import ENDLESS, NO_DAY, NUMBER, STAMP, named, translated


def is_stamp(text: str) -> bool:
    """What the guard of a cast lets through."""
    return bool(re.search(STAMP, text)) and not any(re.search(one, text) for one in NO_DAY)


def test_cast_that_may_fail_is_guarded_where_there_is_no_try():
    """PostgreSQL would end the query at the first text that is no number."""
    said = translated("SELECT TRY_CAST(a AS DOUBLE) FROM t", "postgres")
    assert said.startswith("SELECT CASE WHEN a ~ ")
    assert said.endswith("THEN CAST(a AS DOUBLE PRECISION) END FROM t")


def test_cast_that_may_fail_stays_where_there_is_one():
    """Spark tries casts itself."""
    assert translated("SELECT TRY_CAST(a AS DOUBLE) FROM t", "spark") == "SELECT TRY_CAST(a AS DOUBLE) FROM t"


def test_casts_inside_rewritten_nodes_are_rewritten_too():
    """A cast within a cast does not keep the embedded engine's words."""
    said = translated("SELECT TRY_CAST(TRY_CAST(a AS DOUBLE) * 2.0 AS HUGEINT) FROM t", "postgres")
    assert "TRY_CAST" not in said
    assert said.count("DECIMAL(38, 0)") == 1


@pytest.mark.parametrize("dialect", ["postgres", "spark", "trino", "snowflake"])
def test_wide_whole_numbers_become_decimals(dialect: str):
    """Nobody else has the embedded engine's 128-bit integers."""
    assert "DECIMAL(38, 0)" in translated("SELECT sum(a) * 1152921504606846976::HUGEINT FROM t", dialect)


def test_yes_and_no_are_the_embedded_engines_words():
    """The same words mean yes and no in a file and in a table."""
    said = translated("SELECT TRY_CAST(a AS BOOLEAN) FROM t", "postgres")
    assert "LOWER(TRIM(a)) IN ('true', 't', 'yes', 'y', '1')" in said


def test_row_numbers_get_an_order_where_engines_want_one():
    """Spark refuses row numbers without an order; rows of these partitions are alike."""
    said = translated("SELECT row_number() OVER (PARTITION BY a, b) FROM t", "spark")
    assert "ORDER BY a" in said


def test_a_list_of_texts_is_an_ordinary_condition():
    """Membership of a list is written as IN."""
    assert translated("SELECT list_contains(['x', 'y'], a) FROM t", "postgres") == "SELECT a IN ('x', 'y') FROM t"


def test_a_group_of_a_pattern_is_taken_out():
    """PostgreSQL 15 takes a pattern's one group by another name."""
    assert translated(r"SELECT regexp_extract(a, 'b(c)', 1) FROM t", "postgres") == "SELECT SUBSTRING(a, 'b(c)') FROM t"


def test_whole_matches_are_anchored():
    """A full match is a match from end to end."""
    assert translated("SELECT regexp_full_match(a, 'b|c') FROM t", "postgres") == "SELECT a ~ '^(b|c)$' FROM t"


@pytest.mark.parametrize(("dialect", "words"), [("postgres", "EXTRACT(EPOCH FROM a)"), ("spark", "unix_micros(")])
def test_microseconds_are_counted(dialect: str, words: str):
    """Lengths of time are differences of microseconds everywhere."""
    assert words.lower() in translated("SELECT epoch_us(a) FROM t", dialect).lower()


def test_numbers_without_end_are_told_by_their_text():
    """Infinity and not-a-number are no finite numbers."""
    assert "'-infinity', 'nan'" in translated("SELECT isfinite(a) FROM t", "postgres")


@pytest.mark.parametrize(
    ("dialect", "words"),
    [
        ("postgres", "PERCENTILE_CONT(0.9) WITHIN GROUP (ORDER BY v)"),
        ("snowflake", "PERCENTILE_CONT(0.9) WITHIN GROUP (ORDER BY v)"),
        ("spark", "PERCENTILE(v, 0.9)"),
        ("databricks", "PERCENTILE(v, 0.9)"),
    ],
)
def test_quantiles_are_the_exact_ones_of_each_engine(dialect: str, words: str):
    """Not an approximation under a similar name."""
    assert words in translated("SELECT quantile_cont(v, 0.9) AS q FROM t", dialect)


def test_query_that_cannot_be_read_is_a_value_error():
    """What the translator does not understand is said, with the dialect."""
    with pytest.raises(ValueError, match="cannot be said in postgres"):
        translated("SELECT (", "postgres")


def test_names_are_quoted_part_by_part():
    """A quote in a name cannot leave it."""
    assert named(("itsm", 'inci"dents')) == '"itsm"."inci""dents"'


@given(st.dates(date(1000, 1, 1), date(9999, 12, 31)))
def test_every_day_of_the_calendar_may_be_cast(day: date):
    """The guard lets real days through."""
    assert is_stamp(f"{day.isoformat()} 23:59:59.5")


@given(st.integers(1000, 9999), st.integers(1, 12), st.integers(1, 31))
def test_no_other_day_may_be_cast(year: int, month: int, day: int):
    """30 February would end the query on a server without tries."""
    assert is_stamp(f"{year}-{month:02}-{day:02}") == (day <= calendar.monthrange(year, month)[1])


@given(st.floats(1e-299, 1e50) | st.floats(-1e50, -1e-299) | st.just(0.0))
def test_every_finite_number_may_be_cast(value: float):
    """However an engine writes a number as text, the guard knows it."""
    assert re.search(NUMBER, repr(value)) is not None


@pytest.mark.parametrize(
    ("text", "known"),
    [("NaN", True), ("Infinity", True), ("-inf", True), ("+Infinity", True), ("infinite", False), ("nano", False)],
)
def test_no_number_and_numbers_without_end_may_be_cast(text: str, known: bool):
    """They are rejects of their own, as they are in a file."""
    assert (re.search(ENDLESS, text) is not None) == known


@pytest.mark.parametrize("text", ["", "1,5", "12 min", "1e", "--1", "0x10", "1_000"])
def test_other_texts_may_not(text: str):
    """What is no plain number stays a reject."""
    assert re.search(NUMBER, text) is None
