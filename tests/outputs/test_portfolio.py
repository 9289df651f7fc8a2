"""Many pilots on one page."""

import csv
import io
import json
from dataclasses import replace

import pytest

from pilotaudit.outputs.base import PLAIN, Look
from pilotaudit.outputs.portfolio import as_csv, as_json, as_markdown, as_text
from tests.outputs.pilots import BROKEN, FUNDED, HOSTILE, OVERDUE, PORTFOLIO


def _only(row):
    return replace(PORTFOLIO, rows=(row,))


@pytest.mark.parametrize("render", [as_text, as_markdown, as_csv, as_json])
def test_every_charter_is_there_broken_ones_included(render):
    """In the order in which the job put them."""
    text = render(PORTFOLIO, PLAIN)
    places = [text.index(name) for name in ("Support desk assistant", "charters/broken.yaml", "Release copilot")]
    assert places == sorted(places)


def test_an_overdue_decision_is_said_in_days():
    """First thing on its card."""
    assert "Overdue by 28 days: the decision was due on 2026-04-05." in as_text(_only(OVERDUE))


def test_each_pilot_has_a_decision_with_a_date():
    """Fund, narrow, retire or decide."""
    lines = as_text(PORTFOLIO, Look(False, 80)).splitlines()
    assert [line.split()[-3:] for line in lines if line.endswith(("2026-05-03", "2026-06-01")) and " by " in line] == [
        ["decide", "by", "2026-05-03"],
        ["decide", "by", "2026-05-03"],
        ["fund", "by", "2026-06-01"],
    ]


def test_gaps_are_shown_as_gaps():
    """What a charter does not say has a word."""
    text = as_text(_only(replace(FUNDED, baseline="", target="")))
    assert ("sponsor: gap" in text, "baseline gap, target gap" in text) == (True, True)
    assert "integration: outside people's tools · governance: in place" in text


def test_a_broken_charter_shows_its_first_problem():
    """And how many more there are."""
    assert "CHR002 unknown key" in as_text(_only(BROKEN))
    assert "(+2 more)" in as_text(_only(BROKEN))


def test_a_pilot_whose_data_are_not_there_yet_is_not_judged():
    """It is not unusable either."""
    waiting = replace(
        FUNDED, verdict="", problem="tickets.csv:0:0 DAT001 there is no such file", problems=1, headline=""
    )
    assert as_text(_only(waiting)).splitlines()[2].startswith(" NOT JUDGED  Release copilot")
    assert "| not judged |" in as_markdown(_only(waiting))


def test_the_foot_counts_decisions_money_and_what_was_passed_over():
    """Spend on pilots with no metric is money without an answer."""
    foot = as_text(PORTFOLIO).splitlines()[-3:]
    assert foot == [
        " 2 to decide, 1 to fund; 1 overdue; 1 without a verdict.",
        " Spend: 18900 EUR, of which 6900 EUR on pilots whose metric is not measured.",
        " 2 other YAML files passed over (no top-level pilot:).",
    ]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_card_is_wider_than_the_terminal(width):
    """Whatever the names are."""
    page = replace(PORTFOLIO, rows=(*PORTFOLIO.rows, HOSTILE))
    assert [line for line in as_text(page, Look(False, width)).splitlines() if len(line) > width] == []


def test_the_table_has_as_many_cells_in_every_row():
    """Names with bars included."""
    lines = [
        line for line in as_markdown(replace(PORTFOLIO, rows=(OVERDUE, BROKEN, HOSTILE))).splitlines() if "|" in line
    ]
    assert {line.replace("\\|", "").count("|") for line in lines} == {13}


def test_json_and_csv_carry_every_field():
    """For a spreadsheet or another program."""
    whole = json.loads(as_json(PORTFOLIO))
    rows = list(csv.DictReader(io.StringIO(as_csv(PORTFOLIO))))
    assert (whole["schema"], whole["overdue"], whole["unusable"]) == ("pilotaudit/portfolio/1", 1, 1)
    assert [set(row) for row in rows] == [set(row) for row in whole["rows"]]
    assert (rows[0]["gaps"], rows[0]["undecided"]) == ("no rollback trigger; error rate not measured", "yes")


def test_no_cell_is_a_formula():
    """A pilot may be called one."""
    rows = list(csv.DictReader(io.StringIO(as_csv(_only(replace(HOSTILE, pilot="=1+1"))))))
    assert rows[0]["pilot"] == "'=1+1"


def test_a_bug_of_ours_is_not_called_unusable():
    """The charter may be as good as any."""
    assert as_text(_only(replace(BROKEN, failure=1))).splitlines()[2].startswith(" NOT JUDGED  charters/broken.yaml")
