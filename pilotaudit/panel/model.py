"""The sums: what is left of the rows once the panel has seen them.

Weeks are whole numbers: 0 is the week that starts on the first pilot day, -1 the seven days before it.
Arms: 1 is treatment, 0 is control. Units and segments are positions in `Panel.units` and `Panel.segments`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from pilotaudit.charter.model import Assumed
from pilotaudit.panel.timeline import Timeline

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    IntArray = NDArray[np.int64]
    FloatArray = NDArray[np.float64]

CONTROL, TREATMENT = 0, 1


@dataclass(frozen=True, slots=True)
class Squares:
    """Sums over a cell's rows: numerator squared, denominator squared, and their product; entries as in `Cells`."""

    total: FloatArray
    size: FloatArray
    product: FloatArray


@dataclass(frozen=True, slots=True)
class Along:
    """Sums over a cell's rows that have a value and all k covariates; entries as in `Cells`.

    rows: (n,); x: (n, k), covariates; xx: (n, k, k), their products; y, log: (n,), values and their logs, not a number
    where one has none; xy, xlog: (n, k), products of covariates with these.
    """

    rows: FloatArray
    x: FloatArray
    xx: FloatArray
    y: FloatArray
    xy: FloatArray
    log: FloatArray
    xlog: FloatArray


@dataclass(frozen=True, slots=True)
class Cells:
    """One metric's sums, one entry per (unit, arm, segment, week) that holds usable values.

    unit, arm, segment, week: positions and week indices, int64, all of one length.
    rows: usable rows; total: sum of the numerator, in the metric's unit; size: sum of the denominator
    (rows for a mean or proportion, days or weeks at risk for a count); log_total: sum of log(value), or None.
    squares: where rows are units themselves, else None; along: where covariates may be held constant within units.
    """

    unit: IntArray
    arm: IntArray
    segment: IntArray
    week: IntArray
    rows: FloatArray
    total: FloatArray
    size: FloatArray
    log_total: FloatArray | None = None
    squares: Squares | None = None
    along: Along | None = None


@dataclass(frozen=True, slots=True)
class Quantiles:
    """One metric's quantiles. They do not add up, so every set of weeks that may be asked about has its own.

    units: set of weeks -> one entry per (unit, arm) with rows in it, ascending: the unit's rows, and its quantile times
    these as total, so that S/N is the quantile; segment and week are 0. arms: set of weeks -> quantile of all rows,
    (control, treatment), None where an arm has none. segments: the same of single segments, by position.
    A set is the tuple of its week indices, ascending.
    """

    units: Mapping[tuple[int, ...], Cells]
    arms: Mapping[tuple[int, ...], tuple[float | None, float | None]]
    segments: Mapping[int, Quantiles] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Used:
    """Rows that had AI help, one entry per (unit, arm, week): for weekly use and contamination.

    rows: all rows; used: rows whose `ai_used` is true.
    """

    unit: IntArray
    arm: IntArray
    week: IntArray
    rows: FloatArray
    used: FloatArray


@dataclass(frozen=True, slots=True)
class Slopes:
    """One metric's weekly slopes before the pilot, one entry per (unit, arm), ascending.

    slope: OLS slope of log(S/N) on the week, log points a week; not a number where fewer than two weeks have a log.
    """

    unit: IntArray
    arm: IntArray
    slope: FloatArray


@dataclass(frozen=True, slots=True)
class InputFile:
    """One data file as it was read: path relative to the charter's folder, SHA-256, size in bytes, and its rows."""

    path: str
    sha256: str
    size: int
    rows_read: int = 0
    rows_used: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """Rows that were not used, for one reason. `reason` completes "97 rows: ..."; lines are a few examples."""

    reason: str
    rows: int
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DataReport:
    """What was read, used, rejected (cannot be used) and set aside (not asked for).

    rows_read = rows_used + rows rejected + rows set aside. `notes` are sentences such as the date order decided.
    missing: blank values per metric key among used rows, (control, treatment).
    used_by_week: (arm, week, used rows), in this order. repeats_unsought: why rows that repeat another were not looked
    for, as a clause; empty where they were.
    """

    files: tuple[InputFile, ...]
    rows_read: int
    rows_used: int
    rejected: tuple[Count, ...] = ()
    set_aside: tuple[Count, ...] = ()
    notes: tuple[str, ...] = ()
    missing: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    repeats_unsought: str = ""
    repeated_ids: int = 0
    opened_before: int = 0
    used_by_week: tuple[tuple[int, int, int], ...] = ()

    @property
    def rows_rejected(self) -> int:
        """Rows that could not be used, over all reasons."""
        return sum(count.rows for count in self.rejected)


