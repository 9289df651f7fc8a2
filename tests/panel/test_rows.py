"""Which rows count: where, one row per item, repeats, groups, units; and that every row is accounted for."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotaudit.panel import cube
from tests.panel.reading import (
    HEADER,
    ROWS,
    adds_up,
    aside,
    load,
    panel_of,
    read,
    reasons,
    refused_by,
    rejects,
    sums,
    table,
    totals,
)

NUMBERED = f"{HEADER},number"
BROKEN = (
    "x,a1,treatment,1,0",
    ",a1,treatment,1,0",
    "2026-03-10,,treatment,1,0",
    "2026-03-10,a1,,1,0",
    "2026-03-10,z,other,1,0",
    "2026-03-10,z,other,x,0",
    "2026-03-10,a1,treatment,x,0",
    "2026-03-10,a1,treatment,1,maybe",
    "2026-03-10,a1,treatment",
    "2026-03-10,a1,treatment,1,0,1,2",
    "2025-03-10,a1,treatment,1,0",
    '2026-03-10,"a1"x,treatment,1,0',
    "",
    '"2026-03-10","a\n1",treatment,"1",0',
    "2026-03-10,a1,treatment,nan,0",
)


def _numbered(ids, rows=ROWS):
    return [f"{row},{one}" for row, one in zip(rows, ids, strict=True)]


def _items(**items):
    return {"data": {"items": {"file": "tickets.csv", **items}}}


def test_where_sets_the_other_rows_aside(tmp_path):
    """A list of values, spaces around them ignored; blank is a value of its own."""
    states = ["Closed", " Closed ", "Resolved", "Open", "", "Closed", "Closed", "Closed"]
    changes = _items(where={"state": ["Closed", "Resolved"]})
    panel = read(tmp_path, table(header=f"{HEADER},state", rows=_numbered(states)), changes)
    assert (aside(panel), panel.report.rows_used) == ({'left out by where: "state"': 2}, 6)


def test_an_update_log_is_reduced_to_the_last_row_per_item(tmp_path):
    """By number, so that 10 comes after 9."""
    rows = [
        f"{ROWS[0]},t1,9",
        "2026-01-06,a1,treatment,90,0,t1,10",
        *(f"{row},t{n},1" for n, row in enumerate(ROWS[1:], 2)),
    ]
    changes = _items(one_row_per="number", latest_by="updates")
    panel = read(tmp_path, table(header=f"{NUMBERED},updates", rows=rows), changes)
    assert (aside(panel), totals(panel)) == ({"followed by a later update of the same item": 1}, (8, 225))


def test_updates_may_be_ordered_by_a_day_first_stamp(tmp_path):
    """2 March comes after 28 February, whatever the texts say."""
    rows = [f"{ROWS[0]},t1,28/02/2026", "2026-01-06,a1,treatment,90,0,t1,2/03/2026", f"{ROWS[2]},t2,13/01/2026"]
    changes = _items(one_row_per="number", latest_by="updated")
    assert totals(read(tmp_path, table(header=f"{NUMBERED},updated", rows=rows), changes)) == (2, 111)


def test_updates_may_be_ordered_by_text(tmp_path):
    """Neither numbers nor stamps."""
    rows = [f"{ROWS[0]},t1,b", "2026-01-06,a1,treatment,1,0,t1,a", f"{ROWS[2]},t2,a"]
    changes = _items(one_row_per="number", latest_by="state")
    assert totals(read(tmp_path, table(header=f"{NUMBERED},state", rows=rows), changes)) == (2, 41)


def test_updates_are_ordered_by_time_unless_said(tmp_path):
    """The last resolution of a reopened item counts."""
    rows = _numbered(["t1", "t2", "t3", "t4", "t1", "t6", "t7", "t8"])
    assert totals(read(tmp_path, table(header=NUMBERED, rows=rows), _items(one_row_per="number"))) == (7, 135)


def test_ties_between_updates_do_not_depend_on_reading_order(tmp_path):
    """Equal ranks are broken by the rows' own texts."""
    rows = [f"{ROWS[0]},t1", "2026-01-06,a1,treatment,90,0,t1", f"{ROWS[2]},t2"]
    changes = _items(one_row_per="number")
    found = {totals(read(tmp_path, table(header=NUMBERED, rows=order), changes)) for order in (rows, rows[::-1])}
    assert len(found) == 1


