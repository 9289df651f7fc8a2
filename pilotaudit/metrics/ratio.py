"""Ratio of two sums: cost per ticket, realised over estimated savings."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pilotaudit.leaves import Text
from pilotaudit.metrics.base import MetricFields, Unit, rate
from pilotaudit.moments import Column, Need, Rows

TEST = (
    "unit log change: log change of each unit's ratio of sums, pilot against control, HC2 errors and Bell-McCaffrey df"
)

value = rate


class Ratio(MetricFields):
    """Sum of one column over the sum of another. `denominator: rows` divides by the number of rows."""

    kind: Literal["ratio"]
    numerator: Text = Field(description="the column that is summed")
    denominator: Text = Field(description="the column it is divided by, or rows")
    unit: Unit = Field(default="", description="unit of the numerator, such as EUR")

    def needs(self, key: str) -> tuple[Need, ...]:
        """Sum of the numerator over the sum of the denominator, on rows that have both."""
        size = Rows() if self.denominator.lower() == "rows" else Column(self.denominator)
        return (Need(key, Column(self.numerator, self.unit), size),)
