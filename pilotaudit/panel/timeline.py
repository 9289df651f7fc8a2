"""The calendar of a pilot: windows, weeks, what is settled and what is judged. Dates only, no data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pilotaudit.charter.model import Charter
from pilotaudit.phrases import DateRange, weeks_of

SETTLE_WEEKS = 3
LONG_PILOT_WEEKS = 6
LEAST_AT_A_LOOK = 2
"""Settled weeks that a registered look before the last day needs: one of them is no trend and has no late half."""


@dataclass(frozen=True, slots=True)
class Look:
    """Which look at the data this is: the dates decide, whether anybody looked before or not.

    kind: `decision` on or after the last pilot day, `registered` on a day of `window.looks`, else `interim`, no gate.
    number, of: which of the charter's looks it is, the decision among them; an interim run has the number 0.
    weeks, planned: settled weeks that have passed, and that the whole pilot has.
    times: shares of the settled weeks at each registered look up to this one, this one included; ascending, each once.
    """

    kind: Literal["decision", "registered", "interim"]
    number: int
    of: int
    weeks: int
    planned: int
    times: tuple[float, ...]

    @property
    def is_gate(self) -> bool:
        """Whether a GO may be given at this look."""
        return self.kind == "decision" or (self.kind == "registered" and self.weeks >= LEAST_AT_A_LOOK)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Both windows cut into weeks, as seen on the judgement date.

    baseline: None when the pilot has none. pilot: None when the export is undated. excluded: days left out.
    settle: weeks from the pilot's start that are shown and not judged. as_of: the judgement date.
    looks: registered looks before the last pilot day.
    """

    baseline: DateRange | None
    pilot: DateRange | None
    settle: int
    as_of: date
    excluded: tuple[DateRange, ...] = ()
    looks: tuple[date, ...] = ()

    @property
    def planned_weeks(self) -> int:
        """Whole weeks of the pilot window, at least one; days beyond them belong to the last week."""
        return 1 if self.pilot is None else max(1, self.pilot.days // 7)

    @property
    def last_day(self) -> date | None:
        """Last pilot day that is read: the window's end or the judgement date, whichever is earlier."""
        return None if self.pilot is None else min(self.pilot.last, self.as_of)

    @property
    def decisive(self) -> bool:
        """Whether the judgement date is on or after the last pilot day."""
        return self.pilot is None or self.as_of >= self.pilot.last

    @property
    def elapsed_weeks(self) -> int:
        """Whole pilot weeks that have passed on the judgement date; 0 before the end of the first."""
        return self._elapsed(self.as_of)

    @property
    def settled(self) -> tuple[int, ...]:
        """Indices of the settled weeks that have passed: the ones that are judged."""
        return tuple(range(self._settling, self.elapsed_weeks))

    @property
    def look(self) -> Look:
        """Which look the judgement date is. Registered looks count whether anybody ran them or not."""
        earlier = sorted(day for day in self.looks if day < self.as_of)
        planned, weeks, of = self.planned_weeks - self._settling, len(self.settled), len(self.looks) + 1
        if not self.decisive and self.as_of not in self.looks:
            return Look("interim", 0, of, weeks, planned, ())
        shares = (max(0, self._elapsed(day) - self._settling) / planned for day in (*earlier, self.as_of))
        # Two looks within one week see the same settled weeks: they are one look at one level.
        times = tuple(sorted({share for share in shares if share > 0}))
        if self.decisive:
            return Look("decision", of, of, weeks, planned, times)
        return Look("registered", len(earlier) + 1, of, weeks, planned, times)

    @property
    def late(self) -> tuple[int, ...]:
        """The last half of the settled weeks, rounded up."""
        weeks = self.settled
        return weeks[len(weeks) // 2 :]

    @property
    def pilot_weeks(self) -> tuple[int, ...]:
        """All pilot weeks that have begun, settling in included."""
        if self.pilot is None or self.decisive:
            return tuple(range(self.planned_weeks))
        begun = (self.as_of - self.pilot.first).days // 7 + 1
        return tuple(range(max(0, min(begun, self.planned_weeks))))

    @property
    def baseline_weeks(self) -> tuple[int, ...]:
        """Indices of the baseline weeks, all negative, earliest first; empty without a baseline."""
        if self.baseline is None or self.pilot is None:
            return ()
        return tuple(range(self.week(self.baseline.first), self.week(self.baseline.last) + 1))

    @property
    def _settling(self) -> int:
        return min(self.settle, self.planned_weeks - 1)

    def _elapsed(self, day: date) -> int:
        """Whole pilot weeks that have passed on a day."""
        if self.pilot is None or day >= self.pilot.last:
            return self.planned_weeks
        # The last week holds the days beyond the whole weeks, so it ends with the window and not before.
        return min(max(0, ((day - self.pilot.first).days + 1) // 7), self.planned_weeks - 1)

    def week(self, day: date) -> int:
        """Week index of a day, counted from the first pilot day; days past the last whole week join it."""
        if self.pilot is None:
            return 0
        return min((day - self.pilot.first).days // 7, self.planned_weeks - 1)

    def days(self, week: int) -> int:
        """Days of one week that lie in a window, are not excluded and are not after the judgement date."""
        if self.pilot is None:
            return 7
        first = self.pilot.first + timedelta(days=7 * week)
        length = 7 + (self.pilot.days - 7 * self.planned_weeks if week == self.planned_weeks - 1 else 0)
        return sum(self.is_read(first + timedelta(days=n)) for n in range(length))

    def is_read(self, day: date) -> bool:
        """Whether rows of this day count: in a window, not excluded, not after the judgement date."""
        in_window = any(day in window for window in (self.baseline, self.pilot) if window is not None)
        return in_window and day <= self.as_of and not self.is_excluded(day)

    def is_excluded(self, day: date) -> bool:
        """Whether the charter leaves this day out."""
        return any(day in span for span in self.excluded)

    def starts(self, week: int) -> date | None:
        """First day of a week."""
        return None if self.pilot is None else self.pilot.first + timedelta(days=7 * week)


def timeline_of(charter: Charter, as_of: date) -> Timeline:
    """The calendar of a charter as seen on the judgement date.

    A window said to be missing (`{none: reason}`, `{undated: reason}`) is None. Settling in is what the charter says,
    else the default for the pilot's length; it always leaves one week to judge.
    """
    window = charter.window
    pilot = window.pilot if isinstance(window.pilot, DateRange) else None
    weeks = 1 if pilot is None else max(1, pilot.days // 7)
    settle = default_settle(weeks) if window.settle_in is None else weeks_of(window.settle_in)
    return Timeline(
        baseline=window.baseline if isinstance(window.baseline, DateRange) else None,
        pilot=pilot,
        settle=min(settle, weeks - 1),
        as_of=as_of,
        excluded=tuple(item.dates for item in charter.exclude),
        looks=tuple(sorted(window.looks)) if pilot is not None else (),
    )


def default_settle(weeks: int) -> int:
    """Weeks of settling in when the charter is silent: 3 from 6 weeks on, else half of the weeks, rounded down."""
    return SETTLE_WEEKS if weeks >= LONG_PILOT_WEEKS else weeks // 2
