"""The JSON Schema of an assessment, published beside the charter's."""

from __future__ import annotations

from pilotaudit.assessment.model import Assessment


def assessment_schema() -> dict[str, object]:
    """JSON Schema (draft 2020-12) of version 1: fields may be added, none is renamed or removed."""
    schema = Assessment.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "pilotaudit assessment, version 1"} | {
        key: value for key, value in schema.items() if key != "title"
    }
