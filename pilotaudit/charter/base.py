"""What the files of this room share: places in the text, blanks, flaws and defaults that were applied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True)
class Place:
    """Line and column in the charter's text, both from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Assumed:
    """A default that was applied: the charter key (dotted), the value as text, and why this value."""

    key: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in the charter that cannot be used, before it has a line number.

    code: of the problem; path: the dotted item it is about; message: what is wrong and what to do;
    also: further items it touches: what a rule's judgement rests on (if one of these is unusable, the flaw is dropped),
    or what a misspelt key would have brought.
    """

    code: str
    path: str
    message: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blank:
    """An item that was written without a value (`key:`, `~` or `null`)."""


BLANK: Final = Blank()

Node: TypeAlias = "str | Blank | list[Node] | dict[str, Node]"
"""A YAML document as plain values: every scalar is the text that was written."""


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML text read into plain values. places: where each item stands, by dotted path (`waivers.0.code`)."""

    tree: Node
    places: Mapping[str, Place]
    flaws: tuple[tuple[Place, Flaw], ...] = ()


def join(path: str, key: object) -> str:
    """Dotted path of an item: `window` and `pilot` give `window.pilot`."""
    return f"{path}.{key}" if path else str(key)


def place_of(places: Mapping[str, Place], path: str) -> Place:
    """Where an item stands; the nearest item above it when it is not written out; line 1 at worst."""
    while path and path not in places:
        path = path.rpartition(".")[0]
    return places.get(path, Place(1, 1))


def nearest(word: str, known: Sequence[str]) -> tuple[str, ...]:
    """Known words that look like this one, best first, at most three."""
    from difflib import get_close_matches

    folded = {name.lower().replace(" ", "_"): name for name in known}
    close = get_close_matches(word.lower().replace(" ", "_"), list(folded), n=3, cutoff=0.6)
    return tuple(folded[name] for name in close)


def or_listed(words: Sequence[str]) -> str:
    """a; a or b; a, b or c."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1] if words else ""
