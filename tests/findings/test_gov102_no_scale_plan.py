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


def test_a_whole_plan_is_no_finding():
    """One sentence each is enough."""
    plan = {"if_met": "Expand to queues C and D", "if_missed": "Archive the sandbox"}
    assert found(check, {"scale": plan}) == []


def test_what_is_not_said_is_named():
    """Only that."""
    (one,) = found(check, {"scale": {"if_met": "Expand to queues C and D"}})
    assert one.message == "the charter does not say what is retired when they are missed; add scale.if_missed"
