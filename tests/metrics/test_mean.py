"""Mean: a column, or the time between two stamps."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from pilotaudit.metrics import resolve
from pilotaudit.moments import Column, Need, Span
from tests.metrics.blocks import block
from tests.metrics.frames import level

numbers = st.lists(st.floats(0.1, 1e6), min_size=5, max_size=5)


def test_column_is_summed_over_rows():
    """A column with its unit."""
    mean = block("{kind: mean, column: survey_speed, better: higher}")
    assert mean.needs("felt_speed") == (Need("felt_speed", Column("survey_speed")),)


def test_span_is_the_time_between_two_stamps():
    """Two stamps and the unit of the time between them."""
    mean = block("{kind: mean, span: [received_at, drafted_at], unit: hours, better: lower}")
    assert mean.needs("draft") == (Need("draft", Span("received_at", "drafted_at", "h")),)


def test_column_is_the_metrics_name_unless_said():
    """A metric named like its column needs no column."""
    assert block("{kind: mean, better: lower}").needs("wait")[0].total == Column("wait")


@settings(max_examples=40, deadline=None)
@given(numbers, st.integers(2, 60))
def test_scaling_the_rows_scales_the_mean(values, times):
    """A mean follows its values."""
    metric = resolve("wait", {"wait": block("{kind: mean, column: wait, better: lower}")})
    scaled = [value * times for value in values]
    assert level(metric, {"wait": scaled}) == pytest.approx(times * level(metric, {"wait": values}))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{kind: mean, column: a, span: [b, c], unit: h, better: lower}", "by one of column or span, not by both"),
        ("{kind: mean, span: [b, c], better: lower}", '"" is not a unit of time'),
        ("{kind: mean, span: [b, c], unit: EUR, better: lower}", '"EUR" is not a unit of time'),
        ("{kind: mean, span: [b, c, d], unit: h, better: lower}", "at most 2 items"),
        ("{kind: mean, column: a, unit: pp, better: lower}", "a share is written `kind: proportion`"),
        ("{kind: mean, column: a}", "better\n  Field required"),
        ("{kind: mean, column: a, better: smaller}", "'lower', 'higher' or 'neutral'"),
        ("{kind: mean, colum: a, better: lower}", "Extra inputs are not permitted"),
    ],
)
def test_what_does_not_fit_is_refused(text, message):
    """Each mistake is answered with what to write."""
    with pytest.raises(ValidationError, match=message):
        block(text)
