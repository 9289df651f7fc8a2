"""Every named metric, computed by hand from five rows of one week."""

from __future__ import annotations

import pytest

from pilotaudit.metrics import catalogue
from tests.metrics.frames import level

TWO_IN_FIVE = ["true", "false", "true", "false", "false"]
ONE_IN_FIVE = ["no", "yes", "no", "no", "no"]
UNITS = ["a", "a", "b", "b", "b"]
OPENED = ["2026-01-05 08:00"] * 5
CLOSED = ["2026-01-05 09:00", "2026-01-05 10:00", "2026-01-05 11:00", "2026-01-05 12:00", "2026-01-05 13:00"]

SUPPORT = [
    ("ticket_deflection_rate", {"deflected": TWO_IN_FIVE}, 0.4),
    ("average_handling_time", {"handle_minutes": [10, 20, 30, 40, 25]}, 25.0),
    ("average_handling_time", {"handle_seconds": [600, 1200, 1800, 2400, None]}, 25.0),
    ("escalation_rate", {"escalated": ONE_IN_FIVE}, 0.2),
    ("escalation_rate", {"escalation_count": [0, 2, 1, 0, 0]}, 0.4),
    ("backlog_age", {"age_hours": [24, 48, 24, 48, 36]}, 1.5),
    ("first_contact_resolution", {"fcr": TWO_IN_FIVE}, 0.4),
    ("reopen_rate", {"reopened": [*ONE_IN_FIVE[:4], None]}, 0.25),
    ("reopen_rate", {"reopen_count": [0, 0, 3, 1, 1]}, 0.6),
    ("ticket_volume", {"unit": UNITS}, 5 / 7),
    ("resolution_time", {"opened": OPENED, "time": CLOSED}, 3.0),
    ("resolution_time", {"full_resolution_time_in_minutes": [60, 120, 180, 240, 300]}, 3.0),
    ("customer_satisfaction", {"csat": [5, 4, None, None, 3]}, 4.0),
    ("time_to_recover", {"started_at": OPENED, "restored_at": CLOSED}, 3.0),
    ("hours_per_incident", {"support_minutes": [30, 30, 60, 90, 90]}, 1.0),
    ("resolution_accuracy", {"accurate": [1, 1, 1, 0, 1]}, 0.8),
]
DELIVERY = [
    ("cycle_time", {"cycle_days": [1, 1, 2, 2, 4]}, 48.0),
    ("cycle_time", {"opened": OPENED, "time": CLOSED}, 3.0),
    ("deployment_lead_time", {"committed_at": OPENED, "deployed_at": CLOSED}, 3.0),
    ("deployment_frequency", {"unit": UNITS}, 2.5),
    ("deployment_frequency", {"unit": UNITS, "deployments": [1, 2, 0, 1, 2]}, 3.0),
    ("change_failure_rate", {"change_failed": ONE_IN_FIVE}, 0.2),
    ("change_failure_rate", {"change_success": ["true", "false", "no", "yes", "yes"]}, 0.4),
    ("rollback_rate", {"rolled_back": ONE_IN_FIVE}, 0.2),
    ("release_prep_time", {"prep_minutes": [90, 80, 100, 95, 85]}, 90.0),
    ("release_prep_time", {"prep_hours": [1, 2, 1, 2, 1.5]}, 90.0),
    ("manual_approvals", {"approvals": [3, 2, 2, 2, 1]}, 2.0),
    ("manual_steps", {"manual_steps": [40, 42, 38, 41, 39]}, 40.0),
    ("approval_time", {"submitted_at": OPENED, "approved_at": CLOSED}, 3.0),
    ("approval_round_trips", {"approval_round_trips": [1, 2, 1, 1, 2]}, 1.4),
    ("defect_rate", {"defects": [0, 1, 0, 0, 4]}, 0.4),
    ("deployment_duration", {"deploy_seconds": [60, 120, 180, 240, 300]}, 3.0),
    ("incident_rate", {"unit": UNITS, "incidents": [1, 0, 0, 2, 0]}, 1.5),
    ("incident_rate", {"unit": UNITS, "caused_incident": ONE_IN_FIVE}, 0.5),
]
COST = [
    ("cost_per_deployment", {"cost": [10, 20, 30, 40, 50], "deployments": [1, 2, 3, 4, 5]}, 10.0),
    ("cost_per_ticket", {"cost": [10, 20, None, 40, 50], "tickets": [10, 10, 10, 10, 10]}, 3.0),
    ("compute_per_workflow", {"compute_hours": [1, 2, 3, 4, 5], "runs": [2, 4, 6, 8, 10]}, 0.5),
    ("utilisation", {"utilization": [40, 50, 60, 50, 50]}, 50.0),
    ("cost_per_workflow", {"cost": [1, 2, 3, 4, 5], "workflow_runs": [1, 1, 1, 1, 1]}, 3.0),
    ("monthly_cloud_cost", {"monthly_cost": [100, 200, 300, 400, 500]}, 300.0),
    ("realised_savings", {"realised": [10, -5, 5, 0, 15]}, 5.0),
    ("realisation_ratio", {"realised": [4, 6, 5, 3, 2], "estimated": [8, 12, 10, 6, 4]}, 0.5),
    ("service_incidents", {"unit": UNITS, "service_incidents": [0, 0, 7, 0, 0]}, 0.5),
    ("spend_volatility", {"spend_cv": [0.1, 0.2, 0.3, 0.2, 0.2]}, 0.2),
    ("retries", {"retry_count": [0, 1, 0, 4, 0]}, 1.0),
]
ADOPTION = [
    ("acceptance_rate", {"accepted": TWO_IN_FIVE}, 0.4),
    ("completion_rate", {"completed": TWO_IN_FIVE}, 0.4),
    ("override_rate", {"action": ["accepted", "overridden", "Overridden", "accepted", "abandoned"]}, 0.4),
    ("abandonment_rate", {"action": ["accepted", "overridden", "Overridden", "accepted", "abandoned"]}, 0.2),
    ("employee_sentiment", {"sentiment": [3, 4, 5, 2, 1]}, 3.0),
]
GENERAL = [
    ("compliance_rate", {"compliant": [1, 1, 1, 1, 0]}, 0.8),
    ("error_rate", {"error": ONE_IN_FIVE}, 0.2),
    ("error_rate", {"errors": [0, 0, 0, 5, 0]}, 0.2),
    ("rework_rate", {"reworked": TWO_IN_FIVE}, 0.4),
    ("audit_findings", {"unit": UNITS, "audit_findings": [0, 1, 0, 0, 2]}, 1.5),
    ("hours_saved", {"minutes_saved": [60, 0, 120, 60, 60]}, 1.0),
    ("manual_hours", {"unit": UNITS, "review_hours": [1, 2, 3, 4, 5]}, 7.5),
    ("time_per_task", {"task_hours": [0.5, 0.5, 0.5, 0.5, 0.5]}, 30.0),
    ("resolved_per_day", {"unit": UNITS}, 5 / 14),
    ("time_to_output", {"hours_to_draft": [24, 48, 72, 24, 72]}, 2.0),
    ("retention_rate", {"retained": [1, 1, 0, 1, 1]}, 0.8),
    ("revenue", {"revenue": [100, 0, 50, 25, 75]}, 50.0),
    ("conversion_rate", {"won": ONE_IN_FIVE}, 0.2),
    ("pipeline_velocity", {"sales_velocity": [10, 20, 30, 40, 0]}, 20.0),
    ("time_to_shortlist", {"shortlist_hours": [24, 48, 72, 24, 72]}, 2.0),
    ("hire_rate", {"hired": ONE_IN_FIVE}, 0.2),
    ("recruiter_hours_per_role", {"recruiter_minutes": [60, 120, 60, 180, 180]}, 2.0),
    ("resolution_rate", {"resolution": ["resolved", "escalated", "resolved", "resolved", "resolved"]}, 0.8),
    ("cost_per_action", {"amount": [15, 30, 15, 30, 60], "actions": [10, 20, 10, 20, 40]}, 1.5),
]
ALL = [*SUPPORT, *DELIVERY, *COST, *ADOPTION, *GENERAL]


@pytest.mark.parametrize(("key", "frame", "expected"), ALL)
def test_five_rows_give_the_value(key, frame, expected):
    """What the catalogue reads from five rows is what one would compute by hand."""
    assert level(catalogue()[key], frame) == pytest.approx(expected, rel=1e-12)


def test_every_metric_that_is_read_has_its_five_rows():
    """No named metric is left without a value computed by hand."""
    read = {key for key, metric in catalogue().items() if metric.kind != "computed" and not metric.activity}
    assert read == {row[0] for row in ALL}
