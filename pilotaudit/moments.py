"""What a metric needs from each row, as values that unite with `|`; and nothing else about rows.

A *measure* says how one row (or one stretch of time) becomes a number. A *need* pairs the measure that
is summed with the measure it is divided by. Evidence turns measures into expressions, the panel sums them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pilotaudit.quantities import factor

Per = Literal["unit-day", "unit-week", "day", "week"]


@dataclass(frozen=True, slots=True)
class Column:
    """The number in one column. `name` is a role, a charter name or a header; `unit` the unit wanted.

    given: the unit that plain numbers in the column stand in (`handle_seconds` holds s); empty when it is the one
    wanted. Texts such as `1:23:45` say their unit themselves.
    """

    name: str
    unit: str = ""
    given: str = ""

    @property
    def scale(self) -> Fraction:
        """What a plain number in the column is multiplied by, exact: 1/60 for seconds wanted as minutes."""
        return factor(self.given or self.unit, self.unit)


@dataclass(frozen=True, slots=True)
class Flag:
    """1 where the column holds one of `values` (any case) or a number above `above`, else 0; blank is missing.

    With neither given: true, yes, y, t, 1, 1.0 are 1 and false, no, n, f, 0, 0.0 are 0 (any case).
    """

    name: str
    values: tuple[str, ...] = ()
    above: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Time from the stamp in `start` to the stamp in `end`, in `unit`, one of time. Negative is a reject."""

    start: str
    end: str
    unit: str


@dataclass(frozen=True, slots=True)
class Rows:
    """One for every row."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """Time at risk, from the calendar and not from rows: every unit (or the arm) is exposed every day."""

    per: Per


Measure = Column | Flag | Span | Rows | Exposure


@dataclass(frozen=True, slots=True)
class Need:
    """Sum of `total` over sum of `size` for one metric.

    key: the metric; logs: also sum log(total) (all values must be positive), for effects within units; squares: also
    sum the squares of both measures and their product, where rows are units themselves; along: also sum the products
    with the covariates, for effects within units; quantile: also keep the single values, for this quantile of them.
    A row in which either measure is missing counts in neither sum.
    """

    key: str
    total: Measure
    size: Measure = Rows()
    logs: bool = False
    squares: bool = False
    along: bool = False
    quantile: float | None = None


@dataclass(frozen=True, slots=True)
class Needs:
    """Needs of several metrics; `|` unites them so that one pass over the rows serves all."""

    items: tuple[Need, ...] = ()

    def __or__(self, other: Needs) -> Needs:
        """Both, each once, in order of first mention."""
        return Needs(tuple(dict.fromkeys(self.items + other.items)))
