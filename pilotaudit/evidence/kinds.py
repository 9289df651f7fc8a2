"""What a column holds, told from some of its texts: dates, numbers, durations, yes or no, records, words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal

from pilotaudit.evidence.dates import seen
from pilotaudit.evidence.durations import Unclear, duration_words
from pilotaudit.evidence.figures import figure, simplified

Kind = Literal["date", "number", "duration", "yes or no", "records", "text", "blank"]

MOST: Final = 0.9
"""Share of the texts that must be of a kind."""

MARKS: Final = (
    "?",
    "-",
    "--",
    "null",
    "(null)",
    "na",
    "n/a",
    "#n/a",
    "ns",
    "none",
    "nan",
    "not applicable",
    "not available",
)
"""Texts that often stand for a missing value, in lower case."""

SURE: Final = ("?", "null", "(null)", "#n/a", "n/a", "nan")
"""Those of them that are hardly ever a value."""

HASH: Final = "[0-9a-f]{32,64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
"""Pattern of a whole name, in lower case, that is a hash or an identifier."""
ACCOUNT: Final = "(^|[^a-z])(system|automation|integration|workflow|[a-z]*bot|api|admin|administrator|siebel)($|[^a-z])"
"""Pattern inside a name, in lower case, that is a system account's."""
STOPS: Final = (1_000, 10_000, 50_000, 65_535, 65_536, 100_000, 1_048_575, 1_048_576)
"""Numbers of rows at which exports and spreadsheets stop."""

_YES_NO: Final = frozenset({"true", "false", "yes", "no", "y", "n", "t", "f"})
_WORDS: Final = """
    agent assignee assignees assigned owner caller requester author user users resolver responder teammate login email
    mail personid person employee contact customer creator reporter approver manager analyst username technician
    bearbeiter bearbeiterin sachbearbeiter mitarbeiter mitarbeiterin benutzer nutzer anwender melder ersteller
    anforderer antragsteller kunde kontakt ansprechpartner verantwortlicher techniker zuständig autor
    utilisateur demandeur assigné technicien employé auteur responsable client
    usuario solicitante asignado técnico empleado autor responsable cliente agente
"""
_ENDS: Final = """
    at on date time timestamp day start end created opened submitted started resolved closed completed solved finished
    ended merged updated modified reported
"""
_DATES: Final = frozenset(_ENDS.split())
_PEOPLE: Final = frozenset(_WORDS.split())
_NAMES: Final = frozenset({"name", "id", "names"})
_NOT_PEOPLE: Final = frozenset({"group", "team", "type", "queue", "count", "stations"})
_DONE: Final = (
    *((verb, "by") for verb in ("opened", "resolved", "closed", "updated", "created", "approved", "merged")),
    ("assigned", "to"),
    ("display", "name"),
    *((verb, "von") for verb in ("erstellt", "gemeldet", "gelöst", "geschlossen", "geändert", "bearbeitet")),
    ("zugewiesen", "an"),
    ("assigné", "à"),
    ("asignado", "a"),
)


def kind_of(texts: Mapping[str, float], header: str = "") -> Kind:
    """The kind of a column. texts: cell -> rows; blanks and marks for missing values left out.

    header: digits without a mark between them are dates only where it says so.
    """
    if not texts:
        return "blank"
    words = {text.strip().casefold() for text in texts}
    if words <= _YES_NO or words == {"0", "1"}:
        return "yes or no"
    if _is_dated(texts) and (names_a_date(header) or not all(map(_is_digits, texts))):
        return "date"
    if _share(texts, (text for text in texts if text.lstrip().startswith(("{", "[")))) >= MOST:
        return "records"
    numbers = [text for text in texts if figure(simplified(text)) is not None]
    if _share(texts, numbers) >= MOST:
        # Leading zeros belong to a number that is a name.
        return "text" if any(_is_code(text) for text in numbers) else "number"
    return "duration" if _is_duration(texts) else "text"


def is_mark(text: str) -> bool:
    """Whether a text may stand for a missing value."""
    return text.strip().casefold() in MARKS


def names_a_date(header: str) -> bool:
    """Whether a header says that its cells are dates: `created_at`, `Resolved`, `closedAt`, `Interval Start`."""
    parted = re.sub("(?<=[a-z])(?=[A-Z])", " ", header)
    return not _DATES.isdisjoint("".join(letter if letter.isalpha() else " " for letter in parted.casefold()).split())


def names_people(header: str) -> bool:
    """Whether a header says that its cells are people: `Assigned to`, `caller_id`, `Requester Name`, `updated_by`."""
    words = "".join(letter if letter.isalnum() else " " for letter in header.casefold()).split()
    if not words or _NOT_PEOPLE & set(words):
        return False
    known = words[-1] in _PEOPLE or (words[0] in _PEOPLE and words[-1] in _NAMES)
    return known or any(verb in words and follows in words for verb, follows in _DONE)


def _is_dated(texts: Mapping[str, float]) -> bool:
    look = seen(tuple(texts))
    return look.iso + look.parts + look.named >= MOST * (look.iso + look.parts + look.named + look.other)


def _is_duration(texts: Mapping[str, float]) -> bool:
    """Whether most are clocks or amounts of time with their units."""
    try:
        return duration_words(texts) != "number"
    except Unclear:
        return True


def _is_digits(text: str) -> bool:
    return text.strip().replace(".", "", 1).isdigit()


def _is_code(text: str) -> bool:
    digits = text.strip()
    return digits.isdigit() and len(digits) > 1 and digits.startswith("0")


def _share(texts: Mapping[str, float], some: Iterable[str]) -> float:
    return sum(texts[text] for text in some) / sum(texts.values())
