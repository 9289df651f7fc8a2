"""What is known about the data before a row is summed: files, dialect, how columns are written, and their roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pilotaudit.evidence.presets import Preset
    from pilotaudit.evidence.warehouse import Warehouse

Encoding = Literal["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
Packing = Literal["", "gzip", "zstd"]
Kind = Literal["text", "parquet", "workbook", "json", "cut", "sorted out"]
LeftOut = Literal["ragged", "footer", "no object"]
"""Why a copy leaves a row out: another number of cells than the header, a total or notice, no object of JSON."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text file is written.

    encoding: a Python codec name; delimiter: one character; mixed_newlines: whether lines end in several ways;
    above: lines above the header (blank ones, and a note to Excel); packing: how it is compressed.
    """

    encoding: str
    delimiter: str
    mixed_newlines: bool = False
    above: int = 0
    packing: Packing = ""

    @property
    def is_plain(self) -> bool:
        """Whether the engine reads the file as it is: UTF-8 and one kind of line end."""
        return self.encoding in ("utf-8", "utf-8-sig") and not self.mixed_newlines


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file of a table. path: where it lies; shown: as the charter writes it; header: column names in order.

    dialect: of `readable`, None for Parquet; readable: the file that the engine reads (a copy in scratch where it
    cannot read the original). kind: what the original is, `cut` for a text whose rows are cut to the header's width,
    `sorted out` for one whose ragged rows are kept from the engine; left_out: rows that the copy does not hold, by
    reason; broken: whether the last of all rows is too short; sample: a text of lines from all over a packed one;
    sheet: of a workbook; encoding: of JSON; original: the dialect of a text before it was cut; whole: whether all of it
    was looked at before it is read; empty: whether it is known to hold no rows; footer: whether totals or notices stand
    in rows of full width; notes: sentences about how it is read.
    """

    path: Path
    shown: str
    size: int
    header: tuple[str, ...]
    dialect: Dialect | None
    readable: Path
    kind: Kind = "text"
    sheet: str = ""
    encoding: str = ""
    original: Dialect | None = None
    whole: bool = True
    empty: bool = False
    footer: bool = False
    notes: tuple[str, ...] = ()
    left_out: Mapping[LeftOut, int] = field(default_factory=dict)
    broken: bool = False
    sample: Path | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One column as the scan reads it: the header's text and the name it has inside the query."""

    header: str
    name: str


@dataclass(frozen=True, slots=True)
class DateOrder:
    """How the stamps of one column are written.

    words: order of day and month, `iso` where no stamp leaves it open; formats: strptime formats that are tried first;
    layouts: spellings that are taken apart where no format fits; zoned: stamps carry an offset; zone: the time zone
    that the header names; because: the evidence for the order, in words.
    Neither formats nor layouts: ISO as the engine itself reads it.
    """

    words: Literal["day first", "month first", "iso"]
    formats: tuple[str, ...] = ()
    zoned: bool = False
    layouts: tuple[str, ...] = ()
    zone: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How the numbers of one column are written.

    decimal: the decimal mark; group: the mark between thousands, empty without; money: sign or code of the currency
    beside them; percent: whether a percent sign follows, so that 12 % is the number 0.12.
    """

    decimal: Literal[".", ","] = "."
    group: Literal["", ".", ",", " ", "'"] = ""
    money: str = ""
    percent: bool = False


@dataclass(frozen=True, slots=True)
class DurationStyle:
    """How the durations of one column are written.

    words: `number` (in the unit `given`), a clock (`H:MM:SS`, `H:MM`, `M:SS`), `units` (1h 23m) or `ISO 8601` (PT1H).
    numbers: the style of plain numbers; declared: whether the charter says it.
    """

    words: Literal["number", "H:MM:SS", "H:MM", "M:SS", "units", "ISO 8601"]
    given: str = ""
    numbers: NumberStyle = NumberStyle()
    declared: bool = False


Style = NumberStyle | DurationStyle


@dataclass(frozen=True, slots=True)
class Sources:
    """One table: its files, the columns of all of them, and the marks that stand for a missing value.

    header: every column once, in order of first appearance, repeats kept apart.
    warehouse: where the rows lie when they do not lie in files; then `files` has one entry, which names the table.
    known: the system that the table was exported from, where it is known.
    """

    files: tuple[DataFile, ...]
    header: tuple[str, ...]
    missing: tuple[str, ...] = ()
    warehouse: Warehouse | None = None
    known: Preset | None = None

    @property
    def size(self) -> int:
        """Bytes on disk over all files."""
        return sum(file.size for file in self.files)


@dataclass(frozen=True, slots=True)
class Reject:
    """One row that could not be used. line: physical line in the file; column: header, or empty for the whole row."""

    file: str
    line: int
    column: str
    reason: str
    raw: str
