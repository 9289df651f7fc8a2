"""Assessments made by hand: one for each verdict, one with hostile names, and charters that cannot be used."""

from __future__ import annotations

from typing import Any

from pilotaudit.assessment.model import (
    AdoptionOut,
    AdoptionWeekOut,
    ArmOut,
    ArmsOut,
    Assessment,
    AssumedOut,
    CharterRef,
    CountOut,
    CriterionOut,
    DataOut,
    FindingOut,
    InputOut,
    IntervalOut,
    LookOut,
    MetricOut,
    PromiseOut,
    Provenance,
    RecommendationOut,
    SegmentOut,
    TrendOut,
    TriggerOut,
    WeekOut,
)
from pilotaudit.assessment.outcome import Failed
from pilotaudit.errors import Problem

PATH = "charters/support-desk.yaml"
PILOT_WEEKS = tuple(f"2026-{day}" for day in ("02-02", "02-09", "02-16", "02-23", "03-02", "03-09", "03-16", "03-23"))


def interval(estimate: float, low: float, high: float, scale: str = "relative", **more: Any) -> IntervalOut:
    """An effect with its interval."""
    return IntervalOut(scale=scale, estimate=estimate, low=low, high=high, **more)


def criterion(
    metric: str, role: str, required: str, observed: str, state: str, reason: str, **more: Any
) -> CriterionOut:
    """One line of the gate; deciding unless it is watched or shown."""
    labels = {"weekly_active": "Weekly use", "csat": "Customer satisfaction (CSAT)"}
    fields = {
        "label": labels.get(metric, metric.replace("_", " ").capitalize()),
        "deciding": state not in ("WATCHED", "SHOWN", "WAIVED"),
        "source": "charter",
    }
    return CriterionOut(
        id=f"{role}.{metric}",
        metric=metric,
        role=role,
        required=required,
        observed=observed,
        state=state,
        reason=reason,
        **(fields | more),
    )


def finding(code: str, severity: str, message: str, line: int = 1, column: int = 1, **more: Any) -> FindingOut:
    """A finding in the charter."""
    fields = {"effect": None, "file": PATH} | more
    return FindingOut(code=code, severity=severity, message=message, line=line, column=column, **fields)


def weeks(effects: tuple[float, ...], settling: int = 3) -> tuple[WeekOut, ...]:
    """Pilot weeks from the first on, each with an interval of plus or minus eight points."""
    return tuple(
        WeekOut(week=day, settling=place < settling, effect=effect, low=effect - 0.08, high=effect + 0.08)
        for place, (day, effect) in enumerate(zip(PILOT_WEEKS, effects, strict=False))
    )


def segment(name: str, estimate: float, half: float, baseline: float, adverse: bool = False) -> SegmentOut:
    """One segment, its interval plus or minus `half`."""
    return SegmentOut(
        segment=name,
        estimate=estimate,
        low=estimate - half,
        high=estimate + half,
        baseline=baseline,
        after=baseline * (1 + estimate),
        rows=1204,
        p_worse=0.001 if adverse else 0.9,
        adverse=adverse,
    )


def handling_time(**changes: Any) -> MetricOut:
    """The primary metric of the support desk: 13% faster."""
    fields: dict[str, Any] = {
        "key": "average_handling_time",
        "label": "Average handling time",
        "role": "primary",
        "kind": "mean",
        "unit": "min",
        "better": "lower",
        "design": "difference in differences",
        "method": "unit log change (HC2, Bell-McCaffrey df)",
        "rung": "unit log change",
        "why": "12 and 12 agents have data before and after, and the baseline is four weeks long",
        "cannot_show": ("a drift between the groups that began before the pilot",),
        "judged_weeks": 5,
        "n": ArmsOut(treatment=ArmOut(units=12, rows=4210), control=ArmOut(units=12, rows=4102)),
        "baseline": 18.42,
        "after": 15.9,
        "control_baseline": 18.6,
        "control_after": 18.5,
        "counterfactual": 18.33,
        "target": "-10%",
        "target_effect": -0.1,
        "effect": interval(-0.132, -0.171, -0.092),
        "test": interval(-0.128, -0.166, -0.088, p_value=0.0004, df=22.0),
        "late": interval(-0.126, -0.174, -0.075),
        "raw": interval(-0.125, -0.166, -0.082),
        "absolute": interval(-2.43, -3.2, -1.7, "level"),
        "pre_post": interval(-0.15, -0.19, -0.11, p_value=0.0001),
        "against_control": interval(-0.118, -0.18, -0.059, p_value=0.001),
        "probability_of_target": 0.943,
        "baseline_weekly": (17.6, 19.3),
        "promised_baseline": "18.4 min",
        "weekly": weeks((-0.02, -0.06, -0.09, -0.14, -0.12, -0.135, -0.12, -0.142)),
        "segments": (segment("Password", -0.121, 0.06, 12.2), segment("VPN", -0.18, 0.09, 25.1)),
        "trend": trend(),
    }
    return MetricOut(**(fields | changes))


