"""Whole outputs on file; `python -m tests.outputs.golden` writes them anew: read the difference, then commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from pilotaudit.outputs import OUTPUTS, PORTFOLIO_OUTPUTS
from pilotaudit.outputs.base import PLAIN, Look
from pilotaudit.outputs.plan import PLAN_OUTPUTS
from tests.outputs.fixtures import VERDICTS, hostile, mixed, unusable
from tests.outputs.pilots import HOSTILE, PORTFOLIO
from tests.outputs.plans import PLAN

FOLDER = Path(__file__).parent / "golden"
TERMINAL = Look(color=False, width=80)
COLORED = Look(color=True, width=80)
ENDS = {"text": "txt", "json": "json", "markdown": "md", "junit": "xml", "github": "github.txt", "csv": "csv"}


def _cases() -> dict[str, Callable[[], str]]:
    several = [mixed(), unusable(), hostile()]
    cases: dict[str, Callable[[], str]] = {}
    for name, make in VERDICTS.items():
        cases[f"{name}.txt"] = lambda make=make: OUTPUTS["text"]([make()], TERMINAL)
        cases[f"{name}.md"] = lambda make=make: OUTPUTS["markdown"]([make()], PLAIN)
    for name, end in ENDS.items():
        cases[f"several.{end}"] = lambda name=name: OUTPUTS[name](several, PLAIN)
    cases["several-80.txt"] = lambda: OUTPUTS["text"](several, TERMINAL)
    cases["no-go-mixed.ansi"] = lambda: OUTPUTS["text"]([mixed()], COLORED)
    page = replace(PORTFOLIO, rows=(*PORTFOLIO.rows, HOSTILE))
    for name, render in PORTFOLIO_OUTPUTS.items():
        cases[f"portfolio.{ENDS[name]}"] = lambda render=render: render(page, PLAIN)
    for name, draw in PLAN_OUTPUTS.items():
        cases[f"plan.{ENDS[name]}"] = lambda draw=draw: draw(PLAN, PLAIN)
        cases[f"plan-unusable.{ENDS[name]}"] = lambda draw=draw: draw(unusable(), PLAIN)
    cases["plan-80.txt"] = lambda: PLAN_OUTPUTS["text"](PLAN, TERMINAL)
    cases["portfolio-80.txt"] = lambda: PORTFOLIO_OUTPUTS["text"](page, TERMINAL)
    return cases


CASES: Mapping[str, Callable[[], str]] = _cases()
"""Golden file -> what renders it."""


def write() -> None:
    """Write every golden file, and remove those that nothing renders any more."""
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.iterdir():
        path.unlink()
    for name, render in CASES.items():
        (FOLDER / name).write_text(render(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
