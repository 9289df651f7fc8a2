"""What every format of an assessment takes and returns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

if TYPE_CHECKING:
    from typing_extensions import TypeIs

    from pilotaudit.assessment.model import Assessment
    from pilotaudit.assessment.outcome import Failed

Result: TypeAlias = "Assessment | Failed"
"""A pilot that was judged, or a charter that cannot be used."""


@dataclass(frozen=True, slots=True)
class Look:
    """How text is drawn; other formats do not look at it.

    color: whether escape codes may be written; width: columns at which lines wrap, None for lines that stay whole.
    """

    color: bool = False
    width: int | None = None


PLAIN: Final = Look()
"""For pipes and files: no escape codes, no wrapping."""


class Output(Protocol):
    """A format: the results of one run in, the whole text out, with one line break at its end."""

    def __call__(self, results: Sequence[Result], look: Look = PLAIN) -> str:
        """Render all results, in the order given. Same results and look, same text."""
        ...


def is_judged(result: Result) -> TypeIs[Assessment]:
    """Whether a result is an assessment."""
    return hasattr(result, "verdict")


def failures(results: Sequence[Result]) -> tuple[Failed, ...]:
    """The charters that cannot be used."""
    return tuple(result for result in results if not is_judged(result))
