"""The scan: rows in, sums out. After this room nobody sees a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pilotaudit.charter.model import Loaded
from pilotaudit.evidence.bind import without_repeats
from pilotaudit.evidence.files import digests, table_files
from pilotaudit.evidence.known import Known, assumed, completed
from pilotaudit.evidence.model import Reject
from pilotaudit.evidence.tables import open_table
from pilotaudit.metrics import Metric
from pilotaudit.panel.model import Panel
from pilotaudit.panel.timeline import Timeline
from pilotaudit.scratch import scratch

if TYPE_CHECKING:
    from concurrent.futures import Future

    from duckdb import DuckDBPyConnection

    from pilotaudit.evidence.model import Sources
    from pilotaudit.panel.looks import Misfits
    from pilotaudit.panel.plan import Plan
    from pilotaudit.panel.progress import Progress

PATH = "data.items"


def read_panel(
    loaded: Loaded, metrics: Sequence[Metric], timeline: Timeline, *, progress: Progress | None = None
) -> Panel:
    """One pass over the items: sums per unit, arm, segment and week for every metric that the file can answer.

    metrics: in any order, repeats allowed; timeline: the calendar that rows are placed in; progress: told how far the
    rows have been read. Raises DataError with the file's or the charter's line (DAT001 to DAT012).
    """
    hashes = digests([file for file, _ in table_files(loaded, loaded.charter.data.items, PATH)])
    with scratch() as folder:
        known, sources = _opened(loaded, Path(folder))
        # The engine is loaded while the files are being hashed.
        from pilotaudit.panel.engine import connect, reading
        from pilotaudit.panel.export import export_of
        from pilotaudit.panel.prepare import prepare
        from pilotaudit.panel.traps import with_common_values
        from pilotaudit.panel.verify import make_verified_cube

        with connect(Path(folder)) as con, reading(file.shown for file in sources.files):

            def planned(now: Sources, misfits: Mapping[str, Misfits]) -> Plan:
                plan = prepare(con, known.loaded, _each_once(known.served(metrics)), timeline, now, misfits=misfits)
                return with_common_values(con, plan)

            plan = make_verified_cube(con, sources, planned, Path(folder), progress)
            from pilotaudit.panel.scan import summed_up

            panel = summed_up(con, known.loaded, plan, lambda: _digests(con, plan, hashes))
            taken = (*assumed(known, loaded.charter, _roles(plan)), *panel.assumed)
            used = () if panel.usage is None else panel.usage.assumed
            return replace(panel, assumed=without_repeats((*taken, *used)), export=export_of(known, plan))


def list_rejects(loaded: Loaded, metrics: Sequence[Metric], timeline: Timeline) -> tuple[Reject, ...]:
    """Every row that could not be used, with file, physical line, column, reason and raw text, in file order."""
    from pilotaudit.panel.engine import connect, reading
    from pilotaudit.panel.prepare import prepare
    from pilotaudit.panel.scan import list_all
    from pilotaudit.panel.verify import make_verified_cube

    with scratch() as folder:
        known, sources = _opened(loaded, Path(folder))
        with connect(Path(folder)) as con, reading(file.shown for file in sources.files):

            def planned(now: Sources, misfits: Mapping[str, Misfits]) -> Plan:
                return prepare(con, known.loaded, _each_once(known.served(metrics)), timeline, now, misfits=misfits)

            plan = make_verified_cube(con, sources, planned, Path(folder))
            return list_all(con, known.loaded, plan)


def _opened(loaded: Loaded, scratch: Path) -> tuple[Known, Sources]:
    """The items, and the charter's block about them completed by what is known about their export."""
    sources = open_table(loaded, loaded.charter.data.items, PATH, scratch)
    known = completed(loaded, PATH, sources.header)
    return known, replace(sources, missing=known.table.missing, known=known.preset)


def _roles(plan: Plan) -> dict[str, str]:
    """The headers of the columns that play a role, as they are looked for."""
    columns = {
        "time": plan.time,
        "opened": plan.opened,
        "unit": plan.unit,
        "group": plan.group,
        "segment": plan.segment,
        "id": plan.id,
    }
    return {role: column.header for role, column in columns.items() if column is not None}


def _digests(con: DuckDBPyConnection, plan: Plan, hashes: Mapping[Path, Future[str]]) -> dict[Path, str]:
    """Of the files, or of the sums that a warehouse has made."""
    if plan.sources.warehouse is None:
        return {file: one.result() for file, one in hashes.items()}
    from pilotaudit.panel.brought import digest_of

    return {file.path: digest_of(con) for file in plan.sources.files}


def _each_once(metrics: Sequence[Metric]) -> tuple[Metric, ...]:
    """Metrics that rows are needed for, each once."""
    return tuple({metric.key: metric for metric in metrics if metric.needs}.values())
