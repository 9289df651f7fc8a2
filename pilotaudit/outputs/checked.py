"""What `pilotaudit check` prints: charters judged alone, in the formats that suit a list of findings."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from pilotaudit.assessment.outcome import Checked, Failed
from pilotaudit.errors import Problem
from pilotaudit.findings.base import Finding
from pilotaudit.numbers import plural

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

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
        parts += [str(problem) for problem in _lines(one)]
        parts.append(f"{one.file}: {_summary(one)}")
    return "\n".join(parts) + "\n"


def as_json(ones: Sequence[One]) -> str:
    """Charters and what was found, as data."""
    charters = [
        {
            "file": one.file,
            "usable": isinstance(one, Checked),
            "ready": isinstance(one, Checked) and not one.blocked,
            "findings": [asdict(line) for line in _lines(one)],
        }
        for one in ones
    ]
    return json.dumps({"schema": "pilotaudit/checks/1", "charters": charters}, indent=2, ensure_ascii=False) + "\n"


def as_junit(ones: Sequence[One]) -> str:
    """One test case per charter; it fails when it is blocked and errs when it cannot be used."""
    cases = "".join(f"  {_case(one)}\n" for one in ones)
    bad = sum(isinstance(one, Checked) and one.blocked for one in ones)
    broken = sum(isinstance(one, Failed) for one in ones)
    head = f'<testsuite name="pilotaudit check" tests="{len(ones)}" failures="{bad}" errors="{broken}">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{cases}</testsuite>\n'


def as_github(ones: Sequence[One]) -> str:
    """One annotation per finding."""
    return "".join(f"{_annotation(line)}\n" for one in ones for line in _lines(one))


CHECK_OUTPUTS: Final[Mapping[str, Callable[[Sequence[One]], str]]] = {
    "text": as_text,
    "json": as_json,
    "junit": as_junit,
    "github": as_github,
}


def _lines(one: One) -> tuple[Problem | Finding, ...]:
    return one.problems if isinstance(one, Failed) else one.findings


def _summary(one: One) -> str:
    if isinstance(one, Failed):
        return f"cannot be used, {plural(len(one.problems), 'problem')}"
    state = "not ready" if one.blocked else "ready"
    return f"{state}, {plural(len(one.findings), 'finding')}"


def _case(one: One) -> str:
    head = f'<testcase classname="pilotaudit.check" name={_attribute(one.file)}'
    text = _xml("\n".join(str(line) for line in _lines(one)))
    if isinstance(one, Failed):
        return f"{head}><error message={_attribute(_summary(one))}>{text}</error></testcase>"
    if one.blocked:
        return f"{head}><failure message={_attribute(_summary(one))}>{text}</failure></testcase>"
    return f"{head}><system-out>{text}</system-out></testcase>" if text else f"{head}/>"


def _annotation(line: Problem | Finding) -> str:
    severity = line.severity if isinstance(line, Finding) else "error"
    level = {"note": "notice", "warn": "warning"}.get(severity, "error")
    place = f"file={_property(line.file)},line={max(line.line, 1)},col={max(line.column, 1)}"
    return f"::{level} {place},title={line.code}::{_data(line.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _xml(text: str) -> str:
    """Text for XML, with a question mark for what XML cannot hold."""
    return escape(_ILLEGAL.sub("?", text))


def _attribute(text: str) -> str:
    return quoteattr(_ILLEGAL.sub("?", text))
