"""Plans made by hand: one that is too small, with a guardrail that cannot be afforded and a metric left out."""

from __future__ import annotations

from pilotaudit.assessment.model import AssumedOut, CharterRef, DataOut, FindingOut, InputOut, Provenance
from pilotaudit.assessment.plan import (
    CalendarOut,
    CellOut,
    DesignOut,
    GuardrailOut,
    PlanOut,
    PrimaryOut,
    RemedyOut,
    TogetherOut,
    TruthOut,
    UnplannedOut,
)

PATH = "charters/support-desk.yaml"
WEEKS = ((4, 2), (8, 5), (12, 9))
UNITS = (5, 10, 20)


def design(weeks: int = 8, judged: int = 5, units: int = 10) -> DesignOut:
    """So many weeks and as many units in each group."""
    return DesignOut(baseline_weeks=4.0, pilot_weeks=weeks, judged_weeks=judged, treated=units, control=units)


def grid(base: float, met: bool) -> tuple[CellOut, ...]:
    """Chances that grow with weeks and units."""
    return tuple(
        CellOut(
            design=design(weeks, judged, units),
            chance=min(0.995, base * judged**0.3 * units**0.5 / 5),
            met=0.1 if met else None,
        )
        for weeks, judged in WEEKS
        for units in UNITS
    )


def truth(effect: float, times: float, told: float, met: float, missed: float) -> TruthOut:
    """One true change, and the guardrails beside it."""
    both = TogetherOut(independent=0.27 * met, least=max(0.0, met - 0.73), most=min(0.27, met))
    return TruthOut(effect=effect, times=times, told=told, met=met, missed=missed, together=both)


PRIMARY = PrimaryOut(
    key="average_handling_time",
    label="Average handling time",
    unit="min",
    kind="mean",
    better="lower",
    rung="unit log change",
    design_words="difference in differences",
    strongest="GO",
    cannot_show=("whether the groups were already drifting apart before the pilot",),
    design=design(),
    baseline=18.4,
    rows=49.6,
    target="-10%",
    target_effect=-0.1,
    error=0.0702,
    df=18.0,
    unsure=0.167,
    detectable=-0.1878,
    enough=-0.2012,
    truths=(
        truth(0.0, 0.0, 0.025, 0.016, 0.33),
        truth(-0.1, 1.0, 0.31, 0.24, 0.04),
        truth(-0.15, 1.5, 0.6, 0.51, 0.005),
        truth(-0.2, 2.0, 0.85, 0.79, 0.0),
    ),
    grid=grid(0.3, met=True),
    remedy=RemedyOut(
        weeks=None,
        ends=None,
        treated=31,
        control=31,
        text="31 agents in each group would be enough; a longer pilot, of up to 12 weeks, would not",
    ),
)
ERRORS = GuardrailOut(
    key="error_rate",
    label="Error rate",
    unit="",
    kind="proportion",
    better="lower",
    rung="unit log change",
    design=design(),
    baseline=0.05,
    rows=49.6,
    limit="no worse than 1pp",
    scale="level",
    margin=0.01,
    confidence=0.95,
    standard="shown",
    error=0.0091,
    df=18.0,
    chance=0.27,
    affordable=0.0243,
    affordable_text="2.5pp",
    grid=grid(0.25, met=False),
    remedy=RemedyOut(
        weeks=11, ends="2026-04-19", treated=24, control=24, text="24 agents in each group would be enough"
    ),
)
PLAN = PlanOut(
    charter=CharterRef(path=PATH, pilot="Support desk assistant", stage="controlled pilot", sha256="0" * 64),
    as_of="2026-02-01",
    headline=(
        "This pilot is too small for its target. If average handling time truly falls by 20.1%, the target is reached "
        "in 80% of pilots like this one; if it falls by 10.0%, in about 24%."
    ),
    source="baseline data",
    unit="agent",
    calendar=CalendarOut(
        baseline="2026-01-05 to 2026-02-01",
        pilot="2026-02-02 to 2026-03-29",
        weeks=8,
        settling=3,
        judged=5,
        looks=(),
        verdict="2026-03-29",
        decide_by="2026-04-05",
        enough=None,
    ),
    primary=PRIMARY,
    guardrails=(ERRORS,),
    unplanned=(
        UnplannedOut(
            key="churn",
            label="Churn | <b>",
            role="guardrail",
            reason="the data have no column for it",
            strongest=None,
        ),
    ),
    findings=(
        FindingOut(
            code="STA131",
            severity="warn",
            effect=None,
            message="Error rate, no worse than 1pp: a harmless pilot is shown harmless in about 27% of cases; 2.5pp "
            "would be 80%.",
            file=PATH,
            line=24,
            column=3,
        ),
    ),
    assumed=(AssumedOut(key="window.settle_in", value="3 weeks", why="the default for pilots of six weeks and more"),),
    provenance=Provenance(
        tool="pilotaudit 0.1.0",
        inputs=(InputOut(path="tickets.csv", sha256="a" * 64, bytes=1, rows_read=8412, rows_used=3968, rejected=0),),
        data=DataOut(rows_read=8412, rows_used=3968, rejected=0),
    ),
)  # fmt: skip
"""Simulated figures: 10 agents in each group, near what such pilots gave."""
