"""Each example tells its own story: the state, the segment and the word that a leader must read."""

from __future__ import annotations

import csv
import hashlib
import json

import pytest

from pilotaudit.cli import main
from tests.examples.stories import EXAMPLES, STORIES, evaluated
from tests.generators.cost_optimizer import OVER_EAGER, SEED, files


@pytest.fixture
def judged():
    """Give an example's assessment by its name."""
    return lambda name: json.loads(evaluated(next(story for story in STORIES if story.name == name), "json")[1])


def _states(assessment: dict) -> dict[str, str]:
    return {criterion["id"]: criterion["state"] for criterion in assessment["criteria"]}


def _metric(assessment: dict, key: str) -> dict:
    return next(metric for metric in assessment["metrics"] if metric["key"] == key)


def _words(assessment: dict) -> str:
    """Everything the verdict says in words."""
    parts = [assessment["headline"], *assessment["reasons"], assessment["recommendation"]["text"]]
    return " ".join(parts + [finding["message"] for finding in assessment["findings"]]).lower()


def test_support_desk_meets_every_deciding_criterion(judged) -> None:
    """Handling time, errors, satisfaction and weekly use are all MET."""
    deciding = {c["id"]: c["state"] for c in judged("support-desk")["criteria"] if c["deciding"]}
    assert set(deciding.values()) == {"MET"}
    assert {"primary.average_handling_time", "guardrail.error_rate", "guardrail.customer_satisfaction"} <= set(deciding)


def test_support_desk_counts_open_tickets(judged) -> None:
    """The 25 tickets that were still open when the export was taken are counted, and every row is accounted for."""
    data = judged("support-desk")["provenance"]["data"]
    counts = [*data["rejects"], *data["set_aside"]]
    assert 25 in {count["rows"] for count in counts}
    assert data["rows_read"] == data["rows_used"] + sum(count["rows"] for count in counts)


def test_mixed_names_the_segment(judged) -> None:
    """Complex tickets escalate more: the segment is named and the pilot is to be narrowed."""
    assessment = judged("support-desk-mixed")
    assert assessment["recommendation"]["action"] == "narrow"
    assert "mixed" in assessment["headline"].lower()
    assert "Access exception" in assessment["headline"]


def test_mixed_keeps_the_gain_in_sight(judged) -> None:
    """The primary target itself is met: the verdict rests on the harm."""
    assert _states(judged("support-desk-mixed"))["primary.average_handling_time"] == "MET"


def test_release_copilot_reaches_twenty_minutes(judged) -> None:
    """Preparation goes from about 90 to about 20 minutes; approvals and failures hold."""
    assessment = judged("release-copilot")
    prep = _metric(assessment, "release_prep_time")
    assert prep["baseline"] == pytest.approx(90, abs=8)
    assert prep["after"] == pytest.approx(20, abs=3)
    assert _states(assessment)["guardrail.approval_round_trips"] == "MET"
    assert _states(assessment)["guardrail.change_failure_rate"] == "MET"


def test_rework_is_stopped_by_round_trips(judged) -> None:
    """Preparation is as quick, but approval round trips rise: that alone is the NO-GO."""
    states = _states(judged("release-copilot-rework"))
    missed = {criterion for criterion, state in states.items() if state == "MISSED"}
    assert missed == {"guardrail.approval_round_trips"}
    assert states["primary.release_prep_time"] == "MET"


def test_cost_optimizer_is_real_but_not_enough(judged) -> None:
    """The bill fell by about 6 %, less than the 12 % asked for: real, but not enough."""
    assessment = judged("cost-optimizer")
    assert "real, but not enough" in _words(assessment)
    assert _metric(assessment, "billed_cost_per_day")["effect"]["estimate"] == pytest.approx(-0.06, abs=0.03)


def test_cost_optimizer_prints_realised_against_estimated(judged) -> None:
    """The estimate stands beside the billed change, with the share of it that was delivered."""
    promise = judged("cost-optimizer")["promises"][0]
    measured = _metric(judged("cost-optimizer"), "billed_cost_per_day")["effect"]["estimate"]
    assert promise["delivered"] == pytest.approx(measured / -0.18, abs=0.01)


def test_cost_optimizer_readme_counts_acceptance() -> None:
    """The README's share of accepted recommendations is that of the file."""
    folder = EXAMPLES / "cost-optimizer"
    with (folder / "recommendations.csv").open(newline="", encoding="utf-8") as file:
        accepted = [row["accepted"] == "true" for row in csv.DictReader(file)]
    words = f"{sum(accepted)} of {len(accepted)} recommendations were accepted"
    assert words in (folder / "README.md").read_text(encoding="utf-8")


def test_over_eager_cuts_are_stopped_by_incidents(tmp_path, capsys) -> None:
    """The same optimiser with more service incidents misses the guardrail."""
    for name, text in files(SEED, OVER_EAGER).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    charter = (EXAMPLES / "cost-optimizer" / "charter.yaml").read_text(encoding="utf-8")
    (tmp_path / "charter.yaml").write_text(charter, encoding="utf-8")
    command = ["evaluate", str(tmp_path / "charter.yaml"), "--as-of", "2026-05-31", "--quiet", "--format", "json"]
    assert main(command) == 10
    assert _states(json.loads(capsys.readouterr().out))["guardrail.service_incidents"] == "MISSED"


def test_season_passes_before_and_after_only(judged) -> None:
    """Against its own past the pilot reaches the target; against control there is nothing."""
    time = _metric(judged("season"), "average_handling_time")
    assert time["pre_post"]["estimate"] < -0.12
    assert time["pre_post"]["high"] < 0
    assert time["effect"]["low"] < 0 < time["effect"]["high"]


def test_season_says_why(judged) -> None:
    """The false positive is named: before and after disagrees with control."""
    assessment = judged("season")
    assert "CMP104" in {finding["code"] for finding in assessment["findings"]}
    assert "before/after alone is a false positive" in assessment["headline"]


def test_novelty_shows_the_early_gain(judged) -> None:
    """The first three weeks are shown with their gain and are not judged."""
    weeks = _metric(judged("novelty"), "average_handling_time")["weekly"]
    assert [week["settling"] for week in weeks] == [True] * 3 + [False] * 5
    assert all(week["effect"] < -0.10 for week in weeks[:3])


def test_novelty_says_that_the_gain_is_gone(judged) -> None:
    """The headline names the novelty, and the finding behind it is there."""
    assessment = judged("novelty")
    assert assessment["headline"].startswith("The gain of the first weeks is gone")
    assert "NOV101" in {finding["code"] for finding in assessment["findings"]}


def test_every_table_stands_in_the_provenance(judged) -> None:
    """The usage table is named with its digest and its rows, beside the items."""
    inputs = {one["path"]: one for one in judged("support-desk")["provenance"]["inputs"]}
    usage = (EXAMPLES / "support-desk" / "usage.csv").read_bytes()
    assert set(inputs) == {"tickets.csv", "usage.csv"}
    assert inputs["usage.csv"]["sha256"] == hashlib.sha256(usage).hexdigest()
    assert inputs["usage.csv"]["rows_read"] == usage.count(b"\n") - 1 == inputs["usage.csv"]["rows_used"]


def test_a_table_that_is_not_read_is_said(judged) -> None:
    """Recommendations are not read in this version, and the scorecard says so."""
    assert "Recommendations (not read in this version)" in judged("cost-optimizer")["not_measured"]
