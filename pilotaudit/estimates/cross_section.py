"""Rows as units, each seen once: the rows of two arms in two windows, or of two arms after the start."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pilotaudit.estimates.inference import TOO_FEW, Outcome, Pair, finish
from pilotaudit.estimates.model import Estimate, Refusal, Scale
from pilotaudit.estimates.ratio_of_ratios import FEWEST_EVENTS
from pilotaudit.estimates.row_sums import RowSums, row_sums
from pilotaudit.estimates.sums import Sample

METHOD: Final = "difference of rows in two windows, case-mix adjusted, HC3 with Bell-McCaffrey df"
AFTER_METHOD: Final = "difference of rows after the start, HC3 with Bell-McCaffrey df"
OWN_METHOD: Final = "rows against those before the start, case-mix adjusted, HC3 with Bell-McCaffrey df"
ROUNDING: Final = 1e-11
"""Squares that cancel to less than this share of themselves are rounding, not variation."""


@dataclass(frozen=True, slots=True)
class Corner:
    """The rows of one arm in one window (0 baseline, 1 judged).

    rows, events: how many, and how many count as enough data (successes of a proportion, else rows); level: S/N; mix:
    the level that its segments have in the baseline of both arms, 0 without a baseline; variance: HC3, of the level.
    """

    arm: int
    window: int
    rows: float
    events: float
    level: float
    mix: float
    variance: float

    @property
    def adjusted(self) -> float:
        """How far the level lies from that of its mix."""
        return self.level - self.mix

    @property
    def sign(self) -> float:
        """How it enters the difference of differences."""
        return 1.0 if self.arm == self.window else -1.0

    @property
    def name(self) -> str:
        """`control rows before the start`."""
        when = "in the judged weeks" if self.window else "before the start"
        return f"{'treated' if self.arm else 'control'} rows {when}"


def cross_section(sample: Sample) -> Pair:
    """Test and size of rows: the difference of levels, and the log ratio of the treated level to the one expected.

    With y less the baseline level of its segment, theta = (m_P1 - m_P0) - (m_C1 - m_C0), or m_P1 - m_C1 without a
    baseline; HC3 variance sum e^2 / (n - 1)^2 of every corner, Bell-McCaffrey df. Rows of a ratio are linearised: e is
    (x - r n) over the mean n. The size has the delta method's error. Refused under 30 rows (proportions: successes) in
    a corner, where all rows of a corner are alike, and where the level expected cannot be told from zero.
    Source: MacKinnon & White (1985). Agrees with statsmodels OLS, HC3.
    """
    corners = corners_of(sample)
    test, size = _difference(corners, events=True), _ratio(corners)
    return test, size


def row_ratio(sample: Sample) -> Outcome:
    """The size alone: weeks and segments have levels expected of their own."""
    return _ratio(corners_of(sample))


def row_change(sample: Sample) -> Outcome:
    """The difference of levels alone, in the metric's unit; rare successes are enough for it."""
    return _difference(corners_of(sample), events=False)


def own_rows(sample: Sample) -> Outcome:
    """The treated rows against those before the start, log ratio: nothing here tells season from effect."""
    return _ratio(_own(sample))


def own_row_change(sample: Sample) -> Outcome:
    """The treated rows against those before the start, difference of levels."""
    return _difference(_own(sample), events=False)


def rows_expected(sample: Sample) -> tuple[float | None, float | None]:
    """(B, level expected): the treated rows before at the judged mix, and what control's change makes of it.

    Without a baseline both are control's level after the start. The second is None where it cannot be told from zero.
    """
    corners = corners_of(sample)
    if _few(corners, events=False) is not None:
        return None, None
    expected = _expected(corners)
    treated = {one.window: one for one in corners if one.arm == 1}
    before = treated[1].mix + treated[0].adjusted if 0 in treated else corners[1].level
    return before, None if isinstance(expected, Refusal) else expected.center


def corners_of(sample: Sample) -> tuple[Corner, ...]:
    """Treated rows judged, before, control rows judged, before; those that the pilot does not have are left out."""
    sums = row_sums(sample)
    arms = (1, 0) if sums.rows[0].sum() > 0 else (1,)
    windows = (1, 0) if sample.baseline else (1,)
    return tuple(_corner(sums, arm, window, sample.proportion) for arm in arms for window in windows)


def _own(sample: Sample) -> tuple[Corner, ...]:
    return tuple(one for one in corners_of(sample) if one.arm == 1)


