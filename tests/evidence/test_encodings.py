"""Which bytes are which letters, and which are none."""

from __future__ import annotations

import pytest

from pilotaudit.evidence.encodings import NAMES, decoded, encoding_of
from pilotaudit.evidence.packed import Unreadable

TEXT = "number,agent\n1,Jörg\n2,Renée\n" * 20


@pytest.mark.parametrize(
    ("sample", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("cp1252"), "cp1252"),
        (TEXT.encode("cp1252") + b"\x81", "latin-1"),
        (TEXT.encode() + b"\xe9\n", "utf-8"),
        (b"", "utf-8"),
    ],
)
def test_the_encoding_is_told_from_the_bytes(sample, encoding):
    """Marks first; then NUL on one side of the pairs; then what is valid, and what most letters are."""
    assert encoding_of(sample, complete=True) == encoding
    assert encoding in NAMES


def test_a_letter_cut_off_at_the_end_of_a_look_is_no_damage():
    """The rest of it is in the file."""
    sample = "aé".encode()[:-1]
    assert encoding_of(sample, complete=False) == "utf-8"
    assert encoding_of(sample, complete=True) == "cp1252"


@pytest.mark.parametrize(
    ("sample", "line"), [(b"a,b\n1,\0\n", 2), (b"\0", 1), (bytes(range(1, 32)) * 9 + b"\xff", 1), (b"a\n\0b\0\n", 2)]
)
def test_binary_data_are_no_text(sample, line):
    """With the line of the first NUL byte."""
    with pytest.raises(Unreadable) as refused:
        encoding_of(sample, complete=True)
    assert (refused.value.code, refused.value.line) == ("DAT003", line)


def test_half_a_letter_of_utf_16_is_damage():
    """At the end of the whole file; at the end of a look it is left out."""
    sample = "a\nbü".encode("utf-16")[:-1]
    with pytest.raises(Unreadable, match="cut off or damaged"):
        decoded(sample, "utf-16", complete=True)
    assert decoded(sample, "utf-16", complete=False).startswith("a\nb")
