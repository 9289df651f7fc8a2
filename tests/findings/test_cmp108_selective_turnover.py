"""CMP108: who left and who joined."""

import numpy as np
import pytest
from scipy.stats import fisher_exact

from pilotaudit.findings import cmp108_selective_turnover as subject
from tests.builders import case, charter, primary
from tests.findings.work import KEY, WEEKS, by_unit, seen

LEVELS = [10.0 + 0.1 * n for n in range(14)]
BEFORE, LATER = WEEKS[:4], WEEKS[4:]


def groups(weeks, treated=LEVELS, control=LEVELS):
    """Fourteen units in each group; `weeks` of those who were not there all the time."""
    return by_unit(treated, control, weeks=weeks)


def test_many_who_left_one_group_only_are_named():
    """Six of fourteen against none."""
    (one,) = seen(subject, groups(dict.fromkeys(range(6), BEFORE)))
    assert (one.severity, "6 of 14 units left the pilot group and 0 of 14 units left control" in one.message) == (
        "warn",
        True,
    )


def test_many_who_joined_one_group_only_are_named():
    """They have no past to be compared with."""
    (one,) = seen(subject, groups(dict.fromkeys(range(20, 27), LATER)))
    assert "0 of 14 units joined the pilot group and 7 of 14 units joined control" in one.message


def test_turnover_that_both_groups_have_is_quiet():
    """Four of fourteen each."""
    assert seen(subject, groups(dict.fromkeys([0, 3, 6, 9, 14, 17, 20, 23], BEFORE))) == []


def test_a_difference_that_chance_gives_is_quiet():
    """Two of fourteen against none."""
    assert seen(subject, groups(dict.fromkeys([3, 9], BEFORE))) == []


def test_leavers_who_stood_apart_are_named():
    """Three slow units left one group, three quick ones the other."""
    levels = [10.0] * 8 + [20.0] * 3 + [10.5] * 3
    treated, control = {n: BEFORE for n in (8, 9, 10)}, {14 + n: BEFORE for n in (0, 1, 2)}
    (one,) = seen(subject, groups(treated | control, levels, levels))
    assert "leaving out those who left moves the baseline by -" in one.message


def test_leavers_like_the_others_are_quiet():
    """The levels hardly move."""
    assert seen(subject, groups(dict.fromkeys([5, 6, 7, 19, 20, 21], BEFORE))) == []


@pytest.mark.parametrize("moved", [(0, 6), (3, 1), (2, 2), (14, 0)])
def test_the_exact_test_agrees_with_scipy(moved):
    """Fourteen units against eleven."""
    whole = (14, 11)
    table = np.array([[moved[0], whole[0] - moved[0]], [moved[1], whole[1] - moved[1]]])
    assert subject.fisher(moved, whole) == pytest.approx(fisher_exact(table).pvalue, abs=1e-12)


def test_a_group_of_which_nobody_stayed_is_another_finding():
    """There is nothing to compare."""
    assert seen(subject, groups(dict.fromkeys(range(14), BEFORE))) == []


def test_without_units_nobody_leaves():
    """Nor without a panel or a column."""
    assert seen(subject, groups(dict.fromkeys(range(6), BEFORE)), has_units=False) == []
    assert list(subject.check(case(panel=None))) == []
    assert list(subject.check(case(charter(), primary()))) == []


def test_the_finding_rests_on_the_primary():
    """Its rows were counted."""
    assert seen(subject, groups(dict.fromkeys(range(6), BEFORE)))[0].metric == KEY
