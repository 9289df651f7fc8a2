"""Small randomised pilots written out as a charter and a CSV, for analyses that a charter can ask for. Simulated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from pilotaudit.assessment.model import Assessment
from pilotaudit.evaluate import evaluate

DAY = date(2026, 4, 5)
FIRST = date(2026, 1, 5)
HEADER = "resolved_at,agent,group,handle_minutes,error,tenure_years"
CHARTER = """\
pilot: Simulated pilot
problem: Cut Level 1 ticket handling time by 10% with no rise in errors
workflow: Level 1 password, VPN and access tickets
intervention: {{does: Drafts a reply; the agent edits and sends it, inside: ServiceNow agent workspace}}
owners: {{business: Head of Service Desk, technical: Service Desk Platform Lead, executive: COO}}
approved: 2026-01-03
window: {window}
groups: {groups}
primary: {primary}
guardrails: {guardrails}
adoption: {{intended_users: 12}}
governance: {{security_review: 2026-01-02, data_boundary: Knowledge base only}}
scale: {{if_met: Expand to queues C and D, if_missed: Archive it}}
rollback: {{error_rate: above 20%, how: Switch it off}}
{extra}data: {{items: tickets.csv, usage: usage.csv}}
"""
ITEMS: Mapping[str, str] = {
    "window": "{baseline: 2026-01-05 to 2026-02-01, pilot: 2026-02-02 to 2026-03-29, decide_by: 2026-04-05}",
    "groups": "{assignment: randomised}",
    "primary": "{average_handling_time: -10%}",
    "guardrails": "{error_rate: no worse than 3pp}",
    "extra": "",
}


def judged(folder: Path, rows: Iterable[str], header: str = HEADER, **items: str) -> Assessment:
    """The assessment of these rows under the charter with some items replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tickets.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    (folder / "usage.csv").write_text("\n".join(["date,user", *_use()]) + "\n", encoding="utf-8")
    path = folder / "charter.yaml"
    path.write_text(CHARTER.format(**{**ITEMS, **items}), encoding="utf-8")
    return evaluate(path, DAY)


def tickets(effect: float, *, agents: int = 24, a_week: int = 12, seed: int = 1, noise: float = 0.3) -> list[str]:
    """Tickets of agents, every second one treated; effect: the true change of handling time, -0.25 is a quarter less.

    Agents differ a good deal, and the longer they have been there the quicker they are.
    """
    rng = np.random.default_rng(seed)
    found = []
    for agent in range(agents):
        tenure = rng.uniform(0, 10)
        level = 20 * np.exp(0.3 * rng.normal() - 0.05 * tenure)
        for week in range(12):
            here = level * np.exp(0.05 * rng.normal()) * (1 + effect * (agent % 2 == 0 and week >= 4))
            for item in range(a_week):
                day = FIRST + timedelta(days=7 * week + item % 5)
                minutes = here * np.exp(noise * rng.normal() - noise**2 / 2)
                arm = "treatment" if agent % 2 == 0 else "control"
                found.append(f"{day},agent {agent:02d},{arm},{minutes:.4f},{rng.random() < 0.05:d},{tenure:.2f}")
    return found


def _use() -> list[str]:
    """Ten of twelve people use it in every pilot week."""
    days = [FIRST + timedelta(days=7 * week + 1) for week in range(4, 12)]
    return [f"{day},person {number}" for day in days for number in range(10)]


VISITS = "resolved_at,id,group,request_type,handle_minutes,error,cost,tickets"


def visits(effect: float, *, n: int = 6000, seed: int = 1, errors: float = 0.06) -> list[str]:
    """Rows of people who come once, in the baseline or in the pilot; effect: as in `tickets`."""
    rng = np.random.default_rng(seed)
    day, treated, long = rng.integers(0, 84, n), rng.random(n) < 0.5, rng.random(n) < 0.4
    changed = np.where(treated & (day >= 28), 1 + effect, 1.0)
    minutes = np.where(long, 30.0, 12.0) * changed * rng.lognormal(0, 0.5, n)
    several = rng.integers(1, 5, n)
    cost = several * 4.0 * changed * rng.lognormal(0, 0.3, n)
    found = []
    for row in range(n):
        keys = f"{FIRST + timedelta(days=int(day[row]))},{row},{'treatment' if treated[row] else 'control'}"
        kind = "access" if long[row] else "password"
        wrong = f"{rng.random() < errors:d}"
        found.append(f"{keys},{kind},{minutes[row]:.4f},{wrong},{cost[row]:.4f},{several[row]}")
    return found


ISSUES = "resolved_at,agent,group,handle_minutes,error,lines"


def issues(effect: float, *, developers: int = 12, each: int = 60, seed: int = 1) -> list[str]:
    """Issues of developers in the pilot weeks, each by lot with the tool or without; long ones take longer."""
    rng = np.random.default_rng(seed)
    found = []
    for developer in range(developers):
        level = 3 + 0.3 * rng.normal()
        for _ in range(each):
            day, treated = FIRST + timedelta(days=int(rng.integers(28, 84))), rng.random() < 0.5
            lines = int(rng.lognormal(4, 0.8))
            minutes = np.exp(level + 0.004 * lines + np.log1p(effect * treated) + 0.3 * rng.normal())
            arm = "treatment" if treated else "control"
            found.append(f"{day},developer {developer:02d},{arm},{minutes:.4f},{rng.random() < 0.05:d},{lines}")
    return found
