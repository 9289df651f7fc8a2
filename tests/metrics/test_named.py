"""The catalogue: every metric that was asked for, with a direction, a kind and guardrails that hang together."""

from __future__ import annotations

import pytest
import yaml

from pilotaudit.metrics import KINDS, catalogue
from pilotaudit.metrics.named import FILE, aliases
from pilotaudit.metrics.reads import need_of, text_of
from pilotaudit.moments import Column, Span
from pilotaudit.phrases import parse_limit
from pilotaudit.quantities import PhraseError, is_time, unit_of

REQUIRED = {
    "support": {
        "ticket_deflection_rate": ("higher", "proportion"),
        "average_handling_time": ("lower", "mean"),
        "escalation_rate": ("lower", "proportion"),
        "backlog_age": ("lower", "mean"),
        "first_contact_resolution": ("higher", "proportion"),
        "reopen_rate": ("lower", "proportion"),
        "ticket_volume": ("lower", "count"),
        "resolution_time": ("lower", "mean"),
        "customer_satisfaction": ("higher", "mean"),
        "time_to_recover": ("lower", "mean"),
        "hours_per_incident": ("lower", "mean"),
        "resolution_accuracy": ("higher", "proportion"),
    },
    "delivery": {
        "cycle_time": ("lower", "mean"),
        "deployment_lead_time": ("lower", "mean"),
        "deployment_frequency": ("higher", "count"),
        "change_failure_rate": ("lower", "proportion"),
        "rollback_rate": ("lower", "proportion"),
        "release_prep_time": ("lower", "mean"),
        "manual_approvals": ("lower", "mean"),
        "manual_steps": ("lower", "mean"),
        "approval_time": ("lower", "mean"),
        "approval_round_trips": ("lower", "mean"),
        "defect_rate": ("lower", "proportion"),
        "deployment_duration": ("lower", "mean"),
        "incident_rate": ("lower", "count"),
    },
    "cost": {
        "cost_per_deployment": ("lower", "ratio"),
        "cost_per_ticket": ("lower", "ratio"),
        "compute_per_workflow": ("lower", "ratio"),
        "utilisation": ("higher", "mean"),
        "cost_per_workflow": ("lower", "ratio"),
        "monthly_cloud_cost": ("lower", "mean"),
        "realised_savings": ("higher", "mean"),
        "realisation_ratio": ("higher", "ratio"),
        "service_incidents": ("lower", "count"),
        "spend_volatility": ("lower", "mean"),
        "retries": ("lower", "mean"),
        "spend": ("lower", "computed"),
        "net_saving_per_month": ("higher", "computed"),
    },
    "adoption": {
        "weekly_active": ("higher", "computed"),
        "weekly_active_rate": ("higher", "computed"),
        "acceptance_rate": ("higher", "proportion"),
        "completion_rate": ("higher", "proportion"),
        "override_rate": ("lower", "proportion"),
        "abandonment_rate": ("lower", "proportion"),
        "meaningful_user_rate": ("higher", "computed"),
        "employee_sentiment": ("higher", "mean"),
    },
    "quality": {"compliance_rate": ("higher", "proportion")},
    "general": {
        "hours_saved": ("higher", "mean"),
        "hours_saved_per_month": ("higher", "computed"),
        "manual_hours": ("lower", "count"),
        "time_per_task": ("lower", "mean"),
        "error_rate": ("lower", "proportion"),
        "rework_rate": ("lower", "proportion"),
        "retention_rate": ("higher", "proportion"),
        "revenue": ("higher", "mean"),
        "conversion_rate": ("higher", "proportion"),
        "pipeline_velocity": ("higher", "mean"),
        "audit_findings": ("lower", "count"),
        "resolved_per_day": ("higher", "count"),
        "time_to_output": ("lower", "mean"),
        "time_to_shortlist": ("lower", "mean"),
        "hire_rate": ("higher", "proportion"),
        "recruiter_hours_per_role": ("lower", "mean"),
        "segments_improved": ("higher", "computed"),
    },
    "billing": {"resolution_rate": ("higher", "proportion"), "cost_per_action": ("lower", "ratio")},
}
ACTIVITY = (
    "prompts_processed",
    "tickets_summarised",
    "code_suggestions_generated",
    "logins",
    "feature_clicks",
    "opened_once",
    "monthly_actives",
    "tokens",
    "api_throughput",
    "seats",
)
NO_INCREASE = ("error_rate", "escalation_rate", "reopen_rate")


@pytest.mark.parametrize("family", REQUIRED)
def test_family_holds_what_was_asked_for(family):
    """Each named metric stands in its family with its direction and kind."""
    known = catalogue()
    found = {key: (known[key].better, known[key].kind) for key in REQUIRED[family] if known[key].family == family}
    assert found == REQUIRED[family]


@pytest.mark.parametrize("key", ACTIVITY)
def test_activity_is_known_and_pointed_elsewhere(key):
    """Activity is no criterion, and outcomes to measure instead are named."""
    metric = catalogue()[key]
    assert (metric.activity, bool(metric.instead)) == (True, True)


def test_every_other_metric_named_is_an_outcome():
    """Guardrails and suggestions are themselves in the catalogue, and never activity."""
    known = catalogue()
    named = {key for metric in known.values() for key in metric.guardrails + metric.instead}
    assert {key for key in named if key not in known or known[key].activity} == set()


