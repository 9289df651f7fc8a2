"""support-desk-mixed: easy tickets are faster, complex ones escalate more. Not GO, and the segment is named."""

from __future__ import annotations

from datetime import date

from tests.generators.tickets import Desk, RequestType, tickets

SEED = 20260202

DESK = Desk(
    starts=date(2026, 3, 2),
    agents_per_arm=24,
    tickets_per_week=26,
    types=(
        RequestType("Password", 0.45, 12.0, 0.05),
        RequestType("VPN", 0.30, 20.0, 0.10),
        RequestType("Access exception", 0.25, 27.0, 0.15, gain=0.3, more_escalated=0.15),
    ),
    gain=(-0.10, -0.18, -0.25, -0.30, -0.30, -0.30, -0.30, -0.30),
)


def files(seed: int = SEED) -> dict[str, str]:
    """Write the export of the example: text by file name."""
    return {"tickets.csv": tickets(DESK, seed)}