def _corner(sums: RowSums, arm: int, window: int, proportion: bool) -> Corner:
    """Residuals are x - b n, with b the rate of the row's segment plus what the corner lies above its mix."""
    at = arm, window
    rows, size = float(sums.rows[at].sum()), float(sums.size[at].sum())
    if rows < 2 or size <= 0:
        return Corner(arm, window, rows, 0.0, math.nan, math.nan, math.nan)
    level, mix = float(sums.total[at].sum()) / size, float(sums.size[at] @ sums.rate) / size
    slope = sums.rate + (level - mix)
    gross = float(sums.squares[at].sum() + slope**2 @ sums.breadth[at])
    residual = gross - 2 * float(slope @ sums.product[at])
    residual = residual if residual > ROUNDING * gross else 0.0
    # Where no row or every row counts, one that differs is allowed for: chance is small then, and not zero.
    residual = max(residual, 1 - 1 / rows) if proportion else residual
    variance = residual * (rows / size / (rows - 1)) ** 2
    return Corner(arm, window, rows, float(sums.events[at].sum()), level, mix, variance)


def _difference(corners: Sequence[Corner], *, events: bool) -> Outcome:
    refusal = _few(corners, events=events)
    if refusal is not None:
        return refusal
    center = sum(one.sign * one.adjusted for one in corners)
    grain = max(abs(one.level) for one in corners)
    return _finished("level", center, corners, [1.0] * len(corners), grain)


def _ratio(corners: Sequence[Corner]) -> Outcome:
    """Log of the treated level over the one expected: errors divided by the levels, added."""
    expected = _expected(corners)
    refusal = _few(corners, events=True)
    if refusal is not None or isinstance(expected, Refusal):
        return refusal or expected
    treated = corners[0].level
    if treated <= 0:
        return Refusal(TOO_FEW, "the treated level is zero or negative, so a relative change of it does not exist")
    weights = [1 / treated, *(1 / expected.center for _ in corners[1:])]
    return _finished("log", math.log(treated / expected.center), corners, weights)


def _expected(corners: Sequence[Corner]) -> Estimate | Refusal:
    """The treated level without the change, or why nothing can be held against it."""
    refusal = _few(corners, events=False)
    if refusal is not None:
        return refusal
    center = corners[0].level - sum(one.sign * one.adjusted for one in corners)
    found = _finished("level", center, corners[1:], [1.0] * len(corners[1:]), abs(center))
    if isinstance(found, Estimate) and found.interval()[0] <= 0:
        why = "the level expected without the change cannot be told from zero, so a relative change of it has no bounds"
        return Refusal(TOO_FEW, f"{why}; bring more rows")
    return found


def _finished(
    scale: Scale, center: float, corners: Sequence[Corner], weights: Sequence[float], grain: float = 1.0
) -> Outcome:
    """Bell-McCaffrey df of a weighted sum of independent means: (sum w^2/n)^2 / sum w^4/(n^2 (n - 1))."""
    variance = sum(weight**2 * one.variance for weight, one in zip(weights, corners, strict=True))
    parts = [(weight**2 / one.rows, one.rows - 1) for weight, one in zip(weights, corners, strict=True)]
    df = sum(part for part, _ in parts) ** 2 / sum(part**2 / spare for part, spare in parts)
    return finish(scale, center, variance, df, _method(corners, scale), grain=grain)


def _method(corners: Sequence[Corner], scale: Scale) -> str:
    if {one.arm for one in corners} == {1}:
        method = OWN_METHOD
    else:
        method = METHOD if any(one.window == 0 for one in corners) else AFTER_METHOD
    return f"log of the ratio to the level expected, from the {method}, delta method" if scale == "log" else method


def _few(corners: Sequence[Corner], *, events: bool) -> Refusal | None:
    """A corner with too little to compare."""
    if len(corners) < 2:
        return Refusal(TOO_FEW, "there are no other rows to compare with")
    for one in corners:
        many, what = (one.events, "successes among the ") if events and one.events < one.rows else (one.rows, "")
        if many < FEWEST_EVENTS:
            return Refusal(TOO_FEW, f"{many:.0f} {what}{one.name}, {FEWEST_EVENTS} are needed")
        if one.variance == 0:
            return Refusal(TOO_FEW, f"all {one.name} hold one value, so chance cannot be measured")
    return None
