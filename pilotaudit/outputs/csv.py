"""A table for spreadsheets: one row per criterion, with its charter and verdict in front.

A charter without criteria has one row; a charter that cannot be used has one row per problem, with the state
`UNUSABLE`. Effects are fractions as measured (-0.132 is -13.2 %), empty where there are none.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from pilotaudit.outputs.base import PLAIN, Look, Result, is_judged
from pilotaudit.outputs.escape import csv_cell

if TYPE_CHECKING:
    from pilotaudit.assessment.model import Assessment, CriterionOut, IntervalOut, MetricOut

HEADER: Final = (
    "charter",
    "pilot",
    "stage",
    "as_of",
    "verdict",
    "confidence",
    "recommendation",
    "by",
    "criterion",
    "label",
    "role",
    "required",
    "observed",
    "state",
    "deciding",
    "reason",
    "effect",
    "low",
    "high",
    "chance_of_target",
    "look",
    "level",
    "rows_read",
    "rows_used",
    "rows_rejected",
)


def render(results: Sequence[Result], look: Look = PLAIN) -> str:
    """A header and the rows, with commas and line feeds."""
    del look
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for result in results:
        writer.writerows([csv_cell(cell) for cell in row] for row in _rows(result))
    return text.getvalue()


def _rows(result: Result) -> Iterator[tuple[str, ...]]:
    if not is_judged(result):
        for problem in result.problems:
            blank = ("",) * 9
            yield (result.file, *blank, "", "", "", "UNUSABLE", "", str(problem), *("",) * 9)
        return
    front = (
        result.charter.path,
        result.charter.pilot,
        result.charter.stage,
        result.as_of,
        result.verdict,
        result.confidence,
        result.recommendation.action,
        result.recommendation.by,
    )
    for criterion in result.criteria:
        yield (*front, *_criterion(result, criterion), *_look(result), *_data(result))
    if not result.criteria:
        yield (*front, *("",) * 12, *_look(result), *_data(result))


def _data(one: Assessment) -> tuple[str, str, str]:
    """Rows read, used and rejected."""
    data = one.provenance.data
    return (str(data.rows_read), str(data.rows_used), str(data.rejected))


def _criterion(one: Assessment, criterion: CriterionOut) -> tuple[str, ...]:
    deciding = "yes" if criterion.deciding else "no"
    said = (criterion.id, criterion.label, criterion.role, criterion.required, criterion.observed, criterion.state)
    measured = next((m for m in one.metrics if (m.key, m.role) == (criterion.metric, criterion.role)), None)
    chance = "" if measured is None else _figure(measured.probability_of_target)
    return (*said, deciding, criterion.reason, *_effect(measured), chance)


def _look(one: Assessment) -> tuple[str, str]:
    """Which look this is, and the one-sided level that the primary's test must meet."""
    return (one.look, "" if one.look_detail is None else _figure(one.look_detail.level))


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def _effect(measured: MetricOut | None) -> tuple[str, str, str]:
    if measured is None or measured.effect is None or measured.effect.scale != "relative":
        return ("", "", "")
    low, middle, high = (_figure(value) for value in _fractions(measured, measured.effect))
    return (middle, low, high)


def _fractions(measured: MetricOut, effect: IntervalOut) -> tuple[float, float, float]:
    """Low, estimate and high as fractions of what was expected; of a guardrail what the gate judged."""
    harm = measured.harm if measured.role in ("guardrail", "watched") else None
    if harm is None or measured.after is None:
        return (effect.low, effect.estimate, effect.high)
    expected = 1.0 if harm.scale == "relative" else measured.after - harm.estimate
    if expected <= 0:
        return (effect.low, effect.estimate, effect.high)
    return (harm.low / expected, harm.estimate / expected, harm.high / expected)
