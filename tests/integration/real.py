"""The real incident log, read where it lies, and the charters that are written for it."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

NAME = "servicenow_incident_event_log.csv.gz"
ROOT = Path(__file__).parents[2]
APRIL, MAY = "2016-04-01 to 2016-04-30", "2016-05-01 to 2016-05-31"
MARCH = "2016-03-01 to 2016-03-31"
AS_OF = "2016-06-07"


def incident_log() -> Path:
    """Find the log; skip the test when it is not at hand, fail it where CI says that it must be."""
    folder = Path(os.environ.get("PILOTAUDIT_REAL_DATA") or ROOT.parent / "shared" / "data")
    path = (folder / NAME).resolve()
    if not path.is_file():
        message = f"NOT TESTED ON REAL DATA: there is no {path}; say where it lies in PILOTAUDIT_REAL_DATA"
        if os.environ.get("CI", "").lower() in ("true", "1"):
            pytest.fail(message)
        pytest.skip(message)
    return path


def halves(seed: int, agents: list[str]) -> tuple[list[str], list[str]]:
    """Split the agents by lot into a pilot half and a control half."""
    order = np.random.default_rng(seed).permutation(len(agents))
    half = len(agents) // 2
    return sorted(agents[n] for n in order[:half]), sorted(agents[n] for n in order[half:])


def groups(pilot: list[str], control: list[str]) -> str:
    """Write the groups of a split: the resolvers themselves are the group values and the units."""
    return (
        "  {column: resolved_by, unit: resolved_by, assignment: randomised,\n"
        f"   treatment: [{', '.join(pilot)}],\n   control: [{', '.join(control)}]}}"
    )


NO_CONTROL = "  {unit: resolved_by, assignment: matched, no_control: all agents changed at once}"


def write_charter(folder: Path, log: Path, groups: str, baseline: str, approved: str = "2016-04-25") -> Path:
    """Write a charter for the log: one row per incident, day-first dates, `?` for missing, resolvers as units."""
    path = folder / "charter.yaml"
    path.write_text(
        f"""\
pilot: Placebo on a real incident log
problem: See whether a gain of 10% is found where nothing was done
workflow: Incidents of one company
intervention: Nothing; this pilot never happened
owners:
  business: Head of Service Desk
  technical: Service Desk Platform Lead
approved: {approved}
window:
  baseline: {baseline}
  pilot: {MAY}
  decide_by: {AS_OF}
groups:
{groups}
primary: {{resolution_hours: -10%}}
guardrails: {{reopen_rate: no worse than 2pp}}
adoption: {{not required: nothing was used}}
metrics:
  resolution_hours: {{kind: mean, span: [opened_at, resolved_at], unit: h, better: lower}}
  reopen_rate: {{kind: proportion, column: reopen_count, above: 0, better: lower}}
data:
  items:
    file: {os.path.relpath(log, folder.resolve())}
    one_row_per: number
    latest_by: sys_mod_count
    dates: day first
    missing: ["?"]
    columns: {{time: resolved_at, opened: opened_at}}
""",
        encoding="utf-8",
    )
    return path
