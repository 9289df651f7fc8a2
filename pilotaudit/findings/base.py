"""A finding, the case it is found in, and the contract of a check."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from pilotaudit import numbers
from pilotaudit.adoption.model import Adoption
from pilotaudit.charter.model import Charter, Guard, Place
from pilotaudit.charter.roles import margin
from pilotaudit.estimates.model import Estimate, Measured, Refusal, SegmentEffect
from pilotaudit.estimates.targets import as_level
from pilotaudit.panel.model import Panel
from pilotaudit.phrases import ExpectedSavings, Level, NoWorse, Quantity, parse_limit

Severity = Literal["error", "block", "warn", "note"]
Effect = Literal["no-go", "hold", "conditional"]
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Finding:
    """A doubt about a pilot: what, where, what to do next.

    effect: what a `block` does to the verdict, None for warnings and notes. metric: the metric it rests on, or empty
    for the whole pilot. waived: the waiver's reason when the charter accepts it.
    """

    code: str
    severity: Severity
    message: str
    file: str
    line: int = 0
    column: int = 0
    effect: Effect | None = None
    metric: str = ""
    waived: str = ""

    def __str__(self) -> str:
        """`file:line:column CODE severity-or-effect message`, clickable in editors."""
        word = self.effect or self.severity
        return f"{self.file}:{self.line}:{self.column} {self.code} {word} {self.message}"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A rollback trigger: fired True or False, None when it could not be measured (and `reason` says why)."""

    metric: str
    label: str
    limit: str
    observed: str
    fired: bool | None
    reason: str


def reaches(value: float, level: Level, limit: float) -> bool:
    """Whether a value fulfils a level's words; `above` and `below` are strict, and exactly on the limit is on it."""
    on_limit = math.isclose(value, limit, rel_tol=0, abs_tol=TOLERANCE)
    beyond = value > limit if level.bound in ("at least", "above") else value < limit
    return on_limit if on_limit and level.bound in ("at least", "at most") else beyond and not on_limit


@dataclass(frozen=True, slots=True)
class Case:
    """All that checks may look at. panel, measured and adoption are None or empty when only the charter is judged.

    places: where each item of the charter stands, by dotted path (`window.pilot`).
    """

    charter: Charter
    file: str
    places: Mapping[str, Place]
    as_of: date
    panel: Panel | None = None
    measured: tuple[Measured, ...] = ()
    adoption: Adoption | None = None

    def place(self, path: str) -> Place:
        """Where an item stands; the nearest item above it when it is not written out; line 1 at worst."""
        while path and path not in self.places:
            path = path.rpartition(".")[0]
        return self.places.get(path, Place(1, 1))

    def finding(
        self, code: str, severity: Severity, path: str, message: str, *, effect: Effect | None = None, metric: str = ""
    ) -> Finding:
        """A finding at the place in the charter that it is about."""
        place = self.place(path)
        return Finding(code, severity, message, self.file, place.line, place.column, effect, metric)

    def triggers(self) -> tuple[Trigger, ...]:
        """The charter's rollback triggers held against the pilot arm's level over all pilot weeks."""
        return tuple(self._trigger(key, limit) for key, limit in self.charter.rollback.limits.items())

    def _trigger(self, key: str, limit: Level | ExpectedSavings) -> Trigger:
        if not isinstance(limit, Level):
            return Trigger(key, "Spend", str(limit), "not measured", None, "money is not computed in this version")
        label, value, text, missing = self._level(key)
        if value is None:
            return Trigger(key, label, str(limit), "not measured", None, missing)
        fired = reaches(value, limit, _number(limit.amount, text.endswith("%")))
        return Trigger(key, label, str(limit), text, fired, f"it stands at {text} over the pilot")

    def _level(self, key: str) -> tuple[str, float | None, str, str]:
        """Label, level, its text, and why there is none."""
        if key in ("weekly_active", "weekly_active_rate"):
            share = self.adoption.share if self.adoption is not None else None
            missing = self.adoption.missing if self.adoption is not None else "weekly use was not measured"
            return "Weekly use", share, "" if share is None else numbers.percent(share), missing
        # Roles other than the primary's rest on all pilot weeks, and harm counts from the first day.
        known = [one for one in self.measured if one.metric.key == key and one.after is not None]
        measured = min(known, key=lambda one: one.role in ("primary", "secondary"), default=None)
        if measured is None or measured.after is None:
            return key.replace("_", " ").capitalize(), None, "", "no column for it was found in the data"
        metric = measured.metric
        return metric.label, measured.after, numbers.level(measured.after, metric.unit, metric.kind), ""

    @property
    def primary(self) -> Measured | None:
        """What was measured of the primary metric; None when only the charter is judged."""
        return next((one for one in self.measured if one.role == "primary"), None)


