"""Which bytes are which letters: UTF-8, UTF-16 with or without a mark, Windows-1252, Latin-1; or that it is no text."""

from __future__ import annotations

import codecs
import re
from typing import Final

from pilotaudit.evidence.packed import Unreadable

NAMES: Final = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a byte order mark",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 without a byte order mark",
    "utf-16-be": "UTF-16 without a byte order mark",
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1",
}
"""Codec -> what people call it."""

MOSTLY, HARDLY, SHORTEST = 0.4, 0.02, 20
"""In UTF-16 at least this share of the bytes on one side of the pairs is NUL, and hardly any on the other; and no table
is as short as this many bytes."""

_MULTIBYTE: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH: Final = re.compile(rb"[\x80-\xff]")


def encoding_of(sample: bytes, *, complete: bool) -> str:
    """The encoding of a text by its first bytes. complete: whether they are all of it.

    Raises Unreadable (DAT003) for NUL bytes and other binary data.
    """
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in sample:
        return _without_mark(sample)
    encoding = "utf-8-sig" if sample.startswith(codecs.BOM_UTF8) else "utf-8"
    try:
        sample.decode(encoding)
    except UnicodeDecodeError as error:
        cut_off = not complete and error.start > len(sample) - 4
        return encoding if cut_off or _is_damaged_utf8(sample) else single_bytes(sample)
    return encoding


def single_bytes(sample: bytes) -> str:
    """Windows-1252 where it has a character for every byte, else latin-1. Raises Unreadable for binary data."""
    control = sum(sample.count(bytes([code])) for code in (*range(1, 9), *range(14, 32)))
    if control > len(sample) // 1000:
        raise Unreadable("DAT003", 1, "the file is binary, not text. Export it as CSV in UTF-8.")
    try:
        sample.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"


def decoded(sample: bytes, encoding: str, *, complete: bool) -> str:
    """The text of a sample; a character cut off at its end is left out. Raises Unreadable (DAT003)."""
    try:
        return sample.decode(encoding, "strict" if complete and not encoding.startswith("utf-8") else "replace")
    except UnicodeDecodeError as error:
        line = sample[: error.start].count(b"\n") + 1
        raise Unreadable("DAT003", line, f"the file is cut off or damaged ({encoding}). Export it again.") from None


def _without_mark(sample: bytes) -> str:
    half = max(SHORTEST, len(sample)) // 2
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd >= MOSTLY and even <= HARDLY:
        return "utf-16-le"
    if even >= MOSTLY and odd <= HARDLY:
        return "utf-16-be"
    line = sample[: sample.index(b"\0")].count(b"\n") + 1
    if sample.startswith(b"%PDF"):
        raise Unreadable("DAT003", 1, "the file is a PDF, whatever its name says. Export the table itself as CSV.")
    raise Unreadable(
        "DAT003", line, "the file holds NUL bytes: it is binary, or was cut by a copy. Export it as CSV in UTF-8."
    )


def _is_damaged_utf8(sample: bytes) -> bool:
    """Whether more of the letters beyond ASCII are UTF-8 than are not: then rows are broken, not the encoding."""
    letters = sum(len(found) for found in _MULTIBYTE.findall(sample))
    return letters > len(_HIGH.findall(sample)) - letters
