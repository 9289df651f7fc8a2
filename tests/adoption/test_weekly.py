"""Weekly use of intended users: from the usage table, from items, or why not."""

from datetime import date

import numpy as np
import pytest

from pilotaudit.adoption.weekly import weekly_use
from pilotaudit.panel.model import InputFile, Usage, Used
from tests.estimates.build import charter, panel, random_cells, timeline


def use(*, intended="20", used=None, usage=None, **changes):
    """Adoption of a pilot with this evidence of use."""
    rules = charter(adoption={"intended_users": intended} if isinstance(intended, str) else intended)
    return weekly_use(rules, panel({"m": random_cells(1)}, used=used, usage=usage, **changes))


def items(entries):
    """Rows with AI help from (unit, arm, week, rows, used)."""
    unit, arm, week, rows, used = np.array(entries, dtype=np.int64).reshape(-1, 5).T
    return Used(unit, arm, week, rows.astype(float), used.astype(float))


def test_usage_is_averaged_over_settled_weeks():
    """Five settled weeks with 12 active people each: 12 of 20 is 60 %, whatever the settling weeks were."""
    usage = Usage(tuple((week, 20 if week < 3 else 12) for week in range(8)), 20)
    found = use(usage=usage)
    assert (found.share, found.active, found.source, found.missing, found.seen) == (0.6, 12.0, "usage", "", 20)


def test_a_settled_week_without_use_counts_as_zero():
    """A week that is missing from the table is a week in which nobody used it."""
    assert pytest.approx(use(usage=Usage(tuple((week, 10) for week in range(3, 7)), 10)).share) == 0.4


def test_items_count_distinct_treatment_units_with_ai_help():
    """Two units helped in week 3, one in week 4; control, baseline and unhelped rows do not count."""
    entries = [(0, 1, 3, 9, 2), (1, 1, 3, 5, 1), (0, 1, 4, 9, 1), (1, 1, 4, 9, 0), (2, 0, 3, 9, 9), (3, 1, -1, 9, 9)]
    found = use(used=items(entries))
    assert [one.active for one in found.weekly] == [0, 0, 0, 2, 1, 0, 0, 0]
    assert (found.active, found.seen, found.source) == (0.6, 2, "ai_used")


def test_the_usage_table_goes_before_the_items():
    """Where both are there, the table of people decides."""
    assert use(usage=Usage(((3, 5),), 5), used=items([(0, 1, 3, 9, 2)])).source == "usage"


def test_settling_weeks_are_shown_as_such():
    """Three of eight weeks are not judged."""
    found = use(usage=Usage(((0, 5),), 5))
    assert [one.settling for one in found.weekly] == [True] * 3 + [False] * 5


def test_twelve_of_twenty_is_sixty_percent_and_599_of_1000_is_less():
    """Worked numbers at the edge of the default criterion."""
    weeks = tuple((week, 599) for week in range(8))
    assert pytest.approx(use(intended="1000", usage=Usage(weeks, 599)).share) == 0.599


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({}, "neither a usage table"),
        ({"used": items([(0, 1, 3, 9, 2)]), "has_units": False}, "whose work"),
        ({"usage": Usage(((0, 5),), 5), "timeline": timeline(baseline=None, pilot=None)}, "no dates"),
        ({"usage": Usage(((0, 5),), 5), "timeline": timeline(as_of=date(2026, 2, 10))}, "no settled week"),
        ({"usage": Usage(((0, 5),), 5), "intended": "0"}, "no intended users"),
    ],
)
def test_a_share_that_cannot_be_computed_is_missing_with_its_reason(changes, word):
    """Never zero, never one."""
    found = use(**changes)
    assert found.share is None
    assert word in found.missing


def test_what_is_not_required_is_not_measured():
    """The charter's reason is kept."""
    found = use(intended={"not required": "the tool acts by itself"})
    assert (found.share, found.missing) == (None, "not required: the tool acts by itself")


def test_more_active_people_than_intended_users_are_no_share():
    """Nobody knows how many of the 10 are among the 21."""
    found = use(intended="10", usage=Usage(tuple((week, 21) for week in range(8)), 21))
    said = "21 people were active in a settled week and 10 are intended users"
    assert (found.share, found.missing) == (None, said)


@pytest.mark.parametrize(("lost", "told"), [(5, True), (6, False)])
def test_a_usage_table_that_is_largely_unusable_tells_no_share(lost, told):
    """Up to 5 of 100 rows may be without person, date or known action."""
    usage = Usage(tuple((week, 12) for week in range(8)), 12, (InputFile("usage.csv", "", 1, 100, 90, lost),))
    found = use(usage=usage)
    assert (found.share is not None, "rows of the usage table" not in found.missing) == (told, told)
