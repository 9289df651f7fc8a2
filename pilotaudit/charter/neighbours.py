"""Other pilots on the same people's work, as far as their charters are judged in the same run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os.path import normcase, normpath
from pathlib import Path

from pilotaudit.charter.load import load_charter
from pilotaudit.charter.model import Groups, Loaded, Table
from pilotaudit.errors import CharterError
from pilotaudit.phrases import DateRange


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One charter, seen from another: who it is about, and when.

    path, pilot, intervention: as written; runs: its pilot window; watches: from its first baseline day to its last
    pilot day; source: its table of items, as an absolute place; column, groups: the group column and the names of all
    its groups in small letters, both empty where the charter leaves them to their defaults.
    """

    path: str
    pilot: str
    intervention: str
    runs: DateRange
    watches: DateRange
    source: str
    column: str
    groups: frozenset[str]


def neighbours_of(paths: Sequence[Path], *, allow_outside: bool = False) -> Mapping[Path, tuple[Neighbour, ...]]:
    """For each charter the others of the run whose pilot starts while it is watched, on the same groups; sorted.

    Charters that cannot be used or have no dates are nobody's neighbours.
    """
    known = {path: found for path in paths if (found := _neighbour(path, allow_outside)) is not None}
    return {
        path: tuple(sorted((other for other in known.values() if _touches(known[path], other)), key=lambda o: o.path))
        if path in known
        else ()
        for path in paths
    }


def _neighbour(path: Path, allow_outside: bool) -> Neighbour | None:
    try:
        loaded = load_charter(path, allow_outside=allow_outside)
    except CharterError:
        return None
    window, groups = loaded.charter.window, loaded.charter.groups
    if not isinstance(window.pilot, DateRange):
        return None
    first = window.baseline.first if isinstance(window.baseline, DateRange) else window.pilot.first
    return Neighbour(
        path=loaded.file,
        pilot=loaded.charter.pilot,
        intervention=loaded.charter.intervention.does,
        runs=window.pilot,
        watches=DateRange(first, window.pilot.last),
        source=_source(loaded, loaded.charter.data.items),
        column=(groups.column or "").casefold(),
        groups=_names(groups),
    )


def _source(loaded: Loaded, table: Table) -> str:
    if table.file is None:
        return f"{table.url} {table.table}"
    return normcase(normpath(loaded.folder.absolute() / table.file))


def _names(groups: Groups) -> frozenset[str]:
    return frozenset(name.strip().casefold() for name in (*(groups.treatment or ()), *(groups.control or ())))


def _touches(one: Neighbour, other: Neighbour) -> bool:
    """Whether the other's pilot reaches into what this one watches, among the same groups of the same table."""
    if other is one or one.source != other.source or one.column != other.column:
        return False
    # The same rollout may be judged by two charters, each with its own metric.
    if one.intervention.casefold() == other.intervention.casefold() and one.runs == other.runs:
        return False
    overlap = other.runs.first <= one.watches.last and one.watches.first <= other.runs.last
    return overlap and (not one.groups or not other.groups or bool(one.groups & other.groups))