def trend(**changes: Any) -> TrendOut:
    """What a drift between the groups would do to the support desk's 13%."""
    fields: dict[str, Any] = {
        "effect": interval(-0.119, -0.187, -0.046, p_value=0.003, df=22.0),
        "slope": interval(-0.009, -0.031, 0.013, df=22.0),
        "weight": 0.33,
        "gap_weeks": 7.5,
        "bias": (-0.21, 0.102),
        "break_even": -0.0122,
        "holds": True,
    }
    return TrendOut(**(fields | changes))


def error_rate(**changes: Any) -> MetricOut:
    """A guardrail: a share that hardly moved."""
    fields: dict[str, Any] = {
        "key": "error_rate",
        "label": "Error rate",
        "role": "guardrail",
        "kind": "proportion",
        "unit": "%",
        "better": "lower",
        "design": "difference in differences",
        "method": "unit differences of levels (HC2, Bell-McCaffrey df)",
        "rung": "unit log change",
        "why": "12 and 12 agents have data before and after",
        "judged_weeks": 8,
        "n": ArmsOut(treatment=ArmOut(units=12, rows=6650), control=ArmOut(units=12, rows=6510)),
        "baseline": 0.048,
        "after": 0.049,
        "counterfactual": 0.048,
        "effect": interval(0.021, -0.2, 0.29),
        "test": interval(0.021, -0.2, 0.29, p_value=0.85, df=22.0),
        "absolute": interval(0.001, -0.0096, 0.0139, "points"),
        "harm": interval(0.001, -0.012, 0.014, "points"),
    }
    return MetricOut(**(fields | changes))


def adoption(active: float | None = 17.0, intended: int = 24) -> AdoptionOut:
    """Weekly use of the intended users."""
    if active is None:
        missing = "no column ai_used, and no usage file"
        return AdoptionOut(
            intended_users=intended, licensed_users=None, share=None, active=None, seen=0, source="", missing=missing
        )
    weekly = tuple(
        AdoptionWeekOut(week=day, settling=place < 3, active=min(intended, int(active) - 3 + place))
        for place, day in enumerate(PILOT_WEEKS)
    )
    return AdoptionOut(
        intended_users=intended,
        licensed_users=30,
        share=active / intended,
        active=active,
        seen=22,
        source="usage.csv",
        missing="",
        weekly=weekly,
    )


def provenance(**data: Any) -> Provenance:
    """One file of tickets."""
    fields: dict[str, Any] = {
        "rows_read": 8412,
        "rows_used": 8312,
        "rejected": 100,
        "rejects": (
            CountOut(reason="resolved_at is not a date", rows=97, lines=("tickets.csv:17", "tickets.csv:93")),
            CountOut(reason="the same id twice", rows=3),
        ),
    }
    whole = DataOut(**(fields | data))
    file = InputOut(
        path="tickets.csv",
        sha256="3f9a" * 16,
        bytes=812_400,
        rows_read=whole.rows_read,
        rows_used=whole.rows_used,
        rejected=whole.rejected,
    )
    return Provenance(tool="pilotaudit 0.1.0", inputs=(file,), data=whole)


def charter(**changes: Any) -> CharterRef:
    """The support desk's charter."""
    fields: dict[str, Any] = {
        "path": PATH,
        "pilot": "Support desk assistant",
        "stage": "controlled pilot",
        "sha256": "c0ffee12" * 8,
        "problem": "Cut Level 1 ticket handling time by 10% with no rise in errors",
        "workflow": "Level 1 password, VPN and access tickets",
        "intervention": "Drafts a reply; the agent edits and sends it",
        "business_owner": "Head of Service Desk",
        "technical_owner": "Service Desk Platform Lead",
        "executive_owner": "COO",
        "approved": "2026-01-30",
        "decide_by": "2026-04-05",
        "baseline_window": "2026-01-05 to 2026-02-01",
        "pilot_window": "2026-02-02 to 2026-03-29",
        "assignment": "matched",
    }
    return CharterRef(**(fields | changes))


