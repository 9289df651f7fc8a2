"""One format per file, each `render(results, look) -> str`; what takes long to load is loaded when it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pilotaudit.outputs import csv, github, json, junit, markdown, text
from pilotaudit.outputs.base import Output
from pilotaudit.outputs.portfolio import PORTFOLIO_OUTPUTS

__all__ = ["OUTPUTS", "PORTFOLIO_OUTPUTS"]

OUTPUTS: Final[Mapping[str, Output]] = {
    "text": text.render,
    "json": json.render,
    "markdown": markdown.render,
    "junit": junit.render,
    "github": github.render,
    "csv": csv.render,
}
"""Formats of `evaluate`, by the name that `--format` takes."""