def test_an_undated_update_log_is_reduced_as_well(tmp_path):
    """Without a column that says which row is the last, the choice is still the same on every run."""
    changes = {
        "window.pilot": {"undated": "trial"},
        "window.baseline": {"none": "trial"},
        "groups.assignment": "randomised",
        **_items(one_row_per="number"),
    }
    panel = read(tmp_path, table(header=NUMBERED, rows=_numbered([1, 2, 3, 4, 1, 2, 3, 4])), changes)
    assert aside(panel) == {"followed by a later update of the same item": 4}


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_row_without_the_item_s_name_is_a_reject(tmp_path, blank):
    """Nobody knows which item it updates."""
    rows = _numbered([*range(7), blank])
    panel = read(tmp_path, table(header=NUMBERED, rows=rows), _items(one_row_per="number"))
    assert reasons(panel) == {'without a value in "number"': 1}


def test_a_row_that_repeats_another_is_a_reject(tmp_path):
    """Counted once, and not as a repeated id."""
    content = table(f"{ROWS[0]},0", header=NUMBERED, rows=_numbered(range(8)))
    panel = read(tmp_path, content)
    assert reasons(panel) == {"repeating another row in every column that is read": 1}
    assert (totals(panel), panel.report.repeated_ids, panel.report.repeats_unsought) == ((8, 155), 0, "")
    assert [one.line for one in rejects(tmp_path, content)] == [10]


def test_rows_without_an_id_repeat_nothing(tmp_path):
    """Blank ids, and blanks of spaces."""
    rows = [f"{ROWS[0]},", f"{ROWS[0]},", f"{ROWS[0]},  ", f"{ROWS[0]},  ", f"{ROWS[2]},1"]
    assert read(tmp_path, table(header=NUMBERED, rows=rows)).report.rows_used == 5


def test_the_first_of_two_files_keeps_the_row_that_both_have(tmp_path):
    """Overlapping exports."""
    text = table(header=NUMBERED, rows=_numbered(range(8)))
    panel = panel_of(load(tmp_path, {"data": "t*.csv"}, t1__csv=text, t2__csv=text))
    assert [(file.rows_used, file.rejected) for file in panel.report.files] == [(8, 0), (0, 8)]
    assert panel.report.rejected[0].lines == ("t2.csv:2", "t2.csv:3", "t2.csv:4")


def test_an_id_with_other_content_is_counted_and_kept(tmp_path):
    """Two updates of one item: the gate decides what that means."""
    panel = read(tmp_path, table(header=NUMBERED, rows=_numbered([1, 2, 3, 4, 1, 2, 7, 8])))
    assert (panel.report.repeated_ids, panel.report.rows_used) == (2, 8)


def test_an_id_whose_other_rows_are_set_aside_does_not_repeat(tmp_path):
    """An update log of which `where` keeps one state per item."""
    rows = [*(f"{row},{n},Closed" for n, row in enumerate(ROWS)), f"{ROWS[0]},0,Open", f"{ROWS[1]},1,Open"]
    panel = read(tmp_path, table(header=f"{NUMBERED},state", rows=rows), _items(where={"state": "Closed"}))
    assert (panel.report.repeated_ids, panel.report.rows_used) == (0, 8)


def test_large_data_are_not_searched_for_repeats(tmp_path, monkeypatch):
    """And the report says so."""
    monkeypatch.setattr("pilotaudit.panel.prepare.SMALL", 10)
    report = read(tmp_path, table(f"{ROWS[0]},0", header=NUMBERED, rows=_numbered(range(8)))).report
    assert (report.rows_used, report.repeats_unsought) == (9, "the data are larger than 200 MB")


def test_large_data_are_counted_without_example_lines(tmp_path, monkeypatch):
    """They are listed on request."""
    monkeypatch.setattr("pilotaudit.panel.rejects.SMALL", 10)
    assert read(tmp_path, table("x,a1,treatment,1,0")).report.rejected[0].lines == ()


def test_rows_of_neither_group_are_set_aside(tmp_path):
    """Whatever their values."""
    panel = read(tmp_path, table("2026-03-10,z,other,1,0", "2026-03-10,z,other,x,0"))
    assert (aside(panel), reasons(panel), "z" in panel.units) == ({"in neither group": 2}, {}, False)


def test_rows_without_a_group_or_unit_are_rejects(tmp_path):
    """Both are listed with their lines."""
    content = table("2026-03-10,a1,,1,0", "2026-03-10,,treatment,1,0")
    expected = {"without a value in the group column": 1, 'without a value in "agent"': 1}
    assert reasons(read(tmp_path, content)) == expected
    assert [(one.line, one.reason) for one in rejects(tmp_path, content)] == list(zip((10, 11), expected, strict=True))


