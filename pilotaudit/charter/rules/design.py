"""Options that contradict one another, and shares that are not shares."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilotaudit.charter.base import Flaw, or_listed
from pilotaudit.charter.model import Adoption, Charter, Guard
from pilotaudit.phrases import Level, Quantity

_CODE = re.compile(r"[A-Z]{3}[0-9]{3}")


SHARES = (
    "groups.team_drift",
    "adoption.weekly_active",
    "adoption.ignored",
    "value.realised_share",
    "budget.alert_at",
)
"""Items that are a percentage between 0 and 100."""


def flaws(charter: Charter) -> Iterator[Flaw]:
    """CHR016 contradictions; CHR005 shares without a percent sign, waivers that name no finding."""
    yield from _groups(charter)
    yield from _shares(charter)
    yield from _people(charter)
    for position, waiver in enumerate(charter.waivers):
        if not _CODE.fullmatch(waiver.code):
            path = f"waivers.{position}.code"
            yield Flaw(
                "CHR005",
                path,
                f'{path}: "{waiver.code}" is not the code of a finding; write it as printed, such as BAS102',
            )


def _groups(charter: Charter) -> Iterator[Flaw]:
    groups = charter.groups
    if groups.no_control is not None and groups.control is not None:
        yield Flaw(
            "CHR016", "groups.no_control", "groups names a control and says that there is none; keep one of the two"
        )
    both = sorted(set(groups.treatment or ()) & set(groups.control or ()))
    if both:
        yield Flaw("CHR016", "groups.control", f"{or_listed(both)} is in treatment and in control; keep it in one")
    if groups.team_drift is not None and groups.assignment != "by team":
        yield Flaw(
            "CHR016",
            "groups.team_drift",
            "team_drift is for `assignment: by team`; remove it or change the assignment",
            ("groups.assignment",),
        )
    if groups.unit == "row" and groups.assignment == "by team":
        yield Flaw(
            "CHR016",
            "groups.unit",
            "`unit: row` says that rows are independent, `by team` that whole teams came in; name the team's column",
            ("groups.assignment",),
        )


def _at(charter: Charter, path: str) -> object:
    """The item at a dotted path, None where the charter is silent."""
    item: object = charter
    for part in path.split("."):
        item = getattr(item, part, None)
    return item


def _shares(charter: Charter) -> Iterator[Flaw]:
    """Amounts that can only be percentages between 0 and 100."""
    for path in SHARES:
        given = _at(charter, path)
        amount = given.amount if isinstance(given, Level) else given
        if isinstance(amount, Quantity) and (amount.unit != "%" or not 0 <= amount.value <= 100):
            yield Flaw("CHR005", path, f'{path}: "{given}" is not a share; write a percentage between 0% and 100%')
    for metric, guard in charter.guardrails.items():
        if isinstance(guard, Guard) and guard.confidence is not None:
            yield from _confidence(f"guardrails.{metric}.confidence", guard.confidence)


def _confidence(path: str, confidence: Quantity) -> Iterator[Flaw]:
    if confidence.unit != "%" or not 80 <= confidence.value <= 99:
        yield Flaw(
            "CHR005", path, f'{path}: "{confidence}" is not between 80% and 99%; write one of these, such as 90%'
        )


def _people(charter: Charter) -> Iterator[Flaw]:
    if isinstance(charter.adoption, Adoption) and charter.adoption.intended_users == 0:
        yield Flaw(
            "CHR005",
            "adoption.intended_users",
            "adoption.intended_users: 0 is nobody; count who is meant to use it, or say why it is not required",
        )
