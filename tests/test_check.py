"""The charter alone."""

from datetime import date

import pytest

from pilotaudit.assessment.outcome import Checked
from pilotaudit.check import check
from pilotaudit.errors import CharterError
from pilotaudit.findings.base import Finding
from tests.cli.pilots import write_charter


def test_it_gives_the_charters_findings_without_any_data(tmp_path):
    """And the path as the caller names it."""
    found = check(write_charter(tmp_path), date(2026, 1, 4), shown="as/given.yaml")
    assert (found.file, found.pilot) == ("as/given.yaml", "Small pilot")
    assert {finding.code for finding in found.findings} == {"ROL101", "ROL102"}


def test_a_charter_that_cannot_be_used_is_an_error(tmp_path):
    """With every problem in it."""
    path = write_charter(tmp_path)
    path.write_text(path.read_text().replace("workflow:", "workflows:").replace("approved: 2026", "approved: 26"))
    with pytest.raises(CharterError) as caught:
        check(path, date(2026, 1, 4))
    assert {problem.code for problem in caught.value.problems} >= {"CHR002", "CHR005"}


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        (Finding("CHR106", "block", "m", "f", effect="conditional"), True),
        (Finding("CHR106", "block", "m", "f", effect="conditional", waived="accepted"), False),
        (Finding("WIN105", "note", "m", "f"), True),
        (Finding("GOV101", "warn", "m", "f"), False),
    ],
)
def test_blocks_and_overdue_decisions_stand_in_the_way(finding, expected):
    """Waived ones, warnings and notes do not."""
    assert expected == Checked("f", "p", (finding,)).blocked
