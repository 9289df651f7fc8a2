"""The noncentral t distribution, against scipy's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pilotaudit.estimates.noncentral import above


@pytest.mark.parametrize("df", [1.02, 1.5, 4, 18, 58, 500, 10_000])
@pytest.mark.parametrize("shift", [-3.0, 0.0, 0.7, 2.5, 9.0, 38.5])
def test_the_tail_is_scipys_noncentral_t(df, shift):
    """At thresholds on both sides, and at zero."""
    thresholds = (-1.7, 0.0, 0.5, 2.1, 40.0)
    expected = [stats.nct.sf(threshold, df, shift) for threshold in thresholds]
    assert expected == pytest.approx([above(threshold, df, shift) for threshold in thresholds], abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.floats(1.01, 1e6), st.floats(-200, 200), st.floats(-1e4, 1e4))
def test_a_tail_is_always_a_probability(df, shift, threshold):
    """Where the library function gives no number."""
    assert 0 <= above(threshold, df, shift) <= 1 + 1e-12
