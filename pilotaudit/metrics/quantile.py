"""Quantile of a column: the median handling time, the 90th percentile of waiting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field, model_validator

from pilotaudit.leaves import Number, Text
from pilotaudit.metrics.base import MetricFields, NoValue, Unit, one_of, time_unit
from pilotaudit.moments import Column, Measure, Need, Span

TEST = (
    "unit log change of each unit's quantile, pilot against control, HC2 errors and Bell-McCaffrey df; no case-mix "
    "adjustment"
)


def value(values: Sequence[float], q: float) -> float:
    """The q-quantile with linear interpolation (Hyndman & Fan 1996, type 7). Agrees with numpy and DuckDB.

    Raises NoValue without values.
    """
    if not values:
        raise NoValue("no values: there is no quantile to tell")
    ordered, place = sorted(values), q * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


class Quantile(MetricFields):
    """A quantile of a column, or of the time between two stamps. column: the metric's own name unless said."""

    kind: Literal["quantile"]
    q: Number = Field(description="which quantile, between 0 and 1; 0.5 is the median")
    column: Text | None = Field(default=None, description="the column with the numbers")
    span: Annotated[tuple[Text, Text] | None, Field(description="time from the first stamp to the second")] = None
    unit: Unit = Field(default="", description="unit of the values, such as min")

    @model_validator(mode="after")
    def _fits(self) -> Quantile:
        if not 0 < self.q < 1:
            raise ValueError(f"q lies between 0 and 1, such as 0.5 for the median, and is {self.q}")
        one_of((("column", self.column), ("span", self.span)), "what is ordered")
        if self.span:
            time_unit(self.unit)
        return self

    def needs(self, key: str) -> tuple[Need, ...]:
        """The values themselves; their sum over the rows serves for levels."""
        measure: Measure = Span(*self.span, self.unit) if self.span else Column(self.column or key, self.unit)
        return (Need(key, measure),)
