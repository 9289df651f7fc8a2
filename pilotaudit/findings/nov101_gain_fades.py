"""The gain of the first weeks fades, or is gone.

## What it does
Compares weeks with later weeks, per unit, each against the baseline and against control. It warns when the gain of the
earlier settled weeks is half lost in the late half, beyond chance (one-sided 95 %). It blocks with effect no-go when
the first weeks, settling included, reached the target, at least half of that is lost beyond chance, and even the
optimistic end of the late half's interval falls short of the target. Without control, and where the design cannot carry
more than HOLD, it only warns.

## Why it matters
New things work best while they are new: people try harder, are watched, or hand the tool the easy work first. A gain
that lasts three weeks pays for nothing.

## Example
    charters/novelty.yaml:16:3 NOV101 no-go Average handling time: the first weeks showed -20.1%, the late half
    shows -0.8% and
    rules out the target. ...

## What to do
Find out what changed after the first weeks: use, kind of work, attention. Improve that and retest in a new window.

## Limits
It cannot tell fading novelty from other changes that came in the same weeks to the pilot group alone. Without control a
season looks the same, which the message says. Where nothing is known per unit (a group that is one unit, no unit known,
rows as units) no such contrast can be had and nothing is said; the late half of the primary criterion, which must hold
by itself, still counts.

## Source
Novelty and Hawthorne effects: Adair (1984). Losing half of the gain as a threshold is this tool's own choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pilotaudit.estimates.model import Estimate, Measured
from pilotaudit.findings.base import TOLERANCE, Case, Effect, Finding, Severity, path_of
from pilotaudit.findings.weeks import contrast, gain, gain_text
from pilotaudit.panel.model import Panel

CODE = "NOV101"
SEVERITY: Severity = "block"

WARN: Final[Severity] = "warn"
NO_GO: Final[Effect] = "no-go"
LARGEST_LOSS = 0.5


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when the primary's gain is gone, or else when it fades."""
    one, panel = case.aimed, case.panel
    if one is None or panel is None or not panel.timeline.decisive or not panel.timeline.settled:
        return
    late, settled = panel.timeline.late, panel.timeline.settled
    early = settled[: -len(late)]
    first = tuple(week for week in panel.timeline.pilot_weeks if week < settled[0]) or early
    if _is_gone(one, panel, first, late):
        shown = f"the first weeks showed {_text(one, first)}, the late half shows {_late(one)}"
        message = f"{one.metric.label}: {shown} and rules out the target. {_remedy(one)}"
        severity, effect = (SEVERITY, NO_GO) if _carries(one) else (WARN, None)
        yield case.finding(CODE, severity, path_of(one), message, effect=effect, metric=one.metric.key)
    elif _is_lost(one, panel, early, late):
        shown = f"{_text(one, early)} in the earlier settled weeks, {_text(one, late)} in the late half"
        season = "" if one.control.units else f" {_remedy(one)}"
        message = f"{one.metric.label}: at least half of the gain is lost, {shown}.{season}"
        yield case.finding(CODE, WARN, path_of(one), message, metric=one.metric.key)


def _carries(one: Measured) -> bool:
    """Whether the design can say that a gain is gone, and not only that weeks differ."""
    return bool(one.control.units) and one.rung.decides and one.rung.strongest != "HOLD"


def _remedy(one: Measured) -> str:
    """What to do next; without control a season may look like this."""
    return (
        "Find out what changed." if one.control.units else "Find out what changed: without control a season looks so."
    )


def _is_gone(one: Measured, panel: Panel, first: tuple[int, ...], late: tuple[int, ...]) -> bool:
    """Whether the first weeks reached the target and the late half rules it out."""
    gained = gain(one, first)
    if gained is None or one.needed is None or not isinstance(one.late_size, Estimate):
        return False
    needed = abs(one.needed)
    out_of_reach = one.late_size.towards(one.metric.better).quantile(0.975) < needed - TOLERANCE
    return gained >= needed - TOLERANCE and out_of_reach and _is_lost(one, panel, first, late)


def _is_lost(one: Measured, panel: Panel, early: tuple[int, ...], late: tuple[int, ...]) -> bool:
    """Whether at least half of an early gain is lost late, and chance does not explain the loss."""
    before, after = gain(one, early), gain(one, late)
    if before is None or after is None or before <= 0 or after > before * (1 - LARGEST_LOSS):
        return False
    change = contrast(one, panel, early, late)
    return change is not None and change.quantile(0.95) < 0


def _late(one: Measured) -> str:
    """The late half's change, event-weighted as in the tables beside this sentence."""
    size = one.late_size
    return gain_text(one, size.towards(one.metric.better).center if isinstance(size, Estimate) else 0.0)


def _text(one: Measured, weeks: Sequence[int]) -> str:
    return gain_text(one, gain(one, weeks) or 0.0)
