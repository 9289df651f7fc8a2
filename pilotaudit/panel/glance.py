"""A table looked at as a whole, before any charter: columns, roles, time covered, suspicions, unreadable rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pilotaudit.charter.model import Charter, Data, Loaded, Table
from pilotaudit.errors import DataError
from pilotaudit.evidence.bind import Binder, binder, choose
from pilotaudit.evidence.dates import quoted
from pilotaudit.evidence.kinds import MARKS
from pilotaudit.evidence.known import Known, completed
from pilotaudit.evidence.model import Field, Sources
from pilotaudit.evidence.names import ROLES
from pilotaudit.evidence.presets import recognised, signs
from pilotaudit.evidence.tables import open_table
from pilotaudit.metrics import Metric, catalogue
from pilotaudit.moments import Need
from pilotaudit.scratch import scratch

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pilotaudit.panel.cover import Cover, Dated
    from pilotaudit.panel.looks import Reader
    from pilotaudit.panel.profile import Profile
    from pilotaudit.panel.scene import Trap

SMALL: Final = 64_000_000
FEW: Final = 3
MOST_GROUPS: Final = 8
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "items": ("id", "time", "opened", "unit", "group", "segment", "ai_used"),
    "usage": ("user", "date"),
    "costs": ("date", "amount", "currency", "unit", "segment"),
}
"""What is looked for, by the table that an export serves."""


@dataclass(frozen=True, slots=True)
class Bound:
    """Roles with their columns. fields: role -> column; questions: role -> what only the user can answer."""

    fields: Mapping[str, Field]
    questions: Mapping[str, str]
    needs: Mapping[str, Need]


@dataclass(frozen=True, slots=True)
class Unread:
    """Rows that cannot be read for one reason, with a few lines."""

    reason: str
    rows: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Glance:
    """One table, looked at. groups: values of the group column, the most frequent first, with their rows."""

    sources: Sources
    known: Known
    profile: Profile
    bound: Bound
    cover: Cover | None
    groups: tuple[tuple[str, int], ...]
    traps: tuple[Trap, ...]
    unread: tuple[Unread, ...]


def glance_at(path: Path, shown: str, sheet: str | None = None) -> Glance:
    """Look at one file. shown: its name in messages; sheet: of a workbook. Raises DataError when it is no table."""
    loaded = _alone(path, shown, sheet)
    with scratch() as folder:
        sources = open_table(loaded, loaded.charter.data.items, "data.items", Path(folder))
        known = completed(loaded, f"data.{_use(sources.header)}", sources.header)
        from pilotaudit.panel.engine import connect, reading

        with connect(Path(folder)) as con, reading(file.shown for file in sources.files):
            return _looked(con, known, replace(sources, known=known.preset))


def _looked(con: DuckDBPyConnection, known: Known, sources: Sources) -> Glance:
    from pilotaudit.panel.cover import cover_of
    from pilotaudit.panel.looks import Reader
    from pilotaudit.panel.profile import profile_of
    from pilotaudit.panel.scene import Scene
    from pilotaudit.panel.suspects import traps
    from pilotaudit.panel.traps import broken_off

    reader = Reader(con, known.loaded, sources, known.path)
    profile = profile_of(reader)
    unread = _unread(con, sources)
    broken = any(True for _ in broken_off(con, sources))
    bound = _bound(known)
    ended, opened = (_dated(profile, bound, role) for role in ("time", "opened"))
    ended = ended or _dated(profile, bound, "date")
    item = bound.fields.get("id") if known.table.one_row_per is not None else None
    cover = None if ended is None else cover_of(reader, ended, opened, item)
    scene = Scene(reader, profile, bound.fields, cover, broken)
    return Glance(
        sources, known, profile, bound, cover, _values(reader, bound.fields.get("group")), tuple(traps(scene)), unread
    )


def _alone(path: Path, shown: str, sheet: str | None) -> Loaded:
    """A charter that says nothing but which file it is about."""
    table = Table(file=path.name, sheet=sheet)
    data = Data.model_construct(items=table, usage=table, costs=table)
    return Loaded(Charter.model_construct(data=data, metrics={}), shown, path.parent, {}, "")


def _use(header: tuple[str, ...]) -> str:
    """The table of a charter that the export serves first."""
    name = recognised(header)
    return next((sign.serves[0] for sign in signs() if sign.name == name), "items")


def _bound(known: Known) -> Bound:
    """Roles and the readings of metrics, each as far as the headers tell."""
    one = binder(known.loaded, known.header, known.path)
    fields: dict[str, Field] = {}
    questions: dict[str, str] = {}
    use = known.path.rpartition(".")[2]
    for role in NAMES[use]:
        try:
            found = one.role(role)[0] if role in ROLES else one.find(role)
        except DataError as question:
            questions[role] = question.problems[0].message
            continue
        if found is not None:
            fields[role] = found
    wanted = known.served(tuple(catalogue().values())) if use == "items" else ()
    needs = {metric.key: need for metric in wanted if (need := _need(metric, one, fields)) is not None}
    return Bound(fields, questions, needs)


def _need(metric: Metric, one: Binder, fields: dict[str, Field]) -> Need | None:
    """How a metric would be read; None where it would not, or where headers repeat."""
    if not metric.needs or metric.activity:
        return None
    try:
        found = choose(metric, one, fields)
    except DataError:
        return None
    return found if isinstance(found, Need) else None


def _dated(profile: Profile, bound: Bound, role: str) -> Dated | None:
    from pilotaudit.panel.cover import Dated

    field = bound.fields.get(role)
    column = None if field is None else profile.of(field.header)
    return None if field is None or column is None or column.seen.order is None else Dated(field, column.seen.order)


def _values(reader: Reader, group: Field | None) -> tuple[tuple[str, int], ...]:
    """The most frequent values of a column, with their rows."""
    from pilotaudit.panel.profile import rows_of

    if group is None:
        return ()
    rows = rows_of(reader.sources, [group])
    marks = ", ".join(map(quoted, ("", *MARKS)))
    sql = f"SELECT trim({group.name}), count(*) FROM ({rows}) AS table_rows WHERE lower(trim({group.name})) NOT IN "
    return tuple(reader.con.execute(f"{sql} ({marks}) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST_GROUPS}").fetchall())


def _unread(con: DuckDBPyConnection, sources: Sources) -> tuple[Unread, ...]:
    """Rows that the reader refused, by reason; with lines where the files are small."""
    from pilotaudit.panel.rejects import refused_lines
    from pilotaudit.panel.unread import unread

    rows: Counter[str] = Counter()
    for _, reason, n in unread(con, sources):
        rows[reason.text] += n
    lines: defaultdict[str, list[int]] = defaultdict(list)
    if rows and sources.size <= SMALL:
        for file in sources.files:
            for reason, line in refused_lines(con, file) if file.dialect is not None else ():
                lines[reason.text].append(line)
    return tuple(Unread(reason, n, tuple(lines[reason][:FEW])) for reason, n in rows.most_common())