@dataclass(frozen=True, slots=True)
class Edge:
    """One week's used rows, and those of them that cross the edge of their window.

    week: index from the first pilot day. Where rows are placed by their end, a row crosses when it was opened before
    its window began; where they are placed by their start, when it ended after its window.
    """

    week: int
    rows: int
    crossed: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A value that many rows of one metric of time share, as it is or as a floor.

    value: in the metric's unit; rows, same: used rows with a value, and those that hold this one or up to a tenth more,
    by arm (control, treatment) and in each by window (baseline, pilot).
    """

    value: float
    rows: tuple[tuple[int, int], tuple[int, int]]
    same: tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Extract:
    """How the export was cut and filled, as far as that can mislead.

    first, last: days of the earliest and of the latest row with a readable date, in a window or not; None undated.
    placed: which end of an item places it in a week; edges: by week, empty where only one end of items is known.
    shared: by metric key; broken_off: files whose last record ends in the middle; cap: rows at which exports of the
    system stop, where it is known.
    """

    first: date | None = None
    last: date | None = None
    placed: Literal["finished", "opened"] = "finished"
    edges: tuple[Edge, ...] = ()
    shared: Mapping[str, Shared] = field(default_factory=dict)
    broken_off: tuple[str, ...] = ()
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class Export:
    """The system that the items were exported from.

    name, label: of its preset; detected: by its headers, not named in the charter; fits: whether the headers are those
    of the preset, looks_like: the one whose they are; differences: where the file shows something else than is known;
    unconfirmed: what is known from memory only and was used.
    """

    name: str
    label: str
    detected: bool = True
    fits: bool = True
    looks_like: str = ""
    differences: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unattended:
    """Rows on which, the export says, no person worked. rows: used ones; by_system: of them; (control, treatment)."""

    column: str
    rows: tuple[int, int]
    by_system: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Repeats:
    """A column that looks like the unit where rows are units. rows: used ones that name somebody; names: how many."""

    column: str
    rows: int
    names: int


@dataclass(frozen=True, slots=True)
class Usage:
    """Distinct active people from the `usage` table; people known to be in the control arm are left out.

    weekly: (week index, distinct active people) for every pilot week; seen: distinct people over the pilot window.
    files: where they come from; rejected are rows without a person, a readable date or a known action.
    hashed: whether people stand as hashes, which match nobody in the items; assumed: choices made on the way; notes:
    sentences about how the files are read. matched: how many of those seen are units of the items by name; None when
    that was not looked for.
    """

    weekly: tuple[tuple[int, int], ...]
    seen: int
    files: tuple[InputFile, ...] = ()
    hashed: bool = False
    assumed: tuple[Assumed, ...] = ()
    notes: tuple[str, ...] = ()
    matched: int | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """All that estimates, adoption and findings know about the data.

    units, segments: names as in the data (units are pseudonyms only in outputs). An empty unit name stands for
    "no unit known"; segments has one empty name when no segment column exists.
    group_values: distinct group values per arm, (control, treatment). absent: metric key -> the columns that were
    looked for and not found. assumed: choices made while binding columns.
    weekly: False when units are so many that weeks were summed into periods inside the engine (then `week` holds
    the first week of its period). slopes: by metric key, what such weeks leave of the baseline; empty otherwise.
    group_weeks: by metric key, the weeks of whole groups in their stead, each arm as one unit; empty otherwise.
    covariates: by the charter's name, sums of columns whose means per unit are held constant. repeats: where rows are
    units and the data still name somebody. quantiles: by metric key, of metrics that are quantiles; `metrics` holds the
    sums of the same values.
    """

    timeline: Timeline
    units: tuple[str, ...]
    segments: tuple[str, ...]
    metrics: Mapping[str, Cells]
    report: DataReport
    group_values: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    absent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    used: Used | None = None
    usage: Usage | None = None
    assumed: tuple[Assumed, ...] = ()
    has_units: bool = True
    weekly: bool = True
    slopes: Mapping[str, Slopes] = field(default_factory=dict)
    group_weeks: Mapping[str, Cells] = field(default_factory=dict)
    extract: Extract = field(default_factory=Extract)
    export: Export | None = None
    unattended: Unattended | None = None
    covariates: Mapping[str, Cells] = field(default_factory=dict)
    repeats: Repeats | None = None
    quantiles: Mapping[str, Quantiles] = field(default_factory=dict)
