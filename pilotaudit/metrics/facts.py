"""Everything the program knows about one metric, as pairs of a label and a text; a renderer prints them."""

from __future__ import annotations

from typing import Final

from pilotaudit.metrics.base import Metric
from pilotaudit.metrics.reads import text_of

_BETTER: Final = {"lower": "lower is better", "higher": "higher is better", "neutral": "neither is better"}


def facts(metric: Metric, test: str) -> tuple[tuple[str, str], ...]:
    """Label and text of each fact, most important first; facts that do not apply are left out."""
    pairs = (
        ("Label", metric.label),
        ("What it is", metric.about),
        ("Family", metric.family),
        ("Direction", _BETTER[metric.better]),
        ("Unit", unit_text(metric)),
        ("Kind", metric.kind),
        ("Test", "" if metric.activity else test),
        ("Looked for", "; ".join(text_of(need) for need in metric.needs)),
        ("Typical target", typical_text(metric)),
        ("Watched beside it", ", ".join(metric.guardrails)),
        ("Margin when watched", "" if metric.activity else margin_text(metric)),
        ("Quality guardrail", "yes" if metric.quality else ""),
        ("Evidence", "" if metric.activity else metric.evidence),
        ("In production", metric.signal),
        ("As a criterion", "refused; it counts activity and not an outcome" if metric.activity else ""),
        ("Measure instead", ", ".join(metric.instead)),
    )
    return tuple((label, text) for label, text in pairs if text)


def unit_text(metric: Metric) -> str:
    """The unit in words: `share, shown in %`, `the charter's currency`, `min`."""
    if metric.kind == "proportion":
        return "share, shown in %"
    return metric.unit or ("the charter's currency" if metric.money else "none")


def typical_text(metric: Metric) -> str:
    """The usual target: `5% to 15% lower`, or in words; empty when none is known."""
    if metric.typical is None:
        return metric.usual
    low, high = (f"{amount:f}{metric.typical_unit}" for amount in metric.typical)
    return f"{low} to {high} {metric.better}"


def margin_text(metric: Metric) -> str:
    """The default margin when the metric is watched and the charter states none."""
    return "" if metric.kind == "computed" else metric.margin or "no worse than 5% of its baseline"