PRIMARY_MET = criterion(
    "average_handling_time",
    "primary",
    "-10%",
    "-13.2% [-17.1, -9.2]",
    "MET",
    "the 10% target is reached and no effect is ruled out, and the late half holds by itself",
)
ERRORS_MET = criterion(
    "error_rate",
    "guardrail",
    "no worse than 2pp",
    "+0.1pp, at most +1.2pp",
    "MET",
    "harm beyond the limit is ruled out (95%, one-sided)",
)
ESCALATIONS_WATCHED = criterion(
    "escalation_rate",
    "watched",
    "watched, 2pp",
    "-0.4pp",
    "WATCHED",
    "no harm beyond the margin is seen; harmlessness is not asked for",
    source="assumed",
)
USE_MET = criterion(
    "weekly_active",
    "adoption",
    "at least 60%",
    "71% of 24",
    "MET",
    "enough of the intended users use it in a settled week",
    source="default",
)


def go(**changes: Any) -> Assessment:
    """Everything met."""
    fields: dict[str, Any] = {
        "charter": charter(),
        "as_of": "2026-04-05",
        "look": "decision",
        "look_detail": LookOut(
            kind="decision",
            number=1,
            of=1,
            settled_weeks=5,
            planned_weeks=5,
            level=0.025,
            text="decision look, the only one, one-sided 2.5%",
        ),
        "verdict": "GO",
        "exit_code": 0,
        "confidence": "high",
        "confidence_reasons": ("matched groups, 12 and 12 units, 5 settled weeks",),
        "conditions": (),
        "headline": "Tickets are handled 13% faster than they would have been; quality held; 71% of the intended users "
        "use it every week.",
        "reasons": (
            "primary.average_handling_time MET: the 10% target is reached and no effect is ruled out",
            "guardrail.error_rate MET: harm beyond the limit is ruled out (95%, one-sided)",
        ),
        "recommendation": RecommendationOut(
            action="expand", by="2026-04-05", text="Expand to queues C and D (scale.if_met)."
        ),
        "criteria": (PRIMARY_MET, ERRORS_MET, ESCALATIONS_WATCHED, USE_MET),
        "metrics": (handling_time(), error_rate()),
        "adoption": adoption(),
        "promises": (
            PromiseOut(
                key="average_handling_time",
                label="Average handling time",
                promised="-15%",
                measured="-13.2%",
                delivered=0.88,
            ),
        ),
        "not_measured": ("Downstream work of platform verification", "Training"),
        "findings": (
            finding("DAT102", "note", "100 of 8,412 rows cannot be used; `--rejects PATH` lists them.", 24, 1),
        ),
        "assumed": tuple(
            AssumedOut(key=key, value=value, why="default")
            for key, value in (
                ("window.settle_in", "3 weeks"),
                ("data.columns.time", "resolved_at"),
                ("data.columns.unit", "agent"),
                ("guardrails.escalation_rate", "watched, 2pp"),
                ("adoption.weekly_active", "at least 60%"),
            )
        ),
        "provenance": provenance(),
    }
    return Assessment(**(fields | changes))


def conditional() -> Assessment:
    """The arithmetic of a GO, under a waiver and volunteers."""
    return go(
        charter=charter(assignment="volunteers", executive_owner=""),
        verdict="CONDITIONAL GO",
        confidence="medium",
        confidence_reasons=(
            "volunteers, 12 and 12 units, 5 settled weeks",
            "people chose themselves: at most medium",
        ),
        conditions=(
            "CMP102: people chose themselves into the pilot, and eager people may differ from the rest.",
            "BAS101 is waived: Baseline lost in migration",
        ),
        waivers=("BAS101 waived by COO until 2026-06-30: Baseline lost in migration",),
        headline="Tickets are handled 13% faster than they would have been; quality held; this holds only under the "
        "conditions named below.",
        recommendation=RecommendationOut(
            action="expand",
            by="2026-04-05",
            text="Once the owners accept the conditions in writing: Expand to queues C and D (scale.if_met).",
        ),
        findings=(
            finding(
                "CMP102",
                "block",
                "people chose themselves into the pilot, and eager people may differ from the rest.",
                17,
                3,
                effect="conditional",
            ),
            finding(
                "BAS101",
                "block",
                "there is no baseline for the error rate.",
                12,
                3,
                effect="hold",
                waived="Baseline lost in migration",
            ),
            finding("GOV101", "warn", "no security review and no data boundary is on file.", 1, 1),
        ),
    )


