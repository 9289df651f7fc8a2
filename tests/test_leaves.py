"""Leaves: a charter's plain scalars are read from text, exactly, and refused in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from pilotaudit.leaves import Marks, Number, Text, Texts, WholeNumber, YesNo


@pytest.mark.parametrize(
    ("leaf", "text", "value"),
    [
        (WholeNumber, "24", 24),
        (Number, "0.50", Decimal("0.5")),
        (Number, "-3", Decimal(-3)),
        (YesNo, "False", False),
        (YesNo, "true", True),
        (Text, "  agent ", "agent"),
        (Texts, "EMEA L1", ("EMEA L1",)),
        (Texts, ["no", "12:30"], ("no", "12:30")),
        (Marks, ["?", ""], ("?", "")),
    ],
)
def test_text_is_read(leaf, text, value):
    """The text that was written becomes the value, and the traps of YAML change nothing."""
    assert value == TypeAdapter(leaf).validate_python(text)


@pytest.mark.parametrize(("leaf", "value"), [(WholeNumber, 24), (Number, Decimal("0.5")), (YesNo, True)])
def test_value_of_the_type_passes(leaf, value):
    """Charters can be built in code."""
    assert value == TypeAdapter(leaf).validate_python(value)


@pytest.mark.parametrize(
    ("leaf", "text", "message"),
    [
        (WholeNumber, "1_000", "not a whole number; write digits only"),
        (WholeNumber, "24.0", "not a whole number"),
        (Number, "0,5", "write it with a point"),
        (Number, "1e3", "not a number"),
        (YesNo, "no", "neither true nor false"),
        (Number, None, "it takes a text: a number, such as 0.5"),
    ],
)
def test_other_text_is_refused(leaf, text, message):
    """What cannot be read exactly is answered with an example."""
    with pytest.raises(ValidationError, match=message):
        TypeAdapter(leaf).validate_python(text)


def test_schema_lets_editors_see_numbers():
    """YAML shows 24 as a number to an editor and as text to us."""
    assert TypeAdapter(WholeNumber).json_schema()["type"] == ["string", "number"]


def test_schema_lets_one_stand_for_a_list():
    """`control: AMER L1` and `control: [AMER L1]` are both right."""
    assert TypeAdapter(Texts).json_schema()["anyOf"][1]["type"] == "array"
