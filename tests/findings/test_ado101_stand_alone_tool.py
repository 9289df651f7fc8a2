"""Where the tool sits."""

from __future__ import annotations

import pytest

from pilotaudit.findings import ado101_stand_alone_tool as check
from tests.findings.judging import found, kinds


@pytest.mark.parametrize(
    "inside", ["Separate chat window", "Its own portal", "A stand-alone app", "Another tab", "new tool"]
)
def test_a_place_beside_the_work_is_a_warning(inside):
    """People go where their work is."""
    [finding] = found(check, {"intervention": {"does": "Drafts a reply", "inside": inside}})
    assert (finding.code, finding.severity, inside in finding.message) == ("ADO101", "warn", True)


def test_no_place_is_a_warning():
    """The minimal charter does not say."""
    assert kinds(found(check)) == [("ADO101", "warn")]


def test_the_system_of_record_is_no_finding():
    """This is how it should be."""
    assert found(check, {"intervention": {"does": "Drafts a reply", "inside": "ServiceNow agent workspace"}}) == []
