"""Pilots evaluated from the exports of known systems, with nothing about columns in the charter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from statistics import mean
from typing import Any

import pytest

from pilotaudit.assessment.model import Assessment
from pilotaudit.errors import DataError
from pilotaudit.evaluate import evaluate
from tests.charter.writing import changed
from tests.evidence.exports import BASELINE, CONTROL, EXPORTS, FIRST, TREATED, Item, items, servicenow_log, written
from tests.evidence.making import workbook

AS_OF = date(2026, 4, 5)


@dataclass(frozen=True)
class Pilot:
    """What a charter asks of an export. level: the value of one item in the primary's unit; column: of the groups."""

    primary: str
    level: Callable[[Item], float]
    column: str | None = None
    target: str = "-10%"
    more: dict[str, Any] = field(default_factory=dict)


def _hours(one: Item) -> float:
    return one.minutes / 60


def _cost(one: Item) -> float:
    return one.minutes / 100


DAILY_COST = {"metrics": {"daily_cost": {"kind": "count", "column": "cost", "per": "unit-day", "better": "lower"}}}
PILOTS = {
    "servicenow": Pilot("resolution_time", _hours),
    "jira": Pilot("resolution_time", _hours, "Custom field (Team)"),
    "zendesk": Pilot("resolution_time", _hours),
    "zendesk-explore": Pilot("resolution_time", _hours),
    "salesforce": Pilot("resolution_time", _hours, "Region"),
    "freshdesk": Pilot("resolution_time", _hours),
    "freshservice": Pilot("resolution_time", _hours),
    "intercom": Pilot("resolution_time", _hours),
    "github-issues": Pilot("cycle_time", _hours, "repository"),
    "github-pull-requests": Pilot("cycle_time", _hours, "repository"),
    "github-deployments": Pilot("change_failure_rate", lambda one: float(one.escalated), "environment", "-1pp"),
    "gitlab-issues": Pilot("cycle_time", _hours, "Milestone"),
    "gitlab-merge-requests": Pilot("cycle_time", _hours, "project"),
    "azure-devops": Pilot("cycle_time", _hours, "Area Path"),
    "pagerduty": Pilot("time_to_recover", _hours),
    "aws-cur": Pilot("daily_cost", _cost, "account_group", more=DAILY_COST),
    "focus": Pilot("daily_cost", _cost, "RegionName", more=DAILY_COST),
    "azure-cost": Pilot("daily_cost", _cost, "Location", more=DAILY_COST),
}
SERIES = ("github-copilot-metrics", "viva-insights")
LAST_SEEN = ("github-copilot-activity", "microsoft-365-copilot")


def judged(folder, name: str, pilot: Pilot, **table: str) -> Assessment:
    """The assessment of one export. table: what the charter says about it besides its file."""
    file = EXPORTS[name][0]
    (folder / file).write_bytes(written(name))
    return _evaluated(folder, pilot, {"items": {"file": file, **table}})


def _evaluated(folder, pilot: Pilot, data: dict[str, Any]) -> Assessment:
    changes = {
        "groups": {"assignment": "matched", "treatment": TREATED, "control": CONTROL},
        "primary": {pilot.primary: pilot.target},
        "adoption": {"intended_users": "4"},
        "data": data,
        **pilot.more,
    }
    if pilot.column is not None:
        changes["groups"]["column"] = pilot.column
    path = folder / "charter.yaml"
    path.write_text(changed(changes), encoding="utf-8")
    return evaluate(path, AS_OF, shown="charter.yaml")


def assumed(one: Assessment) -> dict[str, str]:
    """What was assumed, by key."""
    return {each.key: each.value for each in one.assumed}


def _expected(pilot: Pilot, name: str) -> float:
    """The pilot group's level in the baseline, from the items themselves."""
    before = [one for one in items() if one.queue == TREATED and (one.start - FIRST).days < 7 * BASELINE]
    if pilot.primary != "daily_cost":
        return mean(map(pilot.level, before))
    # NULL as text is a missing cost in one of ten rows.
    return sum(pilot.level(one) for one in before if name != "focus" or one.number % 10) / (4 * 7 * BASELINE)


