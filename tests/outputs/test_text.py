"""The terminal's view."""

import re
import subprocess
import sys
from dataclasses import replace

import pytest
from rich.text import Text

from pilotaudit.outputs.base import PLAIN, Look
from pilotaudit.outputs.text import render
from tests.outputs import fixtures
from tests.outputs.fixtures import (
    VERDICTS,
    go,
    handling_time,
    hold,
    hostile,
    interval,
    mixed,
    rollback,
    segment,
    unusable,
)

ALL = {**VERDICTS, "hostile": hostile}


def _page(one, width=80, color=False):
    return render([one], Look(color, width))


def _flat(text):
    """The words of a page, without line ends and the box."""
    return " ".join(re.sub("[╭╮╰╯│─]", " ", text).split())


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
@pytest.mark.parametrize("name", ALL)
def test_no_line_is_wider_than_the_terminal(name, width):
    """Whatever the names are."""
    assert [line for line in _page(ALL[name](), width).splitlines() if len(line) > width] == []


@pytest.mark.parametrize("name", ALL)
def test_plain_pages_have_no_escape_codes_and_no_blanks_at_the_ends(name):
    """Logs and files stay clean."""
    for width in (None, 80):
        text = render([ALL[name]()], Look(False, width))
        assert ("\x1b" in text, [line for line in text.splitlines() if line != line.rstrip()]) == (False, [])


@pytest.mark.parametrize("name", VERDICTS)
def test_lines_stay_whole_without_a_width(name):
    """What is piped can be searched: the headline, every reason and the advice each stand on one line."""
    one = VERDICTS[name]()
    lines = render([one], PLAIN).splitlines()
    wanted = (
        one.headline,
        one.recommendation.text.rstrip("."),
        *(c.reason for c in one.criteria if c.state == "MISSED"),
    )
    assert [text for text in wanted if not any(text in line for line in lines)] == []


def test_colours_change_nothing_but_colours():
    """Without its codes the page is the plain one."""
    colored = _page(mixed(), color=True)
    assert ("\x1b[" in colored, Text.from_ansi(colored).plain.split()) == (True, _page(mixed()).split())


def test_only_the_verdict_has_a_background():
    """Light and dark terminals keep their own."""
    backgrounds = re.findall(r"\x1b\[[0-9;]*48;5;\d+m([^\x1b]*)", _page(mixed(), color=True))
    assert backgrounds == [" NO-GO "]


def test_nothing_is_dim():
    """Dim text cannot be read on half of the terminals."""
    codes = {code for name in VERDICTS for code in re.findall(r"\x1b\[([0-9;]+)m", _page(VERDICTS[name](), color=True))}
    assert [code for code in codes if "2" in code.split(";")[:1]] == []


def test_the_verdict_stands_in_the_first_five_lines():
    """The leader reads no further."""
    first = "\n".join(_page(go()).splitlines()[:5])
    assert all(
        word in first for word in ("Support desk assistant", "2026-04-05", " GO ", "13% faster", "Confidence high")
    )


def test_every_criterion_has_its_line():
    """Required, observed and state side by side."""
    lines = _page(mixed()).splitlines()
    assert " Escalation rate        no worse than 1.5pp  +3.4pp, at most +4.6pp  MISSED" in lines


def test_what_is_not_met_says_why():
    """A state alone helps nobody."""
    assert "Escalation rate: harm beyond the limit is shown." in _page(mixed())


def test_adverse_segments_come_first_and_are_named_as_worse():
    """Also for readers who see no colours."""
    text = _page(mixed())
    assert text.index("Network outage") < text.index("Access")
    assert "+14.0% [+6.0, +22.0] worse" in text


def test_many_segments_are_counted_not_listed():
    """The page stays a page."""
    many = tuple(segment(f"Queue {number}", -0.1, 0.05, 10.0) for number in range(30))
    text = _page(go(metrics=(handling_time(segments=many),)))
    assert ("Queue 7" in text, "Queue 8" in text, "and 22 segments more" in text) == (True, False, True)


def test_a_metric_that_was_not_measured_says_why():
    """No bars without numbers."""
    blank = handling_time(effect=None, test=None, late=None, refusal="fewer than 2 agents in control")
    assert "Effect on average handling time: not measured: fewer than 2 agents in control." in _flat(
        _page(go(metrics=(blank,)))
    )


def test_a_pilot_without_metrics_and_criteria_still_has_a_page():
    """Discovery is judged on paper."""
    assert "No criterion was judged." in _page(go(metrics=(), criteria=(), promises=()))


def test_both_views_stand_beside_the_headline():
    """Before/after and against control, and whether they agree."""
    said = "before/after -15.0% [-19.0, -11.0]; against control -11.8% [-18.0, -5.9]; both agree."
    assert (said in _flat(_page(go())), "they disagree" in _flat(_page(hold()))) == (True, True)


