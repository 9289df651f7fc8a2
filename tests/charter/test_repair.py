"""A refused charter without its unusable parts, so that the rest can be judged in the same run."""

from __future__ import annotations

from pilotaudit.charter.base import Flaw
from pilotaudit.charter.repair import repaired
from tests.charter.writing import COMPLETE, tree_of


def _flaw(path, *also):
    return Flaw("CHR005", path, "wrong", also)


def test_what_is_flawed_and_not_required_is_taken_out():
    """The rest stays as it was written."""
    tree = tree_of(COMPLETE)
    tree["budget"]["licence"] = "much"
    copy = repaired(tree, [_flaw("budget.licence")])
    assert (copy.charter.budget.licence, str(copy.charter.budget.compute)) == (None, "900 EUR")


def test_what_is_required_gets_a_stand_in():
    """It is marked, so that nobody takes it for the real thing."""
    tree = tree_of()
    del tree["window"]["pilot"]
    copy = repaired(tree, [_flaw("window.pilot")])
    assert (copy.charter.window.pilot.days, copy.changed) == (56, ("window.pilot",))


def test_of_a_list_the_whole_is_taken_out():
    """The positions of the others would shift."""
    copy = repaired(tree_of(COMPLETE), [_flaw("exclude.0.dates")])
    assert (copy.charter.exclude, copy.changed) == ((), ("exclude",))


def test_a_block_that_cannot_do_without_its_part_is_taken_out():
    """A contract needs a price."""
    tree = tree_of(COMPLETE)
    del tree["contract"]["price_per_action"]
    assert repaired(tree, [_flaw("contract.price_per_action")]).charter.contract is None


def test_an_item_is_touched_with_what_is_above_and_below_it():
    """And not with its neighbours."""
    copy = repaired(tree_of(COMPLETE), [_flaw("budget.licence")])
    touched = [copy.touched(path) for path in ("budget", "budget.licence", "budget.licence.x", "budget.compute", "bud")]
    assert touched == [True, True, True, False, False]


def test_what_no_cut_can_save_is_given_up():
    """The flaw was somewhere else."""
    tree = tree_of()
    tree["stage"] = "pilot"
    assert repaired(tree, [_flaw("budget.licence")]) is None
