"""Drafts of charters: what the file tells is filled in, every other item is a blank, and `check` names those alone."""

from __future__ import annotations

import re

import pytest

from pilotaudit.inspect import inspect
from pilotaudit.outputs.draft import draft
from tests.charter.writing import load_text, problems_of
from tests.evidence.exports import EXPORTS, servicenow_log, written

FILLED = {
    "pilot": "Assistant",
    "approved": "2026-01-30",
    "problem": "Cut the time by 10% with no rise in errors",
    "workflow": "Level 1 tickets",
    "intervention": "Drafts a reply; the agent edits and sends it",
    "business": "Head of Service Desk",
    "technical": "Platform Lead",
    "baseline": "2026-01-05 to 2026-02-01",
    "window.pilot": "2026-02-02 to 2026-03-29",
    "decide_by": "2026-04-05",
    "column": "queue",
    "treatment": "[EMEA L1]",
    "control": "[AMER L1]",
    "unit": "agent",
    "assignment": "matched",
    "intended_users": "24",
    "items": "items.csv",
    "dates": "day first",
    "latest_by": "updated_at",
    "weekly_active": "at least 60%",
    "usage": "usage.csv",
    "time": "Done",
    "handle_minutes": "Minutes",
    "error": "Faulty",
}


def drafted(folder, text, name="rows.csv"):
    """The draft for a file."""
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return draft(inspect(folder / name), name)


def blanks(text):
    """Line numbers of keys with nothing behind them and nothing below them."""
    lines = [re.sub(r"\s*# .*", "", line) for line in text.splitlines()]
    depth = [len(line) - len(line.lstrip()) for line in lines]
    after = [*depth[1:], 0]
    return [n + 1 for n, line in enumerate(lines) if line.endswith(":") and after[n] <= depth[n]]


def filled(text):
    """The draft with every blank filled in."""
    lines, block, found = text.splitlines(), "", blanks(text)
    for place, line in enumerate(lines):
        bare = re.sub(r"\s*# .*", "", line)
        key = bare.strip().rstrip(":")
        block = key if bare and not bare.startswith(" ") else block
        if place + 1 in found:
            usual = {"primary": "-10%", "guardrails": "no worse than 5%"}.get(block, "")
            lines[place] = f"{bare} {FILLED.get(f'{block}.{key}') or FILLED.get(key) or usual}"
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", EXPORTS)
def test_check_lists_the_blanks_of_a_draft_and_nothing_else(tmp_path, name):
    """Line by line."""
    text = drafted(tmp_path, written(name), EXPORTS[name][0])
    problems = problems_of(text, tmp_path)
    assert [one.line for one in problems] == blanks(text)
    assert {one.code for one in problems} == {"CHR003"}


@pytest.mark.parametrize("name", EXPORTS)
def test_a_draft_that_is_filled_in_is_a_charter(tmp_path, name):
    """Nothing else was missing."""
    text = drafted(tmp_path, written(name), EXPORTS[name][0])
    assert load_text(filled(text), tmp_path).charter.pilot == "Assistant"


def test_what_the_file_tells_is_filled_in(tmp_path):
    """Columns, the preset, the primary that can be measured and its guardrails."""
    text = drafted(tmp_path, written("servicenow"))
    for line in ("column: assignment_group", "unit: resolved_by", "segments: category", "preset: servicenow"):
        assert f"  {line}" in text
    assert "  resolution_time:              # the improvement to reach, such as -10%" in text
    assert "  reopen_rate:                  # such as no worse than 2pp" in text


def test_groups_with_the_usual_names_need_no_word(tmp_path):
    """They are understood."""
    rows = "resolved_at,agent,group,handle_minutes\n2026-01-05,a,treatment,9\n2026-01-05,b,control,9\n"
    assert "treatment:" not in drafted(tmp_path, rows)


def test_values_of_the_groups_stand_beside_the_blank(tmp_path):
    """To choose from."""
    assert "# its values with the tool, as a list; it has AMER L1, EMEA L1" in drafted(tmp_path, written("zendesk"))


def test_a_column_with_one_group_is_left_open(tmp_path):
    """With columns that may tell the groups apart."""
    rows = "\n".join(f"2026-01-05,a,Tier 1,{'new' if place % 2 else 'old'}" for place in range(9))
    text = drafted(tmp_path, f"resolved_at,agent,group,way\n{rows}\n")
    assert (
        "column:                       # the column that tells the groups apart; group has one value only, way more"
        in text
    )


def test_weekly_use_is_asked_for_where_the_file_does_not_tell_it(tmp_path):
    """A pilot whose use nobody counts ends in HOLD."""
    text = drafted(tmp_path, "resolved_at,agent\n2026-01-05,a\n")
    assert "  weekly_active:                # such as at least 60%; where no export tells" in text
    assert "  usage:                        # the export of who used the tool" in text


def test_rows_that_say_who_had_help_need_no_usage_export(tmp_path):
    """Use is counted from them."""
    assert "usage:" not in drafted(tmp_path, "resolved_at,agent,ai_used\n2026-01-05,a,yes\n")


def test_columns_that_have_no_known_name_are_blanks(tmp_path):
    """With the columns that hold dates."""
    text = drafted(tmp_path, "Geschlossen am,Minuten\n17.9.2026,3\n18.9.2026,4\n")
    assert "      time:                     # when an item was finished; dates are in Geschlossen am" in text
    assert "      handle_minutes:" in text
    assert "      error:" in text


def test_dates_that_nobody_can_tell_are_a_blank(tmp_path):
    """The file cannot say."""
    text = drafted(tmp_path, "resolved_at,agent\n1/2/2026,a\n3/4/2026,b\n")
    assert "    dates:                      # day first or month first: the dates do not tell" in text


def test_marks_that_no_preset_knows_are_written_down(tmp_path):
    """Those that are hardly ever a value."""
    text = drafted(tmp_path, "resolved_at,n\n2026-01-05,?\n2026-01-06,-\n2026-01-07,7\n")
    assert '    missing: ["?"]' in text


def test_a_log_that_no_preset_knows_is_reduced_by_its_id(tmp_path):
    """The column that tells the last is for the user to name."""
    rows = "\n".join(f"{place // 4},2026-01-{place % 28 + 1:02d},{place}" for place in range(80))
    text = drafted(tmp_path, f"id,resolved_at,version\n{rows}\n")
    assert "    one_row_per: id\n    latest_by:" in text


def test_a_log_of_a_known_system_needs_nothing(tmp_path):
    """Its preset says it."""
    assert "one_row_per" not in drafted(tmp_path, servicenow_log())


def test_a_usage_export_is_named_as_such(tmp_path):
    """The items are a blank."""
    text = drafted(tmp_path, written("viva-insights"), "person.csv")
    assert "  usage: person.csv" in text
    assert text.splitlines()[blanks(text)[-1] - 1].startswith("  items:")


def test_names_that_yaml_would_misread_are_quoted(tmp_path):
    """Such as a header with a colon, or yes."""
    text = drafted(tmp_path, 'resolved_at,group\n2026-01-05,"yes: no"\n', "a: b.csv")
    assert '    file: "a: b.csv"' in text
    assert {one.code for one in problems_of(text, tmp_path)} == {"CHR003"}