def test_groups_are_matched_without_case_and_spaces(tmp_path):
    """As units and segments keep theirs, trimmed."""
    panel = read(tmp_path, table(rows=[row.replace("treatment", " Treatment ").replace(",a", ", a") for row in ROWS]))
    assert (panel.units, panel.group_values) == (("a1", "a2", "b1", "b2"), (("control",), ("Treatment",)))


def test_stated_groups_are_the_ones_that_count(tmp_path):
    """Several values may make up an arm."""
    rows = [
        row.replace("control", "AMER").replace("a2,treatment", "a2,APAC").replace("treatment", "EMEA") for row in ROWS
    ]
    changes = {"groups.treatment": ["EMEA", "APAC"], "groups.control": ["AMER"]}
    assert read(tmp_path, table(rows=rows), changes).group_values == (("AMER",), ("APAC", "EMEA"))


def test_a_unit_in_both_groups_is_legal_when_lots_were_drawn(tmp_path):
    """Items of one agent were assigned at random."""
    panel = read(tmp_path, table("2026-03-10,a1,control,20,0"), {"groups.assignment": "randomised"})
    cells = panel.metrics["average_handling_time"]
    assert sorted(set(cells.arm[cells.unit == 0].tolist())) == [0, 1]


def test_rows_as_units_have_no_names(tmp_path):
    """`unit: row`."""
    panel = read(tmp_path, table(), {"groups.unit": "row", "groups.assignment": "randomised"})
    assert (panel.has_units, panel.units) == (False, ("",))


def test_without_a_unit_column_there_are_no_units(tmp_path):
    """Both arms share the empty name, which is no crossing."""
    panel = read(tmp_path, table(header=HEADER.replace("agent", "who")))
    assert (panel.has_units, panel.units, totals(panel)) == (False, ("",), (8, 155))


def test_without_control_every_row_is_in_the_pilot(tmp_path):
    """The group column is not even looked at."""
    panel = read(tmp_path, table(), {"groups.no_control": "no comparable queue"})
    assert (set(panel.metrics["average_handling_time"].arm.tolist()), totals(panel)) == ({1}, (8, 155))


def test_without_control_a_stated_group_still_says_who_is_in_the_pilot(tmp_path):
    """Rows of others are set aside."""
    changes = {"groups.no_control": "no comparable queue", "groups.treatment": ["treatment"]}
    panel = read(tmp_path, table(), changes)
    assert (aside(panel), totals(panel)) == ({"in neither group": 4}, (4, 74))


def test_one_row_is_a_panel(tmp_path):
    """Of a pilot without control; what it is worth is for the gates."""
    panel = read(tmp_path, table(rows=ROWS[4:5]), {"groups.no_control": "none"})
    assert (totals(panel), panel.units) == ((1, 15), ("a1",))


def test_segments_are_told_apart(tmp_path):
    """Sorted; a blank one is a segment of its own."""
    kinds = ["VPN", "VPN", "", "Access", "VPN", "VPN", "VPN", " Access"]
    panel = read(tmp_path, table(header=f"{HEADER},category", rows=_numbered(kinds)))
    assert panel.segments == ("", "Access", "VPN")


def test_assumed_columns_are_printed(tmp_path):
    """Those whose header is not the role's own name."""
    assumed = {one.key: one.value for one in read(tmp_path, table()).assumed if ".columns." in one.key}
    assert assumed == {"data.items.columns.time": "resolved_at", "data.items.columns.unit": "agent"}


def test_mapped_columns_are_not_assumed(tmp_path):
    """The charter says them, and names of roles and of metrics go through its map."""
    header = "done,who,arm2,minutes,wrong"
    columns = {"time": "done", "unit": "who", "group": "arm2", "handle_minutes": "minutes", "error": "wrong"}
    panel = read(tmp_path, table(header=header), _items(columns=columns))
    columns = [one for one in panel.assumed if ".columns." in one.key]
    assert (columns, totals(panel), totals(panel, "error_rate")) == ([], (8, 155), (8, 2))


def test_a_role_s_own_name_stands_for_its_usual_headers(tmp_path):
    """`groups.segments: segment` finds request_type."""
    rows = _numbered(["a", "b"] * 4)
    panel = read(tmp_path, table(header=f"{HEADER},request_type", rows=rows), {"groups.segments": "segment"})
    assert panel.segments == ("a", "b")


def _counting(per):
    return {
        "metrics": {"mine": {"kind": "count", "per": per, "better": "lower"}},
        "primary": {"mine": "-10%"},
    }