def test_the_chance_of_the_target_is_printed_in_every_case():
    """Also for a HOLD."""
    assert "27% chance that the true effect reaches the target, -10%." in _flat(_page(hold()))


def test_a_fired_trigger_is_told_apart_from_quiet_and_unmeasured_ones():
    """Silence would read as safety."""
    text = _flat(_page(rollback()))
    parts = ("FIRED: error rate 7.7% (limit above 5%)", "quiet: weekly use 71%", "not measured: spend (money is not")
    assert all(part in text for part in parts)


def test_conditions_are_said_once():
    """The finding behind a condition is not repeated, and neither is the waiver."""
    text = _flat(_page(fixtures.conditional()))
    assert (text.count("eager people"), text.count("BAS101 is waived"), text.count("BAS101 waived")) == (1, 0, 2)


def test_assumed_defaults_are_folded():
    """The first ones, and how many more."""
    assert "(+2 more)" in _page(go())


def test_rows_are_accounted_for_by_reason():
    """Nothing is dropped silently."""
    said = "8,412 rows read, 8,312 used, 100 rejected (resolved_at is not a date: 97; the same id twice: 3)."
    assert said in _flat(_page(go()))


def test_findings_are_clickable_where_lines_stay_whole():
    """`file:line:column CODE weight message`, as editors know it."""
    text = render([mixed()], PLAIN)
    assert " charters/support-desk.yaml:22:13 SEG101 no-go handling time rose by 14%" in text


def test_an_unusable_charter_lists_its_problems_and_hides_nobody():
    """The good one has its page, and both have a line at the end."""
    text = render([unusable(), go()], PLAIN)
    assert "charters/broken.yaml cannot be used: 3 problems" in text
    assert text.splitlines()[-2:] == [
        " UNUSABLE  charters/broken.yaml    3 problems",
        f" GO        Support desk assistant  {go().headline}",
    ]


def test_hostile_names_are_printed_as_they_are():
    """Markup is text; what steers a terminal is gone."""
    text = render([hostile()], PLAIN)
    assert ("[red]x[/] a|b `c` <script>" in text, "\u202e" in text, "\x07" in text) == (True, False, False)


def test_drawing_a_page_loads_rich_and_neither_engines_nor_templates():
    """The hot path uses as few libraries as possible."""
    script = (
        "import sys, tests.outputs.fixtures as f; from pilotaudit.outputs import OUTPUTS\n"
        "before = 'rich' in sys.modules\n"
        "OUTPUTS['text']([f.mixed()]); print(before, *sorted({'rich','jinja2','numpy','duckdb'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert found.split() == ["False", "rich"]


def test_an_effect_in_minutes_is_drawn_in_minutes():
    """Segments, which are relative, would not fit on its axis."""
    level = interval(-2.4, -3.2, -1.7, "level")
    page = _page(go(metrics=(handling_time(effect=level, late=level, target_effect=None),)))
    assert ("-2.40 min [-3.20 min, -1.70 min]" in page, "VPN" in page, "relative change" in page) == (
        True,
        False,
        False,
    )


def test_a_segment_without_an_effect_has_no_bar():
    """The scorecard says that it has too few data."""
    thin = replace(segment("Thin", 0.0, 0.0, 3.0), estimate=None)
    assert "Thin" not in _page(go(metrics=(handling_time(segments=(thin,), late=None, weekly=()),)))


def test_a_week_that_is_not_over_is_not_called_settling():
    """It is drawn like the first ones."""
    one = handling_time()
    running = (*one.weekly[:6], replace(one.weekly[6], settling=True))
    page = _page(go(metrics=(replace(one, weekly=running),)))
    assert ("░ not judged" in page, "░ settling in" in page) == (True, False)


def test_an_interim_look_is_called_one():
    """It is not a gate."""
    assert _page(go(look="interim", look_detail=None)).splitlines()[0].endswith("as of 2026-04-05, interim look")


def test_a_registered_look_is_counted():
    """In the first line, and with its level below."""
    text = "registered look 1 of 2, 3 of 5 settled weeks, one-sided 0.38%"
    one = replace(go().look_detail, kind="registered", of=2, settled_weeks=3, level=0.0038, text=text)
    page = _page(go(look="registered", look_detail=one))
    assert ("as of 2026-04-05, registered look 1 of 2" in page, text in _flat(page)) == (True, True)


def test_a_bug_is_not_called_an_unusable_charter():
    """Exit 1 is ours."""
    assert "could not be judged: 3 problems" in render([replace(unusable(), exit_code=1)], PLAIN)
