"""Other pilots of one run, as far as they touch."""

import pytest

from pilotaudit.charter.neighbours import neighbours_of
from tests.charter.writing import changed

WINDOW = {
    "window.baseline": "2026-02-09 to 2026-03-08",
    "window.pilot": "2026-03-09 to 2026-05-03",
    "window.decide_by": "2026-05-10",
    "approved": "2026-03-01",
}
"""Five weeks later than the minimal charter."""

OTHER = {"pilot": "Knowledge search", "intervention": "Finds the article"}


def write(folder, name, changes=None):
    """A changed minimal charter."""
    path = folder / f"{name}.yaml"
    path.write_text(changed(changes or {}), encoding="utf-8")
    return path


def touching(folder, first=None, second=None):
    """Names of the neighbours of the minimal charter and of another one, each with changes."""
    paths = [write(folder, "a", first), write(folder, "b", OTHER | (second or {}))]
    known = neighbours_of(paths)
    return [[one.pilot for one in known[path]] for path in paths]


def test_two_pilots_at_one_time_touch_each_other(tmp_path):
    """The same file, the same groups, the same weeks."""
    assert touching(tmp_path) == [["Knowledge search"], ["Support desk assistant"]]


def test_a_pilot_inside_the_others_baseline_touches_it_only(tmp_path):
    """The first ends before the second starts, and lies in its baseline; the second never reaches the first."""
    later = {key: value for key, value in WINDOW.items()} | {
        "window.baseline": "2026-03-16 to 2026-04-12", "window.pilot": "2026-04-13 to 2026-06-07",
        "window.decide_by": "2026-06-14", "approved": "2026-04-01",
    }  # fmt: skip
    assert touching(tmp_path, second=later) == [[], ["Support desk assistant"]]


@pytest.mark.parametrize(
    "second",
    [
        {"data": "others.csv"},
        {"groups.column": "queue"},
        {"intervention": "Drafts a reply; the agent edits and sends it"},
        {"window.pilot": {"undated": "the export has no dates"}},
        {"problem": None},
    ],
)
def test_other_rows_the_same_rollout_and_broken_charters_do_not_touch(tmp_path, second):
    """Nothing can be said of the last two."""
    assert touching(tmp_path, second=second) == [[], []]


@pytest.mark.parametrize(("names", "count"), [("AMER L1", 1), ("APAC L1", 0)])
def test_named_groups_touch_when_they_share_one(tmp_path, names, count):
    """The other's pilot group is this one's control."""
    mine = {"groups.column": "queue", "groups.treatment": "EMEA L1", "groups.control": "AMER L1"}
    other = {"groups.column": "queue", "groups.treatment": names, "groups.control": "India L1"}
    assert [len(one) for one in touching(tmp_path, mine, other)] == [count, count]


def test_a_file_in_another_folder_is_another_file(tmp_path):
    """Paths are relative to each charter's folder."""
    (tmp_path / "inner").mkdir()
    paths = [write(tmp_path, "a"), write(tmp_path / "inner", "b", OTHER)]
    assert list(neighbours_of(paths).values()) == [(), ()]


def test_neighbours_come_in_the_order_of_their_paths(tmp_path):
    """Whatever the order of the run."""
    paths = [write(tmp_path, name, {"pilot": name, "intervention": name}) for name in ("c", "a", "b")]
    assert [one.pilot for one in neighbours_of(paths)[paths[1]]] == ["b", "c"]


def test_tables_in_a_warehouse_are_compared_by_their_names(tmp_path):
    """The url is a variable's name."""
    table = {"data": {"items": {"url": "$WAREHOUSE_URL", "table": "itsm.incidents"}}}
    assert touching(tmp_path, table, table) == [["Knowledge search"], ["Support desk assistant"]]
