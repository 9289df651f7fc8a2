"""Charters judged alone."""

import json
from xml.etree import ElementTree

from pilotaudit.assessment.outcome import Checked, Trait, traits_of
from pilotaudit.findings.base import Finding
from pilotaudit.outputs.checked import CHECK_OUTPUTS, as_json, as_junit, as_markdown, as_text, without
from tests.outputs.fixtures import EVIL, unusable

NO_PLAN = Finding("GOV102", "warn", "no scale plan: say what happens next in `scale`", "a.yaml", 1, 1)
LATE = Finding("WIN101", "block", "approved after the start", "a.yaml", 7, 1, effect="hold")
READY = Checked("a.yaml", "A", (NO_PLAN,), traits_of((NO_PLAN,)))
BLOCKED = Checked("b.yaml", "B", (LATE, NO_PLAN))


def test_a_charter_has_four_marks_and_a_finding_takes_one():
    """The code says which page to read."""
    marks = [(trait.name, trait.code) for trait in READY.traits]
    assert (len(marks), marks[-1]) == (4, ("a scale plan", "GOV102"))


def test_text_ends_with_state_and_readiness():
    """One clickable line per finding before it."""
    assert as_text([READY]).splitlines() == [
        "a.yaml:1:1 GOV102 warn no scale plan: say what happens next in `scale`",
        "a.yaml: ready, 1 finding; 3 of 4 marks of readiness, missing: a scale plan (GOV102)",
    ]


def test_hiding_a_warning_hides_neither_blocks_nor_marks():
    """`--ignore` is for notes and warnings."""
    hidden = without(READY, ("GOV",))
    assert (hidden.findings, hidden.traits) == ((), READY.traits)
    assert without(BLOCKED, ("WIN", "GOV")).findings == (LATE,)
    assert without(unusable(), ("CHR",)) == unusable()


def test_json_says_which_mark_is_missing():
    """As data."""
    first, second = json.loads(as_json([READY, unusable()]))["charters"]
    assert first["readiness"][-1] == {"trait": "a scale plan", "present": False, "code": "GOV102"}
    assert (first["pilot"], second["readiness"], second["usable"]) == ("A", [], False)


def test_markdown_has_a_section_per_charter():
    """With its findings as a list."""
    text = as_markdown([BLOCKED, unusable()])
    assert "# b.yaml\n\nnot ready, 2 findings.\n\n- b.yaml" not in text
    assert "# b.yaml\n\nnot ready, 2 findings.\n\n- a.yaml:7:1 WIN101 hold approved after the start\n" in text
    assert "# charters/broken.yaml\n\ncannot be used, 3 problems.\n" in text


def test_junit_fails_blocked_and_errs_unusable_charters():
    """Ready ones pass."""
    cases = ElementTree.fromstring(as_junit([READY, BLOCKED, unusable()])).iter("testcase")
    assert [case[0].tag for case in cases] == ["system-out", "failure", "error"]


def test_hostile_names_stay_on_their_line():
    """In every format."""
    odd = Checked(EVIL, EVIL, (Finding("GOV102", "note", EVIL, EVIL),), (Trait("a mark", "GOV102"),))
    texts = {name: render([odd]) for name, render in CHECK_OUTPUTS.items()}
    assert [name for name, text in texts.items() if name != "json" and ("\x1b" in text or "\u202e" in text)] == []
    assert len(texts["text"].splitlines()) == 2
