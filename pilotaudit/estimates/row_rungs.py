"""The rungs of rows that are units themselves, in words: repeated cross-sections, and what rows cannot be judged by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pilotaudit import numbers
from pilotaudit.estimates import methods
from pilotaudit.estimates.ancova import COVARIATES
from pilotaudit.estimates.inference import TOO_FEW
from pilotaudit.estimates.model import Rung
from pilotaudit.estimates.rung_base import DRIFT, SEASON, SELECTION, Picked, not_built, refused, shown
from pilotaudit.estimates.shape import Shape
from pilotaudit.estimates.week_rungs import series_without_control
from pilotaudit.moments import Exposure

ALIKE: Final = "whether rows of one person resemble each other, which `unit: row` says they do not"


def rows_as_units(shape: Shape) -> Picked:
    """`unit: row`: the first line that fits."""
    return next(rung for applies, rung in ROWS if applies(shape))(shape)


def with_covariates(shape: Shape) -> Picked:
    """ANCOVA or covariates beside `unit: row`."""
    asked = numbers.listed(shape.covariates) or "an own baseline"
    reason = f"a row is seen once, so {asked} cannot be held constant beside `unit: row`"
    return refused("cross-sections", COVARIATES, f"{reason}; name a unit, or take it out of the charter")


def counted(_: Shape) -> Picked:
    """A count per day or week."""
    reason = "a row is seen once and is at risk for no days, so counts per day or week are none of a row's"
    return not_built(f"{reason}; choose a mean, a share or a ratio, or name a unit")


def quantile(_: Shape) -> Picked:
    """A quantile of all rows."""
    return not_built("a quantile is compared between units, and `unit: row` leaves none; choose the mean or a share")


def own_rows_only(_: Shape) -> Picked:
    """No control and few weeks: shown."""
    why = "there is no control and fewer than 4 + 4 weeks; the treated rows are compared with those before the start"
    return shown("own past", "before and after, no control", why, SEASON, ALIKE), methods.of_own_rows()


def nothing(_: Shape) -> Picked:
    """Neither a baseline nor a control."""
    return refused("too few units", TOO_FEW, "there is neither a baseline nor a control group to compare with")


def short(shape: Shape) -> Picked:
    """Baseline under two weeks: shown."""
    why = f"the baseline has {shape.baseline_days} days, of the 14 with data in two weeks that a judgement needs"
    return shown("short baseline", "repeated cross-sections", why, DRIFT, ALIKE), methods.of_rows()


def arms_after_start(_: Shape) -> Picked:
    """Not randomised, no baseline: shown."""
    why = "there is no baseline and no lot decided; the rows of both groups are shown side by side"
    return shown("after only, shown", "comparison of rows after the start", why, SELECTION, ALIKE), methods.of_rows()


def randomised_after(_: Shape) -> Picked:
    """Lots, no baseline."""
    why = "rows are units by the charter, assigned by lot and seen once, and there is no baseline"
    return _judged("randomised comparison of rows after the start", why, ("how the pilot group stood before", ALIKE))


def randomised(_: Shape) -> Picked:
    """Lots, and rows before the start."""
    why = "rows are units by the charter, assigned by lot and seen in one window only"
    return _judged("repeated cross-sections of rows", why, (ALIKE,))


def chosen(_: Shape) -> Picked:
    """No lots, a control and rows before the start."""
    rung = Rung(
        "cross-sections",
        "repeated cross-sections of rows",
        "rows are units by the charter and seen in one window only; no lot decided which group they are in",
        "CONDITIONAL GO",
        (DRIFT, SELECTION, ALIKE),
        condition="rows are units: holds only if they do not resemble each other and both groups would move alike",
        evidence_class="medium",
    )
    return rung, methods.of_rows()


def _judged(design: str, why: str, cannot_show: tuple[str, ...]) -> Picked:
    return Rung("cross-sections", design, why, "GO", cannot_show, evidence_class="high"), methods.of_rows()


def _is_counted(shape: Shape) -> bool:
    return any(isinstance(need.size, Exposure) for need in shape.metric.needs)


ROWS: Final[tuple[tuple[Callable[[Shape], bool], Callable[[Shape], Picked]], ...]] = (
    (lambda shape: shape.randomised and (shape.ancova or bool(shape.covariates)), with_covariates),
    (_is_counted, counted),
    (lambda shape: shape.metric.kind == "quantile", quantile),
    (lambda shape: not shape.has_control and shape.carries_series, series_without_control),
    (lambda shape: not shape.has_control and shape.has_baseline, own_rows_only),
    (lambda shape: not shape.has_control, nothing),
    (lambda shape: not shape.has_baseline and shape.randomised, randomised_after),
    (lambda shape: not shape.has_baseline, arms_after_start),
    (lambda shape: shape.baseline_days < 14 or shape.baseline_weeks < 2, short),
    (lambda shape: shape.randomised, randomised),
    (lambda _: True, chosen),
)
