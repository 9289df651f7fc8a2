"""At least one quality guardrail has to be measured: a default criterion of every stage with data."""

from __future__ import annotations

from collections.abc import Sequence

from pilotaudit import numbers
from pilotaudit.gates.model import Criterion


def quality_criterion(guardrails: Sequence[Criterion]) -> Criterion:
    """Whether any of the stated or watched guardrails is a quality guardrail that was measured."""
    labels = tuple(one.label for one in guardrails if one.quality and one.state not in ("NO DATA", "WAIVED"))
    return Criterion(
        "stage.quality_guardrail",
        "quality_guardrail",
        "A quality guardrail",
        "stage",
        "at least one",
        f"{len(labels)} measured",
        "MET" if labels else "NO DATA",
        f"measured: {numbers.listed(labels)}" if labels else "no quality guardrail was measured, so quality is unknown",
        deciding=True,
        source="default",
        quality=False,
    )
