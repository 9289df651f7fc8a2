"""Which files the command line names."""

from pathlib import Path

import pytest

from pilotaudit.cli.charters import find_charters, is_charter
from pilotaudit.errors import UsageError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two charters, one other YAML, one hidden charter."""
    for name, text in {
        "b.yaml": "pilot: B\n",
        "inner/a.yml": "# first\npilot: A\n",
        "values.yaml": "service:\n  pilot: no\n",
        ".git/c.yaml": "pilot: C\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_a_folder_gives_its_charters_in_order_and_counts_the_rest(folder):
    """Other YAML is passed over and counted; hidden folders are not looked into."""
    found = find_charters([str(folder)])
    assert (found.charters, found.skipped) == ((folder / "b.yaml", folder / "inner/a.yml"), 1)


def test_a_glob_is_expanded_when_the_shell_did_not(folder):
    """`**` reaches into folders."""
    assert find_charters([f"{folder}/**/*.yml"]).charters == (folder / "inner/a.yml",)


def test_a_glob_that_names_a_folder_gives_what_is_in_it(folder):
    """A folder that a glob matches counts like a folder that is named."""
    assert find_charters([f"{folder}/inn*"]).charters == (folder / "inner/a.yml",)


def test_a_charter_named_twice_is_judged_once_at_its_first_place(folder):
    """The order of the arguments is kept."""
    found = find_charters([str(folder / "inner/a.yml"), str(folder)])
    assert found.charters == (folder / "inner/a.yml", folder / "b.yaml")


def test_a_named_file_is_always_taken(folder):
    """Whoever names a file hears what is wrong with it."""
    assert find_charters([str(folder / "values.yaml")]).charters == (folder / "values.yaml",)


def test_a_path_that_is_not_there_is_answered_with_its_neighbours(folder):
    """A slip of the finger is told from an empty folder."""
    with pytest.raises(UsageError, match=r"there is no .*bb\.yaml\. Near it: .*b\.yaml"):
        find_charters([str(folder / "bb.yaml")])


@pytest.mark.parametrize("pattern", ["*.toml", "values.y*ml"])
def test_nothing_that_matches_is_a_usage_error(folder, pattern):
    """Silence would look like success."""
    with pytest.raises(UsageError, match="no charter in"):
        find_charters([f"{folder}/{pattern}"])


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"pilot: A", True),
        (b"\xef\xbb\xbfpilot: A", True),
        ("pilot: A".encode("utf-16"), True),
        (b'"pilot" : A', True),
        (b"{problem: x, pilot: A}", True),
        (b"problem: [\npilot: A", True),
        (b"pilots: 3", False),
        (b"a:\n  pilot: A", False),
        (b"", False),
    ],
)
def test_a_charter_is_known_by_its_top_level_pilot(tmp_path, raw, expected):
    """Even where the YAML around it is broken, so that broken charters are reported and not passed over."""
    path = tmp_path / "x.yaml"
    path.write_bytes(raw)
    assert expected == is_charter(path)


def test_a_file_that_cannot_be_read_is_not_passed_over(tmp_path):
    """Its own row must say so."""
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere")
    assert is_charter(tmp_path / "gone.yaml")
