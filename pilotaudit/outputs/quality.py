"""What every format says about the data: coverage of the windows, blanks by group, repeats, how columns were read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, TypeAlias

from pilotaudit import numbers
from pilotaudit.outputs.facts import folded

if TYPE_CHECKING:
    from pilotaudit.assessment.model import Assessment, CoverageOut, MissingOut, RepeatsOut

Fact: TypeAlias = tuple[str, str]
"""A label and what is said."""

GROUPS: Final = {"treatment": "pilot group", "control": "control"}
NOTE: Final = "Read as"
MOST_NOTES: Final = 8


def quality_facts(one: Assessment) -> Iterator[Fact]:
    """Facts about the data besides the rows that were not used; nothing where no rows were read."""
    data = one.provenance.data
    if not data.rows_read:
        return
    yield from (("Coverage", _covered(window)) for window in data.coverage)
    blank = [_blank(metric) for metric in data.missing if metric.control or metric.treatment]
    yield "Missing", folded(blank, 5, "; ") if blank else "no metric has a blank value in a row that was used"
    if data.repeats is not None:
        yield "Repeats", _repeated(data.repeats)
    yield from ((NOTE, note) for note in note_texts(one))


def note_texts(one: Assessment) -> tuple[str, ...]:
    """How columns were read, where that had to be decided."""
    notes = one.provenance.data.notes
    more = (f"{len(notes) - MOST_NOTES} more notes",) if len(notes) > MOST_NOTES else ()
    return (*notes[:MOST_NOTES], *more)


def quality_texts(one: Assessment) -> Iterator[str]:
    """The same facts without the notes, each with its label in front."""
    yield from (f"{label}: {said}" for label, said in quality_facts(one) if label != NOTE)


def _covered(window: CoverageOut) -> str:
    """`baseline, 2026-01-05 to 2026-02-01: pilot group 2,113 rows in 4 of 4 weeks, control 2,080 in 4`."""
    said = [
        f"{GROUPS[group.group]} {numbers.plural(group.rows, 'row')} in {group.weeks} of "
        f"{numbers.plural(window.weeks, 'week')}"
        for group in window.groups
    ]
    return f"{window.window}, {window.first} to {window.last}: {', '.join(said)}"


def _blank(metric: MissingOut) -> str:
    """`Customer satisfaction 59.4% of control rows, 59.8% of the pilot group's`."""
    said = [
        f"{numbers.percent(share)} of {whose}"
        for share, whose in ((metric.treatment, "the pilot group's rows"), (metric.control, "control's"))
        if share is not None
    ]
    return f"{metric.label} in {' and '.join(said)}"


def _repeated(found: RepeatsOut) -> str:
    if not found.looked_for:
        return f"not looked for: {found.why_not}"
    parts = [f"{numbers.plural(found.same, 'row')} like another, rejected"] if found.same else []
    parts += [f"{numbers.plural(found.same_id, 'row')} with the id of another, used"] if found.same_id else []
    return "; ".join(parts) or "no row repeats another"
