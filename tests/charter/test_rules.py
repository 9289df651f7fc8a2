"""What must hold between several items of a charter."""

from __future__ import annotations

import pytest

from pilotaudit.charter.rules.criteria import OUTCOMES
from pilotaudit.charter.rules.owners import names_a_person
from pilotaudit.metrics import catalogue
from tests.charter.writing import COMPLETE, changed, codes_of, problems_of

UNDATED = {"undated": "the export has no dates"}


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        # criteria
        ({"primary": {"average_handle_time": "-10%"}}, "CHR006", "did you mean average_handling_time"),
        ({"secondary": {"qqqq": "-10%"}}, "CHR006", "define it under metrics"),
        ({"rollback": {"eror_rate": "above 5%"}}, "CHR006", "error_rate"),
        ({"gates": {"partial rollout": {"qqqq": "-10%"}}}, "CHR006", "neither in the catalogue"),
        ({"contract": {"price_per_action": "1 EUR", "thresholds": {"qqqq": "at least 1"}}}, "CHR006", "qqqq"),
        ({"primary": {"prompts_processed": "+10%"}}, "CHR007", "time_per_task or average_handling_time"),
        ({"secondary": {"logins": "+10%"}}, "CHR007", "counts activity"),
        (
            {"secondary": {"seats": "+10%"}},
            "CHR007",
            "support: average_handling_time or ticket_deflection_rate; delivery:",
        ),
        ({"gates": {"controlled pilot": {"logins": "at least 3"}}}, "CHR007", "counts activity"),
        (
            {
                "secondary": {"logins": "+10%"},
                "metrics": {"logins": {"kind": "mean", "column": "logins", "better": "higher"}},
            },
            "CHR007",
            "counts activity",
        ),
        ({"guardrails.tokens": "no worse than 5%"}, "CHR007", "proves no outcome"),
        ({"primary": {"weekly_active": "+10%"}}, "CHR007", "adoption or gates"),
        ({"primary.average_handling_time": "+10%"}, "CHR008", "write `-10%`"),
        ({"primary.average_handling_time": "at least 10 min"}, "CHR008", "use `at most` or `below`"),
        ({"secondary": {"first_contact_resolution": "-3pp"}}, "CHR008", "write `+3pp`"),
        ({"guardrails.error_rate": "at least 5%"}, "CHR008", "asks for harm"),
        ({"rollback": {"error_rate": "below 5%"}}, "CHR008", "would fire when things go well"),
        ({"rollback": {"weekly_active": "above 30%"}}, "CHR008", "use `at most` or `below`"),
        ({"primary.average_handling_time": "-2pp"}, "CHR009", "percentage points are for shares"),
        ({"primary.average_handling_time": "at most 80%"}, "CHR009", "a level in percent is for shares"),
        ({"primary.average_handling_time": "-2 EUR"}, "CHR009", "write the amount in s, min, h, days or weeks"),
        ({"budget.cap": "9 USD", "primary": {"cost_per_ticket": "-2 h"}}, "CHR009", "write the amount in USD"),
        ({"guardrails.error_rate": "no worse than 2 min"}, "CHR009", "write percentage points, such as 2pp"),
        ({"guardrails.error_rate": "at most 3"}, "CHR009", "write the level in percent, such as 3%"),
        ({"guardrails.error_rate": "at most 3pp"}, "CHR009", "write the level in percent"),
        ({"guardrails.customer_satisfaction": "no worse than 2pp"}, "CHR009", "it is a bare number"),
        ({"rollback": {"error_rate": "above expected savings"}}, "CHR009", "is for spend only"),
        ({"rollback": {"weekly_active": "below 0.3"}}, "CHR009", "a share of the people, as `below 30%`"),
        ({"gates": {"controlled pilot": {"weekly_active": "at least 0.6"}}}, "CHR009", "as `at least 60%`"),
        ({"gates": {"controlled pilot": {"weekly_active_rate": "+5pp"}}}, "CHR009", "as `at least 60%`"),
        ({"gates": {"partial rollout": {"segments_improved": "+10%"}}}, "CHR009", "as `at least 2`"),
        ({"gates": {"partial rollout": {"segments_improved": "at least 60%"}}}, "CHR009", "as `at least 2`"),
        ({"primary.average_handling_time": {"target": "-10%", "baseline": "18%"}}, "CHR009", "the baseline `18%`"),
        ({"primary.resolution_time": "-10%"}, "CHR010", "move the others to secondary or guardrails"),
        # dates
        ({"window.baseline": "2026-01-05 to 2026-02-02"}, "WIN001", "overlaps the pilot"),
        ({"window.baseline": "2026-05-05 to 2026-06-02"}, "WIN001", "comes after the pilot"),
        ({"window.decide_by": "2026-03-28"}, "WIN002", "decide on or after it"),
        ({"window.looks": ["2026-02-01"]}, "CHR016", "not a day of the pilot"),
        ({"window.looks": ["2026-03-30"]}, "CHR016", "not a day of the pilot"),
        ({"window.looks": ["2026-03-29"]}, "CHR016", "the last pilot day, which is the decision anyway"),
        ({"window.looks": ["2026-03-01", "2026-03-01"]}, "CHR016", "stands here twice"),
        ({"window.pilot": UNDATED, "window.looks": ["2026-03-01"]}, "CHR016", "an undated pilot has no interim looks"),
        ({"window.settle_in": "3 min"}, "CHR005", "write weeks or days"),
        ({"window.settle_in": "5%"}, "CHR005", "write weeks or days"),
        ({"window.settle_in": "8 weeks"}, "CHR016", "leaves no week of the pilot's 8 to judge"),
        # design
        ({"groups.no_control": "none", "groups.control": "B"}, "CHR016", "keep one of the two"),
        ({"groups.treatment": ["A", "B"], "groups.control": "B"}, "CHR016", "B is in treatment and in control"),
        ({"groups.team_drift": "5%"}, "CHR016", "team_drift is for `assignment: by team`"),
        ({"groups.unit": "row", "groups.assignment": "by team"}, "CHR016", "rows are independent"),
        ({"adoption.weekly_active": "at least 6 min"}, "CHR005", "write a percentage between 0% and 100%"),
        ({"adoption.ignored": "below 170%"}, "CHR005", "adoption.ignored"),
        ({"value.realised_share": "60"}, "CHR005", "value.realised_share"),
        ({"budget.alert_at": "80 EUR"}, "CHR005", "budget.alert_at"),
        ({"guardrails.error_rate": {"limit": "no worse than 2pp", "confidence": "50%"}}, "CHR005", "80% and 99%"),
        ({"adoption.intended_users": "0"}, "CHR005", "count who is meant to use it"),
        (
            {"waivers": [{"code": "bas1", "reason": "r", "by": "COO", "until": "2026-06-30"}]},
            "CHR005",
            "such as BAS102",
        ),
        # money
        (
            {"budget": {"licence": "1 EUR", "compute": "1 USD"}},
            "CHR014",
            "budget.compute is in USD, budget.licence in EUR",
        ),
        (
            {"budget.licence": "1 EUR", "metrics.c": {"kind": "mean", "unit": "USD", "better": "lower"}},
            "CHR014",
            "metrics.c",
        ),
        # tables
        ({"data": {"items": {"dates": "iso"}}}, "CHR003", "data.items.file is missing"),
        ({"data": {"items": {"url": "$W"}}}, "CHR003", "data.items.table is missing"),
        ({"data": {"items": {"file": "x.csv", "table": "t"}}}, "CHR016", "needs a url beside it"),
        ({"data": {"items": {"file": "x.csv", "url": "$W", "table": "t"}}}, "CHR016", "keep one of the two"),
        ({"data": {"items": {"file": "x.csv", "latest_by": "n"}}}, "CHR016", "one_row_per"),
        ({"data": {"items": {"file": "x.csv", "where": {"a": []}}}}, "CHR005", "no row would be left"),
        # secrets
        ({"data": {"items": {"url": "db", "table": "t"}}}, "CHR011", "the name of an environment variable only"),
        ({"governance.logging": "postgresql://me:hunter2@db/x"}, "CHR011", "holds a password or a token"),
        ({"downstream": ["password=hunter2"]}, "CHR011", "downstream.0"),
        # owners
        ({"owners.business": "TBD"}, "OWN001", "the process and its result"),
        ({"owners.technical": "the platform team"}, "OWN001", "integration, telemetry"),
        ({"owners.executive": "Steering committee"}, "OWN001", "adoption"),
    ],
)
def test_each_contradiction_is_one_problem(changes, code, words, tmp_path):
    """Every other item of the minimal charter is sound."""
    [problem] = problems_of(changed(changes), tmp_path)
    assert code == problem.code
    assert words in problem.message


