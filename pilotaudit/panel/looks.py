"""A look at the values of some columns before the pass over the rows: enough to decide how they are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from pilotaudit.charter.model import Loaded, Table
from pilotaudit.evidence.model import Field, Sources
from pilotaudit.panel.engine import ask, relation

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SAMPLE: Final = 2_000
"""Rows that are looked at before the pass, spread over the files; the pass checks the rest."""
FEWEST: Final = 50
"""Rows of one file at least."""
MOST_FILES: Final = 40
"""Files at most that are looked into, evenly spread."""
DIFFERENT: Final = 50_000
"""Different values at most, where all are looked at."""

Texts = Mapping[str, float]
"""Text of a cell -> how many rows it stands for."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A table and where it is asked. path: its dotted place in the charter."""

    con: DuckDBPyConnection
    loaded: Loaded
    sources: Sources
    path: str = "data.items"

    @property
    def table(self) -> Table:
        """The charter's block about the table."""
        table: Table = getattr(self.loaded.charter.data, self.path.rpartition(".")[2])
        return table

    @property
    def semicolons(self) -> bool:
        """Whether semicolons part the columns of its files."""
        return any(file.dialect is not None and file.dialect.delimiter == ";" for file in self.sources.files)


@dataclass(frozen=True, slots=True)
class Misfits:
    """What the pass found of one column. texts: some that its style did not read; rows: how many such there are."""

    texts: tuple[str, ...]
    rows: int
    share: float


@dataclass(frozen=True, slots=True)
class Look:
    """Values by SQL column, without blanks. whole: whether these are all rows; misfits: what a pass found."""

    texts: Mapping[str, Texts]
    whole: bool
    misfits: Mapping[str, Misfits] = field(default_factory=dict)

    def of(self, column: Field) -> Texts:
        """The values of one column, misfits of an earlier pass included with their weight."""
        texts = dict(self.texts.get(column.name, {}))
        misfits = self.misfits.get(column.name)
        if misfits is None or not misfits.texts:
            return texts
        each = misfits.share / (1 - misfits.share + 1e-9) * max(1.0, sum(texts.values())) / len(misfits.texts)
        return texts | {text: texts.get(text, 0) + each for text in misfits.texts}


def look_at(reader: Reader, columns: Sequence[Field], misfits: Mapping[str, Misfits] | None = None) -> Look:
    """The first rows of every file; of a column that is blank there, its first values."""
    wanted = tuple(dict.fromkeys(columns))
    if not wanted:
        return Look({}, whole=True)
    rows, whole = _first_rows(reader, wanted)
    texts = {column.name: _counted(row[place] for row in rows) for place, column in enumerate(wanted)}
    for column in () if whole else wanted:
        if not texts[column.name]:
            texts[column.name] = _counted(_first_values(reader, column))
    # What a warehouse holds is typed, or is read as it is.
    return Look(texts, whole or reader.sources.warehouse is not None, misfits or {})


def look_at_all(reader: Reader, column: Field) -> Look:
    """Every value of a column of few different ones, such as days, with its rows; beyond so many, the most frequent."""
    rows = relation(reader.sources, [column], keep_rejects=False)
    counted = ask(
        reader.con,
        reader.sources,
        f"SELECT {column.name}, count(*) FROM ({rows}) AS table_rows WHERE {column.name} IS NOT NULL "
        f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {DIFFERENT}",
    )
    texts = {text: float(n) for text, n in counted if text.strip()}
    return Look({column.name: texts}, whole=len(counted) < DIFFERENT)


def first_values(
    con: DuckDBPyConnection, sources: Sources, column: Field, condition: str, *, parts: str = ""
) -> tuple[str, ...]:
    """Some values of a column for which an SQL condition holds. parts: SQL of what it refers to, as more columns."""
    rows = relation(sources, [column], keep_rejects=False)
    sql = f"SELECT {column.name} FROM (SELECT *{parts} FROM ({rows}) AS table_rows) AS known_rows WHERE {condition}"
    return tuple(text for (text,) in ask(con, sources, f"{sql} LIMIT {SAMPLE}"))


def _first_values(reader: Reader, column: Field) -> tuple[str, ...]:
    return first_values(reader.con, reader.sources, column, f"{column.name} IS NOT NULL AND trim({column.name}) <> ''")


def _first_rows(reader: Reader, columns: tuple[Field, ...]) -> tuple[list[tuple[str | None, ...]], bool]:
    """The sample and whether it is everything."""
    looked = _one_by_one(reader.sources)
    chosen = looked[:: -(-len(looked) // MOST_FILES)] if looked else ()
    each = max(FEWEST, SAMPLE // max(1, len(chosen)))
    names = ", ".join(column.name for column in columns)
    found: list[tuple[str | None, ...]] = []
    whole = len(chosen) == len(looked)
    for sources in chosen:
        rows = relation(sources, columns, keep_rejects=False)
        some = ask(reader.con, sources, f"SELECT {names} FROM ({rows}) AS table_rows LIMIT {each + 1}")
        whole = whole and len(some) <= each
        found += some[:each]
    return found, whole


def _one_by_one(sources: Sources) -> tuple[Sources, ...]:
    if sources.warehouse is not None:
        return (sources,)
    return tuple(replace(sources, files=(file,)) for file in sources.files if not file.empty)


def _counted(texts: Iterable[str | None]) -> Texts:
    return Counter(text for text in texts if text is not None and text.strip())
