"""Rows as units against statsmodels on the rows themselves, and what they are refused for."""

import math

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotaudit.estimates.cross_section import (
    cross_section,
    own_row_change,
    own_rows,
    row_change,
    row_ratio,
    rows_expected,
)
from pilotaudit.estimates.model import Refusal
from pilotaudit.estimates.row_sums import row_sums
from pilotaudit.estimates.sums import Sample
from pilotaudit.metrics.base import Metric
from pilotaudit.moments import Exposure, Need, Rows
from pilotaudit.panel.model import Cells, Squares
from tests.estimates.build import AFTER, BEFORE, ERRORS, MINUTES, measured, timeline

ROW = {"groups": {"unit": "row", "assignment": "randomised"}}
MATCHED = {"groups": {"unit": "row", "assignment": "matched"}}
NAMELESS = {"has_units": False, "units": ("",)}


def rows(seed, n=400, *, effect=0.0, ratio=False, share=None):
    """(arm, segment, week, numerator, denominator) of single rows, uneven in every respect."""
    rng = np.random.default_rng(seed)
    arm, segment = rng.integers(0, 2, n), rng.integers(0, 3, n)
    week = rng.choice([*BEFORE, *AFTER], n)
    level = 10.0 * (1 + segment) * (1 + 0.2 * arm) * np.where((arm == 1) & (week >= 0), 1 + effect, 1)
    if share is not None:
        return arm, segment, week, (rng.random(n) < share * (1 + segment) / 2).astype(float), np.ones(n)
    size = rng.uniform(1, 9, n) if ratio else np.ones(n)
    return arm, segment, week, level * size * rng.lognormal(0, 0.4, n), size


def cells_of(data):
    """The cells that the panel makes of single rows: sums, and sums of squares and products."""
    arm, segment, week, total, size = data
    keys, place = np.unique(np.stack([arm, segment, week]), axis=1, return_inverse=True)
    values = (np.ones_like(total), total, size, total**2, size**2, total * size)
    count, s, n, *products = (np.bincount(place.ravel(), one, keys.shape[1]) for one in values)
    key = [one.astype(np.int64) for one in keys]
    return Cells(
        np.zeros_like(key[0]), key[0], key[1], key[2], count, s, n, None, Squares(products[0], products[1], products[2])
    )


def sample_of(data, baseline=BEFORE, **kind):
    """Two windows, or the judged one alone."""
    return Sample(cells_of(data), baseline, AFTER, **kind)


def fitted(data, *, adjust=True, baseline=True):
    """OLS on the rows: (effect, HC3 error) of arm by window, or of the arm after the start."""
    arm, segment, week, total, size = data
    level = np.zeros(3)
    for k in range(3):
        at = (week < 0) & ((segment == k) | (not adjust))
        level[k] = total[at].sum() / size[at].sum()
    value, after = total - level[segment] * size * baseline, (week >= 0).astype(float)
    # Rows of a ratio are linearised around their corner's own level.
    y = np.empty_like(value)
    for a in (0, 1):
        for w in (0.0, 1.0):
            at = (arm == a) & (after == w)
            r = value[at].sum() / size[at].sum()
            y[at] = r + (value[at] - r * size[at]) / size[at].mean()
    if baseline:
        x, place, used = np.column_stack([np.ones_like(y), arm, after, arm * after]), 3, np.ones_like(y, dtype=bool)
    else:
        x, place, used = np.column_stack([np.ones_like(y), arm]), 1, after > 0
    fit = sm.OLS(y[used], x[used]).fit(cov_type="HC3")
    return fit.params[place], fit.bse[place]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", [{}, {"ratio": True}, {"share": 0.4}])
@pytest.mark.parametrize("adjust", [True, False])
def test_two_by_two_agrees_with_statsmodels(seed, kind, adjust):
    """Means, ratios and shares, with and without the mix of segments taken out."""
    data = rows(seed, n=1200, **kind)
    test, _ = cross_section(sample_of(data, adjust=adjust, proportion="share" in kind))
    assert (test.scale, test.center, test.se) == ("level", *map(near, fitted(data, adjust=adjust)))


@pytest.mark.parametrize("kind", [{}, {"ratio": True}, {"share": 0.4}])
def test_two_means_agree_with_statsmodels(kind):
    """Without a baseline nothing is adjusted."""
    data = rows(5, n=1200, **kind)
    test, _ = cross_section(sample_of(data, baseline=(), proportion="share" in kind))
    assert (test.center, test.se) == tuple(map(near, fitted(data, baseline=False)))