@pytest.mark.parametrize(
    ("key", "guardrails"),
    [
        ("average_handling_time", {"error_rate", "escalation_rate", "reopen_rate", "customer_satisfaction"}),
        ("deployment_lead_time", {"change_failure_rate", "rollback_rate", "incident_rate", "defect_rate"}),
        ("cost_per_workflow", {"service_incidents", "error_rate"}),
    ],
)
def test_speed_and_cost_are_watched_by_quality(key, guardrails):
    """The default guardrails are the ones that a gain is most often bought with."""
    assert set(catalogue()[key].guardrails) == guardrails


def test_no_metric_guards_itself():
    """A metric beside itself would be counted twice."""
    assert [key for key, metric in catalogue().items() if key in metric.guardrails] == []


@pytest.mark.parametrize(
    ("key", "margin"),
    [
        ("error_rate", "no worse than 2pp"),
        ("reopen_rate", "no worse than 2pp"),
        ("escalation_rate", "no worse than 2pp"),
        ("first_contact_resolution", "no worse than 2pp"),
        ("change_failure_rate", "no worse than 2pp"),
        ("customer_satisfaction", "no worse than 0.2"),
        ("rollback_rate", None),
    ],
)
def test_default_margin(key, margin):
    """Margins are phrases; anything that has none is held to five percent of its baseline."""
    assert catalogue()[key].margin == margin


def test_margins_are_in_the_metrics_own_measure():
    """Points for shares, bare numbers for scores."""
    margins = {metric.kind: parse_limit(metric.margin).amount.unit for metric in catalogue().values() if metric.margin}
    assert margins == {"proportion": "pp", "mean": ""}


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("ticket_deflection_rate", ("10", "25", "%")),
        ("average_handling_time", ("5", "15", "%")),
        ("deployment_lead_time", ("10", "20", "%")),
    ],
)
def test_typical_improvement(key, text):
    """The usual range is there as exact numbers with their unit."""
    metric = catalogue()[key]
    assert (str(metric.typical[0]), str(metric.typical[1]), metric.typical_unit) == text


@pytest.mark.parametrize("key", NO_INCREASE)
def test_no_increase_is_said_in_words(key):
    """Where the usual target is not a range, it is words, and the metric counts as quality."""
    metric = catalogue()[key]
    assert (metric.typical, metric.usual, metric.quality) == (None, "no increase", True)


def test_units_are_canonical():
    """A unit that phrases know is spelled as they spell it; shares have none."""
    wrong = [key for key, metric in catalogue().items() if metric.unit and _spelled(metric.unit) != metric.unit]
    assert (wrong, {m.unit for m in catalogue().values() if m.kind == "proportion"}) == ([], {""})


def _spelled(unit):
    try:
        return unit_of(unit)
    except PhraseError:
        return unit


def test_spans_and_other_units_are_times():
    """What is converted between units is time, and converts."""
    totals = [need.total for metric in catalogue().values() for need in metric.needs]
    units = {total.unit for total in totals if isinstance(total, Span) or (isinstance(total, Column) and total.given)}
    assert all(is_time(unit) for unit in units)


def test_every_column_has_a_scale():
    """No seconds are wanted as money."""
    columns = [n.total for m in catalogue().values() for n in m.needs if isinstance(n.total, Column)]
    assert all(column.scale > 0 for column in columns)


def test_what_is_read_is_written_back():
    """The words of the catalogue and the needs are two forms of the same thing."""
    known = catalogue().values()
    again = [(m.key, need_of(m.key, m.kind, m.unit, text_of(need)), need) for m in known for need in m.needs]
    assert [key for key, one, other in again if one != other] == []


def test_outcomes_say_what_they_are():
    """Every metric but activity has a sentence about it, and a kind that is known."""
    outcomes = [metric for metric in catalogue().values() if not metric.activity]
    assert [m.key for m in outcomes if not m.about.endswith(".") or m.kind not in KINDS] == []


def test_measured_outcomes_say_what_shows_in_production():
    """A gain that nothing shows in production is none."""
    read = [m for m in catalogue().values() if m.kind != "computed" and not m.activity]
    assert [m.key for m in read if not m.signal.endswith(".")] == []


def test_other_names_point_to_metrics():
    """weekly_active_rate is weekly_active."""
    assert dict(aliases()) == {"weekly_active_rate": "weekly_active"}


def test_no_key_stands_twice():
    """The second of two equal keys would silently win."""
    keys = [key.value for _, family in yaml.compose(FILE.read_text("utf-8")).value for key, _ in family.value]
    assert sorted(keys) == sorted(catalogue())


def test_entries_use_known_words_only():
    """A misspelt word of an entry would silently do nothing."""
    words = set(
        [
            "label",
            "about",
            "kind",
            "better",
            "unit",
            "reads",
            "typical",
            "guardrails",
            "quality",
            "margin",
            "signal",
            "instead",
            "evidence",
            "same_as",
        ]
    )
    families = yaml.compose(FILE.read_text("utf-8")).value
    used = {word.value for _, family in families for _, entry in family.value for word, _ in entry.value}
    assert used - words == set()


def test_catalogue_cannot_be_changed():
    """It is read once and shared."""
    with pytest.raises(TypeError):
        catalogue()["error_rate"] = None
