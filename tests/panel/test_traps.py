"""How the export was cut and filled: days, edges of windows, values that rows share, records that break off."""

import gzip
from datetime import date, timedelta

import pytest

from pilotaudit.panel.model import Edge
from tests.panel.reading import HEADER, ROWS, load, panel_of, read, table

OPENED = f"{HEADER},opened_at"
DAYS = ("2026-01-05", "2025-12-30", "2026-01-08", "2026-01-09", "2026-03-03", "2026-03-04", "2026-01-20", "2026-03-05")
"""When the eight good rows were opened: the second before the baseline, the seventh before the pilot."""


def opened(*more, days=DAYS):
    """The eight rows with the day on which each was opened, and some more."""
    return table(*more, header=OPENED, rows=[f"{row},{day}" for row, day in zip(ROWS, days, strict=True)])


def many(values, arm="treatment"):
    """Rows of one agent, one a day from the first baseline day, with these minutes."""
    start = date(2026, 1, 5)
    return [f"{start + timedelta(days=n % 28)},a1,{arm},{value},0" for n, value in enumerate(values)]


def test_the_first_and_the_last_day_count_rows_outside_the_windows_too(tmp_path):
    """They show where the export ends."""
    extract = read(tmp_path, table("2025-11-02,a1,treatment,20,0", "2026-04-03,a1,treatment,20,0")).extract
    assert (extract.first, extract.last) == (date(2025, 11, 2), date(2026, 4, 3))


def test_undated_rows_have_no_days(tmp_path):
    """Nothing is known about where the export ends."""
    changes = {"window.pilot": {"undated": "no dates"}, "window.baseline": {"none": "lost"}}
    extract = read(tmp_path, table(header=HEADER.replace("resolved_at", "when")), changes).extract
    assert (extract.first, extract.last, extract.edges) == (None, None, ())


def test_rows_opened_before_their_own_window_are_counted_by_week(tmp_path):
    """One of four before the first baseline day, one of four before the first pilot day."""
    panel = read(tmp_path, opened())
    assert (panel.extract.edges, panel.extract.placed) == ((Edge(-4, 4, 1), Edge(4, 4, 1)), "finished")
    assert panel.report.opened_before == 1


def test_rows_of_neither_group_cross_nothing(tmp_path):
    """They are set aside."""
    panel = read(tmp_path, opened("2026-03-03,z,other,1,0,2026-01-05"))
    assert panel.extract.edges[-1] == Edge(4, 4, 1)


def test_rows_placed_by_their_start_cross_when_they_end_after_their_window(tmp_path):
    """The time to resolve tells when they ended."""
    header = "resolved_at,agent,group,error,opened_at"
    ends = ("2026-02-03", *(row[:10] for row in ROWS[1:7]), "2026-04-02")
    rows = [f"{end},{row.split(',')[1]},{row.split(',')[2]},0,{row[:10]}" for end, row in zip(ends, ROWS, strict=True)]
    items = {"file": "tickets.csv", "columns": {"time": "opened_at"}}
    span = {"kind": "mean", "span": ["opened_at", "resolved_at"], "unit": "h", "better": "lower"}
    changes = {"primary": {"open_time": "-10%"}, "metrics": {"open_time": span}, "data": {"items": items}}
    panel = read(tmp_path, table(header=header, rows=rows), changes)
    assert (panel.extract.edges, panel.extract.placed) == ((Edge(-4, 4, 1), Edge(4, 4, 1)), "opened")
    assert panel.report.opened_before == 0


def test_without_an_opening_day_no_edge_is_known(tmp_path):
    """Only the end of items is in the file."""
    assert read(tmp_path, table()).extract.edges == ()


def test_a_value_that_many_rows_share_is_counted_by_arm_and_window(tmp_path):
    """A close five days after the work: 120 h, 124 h, 131.9 h, but not 119 h or 132.1 h."""
    content = table(*many(["120"] * 20 + ["124", "131.9"] * 4 + ["119", "132.1"] * 3))
    shared = read(tmp_path, content).extract.shared["average_handling_time"]
    assert (shared.value, shared.rows, shared.same) == (120.0, ((2, 2), (36, 2)), ((0, 0), (28, 0)))


def test_the_value_with_most_above_it_is_taken(tmp_path):
    """Ten and eleven and a half are a band of their own; thirty to thirty-two hold more."""
    content = table(*many(["10", "11.5"] * 9 + ["30", "31", "32"] * 8))
    assert read(tmp_path, content).extract.shared["average_handling_time"].value == 30.0


def test_durations_of_nothing_are_a_shared_value(tmp_path):
    """Stamps without a time of day give them."""
    assert read(tmp_path, table(*many(["0"] * 40))).extract.shared["average_handling_time"].value == 0.0


def test_values_that_differ_are_not_counted(tmp_path):
    """Fewer than a fifth share one."""
    assert read(tmp_path, table(*many(range(5, 60)))).extract.shared == {}


def test_values_that_cannot_be_read_name_nothing(tmp_path):
    """A word, a negative duration and one beyond all measure."""
    assert read(tmp_path, table(*many(["n/a", "-5", "1e15"] * 20))).extract.shared == {}


def test_only_metrics_of_time_are_looked_at(tmp_path):
    """Half of all flags are always the same."""
    assert set(read(tmp_path, table(*many(["30"] * 30))).extract.shared) == {"average_handling_time"}


CUT = table().encode() + b"2026-03-05,b1,con"


@pytest.mark.parametrize(("name", "content"), [("tickets.csv", CUT), ("tickets.csv.gz", CUT)])
def test_a_record_that_breaks_off_at_the_end_is_seen(tmp_path, name, content):
    """The export was cut in the middle of it; packed files too."""
    panel = panel_of(load(tmp_path, {"data": name}, **{name.replace(".", "__"): content}))
    assert panel.extract.broken_off == (name,)


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_short_record_in_the_middle_is_no_cut(tmp_path, end):
    """Another row follows."""
    content = CUT + b"\n2026-03-05,b1,control,20,0" + end
    assert read(tmp_path, content).extract.broken_off == ()


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_a_line_behind_a_notice_is_no_cut(tmp_path, line_end):
    """Reports end with who made them and the name of the firm."""
    content = table().encode() + line_end.join([b'"Copyright (c) 2026"', b'"Generated By: someone"', b'"Some firm"'])
    assert read(tmp_path, content).extract.broken_off == ()


def test_a_packed_file_says_its_length(tmp_path):
    """A short record in the middle of one is no cut either."""
    content = CUT + b"\n2026-03-05,b1,control,20,0\n"
    assert gzip.decompress(gzip.compress(content)) == content
    assert panel_of(load(tmp_path, {"data": "t.csv.gz"}, **{"t__csv__gz": content})).extract.broken_off == ()
