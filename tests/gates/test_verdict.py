"""The ordered rules, and that every reason cites something."""

from dataclasses import replace
from datetime import date

import pytest

from pilotaudit.gates.verdict import RULES
from pilotaudit.panel.timeline import timeline_of
from tests.builders import (
    RUNG,
    TIMELINE,
    absent,
    asks,
    case,
    charter,
    criterion,
    finding,
    full_case,
    guardrail,
    harmless,
    judged,
    log,
    panel,
    primary,
    use,
)  # fmt: skip


def test_the_rules_stand_in_the_order_of_precedence():
    """GO is what is left."""
    assert [verdict for verdict, _ in RULES] == ["ROLLBACK", "NO-GO", "HOLD", "CONDITIONAL GO"]


def test_everything_met_is_a_go():
    """Target, guardrail, quality guardrail and weekly use."""
    ruling = judged()
    assert (ruling.verdict, ruling.conditions) == ("GO", ())
    assert [one.state for one in ruling.criteria] == ["MET"] * 4


def test_the_reasons_of_a_go_are_its_criteria():
    """Each one by its id."""
    assert [reason.partition(" ")[0] for reason in judged().reasons] == [
        "primary.average_handling_time", "guardrail.error_rate", "stage.quality_guardrail", "adoption.weekly_active",
    ]  # fmt: skip


def test_a_missed_target_is_a_no_go():
    """However good the rest is."""
    ruling = judged(average_handling_time=primary(effect=0.001, se=0.01), adoption=use(0.95))
    assert (ruling.verdict, ruling.reasons[0].partition(":")[0]) == ("NO-GO", "primary.average_handling_time MISSED")


def test_good_use_alone_is_never_a_go():
    """Everybody uses it, nothing else was measured."""
    rules = charter()
    nothing = {
        one: absent(asks(rules, one, role))
        for one, role in (("average_handling_time", "primary"), ("error_rate", "guardrail"))
    }
    assert judged(rules, adoption=use(0.95), **nothing).verdict == "HOLD"


def test_an_open_criterion_holds():
    """Nothing missed, something underpowered."""
    assert judged(average_handling_time=primary(se=0.08)).verdict == "HOLD"


def test_a_miss_outranks_what_is_open():
    """NO-GO before HOLD."""
    assert judged(average_handling_time=primary(se=0.08), error_rate=guardrail(difference=0.1)).verdict == "NO-GO"


def test_nothing_that_decides_is_never_a_go():
    """Zero deciding criteria."""
    ruling = judged(subject=case(charter(adoption={"weekly_active": {"not required": "not logged"}})))
    assert ruling.verdict == "HOLD"


@pytest.mark.parametrize(
    ("effect", "verdict"), [("no-go", "NO-GO"), ("hold", "HOLD"), ("conditional", "CONDITIONAL GO")]
)
def test_a_blocking_finding_has_its_effect(effect, verdict):
    """On a case that is a GO otherwise."""
    ruling = judged(charter(), finding("WIN101", effect=effect))
    assert (ruling.verdict, "WIN101: about WIN101" in ruling.reasons) == (verdict, True)


@pytest.mark.parametrize("severity", ["warn", "note"])
def test_warnings_and_notes_leave_the_verdict_alone(severity):
    """They lower the confidence at most."""
    assert judged(charter(), finding("NOV101", severity)).verdict == "GO"


@pytest.mark.parametrize("effect", ["no-go", "hold", "conditional"])
def test_a_waiver_turns_a_blocking_finding_into_a_condition(effect):
    """Printed, and never a plain GO."""
    ruling = judged(charter(), finding("BAS102", effect=effect, waived="lost in migration"))
    assert (ruling.verdict, ruling.conditions) == ("CONDITIONAL GO", ("BAS102 is waived: lost in migration",))


def test_a_waiver_never_turns_missed_into_met():
    """The target stays missed."""
    ruling = judged(
        charter(), finding("BAS102", effect="hold", waived="lost"), average_handling_time=primary(effect=0.0, se=0.01)
    )
    assert ruling.verdict == "NO-GO"


def test_a_guardrail_on_a_conditional_rung_makes_the_verdict_conditional():
    """What it rests on is no surer because the primary metric has another design."""
    one = harmless(asks(charter(), "error_rate", "guardrail"))
    one = replace(one, rung=replace(RUNG, strongest="CONDITIONAL GO"))
    assert judged(error_rate=one).verdict == "CONDITIONAL GO"


