"""NOV102: an effect that still improves."""

from dataclasses import replace

import numpy as np
import pytest

from pilotaudit.charter.roles import asked
from pilotaudit.estimates.ladder import measure
from pilotaudit.estimates.model import Estimate, Size
from pilotaudit.findings import nov102_still_improving as subject
from tests.builders import TIMELINE, case, charter, panel, primary, weeks
from tests.estimates.build import cells

KEY = "average_handling_time"


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


def said(*weekly, **judged):
    """The findings for a noisy pilot of 8 and 8 units with these weekly effects, through the ladder.

    judged: what is changed in the measurement.
    """
    rng, rows = np.random.default_rng(7), []
    for unit in range(16):
        treated, level = unit < 8, rng.lognormal(2.5, 0.2)
        for week in range(-4, 8):
            effect = weekly[week] if treated and week >= 0 else 0.0
            rows.append((unit, int(treated), 0, week, 50, 50 * level * (1 + effect) * rng.lognormal(0, 0.05)))
    rules, whole = charter(), panel(metrics={KEY: cells(rows)}, units=tuple("u" * 16))
    return found(case(rules, replace(measure(rules, whole, asked(rules))[0], **judged), panel=whole))


def test_a_rising_effect_is_noted():
    """-5 %, then -20 %, within the settled weeks."""
    (one,) = said(*[0.0] * 3, *[-0.05] * 2, *[-0.2] * 3)
    assert (one.severity, "still improving, from -" in one.message) == ("note", True)


def test_without_control_it_may_be_a_season():
    """The same weeks, and nobody to compare with."""
    (one,) = said(*[0.0] * 3, *[-0.05] * 2, *[-0.2] * 3, control=Size(0, 0))
    assert one.message.endswith("within the settled weeks. Without control a season looks so.")


@pytest.mark.parametrize("weekly", [[-0.15] * 8, [-0.2] * 3 + [0.0] * 5])
def test_a_steady_or_fading_effect_is_quiet(weekly):
    """Nothing grew."""
    assert said(*weekly) == []


def test_a_single_settled_week_has_no_halves():
    """A pilot judged on one week."""
    short = panel(timeline=replace(TIMELINE, settle=7))
    assert found(case(charter(), primary(), panel=short)) == []


@pytest.mark.parametrize(("se", "notes"), [(0.028, 1), (0.03, 0)])
def test_it_is_noted_beyond_chance_one_sided_95_percent(se, notes, monkeypatch):
    """A growth of 0.05 is 1.79 and 1.67 errors; with 20 df the bound lies at 1.72."""
    monkeypatch.setattr(subject, "contrast", lambda *_: Estimate("log", 0.05, se, 20.0, "made up"))
    one = primary(weekly=weeks(*[-0.05] * 5, *[-0.2] * 3))
    assert len(found(case(charter(), one, panel=panel()))) == notes
