"""Plans as the findings about them see them."""

from typing import Any

from pilotaudit.estimates.model import Rung
from pilotaudit.estimates.plan_model import Design, GuardrailPlan, Planned, PrimaryPlan, Remedy, Truth, Unplanned
from pilotaudit.findings.base import Case
from tests.builders import asks, case, charter

RUNG = Rung("unit log change", "difference in differences", "10 and 10 agents", "GO")
DESIGN = Design(4.0, 8, 5, 10, 10)
RULES = charter(guardrails={"error_rate": "no worse than 1pp"})


def primary(told: float = 0.31, remedy: Remedy | None = None, **changes: Any) -> PrimaryPlan:
    """A primary whose target is told from chance this often."""
    truths = (Truth(0.0, 0.0, 0.025, 0.016, 0.33), Truth(-0.1, 1.0, told, 0.24, 0.04))
    standard: dict[str, Any] = {
        "asked": asks(RULES), "rung": RUNG, "design": DESIGN, "level": 18.4, "rows": 50.0, "target": -0.1,
        "error": 0.07, "df": 18.0, "unsure": 0.17, "detectable": -0.188, "enough": -0.201, "truths": truths,
        "grid": (), "remedy": remedy,
    }  # fmt: skip
    return PrimaryPlan(**{**standard, **changes})


def guardrail(chance: float = 0.27, remedy: Remedy | None = None, **changes: Any) -> GuardrailPlan:
    """A guardrail that a harmless pilot keeps to this often."""
    standard: dict[str, Any] = {
        "asked": asks(RULES, "error_rate", "guardrail"), "rung": RUNG, "design": DESIGN, "level": 0.05, "rows": 50.0,
        "scale": "level", "margin": 0.01, "chance": chance, "affordable": 0.0243, "confidence": 0.95, "error": 0.009,
        "df": 18.0, "grid": (), "remedy": remedy,
    }  # fmt: skip
    return GuardrailPlan(**{**standard, **changes})


def subject(one: PrimaryPlan | Unplanned, *guardrails: GuardrailPlan | Unplanned) -> Case:
    """A case with a plan and nothing measured."""
    plan = Planned("baseline data", "as in the data", "agent", (2.0, 2.0), one, guardrails)
    return case(RULES, panel=None, plan=plan)
