"""What is seen in one export before any charter speaks about it: the record that `inspect` renders."""

from __future__ import annotations

from dataclasses import dataclass

SCHEMA = "pilotaudit/inspect/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOut:
    """How the file is written. delimiter, encoding, packing: in words, empty where it has none."""

    path: str
    bytes: int
    format: str
    encoding: str = ""
    delimiter: str = ""
    packing: str = ""
    sheet: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkOut:
    """A text that stands for a missing value, and the rows that hold it."""

    text: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnOut:
    """One column. kind: date, number, duration, yes or no, records, text or blank; written: how, with the evidence.

    missing: share of rows that are blank or hold a mark; different: about how many texts there are; people: whether
    its examples are pseudonyms; misfits: rows whose text is not of the kind. question: what only the user can answer.
    looked: rows on which all but `missing` rests.
    """

    name: str
    kind: str
    missing: float
    different: int
    looked: int
    written: str = ""
    examples: tuple[str, ...] = ()
    marks: tuple[MarkOut, ...] = ()
    people: bool = False
    misfits: int = 0
    misfit_examples: tuple[str, ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemOut:
    """The system that the file was exported from, as its headers tell. serves: items, usage, costs."""

    name: str
    label: str
    serves: tuple[str, ...]
    known_from: tuple[str, ...]
    traps: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    not_a_series: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleOut:
    """A role and the column that would play it; a question where two could."""

    role: str
    column: str
    why: str
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricOut:
    """Metrics of the catalogue that one reading serves."""

    reads: str
    metrics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekOut:
    """Rows of one week. first: its Monday, ISO."""

    first: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverOut:
    """The time that the rows cover, by one column. counted: what is counted; undated: rows without a day."""

    column: str
    first: str
    last: str
    counted: str
    undated: int
    weeks: tuple[WeekOut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupOut:
    """A value of the group column and its rows."""

    value: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrapOut:
    """Something in the rows that could mislead. kind: one word for machines; text: a sentence with the figures."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadOut:
    """Rows that cannot be read, for one reason. lines: a few physical lines of the file."""

    reason: str
    rows: int
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """One export, seen. rows: those that can be read."""

    file: FileOut
    rows: int
    columns: tuple[ColumnOut, ...]
    system: SystemOut | None = None
    one_row_per: str = ""
    latest_by: str = ""
    roles: tuple[RoleOut, ...] = ()
    metrics: tuple[MetricOut, ...] = ()
    cover: CoverOut | None = None
    groups: tuple[GroupOut, ...] = ()
    traps: tuple[TrapOut, ...] = ()
    unread: tuple[UnreadOut, ...] = ()
