"""Mean per row: handling time, time from one stamp to another, a score."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from pilotaudit.leaves import Text
from pilotaudit.metrics.base import MetricFields, Unit, one_of, rate, time_unit
from pilotaudit.moments import Column, Measure, Need, Span

TEST = "unit log change: log change of each unit's mean, pilot against control, HC2 errors and Bell-McCaffrey df"

value = rate


class Mean(MetricFields):
    """Mean of a column, or of the time between two stamps. column: the metric's own name unless said."""

    kind: Literal["mean"]
    column: Text | None = Field(default=None, description="the column with the numbers")
    span: Annotated[tuple[Text, Text] | None, Field(description="time from the first stamp to the second")] = None
    unit: Unit = Field(default="", description="unit of the values, such as min, h or EUR")

    @model_validator(mode="after")
    def _fits(self) -> Mean:
        one_of((("column", self.column), ("span", self.span)), "what is averaged")
        if self.span:
            time_unit(self.unit)
        return self

    def needs(self, key: str) -> tuple[Need, ...]:
        """Sum of the values over the rows that have one."""
        measure: Measure = Span(*self.span, self.unit) if self.span else Column(self.column or key, self.unit)
        return (Need(key, measure),)
