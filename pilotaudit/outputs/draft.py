"""The draft of a charter from what was seen in an export: what the file tells is filled in, the rest is blank.

A blank is a key with nothing behind it and a comment that says what belongs there; `pilotaudit check` lists the blanks
and nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final

from pilotaudit import numbers
from pilotaudit.assessment.inspection import Inspection
from pilotaudit.evidence.kinds import SURE
from pilotaudit.metrics import Metric, catalogue
from pilotaudit.outputs.escape import clean
from pilotaudit.panel.groups import CONTROL_WORDS, TREATMENT_WORDS

COMMENT: Final = 32
"""Column at which comments begin."""
PRIMARY: Final = (
    "average_handling_time",
    "resolution_time",
    "time_to_recover",
    "cycle_time",
    "deployment_lead_time",
    "time_per_task",
)
"""What a pilot is usually about, the first that the columns allow."""
GUARDRAIL: Final = "error_rate"
"""What is asked for where the columns allow no guardrail."""
PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]*")
FEW: Final = (2, 6)
"""Different values of a column that may tell the groups apart."""
WORDS: Final = {"yes", "no", "true", "false", "on", "off", "null", "none", "y", "n"}


def draft(one: Inspection, file: str) -> str:
    """A charter as YAML. file: the path of the export as the charter names it, from the charter's own folder."""
    name = "" if one.system is None else f"{clean(one.system.label)}, "
    head = [
        f"# Drafted from {clean(one.file.path)}: {name}{numbers.plural(one.rows, 'row')}{_covers(one)}.",
        "# Fill in every blank, or delete the line where it is optional; `pilotaudit check` names those that are left.",
    ]
    parts = (_who, _when, _groups, _measured)
    return "\n".join([*head, *(line for part in parts for line in part(one)), *_data(one, file), ""])


def _who(one: Inspection) -> Iterator[str]:
    yield _line("pilot:", "the name that people know it by")
    yield _line("approved:", "year-month-day, before the first pilot day")
    yield _line("problem:", "an operation, an amount, and what must not get worse")
    yield _line("workflow:", f"one kind of work{_kinds(one)}")
    yield _line("intervention:", "what exactly the AI does, and what people still do")
    yield "owners:"
    yield _line("  business:", "a role, one person: answers for the process and its result")
    yield _line("  technical:", "answers for integration, telemetry, logging and safe deployment")


def _when(one: Inspection) -> Iterator[str]:
    said = "" if one.cover is None else f"; the rows cover {one.cover.first} to {one.cover.last}"
    yield f"window:{' ' * (COMMENT - 7)}# first to last day, both included{said}"
    yield _line("  baseline:", "four weeks that end close to the pilot")
    yield _line("  pilot:", "four to twelve weeks")
    yield _line("  decide_by:", "on or after the last pilot day")


def _groups(one: Inspection) -> Iterator[str]:
    roles = {role.role: role.column for role in one.roles if role.column}
    values = ", ".join(group.value for group in one.groups[:4])
    seen = f"; it has {values}" if len(one.groups) > 1 else ""
    yield "groups:"
    alone = len(one.groups) == 1
    yield _filled(
        "  column:", "" if alone else roles.get("group", ""), f"the column that tells the groups apart{_apart(one)}"
    )
    if not _are_usual(one):
        yield _line("  treatment:", f"its values with the tool, as a list{seen}")
        yield _line("  control:", "its values without it; or, in place of this line, no_control: why there is none")
    yield _filled("  unit:", roles.get("unit", ""), "the column of the people or teams that were assigned")
    yield _line("  assignment:", "randomised | matched | by team | volunteers")
    if "segment" in roles:
        yield _filled("  segments:", roles["segment"], "")


def _apart(one: Inspection) -> str:
    """What else may tell the groups apart, where the file has no such column or only one group in it."""
    column = next((role.column for role in one.roles if role.role == "group" and role.column), "")
    if column and len(one.groups) != 1:
        return ""
    taken = {role.column for role in one.roles}
    few = [
        each.name
        for each in one.columns
        if each.kind in ("text", "yes or no")
        and not each.people
        and each.name not in taken
        and FEW[0] <= each.different <= FEW[1]
        and not any(metric.reads.startswith(each.name) for metric in one.metrics)
    ]
    named = ", ".join(few[:4])
    if not column:
        return f", such as {named}" if few else ""
    return f"; {column} has one value only" + (f", {named} more" if few else "")


def _are_usual(one: Inspection) -> bool:
    """Whether the groups have the names that are understood without a word."""
    names = {group.value.casefold() for group in one.groups}
    return bool(names & set(TREATMENT_WORDS)) and bool(names & set(CONTROL_WORDS))


