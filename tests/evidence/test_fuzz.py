"""Good files spoilt at random: a documented exit code, a list of rejects that agrees with the counts, never a bug.

A few seeds in every run; `python -m tests.evidence.fuzz --runs 2000 --seed 7` for many, each with its time and memory.
"""

from __future__ import annotations

import os

import pytest

from pilotaudit.cli import main
from tests.charter.writing import changed
from tests.evidence.fuzz import AS_OF, faults, spoilt
from tests.evidence.spoiling import SPOILS
from tests.panel.reading import table

SEEDS = range(40)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_spoilt_file_ends_in_a_documented_way(tmp_path, seed):
    """Whatever was done to it."""
    one = spoilt(seed)
    assert faults(one, tmp_path) == [], one.how


def test_a_seed_always_means_the_same_file():
    """Else a fault could not be seen again."""
    assert spoilt(5) == spoilt(5)


def test_the_seeds_of_every_run_try_most_ways():
    """At least three in four of them."""
    tried = {name for seed in SEEDS for name in spoilt(seed).how.split(": ", 1)[1].split(" + ")}
    assert len(tried & set(SPOILS)) >= 0.75 * len(SPOILS)


def _evaluated(folder, capsys, file, *options):
    (folder / "charter.yaml").write_text(changed({"data": {"items": {"file": file}}}))
    code = main(["evaluate", str(folder / "charter.yaml"), "--as-of", AS_OF, *options])
    printed = capsys.readouterr()
    return code, printed.out + printed.err


@pytest.fixture
def outside(tmp_path_factory):
    """A good file that lies outside the charter's folder."""
    path = tmp_path_factory.mktemp("outside") / "tickets.csv"
    path.write_text(table())
    return path


@pytest.mark.parametrize("where", ["../outside/tickets.csv", "a/../../outside/tickets.csv", "a/../../*/tickets.csv"])
def test_a_path_that_leaves_the_folder_is_refused(tmp_path, capsys, where):
    """With two points, also within a pattern."""
    (tmp_path / "pilot" / "a").mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "tickets.csv").write_text(table())
    code, said = _evaluated(tmp_path / "pilot", capsys, where)
    assert (code, "--allow-outside" in said) == (3, True)
    assert _evaluated(tmp_path / "pilot", capsys, where, "--allow-outside")[0] in (0, 10, 11)


@pytest.mark.parametrize("pattern", ["link.csv", "*.csv"])
def test_a_link_that_leaves_the_folder_is_refused(tmp_path, capsys, outside, pattern):
    """Named outright, or met by a pattern."""
    (tmp_path / "link.csv").symlink_to(outside)
    code, said = _evaluated(tmp_path, capsys, pattern)
    assert (code, "--allow-outside" in said) == (3, True)


def test_a_folder_that_is_a_link_is_no_way_out(tmp_path, capsys, outside):
    """What lies behind it lies outside."""
    (tmp_path / "exports").symlink_to(outside.parent, target_is_directory=True)
    code, said = _evaluated(tmp_path, capsys, "exports/tickets.csv")
    assert (code, "--allow-outside" in said) == (3, True)


@pytest.mark.parametrize("kind", ["a link to itself", "a link to nothing", "a pipe", "a folder"])
def test_what_is_no_file_is_not_opened(tmp_path, capsys, kind):
    """A pipe would be waited for without end."""
    path = tmp_path / "tickets.csv"
    match kind:
        case "a link to itself":
            path.symlink_to(path)
        case "a link to nothing":
            path.symlink_to(tmp_path / "nothing.csv")
        case "a pipe":
            os.mkfifo(path)
        case _:
            path.mkdir()
    code, said = _evaluated(tmp_path, capsys, "tickets.csv")
    assert (code, "DAT001" in said or "CHR" in said) == (3, True), said
