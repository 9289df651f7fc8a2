"""The package as its imports show it: rooms, floors, edges. Nothing is run; files are read with `ast`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pilotaudit

PACKAGE = Path(pilotaudit.__file__).parent
ROOT = PACKAGE.parent
MAP_LINE = re.compile(r"^ {4}(\d+) +((?:[a-z_]+/?)(?:, [a-z_]+/?)*)(?: {2,}|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Edge:
    """One import. on_load: whether it runs when the module is loaded, and not later or only for types."""

    source: str
    target: str
    on_load: bool


@cache
def floors() -> dict[str, int]:
    """Room (`charter`, `errors`, ...) -> floor, as the map in `pilotaudit/__init__.py` says."""
    found = MAP_LINE.findall(pilotaudit.__doc__ or "")
    return {name.rstrip("/"): int(floor) for floor, names in found for name in names.split(", ")}


@cache
def modules() -> dict[str, ast.Module]:
    """Dotted name below the package (`charter.load`) -> its syntax tree."""
    paths = (path for path in PACKAGE.rglob("*.py") if "_shipped" not in path.parts)
    return {name_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(paths)}


def name_of(path: Path) -> str:
    """`charter/load.py` -> `charter.load`; a package's `__init__.py` has the package's name."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(name: str) -> str:
    """The first part of a dotted name."""
    return name.partition(".")[0]


@cache
def edges() -> tuple[Edge, ...]:
    """All imports of one module of the package by another."""
    return tuple(
        edge
        for source, tree in modules().items()
        for edge in _imports(tree, source, on_load=True)
        if edge.target and edge.target != source
    )


def _imports(node: ast.AST, source: str, on_load: bool) -> Iterator[Edge]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ImportFrom) and (child.module or "").partition(".")[0] == "pilotaudit":
            stem = (child.module or "").partition(".")[2]
            for alias in child.names:
                yield Edge(source, _module(f"{stem}.{alias.name}".lstrip("."), stem), on_load)
        elif isinstance(child, ast.Import):
            for alias in child.names:
                if alias.name.partition(".")[0] == "pilotaudit":
                    yield Edge(source, alias.name.partition(".")[2], on_load)
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            yield from _imports(child, source, on_load=False)
        else:
            later = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef))
            yield from _imports(child, source, on_load and not later)


def _module(name: str, stem: str) -> str:
    return name if name in modules() else stem


def cycles() -> list[str]:
    """One loop of modules that load each other, as `a -> b -> a`; empty when there is none."""
    graph: dict[str, set[str]] = {name: set() for name in modules()}
    for edge in edges():
        if edge.on_load:
            graph[edge.source].add(edge.target)
    done: set[str] = set()
    trail: list[str] = []

    def visit(name: str) -> list[str]:
        if name in trail:
            return [*trail[trail.index(name) :], name]
        if name in done:
            return []
        trail.append(name)
        loop = next((found for target in sorted(graph.get(name, ())) if (found := visit(target))), [])
        trail.pop()
        done.add(name)
        return loop

    return next((loop for name in sorted(graph) if (loop := visit(name))), [])


def defines(name: str, wanted: str) -> bool:
    """Whether a module defines a function or a constant of this name at its top level."""
    for node in modules()[name].body:
        if isinstance(node, ast.FunctionDef) and node.name == wanted:
            return True
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == wanted for target in targets):
            return True
    return False


def files_with(place: str, wanted: str) -> set[str]:
    """Names of the modules in one room that define `wanted`."""
    return {name for name in modules() if name.startswith(f"{place}.") and defines(name, wanted)}