@pytest.mark.parametrize("name", PILOTS)
def test_a_pilot_is_evaluated_with_nothing_about_columns(tmp_path, name):
    """The level is that of the items; the preset is said to have been detected."""
    pilot = PILOTS[name]
    one = judged(tmp_path, name, pilot)
    assert one.metrics[0].baseline == pytest.approx(_expected(pilot, name), rel=1e-9)
    assert assumed(one)["data.items.preset"] == name


@pytest.mark.parametrize("name", PILOTS)
def test_a_named_preset_gives_the_same(tmp_path, name):
    """Named in the charter it is not assumed."""
    pilot = PILOTS[name]
    detected, named = judged(tmp_path, name, pilot), judged(tmp_path, name, pilot, preset=name)
    assert (named.metrics, named.verdict) == (detected.metrics, detected.verdict)
    assert "data.items.preset" not in assumed(named)


def test_every_preset_is_evaluated_in_some_table():
    """Or refused with its reason."""
    assert sorted((*PILOTS, *SERIES, *LAST_SEEN)) == sorted(EXPORTS)


def test_a_log_of_updates_is_reduced_to_its_incidents(tmp_path):
    """Four updates of each; what was assumed says by which columns."""
    (tmp_path / "log.csv").write_text(servicenow_log(), encoding="utf-8")
    one = _evaluated(tmp_path, PILOTS["servicenow"], {"items": "log.csv"})
    assert one.metrics[0].baseline == pytest.approx(_expected(PILOTS["servicenow"], "servicenow"), rel=1e-9)
    assert assumed(one)["data.items.one_row_per"] == "number, the last by sys_mod_count"
    assert (one.provenance.data.rows_read, one.provenance.data.rows_used) == (4 * len(items()), len(items()))


@pytest.mark.parametrize("name", SERIES)
def test_rows_of_people_who_did_nothing_are_no_use(tmp_path, name):
    """Three of the four of the pilot used it in every week."""
    file = EXPORTS[name][0]
    for export in ("servicenow", name):
        (tmp_path / EXPORTS[export][0]).write_bytes(written(export))
    one = _evaluated(tmp_path, PILOTS["servicenow"], {"items": "incident.csv", "usage": file})
    assert (one.adoption.share, one.adoption.seen) == (pytest.approx(0.75), 3)
    assert assumed(one)["data.usage.preset"] == name


@pytest.mark.parametrize(("name", "said"), [
    ("github-copilot-activity", "when each person was last seen"),
    ("microsoft-365-copilot", "one row per person, with the date of the last activity"),
])  # fmt: skip
def test_last_seen_is_refused_as_use(tmp_path, name, said):
    """With the reason and what to take instead."""
    for export in ("servicenow", name):
        (tmp_path / EXPORTS[export][0]).write_bytes(written(export))
    with pytest.raises(DataError) as refused:
        _evaluated(tmp_path, PILOTS["servicenow"], {"items": "incident.csv", "usage": EXPORTS[name][0]})
    assert "DAT139" in str(refused.value)
    assert said in str(refused.value)


def test_columns_of_the_charter_go_before_the_preset(tmp_path):
    """The unit is the queue then, and the preset is still used for the rest."""
    pilot = PILOTS["servicenow"]
    (tmp_path / "incident.csv").write_bytes(written("servicenow"))
    items_ = {"file": "incident.csv", "columns": {"time": "closed_at"}}
    one = _evaluated(tmp_path, pilot, {"items": items_})
    assert "data.items.columns.time" not in assumed(one)
    # A span from opening to the automatic close, five days later.
    assert one.metrics[0].baseline > 5 * 24


def test_a_preset_can_be_switched_off(tmp_path):
    """The usual names are looked for then, and two candidates for the unit are a question."""
    with pytest.raises(DataError, match="DAT007"):
        judged(tmp_path, "servicenow", PILOTS["servicenow"], preset="none")


def test_a_preset_that_does_not_exist_is_refused_with_the_nearest(tmp_path):
    """And with the one that the headers look like."""
    with pytest.raises(DataError) as refused:
        judged(tmp_path, "servicenow", PILOTS["servicenow"], preset="service-now")
    assert 'DAT138 there is no preset "service-now". The headers look like "servicenow".' in str(refused.value)


