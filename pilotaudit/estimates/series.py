"""Weekly series of whole groups: a step where the judged weeks begin, errors that remember the week before.

How much they remember is not known from a dozen weeks, so it is summed out: the answer is a mixture over 20 values of
the correlation, weighted by how well each explains the weeks. A week is a calendar week; weeks without data stay gaps.

The step of the *test* lies at the start of the pilot, settling in included: where errors remember, most of what is
known about a step stands in the weeks right around it, and leaving three of them out costs most of the power. The
*size* and the late half are those of the judged weeks alone; the pilot weeks before and after them get levels of
their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from pilotaudit.estimates.arm_weeks import ArmWeeks, arm_weeks
from pilotaudit.estimates.inference import ROUNDING, TOO_FEW, Outcome, Pair
from pilotaudit.estimates.mixture import Mixture
from pilotaudit.estimates.model import Refusal, Scale, mixed
from pilotaudit.estimates.sums import BoolArray, FloatArray, IntArray, Sample

ERRORS = "AR(1) errors with the correlation summed out"
CONTROL_METHOD = f"weekly log difference of the groups over all weeks, {ERRORS}"
OWN_METHOD = f"weekly log series over all weeks, {ERRORS}"
TREND_METHOD = f"weekly log series over all weeks, step and straight trend, {ERRORS}"
LEVEL_METHOD = f"weekly series of levels, case-mix adjusted, {ERRORS}"

CORRELATIONS = np.linspace(0.0, 0.95, 20)
"""Of one week's error with the next one's; all equally likely before the data are seen."""

MOST_ZEROS = 0.1
"""Share of the weeks that may have nothing to count, and so no log, before a series is refused."""
FEWEST_JUDGED = 0.5
"""Share of the judged weeks that must hold data in every group."""
FEWEST_WEEKS = 3
"""Baseline weeks with data that a series takes at least."""
RANK = 1e-9


@dataclass(frozen=True, slots=True)
class Plan:
    """Which series is fitted. control: against the control group's; trend: with a straight line beside the step.

    fewest: baseline weeks with data that it takes.
    """

    control: bool
    trend: bool
    fewest: int

    @property
    def method(self) -> str:
        """The phrase that names it."""
        return CONTROL_METHOD if self.control else TREND_METHOD if self.trend else OWN_METHOD

    @property
    def groups(self) -> str:
        """Where a week must hold data."""
        return "in both groups" if self.control else "in the pilot group"


@dataclass(frozen=True, slots=True)
class Arm:
    """One group's weeks, (t,) each: sums of numerator and denominator, and the total at baseline rates of its mix."""

    total: FloatArray
    size: FloatArray
    expected: FloatArray

    def at(self, used: BoolArray) -> Arm:
        """Some of the weeks."""
        return Arm(self.total[used], self.size[used], self.expected[used])


def log_series(sample: Sample, plan: Plan) -> Pair:
    """Test and size as log ratios: z_w = log(S_Pw / sum_k N_Pwk rho_k), minus the same of control where there is one.

    Omega_ij = rho^|i - j| in calendar weeks; for each rho generalised least squares on a constant, the step and, where
    planned, a trend; t with T - K df; weights |Omega|^-1/2 |X' Omega^-1 X|^-1/2 RSS^-(T-K)/2. Weeks in which a group
    has nothing to count have no log and are left out. Refused where too many weeks are, and without variation.
    Source: Zellner & Tiao (1964). Agrees with statsmodels GLS at every rho.
    """
    weeks = arm_weeks(sample)
    arms = _arms(weeks, plan)
    there = _in_all(arm.expected > 0 for arm in arms)
    counted = there & _in_all(arm.total > 0 for arm in arms)
    if (there & ~counted).sum() > MOST_ZEROS * there.sum():
        return _twice(_no_logs(int((there & ~counted).sum()), int(there.sum()), plan))
    values = _against_control([np.log(arm.total / arm.expected) for arm in (arm.at(counted) for arm in arms)])
    seen = Seen("log", weeks.week[counted], values)
    size = _step(seen, sample, plan, sample.judged)
    return (_step(seen, sample, plan, sample.judged + sample.joined) if sample.joined else size), size


