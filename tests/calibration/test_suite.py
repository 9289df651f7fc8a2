"""The suite's own machinery: the same numbers whatever the workers, and pages that say what was run."""

from dataclasses import replace

import numpy as np
import pytest

from tests.calibration.__main__ import chosen, main, sections
from tests.calibration.figures import Figure, Goal, mean, paired, ratio, share
from tests.calibration.page import missed, page
from tests.calibration.run import DEVELOPMENT, FINAL, Study, pieces, results
from tests.calibration.sections.base import Section
from tests.calibration.trials import estimates
from tests.calibration.world import World

SMALL = World(3, 3, rows=10)


def studies(*names):
    """Small studies of these names."""
    return [Study(name, estimates, SMALL, runs=50) for name in names]


def same(one, other):
    """Whether two studies wrote the same down."""
    return all(np.array_equal(one[name], other[name], equal_nan=True) for name in one)


@pytest.mark.calibration
def test_the_number_of_workers_changes_nothing():
    """Every part of a study has a chance of its own, wherever it runs."""
    one, two = (results(studies("a"), (1, 2), workers) for workers in (1, 2))
    assert same(one["a"], two["a"])


def test_a_study_does_not_move_another():
    """Its chance hangs on its own name and seed."""
    assert same(results(studies("a"), (1,))["a"], results(studies("b", "a"), (1,))["a"])
    assert not same(results(studies("a"), (1,))["a"], results(studies("a"), (2,))["a"])


def test_studies_are_shared_out_among_the_seeds():
    """200 pilots on four seeds: one part of 50 each."""
    parts = pieces(replace(studies("a")[0], runs=200), FINAL)
    assert [(part.seed, part.part, part.runs) for part in parts] == [(seed, 0, 50) for seed in FINAL]


def test_two_studies_of_one_name_are_refused():
    """One would overwrite the other."""
    with pytest.raises(ValueError, match="one name"):
        results(studies("a", "a"), (1,))


def test_published_seeds_were_not_used_in_development():
    """The published table is of pilots nobody has seen."""
    assert set(FINAL) & set(DEVELOPMENT) == set()


def test_all_studies_have_names_of_their_own():
    """Their chance hangs on it."""
    names = [study.name for section in sections() for study in section.studies]
    assert len(names) == len(set(names))


def test_a_share_has_its_binomial_error():
    """One in four of 100: 25 % with an error of 4.33 points."""
    one = share("alarms", "here", np.repeat([True, False], [25, 75]), Goal(high=0.2))
    assert one.cells() == ("here", "100", "25.00 %", "4.33 %", "at most 20 %", "**no**")


def test_a_ratio_divides_share_and_error():
    """A quarter of the pilots, held against the half that could be had."""
    one = ratio("power", "here", np.repeat([True, False], [25, 75]), 0.5, Goal(low=0.5, ratio=True))
    assert one.cells() == ("here", "100", "0.500", "0.087", "at least 0.5", "yes")


def test_a_paired_ratio_has_the_error_of_the_pairs():
    """Nine of the ten that the other found, and no others: 0.9, with less error than two samples would have."""
    other = np.repeat([True, False], [10, 90])
    one = paired("power", "here", np.repeat([True, False], [9, 91]), other)
    assert one.value == pytest.approx(0.9)
    assert one.error == pytest.approx(np.sqrt(0.9 * 0.1 / 10))


def test_a_mean_counts_every_world_once():
    """1 % and 3 % are 2 %, whatever the number of pilots."""
    some = [Figure("a", "x", 100, 0.01, 0.003), Figure("a", "y", 400, 0.03, 0.004)]
    one = mean("a", "mean", some, Goal(0.006, 0.036))
    assert (one.value, one.error, one.runs) == (pytest.approx(0.02), pytest.approx(0.0025), 500)
    assert str(one.goal) == "0.6 to 3.6 %"


def test_what_could_not_be_computed_is_not_reached():
    """A figure that is not a number never counts as one that is."""
    assert not Figure("a", "x", 1, float("nan"), 0.0, Goal(high=1.0)).reached


@pytest.mark.parametrize("matrix", [False, True])
def test_the_page_names_what_was_missed(matrix):
    """On top, and in its table."""
    figures = [Figure("alarms", "here", 100, 0.05, 0.02, Goal(high=0.025)), Figure("shown", "here", 100, 0.5, 0.05)]
    section = Section("Some", "About.", (), lambda _: figures, matrix)
    text = page([section], {"a": {"b": np.zeros(100)}}, FINAL)
    assert "**0 of 1 figures with a goal reach it.** These do not:" in text
    assert "seeds 7919001, 7919002, 7919003, 7919004" in text
    assert "**no**" in text
    assert missed([section], {}) == figures[:1]


def test_a_development_run_says_so():
    """Nobody takes it for the published one."""
    text = page([], {}, DEVELOPMENT)
    assert "This is a development run" in text
    assert "not used in development" not in text


def test_sections_can_be_chosen():
    """By a part of the title."""
    assert [one.title for one in chosen("looks")] == ["Interim looks"]


@pytest.mark.calibration
def test_the_command_fails_where_a_goal_is_missed(tmp_path, capsys):
    """50 pilots a study are too few for the goals: some figure is outside, and the exit code says so."""
    output = tmp_path / "calibration.md"
    code = main(["--workers", "1", "--scale", "0.001", "--only", "looks", "--development", "--output", str(output)])
    outside = output.read_text(encoding="utf-8").count("**no**")
    assert code == (1 if outside else 0)
    assert f"{outside} figures outside their goals" in capsys.readouterr().out
