"""Resolving a name: the charter's own block first, then the catalogue, else the nearest names."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from pilotaudit.metrics import KINDS, MetricBlock, UnknownMetric, catalogue, describe, resolve
from pilotaudit.metrics.base import NoValue, rate
from pilotaudit.moments import Column, Flag, Rows
from tests.metrics.blocks import block


def test_named_metric_comes_from_the_catalogue():
    """A name that the charter does not define is the catalogue's."""
    assert resolve("error_rate", {}) is catalogue()["error_rate"]


def test_own_metric_has_its_name_in_words():
    """Without a label, the key is read as words."""
    metric = resolve("hard_reopen_rate", {"hard_reopen_rate": block("{kind: proportion, better: lower}")})
    assert (metric.label, metric.family, metric.guardrails) == ("Hard reopen rate", "own", ())


def test_changed_metric_keeps_what_it_does_not_say():
    """Another column for a named metric changes the column and nothing else."""
    own = {"error_rate": block("{kind: proportion, column: fehler, better: lower}")}
    listed, changed = catalogue()["error_rate"], resolve("error_rate", own)
    kept = ("label", "guardrails", "margin", "quality", "usual", "signal", "family")
    assert [getattr(changed, name) for name in kept] == [getattr(listed, name) for name in kept]


def test_changed_metric_reads_only_what_it_says():
    """The catalogue's columns are no fallback for a column that the charter names."""
    own = {"error_rate": block("{kind: proportion, column: fehler, better: lower}")}
    assert [need.total for need in resolve("error_rate", own).needs] == [Flag("fehler")]


def test_changed_unit_converts_the_catalogues_columns():
    """Handling time in hours still reads a column of minutes as minutes."""
    metric = resolve("average_handling_time", {"average_handling_time": block("{kind: mean, unit: h, better: lower}")})
    totals = [need.total for need in metric.needs[:1]] + [
        need.total for need in metric.needs if "seconds" in need.total.name
    ][:1]
    assert totals == [Column("handle_minutes", "h", "min"), Column("handle_seconds", "h", "s")]


def test_changed_span_converts_too():
    """Resolution time in days is still the time from opening to resolution."""
    metric = resolve("resolution_time", {"resolution_time": block("{kind: mean, unit: days, better: lower}")})
    assert (metric.unit, metric.needs[-1].total.unit) == ("days", "days")


def test_unit_left_out_is_the_catalogues():
    """A column without a unit is in the unit that the metric always has."""
    own = {"average_handling_time": block("{kind: mean, column: dauer, better: lower}")}
    assert resolve("average_handling_time", own).needs[0].total == Column("dauer", "min")


def test_median_of_a_named_metric_keeps_its_guardrails():
    """Handling time by its median is still handling time."""
    own = {"average_handling_time": block("{kind: quantile, q: 0.5, column: minutes, better: lower}")}
    metric = resolve("average_handling_time", own)
    assert (metric.kind, metric.unit, metric.guardrails) == ("quantile", "min", catalogue()[metric.key].guardrails)


@pytest.mark.parametrize(
    "text", ["{kind: proportion, column: happy, better: higher}", "{kind: mean, column: complaints, better: lower}"]
)
def test_other_measure_or_direction_is_another_metric(text):
    """A share instead of a score, or the other direction, takes over no margin that would not fit."""
    metric = resolve("customer_satisfaction", {"customer_satisfaction": block(text)})
    assert (metric.label, metric.margin, metric.family) == ("Customer satisfaction", None, "own")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "{kind: mean, better: higher, label: Speed felt, evidence: self-reported}",
            ("Speed felt", "self-reported", False),
        ),
        ("{kind: mean, better: higher, quality: true}", ("Felt", "measured", True)),
    ],
)
def test_label_evidence_and_quality_are_the_blocks(text, expected):
    """What the block says counts."""
    metric = resolve("felt", {"felt": block(text)})
    assert (metric.label, metric.evidence, metric.quality) == expected


def test_other_name_is_the_same_metric():
    """weekly_active_rate means weekly_active."""
    assert resolve("weekly_active_rate", {}).key == "weekly_active"


@pytest.mark.parametrize(("currency", "unit"), [("EUR", "EUR"), ("", "")])
def test_money_has_the_charters_currency(currency, unit):
    """The catalogue knows no currency, the charter does."""
    assert resolve("cost_per_ticket", {}, currency).unit == unit


