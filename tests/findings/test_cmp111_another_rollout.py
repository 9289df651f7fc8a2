"""CMP111: another pilot among the same groups."""

from dataclasses import replace
from datetime import date

from pilotaudit.batch import Task, check_task, with_neighbours
from pilotaudit.charter.neighbours import Neighbour
from pilotaudit.findings import cmp111_another_rollout as subject
from pilotaudit.phrases import DateRange
from tests.builders import case, charter
from tests.cli.pilots import CHARTER, write_pilot

RUNS = DateRange(date(2026, 2, 16), date(2026, 4, 12))
OTHER = Neighbour("search.yaml", "Knowledge search", "Finds the article", RUNS, RUNS, "tickets.csv", "", frozenset())


def found(*others, **changes):
    """What the check says beside these."""
    return list(subject.check(case(charter(**changes), neighbours=others)))


def test_another_pilot_in_the_window_is_a_condition():
    """Two changes give one difference."""
    (one,) = found(OTHER)
    text = '"Knowledge search" (search.yaml) from 2026-02-16 to 2026-04-12, inside this pilot.'
    assert (one.effect, text in one.message) == ("conditional", True)


def test_a_pilot_that_ended_before_lies_in_the_baseline():
    """This one is held against people who had help already."""
    earlier = replace(OTHER, runs=DateRange(date(2026, 1, 5), date(2026, 1, 25)))
    assert "inside this pilot's baseline" in found(earlier)[0].message


def test_many_are_counted():
    """Three are named."""
    (one,) = found(*[OTHER] * 5)
    assert ("5 other pilots run" in one.message, ", and 2 more" in one.message) == (True, True)


def test_alone_nothing_is_said():
    """One charter knows no other, and an undated one has no window."""
    undated = {"baseline": {"none": "lost"}, "pilot": {"undated": "the export has no dates"}}
    assert (found(), found(OTHER, window=undated)) == ([], [])


def test_a_run_over_two_charters_tells_each_of_the_other(tmp_path):
    """`check` says it before the pilots start; a single charter is judged by itself."""
    first = write_pilot(tmp_path)
    second = tmp_path / "second.yaml"
    text = CHARTER.format(name="Second pilot", target="-10%", extra="").replace("Drafts a reply", "Finds the article")
    second.write_text(text, encoding="utf-8")
    tasks = [Task(path, date(2026, 4, 5)) for path in (first, second)]
    codes = [{one.code for one in check_task(task).findings} for task in (*with_neighbours(tasks), tasks[0])]
    assert ["CMP111" in one for one in codes] == [True, True, False]
    assert with_neighbours(tasks[:1]) == (tasks[0],)
