"""The Markdown scorecard."""

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from pilotaudit.outputs.markdown import render
from tests.outputs.fixtures import (
    EVIL,
    VERDICTS,
    conditional,
    error_rate,
    go,
    handling_time,
    hold,
    hostile,
    interval,
    mixed,
    segment,
    unusable,
)


@pytest.fixture(name="parser")
def _parser():
    return MarkdownIt("commonmark").enable("table")


def _headings(text):
    return [line.lstrip("# ") for line in text.splitlines() if line.startswith("#")]


@pytest.mark.parametrize("name", VERDICTS)
def test_the_parts_of_a_scorecard_are_there_in_order(name):
    """Decision and recommendation on top; baseline, scope, change and confidence; limits and provenance last."""
    one = VERDICTS[name]()
    wanted = [
        "Decision",
        "Recommendation",
        "Baseline",
        "Pilot scope",
        "Measured change",
        f"Confidence: {one.confidence}",
    ]
    assert _headings(render([one]))[1:] == [*wanted, "What was not measured", "Data quality", "Provenance"]


@pytest.mark.parametrize("name", VERDICTS)
def test_a_normal_scorecard_fits_on_a_page(name):
    """At most 60 lines of body below its title."""
    body = render([VERDICTS[name]()]).splitlines()[1:]
    assert len([line for line in body if line.strip()]) <= 60


def test_a_plain_go_has_sixty_lines_with_its_blank_ones():
    """Room for two segments and two metrics."""
    assert len(render([go()]).splitlines()) <= 60


@pytest.mark.parametrize("name", VERDICTS)
def test_the_decision_comes_before_statistics(name):
    """Title with the verdict, headline, recommendation with its date; no p-value among them."""
    one = VERDICTS[name]()
    title, headline, advice = [line for line in render([one]).splitlines() if line][:3]
    assert title.startswith(f"# Support desk assistant: {one.verdict}")
    assert (headline.startswith("**"), f"{one.recommendation.action}, by {one.recommendation.by}" in advice) == (
        True,
        True,
    )
    assert re.search(r"\bp\b", headline) is None


def test_numbers_have_a_typographic_minus_and_dates_a_hyphen():
    """The minus of print, but only before numbers."""
    text = render([go()])
    assert ("−13.2% (95% interval −17.1 to −9.2)" in text, "2026-01-05 to 2026-02-01" in text) == (True, True)
    assert re.search(r"[ (|]-\d", text) is None


def test_a_share_shows_both_levels_points_and_percent():
    """Percent and percentage points are never confused."""
    share = error_rate(
        role="primary",
        counterfactual=0.12,
        baseline=0.118,
        after=0.13,
        effect=interval(1 / 12, 0.01, 0.16),
        absolute=interval(0.01, 0.0012, 0.0192, "points"),
    )
    assert "| 12.0% → 13.0%, +1.0pp (+8.3%) | +0.1pp to +1.9pp |" in render([go(metrics=(share,))])


def test_segments_have_their_baseline_and_adverse_ones_come_first():
    """A gain can hide a loss."""
    rows = [line for line in render([mixed()]).splitlines() if " min | " in line and "1,204" in line]
    assert rows[0] == "| Network outage and multi-site incident | 44.0 min | +14.0%, worse | +6.0% to +22.0% | 1,204 |"
    assert len(rows) == 4


def test_long_lists_are_folded():
    """Thirty segments and thirty findings do not make two pages."""
    many = tuple(segment(f"Queue {number}", -0.1, 0.05, 10.0) for number in range(30))
    found = tuple(replace(mixed().findings[1], line=number) for number in range(30))
    text = render([go(metrics=(handling_time(segments=many),), findings=found)])
    assert ("| and 22 more |" in text, "- and 22 more findings" in text) == (True, True)


def test_a_segment_without_enough_data_says_so():
    """No number is better than a wrong one."""
    thin = replace(segment("VPN", 0.0, 0.0, 3.0), estimate=None, low=None, high=None)
    assert "| VPN | 3.00 min | too few data |  | 1,204 |" in render([go(metrics=(handling_time(segments=(thin,)),))])


def test_promises_stand_beside_what_was_measured():
    """Bid beside did."""
    assert "Average handling time: promised −15%, measured −13.2%, 88% delivered." in render([go()])


