"""A finding, the case it is found in, and the contract of a check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

from pilotaudit.adoption.model import Adoption
from pilotaudit.charter.model import Charter, Place
from pilotaudit.errors import Problem
from pilotaudit.estimates.model import Measured, Refusal
from pilotaudit.estimates.plan_model import Planned
from pilotaudit.estimates.targets import needed_log_ratio
from pilotaudit.panel.model import Panel

if TYPE_CHECKING:
    from pilotaudit.charter.neighbours import Neighbour

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
class Case:
    """All that checks may look at. panel, measured and adoption are None or empty when only the charter is judged.

    places: where each item of the charter stands, by dotted path (`window.pilot`); neighbours: other pilots of the same
    run among the same groups; plan: what the design can show, where a plan was made; unread: why an export that is
    there already cannot be used, where only the charter is judged.
    """

    charter: Charter
    file: str
    places: Mapping[str, Place]
    as_of: date
    panel: Panel | None = None
    measured: tuple[Measured, ...] = ()
    adoption: Adoption | None = None
    neighbours: tuple[Neighbour, ...] = ()
    plan: Planned | None = None
    unread: tuple[Problem, ...] = ()

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

    @property
    def primary(self) -> Measured | None:
        """What was measured of the primary metric; None when only the charter is judged."""
        return next((one for one in self.measured if one.role == "primary"), None)

    @property
    def aimed(self) -> Measured | None:
        """The primary metric against the target that it is judged by: that of the charter's stage, where one is set."""
        one = self.primary
        target = None if one is None else self.charter.gates.get(self.charter.stage, {}).get(one.metric.key)
        if one is None or target is None:
            return one
        return replace(one, target=target, needed=needed_log_ratio(target, one.metric, one.mixed_baseline))


def refused(case: Case, code: str, *roles: str) -> Iterator[tuple[Measured, Refusal]]:
    """Metrics of these roles about which an estimator refused or noted something under this code, each once."""
    for one in case.measured:
        # Guardrails are judged by their harm, and nothing else is.
        said = (one.harm, *one.notes) if one.role == "guardrail" else (one.test, one.size, *one.notes)
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
