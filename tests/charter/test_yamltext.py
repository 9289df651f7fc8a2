"""YAML to plain values: every scalar as it was written, every trap and bomb refused."""

from __future__ import annotations

import pytest
import yaml

from pilotaudit.charter.base import BLANK, Place
from pilotaudit.charter.yamltext import UnreadableYaml, read_yaml


def _refused(content: bytes) -> UnreadableYaml:
    with pytest.raises(UnreadableYaml) as caught:
        read_yaml(content)
    return caught.value


@pytest.mark.parametrize(
    "text", ["no", "on", "12:30", "1_000", "012", "1e3", "0x10", "2026-01-30", "true", "1.50", "=", "<<"]
)
def test_scalars_keep_the_text_that_was_written(text):
    """YAML 1.1 would read no as false and 12:30 as 750."""
    assert read_yaml(f"a: {text}".encode()).tree == {"a": text}


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_a_plain_null_is_a_blank(text):
    """Nothing was said, and the loader asks for it."""
    assert read_yaml(f"a: {text}".encode()).tree == {"a": BLANK}


@pytest.mark.parametrize("text", ["'~'", '"null"', "''"])
def test_a_quoted_null_is_a_text(text):
    """Quotes mean the word itself."""
    assert read_yaml(f"a: {text}".encode()).tree == {"a": text[1:-1]}


def test_every_item_has_its_place():
    """Keys stand where the key begins, list items where the item begins."""
    document = read_yaml(b"a:\n  b: [x, y]\nc d: 1\n")
    expected = {"": Place(1, 1), "a": Place(1, 1), "a.b": Place(2, 3), "a.b.0": Place(2, 7), "a.b.1": Place(2, 10)}
    assert {**expected, "c d": Place(3, 1)} == document.places


def test_a_byte_order_mark_is_no_part_of_the_text():
    """Windows editors write one."""
    assert read_yaml(b"\xef\xbb\xbfa: 1").tree == {"a": "1"}


def test_an_empty_text_is_an_empty_mapping():
    """Whether that is a charter is for others to say."""
    assert read_yaml(b"# nothing yet\n").tree == {}


@pytest.mark.parametrize("opening", [b"[", b"{a: ", b"- ", b"[{a: "])
def test_a_hundred_thousand_levels_are_refused(opening):
    """The depth is counted before any recursion could reach it."""
    assert "40 levels" in str(_refused(b"a: " * (opening == b"") + opening * 100_000))


def test_forty_levels_are_read():
    """The limit is far beyond any charter."""
    assert read_yaml(b"[" * 40 + b"]" * 40).tree != []


@pytest.mark.parametrize("text", [b"a: &x 1", b"a: *x", b"a: &x [1]\nb: *x", b"? &k a\n: 1"])
def test_anchors_and_aliases_are_refused(text):
    """A bomb is made of them, a charter is not."""
    assert "anchors" in str(_refused(text))


@pytest.mark.parametrize("text", [b"a: !!str 1", b"a: !!python/object:os.system x", b"a: ! x", b"!!map {a: 1}"])
def test_tags_are_refused(text):
    """A tag would change what a text means."""
    assert "tags" in str(_refused(text))


@pytest.mark.parametrize("text", [b"? [a]\n: 1", b"{[a]: 1}", b"'': x", b"~: x"])
def test_a_key_is_plain_text(text):
    """A list cannot name anything."""
    assert "a key must be plain text" in str(_refused(text))


def test_the_second_document_is_named():
    """One file, one charter."""
    assert Place(2, 1) == _refused(b"a: 1\n---\nb: 2\n").place


@pytest.mark.parametrize("content", [b"a: \xff", "a: ä".encode("latin-1"), "a: 1".encode("utf-16")])
def test_other_encodings_are_refused(content):
    """Guessing an encoding would change names."""
    assert "UTF-8" in str(_refused(content))


def test_control_characters_are_named_with_their_place():
    """They are invisible in editors."""
    error = _refused(b"a: 1\nb: x\x00y\n")
    assert ("U+0000" in str(error), error.place) == (True, Place(2, 5))


def test_a_file_beyond_a_megabyte_is_refused():
    """A charter is a page."""
    assert "larger than" in str(_refused(b"a" * 1_000_001))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (b"a: b: c", "needs quotes"),
        (b"a: >= 60%", "limits are words"),
        (b"a:\n\tb: 1", "spaces, not with tabs"),
        (b"a: 'x", "close it, or remove it"),
        (b"a: [1", "quotes and the brackets"),
    ],
)
def test_syntax_errors_say_what_to_look_at(text, hint):
    """The reader's own words are kept, and help is added."""
    assert hint in str(_refused(text))


def test_an_open_quote_is_found_where_it_opens():
    """The end of the file says nothing about it."""
    assert Place(1, 4) == _refused(b'a: "x\nb: 1\nc: 2\n').place


def test_a_syntax_error_has_its_place():
    """Line and column are counted from one."""
    assert Place(2, 5) == _refused(b"x: 1\na: b: c\n").place


def test_of_a_key_that_stands_twice_the_first_counts():
    """The second place is the flaw, with the line of the first."""
    document = read_yaml(b"a: 1\nb: 2\na: {c: 3}\n")
    [(place, flaw)] = document.flaws
    assert ({"a": "1", "b": "2"}, Place(3, 1), "CHR004") == (document.tree, place, flaw.code)
    assert "first on line 1" in flaw.message


def test_what_the_reader_itself_refuses_is_refused_here(monkeypatch):
    """Some errors of the reader have no place."""

    def refuse(*_, **__):
        raise yaml.YAMLError("no such thing")

    monkeypatch.setattr(yaml, "parse", refuse)
    error = _refused(b"a: 1")
    assert (str(error), error.place) == ("this is not YAML: no such thing", Place(1, 1))
