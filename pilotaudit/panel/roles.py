"""Which columns the scan needs: those that play a role, hold stamps, or hold numbers, and what is wanted of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pilotaudit.charter.model import Assumed, Charter, Loaded, Table
from pilotaudit.charter.roles import COVARIATE, asked
from pilotaudit.evidence.bind import Binder, column_of, names_of, without_repeats
from pilotaudit.evidence.files import refuse
from pilotaudit.evidence.model import Field
from pilotaudit.evidence.names import nearest
from pilotaudit.moments import Column, Flag, Measure, Need, Span
from pilotaudit.panel.decide import Numbers
from pilotaudit.panel.timeline import Timeline

PATH = "data.items"
NO_TIME = (
    "the data have no column that says when an item was finished (looked for resolved_at, closed_at, timestamp, date "
    "and the like)."
)
SAY_TIME = "Map it: data.items.columns.time, or say that there are no dates: window.pilot: {undated: reason}."


def roles_of(
    loaded: Loaded, table: Table, bound: Binder, timeline: Timeline
) -> tuple[dict[str, Field], tuple[Assumed, ...]]:
    """Every role that has a column, and what was assumed on the way."""
    groups = loaded.charter.groups
    stated = {
        "unit": (groups.unit, "groups.unit"),
        "group": (groups.column, "groups.column"),
        "segment": (groups.segments, "groups.segments"),
        "one_row_per": (table.one_row_per, f"{PATH}.one_row_per"),
        "latest_by": (table.latest_by, f"{PATH}.latest_by"),
    }
    roles: dict[str, Field] = {}
    assumed: list[Assumed | None] = []
    for role in ("time", "opened", "unit", "group", "segment", "id", "ai_used", "one_row_per", "latest_by"):
        name, place = stated.get(role, (None, ""))
        if name is not None and not (role == "unit" and name == "row"):
            roles[role] = _stated(name, role, place, bound)
        elif not _is_left_out(role, name, groups.no_control is not None and groups.treatment is None, timeline):
            column, choice = bound.role(role)
            assumed.append(choice)
            if column is not None:
                roles[role] = column
    if timeline.pilot is not None and "time" not in roles:
        raise refuse(loaded, PATH, "DAT004", f"{NO_TIME} {nearest(bound.header, 'time')} {SAY_TIME}")
    return roles, without_repeats(assumed)


def _stated(name: str, role: str, place: str, bound: Binder) -> Field:
    """A column named in the charter; a role's own name may stand for its usual headers."""
    found = bound.find(name)
    if found is None and name == role:
        found = bound.role(role)[0]
    return bound.named(name, place) if found is None else found


def _is_left_out(role: str, name: str | None, only_pilot: bool, timeline: Timeline) -> bool:
    if role in ("one_row_per", "latest_by") or (role == "unit" and name == "row"):
        return True
    return (role == "group" and only_pilot) or (role in ("time", "opened") and timeline.pilot is None)


def dated_of(roles: Mapping[str, Field], needs: Sequence[Need], bound: Binder) -> tuple[Field, ...]:
    """Columns that hold stamps."""
    spans = [name for need in needs if isinstance(need.total, Span) for name in names_of(need)]
    columns = [roles[role] for role in ("time", "opened", "latest_by") if role in roles]
    columns += [column for name in spans if (column := column_of(name, bound, dict(roles))) is not None]
    return tuple(dict.fromkeys(columns))


def ended_of(roles: Mapping[str, Field], needs: Sequence[Need], bound: Binder) -> Field | None:
    """When an item ended, where rows are placed by when it was opened: the end of a span that begins there."""
    time, known = roles.get("time"), dict(roles)
    spans = (need.total for need in needs if isinstance(need.total, Span) and time is not None)
    ends = (column_of(one.end, bound, known) for one in spans if column_of(one.start, bound, known) == time)
    return next((end for end in ends if end != time), None)


def columns_of(
    roles: Mapping[str, Field],
    where: Sequence[tuple[Field, tuple[str, ...]]],
    needs: Sequence[Need],
    bound: Binder,
    *,
    without_id: bool,
) -> tuple[Field, ...]:
    """Columns that the scan reads; the id only where repeated ids are looked for."""
    used = [column for role, column in roles.items() if role != "id" or not without_id]
    used += [column for column, _ in where]
    named = (column_of(name, bound, dict(roles)) for need in needs for name in names_of(need))
    used += [column for column in named if column is not None]
    return tuple(dict.fromkeys(used)) or (Field(bound.header[0], "c0"),)


def _number_column(measure: Measure, roles: dict[str, Field], bound: Binder) -> Field | None:
    """The column whose numbers a measure reads, if any."""
    if isinstance(measure, Column) or (isinstance(measure, Flag) and measure.above is not None):
        return column_of(measure.name, bound, roles)
    return None


def numbers_of(charter: Charter, roles: dict[str, Field], needs: Sequence[Need], bound: Binder) -> dict[Field, Numbers]:
    """Columns of numbers, and what is wanted of them; what is asked for goes before what is only watched."""
    declared = {
        bound.named(name, f"{PATH}.durations.{name}"): words for name, words in charter.data.items.durations.items()
    }
    asked_for = asked_keys(charter) | {need.key for need in needs if need.key.startswith(COVARIATE)}
    found: dict[Field, Numbers] = {}
    for need in sorted(needs, key=lambda one: one.key not in asked_for):
        for measure in (need.total, need.size):
            column = _number_column(measure, roles, bound)
            if column is not None and isinstance(measure, Column | Flag):
                unit, given = (measure.unit, measure.given) if isinstance(measure, Column) else ("", "")
                found.setdefault(column, Numbers(unit, given, need.key in asked_for, declared.get(column, "")))
    return found


def asked_keys(charter: Charter) -> frozenset[str]:
    """Metrics that the charter asks for by name; those that are only watched must not cost a row."""
    return frozenset(one.metric.key for one in asked(charter) if one.role != "watched")
