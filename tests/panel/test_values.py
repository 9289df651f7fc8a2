"""Cells of a measure: which texts are values, which are missing, and why a row is rejected for one."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.panel.reading import HEADER, ROWS, adds_up, load, panel_of, read, reasons, rejects, table, totals

CELL = "2026-03-10,a1,treatment,{},0"


def _with(tmp_path, *cells, changes=None):
    return read(tmp_path, table(*(CELL.format(cell) for cell in cells)), changes)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("quick", 'with text instead of a number in "handle_minutes"'),
        ('"3,87,16,91,111"', 'with a number that is written unlike the others in "handle_minutes"'),
        ("-3", 'with a negative duration in "handle_minutes"'),
        ("12 min", 'with text instead of a number in "handle_minutes"'),
        ("0x1F", 'with text instead of a number in "handle_minutes"'),
        ("nan", 'with no finite number in "handle_minutes"'),
        ("inf", 'with no finite number in "handle_minutes"'),
        ("-Infinity", 'with no finite number in "handle_minutes"'),
        ("1e400", 'with no finite number in "handle_minutes"'),
        ("1.1e12", 'with a value larger than 1e12 in "handle_minutes"'),
        ("-2e12", 'with a value larger than 1e12 in "handle_minutes"'),
    ],
)
def test_a_cell_that_is_no_number_is_a_reject_with_its_reason(tmp_path, cell, reason):
    """The sums stay those of the good rows."""
    panel = _with(tmp_path, cell)
    assert (reasons(panel), totals(panel), adds_up(panel)) == ({reason: 1}, (8, 155), True)


@pytest.mark.parametrize(
    ("cell", "value"), [(" 12 ", 12), ("+5", 5), (".5", 0.5), ("1e2", 100), ("1e12", 1e12), ("1_000", 1000)]
)
def test_numbers_may_be_written_in_these_ways(tmp_path, cell, value):
    """Spaces around them, signs, a leading point, powers of ten."""
    assert totals(_with(tmp_path, cell)) == (9, 155 + value)


@pytest.mark.parametrize("cell", ["", "   ", '""'])
def test_a_blank_cell_is_missing_and_the_row_counts_elsewhere(tmp_path, cell):
    """Its error is still counted, and the missing value is told per arm, (control, treatment)."""
    panel = _with(tmp_path, cell)
    assert (totals(panel), totals(panel, "error_rate")[0]) == ((8, 155), 9)
    assert (panel.report.missing["average_handling_time"], panel.report.rows_used) == ((0, 1), 9)


def test_a_column_of_blanks_has_no_values_and_loses_no_row(tmp_path):
    """All values blank."""
    panel = read(tmp_path, table(rows=[f"{','.join(row.split(',')[:3])},,0" for row in ROWS]))
    assert (totals(panel), panel.report.rows_used) == ((0, 0), 8)
    assert panel.report.missing["average_handling_time"] == (4, 4)


def test_missing_marks_stand_for_blanks(tmp_path):
    """`?` and `NULL`, quoted or not."""
    changes = {"data": {"items": {"file": "tickets.csv", "missing": ["?", "NULL"]}}}
    panel = _with(tmp_path, "?", "NULL", '"?"', changes=changes)
    assert (totals(panel), reasons(panel)) == ((8, 155), {})


def test_a_missing_mark_may_hold_a_quote_or_a_delimiter(tmp_path):
    """Marks are data, not code."""
    changes = {"data": {"items": {"file": "tickets.csv", "missing": ["n'a", "x,y", 'q"q']}}}
    assert totals(_with(tmp_path, "n'a", '"x,y"', changes=changes)) == (8, 155)


@pytest.mark.parametrize("word", ["true", "YES", "y", "T", "1", "1.0", " yes "])
def test_words_for_yes(tmp_path, word):
    """In any case."""
    panel = read(tmp_path, table(f"2026-03-10,a1,treatment,10,{word}"))
    assert totals(panel, "error_rate") == (9, 3)


@pytest.mark.parametrize("word", ["false", "NO", "n", "F", "0", "0.0", " No"])
def test_words_for_no(tmp_path, word):
    """In any case."""
    panel = read(tmp_path, table(f"2026-03-10,a1,treatment,10,{word}"))
    assert totals(panel, "error_rate") == (9, 2)


@pytest.mark.parametrize("word", ["maybe", "2", "-1"])
def test_words_for_neither_are_rejects(tmp_path, word):
    """With the column."""
    panel = read(tmp_path, table(f"2026-03-10,a1,treatment,10,{word}"))
    assert (reasons(panel), totals(panel, "error_rate")) == ({'with neither yes nor no in "error"': 1}, (8, 2))


def _metric(**block):
    return {"metrics": {"mine": {"better": "lower", **block}}, "primary": {"mine": "-10%"}}


def test_an_amount_of_money_may_be_negative(tmp_path):
    """A refund is no broken row."""
    changes = _metric(kind="mean", column="handle_minutes", unit="EUR")
    assert totals(_with(tmp_path, "-3", changes=changes), "mine") == (9, 152)


def test_a_flag_may_name_its_values(tmp_path):
    """In any case; everything else that is not blank is 0."""
    header, ends = f"{HEADER},state", ["Broken", " broken ", "fine", "", "other", "BROKEN", "no", "x"]
    changes = _metric(kind="proportion", column="state", **{"is": ["broken"]})
    panel = read(
        tmp_path, table(header=header, rows=[f"{row},{end}" for row, end in zip(ROWS, ends, strict=True)]), changes
    )
    assert totals(panel, "mine") == (7, 3)


def test_a_flag_may_be_a_number_above_a_limit(tmp_path):
    """Exactly the limit is not above it; text is a reject."""
    header, ends = f"{HEADER},count", ["0", "1", "2", "", "1.5", "0.5", "1", "many"]
    changes = _metric(kind="proportion", column="count", above=1)
    panel = read(
        tmp_path, table(header=header, rows=[f"{row},{end}" for row, end in zip(ROWS, ends, strict=True)]), changes
    )
    assert (totals(panel, "mine"), reasons(panel)) == ((6, 2), {'with text instead of a number in "count"': 1})


def test_a_ratio_needs_both_of_its_columns(tmp_path):
    """A row with one of them counts in neither sum."""
    header, ends = f"{HEADER},cost,items", ["10,2", "20,4", ",3", "5,", "0,1", "6,1", "8,2", "4,1"]
    changes = _metric(kind="ratio", numerator="cost", denominator="items", unit="EUR")
    panel = read(
        tmp_path, table(header=header, rows=[f"{row},{end}" for row, end in zip(ROWS, ends, strict=True)]), changes
    )
    cells = panel.metrics["mine"]
    assert (totals(panel, "mine"), float(cells.size.sum())) == ((6, 48), 11)


@pytest.mark.parametrize(("unit", "length"), [("min", 90), ("h", 1.5), ("days", 0.0625)])
def test_a_span_is_measured_in_the_unit_asked_for(tmp_path, unit, length):
    """From ten to half past eleven."""
    rows = [row.replace(",", " 11:30:00,", 1) + f",{row[:10]} 10:00:00" for row in ROWS]
    changes = _metric(kind="mean", span=["started", "resolved_at"], unit=unit)
    assert totals(read(tmp_path, table(header=f"{HEADER},started", rows=rows), changes), "mine") == (8, 8 * length)


def test_a_negative_span_and_an_unreadable_start_are_rejects(tmp_path):
    """A blank start is a missing value."""
    starts = ["2026-01-07", "soon", "", *(row[:10] for row in ROWS[3:])]
    rows = [f"{row},{start}" for row, start in zip(ROWS, starts, strict=True)]
    changes = _metric(kind="mean", span=["started", "resolved_at"], unit="h")
    panel = read(tmp_path, table(header=f"{HEADER},started", rows=rows), changes)
    assert reasons(panel) == {
        'with a negative duration from "started" to "resolved_at"': 1,
        'with no readable date in "started"': 1,
    }
    assert totals(panel, "mine")[0] == 5


def test_a_watched_metric_never_costs_a_row(tmp_path):
    """Unreadable satisfaction is a missing satisfaction, because nobody asked for it."""
    panel = read(tmp_path, table(header=f"{HEADER},csat", rows=[f"{row},{n or 'good'}" for n, row in enumerate(ROWS)]))
    assert (panel.report.rows_used, totals(panel, "customer_satisfaction")) == (8, (7, 28))


def test_seconds_become_minutes(tmp_path):
    """The header says the unit that its numbers stand in."""
    header = HEADER.replace("handle_minutes", "handle_seconds")
    assert totals(read(tmp_path, table(header=header))) == (8, pytest.approx(155 / 60, abs=1e-12))


def test_sums_do_not_depend_on_the_order_of_rows(tmp_path):
    """Values that floating point adds differently in another order."""
    values = [0.1, 1e12, 0.2, -1e12, 0.3]
    rows = [CELL.format(repr(value)) for value in values]
    totals_seen = {
        totals(read(tmp_path, table(rows=[*order, *ROWS]))) for order in (rows, rows[::-1], rows[2:] + rows[:2])
    }
    assert len(totals_seen) == 1


@settings(max_examples=20, deadline=None)
@given(st.lists(st.floats(0, 1e12) | st.floats(0, 1) | st.floats(0, 1e-17), min_size=1, max_size=8))
def test_a_sum_is_that_of_exact_fractions(tmp_path_factory, values):
    """Whole parts and what is left of each are summed apart; a value is known to 2^-61, a sum of cells to a float."""
    rows = [CELL.format(repr(value)) for value in values]
    n, total = totals(read(tmp_path_factory.mktemp("sums"), table(rows=[*rows, *ROWS])))
    exact = sum(map(Fraction, values), Fraction(155))
    near = len(values) * Fraction(1, 2**60) + exact * Fraction(len(ROWS), 2**52)
    assert (n, abs(Fraction(total) - exact) <= near) == (8 + len(values), True)


def test_rejected_values_may_be_of_any_size(tmp_path):
    """Ids taken for minutes are rejects; together they would burst a sum of 128 bits."""
    panel = read(tmp_path, table(*[CELL.format("9000000000000000000")] * 40))
    assert (panel.report.rows_used, totals(panel)) == (8, (8, 155))


def test_logs_are_summed_for_randomised_pilots_only(tmp_path):
    """The logs of 20 and 15 add up for the first agent; a flag has no logs."""
    drawn = read(tmp_path, table(), {"groups.assignment": "randomised"})
    cells = drawn.metrics["average_handling_time"]
    assert float(cells.log_total[cells.unit == 0].sum()) == pytest.approx(5.703782474656201, abs=1e-12)
    assert (
        drawn.metrics["error_rate"].log_total,
        read(tmp_path, table()).metrics["average_handling_time"].log_total,
    ) == (None, None)


def test_a_value_without_a_log_is_marked(tmp_path):
    """Zero minutes: not a number in that cell, for the estimator to see."""
    panel = read(tmp_path, table(CELL.format(0)), {"groups.assignment": "randomised"})
    logs = panel.metrics["average_handling_time"].log_total
    assert sum(map(math.isnan, logs)) == 1


def test_rows_with_ai_are_counted_per_unit_arm_and_week(tmp_path):
    """Two segments of one week are one entry; unreadable marks count as none."""
    ends = ["no,x", "no,x", "no,x", "no,x", "yes,x", "yes,x", "eh,x", "yes,x"]
    rows = [f"{row},{end}" for row, end in zip(ROWS, ends, strict=True)]
    panel = read(tmp_path, table("2026-03-03,a1,treatment,1,0,yes,y", header=f"{HEADER},ai_used,category", rows=rows))
    seen = zip(
        panel.used.unit.tolist(),
        panel.used.week.tolist(),
        panel.used.rows.tolist(),
        panel.used.used.tolist(),
        strict=True,
    )
    assert sorted(seen)[:3] == [(0, -4, 1.0, 0.0), (0, 4, 2.0, 2.0), (1, -4, 1.0, 0.0)]
    assert (panel.used.rows.sum(), panel.used.used.sum()) == (9, 4)


def test_without_a_mark_for_ai_there_is_no_use(tmp_path):
    """The file has no such column."""
    assert read(tmp_path, table()).used is None


def test_the_first_reason_that_applies_is_the_row_s(tmp_path):
    """A row with a bad number and a bad flag counts once; the list agrees."""
    content = table("2026-03-10,a1,treatment,x,maybe")
    panel = read(tmp_path, content)
    assert reasons(panel) == {'with text instead of a number in "handle_minutes"': 1}
    assert [(one.line, one.column, one.raw) for one in rejects(tmp_path, content)] == [
        (10, "handle_minutes", "2026-03-10,a1,treatment,x,maybe")
    ]


def test_absent_metrics_say_what_was_looked_for(tmp_path):
    """Watched, not in the file."""
    assert read(tmp_path, table()).absent["escalation_rate"][:2] == ("escalated", "is_escalated")


def test_packed_and_plain_text_give_the_same_panel(tmp_path):
    """Except for the file itself."""
    plain = panel_of(load(tmp_path, tickets__csv=table(CELL.format("x"))))
    packed = panel_of(load(tmp_path, {"data": "tickets.csv.gz"}, **{"tickets__csv__gz": table(CELL.format("x"))}))
    assert (totals(plain), reasons(plain)) == (totals(packed), reasons(packed))
    assert packed.report.rejected[0].lines == ("tickets.csv.gz:10",)
