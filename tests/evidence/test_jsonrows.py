"""JSON taken apart: lines, arrays, objects one after another; nested values; where each object begins."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotaudit.evidence import jsonrows as room
from pilotaudit.evidence.jsonrows import flat, header_of, items
from pilotaudit.evidence.packed import Unreadable
from pilotaudit.evidence.sniff import is_json

OBJECTS = [{"a": 1, "b": "x"}, {"a": 2.50, "c": None}, {"a": "ü\n"}]
TEXTS = {
    "lines": "".join(json.dumps(one) + "\n" for one in OBJECTS),
    "array": json.dumps(OBJECTS),
    "array on many lines": json.dumps(OBJECTS, indent=3),
    "one after another": "\n\n".join(json.dumps(one, indent=1) for one in OBJECTS),
    "arrays of pages": "".join(json.dumps([one]) for one in OBJECTS),
}


def _items(folder, text):
    path = folder / "a.json"
    path.write_text(text, encoding="utf-8")
    return list(items(path, "utf-8"))


@pytest.mark.parametrize("way", TEXTS)
@pytest.mark.parametrize("chunk", [1 << 20, 7])
def test_objects_are_found_however_they_are_written(tmp_path, way, chunk, monkeypatch):
    """Whatever the size of the pieces in which the file is read."""
    monkeypatch.setattr(room, "_CHUNK", chunk)
    assert [one.values for one in _items(tmp_path, TEXTS[way])] == [
        {"a": "1", "b": "x"},
        {"a": "2.5", "c": ""},
        {"a": "ü\n"},
    ]


@pytest.mark.parametrize(
    ("way", "lines"), [("lines", [1, 2, 3]), ("array", [1, 1, 1]), ("array on many lines", [2, 6, 10])]
)
def test_an_object_knows_the_line_where_it_begins(tmp_path, way, lines):
    """In the file as it lies."""
    found = _items(tmp_path, TEXTS[way])
    assert [one.line for one in found] == lines
    assert [json.loads(one.raw) for one in found] == OBJECTS


def test_nested_values_have_dotted_names():
    """Lists are joined; digits stay as they are written."""
    value = json.loads(
        '{"author": {"login": "a", "x": {"y": 1.50}}, "labels": [{"name": "p"}, {"name": "q"}], "n": [1, 2], '
        '"t": true, "none": null, "empty": {}, "odd": [[1], 2]}',
        parse_float=str,
        parse_int=str,
    )
    assert flat(value) == {
        "author.login": "a",
        "author.x.y": "1.50",
        "labels.name": "p, q",
        "n": "1, 2",
        "t": "true",
        "none": "",
        "empty": "",
        "odd": '[["1"], "2"]',
    }


def test_what_is_nested_very_deeply_stays_json():
    """Twenty levels are taken apart."""
    value = {"end": 1}
    for _ in range(30):
        value = {"x": value}
    (name,) = flat(value)
    assert name == ".".join("x" * 20)


def test_a_line_that_is_no_object_is_told(tmp_path):
    """Blank lines are nothing."""
    found = _items(tmp_path, '{"a": 1}\n\n[1]\nnonsense\n{"a": 2}\n')
    assert [(one.line, one.values) for one in found] == [(1, {"a": "1"}), (3, None), (4, None), (5, {"a": "2"})]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[{"a": 1},\n{"a": }]', 2, "the JSON is broken"),
        ('[{"a": 1},\n{"a": 2', 2, "the JSON is broken"),
        ('[{"a": 1},\n5]', 2, "values that are no objects"),
        ('[{"a":\n' + "[" * 100_000, 1, "nested too deeply"),
    ],
)
def test_a_broken_array_is_refused_at_the_object(tmp_path, text, line, said):
    """Where it begins."""
    with pytest.raises(Unreadable, match=said) as refused:
        _items(tmp_path, text)
    assert (refused.value.code, refused.value.line) == ("DAT003", line)


def test_an_object_of_endless_length_is_refused(tmp_path, monkeypatch):
    """It is not read to its end."""
    monkeypatch.setattr(room, "LONGEST", 1000)
    monkeypatch.setattr(room, "_CHUNK", 500)
    with pytest.raises(Unreadable, match="broken"):
        _items(tmp_path, '[\n{"a": "' + "x" * 5000 + '"}]')


def test_names_are_collected_in_order_of_appearance(tmp_path):
    """With the number of objects."""
    assert header_of(iter(_items(tmp_path, TEXTS["lines"]))) == (("a", "b", "c"), 3)


def test_values_used_as_names_are_refused(tmp_path, monkeypatch):
    """A dictionary of people is no table."""
    monkeypatch.setattr(room, "MOST_COLUMNS", 5)
    with pytest.raises(Unreadable, match="values are used as names"):
        header_of(iter(_items(tmp_path, json.dumps([{f"p{n}": 1} for n in range(9)]))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1}', True),
        (' [\n{"a"', True),
        ("[]", True),
        ("[{}]", True),
        ("{a},b\n", False),
        ("[x],y", False),
        ("", False),
    ],
)
def test_json_is_told_from_a_header(text, expected):
    """By a brace and a quote."""
    assert is_json(text) is expected


@given(
    st.lists(
        st.dictionaries(st.text(max_size=3), st.text(max_size=5) | st.booleans() | st.none(), max_size=4), max_size=5
    )
)
def test_lines_and_arrays_of_the_same_objects_are_alike(tmp_path_factory, objects):
    """Whatever letters they hold."""
    folder = tmp_path_factory.mktemp("json")
    lines = "".join(json.dumps(one) + "\n" for one in objects)
    first, second = (_items(folder, text) for text in (lines, json.dumps(objects, indent=1)))
    assert [one.values for one in first] == [one.values for one in second]
