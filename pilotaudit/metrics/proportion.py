"""Share of rows: errors, escalations, reopened tickets, first-contact resolutions."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from pilotaudit.leaves import Number, Text, Texts
from pilotaudit.metrics.base import MetricFields, one_of, rate
from pilotaudit.moments import Flag, Need

TEST = "unit log change: log change of each unit's share, pilot against control, HC2 errors and Bell-McCaffrey df"

value = rate


class Proportion(MetricFields):
    """Share of rows whose column says yes, holds one of `is`, or is a number above `above`.

    column: the metric's own name unless said.
    """

    kind: Literal["proportion"]
    column: Text | None = Field(default=None, description="the column that is looked at")
    is_: Texts = Field(default=(), alias="is", description="the values that count; others do not, blanks are missing")
    above: Number | None = Field(default=None, description="numbers above this count")

    @model_validator(mode="after")
    def _fits(self) -> Proportion:
        one_of((("is", self.is_), ("above", self.above)), "what counts")
        return self

    def needs(self, key: str) -> tuple[Need, ...]:
        """Rows that count over the rows that say whether they do."""
        return (Need(key, Flag(self.column or key, self.is_, self.above)),)
