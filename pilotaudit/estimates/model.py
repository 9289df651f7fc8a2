"""What an estimator returns, and the few questions that can be asked of it.

Effects are carried on the scale on which they were computed: `log` (a log ratio, 0 means no change) or
`level` (a difference in the metric's own unit; for a proportion 0.01 is one percentage point).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final, Literal

from pilotaudit.estimates.mixture import Mixture
from pilotaudit.metrics.base import Better, Metric
from pilotaudit.phrases import Target

Scale = Literal["log", "level"]


SMALLEST: Final = 1e-300
"""What a p-value is at least: a float that is too small becomes 0, and 0 would say that something is impossible."""

PRINTED: Final = 1e-12
"""The last of the twelve digits that outputs carry."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A centre with a t-distributed error, or a mixture of such.

    center, se: on `scale`; df: degrees of freedom, > 0. method: one phrase that names estimator and variance.
    mixture: None for one t distribution. Else every answer comes from the mixture's distribution, and center, se and
    df are its mean, its spread and its mean degrees of freedom, for print only.
    """

    scale: Scale
    center: float
    se: float
    df: float
    method: str
    mixture: Mixture | None = None

    def __post_init__(self) -> None:
        """Refuse what could not be computed: an estimate is always finite, its error positive."""
        if not (math.isfinite(self.center) and math.isfinite(self.se) and self.se > 0 and self.df > 0):
            raise ValueError(f"not an estimate: center {self.center}, se {self.se}, df {self.df}")
        if self.mixture is not None and (self.center, self.se) != (self.mixture.mean, self.mixture.se):
            raise ValueError("not an estimate: its centre and error are not those of its mixture")

    def quantile(self, probability: float) -> float:
        """The value below which the truth lies with this probability (t distribution), on `scale`."""
        if self.mixture is not None:
            return self.mixture.quantile(probability)
        from scipy.special import stdtrit

        return self.center + self.se * float(stdtrit(self.df, probability))

    def interval(self, confidence: float = 0.95) -> tuple[float, float]:
        """Two-sided interval, (low, high), on `scale`."""
        return self.quantile(0.5 - confidence / 2), self.quantile(0.5 + confidence / 2)

    def probability_below(self, value: float) -> float:
        """Probability that the truth lies below `value`; at 0 it is the one-sided p-value of a positive effect."""
        if self.mixture is not None:
            return _uncertain(self.mixture.below(value))
        from scipy.special import stdtr

        return _uncertain(float(stdtr(self.df, (value - self.center) / self.se)))

    def p_value(self) -> float:
        """Two-sided p-value of no effect, above 0 and, for an effect of exactly nothing, by the last digit below 1."""
        if self.mixture is not None:
            two_sided = 2 * min(self.mixture.below(0.0), self.mixture.turned().below(0.0))
        else:
            from scipy.special import stdtr

            two_sided = 2 * float(stdtr(self.df, -abs(self.center) / self.se))
        return min(max(two_sided, SMALLEST), 1 - PRINTED)

    def towards(self, better: Better) -> Estimate:
        """The same estimate with its sign turned where needed, so that a positive value is better."""
        if better != "lower":
            return self
        mixture = None if self.mixture is None else self.mixture.turned()
        return replace(self, center=-self.center, mixture=mixture)

    def widened(self, variance: float) -> Estimate:
        """The same estimate with a variance added that the data cannot show, such as drift of whole teams."""
        if self.mixture is not None:
            return mixed(self.scale, self.mixture.widened(variance), self.method)
        return replace(self, se=math.sqrt(self.se**2 + variance))


def _uncertain(probability: float) -> float:
    """A probability kept off 0 and 1, which no sample gives, by the last digit that is printed."""
    return min(max(probability, PRINTED), 1 - PRINTED)


def mixed(scale: Scale, mixture: Mixture, method: str) -> Estimate:
    """The estimate that a mixture of t distributions is."""
    return Estimate(scale, mixture.mean, mixture.se, mixture.df, method, mixture)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a number cannot be had, as a value: estimators return it instead of a number that looks trustworthy.

    code: the finding it becomes; reason: a clause, with what would make an answer possible.
    """

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rung:
    """The estimator the ladder picked. strongest: best verdict the design can carry.

    name: short id (`unit log change`); design: the comparison in words (`difference in differences`); why: one
    sentence; cannot_show: what this design leaves open, each a clause. decides: False when shown only.
    """

    name: str
    design: str
    why: str
    strongest: Literal["GO", "CONDITIONAL GO", "HOLD"]
    cannot_show: tuple[str, ...] = ()
    decides: bool = True
    condition: str = ""
    evidence_class: Literal["high", "medium", "low"] = "high"


