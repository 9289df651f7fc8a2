"""The scan query in the language of the place where the rows lie.

The query is written once, for the embedded engine; a translator of SQL puts it into other dialects. What it does not
know is put into the other engine's words here, node by node. Columns arrive as text, as they do from a file, so the
same value is read, or refused for the same reason, wherever it lies.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from sqlglot import exp

    Rewrite: TypeAlias = Callable[[exp.Expression, str], exp.Expression | None]

NUMBER: Final = r"^\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE]([+-]?[0-9]{1,2}|-[12][0-9]{2}))?\s*$"
ENDLESS: Final = r"^\s*([Nn][Aa][Nn]|[+-]?[Ii][Nn][Ff]([Ii][Nn][Ii][Tt][Yy])?)\s*$"
"""No number, and numbers without end, as every engine writes them."""
STAMP: Final = (
    r"^\s*[0-9]{4}-(0?[1-9]|1[0-2])-(0?[1-9]|[12][0-9]|3[01])"
    r"([T ]([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?)?"
    r" ?(Z|UTC|[+-][0-9]{2}(:?[0-9]{2})?)?\s*$"
)
NO_DAY: Final = (
    r"^\s*[0-9]{4}-(0?2-3[01]|(0?[469]|11)-31)",
    r"^\s*([0-9]{2}([02468][1235679]|[13579][01345789])|([02468][1235679]|[13579][01345789])00)-0?2-29",
)
"""Days that no calendar has: 30 February and the like, and 29 February of a common year."""

YES: Final = ("true", "t", "yes", "y", "1")
NO: Final = ("false", "f", "no", "n", "0")
WITHOUT_TRY: Final = ("postgres",)
"""Dialects that cannot try a cast: a value that does not fit would end the query."""

WITH_QUANTILES: Final = ("duckdb", "postgres", "snowflake", "spark", "databricks")
"""Dialects that compute exact quantiles with the line between two values, as the embedded engine does."""

WHOLE: Final = "DECIMAL(38, 0)"
LARGEST_WHOLE: Final = "1e37"
"""What stands for the embedded engine's 64 and 128-bit integers, and the largest number that is cast to it."""


def translated(sql: str, dialect: str) -> str:
    """One query of the embedded engine in another dialect: `postgres`, `spark`, `snowflake`, `trino` and the like.

    Raises ValueError for a query that the other dialect has no words for.
    """
    from sqlglot import parse_one
    from sqlglot.errors import ErrorLevel, SqlglotError

    try:
        tree = parse_one(sql, read="duckdb")
        # From the leaves upwards: what is inside a rewritten node has been rewritten before it.
        for node in reversed(list(tree.walk(bfs=True))):
            found = _rewritten(node, dialect)
            if found is not node:
                node.replace(found)
        return str(tree.sql(dialect, unsupported_level=ErrorLevel.IGNORE))
    except SqlglotError as error:
        raise ValueError(f"the query cannot be said in {dialect}: {str(error).splitlines()[0]}") from None


def named(parts: tuple[str, ...]) -> str:
    """A table or column name, each part quoted for the embedded engine; the translator quotes it anew."""
    return ".".join('"' + part.replace('"', '""') + '"' for part in parts)


def _rewritten(node: exp.Expression, dialect: str) -> exp.Expression:
    rewrite = _rewrites().get(type(node).__name__)
    found = None if rewrite is None else rewrite(node, dialect)
    return node if found is None else found


def _rewrites() -> Mapping[str, Rewrite]:
    return {
        "TryCast": _try_cast,
        "Cast": _cast,
        "RegexpFullMatch": _full_match,
        "RegexpExtract": _extract,
        "ArrayContains": _in_list,
        "Window": _ordered,
        "Log": _log,
        "PercentileCont": _quantile,
        "Anonymous": _function,
    }


def _try_cast(node: exp.Expression, dialect: str) -> exp.Expression | None:
    """A cast that gives NULL where a value does not fit; spelled out where the engine has none."""
    from sqlglot import exp

    value, to = node.this, node.args["to"]
    if to.is_type("int128", "bigint"):
        whole = exp.DataType.build(WHOLE)
        if dialect not in WITHOUT_TRY:
            return exp.TryCast(this=value, to=whole)
        low, high = exp.Literal.number(f"-{LARGEST_WHOLE}"), exp.Literal.number(LARGEST_WHOLE)
        fits = exp.Between(this=exp.paren(value.copy()), low=low, high=high)
        return exp.Case(ifs=[exp.If(this=fits, true=exp.Cast(this=value.copy(), to=whole))])
    if dialect not in WITHOUT_TRY:
        return None
    if to.is_type("boolean"):
        return _yes_or_no(value)
    if to.is_type("timestamp", "timestampntz", "timestamptz", "date"):
        fits = exp.and_(_like(value, STAMP), *(exp.not_(_like(value, one)) for one in NO_DAY))
    elif to.is_type("double", "float"):
        fits = exp.or_(_like(value, NUMBER), _like(value, ENDLESS))
    else:
        fits = _like(value, NUMBER)
    return exp.Case(ifs=[exp.If(this=fits, true=exp.Cast(this=value.copy(), to=to))])


