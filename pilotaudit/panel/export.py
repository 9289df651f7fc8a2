"""What a preset says beside what the file shows: where they differ, and what rests on memory alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from pilotaudit.evidence.known import Known, words_of
from pilotaudit.evidence.model import Dialect
from pilotaudit.evidence.names import squeezed
from pilotaudit.evidence.presets import UNITS, Preset, recognised, signs
from pilotaudit.panel.model import Export, Unattended
from pilotaudit.panel.plan import Plan

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ORDERS: Final = ("day first", "month first", "iso")
_DELIMITERS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "pipes"}


def export_of(known: Known, plan: Plan) -> Export | None:
    """The system that the rows were exported from; None where it is not known."""
    found = known.preset
    if found is None:
        return None
    sign = next(one for one in signs() if one.name == found.name)
    return Export(
        name=found.name,
        label=found.label,
        detected=known.detected,
        fits=known.detected or sign.strength(known.header) is not None,
        looks_like=recognised(known.header) or "",
        differences=tuple(_differences(found, plan)),
        unconfirmed=tuple(_unconfirmed(found, plan)),
    )


def unattended_of(con: DuckDBPyConnection, plan: Plan) -> Unattended | None:
    """Used rows that no person worked on, by arm; None where the export does not say."""
    if plan.by_system is None:
        return None
    rows = con.execute(
        "SELECT g.arm, sum(n)::BIGINT, sum(by_system)::BIGINT "
        "FROM cube JOIN group_arms g ON g.name IS NOT DISTINCT FROM group_text_ "
        "WHERE reason_ = 0 AND g.arm IS NOT NULL GROUP BY 1"
    ).fetchall()
    found = {arm: (n, by_system) for arm, n, by_system in rows}
    (control, none), (treatment, some) = (found.get(arm, (0, 0)) for arm in (0, 1))
    return Unattended(plan.by_system[0].header, (control, treatment), (none, some))


def _differences(found: Preset, plan: Plan) -> Iterator[str]:
    for file in plan.sources.files:
        dialect: Dialect | None = file.dialect
        if dialect is not None and found.delimiter not in ("", dialect.delimiter):
            yield f"{file.shown} is parted by {_DELIMITERS[dialect.delimiter]}, not by {_DELIMITERS[found.delimiter]}"
    unsure = {squeezed(key) for key in found.unconfirmed}
    for header, words in plan.written.items():
        key, expected = ("dates", found.dates) if words in _ORDERS else (header, words_of(found, header))
        plain = words == "number" and expected in UNITS
        if expected not in ("", words) and not plain and squeezed(key) not in unsure:
            yield f'"{header}" is written {words}, not {expected}'


def _unconfirmed(found: Preset, plan: Plan) -> Iterator[str]:
    used = {column.header for column in plan.columns}
    for key, words in found.unconfirmed.items():
        if key in used:
            yield f'"{key}": {words}'
