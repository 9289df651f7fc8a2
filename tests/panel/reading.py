"""Writing a small pilot and reading its panel: what the tests of both data rooms share."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pilotaudit.charter.model import Loaded
from pilotaudit.charter.roles import asked
from pilotaudit.errors import DataError
from pilotaudit.evidence.model import Reject
from pilotaudit.metrics import Metric
from pilotaudit.panel.model import Cells, Panel
from pilotaudit.panel.read import list_rejects, read_panel
from pilotaudit.panel.timeline import timeline_of
from tests.charter.writing import changed, load_text

AFTER = date(2026, 4, 5)
HEADER = "resolved_at,agent,group,handle_minutes,error"
ROWS = (
    "2026-01-06,a1,treatment,20,0",
    "2026-01-07,a2,treatment,22,1",
    "2026-01-08,b1,control,21,0",
    "2026-01-09,b2,control,19,0",
    "2026-03-03,a1,treatment,15,0",
    "2026-03-04,a2,treatment,17,0",
    "2026-03-05,b1,control,20,1",
    "2026-03-06,b2,control,21,0",
)
"""Two agents in each group, each with one row before the pilot and one in it."""

Text = str | bytes | Iterable[str]


def table(*more: str, header: str = HEADER, rows: Iterable[str] = ROWS) -> str:
    """A CSV text: the eight good rows and some more."""
    return "\n".join([header, *rows, *more]) + "\n"


def load(folder: Path, changes: Mapping[str, Any] | None = None, **files: str | bytes) -> Loaded:
    """Write files (`tickets__csv` is tickets.csv) and the minimal charter with changes; load the charter."""
    for name, content in files.items():
        write(folder / name.replace("__", "."), content)
    return load_text(changed(dict(changes or {})), folder)


def write(path: Path, content: str | bytes) -> None:
    """Write a data file as it is; packed where its name ends in .gz."""
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)


def wanted(loaded: Loaded) -> tuple[Metric, ...]:
    """The metrics that a charter asks for."""
    return tuple(one.metric for one in asked(loaded.charter))


def panel_of(loaded: Loaded, as_of: date = AFTER) -> Panel:
    """The panel of a loaded charter."""
    return read_panel(loaded, wanted(loaded), timeline_of(loaded.charter, as_of))


def read(folder: Path, content: str | bytes, changes: Mapping[str, Any] | None = None, as_of: date = AFTER) -> Panel:
    """The panel of one CSV under the minimal charter with changes."""
    return panel_of(load(folder, changes, tickets__csv=content), as_of)


def refused(folder: Path, content: str | bytes, changes: Mapping[str, Any] | None = None) -> str:
    """The one line with which a CSV is refused."""
    return refused_by(load(folder, changes, tickets__csv=content))


def refused_by(loaded: Loaded) -> str:
    """The lines with which a charter's data are refused."""
    try:
        panel_of(loaded)
    except DataError as error:
        return str(error)
    raise AssertionError("the data were read")


def rejects(
    folder: Path, content: str | bytes, changes: Mapping[str, Any] | None = None, as_of: date = AFTER
) -> tuple[Reject, ...]:
    """The rejected rows of one CSV."""
    loaded = load(folder, changes, tickets__csv=content)
    return tuple(list_rejects(loaded, wanted(loaded), timeline_of(loaded.charter, as_of)))


def reasons(panel: Panel) -> dict[str, int]:
    """Rejected rows by reason."""
    return {count.reason: count.rows for count in panel.report.rejected}


def aside(panel: Panel) -> dict[str, int]:
    """Rows set aside by reason."""
    return {count.reason: count.rows for count in panel.report.set_aside}


def totals(panel: Panel, key: str = "average_handling_time") -> tuple[float, float]:
    """Rows and sum of one metric over all cells."""
    cells = panel.metrics[key]
    return float(cells.rows.sum()), float(cells.total.sum())


def adds_up(panel: Panel) -> bool:
    """Whether every row that was read was used, rejected or set aside, over all files and per file."""
    report = panel.report
    left = report.rows_read - report.rows_used - report.rows_rejected - sum(one.rows for one in report.set_aside)
    return left == 0 == report.rows_read - sum(file.rows_read for file in report.files)


def sums(cells: Cells, panel: Panel) -> dict[tuple[str, int, str, int], tuple[float, float, float]]:
    """Cells by name: (unit, arm, segment, week) -> (rows, total, size)."""
    keys = zip(cells.unit, cells.arm, cells.segment, cells.week, strict=True)
    values = zip(cells.rows.tolist(), cells.total.tolist(), cells.size.tolist(), strict=True)
    return {
        (panel.units[unit], int(arm), panel.segments[segment], int(week)): value
        for (unit, arm, segment, week), value in zip(keys, values, strict=True)
    }
