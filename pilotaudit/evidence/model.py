"""What is known about the data before a row is summed: files, dialect, and the roles of columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pilotaudit.charter.model import Assumed


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text file is written.

    encoding: a Python codec name; delimiter: one character; mixed_newlines: whether lines end in several ways;
    above: blank lines above the header.
    """

    encoding: str
    delimiter: str
    mixed_newlines: bool = False
    above: int = 0

    @property
    def is_plain(self) -> bool:
        """Whether the engine reads the file as it is: UTF-8 and one kind of line end."""
        return self.encoding in ("utf-8", "utf-8-sig") and not self.mixed_newlines


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file of a table. path: where it lies; shown: as the charter writes it; header: column names in order.

    dialect: None for Parquet. readable: the file that the engine reads (a UTF-8 copy where the original is not).
    """

    path: Path
    shown: str
    size: int
    header: tuple[str, ...]
    dialect: Dialect | None
    readable: Path


@dataclass(frozen=True, slots=True)
class Field:
    """One column as the scan reads it: the header's text and the name it has inside the query."""

    header: str
    name: str


@dataclass(frozen=True, slots=True)
class DateOrder:
    """How the stamps of one column are written.

    formats: strptime formats, empty for ISO; words: `day first`, `month first` or `iso`; zoned: stamps carry an offset.
    """

    words: Literal["day first", "month first", "iso"]
    formats: tuple[str, ...] = ()
    zoned: bool = False


@dataclass(frozen=True, slots=True)
class Sources:
    """One table: its files, the header that all of them share, and the marks that stand for a missing value."""

    files: tuple[DataFile, ...]
    header: tuple[str, ...]
    missing: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes on disk over all files."""
        return sum(file.size for file in self.files)


@dataclass(frozen=True, slots=True)
class Bound:
    """A table whose columns have been given their roles.

    roles: role name -> column (time, opened, unit, group, segment, id, ai_used, latest), as far as the file has them;
    names: every name that measures and `where` may use -> column; dates: column header -> order.
    """

    sources: Sources
    roles: Mapping[str, Field]
    columns: Mapping[str, Field]
    dates: Mapping[str, DateOrder]
    assumed: tuple[Assumed, ...] = ()
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Reject:
    """One row that could not be used. line: physical line in the file; column: header, or empty for the whole row."""

    file: str
    line: int
    column: str
    reason: str
    raw: str
