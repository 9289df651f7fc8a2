"""Targets in percent, points, units and levels on one scale."""

import math

import pytest

from pilotaudit.estimates.targets import as_level, needed_log_ratio
from pilotaudit.phrases import parse_quantity, parse_target
from tests.estimates.build import ERRORS, MINUTES, SOLVED


@pytest.mark.parametrize(
    ("target", "metric", "baseline", "ratio"),
    [
        ("-10%", MINUTES, 18.4, 0.9),
        ("-10%", MINUTES, None, 0.9),
        ("-2 min", MINUTES, 20.0, 0.9),
        ("at most 16 min", MINUTES, 20.0, 0.8),
        ("-0.08 h", MINUTES, 24.0, 0.8),
        ("at most 960 s", MINUTES, 20.0, 0.8),
        ("+3pp", SOLVED, 0.60, 1.05),
        ("+5%", SOLVED, 0.60, 1.05),
        ("at least 63%", SOLVED, 0.60, 1.05),
        ("-1pp", ERRORS, 0.05, 0.8),
    ],
)
def test_every_kind_of_target_is_a_log_ratio(target, metric, baseline, ratio):
    """Relative ones directly, all others as required / B."""
    assert math.log(ratio) == pytest.approx(needed_log_ratio(parse_target(target), metric, baseline), abs=1e-12)


@pytest.mark.parametrize(
    ("target", "baseline"),
    [("-2 min", None), ("-2 min", 0.0), ("-20 min", 18.0), ("at most 0 min", 18.0)],
)
def test_what_has_no_log_has_no_needed_ratio(target, baseline):
    """Without a baseline above zero, or asked for nothing at all, there is no log ratio to reach."""
    assert needed_log_ratio(parse_target(target), MINUTES, baseline) is None


def test_no_target_needs_nothing():
    """Guardrails have limits instead."""
    assert needed_log_ratio(None, MINUTES, 18.0) is None


def test_percent_of_a_proportion_is_a_share():
    """60% of a proportion is 0.6; 16 min stay 16."""
    assert as_level(parse_quantity("60%"), ERRORS) == 0.6
    assert as_level(parse_quantity("16 min"), MINUTES) == 16.0


def test_a_time_in_another_unit_is_turned_into_the_metrics_own():
    """An hour and a half of a metric in minutes."""
    assert as_level(parse_quantity("1.5 h"), MINUTES) == 90.0
