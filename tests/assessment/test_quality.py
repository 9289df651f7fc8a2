"""Coverage, blanks and repeats, from a panel to the assessment."""

from __future__ import annotations

from datetime import date

from pilotaudit.evaluate import evaluate
from tests.charter.writing import changed
from tests.panel.reading import table

AFTER = date(2026, 4, 5)


def data(folder, text, changes=None, as_of=AFTER):
    """What the assessment of one CSV says about its data."""
    (folder / "tickets.csv").write_text(text, encoding="utf-8")
    (folder / "charter.yaml").write_text(changed(changes or {}), encoding="utf-8")
    return evaluate(folder / "charter.yaml", as_of, shown="charter.yaml").provenance.data


def covered(found):
    """Window, weeks, and each group with its rows and weeks."""
    return [(one.window, one.weeks, [(g.group, g.rows, g.weeks) for g in one.groups]) for one in found.coverage]


def test_each_window_is_covered_by_both_groups(tmp_path):
    """Rows, and the weeks that have any."""
    assert covered(data(tmp_path, table())) == [
        ("baseline", 4, [("treatment", 2, 1), ("control", 2, 1)]),
        ("pilot", 8, [("treatment", 2, 1), ("control", 2, 1)]),
    ]


def test_excluded_weeks_are_not_missing(tmp_path):
    """Nobody wants them covered."""
    changes = {"exclude": [{"dates": "2026-01-12 to 2026-01-18", "why": "Storage outage"}]}
    assert covered(data(tmp_path, table(), changes))[0][1] == 3


def test_without_a_control_group_only_the_pilot_is_told(tmp_path):
    """Nothing is said about nobody."""
    changes = {"groups": {"assignment": "matched", "no_control": "all changed at once"}}
    assert [group.group for one in data(tmp_path, table(), changes).coverage for group in one.groups] == [
        "treatment"
    ] * 2


def test_blanks_are_shares_of_each_groups_rows(tmp_path):
    """Of five rows of the pilot group one is blank."""
    found = {one.metric: one for one in data(tmp_path, table("2026-03-05,a1,treatment,16,")).missing}
    assert (found["error_rate"].treatment, found["error_rate"].control) == (0.2, 0.0)


def test_repeats_are_counted(tmp_path):
    """Once rejected, once used."""
    header = "id,resolved_at,agent,group,handle_minutes,error"
    rows = ("1,2026-01-06,a1,treatment,20,0", "2,2026-01-07,b1,control,20,0", "3,2026-03-03,a1,treatment,15,0")
    more = ("4,2026-03-04,b1,control,20,0", "4,2026-03-04,b1,control,20,0", "3,2026-03-05,a1,treatment,18,0")
    found = data(tmp_path, table(*more, header=header, rows=rows)).repeats
    assert (found.looked_for, found.same, found.same_id) == (True, 1, 1)


def test_rows_without_an_id_are_not_looked_at(tmp_path):
    """Two alike may be two tickets."""
    found = data(tmp_path, table()).repeats
    assert (found.looked_for, found.why_not.partition(";")[0]) == (False, "no column is known as the id")
