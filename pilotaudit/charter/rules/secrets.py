"""Secrets never stand in a charter: connections only by the name of an environment variable."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilotaudit.charter.base import Flaw, Node, join

_VARIABLE = re.compile(r"\$(\w+|\{\w+\})")
_IN_URL = re.compile(r"\w+://[^/\s:@]*:[^/\s@]+@")
_IN_WORDS = re.compile(r"\b(password|passwd|pwd|secret|token|api_?key)=\S", re.IGNORECASE)
_REMEDY = "put the connection into an environment variable and write its name, such as $WAREHOUSE_URL"


def flaws(tree: Node, path: str = "") -> Iterator[Flaw]:
    """CHR011 for every text that holds a secret, and every `url` that is not the name of a variable.

    The secret itself is never repeated.
    """
    if isinstance(tree, dict):
        for key, inside in tree.items():
            yield from flaws(inside, join(path, key))
    elif isinstance(tree, list):
        for position, inside in enumerate(tree):
            yield from flaws(inside, join(path, position))
    elif isinstance(tree, str):
        yield from _text(tree, path)


def _text(text: str, path: str) -> Iterator[Flaw]:
    if _IN_URL.search(text) or _IN_WORDS.search(text):
        yield Flaw("CHR011", path, f"{path} holds a password or a token; {_REMEDY}")
    elif re.fullmatch(r"data\.\w+\.url", path) and not _VARIABLE.fullmatch(text):
        yield Flaw("CHR011", path, f"{path} takes the name of an environment variable only; {_REMEDY}")
