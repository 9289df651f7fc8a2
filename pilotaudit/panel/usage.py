"""The `usage` table: who was active in which pilot week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pilotaudit.charter.model import Loaded
from pilotaudit.evidence.bind import Binder, binder
from pilotaudit.evidence.files import digests, refuse
from pilotaudit.evidence.kinds import HASH
from pilotaudit.evidence.known import Known, assumed, completed
from pilotaudit.evidence.model import DateOrder, Field, Sources
from pilotaudit.evidence.names import nearest
from pilotaudit.evidence.presets import there
from pilotaudit.evidence.stamps import stamp_sql
from pilotaudit.evidence.tables import open_table
from pilotaudit.panel.decide import Decisions, date_order, notes
from pilotaudit.panel.engine import relation
from pilotaudit.panel.looks import Reader, look_at_all
from pilotaudit.panel.model import InputFile, Usage
from pilotaudit.panel.prepare import check_zone
from pilotaudit.panel.query import FAR
from pilotaudit.panel.timeline import Timeline
from pilotaudit.scratch import scratch

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pilotaudit.evidence.warehouse import Warehouse

PATH = "data.usage"
PEOPLE = ("user", "user_name", "user_id", "person", "personid", "login", "agent", "email")
_HASHED: Final = f"bool_and(regexp_full_match(lower(person), '{HASH}'))"
REACTIONS: Final = ("accepted", "overridden", "abandoned")
"""What a person does with an offer, in the words of the `action` column: each is activity."""
OFFER: Final = "offered"
"""What the tool does by itself: a row, and no activity."""
_UNITS: Final = "SELECT trim(unit_text_) FROM cube WHERE reason_ = 0 AND unit_text_ IS NOT NULL"
DAYS = ("date", "day", "time", "timestamp", "used_at", "metricdate")


def usage_of(con: DuckDBPyConnection, loaded: Loaded, timeline: Timeline) -> Usage | None:
    """Distinct active people per pilot week, without those who are units of the control group; None without the table.

    Any row of a person counts as activity, unless the export is known to have rows of people who did nothing. Where
    the table says what was done (`action`), an offer alone is no activity, and a row with another word is unusable.
    Raises DataError as for the items, and DAT139 for an export that is known to be no series of use.
    """
    table = loaded.charter.data.usage
    if table is None or timeline.pilot is None:
        return None
    with scratch() as folder:
        sources = open_table(loaded, table, PATH, Path(folder))
        known = completed(loaded, PATH, sources.header)
        _refuse_no_series(known, sources)
        sources = replace(sources, missing=known.table.missing, known=known.preset)
        bound = binder(known.loaded, sources.header, PATH)
        person, day = _column("user", PEOPLE, bound), _column("date", DAYS, bound)
        rows = _rows(sources, person, day, bound.find("action"))
        if sources.warehouse is not None:
            rows = _days_of_people(con, sources.warehouse, rows, person, day)
        check_zone(con, loaded, table, PATH)
        reader = Reader(con, known.loaded, sources, PATH)
        order = date_order(reader, look_at_all(reader, day), day)
        stamp = stamp_sql(day.name, order, table.timezone)
        active = _active_sql(rows, person, stamp, timeline)
        weeks = dict(con.execute(f"SELECT week, count(DISTINCT person) FROM ({active}) GROUP BY 1").fetchall())
        counted = con.execute(f"SELECT count(DISTINCT person), {_HASHED} FROM ({active})").fetchone()
        people, hashed = counted or (0, False)
        matched = con.execute(f"SELECT count(DISTINCT person) FROM ({active}) WHERE person IN ({_UNITS})").fetchone()
        files = _inputs(
            con, sources, f"SELECT file, trim({person.name}) AS person, {stamp} AS stamp, active_ FROM {rows}", active
        )
    weekly = tuple((week, int(weeks.get(week, 0))) for week in timeline.pilot_weeks)
    taken = assumed(known, loaded.charter, {"user": person.header, "date": day.header})
    return Usage(
        weekly, int(people), files, bool(hashed), taken, tuple(_told(reader, day, order)), int((matched or (0,))[0])
    )


def _told(reader: Reader, day: Field, order: DateOrder) -> Iterator[str]:
    """How the files are read, where it is not as usual."""
    said = (note for file in reader.sources.files for note in file.notes)
    yield from (f"Usage table: {note}" for note in (*said, *notes(reader, Decisions({day: order}))))


def _refuse_no_series(known: Known, sources: Sources) -> None:
    """Raise DataError (DAT139) for an export that says nothing about use from week to week."""
    found = known.preset
    if found is None or not found.not_a_series:
        return
    files = ", ".join(file.shown for file in sources.files)
    message = (
        f"{files} is no series of use ({found.label}): {found.not_a_series}. Use {found.use_instead}, or say why "
        "weekly use is not measured: adoption.weekly_active: {not required: reason}."
    )
    raise refuse(known.loaded, PATH, "DAT139", message)


def _rows(sources: Sources, person: Field, day: Field, action: Field | None) -> str:
    """SQL of the rows: person, day, file, and `active_`: false without activity, NULL where the action is unknown."""
    active = () if sources.known is None else _named(sources.known.active, sources.header)
    above = " OR ".join(f"TRY_CAST({column.name} AS DOUBLE) > 0" for column in active) or "true"
    rows = relation(sources, [person, day, *active, *([action] if action else [])], keep_rejects=False)
    counts = _acted(action, f"coalesce({above}, false)")
    return f"(SELECT {person.name}, {day.name}, file, {counts} AS active_ FROM ({rows}) AS table_rows)"


def _acted(action: Field | None, active: str) -> str:
    """SQL of whether a row is activity, by what the `action` column says where there is one."""
    if action is None:
        return active
    word, reactions = f"lower(trim({action.name}))", ", ".join(f"'{one}'" for one in REACTIONS)
    return f"CASE WHEN {word} IN ({reactions}) THEN {active} WHEN {word} = '{OFFER}' THEN false END"


def _named(variants: tuple[str, ...], header: tuple[str, ...]) -> tuple[Field, ...]:
    """The columns that have one of the names."""
    places = {place for one in variants if (place := there((one,), header)) is not None}
    return tuple(Field(header[place], f"c{place}") for place in sorted(places))


def _days_of_people(con: DuckDBPyConnection, warehouse: Warehouse, rows: str, person: Field, day: Field) -> str:
    """Each person's days of use, brought from a warehouse: its rows, counted there, as a table here."""
    counted = f"SELECT {person.name}, {day.name}, active_, count(*) FROM {rows} AS all_rows GROUP BY 1, 2, 3"
    con.execute(f"CREATE TEMP TABLE days_of_use ({person.name} VARCHAR, {day.name} VARCHAR, active_ BOOLEAN, n BIGINT)")
    found = [["", "", True, 0], *map(list, warehouse.rows(counted))]
    con.executemany("INSERT INTO days_of_use VALUES (?, ?, ?, ?)", found)
    return f"(SELECT {person.name}, {day.name}, 0 AS file, active_ FROM days_of_use, range(n))"


def _inputs(con: DuckDBPyConnection, sources: Sources, rows: str, active: str) -> tuple[InputFile, ...]:
    """The files with their digests: rows read, rows that count as activity, and rows that tell no use of a person."""
    hashes = digests([] if sources.warehouse is not None else [file.path for file in sources.files])
    blank = "person IS NULL OR person = '' OR stamp IS NULL OR active_ IS NULL"
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
        f"FROM (SELECT trim({person.name}) AS person, ({stamp})::DATE AS day, file FROM {rows} WHERE active_) "
        f"WHERE day BETWEEN DATE '{pilot.first}' AND DATE '{last}' AND person <> '' AND person NOT IN ({control})"
    )
