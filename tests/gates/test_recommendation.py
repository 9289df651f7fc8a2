"""What to do next, by when."""

from dataclasses import replace
from datetime import date

import pytest

from pilotaudit.panel.timeline import timeline_of
from tests.builders import (
    RUNG,
    TIMELINE,
    absent,
    asks,
    charter,
    finding,
    full_case,
    guardrail,
    judged,
    panel,
    primary,
    segment,
    use,
)  # fmt: skip

PLAN = {"if_met": "Expand to queues C and D", "if_missed": "Archive the sandbox, revoke access"}


def advice(*findings, rules=None, **by_key):
    """The recommendation of a ruling under a charter with a scale plan."""
    return judged(rules or charter(scale=PLAN), *findings, **by_key).recommendation


def test_a_go_expands_in_the_charters_words():
    """By the decision date."""
    found = advice()
    assert (found.action, found.by, found.text) == (
        "expand",
        date(2026, 4, 5),
        "Expand to queues C and D (scale.if_met).",
    )


def test_a_go_without_a_plan_says_so():
    """The charter names none."""
    assert "names no scale plan" in advice(rules=charter()).text


def test_a_conditional_go_asks_for_the_conditions_first():
    """In writing."""
    assert advice(finding("CMP102", effect="conditional")).text.startswith(
        "Once the owners accept the conditions in writing: "
    )


def test_a_passed_decision_date_gives_way_to_the_judgement_date():
    """Nothing is due in the past."""
    late = replace(full_case(charter(scale=PLAN)), as_of=date(2026, 5, 1))
    found = judged(subject=late).recommendation
    assert (found.by, found.text.endswith(" The decision was due on 2026-04-05.")) == (date(2026, 5, 1), True)


def test_an_adverse_segment_narrows_and_names_it():
    """What remains is tested on."""
    one = primary(segments=(segment("easy", -0.2), segment("complex", 0.3, adverse=True)))
    found = advice(finding("SEG101", effect="no-go"), average_handling_time=one)
    assert (found.action, found.segments, "leave out complex" in found.text) == ("narrow", ("complex",), True)


def test_a_real_but_small_gain_is_improved_and_retested():
    """With what the charter does when targets are missed."""
    found = advice(average_handling_time=primary(effect=-0.03, se=0.01))
    assert found.action == "improve and retest"
    assert found.text.endswith("The charter says: Archive the sandbox, revoke access.")


def test_no_sign_of_an_effect_retires():
    """Or a changed design."""
    assert advice(average_handling_time=primary(effect=0.0, se=0.01)).action == "retire"


def test_a_faded_gain_is_improved_and_retested():
    """There was something once."""
    found = advice(finding("NOV101", effect="no-go"), average_handling_time=primary(effect=0.0, se=0.01))
    assert found.action == "improve and retest"


def test_too_little_use_is_improved():
    """The gain is there."""
    found = advice(adoption=use(0.42))
    assert (found.action, "weekly use" in found.text) == ("improve and retest", True)


def test_a_rollback_says_how():
    """In the charter's words, today."""
    rules = charter(rollback={"error_rate": "above 2%", "how": "Switch drafts off in ServiceNow"})
    found = advice(rules=rules)
    assert (found.action, found.by, found.text) == (
        "roll back",
        date(2026, 4, 5),
        "Now: Switch drafts off in ServiceNow (rollback.how).",
    )


def test_too_little_data_extends_by_about_so_many_days():
    """The baseline's part of the error stays, so days do less than units."""
    found = advice(average_handling_time=primary(effect=-0.13, se=0.075))
    assert (found.action, found.text) == (
        "extend",
        "About 29 more days at the present volume, or about 3 more units in each group, would settle it.",
    )


def test_units_are_called_what_the_charter_calls_them():
    """By `groups.unit`."""
    found = advice(rules=charter(groups={"unit": "agent"}), average_handling_time=primary(effect=-0.13, se=0.075))
    assert "about 3 more agents in each group" in found.text


def test_an_extension_ends_that_many_days_after_the_pilot():
    """Never before the decision date."""
    found = advice(average_handling_time=primary(effect=-0.13, se=0.075))
    assert found.by == date(2026, 4, 27)


