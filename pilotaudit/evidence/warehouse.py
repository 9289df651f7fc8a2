"""A table that lies in a warehouse or on a cluster: connected by its url, read where it is, and never written to.

The driver is Ibis (extra `warehouse`), which knows some twenty engines by their urls. Only two things go through it:
the table's columns, and queries that have been put into the engine's own dialect. What comes back are sums.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final
from urllib.parse import unquote, urlsplit
from weakref import finalize

from pilotaudit.charter.model import Loaded, Table
from pilotaudit.errors import DataError
from pilotaudit.evidence.dialects import named, translated
from pilotaudit.evidence.files import refuse

PATIENCE: Final = 1800
"""Seconds that one statement may take."""

FIRST_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "postgres": (
        "SET default_transaction_read_only = on",
        f"SET statement_timeout = {PATIENCE * 1000}",
        "SET DateStyle = 'ISO, YMD'",
        "SET TimeZone = 'UTC'",
        "SET extra_float_digits = 1",
    ),
    "snowflake": (f"ALTER SESSION SET STATEMENT_TIMEOUT_IN_SECONDS = {PATIENCE}",),
    "trino": (f"SET SESSION query_max_run_time = '{PATIENCE}s'",),
}
"""Said to an engine before anything is asked.

Read only where it has such a mode; no statement without an end; stamps and numbers as text in one spelling, whatever
the server, the database or the account have set.
"""

ZONED: Final[Mapping[str, tuple[str, ...]]] = {"spark": ("SET TIME ZONE '{zone}'",)}
"""Said to engines whose stamps are moments that they write in the session's zone."""

DIALECTS: Final[Mapping[str, str]] = {"pyspark": "spark"}
"""Engines whose dialect has another name."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Warehouse:
    """An open table.

    shown: its name as the charter writes it; header: its columns, in order; zoned: those with a zone, read in timezone.
    dialect: the engine's SQL; connection: Ibis' backend, never shown; secrets: parts of the url that no text repeats.
    """

    shown: str
    dialect: str
    parts: tuple[str, ...]
    header: tuple[str, ...]
    zoned: frozenset[str]
    timezone: str
    loaded: Loaded = field(repr=False)
    path: str
    connection: Any = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False, default=())

    def rows(self, sql: str) -> list[Row]:
        """The rows of a query written for the embedded engine. Raises DataError (DAT022) when it is refused."""
        try:
            return _fetched(self.connection.raw_sql(translated(sql, self.dialect)))
        except Exception as error:
            raise self._refused(error) from None

    @property
    def table(self) -> str:
        """The table's name as SQL of the embedded engine."""
        return named(self.parts)

    def text(self, header: str) -> str:
        """SQL of a column's values as text, as they would stand in a file."""
        column = named((header,))
        if header in self.zoned:
            column = f"({column} AT TIME ZONE '{self.timezone}')"
        return f"CAST({column} AS VARCHAR)"

    def _refused(self, error: Exception) -> DataError:
        said = without_secrets(str(error), self.secrets)
        message = f"{self.shown} could not be read: {said}. Check the table's name, your rights and the time limit."
        return refuse(self.loaded, f"{self.path}.table", "DAT022", message)


def open_warehouse(loaded: Loaded, table: Table, path: str) -> Warehouse:
    """Connect to the warehouse of a table and look at its columns.

    `url: $NAME` names a variable of `loaded.environment`. Raises DataError: DAT020 (no such variable), DAT021 (the
    driver is not installed), DAT022 (no connection, or no such table). No message holds a part of the url that is
    secret.
    """
    url = _url(loaded, table, f"{path}.url")
    secrets = secrets_of(url)
    connection = _connected(loaded, f"{path}.url", url, secrets)
    dialect = DIALECTS.get(connection.name, connection.name)
    parts = tuple((table.table or "").split("."))
    shown, zone = table.table or "", table.timezone or "UTC"
    try:
        for statement in (*FIRST_WORDS.get(dialect, ()), *ZONED.get(dialect, ())):
            connection.raw_sql(statement.format(zone=zone.replace("'", "''")))
        schema = connection.get_schema(parts[-1], **_database(parts))
    except Exception as error:
        message = f"{shown} could not be opened: {without_secrets(str(error) or type(error).__name__, secrets)}. "
        message += "Write the table as the warehouse names it, such as itsm.incidents, and check your rights."
        _end(connection, dialect)
        raise refuse(loaded, f"{path}.table", "DAT022", message) from None
    header = tuple(str(name) for name in schema)
    zoned = () if dialect in ZONED else (name for name, kind in schema.items() if getattr(kind, "timezone", None))
    opened = Warehouse(shown, dialect, parts, header, frozenset(zoned), zone, loaded, path, connection, secrets)
    finalize(opened, _end, connection, dialect)
    return opened


