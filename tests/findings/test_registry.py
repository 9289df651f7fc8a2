"""Every check is listed, has its code and its page; findings come in order, waivers are written on them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

import pilotaudit
from pilotaudit.findings.base import Severity
from pilotaudit.findings.registry import CHECKS, CODES, PAGES, page, run
from tests.findings.judging import case_of

HEADINGS = ("## What it does", "## Why it matters", "## Example", "## What to do", "## Limits", "## Source")
PACKAGE = Path(pilotaudit.__file__).parent


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.CODE)
def test_every_check_has_a_code_a_severity_and_a_file_named_after_it(check):
    """The file is found by the code."""
    name = check.__name__.rpartition(".")[2]
    assert name.startswith(f"{check.CODE.lower()}_")
    assert check.SEVERITY in get_args(Severity)


def test_no_code_is_used_twice():
    """Neither by two checks nor by a check and a page."""
    codes = [*PAGES, *(check.CODE for check in CHECKS)]
    assert sorted(codes) == sorted(set(codes)) == list(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_page_says_a_sentence_and_fills_every_heading(code):
    """It is all that a reader of the code gets."""
    first, *_ = page(code).split("\n")
    texts = re.split(r"^## .+$", page(code), flags=re.MULTILINE)[1:]
    assert (first[:1].isupper(), first.endswith(".")) == (True, True)
    assert re.findall(r"^## .+$", page(code), flags=re.MULTILINE) == list(HEADINGS)
    assert all(text.strip() for text in texts)


def test_every_code_that_the_package_writes_has_a_page():
    """A code without a page explains nothing."""
    texts = (path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    written = {code for text in texts for code in re.findall(r'"([A-Z]{3}[0-9]{3})"', text)}
    assert written - set(CODES) == set()


def test_a_code_that_does_not_exist_has_no_page():
    """The command line turns it into a sentence."""
    with pytest.raises(KeyError):
        page("ABC123")


def test_findings_come_in_the_order_of_the_charter():
    """People read them beside it."""
    lines = [finding.line for finding in run(case_of({"approved": "2026-03-01", "problem": "Improve efficiency"}))]
    assert lines == sorted(lines)


def _waived(code, **waiver):
    waivers = [{"code": code, "reason": "Accepted by the board", "by": "COO", "until": "2026-06-30", **waiver}]
    findings = run(case_of({"approved": "2026-03-01", "waivers": waivers}))
    return {finding.code: finding.waived for finding in findings}


def test_a_waiver_is_written_on_the_finding_that_it_covers():
    """The finding stays."""
    waived = _waived("WIN101")
    assert waived["WIN101"] == "Accepted by the board"
    assert set(waived.values()) == {"", "Accepted by the board"}


def test_a_waiver_ends_with_its_last_day():
    """The judgement date is 5 April."""
    assert (_waived("WIN101", until="2026-04-05")["WIN101"], _waived("WIN101", until="2026-04-04")["WIN101"]) == (
        "Accepted by the board",
        "",
    )


def test_a_warning_needs_no_waiver():
    """Only what blocks can be waived."""
    assert _waived("GOV101")["GOV101"] == ""


def test_a_waiver_of_nothing_is_a_warning():
    """Somebody signed for a risk that does not exist."""
    assert ("CHR111" in _waived("BAS999"), "CHR111" in _waived("WIN101")) == (True, False)


def test_the_charter_alone_is_judged_without_data():
    """No check may need a panel to say that it has none."""
    assert {finding.code for finding in run(case_of(as_of=date(2026, 1, 31)))} >= {"GOV101", "ROL101"}
