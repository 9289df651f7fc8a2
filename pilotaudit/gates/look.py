"""Which look at the data this is, in words, and the one-sided level that it must meet."""

from __future__ import annotations

from pilotaudit import numbers
from pilotaudit.estimates.looks import ONE_SIDED, level_of
from pilotaudit.findings.base import Case
from pilotaudit.panel.timeline import LEAST_AT_A_LOOK, Look

ONLY = Look("decision", 1, 1, 1, 1, (1.0,))
"""The decision at the end of a pilot without registered looks: it has all of the 2.5 %."""
SMALLEST = 1e-5
"""A level below this is said to be under it: nobody reads further decimals."""
LEAST_ERROR = 1e-9
"""Bounds are drawn with at least this error, so that they stay finite; over a hundred looks it adds nothing."""


def look_of(case: Case) -> Look:
    """The look of a case; the decision where only a charter is judged."""
    return ONLY if case.panel is None else case.panel.timeline.look


def error_of(look: Look, alpha: float = ONE_SIDED) -> float:
    """The one-sided error that a bound is drawn with; all of alpha where figures are only shown."""
    level = level_of(look, alpha) if look.times else None
    return alpha if level is None else max(level, LEAST_ERROR)


def shares_alpha(look: Look) -> bool:
    """Whether this look has less than all of alpha, because looks were registered."""
    return look.times not in ((), (1.0,))


def look_text(look: Look) -> str:
    """`decision look, one-sided 2.5%`; `registered look 1 of 2, 3 of 5 settled weeks, one-sided 0.381%`."""
    if look.kind == "interim":
        return "interim, not a gate"
    if look.of == 1:
        return f"decision look, the only one, one-sided {level_text(look)}"
    weeks = f"{look.weeks} of {numbers.plural(look.planned, 'settled week')}"
    level = f", one-sided {level_text(look)}" if look.times else ""
    return f"{name_of(look)}, {weeks}{level}"


def name_of(look: Look) -> str:
    """`registered look 1 of 2`, `decision look, 2 of 2`."""
    kind = "decision look," if look.kind == "decision" else "registered look"
    return f"{kind} {look.number} of {look.of}"


def level_text(look: Look) -> str:
    """The level in percent: `2.45%`, `0.153%`, `under 0.001%`."""
    level = error_of(look)
    return f"under {100 * SMALLEST:g}%" if level < SMALLEST else f"{numbers.fixed(100 * level, 3).rstrip('0')}%"


def too_early(look: Look) -> str:
    """Why no GO can be given at this look yet, as a clause; empty when one can."""
    if look.kind != "registered" or look.is_gate:
        return ""
    passed = "1 has passed" if look.weeks == 1 else "none has passed"
    return f"a registered look needs {LEAST_AT_A_LOOK} settled weeks for a GO, and {passed}"
