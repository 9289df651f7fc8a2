"""Export systems that are known by name: one YAML file each in `presets/`, recognised by the headers of a table.

A file has two parts, divided by `---`. The first says how an export is recognised and is read for every table; the
second says what is known about it and is read for the one that is meant. Unknown keys are errors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from pilotaudit.evidence.names import squeezed

FOLDER: Final = Path(__file__).with_name("presets")
NONE: Final = "none"
"""What a charter writes so that no preset is looked for."""

USES: Final = ("items", "usage", "costs")
DELIMITERS: Final = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
UNITS: Final = {"days": "days", "hours": "h", "minutes": "min", "seconds": "s", "milliseconds": "ms"}
"""Words for columns of plain numbers, and the unit that they stand for."""

Variants = tuple[str, ...]
"""The names that one header may have; a `*` at the end stands for anything."""


@dataclass(frozen=True, slots=True)
class Sign:
    """How an export is recognised: every header of `needed` is there, and `enough` of those in `some`."""

    name: str
    label: str
    serves: tuple[str, ...]
    needed: tuple[Variants, ...]
    some: tuple[Variants, ...]
    enough: int

    def strength(self, header: Sequence[str]) -> tuple[int, int] | None:
        """How well a header fits: names in exactly these letters, then headers found; None when it does not."""
        found = [there(one, header) for one in (*self.needed, *self.some)]
        some = sum(place is not None for place in found[len(self.needed) :])
        if None in found[: len(self.needed)] or some < self.enough:
            return None
        names = {name for one in (*self.needed, *self.some) for name in one}
        return sum(name.strip() in names for name in header), len(self.needed) + some


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a metric: a column under one of its names, or the time between two roles.

    values, above: which texts or numbers count, for a share.
    """

    column: Variants = ()
    span: tuple[str, str] | None = None
    values: tuple[str, ...] = ()
    above: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BySystem:
    """Rows that no person worked on: a column, and its values that say so."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preset:
    """What is known about the exports of one system; it never overrides what a file itself shows.

    columns: names that a charter may use, roles among them -> headers, in order of preference; metrics: key -> ways to
    read it, in order; words: headers that promise numbers and hold words; durations: header -> how its times are
    written; dates: the order of day and month, where the system has one; encoding, delimiter: what it writes unless
    told otherwise; one_row_per, latest_by: for a log of updates; cap: rows at which exports stop; footers: lines
    below the rows, as they may be; active: columns of which one is above zero when a person was active; not_a_series,
    use_instead: why a file cannot serve as `usage`, and what can; unconfirmed: header or key -> what is known from
    memory only.
    """

    name: str
    label: str
    serves: tuple[str, ...]
    known_from: tuple[str, ...]
    columns: Mapping[str, Variants] = field(default_factory=dict)
    metrics: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)
    words: Variants = ()
    durations: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    dates: str = ""
    encoding: str = ""
    delimiter: str = ""
    one_row_per: Variants = ()
    latest_by: Variants = ()
    cap: int | None = None
    footers: tuple[str, ...] = ()
    by_system: BySystem | None = None
    active: Variants = ()
    not_a_series: str = ""
    use_instead: str = ""
    traps: tuple[str, ...] = ()
    unconfirmed: Mapping[str, str] = field(default_factory=dict)


def there(variants: Variants, header: Sequence[str]) -> int | None:
    """Where the first of the names stands in a header; None when none does, or when the header repeats it."""
    compared = [squeezed(name) for name in header]
    for variant in variants:
        wanted = squeezed(variant.removesuffix("*"))
        places = [
            place
            for place, name in enumerate(compared)
            if name == wanted or (variant.endswith("*") and name.startswith(wanted))
        ]
        if len(places) == 1 or (places and variant.endswith("*")):
            return places[0]
    return None


def recognised(header: Sequence[str], use: str = "") -> str | None:
    """The name of the preset whose export a header is from; None for a header of one's own.

    use: the table that it is read for (items, usage, costs), or nothing for any.
    """
    fits = [
        (strength, sign.name)
        for sign in signs()
        if (not use or use in sign.serves) and (strength := sign.strength(header)) is not None
    ]
    return max(fits, key=lambda fit: fit[0], default=(None, None))[1]


@cache
def signs() -> tuple[Sign, ...]:
    """How each export is recognised, in the order of their names."""
    files = sorted(FOLDER.glob("*.yaml"), key=lambda path: path.stem)
    return tuple(_sign(path.stem, next(_parts(path))) for path in files)


@cache
def preset(name: str) -> Preset:
    """What is known about one system. Raises KeyError for a name that no file has."""
    path = FOLDER / f"{name}.yaml"
    sign = next((one for one in signs() if one.name == name), None)
    if sign is None:
        raise KeyError(name)
    _, known = _parts(path)
    return Preset(sign.name, sign.label, sign.serves, **{key: _read(key, value) for key, value in known.items()})


def _parts(path: Path) -> Any:  # noqa: ANN401
    """Both parts of a file as plain texts, the second only when it is asked for."""
    import yaml

    return yaml.load_all(path.read_bytes(), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def _sign(name: str, part: Mapping[str, Any]) -> Sign:
    headers = part["headers"]
    _closed(part, {"label", "serves", "headers"})
    _closed(headers, {"all", "some", "enough"})
    needed, some = (tuple(map(tuple, headers[key])) for key in ("all", "some"))
    return Sign(name, part["label"], _among(part["serves"], USES), needed, some, int(headers["enough"]))


def _read(key: str, value: Any) -> Any:  # noqa: ANN401
    """The value of one key of the second part. Raises KeyError for a key that does not exist."""
    return READ[key](value)


def _texts(value: Sequence[str]) -> tuple[str, ...]:
    return tuple(value)


def _mapped(value: Mapping[str, Any], inside: Callable[[Any], Any]) -> Mapping[str, Any]:
    return MappingProxyType({key: inside(one) for key, one in value.items()})


def _reading(value: Mapping[str, Any]) -> Reading:
    _closed(value, {"column", "span", "is", "above"})
    start, end = value.get("span", ("", ""))
    above = value.get("above")
    return Reading(
        column=tuple(value.get("column", ())),
        span=(start, end) if start else None,
        values=tuple(value.get("is", ())),
        above=None if above is None else Decimal(above),
    )


def _by_system(value: Mapping[str, Any]) -> BySystem:
    _closed(value, {"column", "is"})
    return BySystem(value["column"], tuple(value["is"]))


def _among(value: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    for one in value:
        if one not in known:
            raise KeyError(one)
    return tuple(value)


def _closed(value: Mapping[str, Any], known: set[str]) -> None:
    for key in value:
        if key not in known:
            raise KeyError(key)


READ: Final[Mapping[str, Callable[[Any], Any]]] = {
    "known_from": _texts,
    "columns": lambda value: _mapped(value, tuple),
    "metrics": lambda value: _mapped(value, lambda ways: tuple(map(_reading, ways))),
    "words": _texts,
    "durations": lambda value: _mapped(value, str),
    "missing": _texts,
    "dates": str,
    "encoding": str,
    "delimiter": DELIMITERS.__getitem__,
    "one_row_per": _texts,
    "latest_by": _texts,
    "cap": int,
    "footers": _texts,
    "by_system": _by_system,
    "active": _texts,
    "not_a_series": str,
    "use_instead": str,
    "traps": _texts,
    "unconfirmed": lambda value: _mapped(value, str),
}
"""Key of the second part -> how its value is read; no other key exists."""
