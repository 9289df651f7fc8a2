"""Many pilots on one page, as outputs render it: one row per charter, unusable ones included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Decision = Literal["fund", "narrow", "retire", "decide"]
"""What the evidence supports: fund to production, narrow, retire, or a decision that people still owe."""


@dataclass(frozen=True, slots=True)
class PilotRow:
    """One charter. Dates are ISO text; an empty text is a gap and is shown as one.

    sponsor: the executive owner; metric, baseline, target: of the primary metric, as people read them;
    overdue_days: days since decide_by with no decision on record, 0 when it is still ahead; verdict: empty when the
    charter could not be judged; gaps: what is missing, one short phrase each (integration and governance have their
    own columns); decision and by: what to do by when; spend: an amount with its currency, for the whole pilot;
    problem: the first problem of a charter that cannot be used, and problems, how many there are; undecided: whether
    the pilot is over and its evidence supports no decision; failure: exit code of a charter without a verdict, 3 when
    it cannot be used and 1 for a bug of ours.
    """

    path: str
    decision: Decision
    by: str
    pilot: str = ""
    sponsor: str = ""
    stage: str = ""
    metric: str = ""
    baseline: str = ""
    target: str = ""
    decide_by: str = ""
    overdue_days: int = 0
    verdict: str = ""
    headline: str = ""
    gaps: tuple[str, ...] = ()
    integration_gap: str = ""
    governance_gap: str = ""
    spend: str = ""
    problem: str = ""
    problems: int = 0
    undecided: bool = False
    failure: int = 0

    @property
    def usable(self) -> bool:
        """Whether the charter could be read and judged."""
        return not self.problem


@dataclass(frozen=True, slots=True)
class PortfolioOut:
    """The portfolio on one day. rows: overdue first, then by decision date, in the order in which they are shown.

    skipped: YAML files without a top-level `pilot:`; spend: what all pilots cost, one amount per currency;
    spend_without_metric: the part of it spent on pilots whose outcome is not measured.
    """

    as_of: str
    rows: tuple[PilotRow, ...]
    skipped: int = 0
    spend: tuple[str, ...] = ()
    spend_without_metric: tuple[str, ...] = ()

    @property
    def overdue(self) -> int:
        """How many decision dates have passed."""
        return sum(row.overdue_days > 0 for row in self.rows)

    @property
    def unusable(self) -> int:
        """How many charters could not be used."""
        return sum(not row.usable for row in self.rows)
