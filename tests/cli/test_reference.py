"""`pilotaudit explain`, `metrics` and `schema`: what people look up."""

import json

import pytest
from jsonschema import Draft202012Validator

from pilotaudit.findings.registry import CODES
from pilotaudit.metrics import catalogue


def test_explain_prints_the_page_of_a_code_in_any_case(run):
    """With its code on top."""
    ran = run("explain", "win105")
    assert (ran.code, ran.out.startswith("WIN105: "), "What to do" in ran.out) == (0, True, True)


def test_explain_names_the_nearest_code(run):
    """A slip of the finger is answered."""
    ran = run("explain", "WIN15")
    assert (ran.code, ran.out, "Nearest: WIN105" in ran.err) == (2, "", True)


def test_explain_says_where_the_list_is_when_nothing_is_near(run):
    """The list is one command away."""
    assert "`pilotaudit explain` lists them" in run("explain", "????").err


def test_explain_without_a_code_lists_all_of_them(run):
    """One line each."""
    lines = run("explain").out.splitlines()
    assert [line.split()[0] for line in lines] == list(CODES)
    assert [line for line in lines if len(line.split()) < 3] == []


def test_metrics_lists_the_whole_catalogue(run):
    """By family, and activity is marked as no criterion."""
    out = run("metrics").out
    assert [key for key in catalogue() if f"\n{key} " not in out] == []
    assert "activity: never a criterion" in out


def test_metrics_prints_everything_about_one(run):
    """Direction, kind, columns, typical change, and what is watched beside it."""
    out = run("metrics", "average_handling_time").out
    for fact in ("lower is better", "Unit: min", "handle_minutes", "5% to 15% lower", "error_rate, escalation_rate"):
        assert fact in out


@pytest.mark.parametrize(("key", "answer"), [("avg_handling_time", "Nearest: average_handling_time"), ("zz", "lists")])
def test_metrics_answers_an_unknown_key(run, key, answer):
    """With the nearest ones, or with where the list is."""
    ran = run("metrics", key)
    assert (ran.code, ran.out, answer in ran.err) == (2, "", True)


@pytest.mark.parametrize("name", ["charter", "assessment", "assessments", "plan"])
def test_schema_is_a_json_schema(run, name):
    """That a validator accepts."""
    schema = json.loads(run("schema", name).out)
    Draft202012Validator.check_schema(schema)
    assert {"properties", "anyOf"} & set(schema)
