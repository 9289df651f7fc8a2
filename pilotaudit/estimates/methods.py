"""How a rung computes: its test and size on the log scale, its difference of levels, the level it expects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from pilotaudit.estimates.after_only import after_only, after_only_level, control_level
from pilotaudit.estimates.ancova import COVARIATES, Form, ancova, ancova_level
from pilotaudit.estimates.cross_section import (
    cross_section,
    own_row_change,
    own_rows,
    row_change,
    row_ratio,
    rows_expected,
)
from pilotaudit.estimates.inference import TOO_FEW, Outcome, Pair, widened
from pilotaudit.estimates.level_change import level_change, own_level_change
from pilotaudit.estimates.model import Estimate, Refusal, Trend
from pilotaudit.estimates.ratio_of_ratios import counterfactual, own_ratio, ratio_of_ratios, sparse_ratio
from pilotaudit.estimates.series import FEWEST_WEEKS, Plan, level_series, level_without, log_series, mixed_level
from pilotaudit.estimates.sums import FloatArray, Sample, UnitSums, is_sparse, roll_up
from pilotaudit.estimates.trend import arms_trend, units_trend
from pilotaudit.estimates.unit_log_change import log_changes, own_log_change, stated_log_change, unit_log_change
from pilotaudit.estimates.within_covariates import within_given, within_given_level
from pilotaudit.estimates.within_units import within_control_level, within_level, within_units

Levels: TypeAlias = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Method:
    """The estimators of one rung.

    compare: (test, size) of a sample; level: difference of levels, in the metric's unit; expected: of a sample and its
    units' sums, (B, counterfactual), the treated level before at the judged case mix and the level expected without
    the change. plan: the weekly series that is fitted; None where units are compared. trend: of a sample, its
    units' sums and the test, how the result stands if a drift before went on; None where no slopes can be had.
    alone: what single weeks and segments are shown by; None where it is the test. own_past, after: the treated against
    their own past, and the arms after the start, where units are no sums; None where they are.
    """

    compare: Callable[[Sample], Pair]
    level: Callable[[Sample], Outcome]
    expected: Callable[[Sample, UnitSums], Levels]
    plan: Plan | None = None
    trend: Callable[[Sample, UnitSums, Estimate], Trend | None] | None = None
    alone: Callable[[Sample], Outcome] | None = None
    own_past: Callable[[Sample], Outcome] | None = None
    after: Callable[[Sample], Outcome] | None = None

    def test(self, sample: Sample) -> Outcome:
        """The test of a sample, where nobody asks for the size."""
        return self.compare(sample)[0] if self.alone is None else self.alone(sample)


def two_windows(team_variance: float = 0.0) -> Method:
    """Unit log change for the test, ratio of ratios for the size; the latter for both where data are sparse.

    team_variance: variance of the arms' own drift on the log scale, 2 tau^2; on levels it is times the squared level.
    """

    def compare(sample: Sample) -> Pair:
        test, size = _first_rung(roll_up(sample))
        return widened(test, team_variance), widened(size, team_variance)

    def level(sample: Sample) -> Outcome:
        units = roll_up(sample)
        return widened(level_change(units), team_variance * (counterfactual(units)[0] or 0.0) ** 2)

    def trend(sample: Sample, units: UnitSums, test: Estimate) -> Trend | None:
        if is_sparse(units):
            return arms_trend(sample, units, test, team_variance)
        changes = log_changes(units)
        return None if isinstance(changes, Refusal) else units_trend(sample, units, changes, team_variance)

    def alone(sample: Sample) -> Outcome:
        return widened(_first_test(roll_up(sample)), team_variance)

    return Method(compare, level, _stayers_levels, trend=trend, alone=alone)


def own_past() -> Method:
    """The treated units against their own past: shown, for want of a control."""

    def compare(sample: Sample) -> Pair:
        effect = own_change(roll_up(sample))
        return effect, effect

    def expected(_: Sample, units: UnitSums) -> Levels:
        mixed = counterfactual(units)[0]
        return mixed, mixed

    return Method(compare, lambda sample: own_level_change(roll_up(sample)), expected)


def by_weeks(plan: Plan, team_variance: float = 0.0) -> Method:
    """A weekly series of whole groups. team_variance: as in `two_windows`."""

    def compare(sample: Sample) -> Pair:
        test, size = log_series(sample, plan)
        return widened(test, team_variance), widened(size, team_variance)

    def level(sample: Sample) -> Outcome:
        return widened(level_series(sample, plan), team_variance * (mixed_level(sample) or 0.0) ** 2)

    def expected(sample: Sample, _: UnitSums) -> Levels:
        return mixed_level(sample), level_without(sample, log_series(sample, plan)[1])

    return Method(compare, level, expected, plan)


def arms_after() -> Method:
    """The arms after the start, between units."""

    def compare(sample: Sample) -> Pair:
        effect = after_only(roll_up(sample))
        return effect, effect

    return Method(compare, lambda sample: after_only_level(roll_up(sample)), _control_levels)


def holding_constant(form: Form, covariates: int) -> Method:
    """The arms between units, with units' own baselines or other facts about them held constant.

    covariates: how many the charter names. Where units are too small for logs of their own, the ratio of ratios stands
    for them; levels need no logs.
    """

    def compare(sample: Sample) -> Pair:
        units = roll_up(sample)
        sparse = form != "after" and units.stays.any() and is_sparse(units)
        effect = sparse_ratio(units) if sparse else adjusted(sample, ancova)
        return effect, effect

    def level(sample: Sample) -> Outcome:
        return adjusted(sample, ancova_level)

    def adjusted(sample: Sample, estimator: Callable[[UnitSums, FloatArray | None, Form], Outcome]) -> Outcome:
        if covariates and sample.covariates is None:
            return Refusal(COVARIATES, "the data have no numbers for a covariate that the charter names")
        return estimator(roll_up(sample), sample.covariates, form)

    return Method(compare, level, _control_levels if form == "after" else _stayers_levels)


def inside_units(covariates: int = 0) -> Method:
    """Items of one unit in both arms. covariates: how many the charter names."""
    if covariates:
        return Method(within_given, within_given_level, lambda _, units: _both(within_control_level(units)))
    return Method(
        lambda sample: within_units(roll_up(sample)),
        lambda sample: within_level(roll_up(sample)),
        lambda _, units: _both(within_control_level(units)),
    )


def of_rows() -> Method:
    """Rows of both arms, each seen once, in two windows or after the start."""

    def after(sample: Sample) -> Outcome:
        return row_ratio(replace(sample, baseline=()))

    return Method(
        cross_section,
        row_change,
        lambda sample, _: rows_expected(sample),
        alone=row_ratio,
        own_past=own_rows,
        after=after,
    )


def of_own_rows() -> Method:
    """The treated rows against those before the start: shown, for want of a control."""

    def compare(sample: Sample) -> Pair:
        effect = own_rows(sample)
        return effect, effect

    return Method(compare, own_row_change, lambda sample, _: rows_expected(sample), own_past=own_rows, after=own_rows)


def against_stated(stated: float) -> Method:
    """The treated units against a baseline that was only stated, in the metric's unit."""

    def compare(sample: Sample) -> Pair:
        effect = stated_log_change(roll_up(sample), stated)
        return effect, effect

    refusal = Refusal(TOO_FEW, "a stated baseline gives no difference of levels that could be judged")
    return Method(compare, lambda _: refusal, lambda *_: (stated, stated))


