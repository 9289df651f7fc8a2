"""How far a verdict can be believed."""

from dataclasses import replace

import pytest

from pilotaudit.estimates.model import Refusal, Size
from tests.builders import RUNG, case, charter, finding, full_case, judged, primary


def test_matched_groups_with_enough_units_are_high():
    """What carries it is said."""
    ruling = judged()
    assert (ruling.confidence, ruling.confidence_reasons) == (
        "high",
        ("matched groups, 12 and 12 units, 5 settled weeks",),
    )


@pytest.mark.parametrize("code", ["BAS103", "DAT104", "CMP105", "STA105", "NOV101", "SEG102", "LAB101"])
def test_a_warning_about_the_data_lowers_it_one_step(code):
    """One each."""
    assert judged(charter(), finding(code, "warn")).confidence == "medium"


@pytest.mark.parametrize("code", ["OWN102", "WIN103", "GOV101", "ROL101", "ADO101", "CHR104"])
def test_a_gap_on_paper_does_not_lower_it(code):
    """Owners, rollback and scale plan say nothing about the data."""
    assert judged(charter(), finding(code, "warn")).confidence == "high"


def test_it_is_never_below_low():
    """However many warnings."""
    assert judged(charter(), *(finding("DAT105", "warn") for _ in range(5))).confidence == "low"


def test_volunteers_are_medium_at_most():
    """They chose themselves."""
    assert judged(charter(groups={"assignment": "volunteers"})).confidence == "medium"


def test_no_control_is_low():
    """Season and workload stay possible."""
    assert judged(average_handling_time=primary(control=Size(0, 0))).confidence == "low"


def test_a_primary_without_data_is_not_called_a_missing_control():
    """There may well be a control group."""
    ruling = judged(average_handling_time=primary(treatment=Size(0, 0), control=Size(0, 0)))
    assert ruling.confidence_reasons[1] == "the primary metric was not measured: low"


def test_the_evidence_class_of_the_design_is_where_it_starts():
    """One team per arm is medium."""
    assert judged(average_handling_time=primary(rung=replace(RUNG, evidence_class="medium"))).confidence == "medium"


def test_a_guardrail_that_is_only_not_contradicted_is_low():
    """A weaker standard, accepted knowingly."""
    rules = charter(guardrails={"error_rate": {"limit": "no worse than 2pp", "evidence": "not contradicted"}})
    assert judged(rules).confidence == "low"


def test_a_guardrail_shown_with_less_than_95_percent_lowers_it():
    """One step."""
    rules = charter(guardrails={"error_rate": {"limit": "no worse than 2pp", "confidence": "80%"}})
    assert judged(rules).confidence == "medium"


@pytest.mark.parametrize("confidence", ["95%", "99%"])
def test_a_guardrail_shown_with_95_percent_and_more_does_not_lower_it(confidence):
    """That is the usual standard, written out."""
    rules = charter(guardrails={"error_rate": {"limit": "no worse than 2pp", "confidence": confidence}})
    assert judged(rules).confidence == "high"


def test_self_reported_outcomes_are_low():
    """What people say of themselves."""
    one = full_case()
    told = replace(one.measured[0], metric=replace(one.measured[0].metric, evidence="self-reported"))
    assert judged(subject=replace(one, measured=(told, *one.measured[1:]))).confidence == "low"


def test_nothing_measured_is_low():
    """Paper alone."""
    assert judged(subject=case()).confidence == "low"


@pytest.mark.parametrize("waived", ["", "the groups were never alike"])
def test_a_result_that_a_drift_could_explain_is_low(waived):
    """STA111, waived or not: a waiver does not make the groups alike."""
    ruling = judged(charter(), finding("STA111", effect="conditional", waived=waived))
    assert (ruling.verdict, ruling.confidence) == ("CONDITIONAL GO", "low")


def test_data_in_doubt_leave_little_to_believe():
    """What holds the verdict about the primary's data; about another metric it says nothing of the primary."""
    held = [finding("DAT107", effect="hold", metric=metric) for metric in ("average_handling_time", "error_rate")]
    assert [judged(charter(), one).confidence for one in held] == ["low", "high"]


def test_a_primary_that_could_not_be_judged_leaves_nothing_to_believe():
    """Its units are there, its effect is not."""
    one = primary(test=Refusal("STA101", "no variation"), size=Refusal("STA101", "no variation"))
    ruling = judged(average_handling_time=one)
    assert (ruling.confidence, ruling.confidence_reasons[1]) == ("low", "the primary metric could not be judged: low")
