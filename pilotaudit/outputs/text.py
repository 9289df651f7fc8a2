"""The terminal's view: the leader reads the first five lines, the IT lead the tables, the auditor the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pilotaudit import numbers
from pilotaudit.outputs import colors
from pilotaudit.outputs.base import PLAIN, Look, Result, is_judged
from pilotaudit.outputs.page_criteria import criteria_blocks
from pilotaudit.outputs.page_effects import effect_blocks
from pilotaudit.outputs.page_head import head_blocks
from pilotaudit.outputs.page_rest import rest_blocks
from pilotaudit.outputs.terminal import drawn, grid, indented, text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pilotaudit.assessment.model import Assessment
    from pilotaudit.assessment.outcome import Failed


def render(results: Sequence[Result], look: Look = PLAIN) -> str:
    """One page per charter; several charters end with a line for each."""
    return drawn(_pages(results, look), look)


def _pages(results: Sequence[Result], look: Look) -> Iterator[RenderableType]:
    for place, result in enumerate(results):
        if place:
            yield ""
        yield from assessed(result, look) if is_judged(result) else failed(result)
    if len(results) > 1:
        yield ""
        yield from _together(results)


def assessed(one: Assessment, look: Look) -> Iterator[RenderableType]:
    """The page of a pilot that was judged."""
    yield from head_blocks(one, look)
    yield from criteria_blocks(one)
    yield from effect_blocks(one, look)
    yield from rest_blocks(one, look)


def failed(one: Failed) -> Iterator[RenderableType]:
    """The problems of a charter that cannot be used, one per line."""
    word = "could not be judged" if one.exit_code == 1 else "cannot be used"
    yield text(f"{one.file} {word}: {numbers.plural(len(one.problems), 'problem')}", f"bold {colors.RED}")
    for problem in one.problems:
        yield indented(text(str(problem)))


def _together(results: Sequence[Result]) -> Iterator[RenderableType]:
    yield text(numbers.plural(len(results), "charter"), "bold")
    yield indented(grid(_line(result) for result in results))


def _line(result: Result) -> tuple[RenderableType, ...]:
    if is_judged(result):
        verdict, name, said = result.verdict, result.charter.pilot, result.headline
    else:
        verdict, name, said = "UNUSABLE", result.file, numbers.plural(len(result.problems), "problem")
    return (text(verdict, f"bold {colors.OF_VERDICT[verdict]}"), text(name), text(said))
