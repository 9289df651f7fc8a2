"""What a run gives back as JSON: an assessment, a charter that cannot be used, or a list of either."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from pilotaudit.assessment.model import Assessment
from pilotaudit.assessment.outcome import Failed


@dataclass(frozen=True, slots=True, kw_only=True)
class PathRef:
    """A charter of which nothing but its path is known for certain."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemOut:
    """One thing that makes an input unusable, at one place; line and column are 0 when it is the whole file."""

    code: str
    message: str
    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusable:
    """A charter without a verdict. exit_code: 3 for unusable input, 1 for a bug in the program."""

    schema_: Annotated[Literal["pilotaudit/unusable/1"], Field(alias="schema")] = "pilotaudit/unusable/1"
    charter: PathRef
    exit_code: int
    error: tuple[ProblemOut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessments:
    """The results of a run over several charters, in the order in which they were given."""

    schema_: Annotated[Literal["pilotaudit/assessments/1"], Field(alias="schema")] = "pilotaudit/assessments/1"
    assessments: tuple[Assessment | Unusable, ...]


def unusable(failed: Failed) -> Unusable:
    """The record of a charter that cannot be used."""
    problems = tuple(
        ProblemOut(code=one.code, message=one.message, file=one.file, line=one.line, column=one.column)
        for one in failed.problems
    )
    return Unusable(charter=PathRef(path=failed.file), exit_code=failed.exit_code, error=problems)
