"""season: the January rush ends for everybody, with and without the assistant. Before/after passes; not GO."""

from __future__ import annotations

from datetime import date

from tests.generators.tickets import Desk, RequestType, tickets

SEED = 20260106

DESK = Desk(
    starts=date(2026, 2, 2),
    agents_per_arm=30,
    tickets_per_week=22,
    types=(
        RequestType("Password", 0.50, 12.0, 0.05),
        RequestType("VPN", 0.30, 20.0, 0.12),
        RequestType("Access", 0.20, 27.0, 0.17),
    ),
    gain=(0.0,) * 8,
    season=(-0.12, -0.16, -0.18, -0.20, -0.20, -0.20, -0.20, -0.20),
)


def files(seed: int = SEED) -> dict[str, str]:
    """Write the export of the example: text by file name."""
    return {"tickets.csv": tickets(DESK, seed)}