def test_no_waiver_makes_an_interim_run_a_gate():
    """Looks are registered beforehand, or they spend what was promised to others."""
    ruling = judged(charter(), finding("STA103", effect="hold", waived="the board meets today"))
    assert (ruling.verdict, ruling.reasons[0].partition(":")[0]) == ("HOLD", "STA103")


def test_a_waived_baseline_lets_a_shown_comparison_decide():
    """A short baseline is shown only, unless an owner accepts it."""
    shown = primary(rung=replace(RUNG, name="short baseline", strongest="HOLD", decides=False))
    held = judged(charter(), finding("BAS102", effect="hold"), average_handling_time=shown)
    waived = judged(charter(), finding("BAS102", effect="hold", waived="lost"), average_handling_time=shown)
    assert (held.verdict, waived.verdict) == ("HOLD", "CONDITIONAL GO")


@pytest.mark.parametrize("code", ["DAT101", "BAS102", "CMP110", "STA110"])
def test_data_that_cannot_be_trusted_hold_what_would_have_been_a_miss(code):
    """MISSED asks for data that can be trusted."""
    ruling = judged(charter(), finding(code, effect="hold"), average_handling_time=primary(effect=0.0, se=0.01))
    assert (ruling.verdict, criterion(ruling, "primary.average_handling_time").state) == ("HOLD", "UNTRUSTED")


def test_an_adverse_segment_on_untrusted_data_holds():
    """So does a finding of effect no-go."""
    assert judged(charter(), finding("DAT101", effect="hold"), finding("SEG101", effect="no-go")).verdict == "HOLD"


def test_a_fired_trigger_overrides_everything():
    """All criteria met, one trigger fired."""
    rules = charter(rollback={"error_rate": "above 5%", "how": "Switch drafts off"})
    ruling = judged(rules, error_rate=harmless(asks(rules, "error_rate", "guardrail"), 0.001, 0.001, baseline=0.06))
    assert (ruling.verdict, ruling.reasons) == (
        "ROLLBACK",
        ("rollback.error_rate: it stands at 6.1% over the pilot, and the limit is above 5%",),
    )


def test_a_trigger_exactly_on_its_limit_does_not_fire():
    """`above` and `below` are strict."""
    rules = charter(rollback={"weekly_active": "below 30%"}, adoption={"weekly_active": "at least 20%"})
    assert [judged(rules, adoption=use(share)).verdict for share in (0.3, 0.2999)] == ["GO", "ROLLBACK"]


def test_a_trigger_without_data_says_so():
    """Spend is not computed in this version."""
    (trigger,) = judged(charter(rollback={"spend": "above expected savings"})).triggers
    assert (trigger.fired, trigger.reason) == (None, "money is not computed in this version")


def test_a_design_that_carries_less_makes_a_go_conditional():
    """One team per arm, by the rung alone."""
    one = primary(rung=replace(RUNG, strongest="CONDITIONAL GO", condition="one team per group"))
    ruling = judged(average_handling_time=one)
    assert (ruling.verdict, ruling.conditions) == ("CONDITIONAL GO", ("one team per group",))


@pytest.mark.parametrize(("code", "design"), [("CMP101", "no control"), ("CMP102", "volunteers")])
def test_a_finding_about_the_comparison_says_it_once(code, design):
    """The finding's words stand for the rung's."""
    one = primary(rung=replace(RUNG, strongest="CONDITIONAL GO", condition=f"{design}: holds only if nothing moved"))
    ruling = judged(charter(), finding(code, effect="conditional"), average_handling_time=one)
    assert ruling.conditions == (f"{code}: about {code}",)


def test_a_finding_about_volunteers_does_not_hide_what_else_the_design_leaves_open():
    """Rows that are units, and how far teams drift, are conditions of their own."""
    condition = "rows are units: holds only if they differ; volunteers: holds only if they are usual people"
    one = primary(rung=replace(RUNG, strongest="CONDITIONAL GO", condition=condition))
    ruling = judged(charter(), finding("CMP102", effect="conditional"), average_handling_time=one)
    assert ruling.conditions == ("CMP102: about CMP102", "rows are units: holds only if they differ")


def test_how_far_teams_may_drift_is_a_condition_beside_the_finding():
    """CMP103 says that a group is one team, the rung how much drift its interval allows for."""
    one = primary(rung=replace(RUNG, strongest="CONDITIONAL GO", condition="one team per group: at most 5%"))
    ruling = judged(charter(), finding("CMP103", effect="conditional"), average_handling_time=one)
    assert ruling.conditions == ("CMP103: about CMP103", "one team per group: at most 5%")


