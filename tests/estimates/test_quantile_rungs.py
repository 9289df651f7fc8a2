"""Quantiles on the rungs of units: one quantile per unit and window, the same formulas, no case mix."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
import statsmodels.api as sm

from pilotaudit.charter.model import Guard
from pilotaudit.charter.roles import Asked
from pilotaudit.estimates.baseline_plan import in_two_groups
from pilotaudit.estimates.ladder import measure
from pilotaudit.estimates.quantile_rungs import quantile_name
from pilotaudit.estimates.samples import metric_sample
from pilotaudit.estimates.sums import roll_up
from pilotaudit.metrics.base import Metric
from pilotaudit.panel.model import Cells, Quantiles
from pilotaudit.panel.quantiles import windows_of
from pilotaudit.phrases import parse_limit
from tests.estimates.build import AFTER, BEFORE, charter, measured, panel, timeline

MEDIAN = Metric("median_handling", "Median handling time", "quantile", "lower", "min", quantile=Decimal("0.5"))
PILOT = tuple(range(8))
ONE_TEAM = {"group_values": (("AMER",), ("EMEA",))}


def rows(seed=1, units=(6, 5), n=80, effect=0.0, segments=1):
    """(unit, arm, segment, week, value) of single rows; n a unit and week of the baseline or pilot, about."""
    rng = np.random.default_rng(seed)
    many = sum(units) * n * 12 // 10
    unit, week = rng.integers(0, sum(units), many), rng.integers(-4, 8, many)
    arm, segment = (unit < units[0]).astype(int), rng.integers(0, segments, many)
    level = 3 + 0.1 * unit + 0.5 * segment + effect * ((arm == 1) & (week >= 0))
    return unit, arm, segment, week, np.exp(level + 0.6 * rng.normal(size=many))


def sums_of(data):
    """The cells beside the quantiles."""
    keys, place = np.unique(np.stack(data[:4]), axis=1, return_inverse=True)
    count, total = (np.bincount(place.ravel(), one, keys.shape[1]) for one in (np.ones(data[4].size), data[4]))
    return Cells(*(one.astype(np.int64) for one in keys), count, total, count.copy())


def quantiles_of(data, q=0.5, sets=None, segment=None):
    """What the engine computes, with numpy."""
    unit, arm, kind, week, value = data
    sets = windows_of(timeline(), weekly=True) if sets is None else sets
    units, arms = {}, {}
    for weeks in sets:
        here = np.isin(week, weeks) & ((kind == segment) | (segment is None))
        pairs = sorted({(int(u), int(a)) for u, a in zip(unit[here], arm[here], strict=True)})
        mine = [value[here & (unit == u) & (arm == a)] for u, a in pairs]
        n, found = np.array([one.size for one in mine], float), np.array([np.quantile(one, q) for one in mine])
        key, none = np.array(pairs, dtype=np.int64).reshape(-1, 2).T, np.zeros(len(pairs), dtype=np.int64)
        units[weeks] = Cells(key[0], key[1], none, none, n, found * n, n)
        arms[weeks] = tuple(
            float(np.quantile(value[here & (arm == a)], q)) if (here & (arm == a)).any() else None for a in (0, 1)
        )
    parts = {} if segment is not None else {int(k): quantiles_of(data, q, sets, k) for k in np.unique(kind)}
    return Quantiles(units, arms, parts if len(parts) > 1 else {})


def pilot(data, metric=MEDIAN, *, quantiles=None, charter=None, **changes):
    """One quantile through the ladder."""
    known = {metric.key: quantiles_of(data) if quantiles is None else quantiles}
    return measured(
        sums_of(data), metric, panel={"quantiles": known, **changes.pop("panel", {})}, charter=charter or {}, **changes
    )


def per_unit(data, weeks, q=0.5):
    """Quantile and rows of each unit."""
    unit, _, _, week, value = data
    parts = [value[(unit == u) & np.isin(week, weeks)] for u in np.unique(unit)]
    return np.array([np.quantile(one, q) for one in parts]), np.array([one.size for one in parts], dtype=float)


def test_the_test_is_the_log_change_of_each_units_quantile():
    """OLS on an arm dummy, HC2, with the degrees of freedom of the first rung."""
    data = rows(effect=-0.2)
    changes = np.log(per_unit(data, AFTER)[0] / per_unit(data, BEFORE)[0])
    arm = np.array([1.0] * 6 + [0.0] * 5)
    fit = sm.OLS(changes, sm.add_constant(arm)).fit(cov_type="HC2")
    found = pilot(data)
    assert (found.test.center, found.test.se) == pytest.approx((fit.params[1], fit.bse[1]), abs=1e-9)
    assert found.test.method == "unit log change, HC2 with Bell-McCaffrey df, of each unit's median"


def test_the_size_is_the_row_weighted_ratio_of_unit_quantiles():
    """With the jackknife of the first rung: each unit left out in turn."""
    data = rows(2, effect=-0.2)
    (before, n0), (after, n1) = per_unit(data, BEFORE), per_unit(data, AFTER)

    def log_ratio(keep):
        treated, control = keep & (np.arange(11) < 6), keep & (np.arange(11) >= 6)
        levels = [(n[g] @ q[g]) / n[g].sum() for g in (treated, control) for q, n in ((after, n1), (before, n0))]
        return np.log(levels[0] / levels[1]) - np.log(levels[2] / levels[3])

    everybody = np.ones(11, dtype=bool)
    whole = log_ratio(everybody)
    left = np.array([log_ratio(everybody & (np.arange(11) != u)) for u in range(11)])
    variance = sum((k - 1) / k * ((left[at] - whole) ** 2).sum() for k, at in ((6, slice(0, 6)), (5, slice(6, 11))))
    found = pilot(data)
    assert (found.size.center, found.size.se) == pytest.approx((whole, np.sqrt(variance)), abs=1e-9)


def test_harm_is_the_difference_of_unit_quantiles_in_the_metrics_unit():
    """Over all pilot weeks, HC2."""
    data = rows(3, effect=0.1)
    moved = per_unit(data, PILOT)[0] - per_unit(data, BEFORE)[0]
    fit = sm.OLS(moved, sm.add_constant(np.array([1.0] * 6 + [0.0] * 5))).fit(cov_type="HC2")
    found = pilot(data, role="guardrail", guard=Guard(limit=parse_limit("no worse than 2 min")))
    assert (found.harm.scale, found.harm.center) == ("level", pytest.approx(fit.params[1], abs=1e-9))
    assert found.harm.se == pytest.approx(fit.bse[1], abs=1e-9)


def test_levels_shown_are_those_of_all_rows():
    """As anybody computes a median; the level expected moves as the units do."""
    data = rows(4, effect=-0.2)
    _, arm, _, week, value = data
    median = {(a, w): np.median(value[(arm == a) & np.isin(week, weeks)])
              for a in (0, 1) for w, weeks in (("before", BEFORE), ("after", AFTER))}  # fmt: skip
    found = pilot(data)
    shown = (found.baseline, found.after, found.control_baseline, found.control_after, found.mixed_baseline)
    assert shown == pytest.approx((median[1, "before"], median[1, "after"], median[0, "before"], median[0, "after"],
                                   median[1, "before"]))  # fmt: skip
    units = roll_up(metric_sample(panel({MEDIAN.key: sums_of(data)}, quantiles={MEDIAN.key: quantiles_of(data)}),
                                  MEDIAN, AFTER))  # fmt: skip
    control = units.arm == 0
    change = [units.total[control, w].sum() / units.size[control, w].sum() for w in (0, 1)]
    assert found.counterfactual == pytest.approx(found.baseline * change[1] / change[0])


def test_weeks_and_segments_are_shown_by_quantiles_of_their_own():
    """Sums of other weeks would not do."""
    data = rows(5, effect=-0.3, segments=2, n=160)
    found = pilot(data)
    assert [one.effect is not None for one in found.weekly] == [True] * 8
    one = np.log(per_unit(data, (2,))[0] / per_unit(data, BEFORE)[0])
    assert found.weekly[2].effect.center == pytest.approx(one[:6].mean() - one[6:].mean(), abs=1e-9)
    part = tuple(one[data[2] == 1] for one in data)
    changes = np.log(per_unit(part, AFTER)[0] / per_unit(part, BEFORE)[0])
    assert found.segments[1].effect.center == pytest.approx(changes[:6].mean() - changes[6:].mean(), abs=1e-9)
    assert found.segments[1].baseline == pytest.approx(np.median(part[4][(part[1] == 1) & (part[3] < 0)]))
    assert found.weekly_levels[0][1] == pytest.approx(np.median(data[4][(data[1] == 1) & (data[3] == -4)]))


def test_no_case_mix_is_adjusted_and_it_says_so():
    """Raw and adjusted are the same figure."""
    found = pilot(rows(5, segments=2))
    assert (found.raw, found.rung.strongest, found.rung.decides) == (found.test, "GO", True)
    assert found.rung.cannot_show[-1].endswith("quantiles are not adjusted for case mix")
    assert found.rung.why.endswith("compared is each unit's median, computed from its rows")
    assert found.notes == ()


def test_a_set_of_weeks_that_was_not_computed_is_refused():
    """Never made up from other sets."""
    data = rows(1)
    only = quantiles_of(data, sets=(BEFORE, AFTER))
    found = pilot(data, quantiles=only)
    assert (found.test.scale, found.late_test.code, found.harm.code) == ("log", "STA102", "STA102")
    assert found.late_test.reason == "no quantile was computed for these weeks"
    assert [one.effect for one in found.weekly] == [None] * 8


def test_a_usual_drift_is_allowed_for_as_it_is():
    """Weekly slopes are those of means."""
    found = pilot(rows(1, effect=-0.3))
    assert (found.trend.slope, found.trend.weight) == (None, 0.0)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "unit log change"),
        ({"charter": {"groups": {"assignment": "by team"}}, "panel": ONE_TEAM}, "one team per arm"),
        ({"charter": {"window": {"baseline": "2026-01-26 to 2026-02-01"}}}, "short baseline"),
        ({"charter": {"groups": {"assignment": "randomised"}, "analysis": {"ancova": "true"}}}, "ANCOVA"),
    ],
)  # fmt: skip
def test_quantiles_stand_on_the_rungs_of_units(changes, name):
    """With their conditions and caps."""
    found = pilot(rows(1), **changes)
    assert (found.rung.name, "of each unit's median" in found.test.method) == (name, True)


def test_after_only_is_held_against_controls_quantile():
    """By lot, without a baseline."""
    data = rows(6, effect=-0.3)
    charter = {"groups": {"assignment": "randomised"}, "window": {"baseline": {"none": "lost"}}}
    made = timeline(baseline=None)
    known = quantiles_of(data, sets=windows_of(made, weekly=True))
    found = pilot(data, quantiles=known, charter=charter, panel={"timeline": made})
    late = np.log(per_unit(data, AFTER)[0])
    assert found.test.center == pytest.approx(late[:6].mean() - late[6:].mean(), abs=1e-9)
    assert found.counterfactual == pytest.approx(np.median(data[4][(data[1] == 0) & np.isin(data[3], AFTER)]))


def test_a_stated_baseline_stays_as_it_was_stated():
    """It is a median of all rows already."""
    data = rows(6, units=(6, 1), effect=-0.3)
    made = timeline(baseline=None)
    aim = {MEDIAN.key: {"target": "-10%", "baseline": "25 min"}}
    rules = charter(window={"baseline": {"none": "lost"}}, primary=aim)
    found = stated(data, rules, made)
    assert (found.rung.name, found.mixed_baseline, found.rung.decides) == ("stated baseline", 25.0, False)


def stated(data, rules, made):
    """A pilot whose target names its baseline."""
    known = {MEDIAN.key: quantiles_of(data, sets=windows_of(made, weekly=True))}
    whole = panel({MEDIAN.key: sums_of(data)}, quantiles=known, timeline=made)
    return measure(rules, whole, [Asked(MEDIAN, "primary", aim=rules.primary[MEDIAN.key])])[0]


@pytest.mark.parametrize(
    ("changes", "code", "word"),
    [
        ({"quantiles": "none"}, "STA102", "computes no exact quantiles"),
        ({"panel": {"has_units": False, "units": ("",)}}, "STA101", "compared between units"),
        ({"crossed": True}, "STA102", "items of one unit are in both groups"),
        ({"units": (1, 5)}, "STA101", "1 treated and 5 control units"),
    ],
)
def test_shapes_without_units_to_compare_are_refused_with_the_reason(changes, code, word):
    """No series of weekly quantiles, no quantile of everybody's rows."""
    data = rows(1, units=changes.get("units", (6, 5)))
    if changes.get("crossed"):
        data = (data[0], data[0] * 0 + np.arange(data[0].size) % 2, *data[2:])
    more = {"panel": changes["panel"]} if "panel" in changes else {}
    found = measured(sums_of(data), MEDIAN) if changes.get("quantiles") == "none" else pilot(data, **more)
    assert (found.test.code, word in found.test.reason, found.rung.decides) == (code, True, False)


