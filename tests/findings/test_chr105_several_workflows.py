"""One charter, one workflow."""

from __future__ import annotations

import pytest

from pilotaudit.findings import chr105_several_workflows as check
from tests.findings.judging import found, kinds


@pytest.mark.parametrize(
    "workflow",
    ["Password tickets and supplier invoices", "Change approvals; incident tickets", "HR requests, IT requests"],
)
def test_two_pieces_of_work_are_a_warning(workflow):
    """One verdict would be right for neither."""
    assert kinds(found(check, {"workflow": workflow})) == [("CHR105", "warn")]


@pytest.mark.parametrize(
    "workflow",
    [
        "Level 1 password, VPN and access tickets",
        "HR service desk tickets on payslips, leave and onboarding",
        "Weekly releases of the payments and orders services, from release candidate to approval",
        "Weekly review of rightsizing, idle shutdown and schedule recommendations",
    ],
)
def test_kinds_of_one_work_are_fine(workflow):
    """They are segments."""
    assert found(check, {"workflow": workflow}) == []
