"""Random pilots, most of them broken in some way: always a verdict or a refusal, and only real numbers."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest

from pilotaudit.assessment.model import Assessment
from pilotaudit.errors import InputError
from pilotaudit.evaluate import evaluate
from pilotaudit.outputs import OUTPUTS
from pilotaudit.outputs.base import PLAIN
from tests.test_hard_input import unreal

CHARTER = """\
pilot: Any pilot
problem: Cut ticket handling time by 10% with no rise in errors
workflow: Level 1 tickets
intervention: {{does: Drafts a reply, inside: ServiceNow agent workspace}}
owners: {{business: Head of Service Desk, technical: Service Desk Platform Lead, executive: COO}}
approved: 2026-01-30
window: {{baseline: {baseline}, pilot: 2026-02-02 to {last}, decide_by: {decide}}}
groups: {{assignment: {assignment}{unit}{segments}{control}}}
primary: {{{primary}}}
secondary: {{escalation_rate: -2pp}}
guardrails: {{customer_satisfaction: no worse than 0.2}}
adoption: {{intended_users: 4}}
metrics:
  cost_per_item: {{kind: ratio, numerator: cost, denominator: items, unit: EUR, better: lower}}
  items_per_day: {{kind: count, per: unit-day, better: higher}}
  middle: {{kind: quantile, q: 0.5, column: handle_minutes, unit: min, better: lower}}
data: t.csv
"""
HEADER = "number,resolved_at,agent,group,request_type,handle_minutes,error,escalated,ai_used,cost,items,csat"
PRIMARIES = (
    "average_handling_time: -10%", "average_handling_time: -2 min", "average_handling_time: at most 9 min",
    "error_rate: -1pp", "error_rate: -20%", "cost_per_item: -10%", "items_per_day: +10%", "middle: -10%",
)  # fmt: skip
START = date(2026, 2, 2)

MINUTES: Final[Mapping[str, Callable[[random.Random], float]]] = {
    "ordinary": lambda draw: math.exp(draw.gauss(2.5, 0.6)),
    "constant": lambda draw: 10.0,
    "zero": lambda draw: 0.0,
    "tiny": lambda draw: 1e-12,
    "huge": lambda draw: 1e11 * draw.random(),
    "negative": lambda draw: draw.gauss(0, 5),
    "whole": lambda draw: float(draw.randrange(3)),
    "with zeros": lambda draw: draw.choice([0.0, math.exp(draw.gauss(2, 1))]),
}


def charter(draw: random.Random, before: int, after: int) -> str:
    """Draw a charter with so many weeks before and after the start."""
    last = START + timedelta(days=7 * after - 1 + draw.choice([0, 0, 3]))
    return CHARTER.format(
        baseline="{none: lost}" if before == 0 else f"{START - timedelta(days=7 * before)} to 2026-02-01",
        last=last,
        decide=last + timedelta(days=7),
        assignment=draw.choice(["matched", "matched", "randomised", "by team", "volunteers"]),
        unit=draw.choice(["", "", ", unit: agent", ", unit: row"]),
        segments=draw.choice(["", ", segments: request_type"]),
        control=draw.choice(["", "", "", ", no_control: there was no comparable queue"]),
        primary=draw.choice(PRIMARIES),
    )


def rows(draw: random.Random, before: int, after: int) -> Iterator[str]:
    """Draw rows of up to twelve units; units and weeks may be missing."""
    minutes, per_week = MINUTES[draw.choice([*MINUTES, *["ordinary"] * 8])], draw.choice([3, 12, 12])
    for unit in range(draw.choice([2, 3, 4, 8, 8, 12])):
        treated, gone = unit % 2 == 0, draw.choice([*[after] * 12, after // 2, 0])
        for week in (week for week in range(-before, gone) if draw.random() < 0.95):
            for item in range(per_week):
                day, group = START + timedelta(days=7 * week + item % 6), "treatment" if treated else "control"
                flags = [int(draw.random() < share) for share in (0.1, 0.1, 0.6 * (treated and week >= 0))]
                cells = [draw.gauss(5, 2), draw.choice([0, 1, 3]), draw.choice(["", 1, 3, 5])]
                found = [f"{unit}.{week}.{item}", day, f"agent {unit}", group, f"type {draw.randrange(4)}"]
                yield ",".join(map(str, [*found, f"{minutes(draw):.15g}", *flags, *cells]))


def judged(folder: Path, as_of: date) -> Assessment | None:
    """The assessment, or None where the charter or the data are refused."""
    try:
        return evaluate(folder / "charter.yaml", as_of)
    except InputError:
        return None


@pytest.mark.parametrize("seed", range(30))
def test_any_pilot_is_judged_or_refused(tmp_path: Path, seed: int):
    """In every format, with a reason for whatever is not settled; nothing else may be raised."""
    draw = random.Random(seed)
    before, after = draw.choice([0, 1, 4, 4, 4]), draw.choice([1, 4, 8, 8, 8])
    (tmp_path / "charter.yaml").write_text(charter(draw, before, after), encoding="utf-8")
    (tmp_path / "t.csv").write_text("\n".join([HEADER, *rows(draw, before, after)]) + "\n", encoding="utf-8")
    found = judged(tmp_path, START + timedelta(days=draw.choice([20, 120, 120, 120])))
    if found is not None:
        texts = {name: render([found], PLAIN) for name, render in OUTPUTS.items()}
        assert list(unreal(json.loads(texts["json"]))) == []
        assert all(one.reason for one in found.criteria)
