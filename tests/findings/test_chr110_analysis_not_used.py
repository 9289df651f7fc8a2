"""Options for randomised pilots in others."""

from __future__ import annotations

import pytest

from pilotaudit.findings import chr110_analysis_not_used as check
from tests.findings.judging import found


@pytest.mark.parametrize(
    ("analysis", "words"),
    [({"ancova": "true"}, "ancova:"), ({"covariates": "age", "ancova": "true"}, "ancova and covariates:")],
)
def test_options_that_are_set_aside_are_named(analysis, words):
    """They would look exact and be wrong."""
    [finding] = found(check, {"analysis": analysis})
    assert (finding.code, finding.severity) == ("CHR110", "note")
    assert finding.message.startswith(words)


@pytest.mark.parametrize(
    "changes",
    [{}, {"analysis": {"ancova": "false"}}, {"analysis": {"ancova": "true"}, "groups.assignment": "randomised"}],
)
def test_options_that_are_used_or_absent_are_not(changes):
    """By lot they are right."""
    assert found(check, changes) == []