def _measured(one: Inspection) -> Iterator[str]:
    there = [key for metric in one.metrics for key in metric.metrics]
    primary = next((key for key in PRIMARY if key in there), "")
    yield "primary:"
    usual = _usual(catalogue()[primary or PRIMARY[0]])
    seen = "" if primary else "; no column was found for it: name it below, or another metric of `pilotaudit metrics`"
    yield _line(f"  {primary or PRIMARY[0]}:", f"the improvement to reach, such as {usual}{seen}")
    guards = [key for key in _guardrails(primary) if key in there]
    yield f"guardrails:{' ' * (COMMENT - 11)}# the largest harm you accept"
    for key in guards or [GUARDRAIL]:
        margin = catalogue()[key].margin or "no worse than 5%"
        seen = "" if guards else "; no column was found for it: name it below, or another metric in its place"
        yield _line(f"  {key}:", f"such as {margin}{seen}")
    yield "adoption:"
    yield _line("  intended_users:", "people in the pilot group who are meant to use it")
    if not _tells_use(one):
        said = "such as at least 60%; where no export tells who used it, {not required: why}"
        yield _line("  weekly_active:", said)


def _tells_use(one: Inspection) -> bool:
    """Whether the file itself says who used the tool."""
    usage = one.system is not None and "usage" in one.system.serves and not one.system.not_a_series
    return usage or any(role.role == "ai_used" for role in one.roles)


def _usual(metric: Metric) -> str:
    """An improvement in the metric's direction, of the usual size."""
    amount = metric.typical[0] if metric.typical is not None and metric.typical_unit == "%" else 10
    return f"{'-' if metric.better == 'lower' else '+'}{max(amount, 10)}%"


def _guardrails(primary: str) -> Sequence[str]:
    return catalogue()[primary or PRIMARY[0]].guardrails


def _data(one: Inspection, file: str) -> Iterator[str]:
    yield "data:"
    if one.system is None or "items" in one.system.serves:
        yield "  items:"
        yield f"    file: {_scalar(file)}"
        yield from _read(one)
        yield from _columns(one)
        if not _tells_use(one):
            yield _line("  usage:", "the export of who used the tool on which day; delete the line when there is none")
        return
    yield _line("  items:", "the export with the work itself, one row for each item")
    if not one.system.not_a_series:
        yield f"  {one.system.serves[0]}: {_scalar(file)}"


def _read(one: Inspection) -> Iterator[str]:
    """How the items are read."""
    if one.file.sheet:
        yield f"    sheet: {_scalar(one.file.sheet)}"
    if one.system is not None:
        yield _filled("    preset:", one.system.name, "what is known of this export: columns, units, missing marks")
    if any(column.kind == "date" and column.question for column in one.columns):
        yield _line("    dates:", "day first or month first: the dates do not tell")
    yield from _missing(one)
    if one.system is None and any(trap.kind == "updates" for trap in one.traps):
        ids = next(role.column for role in one.roles if role.role == "id")
        yield f"    one_row_per: {_scalar(ids)}"
        yield _line("    latest_by:", "the column that tells the last of several updates")


def _columns(one: Inspection) -> Iterator[str]:
    """Blanks for columns that are needed and have no name by which they are known."""
    lines = tuple(_unknown(one))
    if lines:
        yield f"    columns:{' ' * (COMMENT - 12)}# names of columns, as the file writes them"
        yield from lines


def _unknown(one: Inspection) -> Iterator[str]:
    there = {key for metric in one.metrics for key in metric.metrics}
    primary = next((key for key in PRIMARY if key in there), "")
    if not any(role.role == "time" for role in one.roles):
        dated = ", ".join(column.name for column in one.columns if column.kind == "date")
        yield _line("      time:", "when an item was finished" + (f"; dates are in {dated}" if dated else ""))
    if not primary:
        yield _line("      handle_minutes:", "the minutes that an item took, for average_handling_time")
    if not any(key in there for key in _guardrails(primary)):
        yield _line("      error:", "whether an item had an error, yes or no, for error_rate")


def _missing(one: Inspection) -> Iterator[str]:
    """Marks that are hardly ever a value, in the file's own spelling, where no preset knows them."""
    marks = sorted({mark.text for column in one.columns for mark in column.marks if mark.text.casefold() in SURE})
    if marks and one.system is None:
        yield _filled("    missing:", "", "texts that stand for no value").replace(
            "missing:", f"missing: [{', '.join(json.dumps(mark, ensure_ascii=False) for mark in marks)}]", 1
        )


def _kinds(one: Inspection) -> str:
    """What the segments are, to choose one from."""
    name = next((role.column for role in one.roles if role.role == "segment"), "")
    column = next((column for column in one.columns if column.name == name and not column.people), None)
    return "" if column is None or not column.examples else f", such as {', '.join(column.examples)}"


def _covers(one: Inspection) -> str:
    return "" if one.cover is None else f", {one.cover.first} to {one.cover.last}"


def _filled(key: str, value: str, comment: str) -> str:
    """A key with its value, or a blank where the file does not tell."""
    return _line(key if not value else f"{key} {_scalar(value)}", comment)


def _line(start: str, comment: str) -> str:
    return f"{start:<{COMMENT - 1}} # {clean(comment)}" if comment else start


def _scalar(text: str) -> str:
    """A text as YAML: as it is where it can only be read as that, else in double quotes."""
    plain = PLAIN.fullmatch(text) is not None and text.lower() not in WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)
