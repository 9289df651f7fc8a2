"""Quantiles on the rungs of units: the same formulas on each unit's quantile, and words for what that leaves open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from pilotaudit.estimates.inference import NOT_BUILT, TOO_FEW, Outcome, Pair
from pilotaudit.estimates.methods import Levels, Method
from pilotaudit.estimates.model import Refusal
from pilotaudit.estimates.rung_base import Picked, not_built, refused
from pilotaudit.estimates.shape import Shape
from pilotaudit.estimates.sums import Sample, UnitSums
from pilotaudit.metrics.base import Metric

MIX: Final = "whether a shift of the mix of work moved the quantile, as quantiles are not adjusted for case mix"
ADJUSTED: Final = ", case-mix adjusted"
HALF: Final = 50
USUAL: Final = frozenset({5, 10, 20, 25, 30, 40, 60, 70, 75, 80, 90, 95, 99})
"""Percentiles that are called so."""
STATED: Final = "stated baseline"
INSTEAD: Final = "choose the mean of the same column, or name the unit"


def unread(_: Shape) -> Picked:
    """The single values were not kept, and the warehouse has no words for a quantile."""
    return not_built(
        "this warehouse computes no exact quantiles, and single values stay there; bring the rows as a file"
    )


def without_units(_: Shape) -> Picked:
    """No column says whose work a row is."""
    return refused("too few units", TOO_FEW, f"a quantile is compared between units, and no unit is known; {INSTEAD}")


def inside_units(_: Shape) -> Picked:
    """Items of one unit in both arms."""
    reason = "items of one unit are in both groups, where quantiles have no formula; choose the mean of the same column"
    return not_built(reason)


def of_quantile(picked: Picked, metric: Metric) -> Picked:
    """A rung of units for a metric that is a quantile: nothing is adjusted for case mix, and no slopes are had."""
    rung, method = picked
    if rung.design == "none":
        return picked
    name = quantile_name(metric)
    why = f"{rung.why}; compared is each unit's {name}, computed from its rows"
    cannot_show = rung.cannot_show if rung.strongest == "HOLD" else (*rung.cannot_show, MIX)
    made = _Quantile(method, name).method()
    # A stated baseline is a quantile of all rows already.
    made = replace(made, expected=method.expected) if rung.name == STATED else made
    return replace(rung, why=why, cannot_show=cannot_show), made


def quantile_name(metric: Metric) -> str:
    """`median`, `90th percentile`, `0.37 quantile`."""
    if metric.quantile is None:
        return "quantile"
    percent = metric.quantile * 100
    if percent == HALF:
        return "median"
    return f"{percent:.0f}th percentile" if percent in USUAL else f"{metric.quantile} quantile"


@dataclass(frozen=True, slots=True)
class _Quantile:
    """A rung's estimators, asked only about sets of weeks that quantiles were computed for."""

    of_means: Method
    name: str

    def method(self) -> Method:
        """The method of the rung, without trend: weekly slopes are those of means."""
        return Method(
            self._compare, self._one(self.of_means.level), self._expected, alone=self._one(self.of_means.test)
        )

    def _compare(self, sample: Sample) -> Pair:
        refusal = _not_asked(sample)
        if refusal is not None:
            return refusal, refusal
        test, size = self.of_means.compare(sample)
        return self._named(test), self._named(size)

    def _one(self, estimator: Callable[[Sample], Outcome]) -> Callable[[Sample], Outcome]:
        return lambda sample: _not_asked(sample) or self._named(estimator(sample))

    def _named(self, outcome: Outcome) -> Outcome:
        if isinstance(outcome, Refusal):
            return outcome
        return replace(outcome, method=f"{outcome.method.replace(ADJUSTED, '')}, of each unit's {self.name}")

    def _expected(self, sample: Sample, units: UnitSums) -> Levels:
        """B is the quantile of all treated rows before, as anybody computes it; what is expected moves as units do."""
        before, expected = self.of_means.expected(sample, units)
        arm, weeks = (1, sample.baseline) if sample.baseline else (0, sample.judged)
        pooled = None if sample.quantiles is None else sample.quantiles.arms.get(weeks, (None, None))[arm]
        if not before or pooled is None:
            return before, expected
        return pooled, None if expected is None else expected * pooled / before


def _not_asked(sample: Sample) -> Refusal | None:
    """Weeks that no quantile was computed for; those of other weeks cannot be added up to it."""
    quantiles = sample.quantiles
    if quantiles is None or any(weeks and weeks not in quantiles.units for weeks in (sample.baseline, sample.judged)):
        return Refusal(NOT_BUILT, "no quantile was computed for these weeks")
    return None
