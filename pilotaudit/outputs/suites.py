"""JUnit XML as records: suites of entries, and the document they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pilotaudit.outputs.escape import xml

Outcome: TypeAlias = Literal["passed", "failure", "error"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One case. outcome: passed, or why not; kind: the failure's type; text: lines that stand inside it."""

    name: str
    outcome: Outcome
    kind: str = ""
    message: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suite:
    """One charter with its cases."""

    name: str
    place: str
    cases: tuple[Entry, ...]

    def count(self, outcome: str) -> int:
        """How many cases ended so."""
        return sum(case.outcome == outcome for case in self.cases)


def document(name: str, suites: Sequence[Suite]) -> str:
    """Suites as JUnit XML."""
    total = sum(len(suite.cases) for suite in suites)
    failures, errors = (sum(suite.count(outcome) for suite in suites) for outcome in ("failure", "error"))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<testsuites name="{xml(name)}" tests="{total}" failures="{failures}" errors="{errors}">')
    for suite in suites:
        lines += _suite_lines(suite)
    return "\n".join([*lines, "</testsuites>", ""])


def _suite_lines(suite: Suite) -> Iterator[str]:
    counts = f'tests="{len(suite.cases)}" failures="{suite.count("failure")}" errors="{suite.count("error")}"'
    yield f'  <testsuite name="{xml(suite.name)}" file="{xml(suite.place)}" {counts}>'
    for case in suite.cases:
        yield f'    <testcase classname="{xml(suite.place)}" name="{xml(case.name)}">'
        yield _inside(case)
        yield "    </testcase>"
    yield "  </testsuite>"


def _inside(case: Entry) -> str:
    if case.outcome == "passed":
        text = "\n".join(xml(line) for line in (case.message, *case.lines) if line)
        return f"      <system-out>{text}</system-out>"
    text = "\n".join(xml(line) for line in case.lines)
    kind = f'type="{xml(case.kind)}" message="{xml(case.message)}"'
    return f"      <{case.outcome} {kind}>{text}</{case.outcome}>"
