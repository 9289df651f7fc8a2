"""One sentence a leader can read aloud."""

from dataclasses import replace

import pytest

from pilotaudit.estimates.model import Refusal, Size
from pilotaudit.gates.wording import outcome
from tests.builders import (
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
    level,
    log,
    primary,
    segment,
    use,
)


def test_a_go_says_outcome_quality_and_use():
    """In this order."""
    assert judged().headline == (
        "Tickets are handled 13% faster than they would have been; quality held; "
        "71% of the intended users use it every week."
    )


def test_quality_that_was_only_watched_is_hedged():
    """No stated guardrail: harm was not seen, harmlessness was not shown."""
    rules = charter(guardrails={})
    one = harmless(asks(rules, "error_rate", "watched"))
    assert "no harm to quality was seen" in judged(rules, error_rate=one).headline


def test_without_control_it_claims_no_more_than_before_and_after():
    """Nobody knows what would have been."""
    assert "than before the pilot" in judged(average_handling_time=primary(control=Size(0, 0))).headline


def test_a_proportion_moves_by_points():
    """Never by percent."""
    rules = charter(primary={"first_contact_resolution": "+1pp"})
    one = primary(rules, effect=0.25, se=0.02, baseline=0.12)
    assert judged(rules, first_contact_resolution=one).headline.startswith(
        "First contact resolution is 3.0pp higher than it would have been"
    )


def test_a_conditional_go_says_that_there_are_conditions():
    """And the sentence stays the same."""
    headline = judged(charter(), finding("CMP102", effect="conditional")).headline
    assert headline.endswith("every week; this holds only under the conditions named below.")


def test_better_with_a_harmed_guardrail_is_mixed():
    """Both are named."""
    assert judged(error_rate=guardrail(difference=0.05)).headline == (
        "Mixed: tickets are handled 13% faster, but error rate got worse (+5.0pp)."
    )


def test_better_with_a_harmed_segment_is_mixed():
    """The segment is named."""
    one = primary(segments=(segment("easy", -0.2), segment("complex", 0.3, adverse=True)))
    headline = judged(charter(), finding("SEG101", effect="no-go"), average_handling_time=one).headline
    assert headline == "Mixed: tickets are handled 13% faster, but average handling time got worse for complex."


def test_a_harmed_segment_beside_a_better_one_is_mixed():
    """Where the whole did not move, the two parts are told."""
    parts = (replace(segment("easy", -0.2), p_worse=0.999), segment("complex", 0.3, adverse=True))
    one = primary(effect=0.01, se=0.01, segments=parts)
    headline = judged(charter(), finding("SEG101", effect="no-go"), average_handling_time=one).headline
    assert (
        headline == "Mixed: average handling time got better for easy, but average handling time got worse for complex."
    )


def test_a_harmed_guardrail_names_the_segment_that_carries_it():
    """Once, not twice."""
    parts = (segment("easy", -0.2), segment("complex", 0.5, adverse=True, after=0.3))
    one = replace(guardrail(difference=0.05), segments=parts)
    headline = judged(charter(), finding("SEG101", effect="no-go"), error_rate=one).headline
    assert headline.endswith("but error rate got worse (+5.0pp), above all for complex.")


def test_a_harm_in_every_segment_names_none():
    """It is the whole that got worse."""
    parts = tuple(segment(name, 0.5, adverse=True, after=0.3) for name in ("easy", "complex"))
    one = replace(guardrail(difference=0.05), segments=parts)
    headline = judged(charter(), finding("SEG101", effect="no-go"), error_rate=one).headline
    assert headline.endswith("but error rate got worse (+5.0pp).")


def test_no_sign_of_an_effect_shows_only_figures():
    """Chance explains the estimate, so nothing is faster or slower."""
    assert judged(average_handling_time=primary(effect=0.001, se=0.01)).headline == (
        "No sign of the promised effect: average handling time changed by +0.1% [-2.0, +2.2], and -10% was the target."
    )


def test_worse_with_a_harmed_guardrail_is_not_mixed():
    """Nothing improved."""
    headline = judged(average_handling_time=primary(effect=0.1), error_rate=guardrail(difference=0.05)).headline
    assert headline.startswith("Worse, not better: ")


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        (
            -0.03,
            "Real, but not enough: tickets are handled 3.0% faster than they would have been, against the 10% target.",
        ),
        (0.06, "Harm: tickets are handled 6.0% slower than they would have been, against the 10% target."),
    ],
)
def test_a_miss_is_named(effect, words):
    """Real but too small is not the same as none."""
    assert judged(average_handling_time=primary(effect=effect, se=0.01)).headline == words


def test_a_shared_fall_is_called_a_false_positive():
    """Before/after passed, control fell alike."""
    headline = judged(
        charter(), finding("CMP104", "warn"), average_handling_time=primary(effect=-0.001, se=0.01)
    ).headline
    assert headline.startswith("No sign of the promised effect: ")
    assert headline.endswith("Both groups moved alike, so before/after alone is a false positive.")


