"""The model's complaints in the charter's words: one problem each, at the item that people wrote."""

from __future__ import annotations

import pytest
import yaml

from tests.charter.writing import changed, codes_of, problems_of, tree_of


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"stage": "pilot"}, "CHR005", '"pilot" is not a choice here; it takes discovery, controlled pilot'),
        ({"groups.assignment": "random"}, "CHR005", 'did you mean "randomised"?'),
        ({"groups.assignment": ["matched"]}, "CHR005", "by team or volunteers, not a list"),
        ({"gates": {"pilot": {"error_rate": "-1%"}}}, "CHR005", 'gates.pilot: "pilot" is not a choice here'),
        ({"workflow": ["a", "b"]}, "CHR005", "workflow takes one text, not a list"),
        ({"owners": "Head of Desk"}, "CHR005", "owners takes a block of `key: value` lines, not a text"),
        ({"exclude": {"dates": "x"}}, "CHR005", "exclude takes a list, not a block"),
        ({"window.baseline": {"from": "x"}}, "CHR005", "first to last day, both included"),
        ({"window.baseline": "none"}, "CHR005", "write {none: why}"),
        ({"window.pilot": "undated"}, "CHR005", "write {undated: why}"),
        ({"window.pilot": "2026-02-02"}, "CHR005", "two days with the word to between them"),
        ({"window.looks": ["2026-03-01", "x"]}, "CHR005", 'window.looks.1: "x" is not a date'),
        ({"approved": "2026-02-31"}, "CHR005", "not a day of the calendar"),
        ({"primary.average_handling_time": ["-10%"]}, "CHR005", "primary.average_handling_time takes a block"),
        ({"primary.average_handling_time": "10%"}, "CHR005", "a change needs its sign"),
        ({"guardrails.error_rate": {"limit": "<= 2pp"}}, "CHR005", "guardrails.error_rate.limit"),
        ({"guardrails.error_rate": {"limit": "no worse than 2pp", "evidence": "none"}}, "CHR005", "not contradicted"),
        ({"adoption.weekly_active": "60%"}, "CHR005", "at least 60%"),
        ({"adoption.weekly_active": ["x"]}, "CHR005", "a limit on a level"),
        ({"adoption.intended_users": "twenty"}, "CHR005", "write digits only, such as 24"),
        ({"metrics.x": {"kind": "median", "better": "lower"}}, "CHR005", 'did you mean "mean"?'),
        ({"metrics.x": "mean"}, "CHR005", "metrics.x takes a block"),
        ({"metrics.x": {"column": "a", "better": "lower"}}, "CHR003", "metrics.x.kind is missing"),
        ({"exclude": [{"dates": "2026-01-26 to 2026-01-27"}]}, "CHR003", "exclude.0.why is missing"),
        ({"intervention": {"inside": "The desk"}}, "CHR003", "intervention.does is missing. Add, for example"),
        ({"pilot": "   "}, "CHR003", "pilot is blank"),
        ({"rollback.error_rate": "5%"}, "CHR005", "above 5%"),
        ({"promised.hours": "lots"}, "CHR005", "promised.hours"),
        ({"data": {"items": "x.csv", "usages": "y"}}, "CHR002", 'did you mean "usage"?'),
        ({"guardrail": {"error_rate": "no worse than 2pp"}}, "CHR002", 'did you mean "guardrails"?'),
        (
            {"metrics.x": {"kind": "mean", "span": ["a", "b", "c"], "unit": "h", "better": "lower"}},
            "CHR005",
            "metrics.x.span: ",
        ),
        ({"colour": "red"}, "CHR002", "keys here: pilot, problem"),
        ({"baseline": "x"}, "CHR002", "it belongs to window.baseline"),
        ({"adoption": {"not required": "x", "intended_users": "3"}}, "CHR002", "does not go together"),
    ],
)
def test_each_mistake_is_one_problem_in_plain_words(changes, code, words, tmp_path):
    """Whatever union stands behind an item, people see one sentence."""
    [problem] = problems_of(changed(changes), tmp_path)
    assert code == problem.code
    assert words in problem.message


def test_an_unknown_key_stands_at_its_own_place(tmp_path):
    """Line and column are those of the key."""
    text = changed({"groups.colum": "queue"})
    [problem] = problems_of(text, tmp_path)
    assert ("    colum: queue".strip(), 3) == (text.splitlines()[problem.line - 1].strip(), problem.column)


@pytest.mark.parametrize("wrong", ["owner", "ovners"])
def test_a_misspelt_required_key_is_not_also_missing(wrong, tmp_path):
    """The suggestion is enough."""
    text = changed({wrong: {"business": "Head of Desk", "technical": "Desk Lead"}, "owners": None})
    assert codes_of(text, tmp_path) == ["CHR002"]


def test_a_file_under_data_belongs_to_items(tmp_path):
    """The nearest home is the one below this block."""
    found = [problem.message for problem in problems_of(changed({"data": {"file": "x.csv"}}), tmp_path)]
    assert any(message.endswith("it belongs to data.items.file") for message in found)


def test_a_blank_that_is_not_required_may_also_be_deleted(tmp_path):
    """It is named all the same: a blank is a question that somebody wanted to answer."""
    text = changed({"groups.segments": "BLANK"}).replace("BLANK", "")
    [problem] = problems_of(text, tmp_path)
    assert (
        problem.message == "groups.segments is blank: fill it in, for example `segments: category`, or delete the line"
    )


def test_a_null_in_a_list_is_a_blank(tmp_path):
    """The word null needs quotes."""
    text = changed({"data": {"items": {"file": "x.csv", "missing": ["?", "BLANK"]}}}).replace("BLANK", "null")
    [problem] = problems_of(text, tmp_path)
    assert (problem.code, problem.message.startswith("data.items.missing.1 is blank")) == ("CHR003", True)


def test_a_name_with_a_dot_in_it_is_no_reason_to_stumble(tmp_path):
    """Its keys cannot be told apart by path, so none is suggested."""
    own = {"a.b": {"kind": "mean", "better": "lower", "colour": "red"}}
    tree = {**tree_of(), "metrics": own}
    [problem] = problems_of(yaml.safe_dump(tree, sort_keys=False), tmp_path)
    assert (problem.code, 'unknown key "colour"' in problem.message) == ("CHR002", True)
