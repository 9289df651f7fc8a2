"""What was not measured, said out loud."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pilotaudit import numbers
from pilotaudit.charter.model import NotRequired
from pilotaudit.charter.roles import Asked
from pilotaudit.estimates.model import Measured, Refusal
from pilotaudit.findings.base import Case
from pilotaudit.gates.model import Ruling

NAMED = 4
"""So many column names that were looked for are shown; `pilotaudit metrics` lists all."""


def not_measured(case: Case, asked: Sequence[Asked], ruling: Ruling) -> tuple[str, ...]:
    """One phrase for each thing a reader might take for granted, each once, in the order of the charter."""
    parts = (*_metrics(case, asked), *_downstream(case), *_use(case), *_triggers(ruling), *_tables(case))
    return tuple(dict.fromkeys(parts))


def _metrics(case: Case, asked: Sequence[Asked]) -> Iterator[str]:
    for ask, measured in zip(asked, case.measured, strict=False):
        if ask.role != "rollback" and _is_missing(measured):
            yield f"{measured.metric.label} ({_why(case, measured)})"


def _is_missing(measured: Measured) -> bool:
    return measured.after is None and isinstance(measured.test, Refusal) and isinstance(measured.harm, Refusal)


def _why(case: Case, measured: Measured) -> str:
    looked_for = () if case.panel is None else case.panel.absent.get(measured.metric.key, ())
    if looked_for:
        others = len(looked_for) - NAMED
        more = (numbers.plural(others, "other name"),) if others > 0 else ()
        return f"no column {' or '.join((*looked_for[:NAMED], *more))}"
    return measured.test.reason if isinstance(measured.test, Refusal) else "no usable rows"


def _downstream(case: Case) -> Iterator[str]:
    yield from (f"Downstream work of {name}" for name in case.charter.downstream)
    if not case.charter.downstream:
        yield "Downstream work (the charter names nobody who may inherit it)"


def _use(case: Case) -> Iterator[str]:
    if case.adoption is not None and case.adoption.share is None:
        yield f"Weekly use ({case.adoption.missing})"
    if isinstance(case.charter.adoption, NotRequired):
        return
    for name in ("ignored", "meaningful"):
        if name in case.charter.adoption.model_fields_set:
            yield f"adoption.{name} (not computed in this version)"


def _triggers(ruling: Ruling) -> Iterator[str]:
    yield from (f"Rollback trigger {one.metric} ({one.reason})" for one in ruling.triggers if one.fired is None)


def _tables(case: Case) -> Iterator[str]:
    """What the charter speaks of and this version does not compute."""
    charter = case.charter
    if charter.training is not None or charter.data.training is not None:
        yield "Training"
    if charter.value is not None or charter.budget is not None:
        yield "Money (not computed in this version)"
    unread = ("costs", "actions", "invoices", "recommendations")
    yield from (f"{name.capitalize()} (not read in this version)" for name in unread if getattr(charter.data, name))
