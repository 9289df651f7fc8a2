"""A refused charter with its unusable parts taken out, so that the rest of it can be judged in the same run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import ValidationError

from pilotaudit.charter.base import Flaw, Node
from pilotaudit.charter.model import Charter
from pilotaudit.charter.required import REQUIRED


@dataclass(frozen=True, slots=True)
class Repaired:
    """A charter that the model takes, and the items in it that are not what people wrote."""

    charter: Charter
    changed: tuple[str, ...]

    def touched(self, *paths: str) -> bool:
        """Whether one of these items, something above or something below it was taken out or replaced."""
        return any(_overlap(path, one) for path in paths for one in self.changed)


def repaired(tree: Node, flaws: Iterable[Flaw]) -> Repaired | None:
    """Take out what is flawed, put a stand-in for what is required; None when that does not make a charter.

    First the flawed items themselves are cut, then, where that is not enough, the whole blocks they stand in.
    """
    flawed = tuple(dict.fromkeys(path for flaw in flaws for path in (flaw.path, *flaw.also)))
    for depth in (2, 1):
        changed = tuple(dict.fromkeys(_cut(path, depth) for path in flawed))
        try:
            return Repaired(Charter.model_validate(_patched(tree, changed)), changed)
        except ValidationError:
            continue
    return None


def _cut(path: str, depth: int) -> str:
    """The item to take out: at most `depth` names deep, and a whole list rather than one of its items."""
    parts = path.split(".")[:depth]
    return ".".join(parts[:-1] if parts[-1].isdecimal() else parts)


def _overlap(one: str, other: str) -> bool:
    """Whether one dotted path is the other, or stands above it."""
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


def _patched(tree: Node, changed: tuple[str, ...]) -> Node:
    for path in changed:
        tree = _without(tree, path.split("."))
    for item, need in REQUIRED.items():
        if any(_overlap(item, path) for path in changed):
            tree = _with(tree, item.split("."), need.stand_in)
    return tree


def _without(tree: Node, parts: list[str]) -> Node:
    """A copy without one item."""
    if not isinstance(tree, dict) or parts[0] not in tree:
        return tree
    if len(parts) == 1:
        return {key: value for key, value in tree.items() if key != parts[0]}
    return tree | {parts[0]: _without(tree[parts[0]], parts[1:])}


def _with(tree: Node, parts: list[str], value: Node) -> Node:
    """A copy in which one item has another value."""
    block = tree if isinstance(tree, dict) else {}
    inside = value if len(parts) == 1 else _with(block.get(parts[0], {}), parts[1:], value)
    return block | {parts[0]: inside}
