"""The JSON Schema of a charter, generated from the model: for editors that complete and check while people write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pilotaudit.charter.model import Charter
from pilotaudit.charter.required import REQUIRED

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_SCALARS: Final = ["string", "number", "boolean"]
_NULL: Final = {"type": "null"}


def schema() -> dict[str, Any]:
    """The schema as plain values.

    Editors read YAML with its own types, so a number or `true` is as good as its text; dates are texts, and a blank is
    none. Required items carry why they are asked for, and an example.
    """
    drawn: dict[str, Any] = _cleaned(Charter.model_json_schema(by_alias=True))
    blocks = {name: _told(name.lower(), block) for name, block in drawn["$defs"].items()}
    return {"$schema": DRAFT, "title": "A pilotaudit charter"} | _told("", drawn) | {"$defs": blocks}


def _cleaned(node: Any) -> Any:  # noqa: ANN401
    """A copy without titles, nulls and empty defaults, in which a plain text may also be a number or a boolean."""
    if isinstance(node, list):
        return [_cleaned(item) for item in node]
    if not isinstance(node, dict):
        return node
    copy = {key: _cleaned(value) for key, value in node.items() if not _is_noise(key, value)}
    options = [option for option in copy.pop("anyOf", []) if option != _NULL]
    if len(options) == 1:
        copy = {**options[0], **copy}
    elif options:
        copy["anyOf"] = options
    is_text = copy.get("type") == "string" and not {"enum", "const"} & copy.keys()
    return copy | {"type": _SCALARS} if is_text else copy


def _is_noise(key: str, value: object) -> bool:
    """Generated titles repeat the key, and `default: null` would offer a blank."""
    return (key == "title" and isinstance(value, str)) or (key == "default" and value in (None, [], {}))


def _told(block: str, drawn: Mapping[str, Any]) -> dict[str, Any]:
    """A block whose required items say what they are for, with an example."""
    items = {key: _with_need(f"{block}.{key}".lstrip("."), item) for key, item in drawn.get("properties", {}).items()}
    return {**drawn, "properties": items} if items else dict(drawn)


def _with_need(path: str, item: Mapping[str, Any]) -> dict[str, Any]:
    need = REQUIRED.get(path)
    return {**item, "description": need.why, "examples": [need.example]} if need else dict(item)
