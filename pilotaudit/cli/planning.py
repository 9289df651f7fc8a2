"""From the options of `plan` to an exit code: what is stated, the plan, its delivery."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pilotaudit.assessment.outcome import UNUSABLE, Failed
from pilotaudit.cli.charters import find_charters
from pilotaudit.cli.deliver import deliver, wanted_files, wanted_format
from pilotaudit.cli.exits import OK
from pilotaudit.cli.options import codes, day
from pilotaudit.cli.progress import reading
from pilotaudit.cli.streams import coloured, note, width
from pilotaudit.errors import InputError, UsageError
from pilotaudit.estimates.plan_model import Stated
from pilotaudit.outputs.base import PLAIN, Look
from pilotaudit.outputs.plan import PLAN_OUTPUTS
from pilotaudit.phrases import PhraseError, Quantity, parse_quantity
from pilotaudit.plan import Wish, plan

if TYPE_CHECKING:
    from datetime import date

    from pilotaudit.outputs.plan import Result

DATALESS = "--rows-per-week"


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is stated on the command line, as it was written."""

    units: int | None = None
    rows: float | None = None
    spreads: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options that judging commands share, as they were written."""

    format: str = "text"
    output: tuple[str, ...] = ()
    as_of: str | None = None
    ignore: tuple[str, ...] = ()
    allow_outside: bool = False
    quiet: bool = False
    no_color: bool = False


def run(argument: str, numbers: Numbers, wanted: Wanted) -> int:
    """Plan the one charter that is named and return the exit code; raises UsageError before any work."""
    from pilotaudit.findings.registry import CODES

    shown, files = wanted_format(wanted.format, tuple(PLAN_OUTPUTS)), wanted_files(wanted.output, tuple(PLAN_OUTPUTS))
    hidden, when, wish = codes(wanted.ignore, CODES), day(wanted.as_of), wish_of(numbers)
    result = _without(_planned(_only(argument), when, wish, wanted), hidden)
    if isinstance(result, Failed) and shown != "text":
        for problem in result.problems:
            note(str(problem))
    look = Look(coloured(wanted.no_color, os.environ), width())
    code = result.exit_code if isinstance(result, Failed) else OK
    return deliver(lambda name: PLAN_OUTPUTS[name](result, PLAIN), PLAN_OUTPUTS[shown](result, look), files, code)


def wish_of(numbers: Numbers) -> Wish:
    """What is asked of the plan; raises UsageError for numbers that do not go together or cannot be read."""
    if numbers.rows is None:
        if numbers.spreads or numbers.levels:
            raise UsageError(f"--spread and --level stand in for data; give {DATALESS} and --units as well.")
        return Wish(treated=numbers.units)
    if numbers.units is None:
        raise UsageError(f"{DATALESS} stands in for data; give --units as well: how many in each group.")
    if not (numbers.rows > 0 and math.isfinite(numbers.rows)):
        raise UsageError(f"{DATALESS} {numbers.rows:g} is not a number above zero.")
    levels, spreads = _amounts("--level", numbers.levels), _amounts("--spread", numbers.spreads)
    return Wish(Stated(numbers.units, numbers.rows, levels, spreads))


def _amounts(option: str, texts: Sequence[str]) -> Mapping[str, Quantity]:
    """Amounts by metric key, from `KEY=AMOUNT`; without a key it is the primary metric's, under an empty key."""
    found: dict[str, Quantity] = {}
    for text in texts:
        key, _, amount = text.rpartition("=")
        if key.strip() in found:
            raise UsageError(f'{option} "{text}": a second amount for the same metric.')
        try:
            found[key.strip()] = parse_quantity(amount)
        except PhraseError as error:
            raise UsageError(f'{option} "{text}": {error}') from None
    return found


def _only(argument: str) -> Path:
    """The charter that is named; raises UsageError for several."""
    charters = find_charters([argument]).charters
    if len(charters) > 1:
        raise UsageError(f"{argument} holds {len(charters)} charters; plan takes one at a time.")
    return charters[0]


def _planned(path: Path, when: date, wish: Wish, wanted: Wanted) -> Result:
    """The plan, or what makes it impossible."""
    try:
        with reading(wanted.quiet) as tell:
            return plan(
                path,
                when,
                wish=wish,
                shown=str(path),
                allow_outside=wanted.allow_outside,
                environment=os.environ,
                progress=tell,
            )
    except InputError as error:
        return Failed(str(path), UNUSABLE, error.problems)


def _without(result: Result, hidden: Sequence[str]) -> Result:
    """The same without the findings whose codes begin with one of `hidden`."""
    if isinstance(result, Failed) or not hidden:
        return result
    return replace(result, findings=tuple(one for one in result.findings if not one.code.startswith(tuple(hidden))))
