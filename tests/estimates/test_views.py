"""What is shown beside the headline: weeks and segments."""

import numpy as np
import pytest
from scipy import stats

from pilotaudit.estimates.model import Estimate
from pilotaudit.estimates.sums import Sample
from pilotaudit.estimates.unit_log_change import unit_log_change
from pilotaudit.estimates.views import segment_effects
from tests.estimates.build import (
    AFTER,
    BEFORE,
    SOLVED,
    cells,
    columns,
    measured,
    random_cells,
    random_shares,
    sums,
    timeline,
)


def worse_in(segment, seed=1, factor=1.6):
    """A noisy pilot in which the treated get slower in one segment."""
    data = random_cells(seed, rows=200)
    at = (data.arm == 1) & (data.segment == segment) & (data.week >= 0)
    *head, total, size = columns(data)
    return type(data)(*head, total * np.where(at, factor, 1.0), size)


def test_each_week_is_held_against_the_whole_baseline():
    """Week 5 by itself gives the unit log change of that week."""
    data = random_cells(1)
    week = measured(data).weekly[5]
    assert (5, False, unit_log_change(sums(data, (5,)))) == (week.week, week.settling, week.effect)


def test_settling_weeks_are_shown_as_such():
    """Three of eight weeks are not judged."""
    assert [one.settling for one in measured(random_cells(1)).weekly] == [True] * 3 + [False] * 5


def test_a_week_without_rows_has_no_effect():
    """It is there, with nothing in it."""
    data = random_cells(1)
    at = data.week != 4
    found = measured(type(data)(*(column[at] for column in columns(data))))
    assert (found.weekly[4].week, found.weekly[4].effect) == (4, None)
    assert next(one for one in found.weekly_levels if one[0] == 4) == (4, None, None)


def test_weekly_levels_run_from_the_first_baseline_week():
    """Negative weeks are before the pilot."""
    data = random_cells(2)
    found = measured(data).weekly_levels
    at = (data.arm == 0) & (data.week == -4)
    assert list(range(-4, 8)) == [week for week, _, _ in found]
    assert data.total[at].sum() / data.size[at].sum() == pytest.approx(found[0][2])


def test_each_segment_has_its_own_effect():
    """Segment b alone gives its own unit log change."""
    data = random_cells(3)
    at = data.segment == 1
    own = unit_log_change(sums(type(data)(*(column[at] for column in columns(data)))))
    assert ("b", own) == (measured(data).segments[1].segment, measured(data).segments[1].effect)


def test_a_segment_that_is_worse_is_adverse():
    """Sixty percent slower in c: adverse there and nowhere else."""
    assert [one.adverse for one in measured(worse_in(2)).segments] == [False, False, True]


@pytest.mark.parametrize(("p_values", "adverse"), [
    ((0.02, 0.3, 0.6), (False, False, False)), ((0.01, 0.02, 0.6), (True, True, False)),
    ((0.01, 0.03, 0.6), (True, False, False)),
])  # fmt: skip
def test_segments_are_adverse_after_holm(p_values, adverse):
    """One-sided 5 %: three times the least, twice the next."""
    effects = [Estimate("log", float(stats.t.isf(p, 22)), 1.0, 22.0, "made up") for p in p_values]
    sample = Sample(random_cells(1), BEFORE, AFTER)
    shown = segment_effects(lambda part: effects[part.cells.segment[0]], sample, "abc", "lower")
    assert tuple(one.adverse for one in shown) == adverse


def test_harm_of_a_segment_is_one_sided():
    """The p-value of harm is the upper tail where lower is better."""
    segment = measured(worse_in(0)).segments[0]
    effect = segment.effect
    assert stats.t.sf(effect.center / effect.se, effect.df) == pytest.approx(segment.p_worse)


def test_where_higher_is_better_a_fall_is_harm():
    """The same data judged the other way round."""
    data = random_shares(1, rate=0.6)
    segment = measured(data, SOLVED, "+3pp").segments[0]
    effect = segment.effect
    assert stats.t.cdf(effect.center / effect.se, effect.df) == pytest.approx(segment.p_worse)


def test_a_segment_of_one_unit_has_no_effect():
    """It is listed with its rows and without a number."""
    data = random_cells(1, segments=2)
    rare = cells([(0, 1, 2, week, 5, 50.0) for week in (-1, 4)])
    joined = type(data)(*(np.concatenate(pair) for pair in zip(columns(data), columns(rare), strict=True)))
    found = measured(joined).segments[2]
    assert (found.segment, found.rows, found.effect, found.p_worse, found.adverse) == ("c", 10, None, None, False)


def test_one_segment_is_no_segment():
    """Without a segment column there is nothing to list."""
    assert measured(random_cells(1, segments=1)).segments == ()


def test_sizes_count_the_units_and_rows_compared():
    """Stayers and their rows in both windows, settling weeks left out."""
    data = random_cells(4)
    at = (data.arm == 1) & ((data.week < 0) | (data.week >= 3))
    found = measured(data).treatment
    assert (6, data.rows[at].sum()) == (found.units, found.rows)


def test_before_the_end_only_weeks_that_began_are_shown():
    """Five weeks in, five weeks are shown."""
    from datetime import date

    found = measured(random_cells(1), panel={"timeline": timeline(as_of=date(2026, 3, 8))})
    assert len(found.weekly) == 5
    assert isinstance(found.test, Estimate)