def _yes_or_no(value: exp.Expression) -> exp.Expression:
    from sqlglot import exp

    text = exp.Lower(this=exp.Trim(this=value.copy()))
    return exp.Case(
        ifs=[
            exp.If(this=exp.In(this=text.copy(), expressions=_texts(YES)), true=exp.true()),
            exp.If(this=exp.In(this=text, expressions=_texts(NO)), true=exp.false()),
        ]
    )


def _cast(node: exp.Expression, dialect: str) -> exp.Expression | None:
    from sqlglot import exp

    del dialect
    return exp.cast(node.this, WHOLE) if node.args["to"].is_type("int128") else None


def _full_match(node: exp.Expression, dialect: str) -> exp.Expression:
    del dialect
    return _like(node.this, f"^({node.args['expression'].name})$")


def _extract(node: exp.Expression, dialect: str) -> exp.Expression | None:
    """The one group of a pattern."""
    from sqlglot import exp

    if dialect not in WITHOUT_TRY:
        return None
    return exp.Anonymous(this="substring", expressions=[node.this, node.args["expression"]])


def _in_list(node: exp.Expression, dialect: str) -> exp.Expression:
    """A list of texts that holds a text; an empty one holds none."""
    from sqlglot import exp

    del dialect
    listed = node.this.expressions
    return exp.In(this=node.args["expression"], expressions=listed) if listed else exp.false()


def _ordered(node: exp.Expression, dialect: str) -> exp.Expression | None:
    """Rows of one partition are alike wherever no order is asked for, but some engines want one all the same."""
    from sqlglot import exp

    del dialect
    if not isinstance(node.this, exp.RowNumber) or node.args.get("order") or not node.args.get("partition_by"):
        return None
    ordered = node.copy()
    ordered.set("order", exp.Order(expressions=[exp.Ordered(this=node.args["partition_by"][0].copy())]))
    return ordered


def _log(node: exp.Expression, dialect: str) -> exp.Expression | None:
    """PostgreSQL takes a base only of decimals."""
    from sqlglot import exp

    if dialect not in WITHOUT_TRY or node.args.get("expression") is None or node.this.name != "10":
        return None
    return exp.Anonymous(this="log10", expressions=[node.args["expression"]])


def _quantile(node: exp.Expression, dialect: str) -> exp.Expression | None:
    """Spark has a plain function for it."""
    from sqlglot import exp

    if dialect not in ("spark", "databricks"):
        return None
    return exp.Anonymous(this="percentile", expressions=[node.this, node.args["expression"]])


def _function(node: exp.Expression, dialect: str) -> exp.Expression | None:
    """Functions that only the embedded engine has."""
    from sqlglot import exp

    value = node.expressions[0] if node.expressions else None
    match str(node.this).lower():
        case "isfinite":
            unbounded = _texts(("infinity", "-infinity", "nan"))
            return exp.not_(exp.In(this=exp.Lower(this=exp.cast(value, "text")), expressions=unbounded))
        case "epoch_us" if dialect == "postgres":
            return exp.paren(exp.Extract(this=exp.var("EPOCH"), expression=value) * exp.Literal.number(1_000_000))
        case "epoch_us" if dialect in ("spark", "databricks"):
            return exp.Anonymous(this="unix_micros", expressions=[exp.cast(value, "timestamptz")])
        case "epoch_us":
            epoch = exp.cast("1970-01-01", "timestamp")
            return exp.TimestampDiff(this=value, expression=epoch, unit=exp.var("MICROSECOND"))
    return None


def _like(value: exp.Expression, pattern: str) -> exp.Expression:
    from sqlglot import exp

    return exp.RegexpLike(this=value.copy(), expression=exp.Literal.string(pattern))


def _texts(words: tuple[str, ...]) -> list[exp.Expression]:
    from sqlglot import exp

    return [exp.Literal.string(word) for word in words]
