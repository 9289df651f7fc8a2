"""What a CI job shows."""

from xml.etree import ElementTree

import pytest

from pilotaudit.outputs.junit import render
from tests.outputs.fixtures import VERDICTS, conditional, go, hold, hostile, mixed, unusable


def _cases(*results):
    return list(ElementTree.fromstring(render(list(results))).iter("testcase"))


def _failed(case):
    return next((child for child in case if child.tag in ("failure", "error")), None)


def test_a_suite_per_charter_a_case_per_deciding_criterion():
    """And one for the verdict; watched criteria decide nothing."""
    names = [case.get("name") for case in _cases(go())]
    assert names == ["verdict", "primary.average_handling_time", "guardrail.error_rate", "adoption.weekly_active"]


@pytest.mark.parametrize("name", VERDICTS)
def test_the_verdict_fails_unless_it_is_a_go(name):
    """A HOLD is red too: missing evidence never passes."""
    one = VERDICTS[name]()
    failure = _failed(_cases(one)[0])
    assert (failure is None) == (one.verdict in ("GO", "CONDITIONAL GO"))


def test_missed_and_open_criteria_are_failures_with_their_state():
    """Each says what was required and observed."""
    found = {case.get("name"): _failed(case).get("type") for case in _cases(hold()) if _failed(case) is not None}
    assert found["primary.average_handling_time"] == "UNDERPOWERED"
    assert found["guardrail.error_rate"] == "NO DATA"
    missed = _failed(_cases(mixed())[3])
    assert (
        missed.get("message") == "Escalation rate MISSED: required no worse than 1.5pp, observed +3.4pp, at most +4.6pp"
    )


def test_conditions_are_in_the_output_of_what_passes():
    """They are not lost in a green job."""
    assert "eager people may differ" in _cases(conditional())[0].findtext("system-out")


def test_an_unusable_charter_is_an_error_with_all_its_problems():
    """Not a failure: nothing was judged."""
    (case,) = _cases(unusable())
    error = case.find("error")
    assert (error.get("type"), error.text.count("\n")) == ("UNUSABLE", 2)


def test_the_counts_are_right():
    """Dashboards read nothing else."""
    root = ElementTree.fromstring(render([go(), hold(), unusable()]))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("9", "4", "1")
    assert [suite.get("failures") for suite in root] == ["0", "4", "0"]


def test_hostile_names_are_attributes_and_text():
    """And the document can be read."""
    suite = ElementTree.fromstring(render([hostile()]))[0]
    assert suite.get("name").startswith("[red]x[/] a|b `c` <script>")
