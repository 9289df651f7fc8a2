"""Simulate thousands of pilots, write docs/calibration.md, and fail where a figure lies outside its goal.

    python -m tests.calibration [--workers N] [--scale 1.0] [--only TITLE] [--development] [--output FILE]

Without options: all sections, the published seeds, docs/calibration.md. Numbers do not depend on the workers.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from tests.calibration.page import COMMAND, missed, page
from tests.calibration.run import DEVELOPMENT, FINAL, results
from tests.calibration.sections.base import Section
from tests.calibration.sections.designs import designs
from tests.calibration.sections.guardrails import guardrails
from tests.calibration.sections.looks import looks
from tests.calibration.sections.lots import lots
from tests.calibration.sections.novelty import novelty, worst
from tests.calibration.sections.peers import peers
from tests.calibration.sections.shapes import heavier, shapes
from tests.calibration.sections.verdicts import whole_rule

PUBLISHED = Path(__file__).parents[2] / "docs" / "calibration.md"


def sections() -> tuple[Section, ...]:
    """All sections, in the order of the page."""
    parts = (shapes, designs, lots, guardrails, looks, novelty, worst, whole_rule, heavier, peers)
    return tuple(part() for part in parts)


def chosen(only: str | None) -> tuple[Section, ...]:
    """All sections, or those whose title contains a text."""
    return tuple(one for one in sections() if only is None or only.lower() in one.title.lower())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, write, report; 1 when a figure lies outside its goal."""
    options = _options(arguments)
    some = chosen(options.only)
    seeds = DEVELOPMENT if options.development else FINAL
    found = results([study for one in some for study in one.studies], seeds, options.workers, options.scale)
    options.output.write_text(page(some, found, seeds, _command(options)), encoding="utf-8")
    out = missed(some, found)
    for figure in out:
        print(f"outside its goal: {figure.name}: {', '.join(figure.cells()[:-1])}")
    print(f"{options.output}: {len(out)} figures outside their goals")
    return 1 if out else 0


def _command(options: argparse.Namespace) -> str:
    """The command that makes a page like this one again."""
    scale = "" if options.scale == 1 else f" --scale {options.scale:g}"
    only = "" if options.only is None else f" --only {options.only!r}"
    return f"python -m tests.calibration{scale}{only}" if scale or only else COMMAND


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.calibration", description=__doc__.splitlines()[0])
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--scale", type=float, default=1.0, help="share of the pilots that are run")
    parser.add_argument("--only", help="sections whose title contains this")
    parser.add_argument("--development", action="store_true", help="the seed of development instead of the published")
    parser.add_argument("--output", type=Path, default=PUBLISHED)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    # Workers are one per core, so that arrays shall not be worked on by several threads each.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    raise SystemExit(main())
