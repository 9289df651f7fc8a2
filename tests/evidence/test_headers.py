"""Repeated names, and the columns of several files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotaudit.evidence.headers import keys, labelled, places, union
from pilotaudit.evidence.names import positions

HEADERS = st.lists(st.sampled_from(["a", "A ", "b", "c_1", ""]), max_size=6)


def test_repeated_names_are_numbered_from_the_left():
    """Case, spaces and underscores do not matter."""
    assert keys(["Category", "x", "category", "Cate_gory"]) == (
        ("category", 1),
        ("x", 1),
        ("category", 2),
        ("category", 3),
    )
    assert labelled(["Category", "x", "category"]) == ("Category#1", "x", "category#2")


def test_columns_of_several_files_stand_once_in_order_of_appearance():
    """As the first file writes them; repeats stay apart."""
    assert union([["a", "b"], ["B", "c", "a", "a"]]) == ("a", "b", "c", "a")
    assert places(["B", "c", "a", "a"], ["a", "b", "c", "a"]) == (2, 0, 1, 3)
    assert places(["b"], ["a", "b"]) == (None, 0)


@given(st.lists(HEADERS, min_size=1, max_size=3))
def test_every_column_of_every_file_has_one_place_in_the_whole(headers):
    """None is lost, none is there twice."""
    whole = union(headers)
    assert len(set(keys(whole))) == len(whole)
    for header in headers:
        assert sorted(place for place in places(header, whole) if place is not None) == list(range(len(header)))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("category", (0, 2)),
        ("Category#1", (0,)),
        ("category #2", (2,)),
        ("Category#3", ()),
        ("Category#0", ()),
        ("C#", (3,)),
        ("#1", (4,)),
        ("other#1", ()),
        ("x#y", ()),
    ],
)
def test_a_name_may_say_its_place(name, found):
    """A header that ends in a sharp is one; a sharp and a number alone mean a column without a name."""
    assert positions(("Category", "x", "category", "C#", ""), name) == found