def test_a_preset_of_another_system_is_doubted(tmp_path):
    """Its headers are not there."""
    groups = {"assignment": "matched", "treatment": TREATED, "control": CONTROL, "unit": "resolved_by"}
    pilot = Pilot("resolution_time", _hours, more={"groups": {**groups, "column": "assignment_group"}})
    one = judged(tmp_path, "servicenow", pilot, preset="pagerduty")
    found = next(each for each in one.findings if each.code == "DAT131")
    assert 'look like those of the preset "servicenow"' in found.message


def test_rows_of_the_monitoring_are_a_warning(tmp_path):
    """A quarter of them; left out by `where` there is none."""
    pilot = PILOTS["pagerduty"]
    codes = [each.code for each in judged(tmp_path, "pagerduty", pilot).findings]
    kept = judged(tmp_path, "pagerduty", pilot, where={"auto_resolved": ["false"]})
    assert "DAT130" in codes
    assert "DAT130" not in [each.code for each in kept.findings]


def test_dates_turned_round_by_a_spreadsheet_are_read_and_named(tmp_path):
    """The file is what counts."""
    text = written("gitlab-issues").decode()
    turned = text
    for one in items():
        for moment in (one.start, one.end):
            turned = turned.replace(f"{moment:%Y-%m-%d %H:%M:%S}", f"{moment:%d/%m/%Y %H:%M}")
    (tmp_path / "issues.csv").write_text(turned, encoding="utf-8")
    one = _evaluated(tmp_path, PILOTS["gitlab-issues"], {"items": "issues.csv"})
    assert one.metrics[0].baseline == pytest.approx(_expected(PILOTS["gitlab-issues"], "gitlab-issues"), rel=1e-9)
    said = next(each.message for each in one.findings if each.code == "DAT132")
    assert '"Closed At (UTC)" is written day first, not iso' in said


def test_labels_of_a_workbook_are_known_too(tmp_path):
    """Field names stand in CSV, labels in Excel; they are known from memory only, which is said."""
    labels = {
        "number": "Number",
        "opened_at": "Opened",
        "resolved_at": "Resolved",
        "closed_at": "Closed",
        "assigned_to": "Assigned to",
        "resolved_by": "Resolved by",
        "assignment_group": "Assignment group",
        "category": "Category",
        "reopen_count": "Reopen count",
    }
    header, rows = written("servicenow").decode("cp1252").split("\r\n", 1)
    cells = [[labels.get(name, name) for name in header.split(",")], *(row.split(",") for row in rows.splitlines())]
    (tmp_path / "incident.xlsx").write_bytes(workbook({"Page 1": cells}))
    one = _evaluated(tmp_path, PILOTS["servicenow"], {"items": "incident.xlsx"})
    assert one.metrics[0].baseline == pytest.approx(_expected(PILOTS["servicenow"], "servicenow"), rel=1e-9)
    assert (assumed(one)["data.items.preset"], assumed(one)["data.items.columns.time"]) == ("servicenow", "Resolved")


def test_an_order_that_is_only_remembered_decides_nothing(tmp_path):
    """It is said beside the question."""
    rows = written("azure-cost").decode().splitlines()
    some = [rows[0], *(row for row in rows[1:] if int(row[3:5]) <= 12)]
    (tmp_path / "costs.csv").write_text("\n".join(some) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match="Azure cost details are said to have the month first") as refused:
        _evaluated(tmp_path, PILOTS["azure-cost"], {"items": "costs.csv"})
    assert "DAT006" in str(refused.value)


def test_words_in_place_of_a_score_are_not_read(tmp_path):
    """Satisfaction is not measured, and costs no row."""
    one = judged(tmp_path, "zendesk", PILOTS["zendesk"])
    assert one.provenance.data.rejected == 0
    assert "customer_satisfaction" not in [metric.key for metric in one.metrics if metric.baseline is not None]


def test_what_is_known_from_memory_is_said_when_it_is_used(tmp_path):
    """The unit of Jira's time spent."""
    pilot = Pilot("hours_per_incident", _hours, "Custom field (Team)")
    one = judged(tmp_path, "jira", pilot)
    assert one.metrics[0].baseline == pytest.approx(_expected(pilot, "jira"), rel=1e-9)
    assert '"Time Spent": that it is in seconds' in next(e.message for e in one.findings if e.code == "DAT134")
