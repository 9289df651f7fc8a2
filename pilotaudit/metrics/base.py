"""The contract of a metric kind, and the metric that the rest of the program passes around.

A kind is one file of this room. It holds a block (what people write in the charter) whose `needs(key)` says what the
rows must give, `value` (the sums become a level) and `TEST` (the test that fits it).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from pilotaudit.leaves import Text, YesNo
from pilotaudit.moments import Need
from pilotaudit.quantities import PhraseError, unit_of

Better = Literal["lower", "higher", "neutral"]
KindName = Literal["mean", "proportion", "ratio", "count", "quantile", "computed"]
Evidence = Literal["measured", "self-reported"]


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric, ready to be measured.

    key: its name in charters; label: sentence-case words; unit: of its values (empty for a proportion, which is a
    share in [0, 1] shown as percent); money: its unit is the charter's currency, where the charter has one.
    family: support, delivery, cost, adoption, quality, general, billing, activity, own.
    needs: candidate needs in order of preference: the first whose columns the file has is used (empty for a metric
    that is computed, such as weekly use). quantile: which one, in (0, 1), for that kind only.
    typical: usual improvement, (low, high), both positive, relative in percent or points; usual: the usual target in
    words where it is not a range. guardrails: metric keys watched beside it; margin: default margin when watched, as a
    phrase, or None for 5 % of baseline. quality: whether it counts as a quality guardrail.
    activity: refused as a criterion; instead: metric keys that say more.
    """

    key: str
    label: str
    kind: KindName
    better: Better
    unit: str = ""
    family: str = "own"
    needs: tuple[Need, ...] = ()
    quantile: Decimal | None = None
    typical: tuple[Decimal, Decimal] | None = None
    typical_unit: Literal["%", "pp", ""] = ""
    guardrails: tuple[str, ...] = ()
    margin: str | None = None
    quality: bool = False
    activity: bool = False
    evidence: Evidence = "measured"
    signal: str = ""
    about: str = ""
    money: bool = False
    usual: str = ""
    instead: tuple[str, ...] = ()


def spelled(unit: str) -> str:
    """A unit that phrases know in its canonical spelling; any other word (`releases`) stays as it is.

    Raises ValueError for a percentage: shares are proportions.
    """
    try:
        known = unit_of(unit)
    except PhraseError:
        return unit
    if known in ("%", "pp"):
        raise ValueError(
            'a share is written `kind: proportion`, without a unit; scores in percent have the unit "points"'
        )
    return known


def time_unit(unit: str) -> str:
    """A unit of time in its canonical spelling. Raises ValueError for anything else."""
    from pilotaudit.quantities import is_time

    if not is_time(known := spelled(unit)):
        raise ValueError(f'"{unit}" is not a unit of time; a span takes s, min, h, days or weeks')
    return known


Unit = Annotated[Text, AfterValidator(spelled)]


class MetricFields(BaseModel):
    """What every metric block may say. better: which way is an improvement."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

    better: Better = Field(description="which way is an improvement")
    label: Text | None = Field(default=None, description="its name in the scorecard")
    evidence: Evidence | None = Field(default=None, description="measured unless said; self-reported is weaker")
    quality: YesNo | None = Field(default=None, description="whether it counts as a quality guardrail")


class NoValue(ValueError):
    """A level cannot be told, because nothing is there to divide by."""


def rate(total: float, size: float) -> float:
    """A level from its sums, S/N. Raises NoValue when the size is not positive."""
    if not size > 0:
        raise NoValue("no rows and no time at risk: there is no level to tell")
    return total / size


def one_of(given: Sequence[tuple[str, object]], what: str) -> None:
    """Raise ValueError when more than one of the named items is given."""
    names = [name for name, value in given if value not in (None, ())]
    if len(names) > 1:
        raise ValueError(f"{what} is said by one of {' or '.join(names)}, not by both")
