"""A table of the charter completed by what is known about the system that it was exported from.

What the charter says goes before what is known; what is known goes before the usual names. A column that the file
calls by the name of a role keeps that role.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from pilotaudit.charter.model import Assumed, Charter, Loaded, Table
from pilotaudit.errors import DataError
from pilotaudit.evidence.files import refuse
from pilotaudit.evidence.names import positions, squeezed
from pilotaudit.evidence.presets import NONE, UNITS, Preset, Reading, preset, recognised, signs, there
from pilotaudit.metrics import Metric
from pilotaudit.moments import Column, Flag, Measure, Need, Span

READS: Final = {"column", "span", "numerator", "denominator", "is_", "above"}
"""What a metric of the charter may say about the columns that it is read from."""


@dataclass(frozen=True, slots=True)
class Known:
    """One table and its preset. loaded: the charter with the table completed; detected: by its headers, not by name."""

    loaded: Loaded
    path: str
    header: tuple[str, ...]
    preset: Preset | None = None
    detected: bool = False

    @property
    def table(self) -> Table:
        """The table as it is to be read."""
        found: Table = getattr(self.loaded.charter.data, self.path.rpartition(".")[2])
        return found

    def served(self, metrics: Sequence[Metric]) -> tuple[Metric, ...]:
        """The metrics, those that the system has columns for reading these first."""
        return tuple(self._served(metric) for metric in metrics)

    def _served(self, metric: Metric) -> Metric:
        own = self.loaded.charter.metrics.get(metric.key)
        if self.preset is None or (own is not None and READS & own.model_fields_set):
            return metric
        words = {squeezed(name) for name in self.preset.words}
        usual = (need for need in metric.needs if not _reads_words(need, words))
        return replace(metric, needs=(*_needs(self.preset, metric, self.header), *usual))


def completed(loaded: Loaded, path: str, header: Sequence[str]) -> Known:
    """The table at `path` (data.items, data.usage) with all that its preset knows and the charter does not say.

    Raises DataError: DAT138 for a preset that does not exist.
    """
    found, detected = _meant(loaded, path, header)
    if found is None:
        return Known(loaded, path, tuple(header))
    table: Table = getattr(loaded.charter.data, path.rpartition(".")[2])
    filled = table.model_copy(update=dict(_filled(table, found, header)))
    return Known(_with_table(loaded, path, filled), path, tuple(header), found, detected)


def words_of(found: Preset | None, header: str) -> str:
    """How the times of a column are written, in the words of the charter; empty where nobody knows."""
    known = {} if found is None else {squeezed(name): words for name, words in found.durations.items()}
    return known.get(squeezed(header), "")


def assumed(known: Known, asked: Charter, used: Mapping[str, str]) -> tuple[Assumed, ...]:
    """What was taken from the preset. asked: the charter as it was written; used: role -> header that plays it."""
    if known.preset is None:
        return ()
    written: Table = getattr(asked.data, known.path.rpartition(".")[2])
    return tuple(_assumed(known, known.preset, written, used))


def _assumed(known: Known, found: Preset, written: Table, used: Mapping[str, str]) -> Iterator[Assumed]:
    why = f"as known of {found.label}"
    if known.detected:
        yield Assumed(f"{known.path}.preset", found.name, "detected from its headers")
    said = {squeezed(name) for name in written.columns}
    for role, header in used.items():
        if known.table.columns.get(role) == header and role not in said and squeezed(header) != role:
            yield Assumed(f"{known.path}.columns.{role}", header, why)
    if known.table.missing != written.missing:
        yield Assumed(f"{known.path}.missing", ", ".join(known.table.missing), why)
    if known.table.one_row_per != written.one_row_per:
        value = f"{known.table.one_row_per}, the last by {known.table.latest_by}"
        yield Assumed(f"{known.path}.one_row_per", value, f"{why}: a log of updates")


def _meant(loaded: Loaded, path: str, header: Sequence[str]) -> tuple[Preset | None, bool]:
    """The preset that the charter names, else the one whose headers these are, and whether it was detected."""
    use = path.rpartition(".")[2]
    asked = getattr(loaded.charter.data, use).preset
    if asked is None:
        name = recognised(header, use)
        return (None, False) if name is None else (preset(name), True)
    try:
        return (None, False) if asked == NONE else (preset(asked), False)
    except KeyError:
        raise _unknown(loaded, path, asked, header) from None


def _unknown(loaded: Loaded, path: str, asked: str, header: Sequence[str]) -> DataError:
    names = [sign.name for sign in signs()]
    near = get_close_matches(asked.lower(), names, n=3, cutoff=0.4)
    seen = recognised(header, path.rpartition(".")[2])
    looks = f' The headers look like "{seen}".' if seen else ""
    message = (
        f'there is no preset "{asked}".{looks} {"Nearest" if near else "There are"}: {", ".join(near or names)}. '
        "Correct the name, or leave it out: known exports are recognised by their headers."
    )
    return refuse(loaded, f"{path}.preset", "DAT138", message)


def _filled(table: Table, found: Preset, header: Sequence[str]) -> Iterator[tuple[str, object]]:
    """What the charter leaves out and the preset knows."""
    yield "columns", MappingProxyType({**_columns(found, header), **table.columns})
    if not table.missing and found.missing:
        yield "missing", found.missing
    item, latest = (there(one, header) for one in (found.one_row_per, found.latest_by))
    if table.one_row_per is None and item is not None and latest is not None:
        yield "one_row_per", header[item]
        yield "latest_by", header[latest]


def _columns(found: Preset, header: Sequence[str]) -> dict[str, str]:
    """Names of the charter -> headers; what the header itself calls by such a name stays as it is."""
    places = {name: there(variants, header) for name, variants in found.columns.items()}
    mapped = {name: header[place] for name, place in places.items() if place is not None}
    mapped = {name: text for name, text in mapped.items() if not positions(header, name) or squeezed(text) == name}
    # An item whose end is not in the export is placed by its start, and has no length.
    if mapped.get("opened") == mapped.get("time"):
        mapped.pop("opened", None)
    return mapped


def _with_table(loaded: Loaded, path: str, table: Table) -> Loaded:
    data = loaded.charter.data.model_copy(update={path.rpartition(".")[2]: table})
    return replace(loaded, charter=loaded.charter.model_copy(update={"data": data}))


def _needs(found: Preset, metric: Metric, header: Sequence[str]) -> Iterator[Need]:
    for reading in found.metrics.get(metric.key, ()):
        measure = _measure(found, reading, metric, header)
        if measure is not None:
            yield Need(metric.key, measure)


def _measure(found: Preset, reading: Reading, metric: Metric, header: Sequence[str]) -> Measure | None:
    """A way of reading as a measure; None when the file does not have the column."""
    if reading.span is not None:
        return Span(*reading.span, metric.unit)
    place = there(reading.column, header)
    if place is None:
        return None
    if metric.kind == "proportion":
        return Flag(header[place], reading.values, reading.above)
    return Column(header[place], metric.unit, UNITS.get(words_of(found, header[place]), ""))


def _reads_words(need: Need, words: set[str]) -> bool:
    return isinstance(need.total, Column) and squeezed(need.total.name) in words
