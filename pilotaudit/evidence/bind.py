"""Columns get their roles: what the charter maps, else the usual names, printed as assumed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pilotaudit.charter.model import Assumed, Loaded
from pilotaudit.errors import DataError, Problem
from pilotaudit.evidence.files import problem, refuse
from pilotaudit.evidence.headers import labelled
from pilotaudit.evidence.model import Field
from pilotaudit.evidence.names import ASKED, OPTIONAL, ROLES, nearest, positions, squeezed
from pilotaudit.metrics import Metric
from pilotaudit.moments import Column, Flag, Need, Span


@dataclass(frozen=True, slots=True)
class Binder:
    """One table's header beside the charter that speaks about it. path: dotted place of the table."""

    loaded: Loaded
    header: tuple[str, ...]
    path: str
    mapped: dict[str, str]

    def find(self, name: str) -> Field | None:
        """The column that a name stands for: the charter's map, else the header, else None. Raises DAT005."""
        target = next((text for key, text in self.mapped.items() if squeezed(key) == squeezed(name)), name)
        places = positions(self.header, target)
        if len(places) > 1:
            message = (
                f'"{target}" stands {len(places)} times in the header of the data. Say which one counts by its place: '
                f'"{target}#1" is the first, "{target}#2" the second.'
            )
            raise refuse(self.loaded, f"{self.path}.columns", "DAT005", message)
        return Field(labelled(self.header)[places[0]], f"c{places[0]}") if places else None

    def named(self, name: str, place: str) -> Field:
        """The column that the charter names outright. Raises DAT004 with the nearest headers."""
        found = self.find(name)
        if found is None:
            message = (
                f'the data have no column "{name}". {nearest(self.header, name)} Name the one that is meant, or map it '
                f"under {self.path}.columns."
            )
            raise refuse(self.loaded, place, "DAT004", message)
        return found

    def role(self, role: str) -> tuple[Field | None, Assumed | None]:
        """The column of a role that the charter does not name, and what was assumed. DAT007 on two candidates."""
        if any(squeezed(key) == role for key in self.mapped):
            return self.find(role), None
        # A header that stands twice is a question only where the pilot cannot do without its role.
        usual = [name for name in ROLES[role] if role not in OPTIONAL or len(positions(self.header, name)) < 2]
        there = [found for name in usual if (found := self.find(name)) is not None]
        if role in ASKED and len(there) > 1:
            names = " and ".join(f'"{one.header}"' for one in there)
            key = "unit" if role == "unit" else "column"
            message = f"the {role} could be {names}. Say which: groups.{key}: {there[0].header}"
            raise refuse(self.loaded, "groups", "DAT007", message)
        if not there:
            return None, None
        if squeezed(there[0].header) == role:
            return there[0], None
        why = f"the first known name of the {role} column that the file has"
        return there[0], Assumed(f"{self.path}.columns.{role}", there[0].header, why)


def binder(loaded: Loaded, header: tuple[str, ...], path: str) -> Binder:
    """A binder for one table. Raises DataError (DAT004) with every mapped header that the file does not have."""
    table = getattr(loaded.charter.data, path.rpartition(".")[2])
    problems = [
        problem(
            loaded,
            f"{path}.columns.{name}",
            "DAT004",
            f'the data have no column "{text}". {nearest(header, text)} Correct the header that "{name}" is mapped to.',
        )
        for name, text in table.columns.items()
        if not positions(header, text)
    ]
    if problems:
        raise DataError(problems)
    return Binder(loaded, header, path, dict(table.columns))


def choose(metric: Metric, bound: Binder, roles: dict[str, Field]) -> Need | tuple[str, ...]:
    """The first need of a metric whose columns the file has, or the names that were looked for."""
    for need in metric.needs:
        if all(_has(name, bound, roles) for name in names_of(need)):
            return need
    own = bound.loaded.charter.metrics.get(metric.key)
    looked = tuple(dict.fromkeys(name for need in metric.needs for name in names_of(need)))
    if own is not None and own.model_fields_set & {"column", "span", "numerator", "denominator"}:
        absent = [name for name in names_of(metric.needs[0]) if not _has(name, bound, roles)]
        raise DataError([_absent(name, metric.key, bound) for name in absent])
    return looked


def names_of(need: Need) -> Iterator[str]:
    """Names of the columns that a need reads."""
    for measure in (need.total, need.size):
        match measure:
            case Column(name) | Flag(name):
                yield name
            case Span(start, end):
                yield from (start, end)


def column_of(name: str, bound: Binder, roles: dict[str, Field]) -> Field | None:
    """A column by the name of a role, a name of the charter, or a header."""
    return roles.get(name) or bound.find(name)


def without_repeats(assumed: Sequence[Assumed | None]) -> tuple[Assumed, ...]:
    """What was assumed, each once."""
    return tuple(dict.fromkeys(one for one in assumed if one is not None))


def _has(name: str, bound: Binder, roles: dict[str, Field]) -> bool:
    return column_of(name, bound, roles) is not None


def _absent(name: str, key: str, bound: Binder) -> Problem:
    message = (
        f'the data have no column "{name}". {nearest(bound.header, name)} Say which one it is: '
        f"metrics.{key}, or map it under {bound.path}.columns."
    )
    return problem(bound.loaded, f"metrics.{key}", "DAT004", message)
