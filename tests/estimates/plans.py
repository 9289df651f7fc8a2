"""Baselines as a plan reads them: four weeks, the second half in the place of the pilot."""

from datetime import date
from typing import Any

from pilotaudit.charter.model import Charter
from pilotaudit.charter.roles import Asked, asked
from pilotaudit.estimates.baseline_plan import plan_of
from pilotaudit.estimates.plan_model import Planned
from pilotaudit.estimates.planning import Frame, frame_of
from pilotaudit.panel.model import Cells, Panel
from pilotaudit.panel.timeline import Timeline
from pilotaudit.phrases import DateRange
from tests.estimates.build import charter, panel

HALVES = Timeline(
    DateRange(date(2026, 1, 5), date(2026, 1, 18)), DateRange(date(2026, 1, 19), date(2026, 2, 1)), 0, date(2026, 2, 1)
)
METRICS = {
    "handling_time": {"kind": "mean", "unit": "min", "better": "lower"},
    "error_rate": {"kind": "proportion", "better": "lower"},
}


def rules(**changes: Any) -> Charter:
    """A charter with a handling time and an error rate of its own."""
    standard = {"metrics": METRICS, "guardrails": {"error_rate": "no worse than 2pp"}}
    return charter(**{**standard, **changes})


def wanted(text: Charter) -> tuple[Asked, ...]:
    """Its primary and stated guardrails."""
    return tuple(one for one in asked(text) if one.role in ("primary", "guardrail"))


def framed(text: Charter) -> Frame:
    """What the charter fixes."""
    frame = frame_of(text)
    assert isinstance(frame, Frame)
    return frame


def baseline(data: Cells) -> Cells:
    """The baseline weeks of a pilot's cells, moved two weeks ahead as the halves count them."""
    at = data.week < 0
    names = ("unit", "arm", "segment", "week", "rows", "total", "size")
    columns = {name: getattr(data, name)[at] for name in names}
    return Cells(**{**columns, "week": columns["week"] + 2})


def read(times: Cells, errors: Cells | None = None, **changes: object) -> Panel:
    """The panel of a baseline in halves."""
    metrics = {"handling_time": baseline(times)} | ({} if errors is None else {"error_rate": baseline(errors)})
    return panel(metrics, **{"timeline": HALVES, **changes})


def planned(times: Cells, errors: Cells | None = None, text: Charter | None = None, **changes: Any) -> Planned:
    """The plan of a baseline; changes: of the panel, and `treated`."""
    text = text or rules()
    treated = changes.pop("treated", None)
    return plan_of(framed(text), read(times, errors, **changes), wanted(text), "as in the data", treated)
