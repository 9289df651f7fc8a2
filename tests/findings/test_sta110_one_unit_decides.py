"""STA110: a result that one unit decides."""

from dataclasses import replace

import pytest

from pilotaudit.findings import sta110_one_unit_decides as subject
from pilotaudit.panel.model import Cells
from tests.builders import case
from tests.estimates.build import ERRORS, measured, panel, random_cells, swapped
from tests.estimates.build import cells as cells_of


def found(data, target="-10%", **changes):
    """What the check says about a metric that went through the ladder."""
    one = measured(data, target=target, **changes)
    return list(subject.check(case(None, one, panel=panel({one.metric.key: data})))), one


def heavy(share, factor, others=1.0):
    """Eight units per arm; a treated one with `share` of the arm's rows changes by a factor, the others by `others`."""
    rows = []
    for unit in range(16):
        arm = int(unit < 8)
        n = round(100 * 7 * share / (1 - share)) if unit == 0 else 100
        for week in range(-4, 8):
            change = (factor if unit == 0 else others) if arm and week >= 0 else 1.0
            rows.append((unit, arm, 0, week, n, n * (10 + unit % 3) * change * (1 + 0.004 * ((unit * 5 + week) % 7))))
    return cells_of(rows)


def test_a_gain_that_is_one_units_alone_holds_the_verdict():
    """Half of the work became quicker, and everybody else a little slower."""
    (one,), _ = found(heavy(0.5, 0.6, 1.02))
    assert (one.effect, "without one unit of the pilot group (50.0% of its rows) the effect is +2" in one.message) == (
        "hold",
        True,
    )


def test_a_gain_that_misses_its_target_without_one_unit_is_a_warning():
    """It stays a gain."""
    (one,), _ = found(heavy(0.4, 0.75, 0.93))
    assert (one.severity, one.effect, "the gain would not be shown" in one.message) == ("warn", None, True)


def test_a_gain_that_all_share_is_quiet():
    """Nobody is needed for it."""
    assert found(heavy(0.2, 0.8, 0.8))[0] == []


@pytest.mark.parametrize("others", [1.0, 0.92])
def test_a_miss_is_not_asked_about(others):
    """Whether all share it or one unit keeps the others from their target."""
    assert found(heavy(0.2, 1.0, others))[0] == []


def test_rare_events_have_no_test_of_their_own():
    """One unit has a third of the events, and lost them all."""
    rows = [(unit, int(unit < 8), 0, week, 400, 3 if not (unit < 8 and week >= 0) else 2) for unit in range(1, 16)
            for week in range(-4, 8)]  # fmt: skip
    rows += [(0, 1, 0, week, 400, 12 if week < 0 else 1) for week in range(-4, 8)]
    rows += [(16, 0, 0, week, 400, 0 if week < 0 else week % 2) for week in range(-4, 8)]
    (one,), result = found(cells_of(rows), metric=ERRORS)
    assert (result.rung.name, one.severity) == ("ratio of ratios", "warn")


def test_control_may_be_what_decides():
    """The heavy unit stands in control and got worse; leaving it out takes the gain away."""
    data = swapped(heavy(0.5, 1.6, 0.99))
    (one,), _ = found(data)
    assert ("without one unit of control" in one.message, one.effect) == (True, "hold")


def test_a_series_of_weeks_is_not_asked():
    """There is no unit to leave out."""
    data = heavy(0.5, 0.6, 1.02)
    one = measured(data)
    series = replace(one, rung=replace(one.rung, name="weekly series"))
    assert list(subject.check(case(None, series, panel=panel({one.metric.key: data})))) == []


@pytest.mark.parametrize("units", [(2, 5), (5, 2)])
def test_under_three_units_nothing_would_remain(units):
    """Two in either group."""
    assert found(random_cells(1, units=units, effect=-0.3))[0] == []


def test_nothing_measured_nothing_said():
    """No panel, or no target that can be held against it."""
    assert list(subject.check(case(panel=None))) == []
    empty = Cells(*(heavy(0.2, 1).unit[:0] for _ in range(7)))
    assert found(empty)[0] == []
