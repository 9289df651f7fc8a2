"""From the charter and a header to the plan of the scan: roles, date orders, measures, choices made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pilotaudit.charter.model import Assumed, Charter, Loaded, Table
from pilotaudit.charter.roles import asked
from pilotaudit.errors import DataError
from pilotaudit.evidence.bind import Binder, binder, choose, column_of, names_of, without_repeats
from pilotaudit.evidence.dates import decided, order_of, parts_sql, seen, stamp_sql
from pilotaudit.evidence.expressions import Find, expression, readable
from pilotaudit.evidence.files import refuse
from pilotaudit.evidence.model import DateOrder, Field, Sources
from pilotaudit.evidence.names import nearest
from pilotaudit.metrics import Metric
from pilotaudit.moments import Flag, Need, Span
from pilotaudit.panel.engine import ask, relation
from pilotaudit.panel.plan import Plan, Summed
from pilotaudit.panel.timeline import Timeline

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PATH = "data.items"
NO_TIME = (
    "the data have no column that says when an item was finished (looked for resolved_at, closed_at, timestamp, date "
    "and the like)."
)
SAY_TIME = "Map it: data.items.columns.time, or say that there are no dates: window.pilot: {undated: reason}."
SAMPLE = 2_000
SMALL = 200_000_000
"""Up to this many bytes, rows that repeat an id are looked for."""


def prepare(
    con: DuckDBPyConnection, loaded: Loaded, metrics: Sequence[Metric], timeline: Timeline, sources: Sources
) -> Plan:
    """Bind the items table. Raises DataError (DAT004 to DAT007) with the charter's line and what to write there."""
    table, bound = loaded.charter.data.items, binder(loaded, sources.header, PATH)
    check_zone(con, loaded, table, PATH)
    roles, assumed = _roles(loaded, table, bound, timeline)
    found = {metric.key: choose(metric, bound, roles) for metric in metrics}
    needs = [_with_logs(need, loaded) for need in found.values() if isinstance(need, Need)]
    where = tuple((bound.named(name, f"{PATH}.where.{name}"), values) for name, values in table.where.items())
    dated = _dated(roles, needs, bound)
    orders = {column: _order(con, loaded, sources, table, column) for column in dated}
    stamps = {column.name: stamp_sql(column.name, order, table.timezone) for column, order in orders.items()}
    headers = {f"c{place}": name for place, name in enumerate(sources.header)}

    def find(name: str) -> str:
        column = column_of(name, bound, roles)
        if column is None:
            raise refuse(loaded, PATH, "DAT004", f'the data have no column "{name}". {nearest(sources.header, name)}')
        return column.name

    asked_for = asked_keys(loaded.charter)
    summed = tuple(_summed(need, find, headers, need.key in asked_for) for need in needs)
    used = roles.get("ai_used")
    return Plan(
        sources=sources,
        timeline=timeline,
        summed=summed,
        stamps=stamps,
        time=roles.get("time"),
        opened=roles.get("opened"),
        ended=_ended(roles, needs, bound),
        unit=roles.get("unit"),
        group=roles.get("group"),
        segment=roles.get("segment"),
        id=roles.get("id"),
        ai_used=None if used is None else readable(expression(Flag("ai_used"), find, headers)),
        one_per=roles.get("one_row_per"),
        latest=roles.get("latest_by") or roles.get("time"),
        where=where,
        duplicates="id" in roles and sources.size <= SMALL and table.one_row_per is None,
        columns=_columns(roles, where, needs, bound, sources.size > SMALL or table.one_row_per is not None),
        absent={key: need for key, need in found.items() if not isinstance(need, Need) and need},
        assumed=assumed,
        notes=tuple(_notes(orders, table)),
    )


def check_zone(con: DuckDBPyConnection, loaded: Loaded, table: Table, path: str) -> None:
    """Raise DataError when the charter names a time zone that the engine does not know."""
    known = "SELECT count(*) FROM pg_timezone_names() WHERE name = ?"
    if table.timezone is None or (con.execute(known, [table.timezone]).fetchone() or (0,))[0]:
        return
    message = f'"{table.timezone}" is not a known time zone. Write one like Europe/Berlin or UTC.'
    raise refuse(loaded, f"{path}.timezone", "CHR005", message)


def asked_keys(charter: Charter) -> frozenset[str]:
    """Metrics that the charter asks for by name; those that are only watched must not cost a row."""
    return frozenset(one.metric.key for one in asked(charter) if one.role != "watched")


def _summed(need: Need, find: Find, headers: Mapping[str, str], asked_for: bool) -> Summed:
    total, size = (expression(measure, find, headers) for measure in (need.total, need.size))
    return Summed(need, total, size) if asked_for else Summed(need, readable(total), readable(size))


