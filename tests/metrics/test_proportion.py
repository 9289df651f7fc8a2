"""Proportion: the share of rows that count."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from pilotaudit.metrics import resolve
from pilotaudit.moments import Flag
from tests.metrics.blocks import block
from tests.metrics.frames import level


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("{kind: proportion, column: reopen_count, above: 0, better: lower}", Flag("reopen_count", above=Decimal(0))),
        ("{kind: proportion, column: made_sla, is: [false], better: lower}", Flag("made_sla", ("false",))),
        ("{kind: proportion, column: made_sla, is: no, better: lower}", Flag("made_sla", ("no",))),
        ("{kind: proportion, column: error, better: lower}", Flag("error")),
        ("{kind: proportion, better: lower}", Flag("breached")),
    ],
)
def test_rows_that_count(text, flag):
    """A number above, one of some values, or plain yes and no."""
    assert block(text).needs("breached")[0].total == flag


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["true", "false"]), min_size=5, max_size=5))
def test_what_counts_and_what_does_not_make_one(cells):
    """The share of true and the share of false add up."""
    own = {
        "yes": block("{kind: proportion, column: ok, is: true, better: higher}"),
        "no": block("{kind: proportion, column: ok, is: false, better: lower}"),
    }
    assert sum(level(resolve(key, own), {"ok": cells}) for key in own) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{kind: proportion, column: a, is: yes, above: 0, better: lower}", "by one of is or above, not by both"),
        ("{kind: proportion, column: a, above: '0,5', better: lower}", "write it with a point"),
        ("{kind: proportion, column: a, unit: min, better: lower}", "Extra inputs are not permitted"),
    ],
)
def test_what_does_not_fit_is_refused(text, message):
    """Each mistake is answered with what to write."""
    with pytest.raises(ValidationError, match=message):
        block(text)