def test_the_guardrails_difference_is_the_tests():
    """In the metric's own unit, over whatever weeks are asked about."""
    data = rows(1, share=0.4)
    one = sample_of(data, proportion=True)
    assert row_change(one) == cross_section(one)[0]


def test_df_are_those_of_independent_means():
    """Four equal corners of n rows have 4 (n - 1); uneven ones fewer."""
    arm = np.repeat([0, 0, 1, 1], 50)
    week = np.tile(np.repeat([-1, 3], 50), 2)
    data = (arm, np.zeros(200, int), week, np.random.default_rng(1).uniform(1, 2, 200), np.ones(200))
    assert cross_section(sample_of(data))[0].df == pytest.approx(4 * 49)


def test_the_size_is_the_ratio_to_the_level_expected_with_its_own_error():
    """Delta method: the errors of both levels, each divided by its level."""
    data = rows(2, effect=-0.3)
    test, size = cross_section(sample_of(data, adjust=False))
    arm, _, week, total, _ = data
    mean = {(a, w): total[(arm == a) & ((week >= 0) == w)] for a in (0, 1) for w in (0, 1)}
    expected = mean[1, 0].mean() + mean[0, 1].mean() - mean[0, 0].mean()
    variance = {key: one.var(ddof=1) / (one.size - 1) for key, one in mean.items()}
    part = (variance[1, 0] + variance[0, 1] + variance[0, 0]) / expected**2
    assert size.center == near(math.log(mean[1, 1].mean() / expected))
    assert size.se == near(math.sqrt(variance[1, 1] / mean[1, 1].mean() ** 2 + part))
    assert rows_expected(sample_of(data, adjust=False)) == (near(mean[1, 0].mean()), near(expected))
    assert test.center == near(mean[1, 1].mean() - expected)


def test_own_rows_are_held_against_those_before():
    """Two corners of the treated group alone."""
    data = rows(3, effect=-0.3)
    arm, _, week, total, _ = data
    before, after = (total[(arm == 1) & ((week >= 0) == w)].mean() for w in (0, 1))
    one = sample_of(data, adjust=False)
    assert (own_rows(one).center, own_row_change(one).center) == (near(math.log(after / before)), near(after - before))


def test_without_a_baseline_controls_level_is_what_is_expected():
    """Of both: there is no other."""
    data = rows(4)
    control = data[3][(data[0] == 0) & (data[2] >= 0)].mean()
    assert rows_expected(sample_of(data, baseline=())) == (near(control), near(control))


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.001, 1000))
def test_arms_units_and_cuts_of_the_rows_are_no_matter(seed, factor):
    """Swapping arms turns the sign; the ratio knows no unit of measurement; cells may be cut anywhere."""
    data = rows(seed)
    arm, segment, week, total, size = data
    test, size_of = cross_section(sample_of(data))
    other, _ = cross_section(sample_of((1 - arm, segment, week, total, size)))
    scaled = row_ratio(sample_of((arm, segment, week, total * factor, size)))
    assert (-test.center, test.se) == pytest.approx((other.center, other.se), rel=1e-9)
    assert (size_of.center, size_of.se) == pytest.approx((scaled.center, scaled.se), rel=1e-9, abs=1e-9)


def test_a_shift_of_the_mix_is_taken_out():
    """Treated rows that only come from the long segment more often show no adjusted change."""
    rng = np.random.default_rng(8)
    arm, week = rng.integers(0, 2, 6000), rng.choice([-1, 3], 6000)
    segment = (rng.random(6000) < np.where((arm == 1) & (week == 3), 0.8, 0.3)).astype(int)
    data = (arm, segment, week, 10 + 20 * segment + rng.normal(0, 1, 6000), np.ones(6000))
    adjusted, raw = (cross_section(sample_of(data, adjust=adjust))[0] for adjust in (True, False))
    assert (abs(adjusted.center) < 3 * adjusted.se, raw.center > 5) == (True, True)


def test_small_segments_are_taken_together_or_not_adjusted_for():
    """Ten rows in every corner are the least, for `other` too."""
    arm, segment, week, total, size = rows(9, n=4000)
    corner, rank = arm * 2 + (week >= 0), np.empty(4000, int)
    for one in range(4):
        rank[corner == one] = np.arange((corner == one).sum())
    rare = np.where(rank < 9, 3, np.where(rank < 18, 4, segment))
    few = np.where(rank < 9, 3, segment)
    found = [row_sums(sample_of((arm, one, week, total, size))) for one in (rare, few)]
    assert [(one.merged, one.dropped, one.rate.size) for one in found] == [((3, 4), False, 4), ((3,), True, 1)]