def test_a_faded_gain_is_named():
    """Novelty."""
    found = finding("NOV101", effect="no-go")
    headline = judged(charter(), found, average_handling_time=primary(effect=-0.001, se=0.01)).headline
    assert headline.startswith("The gain of the first weeks is gone: ")


@pytest.mark.parametrize("found", [(), (finding("NOV101", effect="no-go"),)])
def test_a_gain_that_is_gone_is_told_by_the_late_half(found):
    """Over all judged weeks it still beats the target, which would read as a contradiction."""
    one = primary(effect=-0.13, late_size=log(-0.01), late_test=log(-0.01))
    headline = judged(charter(), *found, average_handling_time=one).headline
    assert headline.partition(": ")[2] == (
        "in the late half average handling time changed by -1.0% [-5.0, +3.2], and -10% was the target."
    )


def test_a_fading_gain_that_is_still_real_is_not_called_gone():
    """The warning of NOV101 says that half of it is lost, not all."""
    headline = judged(
        charter(), finding("NOV101", "warn"), average_handling_time=primary(effect=-0.03, se=0.01)
    ).headline
    assert headline.startswith("Real, but not enough: ")


def test_a_missed_target_of_the_stage_is_the_one_that_is_named():
    """The charter's gates ask for more than its primary block."""
    rules = charter(gates={"controlled pilot": {"average_handling_time": "-30%"}})
    headline = judged(rules, average_handling_time=primary(rules, effect=-0.13, se=0.01)).headline
    assert headline.endswith("against the 30% target.")


def test_a_level_beyond_its_limit_has_not_got_worse():
    """It stood there before, and even fell."""
    rules = charter(guardrails={"error_rate": "at most 1%"})
    ruling = judged(rules, error_rate=guardrail(rules=rules, difference=-0.005, se=0.001))
    assert (
        ruling.headline
        == "Mixed: tickets are handled 13% faster, but error rate stands at 2.6%, against a limit of at most 1%."
    )
    assert criterion(ruling, "guardrail.error_rate").reason == "a level beyond the limit is shown"


def test_a_level_beyond_its_limit_beside_no_gain_is_not_called_worse():
    """Nothing improved, and nothing got worse."""
    rules = charter(guardrails={"error_rate": "at most 1%"})
    one = guardrail(rules=rules, difference=-0.005, se=0.001)
    headline = judged(rules, average_handling_time=primary(effect=-0.06, se=0.05), error_rate=one).headline
    assert headline == "Error rate stands at 2.6%, against a limit of at most 1%."


def test_an_amount_of_thousands_is_told_in_full():
    """A comma inside a number ends nothing."""
    rules = charter(guardrails={"cost": "no worse than 100"}, metrics={"cost": {"kind": "mean", "better": "lower"}})
    one = harmless(asks(rules, "cost", "guardrail"), baseline=9000.0)
    headline = judged(rules, cost=replace(one, harm=level(1234.0, 100.0))).headline
    assert headline.endswith("but cost got worse (+1,234).")


def test_too_little_use_is_named_beside_the_gain():
    """Faster, but few use it."""
    assert judged(adoption=use(0.42)).headline.endswith(", but only 42% of the intended users use it every week.")


def test_too_little_data_is_too_early_to_say():
    """In SCORECARD's words."""
    assert judged(average_handling_time=primary(effect=-0.05, se=0.08)).headline == (
        "Too early to say: the 10% target and no effect are both still possible."
    )


def test_an_open_guardrail_is_named():
    """The gain is there, harmlessness is not."""
    headline = judged(error_rate=guardrail(difference=0.005, se=0.02)).headline
    assert headline.endswith("but it is too early to say whether error rate held.")


def test_a_missing_guardrail_is_named():
    """No column, no answer."""
    rules = charter()
    headline = judged(rules, error_rate=absent(asks(rules, "error_rate", "guardrail"))).headline
    assert headline.endswith("but these data cannot tell whether error rate held.")


def test_unusable_data_cannot_be_told():
    """The blocking finding is the reason."""
    found = finding("DAT101", effect="hold", message="412 of 5,600 rows could not be used")
    assert (
        judged(charter(), found).headline
        == "Average handling time cannot be told from these data: 412 of 5,600 rows could not be used."
    )


def test_a_headline_leaves_the_remedy_out():
    """It stands in the finding."""
    found = finding(
        "CMP101", effect="hold", message="there is no control group, so anything may explain it. Keep some."
    )
    assert judged(charter(), found).headline.endswith("there is no control group, so anything may explain it.")


def test_a_refusal_cannot_be_told():
    """With the estimator's reason."""
    why = Refusal("STA101", "1 treated unit has data")
    assert judged(average_handling_time=primary(size=why, test=why)).headline == (
        "Average handling time cannot be told from these data: 1 treated unit has data."
    )


def test_an_interim_look_is_too_early():
    """Not a gate."""
    assert judged(charter(), finding("STA103", effect="hold")).headline.startswith(
        "Too early to say: the pilot still runs"
    )


