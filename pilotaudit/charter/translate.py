"""The model's complaints, in the charter's words: one flaw for each, at the item that people wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pilotaudit.charter.base import Blank, Flaw, Node, join, nearest, or_listed
from pilotaudit.charter.required import REQUIRED, example_of, required_under

_SHAPES: Mapping[str, str] = {
    "string_type": "one text",
    "model_type": "a block of `key: value` lines",
    "model_attributes_type": "a block of `key: value` lines",
    "dict_type": "a block of `key: value` lines",
    "mapping_type": "a block of `key: value` lines",
    "dict_attributes_type": "a block of `key: value` lines",
    "tuple_type": "a list",
    "list_type": "a list",
}


def flaws_of(error: ValidationError, tree: Node, known: Mapping[str, tuple[str, ...]]) -> tuple[Flaw, ...]:
    """Flaws in no particular order.

    tree: what was validated; known: the keys that each block takes, by dotted path with `*` for names of people's own.
    A missing item is not reported when an unknown key right there looks like its misspelling.
    """
    found = [flaw for item in error.errors(include_url=False) for flaw in _flaws(item, tree, known)]
    misspelt = {path for flaw in found if flaw.code == "CHR002" for path in flaw.also}
    return tuple(flaw for flaw in dict.fromkeys(found) if flaw.code != "CHR003" or flaw.path not in misspelt)


def _flaws(item: ErrorDetails, tree: Node, known: Mapping[str, tuple[str, ...]]) -> Iterator[Flaw]:
    """The flaws that one complaint stands for; several only where a whole block is missing."""
    path, rest = _written(item["loc"], tree)
    kind, given = item["type"], item["input"]
    if kind == "missing":
        yield from missing(join(path, item["loc"][-1]))
    elif kind == "union_tag_not_found" and isinstance(given, dict):
        yield from missing(join(path, "kind"))
    elif isinstance(given, Blank) or kind == "string_too_short":
        yield from _blank(path, rest)
    elif kind == "extra_forbidden":
        yield _unknown(path, known)
    else:
        yield _value(item, path if kind != "union_tag_invalid" else join(path, "kind"))


def _written(loc: tuple[int | str, ...], tree: Node) -> tuple[str, str]:
    """Dotted path of the deepest item of `loc` that stands in the text, and the name of what lies below it."""
    path, rest, node = "", "", tree
    for part in loc:
        inside: Node | None = None
        if isinstance(node, dict):
            inside = node.get(str(part))
        elif isinstance(node, list) and isinstance(part, int):
            inside = node[part]
        if inside is None:
            rest = str(part)
        else:
            node, path, rest = inside, join(path, part), ""
    return path, rest


def missing(path: str) -> Iterator[Flaw]:
    """A required item that is not there; a block that is not there is reported item by item."""
    for item in required_under(path):
        need = REQUIRED[item]
        yield Flaw("CHR003", item, f"{item} is missing: {need.why}. Add, for example, `{need.line}`")
    if not required_under(path):
        key = path.rpartition(".")[2]
        value = example_of(path)
        example = f". Add, for example, `{key}: {value}`" if value else "; add it"
        yield Flaw("CHR003", path, f"{path} is missing{example}")


def _blank(path: str, rest: str) -> Iterator[Flaw]:
    """An item that was written without a value. rest: the key that a bare value would have stood for."""
    for item in required_under(path):
        need = REQUIRED[item]
        yield Flaw("CHR003", item, f"{item} is blank: {need.why}. Write, for example, `{need.line}`", (path,))
    if not required_under(path):
        key = path.rpartition(".")[2]
        value = example_of(path, rest)
        example = f", for example `{key}: {value}`" if value else ""
        yield Flaw("CHR003", path, f"{path} is blank: fill it in{example}, or delete the line")


def _unknown(path: str, known: Mapping[str, tuple[str, ...]]) -> Flaw:
    """A key that this block does not take, with the nearest one that it does."""
    block, _, key = path.rpartition(".")
    takes = known_at(block, known)
    where = f"in {block}" if block else "at the top level"
    if key in takes:
        return Flaw("CHR002", path, f'the key "{key}" does not go together with the others {where}; remove one of them')
    if near := nearest(key, takes):
        guess = or_listed([f'"{name}"' for name in near])
        message = f'unknown key "{key}" {where}; did you mean {guess}?'
        return Flaw("CHR002", path, message, _misspelt(block, near[0]))
    homes = _homes(block, key, known)
    hint = f"it belongs to {or_listed(homes)}" if homes else f"keys here: {', '.join(takes) or 'none'}"
    return Flaw("CHR002", path, f'unknown key "{key}" {where}; {hint}')


def _homes(block: str, key: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Where a key would be right: the first place below this block, else the first few anywhere."""
    homes = [join(home, key) for home, keys in known.items() if key in keys and "*" not in home]
    below = [home for home in homes if block and home.startswith(f"{block}.")]
    return tuple(below[:1] or homes[:3])


def _misspelt(block: str, near: str) -> tuple[str, ...]:
    """The required items that the nearest key would have brought."""
    path = join(block, near)
    return (*required_under(path), path)


def known_at(block: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The keys a block takes; `*` in `known` stands for one name of people's own or one position in a list."""
    parts = block.split(".") if block else []
    for pattern, keys in known.items():
        wanted = pattern.split(".") if pattern else []
        if len(wanted) == len(parts) and all(w in ("*", p) for w, p in zip(wanted, parts, strict=True)):
            return keys
    return ()


def _value(item: ErrorDetails, path: str) -> Flaw:
    """A value that is not understood."""
    kind, given = item["type"], item["input"]
    if kind == "value_error":
        return Flaw("CHR005", path, f"{path}: {item['ctx']['error']}")
    if kind in ("literal_error", "union_tag_invalid"):
        return Flaw("CHR005", path, f"{path}: {_choice(item)}")
    if kind in _SHAPES:
        return Flaw("CHR005", path, f"{path} takes {_SHAPES[kind]}, not {_shape(given)}")
    return Flaw("CHR005", path, f"{path}: {item['msg'][:1].lower()}{item['msg'][1:]}")


def _choice(item: ErrorDetails) -> str:
    """What may stand here, nearest first when one looks like what was written."""
    context = item["ctx"]
    words = [
        word.strip(" '")
        for word in (context.get("expected") or context["expected_tags"]).replace(" or ", ", ").split(", ")
    ]
    given = context.get("tag", item["input"])
    if not isinstance(given, str):
        return f"it takes {or_listed(words)}, not {_shape(given)}"
    near = nearest(given, words)
    guess = f'; did you mean "{near[0]}"?' if near else ""
    return f'"{given}" is not a choice here; it takes {or_listed(words)}{guess}'


def _shape(given: object) -> str:
    if isinstance(given, dict):
        return "a block of `key: value` lines"
    return "a list" if isinstance(given, list | tuple) else "a text"
