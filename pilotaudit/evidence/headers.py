"""Headers that repeat a name, and files of one table whose columns differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pilotaudit.evidence.names import squeezed

Key = tuple[str, int]
"""A column: its name as it is compared, and which of those with that name it is, from 1."""


def keys(header: Sequence[str]) -> tuple[Key, ...]:
    """The columns of one header."""
    met: Counter[str] = Counter()
    found = []
    for name in map(squeezed, header):
        met[name] += 1
        found.append((name, met[name]))
    return tuple(found)


def union(headers: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Every column of several headers once, in order of first appearance."""
    found: dict[Key, str] = {}
    for header in headers:
        for key, name in zip(keys(header), header, strict=True):
            found.setdefault(key, name)
    return tuple(found.values())


def places(header: Sequence[str], whole: Sequence[str]) -> tuple[int | None, ...]:
    """Where the columns of a whole table stand in the header of one file; None where it does not have them."""
    there = {key: place for place, key in enumerate(keys(header))}
    return tuple(there.get(key) for key in keys(whole))


def labelled(header: Sequence[str]) -> tuple[str, ...]:
    """Names that tell repeated columns apart: `Category#2` is the second one called Category."""
    many = Counter(name for name, _ in keys(header))
    return tuple(
        f"{name}#{number}" if many[key] > 1 else name for name, (key, number) in zip(header, keys(header), strict=True)
    )
