"""NOV101: a gain that fades."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from pilotaudit.charter.roles import asked
from pilotaudit.estimates.ladder import measure
from pilotaudit.estimates.model import Estimate, Size
from pilotaudit.estimates.sums import Sample, only, roll_up
from pilotaudit.estimates.unit_log_change import unit_log_change
from pilotaudit.findings import nov101_gain_fades as subject
from pilotaudit.findings.weeks import contrast
from pilotaudit.moments import Exposure, Need, Rows
from tests.builders import ABSENT, RUNG, TIMELINE, case, charter, log, panel, primary, weeks
from tests.estimates.build import MINUTES, cells, random_cells

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


def said(*weekly, units=range(16), judged=None, **changes):
    """The findings for a pilot with these weekly effects. judged: what is changed in the measurement."""
    rules, data = charter(), pilot(*weekly)
    whole = panel(metrics={KEY: only(data, np.isin(data.unit, units))}, units=tuple("u" * 16), **changes)
    return found(case(rules, replace(measure(rules, whole, asked(rules))[0], **judged or {}), panel=whole))


def test_a_gain_in_the_first_weeks_only_is_gone():
    """-20 % in weeks 1 to 3, nothing after."""
    (one,) = said(*[-0.2] * 3, *[0.0] * 5)
    assert (one.severity, one.effect, one.message.startswith("Average handling time: the first weeks showed -")) == (
        "block", "no-go", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("judged", "season"), [({"control": Size(0, 0)}, True), ({"rung": replace(RUNG, strongest="HOLD")}, False)]
)
def test_a_design_that_cannot_tell_only_warns(judged, season):
    """Without control a season looks the same; two units in a group hold no verdict."""
    (one,) = said(*[-0.2] * 3, *[0.0] * 5, judged=judged)
    assert (one.severity, one.effect, "a season looks so" in one.message) == ("warn", None, season)


def test_a_fading_gain_without_control_may_be_a_season():
    """-40 % early, -18 % late, and nobody to compare with."""
    (one,) = said(*[-0.4] * 5, *[-0.18] * 3, judged={"control": Size(0, 0)})
    assert one.message.endswith("Find out what changed: without control a season looks so.")


def test_a_group_of_one_unit_has_no_contrast():
    """One against one: a weekly series judges it, by its late half."""
    assert said(*[-0.4] * 3, *[0.0] * 5, units=(0, 8)) == []


def test_counts_per_day_are_contrasted_without_case_mix():
    """More items of one kind are more items: the mix of segments is part of the outcome."""
    data = random_cells(3)
    metric = replace(MINUTES, kind="count", needs=(Need("handling_time", Rows(), Exposure("unit-day")),))
    one, whole = replace(primary(), metric=metric), panel(metrics={metric.key: data})
    expected = unit_log_change(roll_up(Sample(data, (3, 4), (5, 6, 7), adjust=False)))
    assert -expected.center == pytest.approx(contrast(one, whole, (3, 4), (5, 6, 7)).center, abs=1e-12)


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


@pytest.mark.parametrize(("late", "warned"), [(-0.11, 0), (-0.1, 1)])
def test_half_of_the_gain_must_be_lost(late, warned, monkeypatch):
    """From -20 %, which is 0.223 on the log scale, to 0.117 and 0.105."""
    monkeypatch.setattr(subject, "contrast", lambda *_: Estimate("log", -0.1, 0.02, 20.0, "made up"))
    assert len(found(case(charter(), primary(weekly=weeks(*[-0.2] * 5, *[late] * 3)), panel=panel()))) == warned


@pytest.mark.parametrize(("se", "warned"), [(0.056, 1), (0.06, 0)])
def test_the_loss_must_be_beyond_chance_one_sided_95_percent(se, warned, monkeypatch):
    """A loss of 0.1 is 1.79 and 1.67 errors; with 20 df the bound lies at 1.72."""
    monkeypatch.setattr(subject, "contrast", lambda *_: Estimate("log", -0.1, se, 20.0, "made up"))
    assert len(found(case(charter(), primary(weekly=weeks(*[-0.2] * 5, *[-0.09] * 3)), panel=panel()))) == warned