def _roles(
    loaded: Loaded, table: Table, bound: Binder, timeline: Timeline
) -> tuple[dict[str, Field], tuple[Assumed, ...]]:
    """Every role that has a column, and what was assumed on the way."""
    groups = loaded.charter.groups
    stated = {
        "unit": (groups.unit, "groups.unit"),
        "group": (groups.column, "groups.column"),
        "segment": (groups.segments, "groups.segments"),
        "one_row_per": (table.one_row_per, f"{PATH}.one_row_per"),
        "latest_by": (table.latest_by, f"{PATH}.latest_by"),
    }
    roles: dict[str, Field] = {}
    assumed: list[Assumed | None] = []
    for role in ("time", "opened", "unit", "group", "segment", "id", "ai_used", "one_row_per", "latest_by"):
        name, place = stated.get(role, (None, ""))
        if name is not None and not (role == "unit" and name == "row"):
            roles[role] = _stated(name, role, place, bound)
        elif not _is_left_out(role, name, groups.no_control is not None and groups.treatment is None, timeline):
            column, choice = bound.role(role)
            assumed.append(choice)
            if column is not None:
                roles[role] = column
    if timeline.pilot is not None and "time" not in roles:
        raise refuse(loaded, PATH, "DAT004", f"{NO_TIME} {nearest(bound.header, 'time')} {SAY_TIME}")
    return roles, without_repeats(assumed)


def _stated(name: str, role: str, place: str, bound: Binder) -> Field:
    """A column named in the charter; a role's own name may stand for its usual headers."""
    found = bound.find(name)
    if found is None and name == role:
        found = bound.role(role)[0]
    return bound.named(name, place) if found is None else found


def _is_left_out(role: str, name: str | None, only_pilot: bool, timeline: Timeline) -> bool:
    if role in ("one_row_per", "latest_by") or (role == "unit" and name == "row"):
        return True
    return (role == "group" and only_pilot) or (role in ("time", "opened") and timeline.pilot is None)


def _with_logs(need: Need, loaded: Loaded) -> Need:
    """Logs of single values are summed only where lots may have been drawn inside units."""
    randomised = loaded.charter.groups.assignment == "randomised"
    return Need(need.key, need.total, need.size, logs=True) if randomised and not isinstance(need.total, Flag) else need


def _dated(roles: Mapping[str, Field], needs: Sequence[Need], bound: Binder) -> tuple[Field, ...]:
    """Columns that hold stamps."""
    spans = [name for need in needs if isinstance(need.total, Span) for name in names_of(need)]
    columns = [roles[role] for role in ("time", "opened", "latest_by") if role in roles]
    columns += [column for name in spans if (column := column_of(name, bound, dict(roles))) is not None]
    return tuple(dict.fromkeys(columns))


def _ended(roles: Mapping[str, Field], needs: Sequence[Need], bound: Binder) -> Field | None:
    """When an item ended, where rows are placed by when it was opened: the end of a span that begins there."""
    time, known = roles.get("time"), dict(roles)
    spans = (need.total for need in needs if isinstance(need.total, Span) and time is not None)
    ends = (column_of(one.end, bound, known) for one in spans if column_of(one.start, bound, known) == time)
    return next((end for end in ends if end != time), None)


def _columns(
    roles: Mapping[str, Field],
    where: Sequence[tuple[Field, tuple[str, ...]]],
    needs: Sequence[Need],
    bound: Binder,
    without_id: bool,
) -> tuple[Field, ...]:
    """Columns that the scan reads; the id only where repeated ids are looked for."""
    used = [column for role, column in roles.items() if role != "id" or not without_id]
    used += [column for column, _ in where]
    named = (column_of(name, bound, dict(roles)) for need in needs for name in names_of(need))
    used += [column for column in named if column is not None]
    return tuple(dict.fromkeys(used)) or (Field(bound.header[0], "c0"),)


def _order(con: DuckDBPyConnection, loaded: Loaded, sources: Sources, table: Table, column: Field) -> DateOrder:
    """The order of one column. Raises DataError (DAT006) when both orders explain every value."""
    rows = f"({relation(sources, [column], keep_rejects=False)}) AS table_rows"
    some = f"SELECT {column.name} FROM {rows} WHERE {column.name} IS NOT NULL LIMIT {SAMPLE}"
    values = ask(con, sources, some)
    look = seen(value for (value,) in values)
    order = decided(look, table.dates)
    if order is not None:
        return order
    first, second = ask(con, sources, f"SELECT {parts_sql(column.name)} FROM {rows}")[0]
    whole = order_of(first, second)
    if whole is None:
        raise ambiguous(loaded, column, first, second)
    order = decided(look, whole)
    return DateOrder("iso") if order is None else order


def ambiguous(loaded: Loaded, column: Field, first: int, second: int) -> DataError:
    """The question that only the user can answer."""
    both = first > 12 and second > 12
    seen_parts = f"first parts go up to {first}, second parts up to {second}"
    why = f"its rows mix both orders ({seen_parts})" if both else f"day and month cannot be told apart ({seen_parts})"
    return refuse(
        loaded,
        PATH,
        "DAT006",
        f'the dates in "{column.header}" are ambiguous: {why}. Say which: add "dates: day first" or '
        '"dates: month first" under data.items.',
    )


def _notes(orders: Mapping[Field, DateOrder], table: Table) -> Iterator[str]:
    for column, order in orders.items():
        why = "as the charter says" if table.dates == order.words else "decided from all its values"
        if order.words != "iso":
            yield f'Dates in "{column.header}" are read {order.words}, {why}.'
        elif order.zoned:
            zone = table.timezone or "the time as written"
            yield f'Dates in "{column.header}" carry a time zone and are read as {zone}.'
