"""The record that outputs render."""

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from pilotaudit.assessment.build import assessment
from pilotaudit.assessment.model import Assessment, round_number
from pilotaudit.assessment.schema import as_json, assessment_schema
from pilotaudit.charter.model import Assumed, Loaded
from pilotaudit.charter.roles import asked
from pilotaudit.gates.verdict import rule
from pilotaudit.panel.model import Count, InputFile
from pilotaudit.panel.timeline import timeline_of
from tests.builders import (
    TIMELINE,
    absent,
    asks,
    case,
    charter,
    finding,
    full_case,
    guardrail,
    level,
    log,
    panel,
    primary,
    report,
    segment,
    use,
    weeks,
)

PLACES: dict = {}


def built(subject=None, *findings, **changes) -> Assessment:
    """The assessment of a case."""
    one = subject or full_case()
    loaded = Loaded(
        **{
            "charter": one.charter,
            "file": "charters/desk.yaml",
            "folder": Path(),
            "places": PLACES,
            "sha256": "ab12",
            **changes,
        }
    )
    wanted = asked(one.charter)
    return assessment(loaded, one, wanted, rule(one, wanted, findings), findings)


def test_it_says_who_what_and_when():
    """The charter's own words beside the verdict."""
    one = built()
    assert (one.charter.pilot, one.charter.stage, one.charter.path, one.charter.sha256) == (
        "Support desk assistant", "controlled pilot", "charters/desk.yaml", "ab12",
    )  # fmt: skip
    assert (one.as_of, one.look, one.verdict, one.confidence) == ("2026-04-05", "decision", "GO", "high")


def test_its_json_follows_the_published_schema():
    """Every field, for a case with weeks, segments and findings."""
    rich = primary(
        segments=(segment("VPN", -0.2), segment("complex", 0.3, adverse=True)), weekly=weeks(-0.2, None, -0.1)
    )
    one = built(full_case(average_handling_time=rich), finding("SEG101", effect="no-go"))
    jsonschema.validate(as_json(one), assessment_schema())


def test_the_schema_is_itself_valid():
    """Draft 2020-12."""
    jsonschema.Draft202012Validator.check_schema(assessment_schema())


@pytest.mark.parametrize(
    ("findings", "code"),
    [
        ((), 0),
        ((finding("CMP102", effect="conditional"),), 0),
        ((finding("WIN101", effect="hold"),), 11),
        ((finding("SEG101", effect="no-go"),), 10),
    ],
)
def test_the_verdict_has_its_exit_code(findings, code):
    """As the command line's contract says."""
    assert built(None, *findings).exit_code == code


def test_a_rollback_exits_with_12():
    """Overrides everything."""
    assert built(full_case(charter(rollback={"error_rate": "above 1%"}))).exit_code == 12


def test_the_effect_of_a_metric_is_a_fraction_with_its_interval():
    """Signs as measured."""
    metric = built().metrics[0]
    assert (metric.effect.scale, round(metric.effect.estimate, 6), metric.test.df) == ("relative", -0.132, 22.0)
    assert metric.effect.low < metric.effect.estimate < metric.effect.high


def test_the_absolute_effect_is_in_the_metrics_own_unit():
    """-13.2 % of 18.4 minutes."""
    absolute = built().metrics[0].absolute
    assert (absolute.scale, round(absolute.estimate, 6)) == ("level", round(-0.132 * 18.4, 6))


def test_the_harm_of_a_proportion_is_in_points():
    """A guardrail's difference of levels."""
    harm = built().metrics[1].harm
    assert (harm.scale, round(harm.estimate, 9)) == ("points", 0.001)


def test_the_harm_of_a_limit_in_percent_is_a_fraction():
    """What the gate judged stands in the assessment, on whatever scale."""
    judged = replace(guardrail(), harm=log(0.044, 0.01))
    harm = built(full_case(error_rate=judged)).metrics[1].harm
    assert (harm.scale, round(harm.estimate, 6)) == ("relative", 0.044)


def test_what_is_refused_is_null_with_its_reason():
    """Watched metrics without a column."""
    metric = next(one for one in built().metrics if one.key == "escalation_rate")
    assert (metric.effect, metric.harm, metric.refusal) == (None, None, "no column was found for it")


def test_the_probability_of_the_target_is_that_of_the_size():
    """P(effect >= target), one half when the estimate is on it."""
    one = built(full_case(average_handling_time=primary(effect=-0.1)))
    assert math.isclose(one.metrics[0].probability_of_target, 0.5, abs_tol=1e-9)


def test_adverse_segments_come_first():
    """Then the others, most harmful first."""
    parts = (segment("VPN", -0.2), segment("Fax", -0.1), segment("complex", 0.3, adverse=True))
    one = built(full_case(average_handling_time=primary(segments=parts)))
    assert [part.segment for part in one.metrics[0].segments] == ["complex", "Fax", "VPN"]