def test_conditions_and_waivers_stand_under_the_decision():
    """A waiver is never silent."""
    text = render([conditional()])
    assert text.startswith("# Support desk assistant: CONDITIONAL GO, 1 waiver\n")
    assert "- Condition: CMP102: people chose themselves" in text
    assert "- Waiver: BAS101 waived by COO until 2026-06-30: Baseline lost in migration." in text


def test_what_was_not_measured_is_listed():
    """With the reason."""
    assert "Error rate (no column error); Downstream work" in render([hold()])


def test_provenance_names_digests_rows_tool_and_defaults():
    """A reader can check every figure."""
    last = render([go()]).partition("## Data quality\n")[2]
    assert all(
        part in last for part in ("c0ffee12" * 8, "3f9a" * 16, "8,412 rows read", "pilotaudit 0.1.0", "settle_in")
    )


def test_no_baseline_is_said_with_its_reason():
    """In the charter's words."""
    one = go(charter=replace(go().charter, baseline_window="none: lost in the migration"))
    blank = handling_time(baseline=None)
    assert "No baseline was measured (none: lost in the migration)." in render([replace(one, metrics=(blank,))])


def test_weeks_without_data_are_said():
    """A gap is not a zero."""
    assert "settling in from 2026-02-02: +5.0%, +2.0%, −3.0%; judged from 2026-02-23:" in render([hold()])


def test_a_pilot_without_metrics_still_has_a_scorecard():
    """Discovery is judged on paper."""
    text = render([go(metrics=(), criteria=(), promises=(), findings=(), assumed=(), not_measured=())])
    said = ("No criterion was judged.", "The primary metric was not measured.", "Nothing that the charter asks for")
    assert [part for part in said if part not in text] == []


def test_hostile_names_are_letters_only(parser):
    """A parser finds tables, bold and headings of ours, and no HTML, code, link or image of theirs."""
    tokens = parser.parse(render([hostile()]))
    kinds = {child.type for token in tokens for child in (token, *(token.children or ()))}
    assert kinds & {"html_inline", "html_block", "code_inline", "fence", "code_block", "link_open", "image"} == set()


def test_hostile_names_open_no_columns(parser):
    """Each table keeps as many cells per row as it has headings."""
    html = parser.render(render([hostile()]))
    for table in re.findall(r"<table>.*?</table>", html, re.DOTALL):
        rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
        assert len({len(re.findall(r"<t[hd]", row)) for row in rows}) == 1


def test_a_hostile_name_reads_as_it_was_written(parser):
    """Nothing of it is lost but what cannot be seen."""
    html = parser.render(render([hostile()]))
    assert (
        "[red]x[/] a|b `c` &lt;script&gt;alert(1)&lt;/script&gt; =cmd|' /C calc'!A0 red evil **bold** &amp;lt;" in html
    )
    assert EVIL.count("[red]") == 1


def test_several_charters_are_divided_and_unusable_ones_listed():
    """One bad charter hides nobody."""
    text = render([go(), unusable()])
    assert "\n---\n\n# charters/broken.yaml: cannot be judged\n" in text
    assert "| UNUSABLE | charters/broken.yaml | 3 problems | repair the charter or its data |" in text
    assert '- charters/broken.yaml:3:1 CHR002 unknown key "probelm": did you mean "problem"?' in text


def test_an_adverse_segment_of_a_guardrail_stands_first():
    """With both levels, because it is a share."""
    worse = segment("Access exception", 1.5, 0.6, 0.12, adverse=True)
    one = go(metrics=(handling_time(), error_rate(segments=(worse,))))
    first = next(line for line in render([one]).splitlines() if "Access exception" in line)
    assert first.startswith("| Access exception (error rate) | 12.0% | 12.0% → 30.0%, +18.0pp (+150.0%), worse |")


def test_a_guardrail_shows_the_change_that_the_gate_looked_at():
    """Over all pilot weeks, in points and percent, with its interval in points."""
    row = next(line for line in render([go()]).splitlines() if line.startswith("| Error rate | guardrail"))
    assert row == "| Error rate | guardrail | 4.8% | 4.9% | 4.8% → 4.9%, +0.1pp (+2.1%) | −1.2pp to +1.4pp |"


def test_notes_of_one_kind_are_said_once():
    """Warnings and blocks are not folded."""
    notes = tuple(replace(go().findings[0], line=line) for line in (1, 2, 3))
    text = render([go(findings=(*notes, *conditional().findings))])
    assert (text.count("DAT102"), "lists them (+2 like it)" in text, text.count("GOV101 warn")) == (1, True, 1)