def level_series(sample: Sample, plan: Plan) -> Outcome:
    """The same on levels, in the metric's unit: c_w = S_w / N_w - M_w, M_w the level that the mix alone would have.

    A week with nothing to count has a level, so none is left out for that.
    """
    weeks = arm_weeks(sample)
    arms = _arms(weeks, plan)
    there = _in_all(arm.size > 0 for arm in arms)
    used = [arm.at(there) for arm in arms]
    values = _against_control([(arm.total - arm.expected) / arm.size for arm in used])
    grain = max(float(np.abs(arm.total / arm.size).max(initial=0.0)) for arm in used)
    return _step(Seen("level", weeks.week[there], values, grain), sample, plan, sample.judged)


def mixed_level(sample: Sample) -> float | None:
    """The pilot group's baseline level at its judged case mix, in the metric's unit; None where the sums forbid it."""
    weeks = arm_weeks(sample)
    before, judged = (weeks.totals(1, window) for window in (sample.baseline, sample.judged))
    mix, old = judged[1], before[1]
    done = mix > 0
    if not done.any() or (old[done] <= 0).any():
        return None
    return float(mix[done] @ (before[0][done] / old[done]) / mix.sum())


def level_without(sample: Sample, size: Outcome) -> float | None:
    """The pilot group's judged level had there been no step, in the metric's unit; None without a step to take away."""
    total, mix = arm_weeks(sample).totals(1, sample.judged)
    if isinstance(size, Refusal) or mix.sum() <= 0:
        return None
    return float(total.sum() / mix.sum() * np.exp(-size.center))


def left_out(sample: Sample, plan: Plan, on_log_scale: bool) -> Iterator[Refusal]:
    """A note on the weeks that the series could not use, where there are any.

    on_log_scale: whether a week with nothing to count is one of them.
    """
    arms = _arms(weeks := arm_weeks(sample), plan)
    there = _in_all(arm.size > 0 for arm in arms)
    used = there & _in_all(arm.total > 0 for arm in arms) if on_log_scale else there
    wanted = {*sample.baseline, *sample.judged, *sample.joined}
    missing = len(wanted - set(weeks.week[used].tolist()))
    if missing:
        which = "a group has" if plan.control else "the pilot group has"
        what = "no data in them or nothing to count" if (there & ~used).any() else "no data in them"
        yield Refusal("STA120", f"{missing} of {len(wanted)} weeks are left out of the series: {which} {what}")


@dataclass(frozen=True, slots=True)
class Seen:
    """What is fitted: week and values, (t,) each, on `scale`; grain: size of the numbers that values come from."""

    scale: Scale
    week: IntArray
    values: FloatArray
    grain: float = 1.0


def summed_out(week: IntArray, values: FloatArray, columns: FloatArray, grain: float = 1.0) -> Mixture | Refusal:
    """The last column's coefficient with AR(1) errors, over all correlations.

    week: (t,) calendar weeks, ascending; values: (t,); columns: (t, K). An AR(1) error is whitened by taking away what
    is left of the last one: e_i - rho^gap e_(i-1), over sqrt(1 - rho^(2 gap)); |Omega| is the product of those roots
    squared. One triangle of [X z], whitened, then holds everything: effect, error, RSS and |X' Omega^-1 X|.
    Refused with no more weeks than columns, and where the columns explain every week.
    """
    df = week.size - columns.shape[1]
    if df < 1:
        return Refusal(TOO_FEW, f"{week.size} weeks with data are too few for a series of weeks")
    triangle, scale = _whitened(week, np.column_stack([columns, values]))
    diagonal = np.abs(np.diagonal(triangle, axis1=1, axis2=2))
    known, left = diagonal[:, :-1], diagonal[:, -1]
    if known.min() < RANK or left.min() <= ROUNDING * grain:
        return Refusal(TOO_FEW, "no variation: the weeks leave nothing unexplained, so chance cannot be measured")
    fit = -np.log(scale).sum(axis=1) - np.log(known).sum(axis=1) - df * np.log(left)
    weight = np.exp(fit - fit.max())
    ses = left / known[:, -1] / np.sqrt(df)
    centers = triangle[:, -2, -1] / triangle[:, -2, -2]
    weights, effects, errors = (tuple(one.tolist()) for one in (weight / weight.sum(), centers, ses))
    return Mixture(weights, effects, errors, (float(df),) * CORRELATIONS.size)


