"""The keys that each block takes, read off the model."""

from __future__ import annotations

from pilotaudit.charter.keys import known_keys


def test_the_top_level_begins_as_people_write_it():
    """The order is that of the model."""
    assert known_keys()[""][:4] == ("pilot", "problem", "workflow", "intervention")


def test_names_of_peoples_own_are_stars():
    """Metrics are named by the charter, tiers by their position."""
    assert known_keys()["guardrails.*"] == ("limit", "confidence", "evidence", "not required")
    assert known_keys()["contract.tiers.*"] == ("from", "price")


def test_the_rollback_block_takes_metrics_and_how():
    """`limits` is a name of the model only."""
    assert known_keys()["rollback"] == ("how",)