def test_weeks_carry_their_first_day():
    """Settling weeks are marked; a week without an effect is null."""
    one = built(full_case(average_handling_time=primary(weekly=weeks(-0.2, None, -0.1, -0.1))))
    found = [(week.week, week.settling, week.effect is None) for week in one.metrics[0].weekly]
    assert found == [
        ("2026-02-02", True, False),
        ("2026-02-09", True, True),
        ("2026-02-16", True, False),
        ("2026-02-23", False, False),
    ]


def test_the_baseline_carries_its_weekly_spread():
    """Lowest and highest baseline week of the pilot group."""
    levels = ((-2, 17.6, 18.0), (-1, 19.3, 18.0), (0, 5.0, 5.0))
    one = built(full_case(average_handling_time=primary(weekly_levels=levels)))
    assert one.metrics[0].baseline_weekly == (17.6, 19.3)


def test_promises_stand_beside_what_was_measured():
    """-15 % promised, -13.2 % measured: 88 % delivered; money is not computed."""
    rules = charter(promised={"average_handling_time": "-15%", "net_saving_per_month": "1500 EUR"})
    first, second = built(full_case(rules)).promises
    assert (first.promised, first.measured, round(first.delivered, 2)) == ("-15%", "-13.2%", 0.88)
    assert (second.measured, second.delivered) == ("not computed in this version", None)


@pytest.mark.parametrize("level", ["at most 16 min", "at most 960 s"])
def test_a_promised_level_counts_the_way_to_it(level):
    """From 18.4 to 15.9712 where 16.0 was promised: all of it, and a little more."""
    rules = charter(promised={"average_handling_time": level})
    (promise,) = built(full_case(rules)).promises
    assert (promise.measured, round(promise.delivered, 3)) == ("16.0 min", 1.012)


def test_a_promise_in_minutes_counts_minutes():
    """-2 min promised of 18.4."""
    rules = charter(promised={"average_handling_time": "-2 min"})
    (promise,) = built(full_case(rules)).promises
    assert (promise.measured, round(promise.delivered, 4)) == ("-2.43 min", 1.2144)


def test_what_was_not_measured_is_listed():
    """Absent watched guardrails, downstream work, weekly use, triggers."""
    rules = charter(downstream=["platform verification"], rollback={"spend": "above expected savings"})
    found = built(full_case(rules, adoption=use(None))).not_measured
    assert found == (
        "Escalation rate (no column was found for it)",
        "Re-open rate (no column was found for it)",
        "Customer satisfaction (no column was found for it)",
        "Downstream work of platform verification",
        "Weekly use (no usage table)",
        "Rollback trigger spend (money is not computed in this version)",
    )


def test_defaults_of_all_rooms_are_listed_once():
    """The loader's, the columns', the gate's."""
    one = full_case()
    seen = replace(one, panel=panel(assumed=(Assumed("data.items.columns.agent", "agent", "found"),)))
    found = built(seen, assumed=(Assumed("window.settle_in", "3 weeks", "the default"),)).assumed
    assert [default.key for default in found] == [
        "window.settle_in",
        "data.items.columns.agent",
        "stage.quality_guardrail",
    ]


def test_provenance_counts_every_row():
    """rows_read = used + rejected + set aside."""
    files = (InputFile("tickets.csv", "ff", 10, 8412, 8312, 100),)
    counts = {
        "rejected": (Count("bad dates", 97, ("tickets.csv:4",)), Count("duplicates", 3)),
        "set_aside": (Count("outside", 5),),
    }
    one = built(replace(full_case(), panel=panel(report=report(files=files, **counts))))
    assert (one.provenance.inputs[0].path, one.provenance.data.rejected, one.provenance.data.rejects[0].rows) == (
        "tickets.csv",
        100,
        97,
    )
    assert one.provenance.tool.startswith("pilotaudit ")


def test_waivers_are_named_and_expired_ones_said():
    """With who accepted them until when."""
    waivers = [{"code": "BAS102", "reason": "lost", "by": "COO", "until": "2026-06-30"},
               {"code": "CMP101", "reason": "none", "by": "COO", "until": "2026-03-01"}]  # fmt: skip
    one = built(full_case(charter(waivers=waivers)), finding("BAS102", effect="hold", waived="lost"))
    assert one.waivers == (
        "BAS102 waived by COO until 2026-06-30: lost",
        "CMP101: the waiver by COO ran out on 2026-03-01 and counts no more",
    )


