"""Charters, measurements and cases made by hand, for tests of findings, gates and the assessment."""

import math
from dataclasses import replace
from datetime import date
from typing import Any

from pilotaudit.adoption.model import Adoption
from pilotaudit.charter.model import Charter, Place
from pilotaudit.charter.roles import Asked, asked
from pilotaudit.estimates.model import Estimate, Measured, Refusal, Rung, SegmentEffect, Size, WeekEffect
from pilotaudit.estimates.targets import needed_log_ratio
from pilotaudit.findings.base import Case, Finding
from pilotaudit.gates.model import Ruling
from pilotaudit.gates.verdict import rule
from pilotaudit.panel.model import DataReport, Panel
from pilotaudit.panel.timeline import Timeline
from pilotaudit.phrases import DateRange

DAY = date(2026, 4, 5)
TIMELINE = Timeline(
    DateRange(date(2026, 1, 5), date(2026, 2, 1)), DateRange(date(2026, 2, 2), date(2026, 3, 29)), 3, DAY
)
RUNG = Rung("unit log change", "difference in differences", "12 and 12 units have data in both windows", "GO")
ABSENT = Refusal("DAT004", "no column was found for it")


def charter(**changes: Any) -> Charter:
    """The minimal charter; keyword arguments replace top-level blocks, mappings are merged key by key."""
    text: dict[str, Any] = {
        "pilot": "Support desk assistant",
        "problem": "Cut Level 1 ticket handling time by 10% with no rise in errors",
        "workflow": "Level 1 password, VPN and access tickets",
        "intervention": "Drafts a reply; the agent edits and sends it",
        "owners": {"business": "Head of Service Desk", "technical": "Service Desk Platform Lead"},
        "approved": "2026-01-30",
        "window": {
            "baseline": "2026-01-05 to 2026-02-01", "pilot": "2026-02-02 to 2026-03-29", "decide_by": "2026-04-05",
        },
        "groups": {"assignment": "matched"},
        "primary": {"average_handling_time": "-10%"},
        "guardrails": {"error_rate": "no worse than 2pp"},
        "adoption": {"intended_users": "24"},
        "data": "tickets.csv",
    }  # fmt: skip
    for key, value in changes.items():
        text[key] = {**text[key], **value} if key in ("window", "groups", "owners", "adoption") else value
    return Charter.model_validate(text)


def log(effect: float, se: float = 0.02, df: float = 22.0) -> Estimate:
    """An effect given as a fraction (-0.132 is -13.2 %), carried on the log scale."""
    return Estimate("log", math.log1p(effect), se, df, "unit log change, HC2")


def level(difference: float, se: float = 0.006, df: float = 22.0) -> Estimate:
    """A difference of levels."""
    return Estimate("level", difference, se, df, "difference of levels, HC2")


def measured(ask: Asked, effect: float = -0.132, se: float = 0.02, baseline: float = 18.4, **changes: Any) -> Measured:
    """One metric as if measured: an effect, the same in the late half, from a baseline level."""
    one = log(effect, se)
    after = baseline * (1 + effect)
    made = Measured(
        metric=ask.metric, role=ask.role, target=ask.aim and ask.aim.target, rung=RUNG,
        treatment=Size(12, 4210), control=Size(12, 4102), test=one, size=one, late_test=one, late_size=one,
        harm=level(after - baseline, se), raw=one, pre_post=one, against_control=one,
        baseline=baseline, after=after, control_baseline=baseline, control_after=baseline,
        mixed_baseline=baseline, counterfactual=baseline,
        needed=needed_log_ratio(ask.aim and ask.aim.target, ask.metric, baseline),
    )  # fmt: skip
    return replace(made, **changes)


def absent(ask: Asked, reason: Refusal = ABSENT) -> Measured:
    """A metric that could not be measured at all."""
    names = ("test", "size", "late_test", "late_size", "harm", "raw", "pre_post", "against_control")
    levels = ("baseline", "after", "control_baseline", "control_after", "mixed_baseline", "counterfactual", "needed")
    rung = replace(RUNG, name="not measured", why=reason.reason, strongest="HOLD", decides=False)
    return replace(measured(ask), rung=rung, **dict.fromkeys(names, reason), **dict.fromkeys(levels))