@dataclass(frozen=True, slots=True)
class Size:
    """How much data one arm brought: units with data in both windows where there are two, rows, and rows per window."""

    units: int
    rows: int


@dataclass(frozen=True, slots=True)
class WeekEffect:
    """One pilot week against the baseline. week: index from the first pilot day; settling: shown, not judged."""

    week: int
    settling: bool
    effect: Estimate | None


@dataclass(frozen=True, slots=True)
class SegmentEffect:
    """One segment's own effect. baseline: pilot arm's level before; adverse: significantly worse after Holm."""

    segment: str
    baseline: float | None
    after: float | None
    rows: int
    effect: Estimate | None
    p_worse: float | None = None
    adverse: bool = False


@dataclass(frozen=True, slots=True)
class Trend:
    """How the result stands if the groups had been drifting apart before the pilot and went on.

    adjusted: the effect, log scale, with the drift seen before taken off as far as it can be believed, and what is left
    open of a usual drift in its error. slope: drift between the groups over the baseline, log points a week, treatment
    minus control; None where the baseline cannot show one. gap: weeks from the middle of the baseline to the middle of
    the judged weeks. weight: how far the slope is believed, 0 to 1.
    """

    adjusted: Estimate
    slope: Estimate | None
    gap: float
    weight: float

    @property
    def bias(self) -> tuple[float, float] | None:
        """By how much the drift seen before would move the effect if it went on: its 95 % interval, log points."""
        if self.slope is None:
            return None
        low, high = self.slope.interval()
        return low * self.gap, high * self.gap

    def break_even(self, test: Estimate, better: Better) -> float | None:
        """The drift between the groups, log points a week, that explains the test away; None where it shows no gain.

        At this drift the pessimistic end of the test's two-sided 95 % interval is no effect.
        Source: the breakdown value of Rambachan & Roth (2023).
        """
        least = test.towards(better).quantile(0.025)
        return (-least if better == "lower" else least) / self.gap if least > 0 else None

    def holds(self, better: Better) -> bool:
        """Whether the adjusted two-sided 95 % interval still leaves no effect out, on the better side."""
        return self.adjusted.towards(better).quantile(0.025) > 0


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything the estimators say about one metric.

    test carries the inference, size the magnitude held against the target (both on the log scale, signs as measured);
    late_*: the same over the late half; harm: difference of levels over all pilot weeks, for guardrails; raw: without
    case-mix adjustment. pre_post: pilot arm against its own past; against_control: arms after the start only.
    baseline, after: the pilot arm's level in each window; counterfactual: the level expected without the change;
    mixed_baseline: the baseline level at the pilot window's case mix (B in the targets' formula).
    needed: log effect that the target asks for, None without one. Any of these may be a Refusal.
    trend: of the primary metric, where units were not assigned by lot and are held against their own baseline.
    """

    metric: Metric
    role: Literal["primary", "secondary", "guardrail", "watched", "rollback"]
    target: Target | None
    rung: Rung
    treatment: Size
    control: Size
    test: Estimate | Refusal
    size: Estimate | Refusal
    late_test: Estimate | Refusal
    late_size: Estimate | Refusal
    harm: Estimate | Refusal
    raw: Estimate | Refusal
    pre_post: Estimate | Refusal
    against_control: Estimate | Refusal
    baseline: float | None
    after: float | None
    control_baseline: float | None
    control_after: float | None
    mixed_baseline: float | None
    counterfactual: float | None
    needed: float | None = None
    weekly: tuple[WeekEffect, ...] = ()
    segments: tuple[SegmentEffect, ...] = ()
    weekly_levels: tuple[tuple[int, float | None, float | None], ...] = ()
    notes: tuple[Refusal, ...] = ()
    holm_p: float | None = None
    trend: Trend | None = None

    @property
    def break_even(self) -> float | None:
        """The drift between the groups, log points a week, that explains a shown gain away; None without a gain."""
        if self.trend is None or not isinstance(self.test, Estimate):
            return None
        return self.trend.break_even(self.test, self.metric.better)

    @property
    def drift_explains(self) -> bool:
        """Whether a gain that the test shows is not left once a usual drift between the groups is allowed for."""
        return self.break_even is not None and self.trend is not None and not self.trend.holds(self.metric.better)
