"""Weekly use of the people who are meant to use it, as a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WeekUse:
    """Distinct intended users active in one pilot week. week: index; settling: shown, not judged."""

    week: int
    settling: bool
    active: int


@dataclass(frozen=True, slots=True)
class Adoption:
    """Weekly active share of intended users.

    share: mean over the settled weeks of active / intended, in [0, 1]; None when it cannot be computed, and `missing`
    then says why. source: `usage` or `ai_used`. intended: the charter's number; seen: distinct active people overall.
    active: mean active people a settled week.
    """

    intended: int | None
    licensed: int | None
    share: float | None
    active: float | None
    seen: int
    source: str
    missing: str
    weekly: tuple[WeekUse, ...] = ()
