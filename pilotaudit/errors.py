"""What can go wrong, drawn as the tree in which it is written below.

    PilotAuditError                 exit 1   a bug unless it is one of its children
    ├── UsageError                  exit 2   the command line asks for something that does not exist
    └── InputError                  exit 3   a charter or its data cannot be used; carries every Problem found
        ├── CharterError                     ... the charter text
        └── DataError                        ... a data file

A doubt about a pilot is a finding, never an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that makes an input unusable, at one place, with its remedy.

    file: path as the user gave it; line and column: 1-based, 0 when the place is the whole file.
    """

    file: str
    line: int
    column: int
    code: str
    message: str

    def __str__(self) -> str:
        """The line that editors make clickable: `file:line:column CODE message`."""
        return f"{self.file}:{self.line}:{self.column} {self.code} {self.message}"


class PilotAuditError(Exception):
    """Everything that pilotaudit raises on purpose."""

    exit_code = 1


class UsageError(PilotAuditError):
    """The command line asks for something that does not exist."""

    exit_code = 2


class InputError(PilotAuditError):
    """A charter or its data cannot be used; `problems` holds all that was found, in file order."""

    exit_code = 3

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems, sorted by place, without repeats."""
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class CharterError(InputError):
    """The charter's text cannot be used."""


class DataError(InputError):
    """A data file cannot be used."""
