"""What in the rows of an export could mislead, told before any charter: sentences with their figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pilotaudit import numbers
from pilotaudit.evidence.dates import quoted
from pilotaudit.evidence.footers import footer_sql
from pilotaudit.evidence.kinds import ACCOUNT, HASH, STOPS
from pilotaudit.evidence.model import Field
from pilotaudit.evidence.names import squeezed
from pilotaudit.evidence.presets import there
from pilotaudit.panel.doubtful_dates import automatic, edges, selected, styles
from pilotaudit.panel.profile import rows_of
from pilotaudit.panel.scene import Scene, Trap

REPEATED: Final = 1.02
"""Rows per value of an id from which it repeats; a few repeats are something else."""
LATEST: Final = ("sys_mod_count", "sys_updated_at", "sys_updated_on", "updated_at", "updated", "version", "modified")


def traps(scene: Scene) -> Iterator[Trap]:
    """Every suspicion, those about what a row is first."""
    for suspicion in (
        _updates,
        _totals,
        _cut,
        automatic,
        selected,
        edges,
        _by_system,
        _accounts,
        _hashes,
        styles,
        _repeats,
    ):
        yield from suspicion(scene)


def latest_by(header: tuple[str, ...]) -> str:
    """The column that tells the last of several updates; empty without one."""
    place = there(LATEST, header)
    return "" if place is None else header[place]


def _updates(scene: Scene) -> Iterator[Trap]:
    """One row per update: the id repeats."""
    column = scene.roles.get("id")
    if column is None or not (latest := latest_by(scene.reader.sources.header)):
        return
    rows = rows_of(scene.reader.sources, [column])
    sql = f"SELECT count({column.name}), count(DISTINCT {column.name}) FROM ({rows}) AS table_rows"
    filled, different = scene.reader.con.execute(sql).fetchone() or (0, 0)
    if filled > REPEATED * max(1, different):
        text = (
            f"one row per update: {numbers.count(filled)} rows hold {numbers.count(different)} different values of "
            f"{column.header}. Each must count once: one_row_per: {column.header}, latest_by: {latest}."
        )
        yield Trap("updates", text)


def _totals(scene: Scene) -> Iterator[Trap]:
    """Totals and notices among the rows, as wide as they are."""
    sources = scene.reader.sources
    if not any(file.footer for file in sources.files):
        return
    rows = rows_of(sources, [Field(sources.header[0], "c0")])
    sql = f"SELECT count(*) FROM ({rows}) AS table_rows WHERE {footer_sql('c0')}"
    (found,) = scene.reader.con.execute(sql).fetchone() or (0,)
    if found:
        verb = "is a total or a notice" if found == 1 else "are totals or notices"
        yield Trap("totals", f"{numbers.plural(found, 'row')} {verb} of the export; `evaluate` sets such rows aside.")


def _cut(scene: Scene) -> Iterator[Trap]:
    """The file ends where exports stop."""
    known = scene.reader.sources.known
    if scene.profile.rows in STOPS or (known is not None and scene.profile.rows == known.cap):
        count = numbers.count(scene.profile.rows)
        yield Trap("cap", f"exactly {count} rows, a number at which exports stop: the rest may be missing.")
    if scene.broken:
        yield Trap("broken", "the last record breaks off in the middle: the file is cut.")


def _by_system(scene: Scene) -> Iterator[Trap]:
    """Rows that no person worked on."""
    known = scene.reader.sources.known
    said = None if known is None else known.by_system
    place = None if said is None else there((said.column,), scene.reader.sources.header)
    if said is None or place is None:
        return
    values = ", ".join(quoted(value) for value in said.values)
    share = _share(scene, Field(said.column, f"c{place}"), f"lower(trim(c{place})) IN ({values})")
    if share > 0:
        text = f"{numbers.percent(share)} of the rows were dealt with by the system itself ({said.column}): nobody "
        yield Trap("by system", f"{text}worked on them. Leave them out under `where`.")


def _accounts(scene: Scene) -> Iterator[Trap]:
    """Units that are no people."""
    unit = scene.roles.get("unit")
    share = 0.0 if unit is None else _share(scene, unit, f"regexp_matches(lower({unit.name}), '{ACCOUNT}')")
    if unit is not None and share > 0.01:
        text = f"{numbers.percent(share)} of the rows belong to a {unit.header} with the name of a system account "
        yield Trap("system accounts", f"{text}(system, bot, integration and the like).")


def _share(scene: Scene, field: Field, condition: str) -> float:
    rows = rows_of(scene.reader.sources, [field])
    sql = f"SELECT count(*) FILTER (WHERE {condition}), count({field.name}) FROM ({rows}) AS table_rows"
    some, filled = scene.reader.con.execute(sql).fetchone() or (0, 0)
    return some / filled if filled else 0.0


def _hashes(scene: Scene) -> Iterator[Trap]:
    """People stand as hashes."""
    for role in ("unit", "user"):
        column = None if role not in scene.roles else scene.profile.of(scene.roles[role].header)
        if column is not None and column.seen.texts and all(re.fullmatch(HASH, t.lower()) for t in column.seen.texts):
            name = column.seen.field.header
            yield Trap("hashes", f"{name} holds hashes or identifiers, so people cannot be matched with other tables.")


def _repeats(scene: Scene) -> Iterator[Trap]:
    """Headers that stand more than once."""
    names = [squeezed(name) for name in scene.reader.sources.header]
    twice = [name for place, name in enumerate(scene.reader.sources.header) if names.index(names[place]) < place]
    if twice:
        listed = ", ".join(dict.fromkeys(twice))
        yield Trap("repeated headers", f"headers that stand more than once: {listed}. Write {twice[0]}#1 or #2.")
