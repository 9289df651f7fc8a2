"""A portfolio made by hand: overdue, undecided, funded, and two charters that cannot be read."""

from __future__ import annotations

from pilotaudit.assessment.portfolio import PilotRow, PortfolioOut
from tests.outputs.fixtures import EVIL

OVERDUE = PilotRow(
    "charters/support-desk.yaml",
    "decide",
    "2026-05-03",
    pilot="Support desk assistant",
    sponsor="COO",
    stage="controlled pilot",
    metric="Average handling time",
    baseline="18.4 min",
    target="-10%",
    decide_by="2026-04-05",
    overdue_days=28,
    verdict="HOLD",
    headline="Too early to say: the 10% target and no effect are both still possible.",
    gaps=("no rollback trigger", "error rate not measured"),
    governance_gap="no review or data boundary",
    spend="6900 EUR",
    undecided=True,
)
FUNDED = PilotRow(
    "charters/release-copilot.yaml",
    "fund",
    "2026-06-01",
    pilot="Release copilot",
    stage="partial rollout",
    metric="Deployment lead time",
    baseline="3.2 days",
    target="-15%",
    decide_by="2026-06-01",
    verdict="GO",
    headline="Changes are delivered 19% faster than they would have been; quality held.",
    integration_gap="outside people's tools",
    spend="12000 EUR",
)
BROKEN = PilotRow(
    "charters/broken.yaml",
    "decide",
    "2026-05-03",
    problem='charters/broken.yaml:3:1 CHR002 unknown key "probelm": did you mean "problem"?',
    problems=3,
    undecided=True,
    failure=3,
)
HOSTILE = PilotRow(
    "charters/odd.yaml", "retire", "2026-05-03", pilot=EVIL, sponsor=EVIL, metric=EVIL, gaps=(EVIL,), verdict="NO-GO"
)
PORTFOLIO = PortfolioOut("2026-05-03", (OVERDUE, BROKEN, FUNDED), 2, ("18900 EUR",), ("6900 EUR",))
