"""The `usage` table: who was active in which pilot week."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pilotaudit.charter.model import Loaded
from pilotaudit.evidence.bind import Binder, binder
from pilotaudit.evidence.files import digests, refuse
from pilotaudit.evidence.model import Field, Sources
from pilotaudit.evidence.names import nearest
from pilotaudit.evidence.stamps import stamp_sql
from pilotaudit.evidence.tables import open_table
from pilotaudit.panel.decide import date_order
from pilotaudit.panel.engine import relation
from pilotaudit.panel.looks import Reader, look_at
from pilotaudit.panel.model import InputFile, Usage
from pilotaudit.panel.prepare import check_zone
from pilotaudit.panel.query import FAR
from pilotaudit.panel.timeline import Timeline

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pilotaudit.evidence.warehouse import Warehouse

PATH = "data.usage"
PEOPLE = ("user", "user_name", "user_id", "person", "personid", "login", "agent", "email")
DAYS = ("date", "day", "time", "timestamp", "used_at", "metricdate")


def usage_of(con: DuckDBPyConnection, loaded: Loaded, timeline: Timeline) -> Usage | None:
    """Distinct active people per pilot week, without those who are units of the control group; None without the table.

    Any row of a person counts as activity. Raises DataError as for the items.
    """
    table = loaded.charter.data.usage
    if table is None or timeline.pilot is None:
        return None
    with tempfile.TemporaryDirectory(prefix="pilotaudit-") as folder:
        sources = open_table(loaded, table, PATH, Path(folder))
        bound = binder(loaded, sources.header, PATH)
        person, day = _column("user", PEOPLE, bound), _column("date", DAYS, bound)
        rows = f"({relation(sources, [person, day], keep_rejects=False)})"
        if sources.warehouse is not None:
            rows = _days_of_people(con, sources.warehouse, rows, person, day)
        check_zone(con, loaded, table, PATH)
        reader = Reader(con, loaded, sources, PATH)
        order = date_order(reader, look_at(reader, [day]), day)
        stamp = stamp_sql(day.name, order, table.timezone)
        active = _active_sql(rows, person, stamp, timeline)
        weeks = dict(con.execute(f"SELECT week, count(DISTINCT person) FROM ({active}) GROUP BY 1").fetchall())
        seen_people = con.execute(f"SELECT count(DISTINCT person) FROM ({active})").fetchone() or (0,)
        files = _inputs(
            con, sources, f"SELECT file, trim({person.name}) AS person, {stamp} AS stamp FROM {rows}", active
        )
    return Usage(tuple((week, int(weeks.get(week, 0))) for week in timeline.pilot_weeks), int(seen_people[0]), files)


def _days_of_people(con: DuckDBPyConnection, warehouse: Warehouse, rows: str, person: Field, day: Field) -> str:
    """Each person's days of use, brought from a warehouse: its rows, counted there, as a table here."""
    counted = f"SELECT {person.name}, {day.name}, count(*) FROM {rows} AS table_rows GROUP BY 1, 2"
    con.execute(f"CREATE TEMP TABLE days_of_use ({person.name} VARCHAR, {day.name} VARCHAR, n BIGINT)")
    con.executemany("INSERT INTO days_of_use VALUES (?, ?, ?)", [["", "", 0], *map(list, warehouse.rows(counted))])
    return f"(SELECT {person.name}, {day.name}, 0 AS file FROM days_of_use, range(n))"


def _inputs(con: DuckDBPyConnection, sources: Sources, rows: str, active: str) -> tuple[InputFile, ...]:
    """The files with their digests: rows read, rows that count as activity, and rows without person or date."""
    hashes = digests([] if sources.warehouse is not None else [file.path for file in sources.files])
    blank = "person IS NULL OR person = '' OR stamp IS NULL"
    read = con.execute(f"SELECT file, count(*), count(*) FILTER (WHERE {blank}) FROM ({rows}) GROUP BY 1").fetchall()
    used = dict(con.execute(f"SELECT file, count(*) FROM ({active}) GROUP BY 1").fetchall())
    counted = {place: (many, used.get(place, 0), bad) for place, many, bad in read}
    return tuple(
        InputFile(
            file.shown,
            hashes[file.path].result() if file.path in hashes else "",
            file.size,
            *counted.get(place, (0, 0, 0)),
        )
        for place, file in enumerate(sources.files)
    )


def _column(role: str, names: tuple[str, ...], bound: Binder) -> Field:
    for name in (role, *names):
        if (found := bound.find(name)) is not None:
            return found
    message = f'the usage data have no column "{role}". {nearest(bound.header, role)} Map it: {PATH}.columns.{role}.'
    raise refuse(bound.loaded, PATH, "DAT004", message)


def _active_sql(rows: str, person: Field, stamp: str, timeline: Timeline) -> str:
    pilot = timeline.pilot
    assert pilot is not None
    control = (
        "SELECT trim(unit_text_) FROM cube JOIN group_arms g ON g.name IS NOT DISTINCT FROM group_text_ "
        "WHERE reason_ = 0 AND unit_text_ IS NOT NULL GROUP BY 1 HAVING max(g.arm) = 0"
    )
    last = timeline.last_day
    week = f"least((day - (DATE '{pilot.first}' - {7 * FAR})) // 7 - {FAR}, {timeline.planned_weeks - 1})"
    return (
        f"SELECT person, {week} AS week, file "
        f"FROM (SELECT trim({person.name}) AS person, ({stamp})::DATE AS day, file FROM {rows}) "
        f"WHERE day BETWEEN DATE '{pilot.first}' AND DATE '{last}' AND person <> '' AND person NOT IN ({control})"
    )