@pytest.mark.parametrize(
    "changes",
    [
        {"primary.average_handling_time": "-90 s"},
        {"primary.average_handling_time": "at most 0.25 h"},
        {"primary.average_handling_time": "-2"},
        {"primary": {"first_contact_resolution": "+3pp"}},
        {"primary": {"first_contact_resolution": "+5%"}},
        {"primary": {"first_contact_resolution": "at least 70%"}},
        {"primary": {"cost_per_ticket": "-2 EUR"}},
        {"guardrails.error_rate": "no worse than 0"},
        {"guardrails.customer_satisfaction": "no worse than 0.2"},
        {"rollback": {"spend": "above 7500 EUR"}},
        {"rollback": {"spend": "above expected savings"}},
        {"gates": {"partial rollout": {"segments_improved": "at least 2", "weekly_active": "at least 70%"}}},
        {"metrics.hours": {"kind": "mean", "better": "higher"}, "primary": {"hours": "+10%"}},
        {"window.decide_by": "2026-03-29"},
        {"window.looks": "2026-03-15"},
        {"window.settle_in": "10 days"},
        {"window.settle_in": "49 days"},
        {"groups.assignment": "by team", "groups.team_drift": "5%"},
        {"groups.assignment": "randomised", "analysis": {"ancova": "true"}},
        {"budget": {"licence": "1 EUR", "compute": "2 EUR"}},
        {"data": {"items": {"url": "$WAREHOUSE_URL", "table": "itsm.incidents"}}},
        {"data": {"items": {"file": "x.csv", "one_row_per": "number", "latest_by": "n"}}},
        {"governance.logging": "Password resets are logged; see https://desk.example/log"},
    ],
)
def test_what_is_sound_is_no_problem(changes, tmp_path):
    """A rule that fires on sound charters is worse than none."""
    assert codes_of(changed(changes), tmp_path) == []


