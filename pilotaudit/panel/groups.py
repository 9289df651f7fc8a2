"""Which group texts are treatment and which control, and what is said when a group is not in the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pilotaudit.charter.base import Assumed
from pilotaudit.charter.model import Loaded
from pilotaudit.evidence.files import refuse

TREATMENT_WORDS: Final = ("treatment", "pilot", "ai", "test")
CONTROL_WORDS: Final = ("control", "manual")
WORDS: Final = ("control", "treatment")
"""The charter's names of the arms 0 and 1."""
SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """One arm: the group names that the charter states, or the usual words where it states none."""

    arm: str
    stated: Sequence[str] | None
    usual: Sequence[str]


def arms(loaded: Loaded, texts: Sequence[str | None], *, has_column: bool) -> Mapping[str | None, int]:
    """Arm of every group text that belongs to one: 1 treatment, 0 control.

    texts: the distinct texts of the group column, None for blank. has_column: whether there is a group column.
    Raises DataError (DAT004 without a column, DAT008 when a group has no row).
    """
    groups = loaded.charter.groups
    if not has_column:
        return _all_treated(loaded, texts)
    treated = _chosen(texts, groups.treatment, TREATMENT_WORDS)
    control = () if groups.no_control is not None else _chosen(texts, groups.control, CONTROL_WORDS)
    _refuse_absent(loaded, texts, treated, Wanted("treatment", groups.treatment, TREATMENT_WORDS))
    if groups.no_control is None:
        _refuse_absent(loaded, texts, control, Wanted("control", groups.control, CONTROL_WORDS))
    return {**dict.fromkeys(control, 0), **dict.fromkeys(treated, 1)}


def assumed_arms(loaded: Loaded, sides: Mapping[str | None, int], *, has_column: bool) -> tuple[Assumed, ...]:
    """The group names that were taken by their usual words, for each arm that the charter does not name."""
    groups = loaded.charter.groups
    if not has_column:
        return ()
    named = {1: groups.treatment, 0: groups.control}
    return tuple(
        Assumed(f"groups.{WORDS[arm]}", ", ".join(names), "usual words for this group")
        for arm, stated in named.items()
        if stated is None and (names := sorted({(text or "").strip() for text, side in sides.items() if side == arm}))
    )


def _all_treated(loaded: Loaded, texts: Sequence[str | None]) -> Mapping[str | None, int]:
    groups = loaded.charter.groups
    if groups.no_control is not None and groups.treatment is None:
        return dict.fromkeys(texts or (None,), 1)
    raise refuse(
        loaded,
        "groups",
        "DAT004",
        "the data have no column that says who is in the pilot and who is not (looked for group, arm, "
        "cohort). Name it: groups.column, or say why there is none: groups.no_control.",
    )


def _chosen(texts: Sequence[str | None], stated: Sequence[str] | None, usual: Sequence[str]) -> tuple[str | None, ...]:
    wanted = {text.strip().casefold() for text in stated or usual}
    return tuple(text for text in texts if text is not None and text.strip().casefold() in wanted)


def _refuse_absent(loaded: Loaded, texts: Sequence[str | None], found: Sequence[str | None], wanted: Wanted) -> None:
    """Every group that the charter names has rows; without names, one of the usual words does."""
    here = {text.strip().casefold() for text in found if text is not None}
    absent = [name for name in wanted.stated or () if name.strip().casefold() not in here]
    if not absent and found:
        return
    looked = ", ".join(f'"{name}"' for name in absent or wanted.usual)
    message = f"no row belongs to the {wanted.arm} group: {looked} not found. The group column has: {_there(texts)}."
    raise refuse(loaded, f"groups.{wanted.arm}", "DAT008", f"{message} Name the right one: groups.{wanted.arm}.")


def _there(texts: Sequence[str | None]) -> str:
    names = sorted({text.strip() for text in texts if text is not None and text.strip()})
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(f'"{name}"' for name in names[:SHOWN]) + more or "only blanks"
