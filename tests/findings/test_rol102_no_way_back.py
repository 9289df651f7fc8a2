"""How it is switched off."""

from __future__ import annotations

from pilotaudit.findings import rol102_no_way_back as check
from tests.findings.judging import found, kinds


def test_a_trigger_without_a_way_back_is_a_warning():
    """It fires at night and meets whoever is there."""
    assert kinds(found(check, {"rollback": {"error_rate": "above 5%"}})) == [("ROL102", "warn")]


def test_in_discovery_there_is_nothing_to_switch_off():
    """Nothing has been started."""
    assert found(check, {"stage": "discovery"}) == []


def test_a_way_back_is_no_finding():
    """One sentence."""
    assert found(check, {"rollback": {"error_rate": "above 5%", "how": "Switch drafts off"}}) == []