@pytest.mark.parametrize(
    ("per", "size"), [("unit-day", 84 * 4), ("unit-week", 12 * 4), ("day", 84 * 2), ("week", 12 * 2)]
)
def test_exposure_comes_from_the_calendar(tmp_path, per, size):
    """Four units in two arms, four weeks and eight weeks; weeks without rows count too."""
    panel = read(tmp_path, table(), _counting(per))
    cells = panel.metrics["mine"]
    assert (len(cells.week), float(cells.size.sum()), totals(panel, "mine")) == (
        48,
        pytest.approx(size, abs=1e-9),
        (8, 8),
    )


def test_excluded_and_future_days_are_not_at_risk(tmp_path):
    """Two days of one outage, and all days after the judgement date."""
    changes = _counting("unit-day") | {"exclude": [{"dates": "2026-03-10 to 2026-03-11", "why": "Outage"}]}
    cells = read(tmp_path, table(), changes, as_of=date(2026, 3, 15)).metrics["mine"]
    assert float(cells.size.sum()) == 4 * (28 + 42 - 2)


def test_a_week_that_is_left_out_whole_has_no_cells(tmp_path):
    """The outage took a week; rows of later weeks stay in theirs."""
    changes = _counting("unit-day") | {"exclude": [{"dates": "2026-02-09 to 2026-02-15", "why": "Outage"}]}
    cells = read(tmp_path, table(), changes).metrics["mine"]
    assert (1 in cells.week, cells.rows[cells.week == 4].sum(), cells.rows.sum()) == (False, 4, 8)


def test_many_units_are_added_up_into_periods(tmp_path, monkeypatch):
    """The baseline, the settling in, the early half and the late half, named by their first weeks."""
    monkeypatch.setattr(cube, "MOST_CELLS", 3)
    panel = read(tmp_path, table("2026-02-03,a1,treatment,1,0", "2026-03-24,a1,treatment,1,0"))
    assert (panel.weekly, sorted(set(panel.metrics["average_handling_time"].week.tolist()))) == (False, [-4, 0, 3, 5])
    assert totals(panel) == (10, 157)


def test_periods_keep_the_exposure(tmp_path, monkeypatch):
    """The same days at risk as week by week."""
    weekly = read(tmp_path, table(), _counting("unit-day")).metrics["mine"]
    monkeypatch.setattr(cube, "MOST_CELLS", 3)
    periods = read(tmp_path, table(), _counting("unit-day")).metrics["mine"]
    assert (weekly.size.sum(), weekly.rows.sum()) == (periods.size.sum(), periods.rows.sum())


def test_files_are_named_with_their_digest_and_size(tmp_path):
    """As `sha256sum` and `ls` say."""
    import hashlib

    content = table()
    (file,) = read(tmp_path, content).report.files
    assert (file.path, file.sha256, file.size) == (
        "tickets.csv",
        hashlib.sha256(content.encode()).hexdigest(),
        len(content),
    )


def test_a_file_outside_is_shown_by_its_name(tmp_path):
    """Its path belongs to one machine."""
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "tickets.csv").write_text(table())
    from tests.charter.writing import changed, load_text

    loaded = load_text(changed({"data": str(tmp_path / "tickets.csv")}), folder, allow_outside=True)
    assert panel_of(loaded).report.files[0].path == "tickets.csv"


def test_examples_are_the_first_three_lines_of_each_reason(tmp_path):
    """As file:line."""
    panel = read(tmp_path, table(*["x,a1,treatment,1,0"] * 5))
    assert panel.report.rejected[0].lines == ("tickets.csv:10", "tickets.csv:11", "tickets.csv:12")


def test_progress_ends_at_the_end(tmp_path):
    """Told from beside the query, the last time with the whole."""
    from pilotaudit.panel.progress import Reading
    from pilotaudit.panel.read import read_panel
    from pilotaudit.panel.timeline import timeline_of
    from tests.panel.reading import AFTER, wanted

    loaded, told = load(tmp_path, tickets__csv=table()), []
    read_panel(loaded, wanted(loaded), timeline_of(loaded.charter, AFTER), progress=told.append)
    assert (told[-1], all(0 <= now.share <= 1 for now in told)) == (Reading(1.0, len(table()), 8), True)


@settings(max_examples=15)
@given(st.lists(st.sampled_from([*ROWS, *BROKEN]), max_size=12))
def test_every_row_is_used_rejected_or_set_aside(tmp_path_factory, rows):
    """And the list of rejects agrees with the counts by reason."""
    folder, content = tmp_path_factory.mktemp("rows"), table(*rows)
    panel = read(folder, content)
    listed = [one.reason for one in rejects(folder, content)]
    assert adds_up(panel)
    assert {reason: listed.count(reason) for reason in listed} == reasons(panel)


