"""Slopes from the engine are those of the weeks that stay in it."""

from datetime import date, timedelta

import numpy as np
import pytest

from pilotaudit.estimates.methods import two_windows
from pilotaudit.estimates.sums import Sample, roll_up
from pilotaudit.panel import cube
from tests.panel.reading import read

HEADER = "resolved_at,agent,group,request_type,handle_minutes,error,parts"
SEGMENTED = {"groups": {"assignment": "matched", "segments": "request_type"}}
KEY = "average_handling_time"


def csv(seed=20261204, agents=12):
    """Tickets of two kinds over four weeks and eight, without any week in which an agent has none."""
    rng = np.random.default_rng(seed)
    lines = [HEADER]
    for day in range(0, 84, 2):
        for agent in range(agents):
            when = date(2026, 1, 5) + timedelta(days=day)
            group, kind = ("treatment", "control")[agent % 2], ("VPN", "Access")[int(rng.integers(2))]
            lines.append(f"{when},a{agent},{group},{kind},{rng.lognormal(2, 0.5):.1f},0,2")
    return "\n".join(lines) + "\n"


def both(folder, monkeypatch, text=None, changes=None):
    """The panel week by week, and the one whose weeks were added up."""
    weekly = read(folder, text or csv(), changes or SEGMENTED)
    monkeypatch.setattr(cube, "MOST_CELLS", 3)
    return weekly, read(folder, text or csv(), changes or SEGMENTED)


def trend(panel):
    """The trend-robust interval of a panel."""
    sample = Sample(panel.metrics[KEY], (-4, -3, -2, -1), (3, 4, 5, 6, 7), slopes=panel.slopes.get(KEY))
    units = roll_up(sample)
    return two_windows().trend(sample, units, two_windows().compare(sample)[0])


def test_weeks_that_stay_in_the_engine_leave_their_slopes(tmp_path, monkeypatch):
    """The interval is the same to the last digits that logs have."""
    weekly, periods = both(tmp_path, monkeypatch)
    assert (weekly.weekly, periods.weekly, weekly.slopes) == (True, False, {})
    one, other = trend(weekly), trend(periods)
    assert (other.slope.center, other.slope.se) == pytest.approx((one.slope.center, one.slope.se), abs=1e-12)
    expected = (one.adjusted.center, one.adjusted.se)
    assert (other.adjusted.center, other.adjusted.se) == pytest.approx(expected, abs=1e-12)


def test_every_unit_has_its_slope(tmp_path, monkeypatch):
    """Twelve agents, in the order of the panel's names."""
    _, periods = both(tmp_path, monkeypatch)
    found = periods.slopes[KEY]
    assert (found.unit.tolist(), np.isfinite(found.slope).all()) == (list(range(12)), True)


def test_a_unit_with_one_week_has_no_slope(tmp_path, monkeypatch):
    """And one without rows before the pilot no entry."""
    late = "2026-01-06,late,treatment,VPN,12,0,2\n2026-03-06,late,treatment,VPN,12,0,2\n"
    _, periods = both(tmp_path, monkeypatch, csv() + late + "2026-03-06,new,control,VPN,12,0,2\n")
    found = periods.slopes[KEY]
    named = {periods.units[unit]: slope for unit, slope in zip(found.unit, found.slope, strict=True)}
    assert (np.isnan(named["late"]), "new" in named, len(named)) == (True, False, 13)


def test_a_size_of_its_own_is_divided_by(tmp_path, monkeypatch):
    """Minutes over parts, of which every ticket has two: the same slopes."""
    mine = {"kind": "ratio", "numerator": "handle_minutes", "denominator": "parts", "better": "lower"}
    changes = SEGMENTED | {"primary": {"mine": "-10%"}, "metrics": {"mine": mine}}
    _, ratio = both(tmp_path, monkeypatch, None, changes)
    _, mean = both(tmp_path, monkeypatch)
    assert ratio.slopes["mine"].slope == pytest.approx(mean.slopes[KEY].slope, abs=1e-12)


def test_days_at_risk_leave_no_slopes(tmp_path, monkeypatch):
    """A week without any event is a week, but has no log."""
    changes = {
        "primary": {"mine": "-10%"},
        "metrics": {"mine": {"kind": "count", "per": "unit-day", "better": "lower"}},
    }
    _, periods = both(tmp_path, monkeypatch, None, changes)
    assert (periods.weekly, periods.slopes) == (False, {})
