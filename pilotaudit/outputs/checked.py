"""What `pilotaudit check` prints: charters judged alone, in the formats that suit a list of findings."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Final

from pilotaudit.assessment.outcome import Checked, Failed, Trait
from pilotaudit.errors import Problem
from pilotaudit.findings.base import Finding
from pilotaudit.numbers import listed, plural
from pilotaudit.outputs.annotations import annotation
from pilotaudit.outputs.escape import clean
from pilotaudit.outputs.suites import Entry, Suite, document

One = Checked | Failed
"""A charter that was judged, or one that cannot be used."""


def without(one: One, hidden: Sequence[str]) -> One:
    """The same without the notes and warnings whose codes begin with one of `hidden`; blocks always stay."""
    if isinstance(one, Failed) or not hidden:
        return one
    kept = tuple(f for f in one.findings if f.severity == "block" or not f.code.startswith(tuple(hidden)))
    return replace(one, findings=kept)


def as_text(ones: Sequence[One]) -> str:
    """One line per finding, then one line per charter."""
    parts = []
    for one in ones:
        parts += [clean(str(line)) for line in _lines(one)]
        parts += [clean(f"{one.file}: {said}") for said in _unplanned(one)]
        parts.append(f"{clean(one.file)}: {_summary(one)}")
    return "\n".join(parts) + "\n"


def as_json(ones: Sequence[One]) -> str:
    """Charters and what was found, as data."""
    charters = [
        {
            "file": one.file,
            "pilot": "" if isinstance(one, Failed) else one.pilot,
            "usable": isinstance(one, Checked),
            "ready": isinstance(one, Checked) and not one.blocked,
            "readiness": [] if isinstance(one, Failed) else [_mark(trait) for trait in one.traits],
            "unplanned": "" if isinstance(one, Failed) else one.unplanned,
            "findings": [asdict(line) for line in _lines(one)],
        }
        for one in ones
    ]
    return json.dumps({"schema": "pilotaudit/checks/1", "charters": charters}, indent=2, ensure_ascii=False) + "\n"


def as_markdown(ones: Sequence[One]) -> str:
    """A section per charter: whether it is ready, what a pilot that can scale still needs, findings."""
    from pilotaudit.outputs.templating import filled

    return filled(
        "checks.md.j2", {"charters": [(one, _summary(one), (*_lines(one), *_unplanned(one))) for one in ones]}
    )


def as_junit(ones: Sequence[One]) -> str:
    """One suite and one case per charter; it fails when it is blocked and errs when it cannot be used."""
    return document("pilotaudit check", [Suite(one.file, one.file, (_case(one),)) for one in ones])


def as_github(ones: Sequence[One]) -> str:
    """One annotation per finding."""
    return "".join(f"{_annotation(line)}\n" for one in ones for line in _lines(one))


CHECK_OUTPUTS: Final[Mapping[str, Callable[[Sequence[One]], str]]] = {
    "text": as_text,
    "json": as_json,
    "markdown": as_markdown,
    "junit": as_junit,
    "github": as_github,
}


def _lines(one: One) -> tuple[Problem | Finding, ...]:
    return one.problems if isinstance(one, Failed) else one.findings


def _unplanned(one: One) -> tuple[str, ...]:
    """That nothing could be told about what the pilot can show, and why."""
    return (f"not planned: {one.unplanned}",) if isinstance(one, Checked) and one.unplanned else ()


def _summary(one: One) -> str:
    """`ready, 2 findings; 3 of 4 marks of readiness, missing: a scale plan (GOV102)`."""
    if isinstance(one, Failed):
        return f"cannot be used, {plural(len(one.problems), 'problem')}"
    state = "not ready" if one.blocked else "ready"
    return "; ".join(part for part in (f"{state}, {plural(len(one.findings), 'finding')}", _readiness(one)) if part)


def _readiness(one: Checked) -> str:
    missing = [f"{trait.name} ({trait.code})" for trait in one.traits if trait.code]
    named = f", missing: {listed(missing)}" if missing else ""
    present = len(one.traits) - len(missing)
    return f"{present} of {len(one.traits)} marks of readiness{named}" if one.traits else ""


def _mark(trait: Trait) -> dict[str, object]:
    return {"trait": trait.name, "present": not trait.code, "code": trait.code}


def _case(one: One) -> Entry:
    lines = tuple(str(line) for line in _lines(one))
    if isinstance(one, Failed):
        return Entry("charter", "error", "UNUSABLE", _summary(one), lines)
    return Entry("charter", "failure" if one.blocked else "passed", "NOT READY", _summary(one), lines)


def _annotation(line: Problem | Finding) -> str:
    severity = line.severity if isinstance(line, Finding) else "error"
    level = {"note": "notice", "warn": "warning"}.get(severity, "error")
    return annotation(level, (line.file, line.line, line.column), line.code, line.message)
