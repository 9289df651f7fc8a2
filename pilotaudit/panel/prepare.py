"""From the charter and a header to the plan of the scan: roles, date orders, measures, choices made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pilotaudit.charter.model import Loaded, Table
from pilotaudit.charter.roles import COVARIATE
from pilotaudit.evidence.bind import Binder, binder, choose, column_of, names_of
from pilotaudit.evidence.dialects import WITH_QUANTILES
from pilotaudit.evidence.expressions import Find, Written, expression, readable, stamp
from pilotaudit.evidence.files import refuse
from pilotaudit.evidence.headers import labelled, places
from pilotaudit.evidence.model import Field, Sources
from pilotaudit.evidence.names import nearest
from pilotaudit.evidence.presets import there
from pilotaudit.evidence.stamps import is_anchored, misfit_sql, moment_sql, stamp_sql
from pilotaudit.metrics import Metric
from pilotaudit.moments import Flag, Need, Rows, Span
from pilotaudit.panel.covariates import covariates_of
from pilotaudit.panel.decide import Decisions, Numbers, decisions, notes, written_in_words
from pilotaudit.panel.looks import Misfits, Reader, look_at
from pilotaudit.panel.plan import Guard, Plan, Summed
from pilotaudit.panel.repeats import unit_like
from pilotaudit.panel.roles import PATH, asked_keys, columns_of, dated_of, ended_of, numbers_of, roles_of
from pilotaudit.panel.timeline import Timeline

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pilotaudit.panel.clock import Odd

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

    Raises DataError (DAT004 to DAT007, DAT012, DAT013, DAT017) with the charter's line and what to write there.
    """
    table, bound = loaded.charter.data.items, binder(loaded, sources.header, PATH)
    check_zone(con, loaded, table, PATH)
    roles, assumed = roles_of(loaded, table, bound, timeline)
    read = {metric.key: metric for metric in (*metrics, *covariates_of(loaded, bound))}
    found = {key: choose(metric, bound, roles) for key, metric in read.items()}
    needs = [_with_more(need, loaded, sources, read[key]) for key, need in found.items() if isinstance(need, Need)]
    where = tuple((bound.named(name, f"{PATH}.where.{name}"), values) for name, values in table.where.items())
    dated, numbers = dated_of(roles, needs, bound), numbers_of(loaded.charter, roles, needs, bound)
    reader = Reader(con, loaded, sources)
    look = look_at(reader, (*dated, *numbers), misfits)
    made = decisions(reader, look, dated, numbers)
    needs = [need for need in needs if not _doubtful(need, bound, roles, made)]
    by_system, footer = _by_system(sources), _footer(sources)
    filters = (*where, *((one, ()) for one in (footer,) if one is not None), *filter(None, [by_system]))
    with_ids = sources.size <= SMALL and table.one_row_per is None
    columns = columns_of(roles, filters, needs, bound, without_id=not with_ids)
    return Plan(
        sources=sources,
        timeline=timeline,
        ended=ended_of(roles, needs, bound),
        where=where,
        by_system=by_system,
        written=written_in_words(made),
        duplicates=with_ids and "id" in roles,
        columns=columns,
        footer=footer,
        odd=_odd(reader, made, timeline),
        absent={key: need for key, need in found.items() if not isinstance(need, Need) and need},
        assumed=assumed,
        notes=(*_about_files(sources, columns), *notes(reader, made)),
        unit_like=unit_like(loaded, bound),
        guards=() if look.whole else tuple(_guards(made, numbers, roles)),
        **_played(roles),
        **_read(bound, roles, needs, made),
    )


def _played(roles: Mapping[str, Field]) -> dict[str, Any]:
    """The columns that play a role in the plan."""
    found = {name: roles.get(name) for name in ("time", "opened", "unit", "group", "segment", "id")}
    return {**found, "one_per": roles.get("one_row_per"), "latest": roles.get("latest_by", found["time"])}


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


