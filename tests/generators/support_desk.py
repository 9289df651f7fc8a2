"""support-desk: drafts for password, VPN and access tickets; about 20 % faster once people have settled in. GO."""

from __future__ import annotations

from datetime import date

import numpy as np

from tests.generators.tickets import HEADER, Desk, RequestType, export
from tests.generators.world import table

SEED = 20260105

DESK = Desk(
    starts=date(2026, 2, 2),
    agents_per_arm=24,
    tickets_per_week=26,
    types=(
        RequestType("Password", 0.45, 12.0, 0.05, more_escalated=-0.02),
        RequestType("VPN", 0.30, 20.0, 0.13, more_escalated=-0.04),
        RequestType("Access", 0.25, 27.0, 0.18, more_escalated=-0.05),
    ),
    gain=(-0.06, -0.12, -0.18, -0.22, -0.22, -0.22, -0.22, -0.22),
    fewer_errors=0.005,
)
USAGE = ("date", "user", "action", "reason", "role", "source")


def files(seed: int = SEED) -> dict[str, str]:
    """Write both exports of the example: text by file name."""
    rows = export(DESK, seed)
    return {"tickets.csv": table(HEADER, rows + _still_open(rows)), "usage.csv": table(USAGE, _usage(rows, seed))}


def _still_open(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Copy the last tickets as they look before they are resolved: no end, no handling time, no score."""
    last = [dict(zip(HEADER, row, strict=True)) for row in rows[-25:]]
    blank = dict.fromkeys(("resolved_at", "handle_minutes", "csat"), "")
    return [tuple({**row, **blank, "number": f"INC{90001 + n:07d}"}.values()) for n, row in enumerate(last)]


def _usage(rows: list[tuple[str, ...]], seed: int) -> list[tuple[str, ...]]:
    """Write one line per draft: most are accepted, some rewritten, a few abandoned."""
    rng = np.random.default_rng(seed + 1)
    drafts = [row for row in rows if row[HEADER.index("ai_used")] == "true"]
    actions = rng.choice(["accepted", "overridden", "abandoned"], len(drafts), p=[0.74, 0.2, 0.06])
    reasons = {"accepted": "", "overridden": "wording", "abandoned": "wrong article"}
    return [
        (row[2][:10], row[3], str(action), reasons[str(action)], "agent", "simulated")
        for row, action in zip(drafts, actions, strict=True)
    ]
