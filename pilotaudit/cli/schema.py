"""`pilotaudit schema`: the JSON Schema of what people write and of what the program gives back."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

Name = Literal["charter", "assessment", "assessments", "plan", "inspect"]


def schema(
    name: Annotated[
        Name,
        typer.Argument(
            metavar="[charter|assessment|assessments|plan|inspect]", help="Which one; assessments is a whole run."
        ),
    ] = "charter",
) -> None:
    """Print the JSON Schema of a charter or of what a command gives.

    `assessments` is what a run over several charters gives.

    Example: pilotaudit schema charter > charter.schema.json
    """
    import json

    from pilotaudit.cli.streams import say

    say(json.dumps(_schema(name), indent=2, ensure_ascii=False))


def _schema(name: Name) -> dict[str, object]:
    if name == "charter":
        from pilotaudit.charter.schema import schema as charter_schema

        return charter_schema()
    from pilotaudit.assessment.schema import assessment_schema, assessments_schema, inspection_schema, plan_schema

    known = {
        "assessment": assessment_schema,
        "assessments": assessments_schema,
        "plan": plan_schema,
        "inspect": inspection_schema,
    }
    return known[name]()
