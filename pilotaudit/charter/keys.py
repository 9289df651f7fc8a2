"""Which keys each block of the charter takes, read off the model: for suggestions, never on the ordinary path."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel

from pilotaudit.charter.base import join
from pilotaudit.charter.model import Charter, Rollback


@cache
def known_keys() -> Mapping[str, tuple[str, ...]]:
    """Keys by dotted path of the block, with `*` where people's own names or list positions stand."""
    found: dict[str, dict[str, None]] = {}
    _collect(Charter, "", found)
    return {path: tuple(keys) for path, keys in found.items()}


def _collect(annotation: object, path: str, found: dict[str, dict[str, None]]) -> None:
    """Walk one annotation, writing down the keys of every block in it."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        _collect(inner[0], path, found)
    elif origin in (Union, UnionType):
        for one in inner:
            _collect(one, path, found)
    elif origin is tuple:
        _collect(inner[0], join(path, "*"), found)
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        _collect(inner[1], join(path, "*"), found)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        _block(annotation, path, found)


def _block(model: type[BaseModel], path: str, found: dict[str, dict[str, None]]) -> None:
    keys = found.setdefault(path, {})
    for name, field in model.model_fields.items():
        key = field.alias or name
        if model is Rollback and key == "limits":
            continue  # written beside `how`, under the metrics' names
        keys[key] = None
        _collect(field.annotation, join(path, key), found)
