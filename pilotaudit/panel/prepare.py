"""From the charter and a header to the plan of the scan: roles, date orders, measures, choices made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pilotaudit.charter.model import Assumed, Charter, Loaded, Table
from pilotaudit.charter.roles import asked
from pilotaudit.evidence.bind import Binder, binder, choose, column_of, names_of, without_repeats
from pilotaudit.evidence.expressions import Find, Written, expression, readable, stamp
from pilotaudit.evidence.files import refuse
from pilotaudit.evidence.headers import labelled
from pilotaudit.evidence.model import Field, Sources
from pilotaudit.evidence.names import nearest
from pilotaudit.evidence.presets import there
from pilotaudit.evidence.stamps import is_anchored, misfit_sql, moment_sql, stamp_sql
from pilotaudit.metrics import Metric
from pilotaudit.moments import Column, Flag, Measure, Need, Span
from pilotaudit.panel.decide import Decisions, Numbers, decisions, notes, written_in_words
from pilotaudit.panel.looks import Misfits, Reader, look_at
from pilotaudit.panel.plan import Guard, Plan, Summed
from pilotaudit.panel.timeline import Timeline

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PATH = "data.items"
NO_TIME = (
    "the data have no column that says when an item was finished (looked for resolved_at, closed_at, timestamp, date "
    "and the like)."
)
SAY_TIME = "Map it: data.items.columns.time, or say that there are no dates: window.pilot: {undated: reason}."
SMALL = 200_000_000
"""Up to this many bytes, rows that repeat an id are looked for."""


def prepare(
    con: DuckDBPyConnection,
    loaded: Loaded,
    metrics: Sequence[Metric],
    timeline: Timeline,
    sources: Sources,
    *,
    misfits: Mapping[str, Misfits] | None = None,
) -> Plan:
    """Bind the items table and decide how its columns are written. misfits: what an earlier pass could not read.

    Raises DataError (DAT004 to DAT007, DAT012, DAT013, DAT018) with the charter's line and what to write there.
    """
    table, bound = loaded.charter.data.items, binder(loaded, sources.header, PATH)
    check_zone(con, loaded, table, PATH)
    roles, assumed = _roles(loaded, table, bound, timeline)
    found = {metric.key: choose(metric, bound, roles) for metric in metrics}
    needs = [_with_logs(need, loaded) for need in found.values() if isinstance(need, Need)]
    where = tuple((bound.named(name, f"{PATH}.where.{name}"), values) for name, values in table.where.items())
    dated, numbers = _dated(roles, needs, bound), _numbers(loaded.charter, roles, needs, bound)
    reader = Reader(con, loaded, sources)
    look = look_at(reader, (*dated, *numbers), misfits)
    made = decisions(reader, look, dated, numbers)
    needs = [need for need in needs if not _doubtful(need, bound, roles, made)]
    by_system = _by_system(sources)
    return Plan(
        sources=sources,
        timeline=timeline,
        time=roles.get("time"),
        opened=roles.get("opened"),
        ended=_ended(roles, needs, bound),
        unit=roles.get("unit"),
        group=roles.get("group"),
        segment=roles.get("segment"),
        id=roles.get("id"),
        one_per=roles.get("one_row_per"),
        latest=roles.get("latest_by") or roles.get("time"),
        where=where,
        by_system=by_system,
        written=written_in_words(made),
        duplicates="id" in roles and sources.size <= SMALL and table.one_row_per is None,
        columns=_columns(
            roles,
            (*where, *filter(None, [by_system])),
            needs,
            bound,
            sources.size > SMALL or table.one_row_per is not None,
        ),
        absent={key: need for key, need in found.items() if not isinstance(need, Need) and need},
        assumed=assumed,
        notes=(*(note for file in sources.files for note in file.notes), *notes(reader, made)),
        guards=() if look.whole or sources.warehouse is not None else tuple(_guards(made, numbers)),
        **_read(bound, roles, needs, made),
    )


def _read(bound: Binder, roles: dict[str, Field], needs: Sequence[Need], made: Decisions) -> dict[str, Any]:
    """What of the plan depends on how columns are written: stamps, moments, measures."""
    charter, table = bound.loaded.charter, bound.loaded.charter.data.items
    known = {column.name: order for column, order in made.orders.items() if is_anchored(order, table.timezone)}
    written = Written(
        headers={f"c{place}": name for place, name in enumerate(labelled(bound.header))},
        styles={column.name: style for column, style in made.styles.items()},
        anchored=frozenset(known),
    )

    def find(name: str) -> str:
        column = column_of(name, bound, roles)
        if column is None:
            message = f'the data have no column "{name}". {nearest(bound.header, name)}'
            raise refuse(bound.loaded, PATH, "DAT004", message)
        return column.name

    asked_for = asked_keys(charter)
    spans = {find(name) for need in needs if isinstance(need.total, Span) for name in names_of(need)}
    used = None if "ai_used" not in roles else readable(expression(Flag("ai_used"), find, written))
    return {
        "summed": tuple(_summed(need, find, written, need.key in asked_for) for need in needs),
        "stamps": {column.name: stamp_sql(column.name, one, table.timezone) for column, one in made.orders.items()},
        "moments": {name: moment_sql(name, one, table.timezone) for name, one in known.items() if name in spans},
        "ai_used": used,
    }


def _guards(made: Decisions, numbers: Mapping[Field, Numbers]) -> Iterator[Guard]:
    """What the pass counts to see whether a decision holds for all rows."""
    for column in made.orders:
        yield Guard(column, misfit_sql(column.name, stamp(column.name)))
    for column in numbers:
        if column not in made.doubtful:
            yield Guard(column, f"n_{column.name} IS NULL AND {column.name} IS NOT NULL AND trim({column.name}) <> ''")


def _doubtful(need: Need, bound: Binder, roles: dict[str, Field], made: Decisions) -> bool:
    """Whether a metric rests on numbers that can be read in two ways."""
    return any(column_of(name, bound, roles) in made.doubtful for name in names_of(need))


def _by_system(sources: Sources) -> tuple[Field, tuple[str, ...]] | None:
    """The column that says that no person worked on a row, where the export has one."""
    said = None if sources.known is None else sources.known.by_system
    place = None if said is None else there((said.column,), sources.header)
    return None if said is None or place is None else (Field(sources.header[place], f"c{place}"), said.values)


def _numbers(charter: Charter, roles: dict[str, Field], needs: Sequence[Need], bound: Binder) -> dict[Field, Numbers]:
    """Columns of numbers, and what is wanted of them; what is asked for goes before what is only watched."""
    declared = {
        bound.named(name, f"{PATH}.durations.{name}"): words for name, words in charter.data.items.durations.items()
    }
    asked_for = asked_keys(charter)
    found: dict[Field, Numbers] = {}
    for need in sorted(needs, key=lambda one: one.key not in asked_for):
        for measure in (need.total, need.size):
            column = _number_column(measure, roles, bound)
            if column is not None and isinstance(measure, Column | Flag):
                unit, given = (measure.unit, measure.given) if isinstance(measure, Column) else ("", "")
                found.setdefault(column, Numbers(unit, given, need.key in asked_for, declared.get(column, "")))
    return found


def _number_column(measure: Measure, roles: dict[str, Field], bound: Binder) -> Field | None:
    """The column whose numbers a measure reads, if any."""
    if isinstance(measure, Column) or (isinstance(measure, Flag) and measure.above is not None):
        return column_of(measure.name, bound, roles)
    return None


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


def _summed(need: Need, find: Find, written: Written, asked_for: bool) -> Summed:
    total, size = (expression(measure, find, written) for measure in (need.total, need.size))
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