def test_stated_currency_stays():
    """A block that names a currency is not overruled."""
    own = {"cost_per_ticket": block("{kind: ratio, numerator: cost, denominator: tickets, unit: CHF, better: lower}")}
    assert resolve("cost_per_ticket", own, "EUR").unit == "CHF"


@pytest.mark.parametrize(
    ("key", "nearest"),
    [
        ("average_handling_tme", "average_handling_time"),
        ("Error Rate", "error_rate"),
        ("handling time", "average_handling_time"),
        ("reopened_rate", "reopen_rate"),
        ("felt_sped", "felt_speed"),
    ],
)
def test_unknown_name_comes_with_the_nearest(key, nearest):
    """A misspelling is answered with what was probably meant, the charter's own metrics included."""
    with pytest.raises(UnknownMetric) as unknown:
        resolve(key, {"felt_speed": block("{kind: mean, better: higher}")})
    assert (unknown.value.key, unknown.value.nearest[0]) == (key, nearest)


def test_activity_is_never_proposed():
    """Nobody is led from a misspelling to counting tokens."""
    with pytest.raises(UnknownMetric) as unknown:
        resolve("tokenz", {})
    assert "tokens" not in unknown.value.nearest


def test_missing_kind_is_refused():
    """A block without a kind cannot be read."""
    with pytest.raises(ValidationError, match="discriminator 'kind'"):
        block("{column: a, better: lower}")


def test_block_cannot_be_changed():
    """What was promised stays."""
    with pytest.raises(ValidationError, match="frozen"):
        block("{kind: mean, better: lower}").better = "higher"


def test_schema_knows_every_kind():
    """Editors see one shape for each kind."""
    kinds = set(TypeAdapter(MetricBlock).json_schema()["discriminator"]["mapping"])
    assert kinds == {name for name, kind in KINDS.items() if kind.block is not None}


@pytest.mark.parametrize(("total", "size"), [(3.0, 0.0), (0.0, -1.0), (1.0, float("nan"))])
def test_nothing_to_divide_by_is_no_value(total, size):
    """A level that cannot be told is an error, never zero."""
    with pytest.raises(NoValue, match="no rows and no time at risk"):
        rate(total, size)


def test_description_of_a_metric():
    """What `metrics KEY` prints: facts that apply, in order, with the test that fits."""
    told = dict(describe(resolve("escalation_rate", {})))
    assert told == {
        "Label": "Escalation rate",
        "What it is": "Share of tickets handed on to a higher level.",
        "Family": "support",
        "Direction": "lower is better",
        "Unit": "share, shown in %",
        "Kind": "proportion",
        "Test": KINDS["proportion"].test,
        "Looked for": "escalated; is_escalated; was_escalated; escalation_count above 0; escalations above 0",
        "Typical target": "no increase",
        "Watched beside it": "error_rate, reopen_rate, customer_satisfaction",
        "Margin when watched": "no worse than 2pp",
        "Quality guardrail": "yes",
        "Evidence": "measured",
        "In production": "The next level's queue does not grow.",
    }


@pytest.mark.parametrize(
    ("key", "label", "text"),
    [
        ("average_handling_time", "Typical target", "5% to 15% lower"),
        ("average_handling_time", "Margin when watched", "no worse than 5% of its baseline"),
        ("cost_per_ticket", "Unit", "the charter's currency"),
        ("weekly_active", "Typical target", "50% to 70% of intended users or more; the default gate asks for 60%"),
        ("logins", "As a criterion", "refused; it counts activity and not an outcome"),
        ("logins", "Measure instead", "weekly_active, completion_rate"),
        (
            "audit_findings",
            "Looked for",
            "audit_findings per unit-week; findings per unit-week; audit_finding is yes per unit-week",
        ),
    ],
)
def test_fact_of_a_metric(key, label, text):
    """Each kind of fact in its words."""
    assert dict(describe(resolve(key, {})))[label] == text


def test_activity_has_no_test():
    """What is refused as a criterion is not tested."""
    assert "Test" not in dict(describe(resolve("logins", {})))


def test_rows_are_the_denominator_of_a_ready_ratio():
    """A file that holds the cost of each ticket is read as it is."""
    sizes = {need.total.name: need.size for need in resolve("cost_per_ticket", {}).needs}
    assert sizes["ticket_cost"] == Rows()
