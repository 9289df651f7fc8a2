"""The intervention is everything at once.

## What it does
Looks in `intervention` for all-embracing words (everything, any task, across the board, end to end) and for four or
more activities of the AI in one sentence.

## Why it matters
When the AI does everything, a better result cannot be traced to anything: nobody knows what to keep, what to switch
off, or what to pay for.

## Example
Flagged: `intervention: AI assists agents with everything`.
Flagged: `intervention: Summarises, classifies, routes, drafts and closes tickets`.
Passes: `intervention: Drafts a reply; the agent edits and sends it`.

## What to do
Name the one thing the AI does, where a person takes over, and start with that. The rest is the next pilot.

## Limits
It counts verbs of a known list in the first sentence, in English. A single verb can still hide a large change.

## Source
Practice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.findings.base import Case, Finding, Severity

CODE = "CHR102"
SEVERITY: Severity = "warn"

_ALL = re.compile(
    r"\b(everything|everywhere|anything|anywhere|across the board|end[- ]to[- ]end|and so on|etc"
    r"|(all|any|every)( of)?( the| our| their)? (tasks?|work|process(es)?|steps?|activit(y|ies)|day|things?|jobs?))\b",
    re.IGNORECASE,
)
_DOES = [
    "draft",
    "summari",
    "classif",
    "rout",
    "translat",
    "suggest",
    "answer",
    "search",
    "generat",
    "review",
    "approv",
    "schedul",
    "monitor",
    "predict",
    "recommend",
    "resolv",
    "clos",
    "updat",
    "writ",
    "extract",
    "detect",
    "assign",
    "prioriti",
    "test",
    "deploy",
    "triag",
    "escalat",
    "categori",
    "transcrib",
    "forecast",
]
_MANY = 4


def check(case: Case) -> Iterator[Finding]:
    """One finding for all-embracing words, or for many activities in one sentence."""
    does = case.charter.intervention.does
    if found := _ALL.search(does):
        message = f'"{found[0]}" is no intervention that a result could be traced to; name the one thing the AI does'
        yield case.finding(CODE, SEVERITY, "intervention", message)
    elif (count := _activities(does)) >= _MANY:
        things = numbers.plural(count, "thing")
        message = f"the AI does {things} at once, so a result cannot be traced to one of them; narrow the pilot to one"
        yield case.finding(CODE, SEVERITY, "intervention", message)


def _activities(text: str) -> int:
    """How many of the known things an AI does are named before the first full stop or semicolon."""
    words = re.findall(r"[a-z]+", re.split(r"[.;]", text.lower())[0])
    return sum(any(word.startswith(stem) for word in words) for stem in _DOES)
