"""`pilotaudit metrics`: the catalogue of named metrics."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pilotaudit.metrics.base import Metric

HEADER = ("metric", "kind", "better", "unit", "typical change")


def metrics(
    key: Annotated[str | None, typer.Argument(metavar="[KEY]", help="One metric; without it, all of them.")] = None,
) -> None:
    """Print the catalogue of metrics, or all about one of them.

    Example: pilotaudit metrics average_handling_time
    """
    from pilotaudit.cli.streams import say
    from pilotaudit.metrics import catalogue

    say(listing(catalogue().values()) if key is None else described(_named(key)))


def listing(known: Iterable[Metric]) -> str:
    """One line per metric, by family, in aligned columns."""
    known = list(known)
    rows = [(m.key, m.kind, m.better, m.unit or ("money" if m.money else "-"), typical(m) or "-") for m in known]
    widths = [max(len(row[column]) for row in (HEADER, *rows)) for column in range(len(HEADER))]

    def line(row: Iterable[str]) -> str:
        return "  ".join(f"{text:<{size}}" for text, size in zip(row, widths, strict=True)).rstrip()

    parts = [line(HEADER)]
    for family in dict.fromkeys(m.family for m in known):
        parts += ["", f"{family}{': never a criterion' if family == 'activity' else ''}"]
        parts += [line(row) for m, row in zip(known, rows, strict=True) if m.family == family]
    return "\n".join(parts)


def described(metric: Metric) -> str:
    """Everything the catalogue says about one metric, one line per fact."""
    from pilotaudit.metrics import describe

    return "\n".join([metric.key, *(f"  {label}: {text}" for label, text in describe(metric))])


def typical(metric: Metric) -> str:
    """The usual improvement as a phrase, `5 to 15%`; empty when none is known."""
    if metric.typical is None:
        return ""
    low, high = metric.typical
    return f"{low} to {high}{metric.typical_unit}"


def columns(metric: Metric) -> tuple[str, ...]:
    """What each candidate of a metric reads, in order of preference: `handle_minutes`, `cost / tickets`."""
    from pilotaudit.metrics.reads import text_of

    return tuple(dict.fromkeys(text_of(need) for need in metric.needs))


def _named(key: str) -> Metric:
    from pilotaudit.errors import UsageError
    from pilotaudit.metrics import UnknownMetric, resolve

    try:
        return resolve(key, {})
    except UnknownMetric as unknown:
        near = f"Nearest: {', '.join(unknown.nearest)}." if unknown.nearest else "`pilotaudit metrics` lists them."
        raise UsageError(f'there is no metric "{key}" in the catalogue. {near}') from None
