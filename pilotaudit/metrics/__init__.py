"""Metrics: one kind per file, and the catalogue of named ones.

`resolve` turns a name that a charter uses into a `Metric`: the charter's own block first, then the catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Final

from pydantic import Field

from pilotaudit.metrics import count, mean, proportion, quantile, ratio
from pilotaudit.metrics.base import KindName, Metric
from pilotaudit.metrics.facts import facts
from pilotaudit.metrics.named import aliases, catalogue
from pilotaudit.metrics.reads import in_unit
from pilotaudit.moments import Need

__all__ = ["KINDS", "Kind", "Metric", "MetricBlock", "UnknownMetric", "catalogue", "describe", "resolve"]

MetricBlock = Annotated[
    mean.Mean | proportion.Proportion | ratio.Ratio | count.Count | quantile.Quantile, Field(discriminator="kind")
]
"""A metric as a charter defines it under `metrics:`."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What the kinds differ in.

    block: what people write; test: the test that fits it, in words; value: the level from the sums, None where sums
    are not enough (a quantile needs the values: `quantile.value`).
    """

    block: type[mean.Mean | proportion.Proportion | ratio.Ratio | count.Count | quantile.Quantile] | None
    test: str
    value: Callable[[float, float], float] | None


KINDS: Final[Mapping[KindName, Kind]] = {
    "mean": Kind(mean.Mean, mean.TEST, mean.value),
    "proportion": Kind(proportion.Proportion, proportion.TEST, proportion.value),
    "ratio": Kind(ratio.Ratio, ratio.TEST, ratio.value),
    "count": Kind(count.Count, count.TEST, count.value),
    "quantile": Kind(quantile.Quantile, quantile.TEST, None),
    "computed": Kind(None, "none: computed from the pilot's own figures and held against its limit", None),
}


class UnknownMetric(KeyError):
    """A name is neither one of the charter's own metrics nor in the catalogue; `nearest` holds similar ones."""

    def __init__(self, key: str, nearest: tuple[str, ...]) -> None:
        self.key = key
        self.nearest = nearest
        super().__init__(key)


def resolve(key: str, own: Mapping[str, MetricBlock], currency: str = "") -> Metric:
    """The metric of a name: the charter's own block, completed from the catalogue where it changes one of it.

    currency: the charter's, for metrics in money that name none. Raises UnknownMetric with the nearest names.
    """
    metric = catalogue().get(aliases().get(key, key))
    if key in own:
        metric = _from_block(key, own[key], metric)
    if metric is None:
        raise UnknownMetric(key, _nearest(key, own))
    return replace(metric, unit=currency) if metric.money and not metric.unit else metric


def describe(metric: Metric) -> tuple[tuple[str, str], ...]:
    """Everything that is known about a metric, as (label, text) pairs for a renderer; nothing empty."""
    return facts(metric, KINDS[metric.kind].test)


def _from_block(key: str, block: MetricBlock, listed: Metric | None) -> Metric:
    """A charter's metric; what its block leaves out comes from the catalogue's metric of that name."""
    base = _base(key, block, listed)
    unit = getattr(block, "unit", "") or base.unit
    return replace(
        base,
        label=block.label or base.label,
        kind=block.kind,
        unit=unit,
        needs=_needs(key, block, base, unit),
        quantile=block.q if isinstance(block, quantile.Quantile) else None,
        evidence=block.evidence or base.evidence,
        quality=base.quality if block.quality is None else block.quality,
    )


def _base(key: str, block: MetricBlock, listed: Metric | None) -> Metric:
    """What a block starts from; a metric of another direction, or a share instead of a level, is another metric.

    Activity stays activity, however it is measured.
    """
    is_share = isinstance(block, proportion.Proportion)
    if listed and (listed.activity or (listed.better == block.better and (listed.kind == "proportion") == is_share)):
        return listed
    return Metric(key, listed.label if listed else key.replace("_", " ").capitalize(), block.kind, block.better)


def _needs(key: str, block: MetricBlock, base: Metric, unit: str) -> tuple[Need, ...]:
    """What the block reads; the catalogue's columns when it is of the same kind and says nothing about them."""
    silent = block.kind == base.kind and base.needs and not _READS & block.model_fields_set
    needs = base.needs if silent else block.needs(key)
    return tuple(replace(need, total=in_unit(need.total, unit)) for need in needs)


_READS: Final = {"column", "span", "numerator", "denominator", "per", "exposure", "is_", "above"}


def _nearest(key: str, own: Mapping[str, MetricBlock]) -> tuple[str, ...]:
    """Names that look like this one, the charter's own first; activity is never proposed."""
    from difflib import get_close_matches

    word = "_".join(key.lower().replace("-", " ").split())
    known = [*own, *(name for name, metric in catalogue().items() if not metric.activity)]
    close = get_close_matches(word, known, n=3, cutoff=0.6)
    return tuple(dict.fromkeys(close))
