"""novelty: 20 % faster in weeks 1 to 3, nothing afterwards. NO-GO."""

from __future__ import annotations

from datetime import date

from tests.generators.tickets import Desk, RequestType, tickets

SEED = 20260406

DESK = Desk(
    starts=date(2026, 5, 4),
    agents_per_arm=32,
    tickets_per_week=22,
    types=(
        RequestType("Payslip", 0.45, 9.0, 0.04),
        RequestType("Leave", 0.35, 14.0, 0.08),
        RequestType("Onboarding", 0.20, 24.0, 0.15),
    ),
    gain=(-0.223, -0.223, -0.223, 0.0, 0.0, 0.0, 0.0, 0.0),
)


def files(seed: int = SEED) -> dict[str, str]:
    """Write the export of the example: text by file name."""
    return {"tickets.csv": tickets(DESK, seed)}