@pytest.mark.parametrize(
    ("day", "kind", "level", "text"),
    [
        (date(2026, 3, 14), "interim", None, "interim, not a gate"),
        (date(2026, 3, 15), "registered", 0.00381, "registered look 1 of 2, 3 of 5 settled weeks, one-sided 0.381%"),
        (date(2026, 3, 29), "decision", 0.02380, "decision look, 2 of 2, 5 of 5 settled weeks, one-sided 2.38%"),
    ],
)
def test_a_look_is_said_with_its_level(day, kind, level, text):
    """The date decides which one it is."""
    rules = charter(window={"looks": ["2026-03-15"]})
    one = built(replace(full_case(rules), panel=panel(timeline=timeline_of(rules, day))))
    detail = one.look_detail
    assert (one.look, detail.kind, detail.level, detail.text) == (kind, kind, pytest.approx(level, abs=1e-5), text)


def test_the_only_look_has_all_of_the_error():
    """No look was registered."""
    assert (built().look_detail.level, built().look_detail.of) == (0.025, 1)


def test_a_charter_without_data_is_an_assessment_too():
    """Discovery."""
    one = built(replace(case(charter(stage="discovery")), panel=None, adoption=None))
    assert (one.metrics, one.adoption.missing, one.provenance.inputs) == ((), "weekly use was not measured", ())


def test_json_numbers_carry_twelve_significant_digits():
    """Below that, machines differ."""
    assert [round_number(value) for value in (1 / 3, -0.0, 123456789.123456789, 1e-20 / 3)] == [
        0.333333333333, 0.0, 123456789.123, 3.33333333333e-21,
    ]  # fmt: skip


def test_the_same_values_give_the_same_bytes():
    """Twice."""
    assert as_json(built()) == as_json(built())


def test_json_is_rounded_and_python_is_not():
    """The record keeps what was computed."""
    one = built(full_case(average_handling_time=primary(baseline=100 / 3)))
    assert (one.metrics[0].baseline, as_json(one)["metrics"][0]["baseline"]) == (
        100 / 3,
        33.3333333333,
    )


def test_an_effect_in_levels_without_a_counterfactual_stays_in_levels():
    """Nothing to relate it to."""
    one = primary(size=level(-2.4, 0.3), counterfactual=None)
    metric = built(full_case(average_handling_time=one)).metrics[0]
    assert (metric.effect.scale, metric.effect.estimate, metric.absolute) == ("level", -2.4, None)


def test_an_effect_on_nothing_has_no_absolute_size():
    """A level of zero was expected."""
    one = primary(size=level(-2.4, 0.3), counterfactual=0.0)
    assert built(full_case(average_handling_time=one)).metrics[0].absolute is None


def test_a_promise_about_an_unmeasured_metric_says_so():
    """The column is absent."""
    rules = charter(promised={"average_handling_time": "-15%"})
    one = absent(asks(rules))
    (promise,) = built(full_case(rules, average_handling_time=one)).promises
    assert (promise.measured, promise.delivered) == ("not measured", None)


def test_a_promise_in_minutes_without_a_counterfactual_shows_the_relative_change():
    """And no share delivered."""
    rules = charter(promised={"average_handling_time": "-2 min"})
    (promise,) = built(full_case(rules, average_handling_time=primary(counterfactual=None))).promises
    assert (promise.measured, promise.delivered) == ("-13.2%", None)


def test_columns_that_were_looked_for_are_named():
    """So that somebody can add one."""
    one = replace(full_case(), panel=panel(absent={"escalation_rate": ("escalated", "is_escalated")}))
    assert "Escalation rate (no column escalated or is_escalated)" in built(one).not_measured
    many = replace(full_case(), panel=panel(absent={"escalation_rate": tuple("abcdef")}))
    assert "Escalation rate (no column a or b or c or d or 2 other names)" in built(many).not_measured


def test_limits_of_use_that_nobody_computes_are_listed():
    """A charter that states them is told that the verdict does not rest on them."""
    rules = charter(adoption={"ignored": "below 70%", "meaningful": {"accepted_per_week": "3", "weeks": "3 of 4"}})
    assert built(full_case(rules)).not_measured[-2:] == tuple(
        f"adoption.{name} (not computed in this version)" for name in ("ignored", "meaningful")
    )


def test_what_the_charter_speaks_of_and_nobody_computes_is_listed():
    """Training and money."""
    rules = charter(training={"hours_per_user": "8"}, budget={"cap": "7500 EUR"})
    assert built(full_case(rules)).not_measured[-2:] == ("Training", "Money (not computed in this version)")


def test_an_undated_export_numbers_its_weeks():
    """There is no first day."""
    undated = replace(TIMELINE, baseline=None, pilot=None)
    one = replace(full_case(average_handling_time=primary(weekly=weeks(-0.1))), panel=panel(timeline=undated))
    assert built(one).metrics[0].weekly[0].week == "week 1"


def test_a_case_without_a_panel_has_no_judged_weeks():
    """Nothing was read."""
    assert built(replace(full_case(), panel=None)).metrics[0].judged_weeks == 0