@settings(max_examples=15)
@given(st.lists(st.sampled_from([*ROWS, *BROKEN]), max_size=12))
def test_listed_lines_hold_the_listed_text(tmp_path_factory, rows):
    """The raw text of a reject stands on its physical line."""
    content = table(*rows)
    lines = content.split("\n")
    found = rejects(tmp_path_factory.mktemp("lines"), content)
    assert all(lines[one.line - 1] == one.raw.split("\n")[0] for one in found)


def _telling(panel):
    cells = {key: sums(one, panel) for key, one in panel.metrics.items()}
    return cells, reasons(panel), aside(panel), panel.units, panel.group_values, panel.report.missing


@settings(max_examples=8)
@given(st.permutations([*ROWS, *BROKEN[:11]]))
def test_the_order_of_rows_changes_nothing(tmp_path_factory, rows):
    """Sums are the same to the last bit."""
    one, other = (read(tmp_path_factory.mktemp("order"), table(rows=order)) for order in (rows, sorted(rows)))
    assert _telling(one) == _telling(other)


@settings(max_examples=15)
@given(st.lists(st.sampled_from([*ROWS, *BROKEN[:11]]), max_size=12), st.integers(1, 7))
def test_splitting_a_file_in_two_changes_nothing(tmp_path_factory, more, place):
    """Two exports of one table."""
    folder, rows = tmp_path_factory.mktemp("split"), [*ROWS, *more]
    parts = {"t1__csv": table(rows=rows[:place]), "t2__csv": table(rows=rows[place:])}
    assert _telling(read(folder, table(rows=rows))) == _telling(panel_of(load(folder, {"data": "t?.csv"}, **parts)))


def test_renaming_units_changes_their_names_alone(tmp_path):
    """As long as their order stays."""
    one, other = (
        read(tmp_path, table()),
        read(tmp_path, table(rows=[row.replace(",a", ",Q").replace(",b", ",é") for row in ROWS])),
    )
    cells, renamed = one.metrics["average_handling_time"], other.metrics["average_handling_time"]
    assert other.units == ("Q1", "Q2", "é1", "é2")
    assert np.array_equal(cells.total, renamed.total)
    assert np.array_equal(cells.unit, renamed.unit)


def test_two_hundred_thousand_units_are_read(tmp_path):
    """Each with a row before and in the pilot."""
    import duckdb

    path = tmp_path / "tickets.csv"
    duckdb.connect().execute(
        "COPY (SELECT DATE '2026-01-06' + 56 * (i % 2)::INT AS resolved_at, 'u' || (i // 2) AS agent, "
        "CASE WHEN i % 4 < 2 THEN 'pilot' ELSE 'control' END AS \"group\", i % 7 AS handle_minutes, i % 2 AS error "
        f"FROM range(400000) t(i)) TO '{path}' (HEADER)"
    )
    panel = panel_of(load(tmp_path))
    assert (len(panel.units), totals(panel)[0]) == (200_000, 400_000)


def test_what_the_engine_cannot_read_is_a_data_error(tmp_path):
    """A mark that no reader takes, an engine that fails: one line that names the file, never a stack trace."""
    loaded = load(tmp_path, {"data": "tickets.parquet"}, tickets__parquet=_cut_parquet(tmp_path))
    assert "tickets.parquet:1:1 DAT003 the rows cannot be read" in refused_by(loaded)


def _cut_parquet(folder):
    """A Parquet file whose pages are overwritten and whose footer still reads."""
    import duckdb

    path = folder / "whole.parquet"
    (folder / "whole.csv").write_text(table(rows=ROWS * 20))
    duckdb.connect().execute(f"COPY (FROM read_csv('{folder / 'whole.csv'}')) TO '{path}' (FORMAT parquet)")
    data = bytearray(path.read_bytes())
    path.unlink()
    return bytes(data[:4] + b"\xff" * 200 + data[204:])


def test_groups_found_by_their_usual_words_are_assumed(tmp_path):
    """The charter names none, so the names that were taken are told."""
    taken = {one.key: one.value for one in panel_of(load(tmp_path, tickets__csv=table())).assumed}
    assert (taken["groups.treatment"], taken["groups.control"]) == ("treatment", "control")


def test_groups_that_the_charter_names_are_not_assumed(tmp_path):
    """They are its own words."""
    named = {"groups.treatment": ["treatment"], "groups.control": ["control"]}
    assert not [one for one in panel_of(load(tmp_path, named, tickets__csv=table())).assumed if "groups." in one.key]
