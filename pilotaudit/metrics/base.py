"""The contract of a metric kind, and the metric that the rest of the program passes around."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pilotaudit.moments import Need

Better = Literal["lower", "higher", "neutral"]
KindName = Literal["mean", "proportion", "ratio", "count", "quantile", "computed"]
Evidence = Literal["measured", "self-reported"]


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric, ready to be measured.

    key: its name in charters; label: sentence-case words; unit: of its values (empty for a proportion, which is a
    share in [0, 1] shown as percent); family: support, delivery, cost, adoption, quality, general, activity, own.
    needs: candidate needs in order of preference: the first whose columns the file has is used (empty for a metric
    that is computed, such as weekly use). typical: usual improvement, (low, high), relative in percent or points.
    guardrails: metric keys watched beside it; margin: default margin when watched, as a phrase, or None for 5 % of baseline.
    quality: whether it counts as a quality guardrail; activity: refused as a criterion.
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
