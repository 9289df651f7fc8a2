"""Exit criteria of the five stages."""

import math
from typing import get_args

import pytest
from scipy.special import stdtrit

from pilotaudit.charter.model import Stage
from pilotaudit.gates.stages import EXITS
from tests.builders import charter, criterion, finding, judged, primary, segment

LATER = {
    "stage": "partial rollout",
    "owners": {"executive": "COO"},
    "rollback": {"error_rate": "above 90%", "how": "Switch drafts off"},
    "scale": {"if_met": "Expand to queues C and D", "production_needs": ["capacity", "monitoring"]},
}
BOTH = (segment("VPN", -0.2, se=0.02), segment("Password", -0.15, se=0.02))
RECORD = finding("GOV103", effect="hold")


def later(*findings, segments=BOTH, **changes):
    """A ruling at a later stage where everything on paper is in order."""
    rules = charter(**{**LATER, **changes})
    return judged(rules, *findings, average_handling_time=primary(rules, segments=segments))


def test_every_stage_has_its_exit():
    """Exactly the five."""
    assert tuple(EXITS) == get_args(Stage)


def test_a_later_stage_without_the_record_of_the_former_gate_holds():
    """This version keeps none."""
    ruling = later(RECORD)
    assert (ruling.verdict, criterion(ruling, "stage.former_gate").state) == ("HOLD", "NO DATA")


def test_an_owner_may_waive_the_record():
    """A CONDITIONAL GO then, with the reason."""
    ruling = later(finding("GOV103", effect="hold", waived="scorecard of 2026-01-15"))
    assert (ruling.verdict, ruling.conditions[0]) == ("CONDITIONAL GO", "GOV103 is waived: scorecard of 2026-01-15")


@pytest.mark.parametrize(
    ("segments", "state"),
    [(BOTH, "MET"), (BOTH[:1], "MISSED"), ((*BOTH[:1], segment("Fax", -0.1, se=0.2)), "UNDERPOWERED"), ((), "NO DATA")],
)
def test_a_partial_rollout_asks_for_gain_in_two_segments(segments, state):
    """A gain in one queue only is not enough."""
    assert criterion(later(segments=segments), "stage.segments_improved").state == state


@pytest.mark.parametrize(("second", "improved"), [(0.024, "3 of 3"), (0.026, "1 of 3")])
def test_improved_segments_are_counted_after_holm(second, improved):
    """The p-values 0.01 and 0.045 beside one between: three times the least, twice the next, the last as it is."""
    p_values = (("VPN", 0.01), ("Password", second), ("Fax", 0.045))
    parts = tuple(segment(name, math.expm1(0.1 * float(stdtrit(22, p))), se=0.1) for name, p in p_values)
    assert criterion(later(segments=parts), "stage.segments_improved").observed == f"{improved} segments"


def test_what_is_not_on_paper_is_no_data():
    """No executive owner is a gap, not a failure."""
    assert criterion(later(owners={}), "stage.executive_owner").state == "NO DATA"


def test_production_asks_what_this_version_cannot_see():
    """Capacity and monitoring are named, not evidenced."""
    ruling = later(RECORD, stage="production candidate")
    line = criterion(ruling, "stage.production_needs")
    assert (line.state, "capacity and monitoring" in line.reason) == ("NO DATA", True)


def test_a_further_metric_may_be_asked_for():
    """`gates` names a metric that nobody measured."""
    line = criterion(later(gates={"partial rollout": {"deployment_frequency": "+10%"}}), "stage.deployment_frequency")
    assert (line.state, line.required) == ("NO DATA", "+10%")


def test_discovery_exits_on_paper():
    """It needs no pilot data."""
    rules = charter(
        stage="discovery", governance={"data_boundary": "Internal knowledge base"}, scale={"if_met": "Pilot it"}
    )
    ruling = judged(rules)
    assert (ruling.verdict, {one.role for one in ruling.criteria}) == ("GO", {"stage"})


def test_discovery_without_its_papers_holds():
    """No data boundary, no scale plan: both are named, and no data are blamed."""
    ruling = judged(charter(stage="discovery"))
    said = "Not all papers of this stage are there: data boundary and scale plan."
    assert (ruling.verdict, ruling.headline) == ("HOLD", said)


def test_a_further_metric_that_was_measured_is_held_against_its_target():
    """A guardrail that has to improve at this stage."""
    rules = charter(**LATER, gates={"partial rollout": {"error_rate": "-1pp"}})
    line = criterion(judged(rules), "stage.error_rate")
    assert (line.state, line.role, line.deciding) == ("MISSED", "stage", True)


@pytest.mark.parametrize(("limit", "state"), [("at most 5%", "MET"), ("at most 3%", "UNDERPOWERED")])
def test_a_level_asked_of_a_guardrail_is_a_limit_to_keep(limit, state):
    """It stands at 3.2 %, give or take 1; no improvement is asked for."""
    rules = charter(**LATER, gates={"partial rollout": {"error_rate": limit}})
    assert criterion(judged(rules), "stage.error_rate").state == state


def test_segments_on_untrusted_data_are_untrusted():
    """Whatever they show."""
    assert criterion(later(finding("DAT101", effect="hold")), "stage.segments_improved").state == "UNTRUSTED"


def test_a_stated_baseline_is_enough_on_paper():
    """Discovery asks for a number, not for rows."""
    aim = {"target": "-10%", "baseline": "18.4 min"}
    rules = charter(stage="discovery", primary={"average_handling_time": aim}, window={"baseline": {"none": "not yet"}})
    assert criterion(judged(rules), "stage.baseline").state == "MET"
