"""Count per time at risk: tickets a day, deployments a week, incidents per workload and day."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from pilotaudit.leaves import Text
from pilotaudit.metrics.base import MetricFields, Unit, rate
from pilotaudit.moments import Column, Exposure, Measure, Need, Per, Rows

TEST = "unit log change: log change of each unit's count per time at risk, pilot against control; sparse counts pooled"

value = rate


class Count(MetricFields):
    """Rows, or the sum of a column, per unit-day, unit-week, day or week, or per an exposure column.

    A day without rows is a day at risk with a count of zero.
    """

    kind: Literal["count"]
    column: Text | None = Field(default=None, description="the column that is summed; without it, rows are counted")
    per: Per | None = Field(default=None, description="the time at risk that counts are divided by")
    exposure: Text | None = Field(default=None, description="the column with the time at risk, instead of per")
    unit: Unit = Field(default="", description="what is counted, such as tickets")

    @model_validator(mode="after")
    def _fits(self) -> Count:
        if (self.per is None) == (self.exposure is None):
            raise ValueError(
                "a count is divided by the time at risk: write per: unit-day (or unit-week, day, week), "
                "or exposure: and the name of a column, and only one of the two"
            )
        return self

    def needs(self, key: str) -> tuple[Need, ...]:
        """Rows or a column's sum over the time at risk."""
        total: Measure = Column(self.column, self.unit) if self.column else Rows()
        return (Need(key, total, Exposure(self.per) if self.per else Column(self.exposure or "")),)
