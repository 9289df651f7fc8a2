"""A charter file to a charter, or to every problem in it at once, each with its line and its remedy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from pilotaudit.charter import rules
from pilotaudit.charter.assumed import assumed_in
from pilotaudit.charter.base import Document, Flaw, Place, place_of
from pilotaudit.charter.model import Charter, Loaded
from pilotaudit.charter.rules import secrets, tables
from pilotaudit.charter.yamltext import MAX_BYTES, UnreadableYaml, read_yaml
from pilotaudit.errors import CharterError, Problem


def load_charter(path: Path, *, shown: str | None = None, allow_outside: bool = False) -> Loaded:
    """Load one charter.

    path: the file; shown: how to name it in messages (the path as given unless said); allow_outside: whether data
    files may lie outside the charter's folder. Raises CharterError with all problems, in the order of the file.
    """
    file = str(path) if shown is None else shown
    content = _bytes(path, file)
    document = _document(content, file)
    charter, flaws = _charter(document)
    flaws += tuple(secrets.flaws(document.tree))
    if charter is not None and not allow_outside:
        flaws += tuple(tables.outside(charter, path.parent))
    problems = [_problem(file, place, flaw) for place, flaw in _placed(document, flaws)]
    if charter is None or problems:
        raise CharterError(problems)
    sha256 = hashlib.sha256(content).hexdigest()
    return Loaded(charter, file, path.parent, document.places, sha256, assumed_in(charter), allow_outside)


def _bytes(path: Path, file: str) -> bytes:
    """What the file holds, one byte past the limit at most."""
    try:
        with path.open("rb") as handle:
            return handle.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a usable path"
        raise CharterError([Problem(file, 0, 0, "CHR001", f"cannot be read: {reason}; check the path")]) from None


def _document(content: bytes, file: str) -> Document:
    """The text as plain values; only a mapping with `pilot:` is a charter."""
    try:
        document = read_yaml(content)
    except UnreadableYaml as error:
        raise CharterError([Problem(file, error.place.line, error.place.column, "CHR001", str(error))]) from None
    if not isinstance(document.tree, dict) or "pilot" not in document.tree:
        message = (
            "pilot is missing, so this is not a charter; add it at the top, such as `pilot: Support desk assistant`"
        )
        raise CharterError([_problem(file, Place(1, 1), Flaw("CHR015", "pilot", message))])
    return document


def _charter(document: Document) -> tuple[Charter | None, tuple[Flaw, ...]]:
    """The charter when the model takes it, and every flaw that can be found either way."""
    try:
        charter = Charter.model_validate(document.tree)
    except ValidationError as error:
        return None, _refused(document, error)
    return charter, tuple(rules.flaws(charter))


def _refused(document: Document, error: ValidationError) -> tuple[Flaw, ...]:
    """Every flaw of a charter that the model does not take.

    What the model complains about, and what can be seen on a repaired copy where the repair had no part.
    """
    from pilotaudit.charter.keys import known_keys
    from pilotaudit.charter.repair import repaired
    from pilotaudit.charter.translate import flaws_of

    found = flaws_of(error, document.tree, known_keys())
    copy = repaired(document.tree, found)
    further = () if copy is None else tuple(rules.flaws(copy.charter))
    kept = (flaw for flaw in further if copy is not None and not copy.touched(flaw.path, *flaw.also))
    return (*found, *kept)


def _placed(document: Document, flaws: Iterable[Flaw]) -> Iterator[tuple[Place, Flaw]]:
    yield from document.flaws
    for flaw in flaws:
        yield place_of(document.places, flaw.path), flaw


def _problem(file: str, place: Place, flaw: Flaw) -> Problem:
    return Problem(file, place.line, place.column, flaw.code, flaw.message)
