"""The JSON Schema of an assessment, published beside the charter's."""

from __future__ import annotations

from pilotaudit.assessment.model import Assessment


def assessment_schema() -> dict[str, object]:
    """JSON Schema (draft 2020-12) of version 1: fields may be added, none is renamed or removed."""
    schema = Assessment.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "pilotaudit assessment, version 1"} | {
        key: value for key, value in schema.items() if key != "title"
    }


def assessments_schema() -> dict[str, object]:
    """JSON Schema of all that `evaluate --format json` writes: an assessment, an unusable charter, a list."""
    from pydantic import TypeAdapter

    from pilotaudit.assessment.report import Assessments, Unusable

    schema = TypeAdapter[object](Assessment | Unusable | Assessments).json_schema(mode="serialization")
    title = "pilotaudit assessments, version 1"
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title} | schema
