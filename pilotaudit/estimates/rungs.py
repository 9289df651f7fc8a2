"""The rungs in words: what each one is called, why it was picked, what it can carry and what it leaves open."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from pilotaudit import numbers
from pilotaudit.estimates import methods
from pilotaudit.estimates.inference import TOO_FEW
from pilotaudit.estimates.model import Rung
from pilotaudit.estimates.rung_base import (
    DRIFT,
    FEW_UNITS,
    SEASON,
    SELECTION,
    Picked,
    arms,
    at_most,
    refused,
    shown,
)
from pilotaudit.estimates.shape import Shape


def not_found(shape: Shape) -> Picked:
    """The metric's columns are not in the data."""
    first = shape.looked_for[0] if shape.looked_for else "name"
    reason = (
        f"the data have no column for it; say which one it is, such as `data.items.columns: {{{first}: your column}}`"
    )
    return refused("not measured", "DAT004", reason)


def no_data(_: Shape) -> Picked:
    """No row holds a usable value."""
    return refused("not measured", "DAT010", "no row in the windows holds a usable value of it")


def too_early(_: Shape) -> Picked:
    """No settled week has passed."""
    return refused("too early", "STA107", "no settled week of the pilot has passed yet; wait for the first one to end")


def few_crossed(shape: Shape) -> Picked:
    """One or two units with items in both arms."""
    many = "1 unit has" if shape.crossed == 1 else f"{shape.crossed} units have"
    return refused("too few units", TOO_FEW, f"{many} items in both groups; 3 are needed, or none at all")


def nothing_to_compare(shape: Shape) -> Picked:
    """No baseline and no control, or a single unit."""
    if shape.has_control:
        reason = f"there is no baseline, and {arms(shape)} have data; 2 in each group are needed"
    else:
        reason = "there is neither a baseline nor a control group to compare with"
    return refused("too few units", TOO_FEW, reason)


def within(shape: Shape) -> Picked:
    """Randomised within units."""
    held = f"; the charter holds constant {numbers.listed(shape.covariates)}" if shape.covariates else ""
    rung = Rung(
        "within units",
        "randomised within units",
        f"{shape.crossed} units have items in both groups by lot, so each unit is compared with itself{held}",
        "GO",
        ("what happens when all of a unit's items get the tool",),
    )
    return rung, methods.inside_units(len(shape.covariates))


def randomised_after(shape: Shape) -> Picked:
    """Randomised, no baseline."""
    rung = Rung(
        "after only",
        "randomised comparison after the start",
        f"units were assigned by lot and there is no baseline; {arms(shape)} have data in the judged weeks",
        "GO",
        ("how the pilot group stood before",),
        evidence_class="high" if shape.fewest >= FEW_UNITS else "medium",
    )
    return rung, methods.arms_after()


def arms_after_start(shape: Shape) -> Picked:
    """Not randomised, no baseline: shown."""
    why = f"there is no baseline and no lot decided; {arms(shape)} are shown side by side"
    return shown("after only, shown", "comparison after the start", why, SELECTION), methods.arms_after()


def stated_baseline(shape: Shape) -> Picked:
    """A baseline only as a number."""
    why = "the baseline is a stated number, not data, so there is nothing to check it against"
    rung = shown("stated baseline", "against a stated baseline", why, SEASON, "whether the stated baseline is right")
    return rung, methods.against_stated(shape.stated or 0.0)


def own_past_only(shape: Shape) -> Picked:
    """No control and few weeks: shown."""
    weeks = "fewer than 4 + 4 weeks" if shape.whole_weeks is not None else "no week by itself, as units are so many"
    why = f"there is no control and {weeks}; {shape.fewest} treated units are compared with their own past"
    return shown("own past", "before and after, no control", why, SEASON), methods.own_past()


def short_baseline(shape: Shape) -> Picked:
    """Baseline under two weeks: shown."""
    why = f"the baseline has {shape.baseline_days} days, of the 14 with data in two weeks that a judgement needs"
    return shown("short baseline", "difference in differences", why, DRIFT), methods.two_windows()


def one_team(shape: Shape) -> Picked:
    """Many units but one team in an arm."""
    drift = f"{100 * shape.drift:g}%"
    rung = Rung(
        "one team per arm",
        "difference in differences",
        f"{arms(shape)} have data in both windows, but a group is one team: a drift of {drift} widens the interval",
        "CONDITIONAL GO",
        (DRIFT, "what is due to the team and what to the tool"),
        condition=f"one team per group: holds only if teams drift apart by no more than about {drift} by themselves",
        evidence_class="medium",
    )
    return rung, methods.two_windows(2 * shape.drift**2)


def sparse(shape: Shape) -> Picked:
    """Units too small for logs."""
    why = f"{arms(shape)} have data in both windows, some with too few rows or successes for logs of their own"
    return _compared("ratio of ratios", shape, why), methods.two_windows()


def first(shape: Shape) -> Picked:
    """The first rung."""
    why = f"{arms(shape)} have data in both windows, and the baseline has {shape.baseline_weeks} weeks"
    return _compared("unit log change", shape, why), methods.two_windows()


def two_units(rung: Rung) -> Rung:
    """Two units in an arm whose interval holds no effect: almost no power."""
    return replace(
        rung,
        strongest="HOLD",
        evidence_class=at_most(rung.evidence_class, "medium"),
        cannot_show=(*rung.cannot_show, "how large an effect there is, as two units in a group have almost no power"),
    )


def volunteers(rung: Rung) -> Rung:
    """People who chose themselves."""
    condition = "volunteers: holds only if those who chose themselves would not have improved anyway"
    return replace(
        rung,
        strongest="HOLD" if rung.strongest == "HOLD" else "CONDITIONAL GO",
        evidence_class=at_most(rung.evidence_class, "medium"),
        condition=f"{rung.condition}; {condition}" if rung.condition else condition,
        cannot_show=(*rung.cannot_show, "whether volunteers would have improved without the tool"),
    )


def self_reported(rung: Rung) -> Rung:
    """What people say about themselves."""
    return replace(
        rung, evidence_class="low", cannot_show=(*rung.cannot_show, "more than what people say of themselves")
    )


def _compared(name: str, shape: Shape, why: str) -> Rung:
    """Difference in differences that can carry a GO."""
    open_questions = () if shape.randomised else (DRIFT,)
    grade: Literal["high", "medium"] = "high" if shape.fewest >= 3 else "medium"
    return Rung(name, "difference in differences", why, "GO", open_questions, evidence_class=grade)