def spoilt(kind):
    """Rows that cannot be compared."""
    arm, segment, week, total, size = rows(1)
    late = (arm == 1) & (week >= 0)
    return {
        "few": tuple(one[:60] for one in (arm, segment, week, total, size)),
        "alike": (arm, segment * 0, week, np.where(late, 7.0, total), size),
        "gone": (arm, segment * 0, week, np.where(late, -total, total), size),
        "unbounded": (arm, segment * 0, week, np.where(week < 0, total + 1e4 * np.sin(np.arange(400)), total), size),
        "one arm": tuple(one[arm == 1] for one in (arm, segment, week, total, size)),
    }[kind]


@pytest.mark.parametrize(
    ("kind", "baseline", "word"),
    [
        ("few", BEFORE, "rows in the judged weeks, 30 are needed"),
        ("alike", BEFORE, "all treated rows in the judged weeks hold one value"),
        ("gone", BEFORE, "the treated level is zero or negative"),
        ("unbounded", BEFORE, "cannot be told from zero, so a relative change of it has no bounds"),
        ("one arm", (), "no other rows"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_the_reason(kind, baseline, word):
    """Never a number that looks trustworthy."""
    found = row_ratio(sample_of(spoilt(kind), baseline=baseline))
    assert isinstance(found, Refusal)
    assert word in found.reason


def test_a_level_that_cannot_be_told_from_zero_expects_nothing():
    """A figure divided by it would have no bounds; the difference of levels still has."""
    one = sample_of(spoilt("unbounded"))
    assert rows_expected(one)[1] is None
    assert row_change(one).scale == "level"


def test_rare_successes_have_no_ratio_and_still_a_difference():
    """30 successes in each corner are the least for a ratio, 30 rows for points."""
    one = sample_of(rows(2, n=600, share=0.05), proportion=True)
    assert "successes among the" in row_ratio(one).reason
    assert row_change(one).scale == "level"


def test_a_corner_without_a_success_is_not_certain():
    """One row that differs is allowed for, so that nothing seen is not nothing possible."""
    arm, segment, week, total, size = rows(2, n=4000, share=0.3)
    never = np.where((arm == 1) & (week >= 0), 0.0, total)
    found = row_change(sample_of((arm, segment * 0, week, never, size), proportion=True))
    n = ((arm == 1) & (week >= 0)).sum()
    others = [total[(arm == a) & ((week >= 0) == w)] for a, w in ((1, 0), (0, 0), (0, 1))]
    least = (1 - 1 / n) / (n - 1) ** 2
    assert found.se**2 == near(least + sum(one.var(ddof=1) / (one.size - 1) for one in others))


def test_large_values_that_hardly_vary_are_not_judged_on_rounding():
    """Squares of a billion cancel to nothing but the last digits."""
    arm, segment, week, total, size = rows(1)
    found = row_change(sample_of((arm, segment * 0, week, 1e9 + total * 1e-4, size)))
    assert found.reason.startswith("all treated rows")


def test_cells_without_squares_are_a_mistake_of_the_program():
    """Rows are never guessed from sums."""
    data = cells_of(rows(1))
    bare = Cells(data.unit, data.arm, data.segment, data.week, data.rows, data.total, data.size)
    with pytest.raises(ValueError, match="squares"):
        row_sums(Sample(bare, BEFORE, AFTER))


@pytest.mark.parametrize(
    ("charter", "strongest", "grade"), [(ROW, "GO", "high"), (MATCHED, "CONDITIONAL GO", "medium")]
)
def test_the_ladder_judges_rows_by_the_lot(charter, strongest, grade):
    """A plain GO needs lots; rows count as units."""
    found = pilot(rows(1, n=2000, effect=-0.3), charter)
    assert (found.rung.name, found.rung.strongest, found.rung.evidence_class) == ("cross-sections", strongest, grade)
    assert (found.test.scale, found.size.scale, found.pre_post.scale, found.against_control.scale) == (
        "level", "log", "log", "log",
    )  # fmt: skip
    assert found.treatment.units == found.treatment.rows > 500


def test_weeks_and_segments_have_levels_expected_of_their_own():
    """Each as a log ratio, so that a short segment's change is not divided by a long one's level."""
    found = pilot(rows(1, n=6000, effect=-0.3), ROW)
    assert [one.effect.scale for one in found.weekly if one.effect] == ["log"] * 5
    assert [one.effect.center for one in found.segments] == pytest.approx([math.log(0.7)] * 3, abs=0.2)


def test_volunteers_cap_it():
    """As every rung."""
    found = pilot(rows(1, n=2000), {"groups": {"unit": "row", "assignment": "volunteers"}})
    assert found.rung.strongest == "CONDITIONAL GO"


@pytest.mark.parametrize(
    ("charter", "decides", "strongest"),
    [(ROW, True, "GO"), (MATCHED, False, "HOLD")],
)
def test_without_a_baseline_only_lots_decide(charter, decides, strongest):
    """Groups that were chosen may have differed from the start."""
    found = pilot(
        rows(1, n=2000), {**charter, "window": {"baseline": {"none": "lost"}}}, timeline=timeline(baseline=None)
    )
    assert (found.rung.decides, found.rung.strongest, found.test.scale) == (decides, strongest, "level")


def test_a_short_baseline_is_shown_and_decides_nothing():
    """Two weeks are the least, for rows too."""
    found = pilot(rows(1, n=2000), {**ROW, "window": {"baseline": "2026-01-26 to 2026-02-01"}})
    assert (found.rung.name, found.rung.decides) == ("short baseline", False)


@pytest.mark.parametrize(
    ("changes", "metric", "code", "word"),
    [
        ({"analysis": {"covariates": ["tenure"]}}, MINUTES, "STA140", "tenure cannot be held constant"),
        ({"analysis": {"ancova": "true"}}, MINUTES, "STA140", "an own baseline cannot be held constant"),
        ({}, Metric("a_day", "Tickets a day", "count", "higher",
                    needs=(Need("a_day", Rows(), Exposure("unit-day")),)), "STA102", "counts per day"),
        ({}, Metric("median", "Median", "quantile", "lower"), "STA102", "between units"),
    ],
)  # fmt: skip
def test_what_rows_cannot_be_judged_by_is_refused(changes, metric, code, word):
    """With what would do instead."""
    found = pilot(rows(1, n=2000), {**ROW, **changes}, metric)
    assert (found.test.code, word in found.test.reason, found.rung.decides) == (code, True, False)


def test_rows_without_control_are_shown_or_followed_by_weeks():
    """A series where there are weeks enough, else the own past; without a baseline nothing."""
    arm, *rest = rows(1, n=2000)
    data = tuple(one[arm == 1] for one in (arm, *rest))
    alone = {"groups": {**MATCHED["groups"], "no_control": "none"}}
    names = [pilot(part, alone).rung.name for part in (data, tuple(one[data[2] >= -2] for one in data))]
    none = pilot(data, {**alone, "window": {"baseline": {"none": "lost"}}}, timeline=timeline(baseline=None))
    assert names == ["weekly series, no control", "own past"]
    assert none.test.code == "STA101"


def test_errors_of_rows_are_judged_in_points():
    """A guardrail's harm is the difference of shares."""
    found = pilot(rows(1, n=4000, share=0.2), ROW, ERRORS, role="guardrail")
    assert (found.harm.scale, abs(found.harm.center) < 0.05) == ("level", True)


def test_under_no_effect_the_test_errs_as_often_as_it_says():
    """Skewed values, 100 rows in a corner: one-sided 2.5 % on both sides, within chance of 1,000 draws."""
    rng, found = np.random.default_rng(11), []
    arm, week = np.repeat([0, 0, 1, 1], 100), np.tile(np.repeat([-1, 3], 100), 2)
    for _ in range(1000):
        data = (arm, arm * 0, week, rng.lognormal(0.2 * arm, 0.9), np.ones(400))
        low, high = cross_section(sample_of(data))[0].interval()
        found.append((low > 0, high < 0))
    worse, better = np.mean(found, axis=0)
    assert 0.012 < worse < 0.038
    assert 0.012 < better < 0.038


def pilot(data, charter, metric=MINUTES, role="primary", **panel):
    """One metric through the ladder."""
    return measured(cells_of(data), metric, role=role, charter=charter, panel={**NAMELESS, **panel})


def near(value):
    """To nine digits."""
    return pytest.approx(value, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("control", "refused"), [(9.5, True), (12.0, False)])
def test_an_expected_level_whose_interval_touches_zero_has_no_ratio(control, refused):
    """Treated 10 before, control down by 9.5 or 7: 0.5 and 3 are expected, give or take 1.3."""
    levels = {(1, 0): 10.0, (1, 1): 9.0, (0, 0): 20.0, (0, 1): control + 1.0}
    rng, parts = np.random.default_rng(5), []
    for (arm, window), level in levels.items():
        noise = rng.normal(0, 3, 60)
        parts.append((np.full(60, arm), np.full(60, 3 if window else -1), level + noise - noise.mean()))
    arm, week, total = (np.concatenate(one) for one in zip(*parts, strict=True))
    found = row_ratio(sample_of((arm, np.zeros(240, dtype=int), week, total, np.ones(240))))
    assert isinstance(found, Refusal) == refused
