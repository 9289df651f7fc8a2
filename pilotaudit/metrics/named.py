"""The named metrics: `catalogue.yaml`, read once, in the order in which it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from pilotaudit.metrics.base import Metric
from pilotaudit.metrics.reads import need_of

FILE: Final = Path(__file__).with_name("catalogue.yaml")
_RANGE: Final = re.compile(r"([0-9.]+) to ([0-9.]+)(%|pp)")

Entry = Mapping[str, Any]


@cache
def catalogue() -> Mapping[str, Metric]:
    """Every named metric by its key, families together."""
    return MappingProxyType({key: metric for key, metric, _ in _entries()})


@cache
def aliases() -> Mapping[str, str]:
    """Other names of metrics, with the key they stand for."""
    return MappingProxyType({key: entry["same_as"] for key, _, entry in _entries() if "same_as" in entry})


@cache
def _entries() -> tuple[tuple[str, Metric, Entry], ...]:
    families = _document()
    return tuple(
        (key, _metric(family, key, entry), entry) for family, items in families.items() for key, entry in items.items()
    )


def _document() -> Mapping[str, Mapping[str, Entry]]:
    """The file as plain texts; the C loader is ten times faster where it is there."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    families: Mapping[str, Mapping[str, Entry]] = yaml.load(FILE.read_bytes(), Loader=loader)
    return families


def _metric(family: str, key: str, entry: Entry) -> Metric:
    activity = family == "activity"
    kind = entry.get("kind", "count")
    money = entry.get("unit") == "money"
    unit = "" if money else entry.get("unit", "")
    return Metric(
        key=key,
        label=entry.get("label") or key.replace("_", " ").capitalize(),
        kind=kind,
        better=entry.get("better", "neutral"),
        unit=unit,
        family=family,
        needs=tuple(need_of(key, kind, unit, text) for text in entry.get("reads", ())),
        guardrails=tuple(entry.get("guardrails", ())),
        margin=entry.get("margin"),
        quality=entry.get("quality") == "yes",
        activity=activity,
        evidence=entry.get("evidence", "measured"),
        signal=entry.get("signal", ""),
        about=entry.get("about", "Activity, not evidence of an outcome." if activity else ""),
        money=money,
        instead=tuple(entry.get("instead", ())),
        **dict(_typical(entry.get("typical", ""))),
    )


def _typical(text: str) -> Iterator[tuple[str, Any]]:
    """A range of improvements as numbers, anything else in words."""
    if found := _RANGE.fullmatch(text):
        yield "typical", (Decimal(found[1]), Decimal(found[2]))
        yield "typical_unit", found[3]
    else:
        yield "usual", text
