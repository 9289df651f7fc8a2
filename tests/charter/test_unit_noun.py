"""The charter's word for one unit."""

import pytest

from pilotaudit.charter.base import Assumed
from pilotaudit.charter.unit_noun import counted, several, unit_noun
from tests.builders import charter


@pytest.mark.parametrize(
    ("said", "expected"),
    [("agent", "agent"), ("Site", "site"), ("row", "unit"), ("Assigned to", "unit"), ("resolved_by", "unit")],
)
def test_the_charter_says_it(said, expected):
    """Where it is a word."""
    assert unit_noun(charter(groups={"unit": said})) == expected


@pytest.mark.parametrize(("header", "expected"), [("Agent", "agent"), ("resolved_by", "unit")])
def test_else_the_column_that_was_taken(header, expected):
    """Where its name is one for people."""
    assert unit_noun(charter(), [Assumed("data.items.columns.unit", header, "the first known name")]) == expected


@pytest.mark.parametrize(
    ("noun", "expected"),
    [("agent", "agents"), ("class", "classes"), ("facility", "facilities"), ("day", "days"), ("branch", "branches")],
)
def test_several_have_their_ending(noun, expected):
    """As in English."""
    assert several(noun) == expected


def test_they_are_counted():
    """With or without more."""
    assert (counted(1, "class"), counted(4, "class", more=True)) == ("1 class", "4 more classes")
