"""NOV101: a gain that fades."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from pilotaudit.charter.roles import asked
from pilotaudit.estimates.ladder import measure
from pilotaudit.findings import nov101_gain_fades as subject
from tests.builders import ABSENT, TIMELINE, case, charter, log, panel, primary, weeks
from tests.estimates.build import cells

KEY = "average_handling_time"


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


def pilot(*weekly):
    """A noisy pilot of 8 and 8 units whose treated weeks stand at these relative changes, through the ladder."""
    rng, rows = np.random.default_rng(7), []
    for unit in range(16):
        treated, level = unit < 8, rng.lognormal(2.5, 0.2)
        for week in range(-4, 8):
            effect = weekly[week] if treated and week >= 0 else 0.0
            rows.append((unit, int(treated), 0, week, 50, 50 * level * (1 + effect) * rng.lognormal(0, 0.05)))
    return cells(rows)


def said(*weekly, **changes):
    """The findings for a pilot with these weekly effects."""
    rules, data = charter(), pilot(*weekly)
    whole = panel(metrics={KEY: data}, segments=("",), units=tuple("u" * 16), **changes)
    return found(case(rules, measure(rules, whole, asked(rules))[0], panel=whole))


def test_a_gain_in_the_first_weeks_only_is_gone():
    """-20 % in weeks 1 to 3, nothing after."""
    (one,) = said(*[-0.2] * 3, *[0.0] * 5)
    assert (one.severity, one.effect, one.message.startswith("Average handling time: the first weeks showed -")) == (
        "block", "no-go", True,
    )  # fmt: skip


def test_a_gain_that_halves_within_the_settled_weeks_fades():
    """-40 % early, -18 % late: still beyond the target."""
    (one,) = said(*[-0.4] * 5, *[-0.18] * 3)
    assert (one.severity, one.effect) == ("warn", None)


@pytest.mark.parametrize("effect", [0.0, -0.03, -0.15])
def test_a_steady_effect_does_not_fade(effect):
    """None, too small, or large enough: week after week the same."""
    assert said(*[effect] * 8) == []


def test_a_growing_effect_does_not_fade():
    """A learning curve."""
    assert said(*[0.0] * 3, *[-0.05] * 2, *[-0.2] * 3) == []


def test_an_interim_look_does_not_call_it_gone():
    """The late half is not there yet."""
    early = replace(TIMELINE, as_of=date(2026, 3, 15))
    assert said(*[-0.2] * 3, *[0.0] * 5, timeline=early) == []


def test_a_refusal_is_quiet():
    """No weeks, no contrast."""
    assert found(case(charter(), primary(late_size=ABSENT))) == []


def test_a_metric_without_cells_has_no_contrast():
    """Weeks are shown, rows are not there."""
    late = log(-0.01)
    one = primary(weekly=weeks(*[-0.2] * 3, *[-0.01] * 5), late_size=late, late_test=late)
    assert found(case(charter(), one)) == []
