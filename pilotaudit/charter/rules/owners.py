"""Owners are people with a role: a placeholder or a group cannot answer for anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pilotaudit.charter.base import Flaw
from pilotaudit.charter.model import Charter

# fmt: off
_PLACEHOLDERS: Final = frozenset((
    "", "all", "all of us", "anyone", "business owner", "everybody", "everyone", "fill in", "me", "n a", "n/a", "na",
    "name", "no", "nobody", "none", "null", "off", "on", "open", "owner", "pending", "placeholder", "someone",
    "technical owner", "undecided", "unknown", "us", "vacant", "we", "whoever", "x", "xx", "xxx", "yes", "your name",
))
_UNDECIDED: Final = ("tba", "tbc", "tbd", "tbn", "to be ", "todo", "not yet", "not known")
_GROUPS: Final = frozenset((
    "agents", "business", "devops", "engineering", "finance", "help desk", "hr", "information technology", "it",
    "leadership", "management", "operations", "ops", "security", "senior management", "service desk", "sre", "staff",
    "stakeholders", "supplier", "support", "support desk", "users", "vendor",
))
_GROUP_WORDS: Final = frozenset((
    "board", "committee", "council", "department", "division", "group", "office", "squad", "team", "teams", "unit",
))
_PERSON_WORDS: Final = frozenset((
    "analyst", "architect", "captain", "chair", "chief", "ciso", "coordinator", "director", "engineer", "evp", "head",
    "lead", "leader", "manager", "officer", "owner", "partner", "president", "specialist", "supervisor", "svp", "vp",
))
# fmt: on
_DUTIES: Final = (
    ("business", "the process and its result"),
    ("technical", "integration, telemetry, logging and safe deployment"),
    ("executive", "adoption, priorities and clearing blockers"),
    ("deputy", "the pilot when an owner moves on"),
)


def flaws(charter: Charter) -> Iterator[Flaw]:
    """OWN001 for every owner who is not a person with a role."""
    for duty, answers_for in _DUTIES:
        name = getattr(charter.owners, duty)
        if name is not None and not names_a_person(name):
            message = (
                f'"{name}" is a placeholder or a group; name the one person, by role, who answers for {answers_for}'
            )
            yield Flaw("OWN001", f"owners.{duty}", message)


def names_a_person(owner: str) -> bool:
    """Whether a text names one person or role: `Head of Service Desk` does; `TBD`, `IT` and `the team` do not."""
    kept = "".join(letter if letter.isalnum() or letter == "/" else " " for letter in owner.lower())
    plain = " ".join(kept.split()).removeprefix("the ")
    words = plain.split()
    if plain in _PLACEHOLDERS or plain.startswith(_UNDECIDED) or not any(word.isalpha() for word in words):
        return False
    if _PERSON_WORDS.intersection(words):
        return True
    return plain not in _GROUPS and words[-1] not in _GROUP_WORDS