def mixed() -> Assessment:
    """Easy tickets better, one segment escalates more: NO-GO, narrow."""
    worse = criterion(
        "escalation_rate",
        "guardrail",
        "no worse than 1.5pp",
        "+3.4pp, at most +4.6pp",
        "MISSED",
        "harm beyond the limit is shown",
    )
    segments = (
        segment("Network outage and multi-site incident", 0.14, 0.08, 44.0, adverse=True),
        segment("Access", -0.04, 0.09, 16.8),
        segment("Password", -0.171, 0.06, 12.2),
        segment("VPN", -0.18, 0.09, 25.1),
    )
    return go(
        verdict="NO-GO",
        exit_code=10,
        confidence="medium",
        confidence_reasons=(
            "matched groups, 12 and 12 units, 5 settled weeks",
            "CMP105, one step lower: the arms were not alike in the baseline: 14% of pilot tickets were network "
            "incidents, 3% in control.",
        ),
        headline="Mixed: tickets are handled 13% faster, but escalation rate got worse (+3.4pp) and it got worse for "
        "Network outage and multi-site incident.",
        reasons=(
            "guardrail.escalation_rate MISSED: harm beyond the limit is shown",
            "SEG101: handling time rose for Network outage and multi-site incident",
        ),
        recommendation=RecommendationOut(
            action="narrow",
            by="2026-04-05",
            text="Narrow: leave out Network outage and multi-site incident, where it got worse, and test what remains. "
            "The charter says: Archive the sandbox, revoke access, write up lessons.",
            segments=("Network outage and multi-site incident",),
        ),
        criteria=(PRIMARY_MET, ERRORS_MET, worse, USE_MET),
        metrics=(handling_time(segments=segments), error_rate()),
        findings=(
            finding(
                "SEG101",
                "block",
                "handling time rose by 14% for Network outage and multi-site incident, and chance does not explain it. "
                "Leave it out or change the design.",
                22,
                13,
                effect="no-go",
                metric="average_handling_time",
            ),
            finding(
                "CMP105",
                "warn",
                "the arms were not alike in the baseline: 14% of pilot tickets were network incidents, 3% in control.",
                19,
                3,
            ),
            finding("WIN105", "note", "the decision was due on 2026-04-05, 28 days ago; none is recorded.", 13, 3),
        ),
        as_of="2026-05-03",
    )


def hold() -> Assessment:
    """Too early to say: wide intervals, no guardrail data, unknown use."""
    open_primary = criterion(
        "average_handling_time",
        "primary",
        "-10%",
        "-7.1% [-16.0, +2.8]",
        "UNDERPOWERED",
        "the 10% target and no effect are both still possible",
    )
    no_errors = criterion("error_rate", "guardrail", "no worse than 2pp", "not measured", "NO DATA", "no usable rows")
    no_use = criterion(
        "weekly_active",
        "adoption",
        "at least 60%",
        "not measured",
        "NO DATA",
        "no column ai_used, and no usage file",
        source="default",
    )
    wide = handling_time(
        effect=interval(-0.071, -0.16, 0.028),
        test=interval(-0.066, -0.158, 0.036, p_value=0.193, df=6.4),
        late=interval(-0.055, -0.19, 0.102),
        absolute=interval(-1.3, -2.9, 0.5, "level"),
        pre_post=interval(-0.11, -0.2, -0.01, p_value=0.04),
        against_control=interval(0.02, -0.11, 0.17, p_value=0.7),
        probability_of_target=0.27,
        n=ArmsOut(treatment=ArmOut(units=4, rows=611), control=ArmOut(units=5, rows=702)),
        segments=(),
        weekly=weeks((0.05, 0.02, -0.03, -0.09, -0.05, -0.08, None, -0.06)[:6]),
        promised_baseline="",
    )
    lost = error_rate(
        effect=None, test=None, absolute=None, harm=None, baseline=None, after=None, refusal="no column error"
    )
    return go(
        verdict="HOLD",
        exit_code=11,
        confidence="low",
        confidence_reasons=(
            "matched groups, 4 and 5 units, 5 settled weeks",
            "BAS103, one step lower: the baseline is 18 days long; four weeks show a whole month's rhythm.",
            "CMP104, one step lower: before/after and control disagree.",
        ),
        headline="Too early to say: the 10% target and no effect are both still possible.",
        reasons=("primary.average_handling_time UNDERPOWERED: the 10% target and no effect are both still possible",),
        recommendation=RecommendationOut(
            action="extend",
            by="2026-04-28",
            text="About 23 more days at the present volume, or about 4 more units in each group, would settle it.",
        ),
        criteria=(open_primary, no_errors, no_use),
        metrics=(wide, lost),
        adoption=adoption(None),
        promises=(),
        not_measured=("Error rate (no column error)", "Downstream work (the charter names nobody who may inherit it)"),
        findings=(
            finding("BAS103", "warn", "the baseline is 18 days long; four weeks show a whole month's rhythm.", 11, 3),
            finding("CMP104", "warn", "before/after and control disagree: a season, or a change that hit both.", 11, 3),
        ),
        provenance=provenance(rows_read=1313, rows_used=1313, rejected=0, rejects=()),
    )