def test_harm_at_an_interim_look_says_that_the_pilot_still_runs():
    """A run on an unregistered day decides nothing."""
    found = judged(charter(), finding("STA103", effect="hold"), error_rate=guardrail(difference=0.05))
    assert found.headline.endswith("(+5.0pp). The pilot still runs, and this is an interim look, not a gate.")


def test_a_rollback_names_the_level_and_the_limit():
    """What stands where."""
    rules = charter(rollback={"error_rate": "above 2%"})
    assert judged(rules).headline == "Stop and roll back: error rate stands at 3.2% (limit: above 2%)."


def test_nothing_measured_is_said():
    """Discovery."""
    rules = charter(stage="discovery", governance={"data_boundary": "Internal"}, scale={"if_met": "Pilot it"})
    assert judged(subject=case(rules)).headline == "The papers of this stage are complete; nothing was measured."


def test_an_effect_in_levels_without_a_counterfactual_is_shown_in_its_unit():
    """A rung on the level scale."""
    from tests.builders import level

    one = full_case()
    shown = replace(one.measured[0], size=level(-2.4, 0.3), counterfactual=None)
    headline = judged(subject=replace(one, measured=(shown, *one.measured[1:]))).headline
    assert headline.startswith("Average handling time cannot be told from these data: there is no baseline level")


def test_a_time_that_rose_is_slower():
    """Words follow the sign."""
    assert "slower" in judged(average_handling_time=primary(size=log(0.2), test=log(0.2))).headline


def test_only_a_finding_in_the_way_is_named():
    """A no-go without a missed criterion."""
    found = finding("CHR109", effect="no-go", message="only opinions are judged.")
    assert judged(charter(), found).headline == "Not ready: only opinions are judged."


def test_a_hold_on_paper_names_the_reason():
    """Everything measured is met."""
    found = finding("WIN101", effect="hold", message="approved on the first pilot day")
    assert judged(charter(), found).headline.endswith(
        "but not all of the gate is settled: approved on the first pilot day."
    )


def test_a_missing_criterion_of_the_stage_is_named():
    """Weekly use was not measured."""
    assert judged(adoption=use(None)).headline.endswith(
        "but not all of the gate is settled: weekly use, no usage table."
    )


def test_without_a_baseline_the_groups_are_compared():
    """After only, by lot."""
    one = replace(primary(), baseline=None)
    assert judged(average_handling_time=one).headline.startswith(
        "Tickets are handled 13% faster than in the control group"
    )


def test_an_unmeasured_outcome_is_said_beside_a_missed_use():
    """Nobody uses it, nothing else is known."""
    why = Refusal("STA101", "1 treated unit has data")
    headline = judged(adoption=use(0.1), average_handling_time=primary(size=why, test=why)).headline
    assert headline == (
        "Only 10% of the intended users use it every week, and average handling time is not settled: "
        "1 treated unit has data."
    )


def test_a_gain_that_was_not_shown_is_not_claimed_beside_a_missed_use():
    """The estimate alone is no gain."""
    headline = judged(adoption=use(0.42), average_handling_time=primary(effect=-0.12, se=0.08)).headline
    assert headline == (
        "Only 42% of the intended users use it every week, and average handling time is not settled: "
        "the estimate reaches the 10% target, but no effect at all is still possible."
    )


def test_papers_alone_claim_no_effect():
    """Discovery, with data at hand."""
    rules = charter(stage="discovery", governance={"data_boundary": "Internal"}, scale={"if_met": "Pilot it"})
    assert judged(rules).headline == "The papers of this stage are complete; what was measured does not decide it."


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("at most 15 min", "average handling time stands at 18.4 min [18.0, 18.8], +0.1%"),
        ("-3 min", "average handling time went from 18.4 min to 18.4 min, +0.018 min (+0.1%)"),
    ],
)
def test_no_sign_of_a_level_or_an_amount_is_told_in_that_measure(target, words):
    """A level is not a change."""
    rules = charter(primary={"average_handling_time": target})
    headline = judged(rules, average_handling_time=primary(rules, effect=0.001, se=0.01)).headline
    assert headline == f"No sign of the promised effect: {words}, and {target} was the target."


def test_an_outcome_keeps_its_unit_where_no_level_was_expected():
    """A change of -2.4 minutes, and a refusal."""
    one = primary(size=level(-2.4, 0.3), counterfactual=None)
    assert outcome(one) == "tickets are handled 2.40 min faster"
    assert outcome(primary(size=Refusal("STA101", "1 unit"))) == "average handling time was not measured"


def test_a_measured_quality_guardrail_that_is_not_contradicted_is_not_called_held():
    """The weaker standard shows less."""
    rules = charter(guardrails={"error_rate": {"limit": "no worse than 2pp", "evidence": "not contradicted"}})
    assert "no harm to quality was seen" in judged(rules).headline


def test_a_metric_without_a_verb_is_lower_or_higher():
    """Backlog age."""
    rules = charter(primary={"backlog_age": "-10%"})
    assert judged(rules).headline.startswith("Backlog age is 13% lower than it would have been; ")
