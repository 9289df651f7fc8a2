"""Workflow annotations."""

import re

from pilotaudit.outputs.github import render
from tests.outputs.fixtures import VERDICTS, conditional, hostile, mixed, unusable

SHAPE = re.compile(r"::(error|warning|notice) file=[^,:]+,line=[1-9]\d*,col=[1-9]\d*,title=[^,:]+::.+")


def _levels(text):
    return [line.split()[0].strip(":") for line in text.splitlines()]


def test_every_line_is_an_annotation():
    """A line break or a colon in a name would add a command."""
    results = [*(make() for make in VERDICTS.values()), hostile(), unusable()]
    assert [line for line in render(results).splitlines() if not SHAPE.fullmatch(line)] == []


def test_the_verdict_comes_first_with_what_was_missed():
    """The file's mark says enough to act on."""
    first = render([mixed()]).splitlines()[0]
    assert first.startswith(
        "::error file=charters/support-desk.yaml,line=1,col=1,title=NO-GO%3A Support desk assistant::"
    )
    assert "Escalation rate MISSED: required no worse than 1.5pp, observed +3.4pp, at most +4.6pp." in first


def test_verdicts_have_their_level():
    """A condition is a warning, a GO a notice, all else an error."""
    found = {name: _levels(render([make()]))[0] for name, make in VERDICTS.items()}
    assert found == {
        "go": "notice",
        "conditional-go": "warning",
        "no-go-mixed": "error",
        "hold": "error",
        "rollback": "error",
    }


def test_findings_point_at_their_line_gravest_first():
    """Runners show ten of each at most."""
    assert _levels(render([mixed()])) == ["error", "error", "warning", "notice", "notice"]
    assert "line=22,col=13,title=SEG101 no-go::" in render([mixed()])


def test_the_data_are_told_last():
    """One line, at the charter."""
    last = render([mixed()]).splitlines()[-1]
    assert "line=1,col=1,title=Data quality::" in last


def test_a_waived_finding_is_a_notice():
    """Accepted knowingly, and still seen."""
    assert "::notice file=charters/support-desk.yaml,line=12,col=3,title=BAS101 waived::" in render([conditional()])


def test_problems_of_an_unusable_charter_are_errors_at_their_places():
    """A whole file counts as its first line."""
    lines = render([unusable()]).splitlines()
    assert lines[0].startswith("::error file=charters/broken.yaml,line=3,col=1,title=CHR002::unknown key")
    assert lines[2].startswith("::error file=data/tickets.csv,line=1,col=1,title=DAT001::")