def refusing(refusal: Refusal) -> Method:
    """A rung that computes no effect; levels are still shown."""
    return Method(lambda _: (refusal, refusal), lambda _: refusal, _stayers_levels)


def own_weeks(sample: Sample) -> Outcome:
    """The treated arm against its own past by its weeks: the step alone, where one unit leaves nothing else."""
    return log_series(sample, Plan(control=False, trend=False, fewest=FEWEST_WEEKS))[1]


def own_change(units: UnitSums) -> Outcome:
    """The treated arm against its own past: per unit, or event-weighted where units are sparse."""
    return own_ratio(units) if units.stays.any() and is_sparse(units) else own_log_change(units)


def _first_rung(units: UnitSums) -> Pair:
    if units.stays.any() and is_sparse(units):
        effect = sparse_ratio(units)
        return effect, effect
    return unit_log_change(units), ratio_of_ratios(units)


def _first_test(units: UnitSums) -> Outcome:
    return sparse_ratio(units) if units.stays.any() and is_sparse(units) else unit_log_change(units)


def _stayers_levels(_: Sample, units: UnitSums) -> Levels:
    return counterfactual(units)


def _control_levels(_: Sample, units: UnitSums) -> Levels:
    return _both(control_level(units))


def _both(value: float | None) -> Levels:
    return value, value