def harmless(ask: Asked, difference: float = 0.001, se: float = 0.006, baseline: float = 0.031) -> Measured:
    """A guardrail that moved by this difference of levels."""
    return measured(ask, difference / baseline, 0.1, baseline, harm=level(difference, se))


def asks(rules: Charter, key: str = "average_handling_time", role: str = "primary") -> Asked:
    """What the charter asks of one metric."""
    return next(one for one in asked(rules) if one.metric.key == key and one.role == role)


def primary(rules: Charter | None = None, **changes: Any) -> Measured:
    """The primary metric as if measured."""
    rules = rules or charter()
    return measured(asks(rules, next(iter(rules.primary))), **changes)


def guardrail(key: str = "error_rate", rules: Charter | None = None, **changes: Any) -> Measured:
    """A stated guardrail as if measured."""
    return harmless(asks(rules or charter(), key, "guardrail"), **changes)


def use(share: float | None = 0.71, **changes: Any) -> Adoption:
    """Weekly use of 24 intended users."""
    standard = {"intended": 24, "licensed": 40, "share": share, "active": None if share is None else 24 * share,
                "seen": 20, "source": "usage", "missing": "" if share is not None else "no usage table"}  # fmt: skip
    return Adoption(**{**standard, **changes})


def report(**changes: Any) -> DataReport:
    """8,412 rows read, 8,312 used, 100 rejected, unless said otherwise."""
    return DataReport(**{"files": (), "rows_read": 8412, "rows_used": 8412, **changes})


def panel(**changes: Any) -> Panel:
    """A panel without cells."""
    standard = {"timeline": TIMELINE, "units": (), "segments": ("",), "metrics": {}, "report": report(),
                "group_values": (("AMER", "APAC"), ("EMEA", "India"))}  # fmt: skip
    return Panel(**{**standard, **changes})


def case(rules: Charter | None = None, *measurements: Measured, **changes: Any) -> Case:
    """A case as checks see it; `panel=None` leaves only the charter."""
    rules = rules or charter()
    standard = {"charter": rules, "file": "charter.yaml", "places": {"primary": Place(16, 1)}, "as_of": DAY,
                "panel": panel(), "measured": measurements, "adoption": use()}  # fmt: skip
    return Case(**{**standard, **changes})


def full_case(rules: Charter | None = None, adoption: Adoption | None = None, **by_key: Measured) -> Case:
    """A case with one measurement for everything the charter asks: a GO unless `by_key` says otherwise."""
    rules = rules or charter()
    return case(rules, *(by_key.get(one.metric.key) or _good(one) for one in asked(rules)), adoption=adoption or use())


def judged(rules: Charter | None = None, *findings: Finding, subject: Case | None = None, **by_key: Any) -> Ruling:
    """The ruling on a full case."""
    one = subject or full_case(rules, **by_key)
    return rule(one, asked(one.charter), findings)


def finding(code: str, severity: str = "block", effect: str | None = None, **changes: Any) -> Finding:
    """A finding of some code."""
    standard = {"code": code, "severity": severity, "message": f"about {code}", "file": "charter.yaml", "line": 3,
                "column": 1, "effect": effect}  # fmt: skip
    return Finding(**{**standard, **changes})


def segment(name: str, effect: float, *, adverse: bool = False, se: float = 0.05, after: float = 10.0) -> SegmentEffect:
    """One segment's own effect."""
    return SegmentEffect(name, after / (1 + effect), after, 400, log(effect, se), 0.001 if adverse else 0.5, adverse)


def weeks(*effects: float | None, settle: int = 3, se: float = 0.05) -> tuple[WeekEffect, ...]:
    """Week by week effects as fractions, the first ones settling."""
    return tuple(
        WeekEffect(week, week < settle, None if effect is None else log(effect, se))
        for week, effect in enumerate(effects)
    )


def criterion(ruling: Ruling, name: str):
    """The criterion of one id."""
    return next(one for one in ruling.criteria if one.id == name)


def _good(one: Asked) -> Measured:
    if one.role in ("guardrail",):
        return harmless(one)
    return absent(one) if one.role in ("watched", "rollback") else measured(one)