def _end(connection: Any, dialect: str) -> None:  # noqa: ANN401
    """Close a connection when nobody needs it any more; the session of a cluster belongs to whoever started it."""
    if dialect != "spark":
        connection.disconnect()


def secrets_of(url: str) -> tuple[str, ...]:
    """Parts of a connection that must not be printed: itself, user, password and the values of its options."""
    split = urlsplit(url)
    found = [url, split.password, split.username, *(part.partition("=")[2] for part in split.query.split("&"))]
    known = [text for text in found if text]
    return tuple(sorted({*known, *map(unquote, known)}, key=len, reverse=True))


def without_secrets(text: str, secrets: Iterable[str]) -> str:
    """The first line of what an engine says, with every secret part replaced."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    for secret in secrets:
        first = re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", "***", first)
    return first.rstrip(".")


def _url(loaded: Loaded, table: Table, path: str) -> str:
    name = (table.url or "").strip("${}")
    url = loaded.environment.get(name, "").strip()
    if "://" not in url:
        what = "is not set" if not url else "holds no url"
        message = f"the environment variable {name} {what}. Set it to the warehouse's url, such as"
        message += f" `export {name}=postgres://reader@host/database`, where this command runs."
        raise refuse(loaded, path, "DAT020", message)
    return url


def _connected(loaded: Loaded, path: str, url: str, secrets: Sequence[str]) -> Any:  # noqa: ANN401
    try:
        import ibis
    except ImportError:
        message = "reading a warehouse needs the extra: pip install 'pilotaudit[warehouse]'."
        raise refuse(loaded, path, "DAT021", message) from None
    scheme = urlsplit(url).scheme
    try:
        return ibis.connect(url)
    except ImportError:
        message = f"there is no driver for {scheme}: pip install 'ibis-framework[{_extra(scheme)}]'."
        raise refuse(loaded, path, "DAT021", message) from None
    except Exception as error:
        said = without_secrets(str(error) or type(error).__name__, secrets)
        message = (
            f"the warehouse cannot be reached: {said}. Check the url in the variable, the network and your rights."
        )
        raise refuse(loaded, path, "DAT022", message) from None


def _extra(scheme: str) -> str:
    return {"postgresql": "postgres"}.get(scheme, scheme)


def _database(parts: tuple[str, ...]) -> dict[str, Any]:
    """Where the table lies, as Ibis wants it: nothing, a schema, or catalog and schema."""
    above = parts[:-1]
    return {"database": above[0] if len(above) == 1 else above} if above else {}


def _fetched(result: Any) -> list[Row]:  # noqa: ANN401
    """Rows of whatever an engine's driver returns: a cursor, a data frame of a cluster, or an iterator."""
    for fetch in ("fetchall", "collect"):
        if hasattr(result, fetch):
            return [_plain(row) for row in getattr(result, fetch)()]
    return [_plain(row.values() if hasattr(row, "values") else row) for row in result]


def _plain(row: Iterable[Any]) -> Row:
    return tuple(_number(value) if isinstance(value, Decimal) else value for value in row)


def _number(value: Decimal) -> int | float:
    """A decimal as a plain number; whole ones of any size stay exact."""
    return int(value) if value == value.to_integral_value() else float(value)
