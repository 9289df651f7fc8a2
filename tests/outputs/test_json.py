"""Assessments as JSON, version 1."""

import json

import jsonschema
import pytest
from pydantic import TypeAdapter

from pilotaudit.assessment.model import Assessment
from pilotaudit.assessment.schema import assessment_schema, assessments_schema
from pilotaudit.outputs.json import render
from tests.outputs.fixtures import VERDICTS, go, handling_time, hostile, interval, unusable


@pytest.mark.parametrize("make", [*VERDICTS.values(), hostile])
def test_one_assessment_follows_its_published_schema(make):
    """A consumer can rely on it."""
    jsonschema.validate(json.loads(render([make()])), assessment_schema())


@pytest.mark.parametrize("results", [[go()], [unusable()], [go(), unusable(), hostile()], []])
def test_every_run_follows_the_schema_of_runs(results):
    """One, unusable, several, none."""
    jsonschema.validate(json.loads(render(results)), assessments_schema())


def test_the_schema_refuses_what_is_neither():
    """An assessment without a verdict is none."""
    broken = json.loads(render([go()]))
    del broken["verdict"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, assessments_schema())


def test_several_charters_keep_their_order_in_an_envelope():
    """Unusable ones are entries like the others."""
    whole = json.loads(render([unusable(), go()]))
    assert whole["schema"] == "pilotaudit/assessments/1"
    assert [entry["schema"] for entry in whole["assessments"]] == ["pilotaudit/unusable/1", "pilotaudit/assessment/1"]


def test_an_unusable_charter_carries_its_problems_and_exit_code():
    """A path, and what to repair where."""
    entry = json.loads(render([unusable()]))
    assert (entry["charter"], entry["exit_code"], len(entry["error"])) == ({"path": "charters/broken.yaml"}, 3, 3)
    assert (entry["error"][0]["code"], entry["error"][0]["line"]) == ("CHR002", 3)


def test_numbers_carry_twelve_significant_digits():
    """Below that, machines differ."""
    one = go(metrics=(handling_time(effect=interval(-0.13200000000000012345, -1 / 3, -0.0)),))
    effect = json.loads(render([one]))["metrics"][0]["effect"]
    assert (effect["estimate"], effect["low"]) == (-0.132, -0.333333333333)
    assert "-0.0," not in render([one])


def test_an_endless_interval_is_null_not_broken_json():
    """JSON knows no infinity."""
    one = go(metrics=(handling_time(late=interval(0.1, float("-inf"), float("inf"))),))
    late = json.loads(render([one]), parse_constant=pytest.fail)["metrics"][0]["late"]
    assert (late["low"], late["high"]) == (None, None)


def test_it_reads_back_as_the_same_assessment():
    """Nothing is lost on the way."""
    assert render([TypeAdapter(Assessment).validate_json(render([go()]))]) == render([go()])


def test_letters_stay_letters_and_the_text_ends_with_a_line_break():
    """Readable by people too."""
    text = render([go(headline="Zürich · 東京")])
    assert ("Zürich · 東京" in text, text.endswith("}\n")) == (True, True)
