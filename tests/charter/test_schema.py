"""The published JSON Schema takes what the loader takes, as editors see it."""

from __future__ import annotations

import json

import pytest
import yaml
from jsonschema import Draft202012Validator

from pilotaudit.charter.schema import schema
from tests.charter.writing import COMPLETE, MINIMAL, changed


class _AsEditorsRead(yaml.SafeLoader):
    """YAML with its own numbers and booleans, dates as texts: what JSON can hold."""


_AsEditorsRead.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _errors(text):
    tree = yaml.load(text, Loader=_AsEditorsRead)
    return [error.json_path for error in Draft202012Validator(schema()).iter_errors(tree)]


@pytest.mark.parametrize("text", [MINIMAL, COMPLETE], ids=["minimal", "complete"])
def test_both_charters_of_the_manual_are_valid(text):
    """Word for word."""
    assert _errors(text) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"guardrail": {}},
        {"owners.boss": "COO"},
        {"pilot": None},
        {"window.pilot": None},
        {"stage": "pilot"},
        {"data.items.colour": "red"},
        {"metrics.error": {"kind": "median", "better": "lower"}},
        {"rollback.error_rate": ["above 5%"]},
    ],
)
def test_what_the_loader_refuses_by_its_shape_is_invalid(changes):
    """Unknown keys, missing items, wrong choices."""
    assert _errors(changed(changes, COMPLETE)) != []


def test_a_blank_is_invalid():
    """`settle_in:` with nothing behind it is a question left open."""
    assert _errors(COMPLETE.replace("settle_in: 3 weeks", "settle_in:")) != []


def test_the_schema_is_itself_valid():
    """Editors refuse it otherwise."""
    Draft202012Validator.check_schema(schema())
    assert json.loads(json.dumps(schema())) == schema()


def test_required_items_say_what_they_are_for():
    """The editor shows it while people write."""
    owners = schema()["$defs"]["Owners"]["properties"]
    assert "answers for the process and its result" in owners["business"]["description"]
    assert owners["business"]["examples"] == ["Head of Service Desk"]


def test_every_block_is_closed():
    """A key that nobody reads is refused while it is typed."""
    blocks = [block for block in schema()["$defs"].values() if "properties" in block]
    open_ones = [block for block in blocks if block.get("additionalProperties", True) is True]
    assert open_ones == []