def rollback() -> Assessment:
    """A trigger fired, on a share that rose."""
    more_errors = criterion(
        "error_rate",
        "guardrail",
        "no worse than 2pp",
        "+2.9pp, at most +4.4pp",
        "UNDERPOWERED",
        "harm beyond the limit is neither shown nor ruled out (95%, one-sided)",
    )
    return go(
        verdict="ROLLBACK",
        exit_code=12,
        headline="Stop and roll back: error rate stands at 7.7% (limit: above 5%).",
        reasons=("rollback.error_rate: 7.7% over the last whole week, and the limit is above 5%",),
        recommendation=RecommendationOut(
            action="roll back",
            by="2026-04-05",
            text="Now: Switch drafts off in ServiceNow; owner technical (rollback.how).",
        ),
        criteria=(PRIMARY_MET, more_errors, USE_MET),
        triggers=(
            TriggerOut(
                metric="error_rate",
                label="Error rate",
                limit="above 5%",
                observed="7.7%",
                fired=True,
                reason="7.7% over the pilot weeks",
            ),
            TriggerOut(
                metric="weekly_active",
                label="Weekly use",
                limit="below 30%",
                observed="71%",
                fired=False,
                reason="71% of 24",
            ),
            TriggerOut(
                metric="spend",
                label="Spend",
                limit="above expected savings",
                observed="",
                fired=None,
                reason="money is not computed in this version",
            ),
        ),
        findings=(
            finding(
                "ROL201",
                "block",
                "the trigger error_rate fired: 7.7%, and the limit is above 5%.",
                31,
                3,
                effect="no-go",
            ),
            finding("ROL202", "warn", "the trigger spend cannot be measured in this version.", 33, 3),
        ),
    )


EVIL = "[red]x[/] a|b `c` <script>alert(1)</script>\n=cmd|' /C calc'!A0 \x1b[31mred\x1b[0m \u202eevil\x07 **bold** &lt;"


def hostile() -> Assessment:
    """Every text a user can write tries to be something else."""
    odd = (
        segment(EVIL, 0.1, 0.05, 3.0, adverse=True),
        segment("a|b", -0.2, 0.05, 3.0),
        segment("=1+1", -0.2, 0.05, 3.0),
    )
    return go(
        charter=charter(pilot=EVIL, workflow=EVIL, intervention=EVIL, path="charters/a,b:c%.yaml"),
        headline=f"Mixed for {EVIL}.",
        metrics=(handling_time(segments=odd, label=EVIL),),
        criteria=(criterion(EVIL, "primary", EVIL, "-1% [-2, -0.1]", "MISSED", EVIL),),
        findings=(finding("SEG101", "block", f"worse for {EVIL}", effect="no-go"),),
        not_measured=(EVIL,),
        assumed=(AssumedOut(key=EVIL, value=EVIL, why=EVIL),),
        conditions=(EVIL,),
        waivers=(EVIL,),
        recommendation=RecommendationOut(action="narrow", by="2026-04-05", text=EVIL, segments=(EVIL,)),
        confidence_reasons=(EVIL,),
    )


def unusable() -> Failed:
    """A charter with three problems."""
    path = "charters/broken.yaml"
    problems = (
        Problem(path, 3, 1, "CHR002", 'unknown key "probelm": did you mean "problem"?'),
        Problem(path, 9, 12, "OWN001", '"TBD" is a placeholder: name the role that answers for the pilot.'),
        Problem("data/tickets.csv", 0, 0, "DAT001", "there is no such file. Say where it is: data in the charter."),
    )
    return Failed(path, 3, problems)


VERDICTS = {
    "go": go,
    "conditional-go": conditional,
    "no-go-mixed": mixed,
    "hold": hold,
    "rollback": rollback,
}
"""One assessment per verdict, by the name of its golden files."""
