"""What was reviewed, and what the tool may read."""

from __future__ import annotations

import pytest

from pilotaudit.findings import gov101_no_governance as check
from tests.findings.judging import found

BOTH = {"security_review": "2026-01-20", "data_boundary": "Knowledge base only"}


@pytest.mark.parametrize("absent", ["security_review", "data_boundary"])
def test_each_absent_item_is_named(absent):
    """And the one on file is not."""
    [finding] = found(check, {"governance": {key: value for key, value in BOTH.items() if key != absent}})
    assert (finding.code, finding.severity) == ("GOV101", "warn")
    assert [name for name in BOTH if name in finding.message] == [absent]


def test_without_a_block_both_are_named():
    """In one finding."""
    [finding] = found(check)
    assert "governance.security_review and governance.data_boundary" in finding.message


def test_both_on_file_is_no_finding():
    """Whether they are true is not asked."""
    assert found(check, {"governance": BOTH}) == []
