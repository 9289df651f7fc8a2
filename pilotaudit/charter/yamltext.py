"""YAML text to plain values, from the event stream: limits first, every scalar as the text that was written.

YAML 1.1 would read `no` as false, `12:30` as 750 and `012` as 10. Here nothing is resolved, so nothing changes meaning.
Aliases, anchors and tags are refused; so is depth beyond 40, before any recursion could go that far.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import yaml

from pilotaudit.charter.base import BLANK, Document, Flaw, Node, Place, join

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class UnreadableYaml(Exception):
    """The text is not YAML that a charter may use; `place` is where it goes wrong."""

    def __init__(self, message: str, place: Place) -> None:
        """Keep the message and the place."""
        super().__init__(message)
        self.place = place


@dataclass(frozen=True, slots=True)
class _Notes:
    """What is written down while the events go by."""

    places: dict[str, Place] = field(default_factory=dict)
    flaws: list[tuple[Place, Flaw]] = field(default_factory=list)


def read_yaml(content: bytes) -> Document:
    """Read one YAML document; an empty text gives an empty mapping.

    Raises UnreadableYaml for wrong encoding, syntax, several documents, aliases, anchors, tags, depth and size.
    """
    text = _decoded(content)
    notes = _Notes()
    try:
        tree = _document(yaml.parse(text, Loader=_LOADER), notes)
    except yaml.MarkedYAMLError as error:
        raise UnreadableYaml(_syntax_message(error), _mark(_where(error))) from None
    except yaml.YAMLError as error:
        raise UnreadableYaml(f"this is not YAML: {error}", Place(1, 1)) from None
    return Document(tree, notes.places, tuple(notes.flaws))


def _decoded(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise UnreadableYaml(f"the file is larger than {MAX_BYTES:,} bytes; a charter is a page of text", Place(1, 1))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableYaml("the file is not UTF-8 text; save it as UTF-8", Place(line, 1)) from None
    if found := _CONTROL.search(text):
        raise UnreadableYaml(
            f"the control character U+{ord(found[0]):04X} stands here; remove it", _position(text, found.start())
        )
    return text


def _position(text: str, index: int) -> Place:
    return Place(text.count("\n", 0, index) + 1, index - (text.rfind("\n", 0, index) + 1) + 1)


class _Mark(Protocol):
    """Where an event starts, from 0; the C reader and the Python one each have their own class for it."""

    line: int
    column: int


def _mark(mark: _Mark | None) -> Place:
    return Place(1, 1) if mark is None else Place(mark.line + 1, mark.column + 1)


def _where(error: yaml.MarkedYAMLError) -> _Mark | None:
    """Where to look: where an open quote or bracket begins rather than where the text ends without its partner."""
    unclosed = "unexpected end of stream" in str(error.problem)
    return error.context_mark if unclosed and error.context_mark else error.problem_mark or error.context_mark


def _syntax_message(error: yaml.MarkedYAMLError) -> str:
    what = ", ".join(str(part) for part in (error.context, error.problem) if part)
    return f"this is not YAML: {what}. {_hint(what)}"


def _hint(what: str) -> str:
    if "mapping values are not allowed" in what:
        return (
            'A text that holds a colon and a space needs quotes: "like: this"; '
            "and a key on the line before needs a colon and a space behind it."
        )
    if "unexpected end of stream" in what:
        return "A quote opens here and is not closed; close it, or remove it."
    if "block scalar" in what:
        return "A value that begins with > or | is a block of text; limits are words: at least, at most, above, below."
    if "cannot start any token" in what:
        return "Indent with spaces, not with tabs, and put texts that begin with @, ` or % in quotes."
    return "Look at the indentation, the quotes and the brackets on this line and the one before it."


def _document(events: Iterator[yaml.Event], notes: _Notes) -> Node:
    """The one document of the stream."""
    tree: Node = {}
    for event in events:
        if not isinstance(event, yaml.DocumentStartEvent):
            continue
        if notes.places:
            raise UnreadableYaml(
                "a second document starts here; one file holds one charter, so remove the line with ---",
                _mark(event.start_mark),
            )
        first = next(events)
        notes.places[""] = _mark(first.start_mark)
        tree = _node(first, events, notes, "", 0)
    return tree


def _node(event: yaml.Event, events: Iterator[yaml.Event], notes: _Notes, path: str, depth: int) -> Node:
    """The value that starts with this event."""
    _refuse(event, depth)
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(events, notes, path, depth)
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(events, notes, path, depth)
    return _scalar(event)


def _refuse(event: yaml.Event, depth: int) -> None:
    """Raise for what a charter does not need and a bomb is made of."""
    place = _mark(event.start_mark)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise UnreadableYaml("anchors (&) and aliases (*) are not used in charters; write the value out", place)
    if getattr(event, "tag", None):
        raise UnreadableYaml("tags (!) are not used in charters; put the text in quotes", place)
    if depth > MAX_DEPTH:
        raise UnreadableYaml(f"nested more than {MAX_DEPTH} levels deep; look for an unclosed bracket", place)


def _scalar(event: yaml.Event) -> Node:
    """The text as written; a plain null, `~` or nothing is a blank."""
    value, (plain, _) = getattr(event, "value", ""), getattr(event, "implicit", (True, False))
    return BLANK if plain and value in _NULLS else str(value)


def _sequence(events: Iterator[yaml.Event], notes: _Notes, path: str, depth: int) -> list[Node]:
    items: list[Node] = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        here = join(path, len(items))
        notes.places[here] = _mark(event.start_mark)
        items.append(_node(event, events, notes, here, depth + 1))
    return items


def _mapping(events: Iterator[yaml.Event], notes: _Notes, path: str, depth: int) -> dict[str, Node]:
    """Keys in file order; of a key that stands twice the first one counts, and the second is a flaw."""
    items: dict[str, Node] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key, place = _key(event), _mark(event.start_mark)
        here = join(path, key)
        if key in items:
            notes.flaws.append((place, _duplicate(here, notes.places[here])))
            _node(next(events), events, _Notes(), here, depth + 1)
            continue
        notes.places[here] = place
        items[key] = _node(next(events), events, notes, here, depth + 1)
    return items


def _key(event: yaml.Event) -> str:
    _refuse(event, 0)
    key = _scalar(event) if isinstance(event, yaml.ScalarEvent) else BLANK
    if not isinstance(key, str) or not key.strip():
        raise UnreadableYaml("a key must be plain text, such as `pilot:`", _mark(event.start_mark))
    return key


def _duplicate(path: str, first: Place) -> Flaw:
    name = path.rpartition(".")[2]
    return Flaw("CHR004", path, f'the key "{name}" stands here a second time, first on line {first.line}; keep one')
