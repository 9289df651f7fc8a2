"""Small pilots for the command line: eight agents, twelve weeks, no chance in them."""

from __future__ import annotations

import math
from datetime import date, timedelta
from pathlib import Path

CHARTER = """\
pilot: {name}
problem: Cut Level 1 ticket handling time by 10% with no rise in errors
workflow: Level 1 password, VPN and access tickets
intervention: {{does: Drafts a reply; the agent edits and sends it, inside: ServiceNow agent workspace}}
owners: {{business: Head of Service Desk, technical: Service Desk Platform Lead, executive: COO}}
approved: 2026-01-03
window: {{baseline: 2026-01-05 to 2026-02-01, pilot: 2026-02-02 to 2026-03-29, decide_by: 2026-04-05}}
groups: {{assignment: matched}}
primary: {{average_handling_time: {target}}}
guardrails: {{error_rate: no worse than 4pp, escalation_rate: no worse than 3pp}}
adoption: {{intended_users: 4}}
governance: {{security_review: 2026-01-02, data_boundary: Knowledge base only}}
scale: {{if_met: Expand to queues C and D, if_missed: Archive it, report: Monthly to the board}}
{extra}data: tickets.csv
"""
HEADER = "number,resolved_at,agent,group,handle_minutes,error,escalated,ai_used\n"
DECISION = "2026-04-05"
FIRST = date(2026, 1, 5)


def write_charter(folder: Path, name: str = "Small pilot", target: str = "-10%", extra: str = "") -> Path:
    """Write a charter alone and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "charter.yaml"
    path.write_text(CHARTER.format(name=name, target=target, extra=extra), encoding="utf-8")
    return path


def write_pilot(folder: Path, gain: float = 0.25, users: int = 4, **charter: str) -> Path:
    """Write a charter and its tickets; `gain` is the true cut of handling time, `users` of 4 use the tool."""
    path = write_charter(folder, **charter)
    (folder / "tickets.csv").write_text(HEADER + "\n".join(_rows(gain, users)) + "\n", encoding="utf-8")
    return path


def _rows(gain: float, users: int) -> list[str]:
    rows = []
    for agent in range(8):
        for week in range(12):
            for item in range(10):
                rows.append(_row(len(rows), agent, week, item, gain, users))
    return rows


def _row(number: int, agent: int, week: int, item: int, gain: float, users: int) -> str:
    treated, running = agent % 2 == 0, week >= 4
    wobble = 0.02 * math.sin(1.7 * agent + (2.9 if running else 0) * (agent + 1)) + 0.03 * math.cos(5 * week + agent)
    minutes = 20 * (1 + 0.05 * agent) * (1 + wobble + 0.02 * (item % 5)) * (1 - gain * (treated and running))
    error, escalated = ((item + week + agent + k) % 10 == 0 or (week, item) == (agent + k, 5) for k in (0, 3))
    used = treated and running and agent // 2 < users
    day = FIRST + timedelta(days=7 * week + item % 5)
    arm = "treatment" if treated else "control"
    return f"T{number:05d},{day} 10:{item:02d}:00,agent {agent},{arm},{minutes:.3f},{error:d},{escalated:d},{used:d}"
