"""Many pilots on one page: what each one promised, where it stands, and what is owed by when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from pilotaudit import numbers
from pilotaudit.assessment.outcome import INTERNAL, Failed
from pilotaudit.assessment.portfolio import Decision, PilotRow, PortfolioOut
from pilotaudit.batch import Task, evaluate_task
from pilotaudit.batch import lost as lost_charter
from pilotaudit.charter.load import load_charter
from pilotaudit.errors import InputError
from pilotaudit.phrases import DateRange, Quantity

if TYPE_CHECKING:
    from pilotaudit.assessment.model import Assessment, MetricOut
    from pilotaudit.charter.model import Charter

DECISIONS: Final[Mapping[str, Decision]] = {
    "expand": "fund",
    "narrow": "narrow",
    "retire": "retire",
    "roll back": "retire",
    "extend": "decide",
    "improve and retest": "decide",
}
GAPS: Final[Mapping[str, str]] = {
    "BAS101": "no baseline",
    "CHR106": "no guardrail of its own",
    "CMP101": "no control group",
    "CMP111": "another pilot among the same groups",
    "GOV102": "no whole scale plan",
    "ROL101": "no rollback trigger",
}
INTEGRATION, GOVERNANCE = "ADO101", "GOV101"


def pilot_row(task: Task) -> PilotRow:
    """One charter as a row; what cannot be read or judged is said in it."""
    try:
        loaded = load_charter(task.path, shown=str(task.path), allow_outside=task.allow_outside)
    except InputError as error:
        return _broken(Failed(str(task.path), error.exit_code, error.problems), task.as_of)
    row = _promised(loaded.charter, task)
    result = evaluate_task(task)
    if isinstance(result, Failed):
        return _not_judged(row, result, _is_over(loaded.charter, task.as_of))
    return _judged(row, result)


def lost(task: Task) -> PilotRow:
    """Stand in for a row whose process died."""
    return _broken(lost_charter(task), task.as_of)


def portfolio(rows: Iterable[PilotRow], as_of: date, skipped: int = 0) -> PortfolioOut:
    """Rows in the order in which somebody must act, with what they cost together."""
    ordered = sorted(rows, key=lambda row: (-row.overdue_days, not row.undecided, row.decide_by or row.by, row.path))
    unmeasured = [row for row in ordered if not row.verdict or _unmeasured(row.metric) in row.gaps]
    return PortfolioOut(str(as_of), tuple(ordered), skipped, _together(ordered), _together(unmeasured))


def _broken(failed: Failed, as_of: date) -> PilotRow:
    """A charter of which not even the promise can be read."""
    row = _not_judged(PilotRow(failed.file, "decide", str(as_of)), failed, over=True)
    return replace(row, failure=failed.exit_code)


def _not_judged(row: PilotRow, failed: Failed, over: bool) -> PilotRow:
    """A charter whose data cannot be judged, which is no failure while the pilot runs: they may still be collected."""
    problem, many = str(failed.problems[0]), len(failed.problems)
    bug = INTERNAL if failed.exit_code == INTERNAL else 0
    return replace(row, problem=problem, problems=many, undecided=over, failure=bug)


def _promised(charter: Charter, task: Task) -> PilotRow:
    """What the charter alone says."""
    from pilotaudit.check import check

    key, aim = next(iter(charter.primary.items()))
    decide_by = charter.window.decide_by
    checked = check(task.path, task.as_of, allow_outside=task.allow_outside, neighbours=task.neighbours)
    codes = {finding.code for finding in checked.findings}
    return PilotRow(
        str(task.path),
        "decide",
        str(max(decide_by, task.as_of)),
        pilot=charter.pilot,
        sponsor=charter.owners.executive or "",
        stage=charter.stage,
        metric=_label(key, charter),
        baseline="" if aim.baseline is None else str(aim.baseline),
        target=str(aim.target),
        decide_by=str(decide_by),
        overdue_days=max(0, (task.as_of - decide_by).days),
        gaps=_gaps(codes),
        integration_gap="outside people's tools" if INTEGRATION in codes else "",
        governance_gap="no review or data boundary" if GOVERNANCE in codes else "",
        spend=_spend(charter),
    )


def _judged(row: PilotRow, assessment: Assessment) -> PilotRow:
    """The row with what the evidence says."""
    decision = DECISIONS[assessment.recommendation.action]
    primary = next((metric for metric in assessment.metrics if metric.role == "primary"), None)
    missing = (_unmeasured(one.label) for one in assessment.criteria if one.state == "NO DATA")
    gaps = (*row.gaps, *_gaps({finding.code for finding in assessment.findings}), *missing)
    return replace(
        row,
        decision=decision,
        by=assessment.recommendation.by,
        baseline=_baseline(primary) or row.baseline,
        verdict=assessment.verdict,
        headline=assessment.headline,
        gaps=tuple(dict.fromkeys(gaps)),
        undecided=decision == "decide" and assessment.look == "decision",
    )


def _baseline(metric: MetricOut | None) -> str:
    if metric is None or metric.baseline is None:
        return ""
    return numbers.level(metric.baseline, metric.unit, metric.kind)


def _label(key: str, charter: Charter) -> str:
    from pilotaudit.metrics import resolve

    return resolve(key, charter.metrics).label


def _unmeasured(label: str) -> str:
    return f"{label.lower()} not measured"


def _gaps(codes: set[str]) -> tuple[str, ...]:
    return tuple(text for code, text in GAPS.items() if code in codes)


def _is_over(charter: Charter, as_of: date) -> bool:
    pilot = charter.window.pilot
    return pilot.last < as_of if isinstance(pilot, DateRange) else True


def _spend(charter: Charter) -> str:
    """Everything in the charter's budget but its cap; one currency, as the loader has seen to."""
    if charter.budget is None:
        return ""
    budget = charter.budget
    parts = (budget.licence, budget.compute, budget.training, budget.support, budget.change_management)
    amounts = [part for part in parts if part is not None]
    return str(Quantity(sum((a.value for a in amounts), Decimal()), amounts[0].unit)) if amounts else ""


def _together(rows: Sequence[PilotRow]) -> tuple[str, ...]:
    """Sums of what rows cost, one per currency."""
    totals: dict[str, Decimal] = {}
    for row in rows:
        value, _, currency = row.spend.partition(" ")
        if currency:
            totals[currency] = totals.get(currency, Decimal()) + Decimal(value)
    return tuple(str(Quantity(total, currency)) for currency, total in sorted(totals.items()))
