"""Why a row is not used after all: reasons that only the groups and units of the whole data decide."""

from __future__ import annotations

from collections.abc import Mapping

from pilotaudit.panel.plan import Plan, Reason

NEITHER = Reason("set aside", "in neither group")
NO_GROUP = Reason("rejected", "without a value in the group column")

Sides = Mapping[str | None, int]
"""Group text as in the file -> 1 treatment or 0 control; other texts are in neither."""


def outcome(reason: Reason | None, group: str | None, no_unit: bool, sides: Sides, plan: Plan) -> Reason | None:
    """A row of neither group is set aside whatever its values; one without group or unit is rejected; None: used."""
    if reason is not None and (reason.kind == "set aside" or reason.column in ("", *_placing(plan))):
        return reason
    if group not in sides:
        return NO_GROUP if group is None or not group.strip() else NEITHER
    if reason is None and no_unit and plan.unit is not None:
        return Reason("rejected", f'without a value in "{plan.unit.header}"', plan.unit.header)
    return reason


def _placing(plan: Plan) -> tuple[str, ...]:
    """Columns without which a row has no place at all."""
    return tuple(column.header for column in (plan.time, plan.one_per, plan.id) if column is not None)