def test_a_secret_is_never_repeated(tmp_path):
    """The message is printed and kept by others."""
    [problem] = problems_of(changed({"problem": "Cut 10% with token=hunter2"}), tmp_path)
    assert "hunter2" not in problem.message


def test_an_own_metric_may_take_the_place_of_a_listed_one(tmp_path):
    """Its own direction then counts."""
    own = {"kind": "mean", "column": "x", "better": "higher"}
    text = changed({"metrics": {"average_handling_time": own}, "primary.average_handling_time": "+10%"})
    assert codes_of(text, tmp_path) == []


def test_rules_are_applied_to_what_is_left_of_a_refused_charter(tmp_path):
    """Unusable items must not hide the others."""
    text = changed({"approved": "tomorrow", "owners.business": "TBD", "primary.average_handling_time": "+10%"})
    assert codes_of(text, tmp_path) == ["OWN001", "CHR005", "CHR008"]


def test_no_rule_is_applied_to_an_item_that_was_unusable(tmp_path):
    """A stand-in is not what people wrote."""
    text = changed({"window.pilot": "soon", "window.decide_by": "2020-01-01", "metrics.x": {"kind": "mean"}})
    assert codes_of(text, tmp_path) == ["CHR005", "CHR003"]


def test_the_rules_hold_for_the_complete_charter_too(tmp_path):
    """Each block of it is reached."""
    text = changed({"contract.minimum": "5 USD", "rollback.error_rate": "below 5%"}, COMPLETE)
    assert codes_of(text, tmp_path) == ["CHR008", "CHR014"]


@pytest.mark.parametrize(
    "file", ["../x.csv", "/etc/passwd", "a/../../x.csv", "../*.csv", "exports/../../*.csv", "link/x.csv"]
)
def test_files_outside_the_folder_are_refused(file, tmp_path):
    """Dots, absolute paths, patterns and symbolic links are all ways out."""
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "link").symlink_to(tmp_path)
    assert codes_of(changed({"data": file}), inside) == ["CHR012"]


def test_a_pattern_that_matches_a_way_out_is_refused(tmp_path):
    """The match is a link, the pattern looks innocent."""
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.csv").write_text("a", encoding="utf-8")
    (inside / "tickets-1.csv").symlink_to(tmp_path / "secret.csv")
    assert codes_of(changed({"data": "tickets-*.csv"}), inside) == ["CHR012"]


@pytest.mark.parametrize("file", ["x.csv", "./x.csv", "exports/x-*.csv", "a/../x.csv", "**/*.csv", "**x"])
def test_files_inside_the_folder_are_fine(file, tmp_path):
    """Whether they exist is asked when they are read."""
    assert codes_of(changed({"data": file}), tmp_path) == []


@pytest.mark.parametrize(
    "owner",
    [
        "",
        "?",
        "TBD",
        "tbd (Q2)",
        "N/A",
        "To be named",
        "IT",
        "the team",
        "IT department",
        "no",
        "Service Desk",
        "Platform Team",
        "42",
    ],
)
def test_placeholders_and_groups_name_nobody(owner):
    """Nobody can be called."""
    assert not names_a_person(owner)


@pytest.mark.parametrize(
    "owner", ["Head of Service Desk", "COO", "Lead of the platform team", "Head of IT", "Process owner", "Müller"]
)
def test_roles_name_a_person(owner):
    """A role is enough, and better than a name."""
    assert names_a_person(owner)


def test_the_outcomes_that_are_suggested_are_in_the_catalogue():
    """And none of them is refused in its turn."""
    keys = [key for _, several in OUTCOMES for key in several.split(" or ")]
    assert {(catalogue()[key].activity, catalogue()[key].kind == "computed") for key in keys} == {(False, False)}
