"""Owners are people with a role: a placeholder or a group cannot answer for anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilotaudit.charter.base import Flaw
from pilotaudit.charter.model import Charter

_PLACEHOLDER = re.compile(
    r"(tbd|tba|tbc|tbn|todo)\b.*|n/?a|n a|none|nobody|unknown|x+|(your )?name|((business|technical) )?owner|someone"
    r"|anyone|everyone|everybody|all|all of us|us|we|me|open|vacant|pending|placeholder|whoever|undecided|fill in"
    r"|not (yet|known).*|to be (decided|defined|named|confirmed|announced).*"
)
_GROUP = re.compile(
    r"it|hr|ops|operations|business|(senior )?management|leadership|finance|security|support|engineering|devops|sre"
    r"|vendor|supplier|stakeholders|users|agents|staff|(service|help|support) desk|information technology"
    r"|.*\b(team|teams|department|group|committee|board|council|office|squad|division|unit)"
)
_PERSON = re.compile(
    r"\b(head|lead|leader|manager|director|chief|officer|owner|president|vp|svp|evp|supervisor|engineer|architect|"
    r"coordinator|analyst|specialist|partner|chair|captain|c[a-z]o|ciso)\b"
)
_DUTIES = {
    "business": "the process and its result",
    "technical": "integration, telemetry, logging and safe deployment",
    "executive": "adoption, priorities and clearing blockers",
    "deputy": "the pilot when an owner moves on",
}


def flaws(charter: Charter) -> Iterator[Flaw]:
    """OWN001 for every owner who is not a person with a role."""
    for duty, answers_for in _DUTIES.items():
        name = getattr(charter.owners, duty)
        if name is not None and not names_a_person(name):
            yield Flaw(
                "OWN001",
                f"owners.{duty}",
                f'"{name}" is a placeholder or a group; name the one person, by role, who answers for {answers_for}',
            )


def names_a_person(owner: str) -> bool:
    """Whether a text names one person or role: `Head of Service Desk` does; `TBD`, `IT` and `the team` do not."""
    plain = " ".join(re.sub(r"[^\w/ ]", " ", owner.lower()).split()).removeprefix("the ")
    if not re.search(r"[^\W\d_]{2}", plain) or _PLACEHOLDER.fullmatch(plain):
        return False
    return bool(_PERSON.search(plain)) or not _GROUP.fullmatch(plain)
