"""Metric blocks as the loader hands them over: every scalar is the text that was written."""

from __future__ import annotations

import yaml
from pydantic import TypeAdapter

from pilotaudit.metrics import MetricBlock

_BLOCK = TypeAdapter(MetricBlock)


def block(text: str) -> MetricBlock:
    """The block that a line of YAML stands for."""
    return _BLOCK.validate_python(yaml.load(text, Loader=yaml.BaseLoader))
