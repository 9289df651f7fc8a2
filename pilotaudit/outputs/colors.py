"""Colours that can be read on a light and on a dark terminal: of middle brightness, never dim, never pale."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

GREEN, RED, AMBER, BLUE = "color(28)", "color(160)", "color(130)", "color(26)"

OF_VERDICT: Final[Mapping[str, str]] = {
    "GO": GREEN,
    "CONDITIONAL GO": AMBER,
    "HOLD": BLUE,
    "NO-GO": RED,
    "ROLLBACK": RED,
    "UNUSABLE": RED,
}
OF_STATE: Final[Mapping[str, str]] = {
    "MET": f"bold {GREEN}",
    "MISSED": f"bold {RED}",
    "UNDERPOWERED": f"bold {BLUE}",
    "NO DATA": f"bold {BLUE}",
    "UNTRUSTED": f"bold {AMBER}",
    "WAIVED": f"bold {AMBER}",
}
OF_WEIGHT: Final[Mapping[str, str]] = {
    "no-go": f"bold {RED}",
    "hold": f"bold {BLUE}",
    "conditional": f"bold {AMBER}",
    "warn": AMBER,
}


def badge(verdict: str) -> str:
    """White on the verdict's colour: the only background there is."""
    return f"bold color(231) on {OF_VERDICT.get(verdict, BLUE)}"