def test_a_quantile_of_zero_has_no_log():
    """Where half of a unit's items take no time; the row-weighted ratio stands for the change."""
    unit, arm, segment, week, value = rows(1)
    none = np.where((unit == 2) & (week >= 0), 0.0, value)
    found = pilot((unit, arm, segment, week, none))
    assert (found.rung.name, found.test == found.size) == ("ratio of ratios", True)


def test_units_that_move_alike_are_no_certainty():
    """No variation is refused."""
    rng = np.random.default_rng(0)
    unit = np.repeat(np.arange(8), 240)
    week, base = np.tile(np.arange(-4, 8).repeat(20), 8), np.tile(rng.uniform(5, 9, 20), 96)
    found = pilot((unit, (unit < 4).astype(int), unit * 0, week, base * (1 + unit)))
    assert found.test.reason.startswith("no variation")


@pytest.mark.parametrize(
    ("q", "name"),
    [("0.5", "median"), ("0.9", "90th percentile"), ("0.95", "95th percentile"), ("0.37", "0.37 quantile")],
)
def test_a_quantile_has_a_usual_name(q, name):
    """As people say it."""
    assert quantile_name(replace(MEDIAN, quantile=Decimal(q))) == name


def test_a_quantile_without_its_number_is_called_so():
    """A metric made by hand."""
    assert quantile_name(replace(MEDIAN, quantile=None)) == "quantile"


def test_units_that_nobody_assigned_are_planned_with_their_quantiles():
    """Put into two groups by turns; the quantile of all rows stands for both."""
    data = rows(1, segments=2)
    whole = panel({MEDIAN.key: sums_of(data)}, quantiles={MEDIAN.key: quantiles_of(data)})
    split = in_two_groups(whole, charter()).quantiles[MEDIAN.key]
    cells = split.units[BEFORE]
    assert sorted(np.bincount(cells.arm)) == [5, 6]
    np.testing.assert_array_equal(cells.total, whole.quantiles[MEDIAN.key].units[BEFORE].total)
    assert split.arms[BEFORE][0] == split.arms[BEFORE][1] is not None
    assert set(split.segments) == {0, 1}
