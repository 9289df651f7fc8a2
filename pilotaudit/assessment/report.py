"""What a run gives back as JSON: an assessment, a charter that cannot be used, or a list of either."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pilotaudit.assessment.model import Assessment, Record
from pilotaudit.assessment.outcome import Failed


class PathRef(Record):
    """A charter of which nothing but its path is known for certain."""

    path: str


class ProblemOut(Record):
    """One thing that makes an input unusable, at one place; line and column are 0 when it is the whole file."""

    code: str
    message: str
    file: str
    line: int
    column: int


class Unusable(Record):
    """A charter without a verdict. exit_code: 3 for unusable input, 1 for a bug in the program."""

    schema_: Literal["pilotaudit/unusable/1"] = Field("pilotaudit/unusable/1", alias="schema")
    charter: PathRef
    exit_code: int
    error: tuple[ProblemOut, ...]


class Assessments(Record):
    """The results of a run over several charters, in the order in which they were given."""

    schema_: Literal["pilotaudit/assessments/1"] = Field("pilotaudit/assessments/1", alias="schema")
    assessments: tuple[Assessment | Unusable, ...]


def unusable(failed: Failed) -> Unusable:
    """The record of a charter that cannot be used."""
    problems = tuple(
        ProblemOut(code=one.code, message=one.message, file=one.file, line=one.line, column=one.column)
        for one in failed.problems
    )
    return Unusable(
        schema="pilotaudit/unusable/1", charter=PathRef(path=failed.file), exit_code=failed.exit_code, error=problems
    )