def _odd(reader: Reader, made: Decisions, timeline: Timeline) -> tuple[Odd, ...]:
    """Hours that a clock skips or repeats, which matter only where a zone is known."""
    if reader.table.timezone is None and not any(order.zone for order in made.orders.values()):
        return ()
    from pilotaudit.panel.clock import odd_hours

    return odd_hours(reader, made.orders, timeline)


def _guards(made: Decisions, numbers: Mapping[Field, Numbers], roles: Mapping[str, Field]) -> Iterator[Guard]:
    """What the pass looks for to see whether a decision holds for all rows.

    Rows without a readable time, or without a number that is asked for, are rejects; others have to be counted.
    """
    for column in made.orders:
        yield Guard(column, misfit_sql(column.name, stamp(column.name)), column != roles.get("time"))
    for column, wanted in numbers.items():
        if column not in made.doubtful:
            unread = f"n_{column.name} IS NULL AND {column.name} IS NOT NULL AND trim({column.name}) <> ''"
            yield Guard(column, unread, not wanted.asked)


def _doubtful(need: Need, bound: Binder, roles: dict[str, Field], made: Decisions) -> bool:
    """Whether a metric rests on numbers that can be read in two ways."""
    return any(column_of(name, bound, roles) in made.doubtful for name in names_of(need))


def _footer(sources: Sources) -> Field | None:
    """The first column, where totals or notices stand in rows of full width."""
    return Field(labelled(sources.header)[0], "c0") if any(file.footer for file in sources.files) else None


def _about_files(sources: Sources, columns: Sequence[Field]) -> Iterator[str]:
    """Sentences about how files are read, and which of them lack a column that is needed."""
    for file in sources.files:
        yield from file.notes
        there = {f"c{place}": here for place, here in enumerate(places(file.header, sources.header))}
        absent = [column.header for column in columns if there[column.name] is None]
        if absent and not file.empty:
            listed = ", ".join(f'"{name}"' for name in absent)
            yield f"{file.shown} has no column {listed}: its rows count as blank there."


def _by_system(sources: Sources) -> tuple[Field, tuple[str, ...]] | None:
    """The column that says that no person worked on a row, where the export has one."""
    said = None if sources.known is None else sources.known.by_system
    place = None if said is None else there((said.column,), sources.header)
    return None if said is None or place is None else (Field(sources.header[place], f"c{place}"), said.values)


def check_zone(con: DuckDBPyConnection, loaded: Loaded, table: Table, path: str) -> None:
    """Raise DataError when the charter names a time zone that the engine does not know."""
    known = "SELECT count(*) FROM pg_timezone_names() WHERE name = ?"
    if table.timezone is None or (con.execute(known, [table.timezone]).fetchone() or (0,))[0]:
        return
    message = f'"{table.timezone}" is not a known time zone. Write one like Europe/Berlin or UTC.'
    raise refuse(loaded, f"{path}.timezone", "CHR005", message)


def _summed(need: Need, find: Find, written: Written, asked_for: bool) -> Summed:
    total, size = (expression(measure, find, written) for measure in (need.total, need.size))
    return Summed(need, total, size) if asked_for else Summed(need, readable(total), readable(size))


def _with_more(need: Need, loaded: Loaded, sources: Sources, metric: Metric) -> Need:
    """What is kept besides sums: squares where rows are units, the values of a quantile, logs and products for lots.

    Logs of single values, and products with covariates, are summed only where lots may have been drawn inside units.
    A warehouse gives no values away; it computes quantiles itself where it has the words.
    """
    groups = loaded.charter.groups
    if need.key.startswith(COVARIATE):
        return need
    if groups.unit == "row":
        return replace(need, squares=True)
    if metric.quantile is not None:
        can = sources.warehouse is None or sources.warehouse.dialect in WITH_QUANTILES
        return replace(need, quantile=float(metric.quantile)) if can else need
    lots = groups.assignment == "randomised"
    along = lots and bool(loaded.charter.analysis.covariates) and isinstance(need.size, Rows)
    return replace(need, logs=lots and not isinstance(need.total, Flag), along=along)