def _whitened(week: IntArray, joint: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Upper triangles of the whitened columns, (correlations, K + 1, K + 1), and the roots they were divided by."""
    memory = CORRELATIONS[:, None] ** np.diff(week)
    scale = np.sqrt(1 - memory**2)
    white = np.empty((CORRELATIONS.size, *joint.shape))
    white[:, 0] = joint[0]
    white[:, 1:] = (joint[1:] - memory[:, :, None] * joint[:-1]) / scale[:, :, None]
    return np.asarray(np.linalg.qr(white, mode="r")), scale


def _step(seen: Seen, sample: Sample, plan: Plan, judged: tuple[int, ...]) -> Outcome:
    """The step of these weeks, or why there is none."""
    before, step = np.isin(seen.week, sample.baseline), np.isin(seen.week, judged)
    if before.sum() < plan.fewest:
        have = f"{before.sum()} weeks before the start have data {plan.groups}"
        return Refusal(TOO_FEW, f"{have}, {plan.fewest} are needed for a series of weeks")
    if not step.any() or step.sum() < FEWEST_JUDGED * len(judged):
        have = f"{step.sum()} of {len(judged)} judged weeks have data {plan.groups}"
        return Refusal(TOO_FEW, f"{have}, half of them are needed for a series of weeks")
    found = summed_out(seen.week, seen.values, _columns(seen.week, before, step, plan), seen.grain)
    method = plan.method if seen.scale == "log" else LEVEL_METHOD
    return found if isinstance(found, Refusal) else mixed(seen.scale, found, method)


def _columns(week: IntArray, before: BoolArray, step: BoolArray, plan: Plan) -> FloatArray:
    """Constant, levels of the pilot weeks ahead of the judged ones and after them, trend, and last the step."""
    first = int(week[step][0])
    others = [~before & ~step & side for side in (week < first, week > first)]
    columns = [np.ones(week.size), *(one.astype(np.float64) for one in others if one.any())]
    if plan.trend:
        columns.append((week - week.mean()) / (week[-1] - week[0]))
    return np.column_stack([*columns, step])


def _arms(weeks: ArmWeeks, plan: Plan) -> list[Arm]:
    """The pilot group, and control where the plan has one."""
    return [
        Arm(weeks.total[arm].sum(axis=1), weeks.size[arm].sum(axis=1), weeks.size[arm] @ weeks.rate)
        for arm in ((1, 0) if plan.control else (1,))
    ]


def _in_all(each: Iterable[BoolArray]) -> BoolArray:
    """Weeks in which something holds in every group."""
    found: BoolArray = np.all(list(each), axis=0)
    return found


def _against_control(arms: list[FloatArray]) -> FloatArray:
    return arms[0] - arms[1] if len(arms) > 1 else arms[0]


def _no_logs(zeros: int, weeks: int, plan: Plan) -> Refusal:
    where = "a group has" if plan.control else "the pilot group has"
    reason = f"in {zeros} of {weeks} weeks {where} nothing to count, so a relative change of weeks does not exist"
    return Refusal(TOO_FEW, f"{reason}; use a metric of more events")


def _twice(outcome: Outcome) -> Pair:
    return outcome, outcome
