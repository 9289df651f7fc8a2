"""What happens after a success."""

from __future__ import annotations

from pilotaudit.findings import gov102_no_scale_plan as check
from tests.findings.judging import found, kinds


def test_no_plan_is_a_warning_from_the_pilot_on():
    """The minimal charter has none."""
    assert kinds(found(check)) == [("GOV102", "warn")]


def test_in_discovery_no_plan_is_needed():
    """Nothing has been started."""
    assert found(check, {"stage": "discovery"}) == []


def test_a_plan_is_no_finding():
    """One sentence is enough."""
    assert found(check, {"scale": {"if_met": "Expand to queues C and D"}}) == []
