"""Stamps as SQL: wall time in one zone, or the moment in UTC; NULL where a text does not fit the column's order."""

from __future__ import annotations

from typing import Final

from pilotaudit.evidence.dates import quoted
from pilotaudit.evidence.layouts import taken_apart_sql
from pilotaudit.evidence.model import DateOrder

FIRST_YEAR: Final = 1000
"""Stamps before this year are texts that were cut wrongly, such as `05/01/26` taken for the year 5."""

_BARE: Final = r"^\s*(\d.*?)\s*$"
_OFFSET: Final = r":\d{2}(\.\d+)? ?(Z|UTC|[+-]\d{2}(:?\d{2})?)\s*$"
_END: Final = "[+-][0-9]{2}(:?[0-9]{2})?$"


def stamp_sql(column: str, order: DateOrder, timezone: str | None) -> str:
    """SQL for a column's stamps as TIMESTAMP, wall time; NULL where they do not fit.

    Stamps with an offset, or in a zone that the header names, are wall time as written, or in the charter's time zone.
    """
    if not order.formats and not order.layouts:
        return _engine_iso(column, timezone)
    return _read(column, order, order.zone or timezone, timezone)


def moment_sql(column: str, order: DateOrder, timezone: str | None) -> str:
    """SQL for a column's stamps as TIMESTAMP in UTC, so that the time between two is what a clock would have run.

    Use it only where `is_anchored`; stamps without an offset stand in the header's zone, else in the charter's.
    """
    return _read(column, order, order.zone or timezone or "UTC", "UTC")


def is_anchored(order: DateOrder, timezone: str | None) -> bool:
    """Whether it is known which moment a column's stamps mean."""
    return bool(order.formats or order.layouts) and (order.zoned or bool(order.zone or timezone))


def misfit_sql(column: str, stamp: str) -> str:
    """SQL: whether a row holds a text that the order of its column does not read."""
    early = f"{stamp} < TIMESTAMP '{FIRST_YEAR}-01-01'"
    return f"({stamp} IS NULL OR {early}) AND {column} IS NOT NULL AND trim({column}) <> ''"


def _read(column: str, order: DateOrder, assumed: str | None, wanted: str | None) -> str:
    """assumed: zone of stamps without an offset; wanted: zone of the result; None: as written."""
    bare = [text for text in order.formats if not _is_zulu(text)]
    zulu = [text for text in order.formats if _is_zulu(text)]
    found = [_moved(_parsed(column, bare), assumed, wanted)] if bare else []
    found += [_moved(_parsed(column, zulu), "UTC", wanted)] if zulu else []
    texts = [taken_apart_sql(column, name, day_first=order.words == "day first") for name in order.layouts]
    if texts:
        text = texts[0] if len(texts) == 1 else f"coalesce({', '.join(texts)})"
        found.append(f"list_transform([{text}], lambda t: {_from_iso(assumed, wanted)})[1]")
    return found[0] if len(found) == 1 else f"coalesce({', '.join(found)})"


def _is_zulu(text: str) -> bool:
    return text.endswith(("Z", "UTC"))


def _parsed(column: str, formats: list[str]) -> str:
    listed = ", ".join(map(quoted, formats))
    # The engine takes `infinity` and `epoch` for stamps, but a date begins with a digit.
    found = f"try_strptime({column}, {listed if len(formats) == 1 else f'[{listed}]'})"
    return f"CASE WHEN {column} BETWEEN '0' AND ':' THEN {found} END"


def _moved(stamp: str, assumed: str | None, wanted: str | None) -> str:
    if wanted is None or assumed is None or assumed == wanted:
        return stamp
    return f"({stamp} AT TIME ZONE {quoted(assumed)} AT TIME ZONE {quoted(wanted)})"


def _from_iso(assumed: str | None, wanted: str | None) -> str:
    """SQL for the ISO text `t`, with or without an offset."""
    written = "TRY_CAST(t AS TIMESTAMP)"
    if wanted is None:
        return written
    moved = f"(TRY_CAST(t AS TIMESTAMPTZ) AT TIME ZONE {quoted(wanted)})"
    return f"CASE WHEN regexp_matches(t, '{_END}') THEN {moved} ELSE {_moved(written, assumed, wanted)} END"


def _engine_iso(column: str, timezone: str | None) -> str:
    # The engine takes `infinity` and `epoch` for stamps, but a date begins with a digit; spaces around it hinder it.
    # An offset does not move the wall time of a stamp without a zone.
    bare = f"regexp_extract({column}, '{_BARE}', 1)"
    dated = f"CASE WHEN {column} BETWEEN '0' AND ':' THEN TRY_CAST({column} AS TIMESTAMP) END"
    written = f"coalesce({dated}, TRY_CAST({bare} AS TIMESTAMP))"
    if timezone is None:
        return written
    moved = f"TRY_CAST(trim({column}) AS TIMESTAMPTZ) AT TIME ZONE {quoted(timezone)}"
    return f"CASE WHEN regexp_matches({column}, '{_OFFSET}') THEN {moved} ELSE {written} END"
