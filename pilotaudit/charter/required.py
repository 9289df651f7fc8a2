"""What a charter cannot do without: why each item is asked for, and a line that would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pilotaudit.charter.base import Node


@dataclass(frozen=True, slots=True)
class Required:
    """An item that must be there.

    why: a clause that says what it is for; line: how it may be written; stand_in: a value that the model takes.
    """

    why: str
    line: str
    stand_in: Node

    @property
    def example(self) -> str:
        """The value of the line, without its key."""
        return self.line.partition(": ")[2].partition(", or ")[0].partition(" (or ")[0]


REQUIRED: Final[Mapping[str, Required]] = {
    "pilot": Required("the name that people know the pilot by", "pilot: Support desk assistant", "Pilot"),
    "problem": Required(
        "what shall get better, by how much, and what must not get worse",
        "problem: Cut Level 1 ticket handling time by 10% with no rise in errors",
        "Cut handling time by 10%",
    ),
    "workflow": Required(
        "the one workflow that is tested", "workflow: Level 1 password, VPN and access tickets", "Tickets"
    ),
    "intervention": Required(
        "what exactly the AI does, and what people still do",
        "intervention: Drafts a reply; the agent edits and sends it",
        "Drafts a reply",
    ),
    "owners.business": Required(
        "the person who answers for the process and its result", "business: Head of Service Desk", "Head of Desk"
    ),
    "owners.technical": Required(
        "the person who answers for integration, telemetry, logging and safe deployment",
        "technical: Service Desk Platform Lead",
        "Platform Lead",
    ),
    "approved": Required(
        "the day on which these criteria were agreed, before the pilot starts", "approved: 2026-01-30", "2026-01-30"
    ),
    "window.baseline": Required(
        "the days before the pilot that it is compared with; without any, say so with the reason",
        "baseline: 2026-01-05 to 2026-02-01, or baseline: {none: lost in the migration}",
        "2026-01-05 to 2026-02-01",
    ),
    "window.pilot": Required(
        "first and last day of the pilot; without dates in the data, say so with the reason",
        "pilot: 2026-02-02 to 2026-03-29, or pilot: {undated: the trial export has no dates}",
        "2026-02-02 to 2026-03-29",
    ),
    "window.decide_by": Required("the day by which go or no-go is decided", "decide_by: 2026-04-05", "2026-04-05"),
    "groups.assignment": Required(
        "how people came into the pilot", "assignment: matched (or randomised, by team, volunteers)", "matched"
    ),
    "primary": Required(
        "the one metric that decides, with the improvement to reach", "primary: {average_handling_time: -10%}", {}
    ),
    "adoption.intended_users": Required(
        "how many people in the pilot group are meant to use it; for a tool without users say "
        "adoption: {not required: why}",
        "intended_users: 24",
        "24",
    ),
    "data": Required("the file with one row per unit of work", "data: tickets.csv", "items.csv"),
}
"""Every required item of a charter, in the order in which people write them."""

EXAMPLES: Final[Mapping[str, str]] = {
    "target": "-10%",
    "limit": "no worse than 5%",
    "guardrails.error_rate": "no worse than 2pp",
    "guardrails.escalation_rate": "no worse than 2pp",
    "guardrails.reopen_rate": "no worse than 2pp",
    "guardrails.customer_satisfaction": "no worse than 0.2",
    "rollback.error_rate": "above 5%",
    "rollback.how": "The platform lead switches it off",
    "intervention.inside": "ServiceNow agent workspace",
    "owners.executive": "Chief Operating Officer",
    "governance.security_review": "2026-01-20",
    "governance.data_boundary": "Ticket texts, no attachments",
    "scale.if_met": "Expand to the other Level 1 queues",
    "scale.if_missed": "Switch it off and return the licences",
    "groups.column": "queue",
    "groups.unit": "agent",
    "groups.treatment": "[EMEA L1]",
    "groups.control": "[AMER L1]",
    "groups.segments": "category",
    "does": "Drafts a reply; the agent edits and sends it",
    "items": "tickets.csv",
    "file": "tickets.csv",
    "limits": "above 5%",
    "accepted_per_week": "3",
    "weeks": "3 of 4",
    "dates": "2026-01-26 to 2026-01-27",
    "why": "Storage outage",
    "hours_per_user": "8",
    "price_per_action": "1.50 EUR",
    "from": "5000",
    "price": "1.35 EUR",
    "code": "BAS102",
    "reason": "Baseline lost in migration",
    "by": "COO",
    "until": "2026-06-30",
    "kind": "mean",
    "better": "lower",
    "column": "handle_minutes",
    "numerator": "cost",
    "denominator": "tickets",
    "per": "unit-day",
    "q": "0.5",
    "span": "[received_at, drafted_at]",
    "is": "[true]",
}
"""An example value by dotted path, or by the last name in it, for keys whose shape is not obvious."""


def example_of(path: str, rest: str = "") -> str:
    """An example value for an item; rest: the key that a bare value would have stood for. Empty when none is known."""
    return EXAMPLES.get(path) or EXAMPLES.get(rest) or EXAMPLES.get(path.rpartition(".")[2], "")


def required_under(path: str) -> tuple[str, ...]:
    """The required items at or below a path: `owners` gives `owners.business` and `owners.technical`."""
    return tuple(item for item in REQUIRED if item == path or item.startswith(f"{path}."))
