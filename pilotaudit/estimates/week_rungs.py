"""The rungs of weekly series in words: one unit in an arm, no control, no unit known."""

from __future__ import annotations

from pilotaudit.estimates import methods
from pilotaudit.estimates.inference import TOO_FEW
from pilotaudit.estimates.model import Rung
from pilotaudit.estimates.rung_base import DRIFT, SEASON, Picked, arms, refused, shown, word
from pilotaudit.estimates.series import FEWEST_WEEKS, Plan
from pilotaudit.estimates.shape import Shape

UNITS_ALIKE = "whether chance explains the difference, as items of one person resemble each other"


def series_of_arms(shape: Shape) -> Picked:
    """One unit in an arm, with enough weeks."""
    have = f"{arms(shape)} have data in both windows, and a group is one unit"
    return _against_control(shape, have, "what is due to the unit and what to the tool")


def series_of_unknown_units(shape: Shape) -> Picked:
    """No column says whose work a row is: each arm counts as one unit."""
    if not shape.has_control:
        return series_without_control(shape)
    have = "no unit is known, so each group counts as one"
    return _against_control(shape, have, "whether all people gained or a few")


def series_without_control(shape: Shape) -> Picked:
    """The pilot group alone: a step beside a straight line."""
    rung = Rung(
        "weekly series, no control",
        "before and after, no control",
        f"there is no control; {_weeks(shape)} carry a series with a step at the start and a straight trend",
        "CONDITIONAL GO",
        (SEASON,),
        condition="no control: holds only if nothing else changed at the start and the trend before it would have "
        "gone on as a straight line",
        evidence_class="low",
    )
    return rung, methods.by_weeks(Plan(control=False, trend=True, fewest=shape.weeks_needed[0]))


def groups_shown(shape: Shape) -> Picked:
    """No unit known and few weeks: the groups' weeks are shown."""
    remedy = "name the column that says whose work a row is"
    if not shape.has_baseline:
        return refused("groups as units", TOO_FEW, f"there is no baseline and no unit is known; {remedy}")
    have = f"{_weeks(shape)} hold data, of the {_needed(shape)} that a weekly series takes"
    why = f"no unit is known and {have}; {remedy}"
    rung = shown("groups as units, shown", "weekly series", why, UNITS_ALIKE)
    return rung, methods.by_weeks(Plan(control=shape.has_control, trend=False, fewest=2))


def control_gone(_: Shape) -> Picked:
    """The control group vanished."""
    reason = "the control group has no data in the judged weeks, so there is nothing to compare with in them"
    return refused("control gone", TOO_FEW, f"{reason}; bring its rows, or say why there are none: groups.no_control")


def too_few_units(shape: Shape) -> Picked:
    """Fewer than two units in an arm, and too few weeks for a series."""
    have = arms(shape) if shape.has_control else f"{shape.fewest} treated {word(shape.fewest)}"
    needed = "2 in each group" if shape.has_control else "2"
    reason = f"{have} with data in both windows, {needed} are needed; name a narrower unit"
    if shape.fewest == 1 and shape.whole_weeks is not None:
        reason += f", or bring {_needed(shape)} weeks for a weekly series ({_weeks(shape)} hold data)"
    return refused("too few units", TOO_FEW, reason)


def _against_control(shape: Shape, have: str, *cannot_show: str) -> Picked:
    drift = f"{100 * shape.drift:g}%"
    rung = Rung(
        "weekly series",
        "weekly series against control",
        f"{have}; {_weeks(shape)} carry a series of the groups' differences, widened by a drift of {drift}",
        "CONDITIONAL GO",
        (DRIFT, *cannot_show),
        condition=f"one unit per group: holds only if groups drift apart by no more than about {drift} by themselves",
        evidence_class="medium",
    )
    return rung, methods.by_weeks(Plan(control=True, trend=False, fewest=FEWEST_WEEKS), 2 * shape.drift**2)


def _weeks(shape: Shape) -> str:
    """`4 + 8 weeks`: baseline and pilot weeks with data in every arm."""
    before, after = shape.whole_weeks or (0, 0)
    return f"{before} + {after} weeks"


def _needed(shape: Shape) -> str:
    """`3 + 6`: the weeks that a series takes."""
    before, after = shape.weeks_needed
    return f"{before} + {after}"
