"""Text of users made harmless: one function per place where it may end up.

Everything passes `clean` first: line breaks become spaces, and what would steer a terminal or turn the order of
letters around (control characters, escape codes, bidirectional overrides) is removed.
"""

from __future__ import annotations

import re
from typing import Final

_ESCAPES: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
_INVISIBLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")
_BREAKS: Final = re.compile("[\\s\x1c-\x1f\x85\u2028\u2029]+")
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]|~#])")
_NOT_XML: Final = re.compile("[\ufffe\uffff]")


def clean(text: str) -> str:
    """One line of visible characters: no control characters, escape codes or direction overrides."""
    return " ".join(_INVISIBLE.sub("", _BREAKS.sub(" ", _ESCAPES.sub("", text))).split())


def markdown(text: str) -> str:
    """Literal text inside a Markdown paragraph or table cell: no markup, no HTML, no new columns."""
    plain = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    marked = _MARKDOWN.sub(r"\\\1", plain)
    return re.sub(r"^([-+]|\d+\.)(?= )", r"\\\1", marked)


def xml(text: str) -> str:
    """Literal text inside an XML element or a quoted attribute."""
    plain = _NOT_XML.sub("?", clean(text))
    for mark, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&apos;")):
        plain = plain.replace(mark, entity)
    return plain


def annotation(text: str) -> str:
    """The message of a workflow annotation."""
    return clean(text).replace("%", "%25")


def annotation_property(text: str) -> str:
    """A property of a workflow annotation, such as its file."""
    return annotation(text).replace(":", "%3A").replace(",", "%2C")


def csv_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; numbers keep their sign."""
    plain = clean(text)
    is_number = re.fullmatch(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", plain) is not None
    return f"'{plain}" if plain[:1] in ("=", "+", "-", "@") and plain[:1] and not is_number else plain
