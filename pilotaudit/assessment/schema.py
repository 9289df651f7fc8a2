"""Assessments as JSON, and the JSON Schema that is published beside the charter's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pilotaudit.assessment.model import Assessment

if TYPE_CHECKING:
    from pilotaudit.assessment.plan import PlanOut
    from pilotaudit.assessment.report import Unusable

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def as_json(record: Assessment | PlanOut | Unusable) -> dict[str, object]:
    """A record as JSON values, in the order of its fields, with 12 significant digits; infinite ends become null."""
    from pydantic import TypeAdapter

    found: dict[str, object] = json.loads(TypeAdapter(type(record)).dump_json(record, by_alias=True))
    return found


def assessment_schema() -> dict[str, object]:
    """JSON Schema (draft 2020-12) of version 1: fields may be added, none is renamed or removed."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(Assessment).json_schema(by_alias=True, mode="serialization")
    return {"$schema": DRAFT, "title": "pilotaudit assessment, version 1"} | {
        key: value for key, value in schema.items() if key != "title"
    }


def assessments_schema() -> dict[str, object]:
    """JSON Schema of all that `evaluate --format json` writes: an assessment, an unusable charter, a list."""
    from pydantic import TypeAdapter

    from pilotaudit.assessment.report import Assessments, Unusable

    schema = TypeAdapter[object](Assessment | Unusable | Assessments).json_schema(mode="serialization")
    return {"$schema": DRAFT, "title": "pilotaudit assessments, version 1"} | schema


def plan_schema() -> dict[str, object]:
    """JSON Schema of what `plan --format json` writes, version 1."""
    from pydantic import TypeAdapter

    from pilotaudit.assessment.plan import PlanOut

    schema = TypeAdapter(PlanOut).json_schema(by_alias=True, mode="serialization")
    return {"$schema": DRAFT, "title": "pilotaudit plan, version 1"} | {
        key: value for key, value in schema.items() if key != "title"
    }


def inspection_schema() -> dict[str, object]:
    """JSON Schema of what `inspect --format json` writes, version 1."""
    from pydantic import TypeAdapter

    from pilotaudit.assessment.inspection import SCHEMA, Inspection

    schema = TypeAdapter(Inspection).json_schema(mode="serialization")
    named = {"schema": {"const": SCHEMA, "type": "string"}, **schema["properties"]}
    return {"$schema": DRAFT, "title": "pilotaudit inspection, version 1"} | {
        **{key: value for key, value in schema.items() if key != "title"},
        "properties": named,
        "required": ["schema", *schema["required"]],
    }
