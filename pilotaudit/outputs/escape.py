"""Text of users made harmless: one function per place where it may end up.

Everything passes `clean` first: line breaks become spaces, and what would steer a terminal or turn the order of
letters around (control characters, escape codes, direction overrides) is removed.
"""

from __future__ import annotations

import re
from typing import Final

_STEERING: Final = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])|\x9b[0-?]*[ -/]*[@-~]"
)
_INVISIBLE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e0fff]"
)
_BREAKS: Final = re.compile("[\\s\x1c-\x1f\x85\u2028\u2029]+")
_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+|%)?")

# Where Markdown (CommonMark with GitHub's tables, formulas and emoji names) would see more than letters.
_MARKS: Final = (
    (re.compile(r"([\\`*\[\]|$])"), r"\\\1"),
    (re.compile(r"(?<![^\W_])_|_(?![^\W_])"), r"\\_"),
    (re.compile(r"~~"), r"\\~\\~"),
    (re.compile(r":(?=[a-z+_-][\w+-]*:)"), r"\\:"),
    (re.compile(r"&(?=#?\w+;)"), "&amp;"),
    (re.compile(r"<"), "&lt;"),
    (re.compile(r">"), "&gt;"),
    (re.compile(r"^([-+=#])(?=[\s=#-]|$)"), r"\\\1"),
    (re.compile(r"^(\d+)([.)])(?=\s|$)"), r"\1\\\2"),
)
_ENTITIES: Final = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&apos;"))


def clean(text: str) -> str:
    """One line of visible characters: no control characters, escape codes or direction overrides."""
    return " ".join(_INVISIBLE.sub("", _BREAKS.sub(" ", _STEERING.sub("", text))).split())


def markdown(text: str) -> str:
    """Literal text in a Markdown paragraph, heading or table cell: no markup, no HTML, no new column."""
    plain = clean(text)
    for pattern, replacement in _MARKS:
        plain = pattern.sub(replacement, plain)
    return plain


def xml(text: str) -> str:
    """Literal text in an XML element or a quoted attribute."""
    plain = clean(text)
    for mark, entity in _ENTITIES:
        plain = plain.replace(mark, entity)
    return plain


def annotation(text: str) -> str:
    """The message of a workflow annotation."""
    return clean(text).replace("%", "%25")


def annotation_property(text: str) -> str:
    """A property of a workflow annotation, such as its file."""
    return annotation(text).replace(":", "%3A").replace(",", "%2C")


def csv_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; a number keeps its sign."""
    plain = clean(text)
    is_formula = plain.startswith(("=", "+", "-", "@")) and not _NUMBER.fullmatch(plain)
    return f"'{plain}" if is_formula else plain