def _number(amount: Quantity, share: bool) -> float:
    return float(amount.value / 100) if share else float(amount.value)


@dataclass(frozen=True, slots=True)
class Worse:
    """A segment in which a metric got significantly worse. relative: the change as a fraction, sign as measured."""

    measured: Measured
    segment: SegmentEffect
    relative: float


def worse_segments(case: Case) -> tuple[Worse, ...]:
    """Segments that were harmed: of the primary, any significant harm; of a guardrail, harm beyond its margin too."""
    found = []
    for one in case.measured:
        for segment in one.segments:
            effect = segment.effect
            if segment.adverse and effect is not None and one.role in ("primary", "guardrail", "watched"):
                worse = Worse(one, segment, _relative(effect, segment.after))
                found += [worse] if one.role == "primary" or _beyond_margin(case, worse) else []
    return tuple(found)


def _relative(effect: Estimate, after: float | None) -> float:
    """An effect as a fraction of the level that was expected without it."""
    if effect.scale == "log":
        return math.expm1(effect.center)
    expected = (after or 0.0) - effect.center
    return effect.center / expected if expected else math.inf


def _beyond_margin(case: Case, worse: Worse) -> bool:
    """Whether a guardrail's harm in a segment is larger than the charter, or the catalogue, accepts."""
    metric, after = worse.measured.metric, worse.segment.after
    guard = case.charter.guardrails.get(metric.key)
    limit = guard.limit if isinstance(guard, Guard) else parse_limit(margin(metric))
    if isinstance(limit, NoWorse) and limit.amount.unit == "%":
        return abs(worse.relative) > float(limit.amount.value) / 100
    if after is None or worse.relative <= -1:
        return True
    amount = as_level(limit.amount, metric)
    if isinstance(limit, Level):
        return after > amount if metric.better == "lower" else after < amount
    return abs(after - after / (1 + worse.relative)) > amount


def refused(case: Case, code: str, *roles: str) -> Iterator[tuple[Measured, Refusal]]:
    """Metrics of these roles about which an estimator refused or noted something under this code, each once."""
    for one in case.measured:
        said = (one.test, one.size, one.harm, *one.notes) if one.role != "guardrail" else (one.harm, *one.notes)
        found = next((each for each in said if isinstance(each, Refusal) and each.code == code), None)
        if one.role in roles and found is not None:
            yield one, found


def path_of(measured: Measured) -> str:
    """Where the charter asks for a metric: `primary.average_handling_time`."""
    block = "guardrails" if measured.role in ("guardrail", "watched") else measured.role
    return f"{block}.{measured.metric.key}"


def share_of(part: float, whole: float) -> float:
    """A part as a share of the whole; 0 where there is nothing."""
    return part / whole if whole > 0 else 0.0


class Check(Protocol):
    """One check: a module with these names, and its page as docstring."""

    CODE: str
    SEVERITY: Severity

    def check(self, case: Case) -> Iterator[Finding]:
        """Yield a finding for each place where the doubt applies."""
        ...
