"""What checks say about a drift between the groups."""

from __future__ import annotations

import math

from pilotaudit import numbers
from pilotaudit.estimates.model import Estimate, Measured


def break_even_text(measured: Measured) -> str:
    """`2.3%`, a week: the drift that would explain the gain away; empty where no gain is shown or drift has no part."""
    drift = measured.break_even
    return "" if drift is None else drift_text(drift)


def drift_text(drift: float) -> str:
    """A weekly drift in log points as `2.3%`, without its sign; small ones with two decimals."""
    share = abs(math.expm1(drift))
    return numbers.percent(share, 1 if share >= 0.01 else 2)


def bias_text(measured: Measured) -> str:
    """`-42.4% to +13.6%`: where the drift seen before the pilot would lead by itself; empty where none can be seen."""
    bias = None if measured.trend is None else measured.trend.bias
    if bias is None or not isinstance(measured.test, Estimate):
        return ""
    low, high = (numbers.signed_percent(math.expm1(end)) for end in bias)
    return f"{low} to {high}"
