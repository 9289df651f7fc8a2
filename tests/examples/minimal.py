"""The minimal charter of the manual, as it stands there."""

MINIMAL = """\
pilot: Support desk assistant
problem: Cut Level 1 ticket handling time by 10% with no rise in errors
workflow: Level 1 password, VPN and access tickets
intervention: Drafts a reply; the agent edits and sends it
owners:
  business: Head of Service Desk
  technical: Service Desk Platform Lead
approved: 2026-01-30
window:
  baseline: 2026-01-05 to 2026-02-01
  pilot: 2026-02-02 to 2026-03-29
  decide_by: 2026-04-05
groups: {assignment: matched}
primary: {average_handling_time: -10%}
guardrails: {error_rate: no worse than 2pp}
adoption: {intended_users: 24}
data: tickets.csv
"""

REQUIRED = {
    "pilot": "pilot: Support desk assistant\n",
    "problem": "problem: Cut Level 1 ticket handling time by 10% with no rise in errors\n",
    "workflow": "workflow: Level 1 password, VPN and access tickets\n",
    "intervention": "intervention: Drafts a reply; the agent edits and sends it\n",
    "owners.business": "  business: Head of Service Desk\n",
    "owners.technical": "  technical: Service Desk Platform Lead\n",
    "approved": "approved: 2026-01-30\n",
    "window.baseline": "  baseline: 2026-01-05 to 2026-02-01\n",
    "window.pilot": "  pilot: 2026-02-02 to 2026-03-29\n",
    "window.decide_by": "  decide_by: 2026-04-05\n",
    "groups.assignment": "assignment: matched",
    "primary": "primary: {average_handling_time: -10%}\n",
    "adoption.intended_users": "intended_users: 24",
    "data": "data: tickets.csv\n",
}
"""Each required item with the text that states it; cutting it out leaves readable YAML."""