def test_another_doubt_about_the_comparison_does_not_hide_what_the_design_leaves_open():
    """Groups that were not alike say nothing of one team per group."""
    one = primary(rung=replace(RUNG, strongest="CONDITIONAL GO", condition="one team per group"))
    ruling = judged(charter(), finding("CMP105", "warn"), average_handling_time=one)
    assert (ruling.verdict, ruling.conditions) == ("CONDITIONAL GO", ("one team per group",))


def test_an_interim_miss_stops_only_as_harm():
    """Before the last day, a target out of reach is still open."""
    running = panel(timeline=replace(TIMELINE, as_of=date(2026, 3, 15)))
    states = []
    for effect in (0.001, 0.2):
        one = full_case(average_handling_time=primary(effect=effect, se=0.01))
        ruling = judged(charter(), finding("STA103", effect="hold"), subject=replace(one, panel=running))
        states.append((ruling.verdict, ruling.criteria[0].state))
    assert states == [("HOLD", "UNDERPOWERED"), ("NO-GO", "MISSED")]


@pytest.mark.parametrize(("effect", "verdict"), [(-0.2, "GO"), (-0.08, "HOLD"), (0.2, "NO-GO")])
def test_a_registered_look_is_a_gate(effect, verdict):
    """Early for a clear gain, early for harm, and otherwise the pilot runs on."""
    rules = charter(window={"looks": ["2026-03-15"]})
    running = panel(timeline=timeline_of(rules, date(2026, 3, 15)))
    one = full_case(rules, average_handling_time=primary(rules, effect=effect, se=0.02))
    assert judged(rules, subject=replace(one, panel=running)).verdict == verdict


def test_secondary_metrics_are_shown_and_never_decide():
    """A missed secondary target leaves a GO alone."""
    rules = charter(secondary={"first_contact_resolution": "+3pp"})
    one = primary(rules)
    second = harmless(asks(rules, "first_contact_resolution", "secondary"), -0.2, 0.01, baseline=0.5)
    ruling = judged(rules, average_handling_time=one, first_contact_resolution=second)
    line = criterion(ruling, "secondary.first_contact_resolution")
    assert (ruling.verdict, line.state, line.deciding) == ("GO", "SHOWN", False)


def test_a_secondary_metric_shows_its_adjusted_p():
    """Holm's."""
    rules = charter(secondary={"resolution_time": "-5%"})
    second = replace(
        primary(rules), metric=asks(rules, "resolution_time", "secondary").metric, role="secondary", holm_p=0.0304
    )
    line = criterion(judged(rules, resolution_time=second), "secondary.resolution_time")
    assert line.reason == "not deciding; the estimate reaches its target (p = 0.030 after Holm)"


def test_a_secondary_metric_without_data_says_so():
    """And still decides nothing."""
    rules = charter(secondary={"resolution_time": "-5%"})
    ruling = judged(rules, resolution_time=absent(asks(rules, "resolution_time", "secondary")))
    assert (ruling.verdict, criterion(ruling, "secondary.resolution_time").state) == ("GO", "NO DATA")


def test_a_secondary_metric_on_untrusted_data_says_so():
    """Shown figures are not believed either."""
    rules = charter(secondary={"resolution_time": "-5%"})
    second = replace(primary(rules), metric=asks(rules, "resolution_time", "secondary").metric, role="secondary")
    ruling = judged(rules, finding("DAT101", effect="hold"), resolution_time=second)
    assert criterion(ruling, "secondary.resolution_time").state == "UNTRUSTED"


def test_no_measured_quality_guardrail_holds():
    """An own metric that is no quality guardrail is not enough."""
    rules = charter(guardrails={"resolution_time": "no worse than 5%"})
    ruling = judged(rules, resolution_time=harmless(asks(rules, "resolution_time", "guardrail"), baseline=10.0))
    assert (ruling.verdict, criterion(ruling, "stage.quality_guardrail").state) == ("HOLD", "NO DATA")


def test_the_same_values_give_the_same_ruling():
    """Nothing depends on order of evaluation or on the clock."""
    assert judged(average_handling_time=primary(test=log(-0.2))) == judged(
        average_handling_time=primary(test=log(-0.2))
    )