def test_an_extension_beyond_ninety_days_is_a_retest():
    """Never a silent extension."""
    found = advice(error_rate=guardrail(difference=0.005, se=0.01))
    assert (found.action, "beyond 90 days" in found.text) == ("improve and retest", True)


def test_no_days_are_promised_where_the_baseline_alone_leaves_too_much_open():
    """Units would do."""
    found = advice(average_handling_time=primary(effect=-0.11, se=0.1))
    assert (found.action, found.text) == (
        "improve and retest",
        "No length of this pilot would settle it at the present volume: retest with about 24 more units in each group, "
        "or retire.",
    )


def test_an_estimate_on_the_limit_is_not_waited_for():
    """No amount of data would settle it soon."""
    found = advice(error_rate=guardrail(difference=0.0200001, se=0.02))
    assert (found.action, "too near the limit" in found.text) == ("improve and retest", True)


def test_undated_data_ask_for_units_only():
    """There are no days to add."""
    rules = charter(window={"pilot": {"undated": "a trial export"}}, groups={"assignment": "randomised"})
    found = advice(rules=rules, average_handling_time=primary(rules, effect=-0.13, se=0.075))
    assert found.text == "About 3 more units in each group would settle it."


def test_an_open_guardrail_extends_too():
    """Its margin is what has to be reached."""
    assert advice(error_rate=guardrail(difference=0.005, se=0.009)).action == "extend"


def test_a_late_judgement_does_not_make_an_extension_long():
    """29 days are 29 days, also in July."""
    late = replace(full_case(average_handling_time=primary(effect=-0.13, se=0.075)), as_of=date(2026, 7, 1))
    found = judged(subject=late).recommendation
    assert (found.action, found.by, found.text.startswith("About 29 more days")) == ("extend", date(2026, 7, 1), True)


def test_two_units_in_a_group_need_units_not_days():
    """More of the same two would not help."""
    weak = replace(RUNG, strongest="HOLD", cannot_show=("much",))
    assert advice(average_handling_time=primary(rung=weak)).text.startswith("Bring more units: ")


def test_missing_data_are_asked_for_first():
    """More of the same would not help."""
    rules = charter(scale=PLAN)
    found = advice(rules=rules, error_rate=absent(asks(rules, "error_rate", "guardrail")))
    assert (found.action, "Bring what is missing first: error rate" in found.text) == ("extend", True)


def test_a_held_finding_is_put_right_first():
    """By its code."""
    assert "(DAT101)" in advice(finding("DAT101", effect="hold")).text


@pytest.mark.parametrize(
    ("day", "until"), [(8, "at the next registered look, 2026-03-15."), (15, "day, 2026-03-29, and judge it then.")]
)
def test_an_open_look_waits_for_the_next_one(day, until):
    """Registered or not; more of the same data come by themselves."""
    rules = charter(window={"looks": ["2026-03-08", "2026-03-15"]})
    timeline = timeline_of(rules, date(2026, 3, day))
    one = replace(full_case(rules, average_handling_time=primary(rules, se=0.05)), panel=panel(timeline=timeline))
    ruling = judged(rules, subject=one)
    assert (ruling.verdict, ruling.recommendation.text.endswith(until)) == ("HOLD", True)


def test_a_look_before_any_settled_week_only_waits():
    """There is nothing to put right."""
    rules = charter(window={"looks": ["2026-02-15"]})
    one = replace(full_case(rules), panel=panel(timeline=timeline_of(rules, date(2026, 2, 15))))
    found = judged(rules, finding("STA107", effect="hold"), subject=one).recommendation
    assert found.text.startswith("Let the pilot run to its last day")


def test_an_interim_look_waits_for_the_last_day():
    """The pilot runs on."""
    running = panel(timeline=replace(TIMELINE, as_of=date(2026, 3, 15)))
    one = replace(full_case(), panel=running, as_of=date(2026, 3, 15))
    found = judged(charter(), finding("STA103", effect="hold"), subject=one).recommendation
    assert found.text == "Let the pilot run to its last day, 2026-03-29, and judge it then."
