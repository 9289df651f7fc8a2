"""DAT108: an export that looks cut short."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pilotaudit.findings import dat108_export_cut_short as subject
from pilotaudit.panel.model import Extract, InputFile
from tests.builders import TIMELINE, case, report
from tests.findings.work import WHOLE, seen, weekly

LAST = date(2026, 3, 29)
EVEN = weekly()


def files(*rows):
    """A report of files with so many rows."""
    listed = tuple(InputFile(f"tickets-{n}.csv", "0", 1, count, count, 0) for n, count in enumerate(rows, 1))
    return report(files=listed)


def found(data=EVEN, *rows, **changes):
    """What is said of these sums in files with so many rows."""
    return seen(subject, data, report=files(*rows or (2400,)), **changes)


@pytest.mark.parametrize("rows", [1_000, 10_000, 65_535, 65_536, 1_048_575, 1_048_576])
def test_a_full_file_is_a_warning(rows):
    """Exports stop there."""
    (one,) = found(EVEN, rows)
    assert (one.severity, f"tickets-1.csv has exactly {rows:,} rows" in one.message) == ("warn", True)


def test_any_other_number_is_quiet():
    """Nothing stops at 9,999."""
    assert found(EVEN, 9_999) == []


def test_a_number_known_of_the_system_counts():
    """Its exports stop at 2,000."""
    assert len(found(EVEN, 2_000, extract=replace(WHOLE, cap=2_000))) == 1


@pytest.mark.parametrize(("rows", "count"), [((10_000, 10_000, 4_312), 0), ((10_000, 8_200, 10_000), 1)])
def test_pages_are_full_but_for_the_last(rows, count):
    """Months that are full are cut."""
    assert len(found(EVEN, *rows)) == count


def test_a_record_that_breaks_off_holds_the_verdict():
    """What came after it is not there."""
    (one,) = found(extract=Extract(WHOLE.first, WHOLE.last, broken_off=("tickets.csv",)))
    assert (one.effect, "the last record of tickets.csv breaks off" in one.message) == ("hold", True)


@pytest.mark.parametrize(("days", "count"), [(4, 0), (5, 1)])
def test_five_bare_days_at_the_end_are_a_warning(days, count):
    """A long weekend has four."""
    extract = Extract(WHOLE.first, LAST - timedelta(days=days))
    assert [one.severity for one in found(extract=extract)] == ["warn"] * count


def test_bare_days_at_the_start_are_counted():
    """The export begins a week late."""
    (one,) = found(weekly(*[[0, *[100] * 11]] * 2), extract=Extract(date(2026, 1, 12), WHOLE.last))
    assert "the first 7 days of the baseline have no rows" in one.message


def test_little_work_leaves_days_bare_by_chance():
    """One row a day, on average less than nine in a week."""
    few = report(files=files(80).files, rows_used=80)
    assert seen(subject, weekly(1, 1), report=few, extract=Extract(WHOLE.first, LAST - timedelta(days=8))) == []


def test_a_full_file_that_ends_early_holds_the_verdict():
    """The oldest 10,000 rows."""
    (one,) = found(EVEN, 10_000, extract=Extract(WHOLE.first, LAST - timedelta(days=9)))
    assert (one.effect, "the last 9 days of the pilot have no rows" in one.message) == ("hold", True)


@pytest.mark.parametrize(("rows", "count"), [(50, 0), (49, 1)])
def test_a_last_week_with_under_half_of_the_usual_rows_is_thin(rows, count):
    """The export ends there."""
    thin = weekly(*[[100] * 11 + [rows]] * 2)
    assert len(found(thin, extract=Extract(WHOLE.first, LAST))) == count


def test_a_thin_week_with_later_rows_is_no_cut():
    """The export goes on after the pilot."""
    assert found(weekly(*[[100] * 11 + [30]] * 2)) == []


def test_a_thin_first_week_counts_in_a_full_file():
    """The newest 10,000 rows; without a full file it is BAS106."""
    thin, begins = weekly(*[[30] + [100] * 11] * 2), Extract(date(2026, 1, 5), WHOLE.last)
    (one,) = found(thin, 10_000, extract=begins)
    assert (one.effect, "the first baseline week has 60 rows, where 200 are usual" in one.message) == ("hold", True)
    assert found(thin, extract=begins) == []


def test_an_interim_run_reads_up_to_its_day():
    """The export ends where the reading does."""
    running = replace(TIMELINE, as_of=date(2026, 3, 10))
    assert found(extract=Extract(WHOLE.first, date(2026, 3, 10)), timeline=running) == []


def test_without_dates_only_the_number_of_rows_speaks():
    """Nor is anything said without a panel."""
    assert (found(extract=Extract()), list(subject.check(case(panel=None)))) == ([], [])
