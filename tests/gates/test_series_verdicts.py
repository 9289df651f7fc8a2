"""From sums to a verdict where groups are compared by their weeks: a plain GO is out of reach, and it is said why."""

from dataclasses import replace

import numpy as np
import pytest

from pilotaudit.charter.roles import asked
from pilotaudit.estimates.ladder import measure
from pilotaudit.estimates.sums import only
from pilotaudit.findings.base import Case
from pilotaudit.findings.registry import run
from pilotaudit.gates.verdict import rule
from tests.builders import DAY, charter, use
from tests.estimates.build import BEFORE, cells, panel

KEYS = ("average_handling_time", "error_rate")
NO_CONTROL = {"no_control": "there was no comparable queue"}


def steady(units, effect=-0.3, seed=1, weeks=(*BEFORE, *range(8))):
    """Handling time and errors of large units that hardly vary; units: (treated, control)."""
    rng = np.random.default_rng(seed)
    rows = [(unit, int(unit < units[0]), 0, week) for unit in range(sum(units)) for week in weeks]
    times = [(*row, 900, 900 * 20 * np.exp(effect * (row[1] and row[3] >= 0) + rng.normal(0, 0.01))) for row in rows]
    errors = [(*row, 900, rng.binomial(900, 0.04)) for row in rows]
    return {"average_handling_time": cells(times), "error_rate": cells(errors)}


def ruling(data, rules=None, **changes):
    """Everything that is judged about these sums: the case, its findings and the ruling."""
    rules = rules or charter()
    asks, made = asked(rules), panel(data, **changes)
    case = Case(rules, "charter.yaml", {}, DAY, made, measure(rules, made, asks), use())
    findings = run(case)
    return case, findings, rule(case, asks, findings)


def nameless(data):
    """The same where no column says whose work a row is."""
    return {key: replace(one, unit=np.zeros_like(one.unit)) for key, one in data.items()}


def effects(findings, code):
    """What findings of this code do."""
    return [one.effect for one in findings if one.code == code]


@pytest.mark.parametrize("units", [(1, 5), (1, 1), (5, 1)])
def test_one_unit_in_a_group_is_a_conditional_go_at_most(units):
    """All criteria are met; the condition is that nothing else happened to that unit."""
    _, findings, found = ruling(steady(units))
    assert (found.verdict, found.confidence != "high") == ("CONDITIONAL GO", True)
    assert effects(findings, "CMP103") == ["conditional"]
    assert any("rests on one unit in a group" in one for one in found.conditions)


def test_one_queue_per_arm_without_a_unit_is_a_conditional_go_at_most():
    """Each arm counts as one unit."""
    case, _, found = ruling(nameless(steady((3, 3))), has_units=False, units=("",))
    assert (case.primary.rung.name, found.verdict) == ("weekly series", "CONDITIONAL GO")
    assert any("rests on one unit in a group" in one for one in found.conditions)


def test_no_control_is_a_conditional_go_of_low_confidence_at_most():
    """A step beside a trend, and the condition that nothing else changed."""
    case, findings, found = ruling(steady((6, 0)), charter(groups=NO_CONTROL))
    assert (case.primary.rung.name, found.verdict, found.confidence) == (
        "weekly series, no control", "CONDITIONAL GO", "low",
    )  # fmt: skip
    assert effects(findings, "CMP101") == ["conditional"]


def test_volunteers_do_not_hide_that_there_is_one_unit():
    """Both conditions are named."""
    _, _, found = ruling(steady((1, 5)), charter(groups={"assignment": "volunteers"}))
    assert found.verdict == "CONDITIONAL GO"
    assert len([one for one in found.conditions if one.startswith(("CMP102", "CMP103"))]) == 2


def test_a_waived_condition_is_a_condition_still():
    """A waiver accepts the doubt; it does not make the pilot a plain GO."""
    waivers = [{"code": "CMP103", "reason": "one queue", "by": "Head of Service Desk", "until": "2026-12-31"}]
    _, _, found = ruling(steady((1, 5)), charter(waivers=waivers))
    assert found.verdict == "CONDITIONAL GO"


@pytest.mark.parametrize(
    ("units", "weeks", "changes", "groups", "words"),
    [
        ((1, 4), (-2, -1, *range(8)), {}, {}, "3 + 6 weeks for a weekly series (2 + 8 weeks hold data)"),
        ((1, 0), (-3, -2, -1, *range(8)), {}, NO_CONTROL, "4 + 4 weeks for a weekly series (3 + 8 weeks hold data)"),
        ((3, 3), (-2, -1, *range(8)), {"has_units": False, "units": ("",)}, {}, "name the column that says whose"),
    ],
)
def test_too_few_weeks_are_held_and_the_way_out_is_said(units, weeks, changes, groups, words):
    """More weeks, or a unit."""
    data = steady(units, weeks=weeks)
    _, _, found = ruling(nameless(data) if changes else data, charter(groups=groups), **changes)
    assert found.verdict == "HOLD"
    assert any(words in one.reason for one in found.criteria)


def test_a_control_that_vanished_is_held():
    """Half-way through the pilot the queue was closed."""
    data = {key: only(one, (one.arm == 1) | (one.week < 2)) for key, one in steady((4, 4)).items()}
    _, _, found = ruling(data)
    assert found.verdict == "HOLD"
    assert any("the control group has no data in the judged weeks" in one.reason for one in found.criteria)


def test_no_effect_is_no_go():
    """A series can rule the target out."""
    _, _, found = ruling(steady((1, 5), effect=0.4))
    assert found.verdict == "NO-GO"
