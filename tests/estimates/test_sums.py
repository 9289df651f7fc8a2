"""Rolling cells up to units: nothing is lost, and segments are merged exactly when they are too small."""

from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotaudit.estimates import cube
from pilotaudit.estimates.sums import Sample, is_sparse, levels, roll_up, with_cube, without_segments
from tests.estimates.build import AFTER, BEFORE, cells, columns, random_cells, sums


def segmented(small_rows=20, small_units=(0, 1, 2, 3), total=1.0, second=20):
    """Four units, two per arm: a large segment 0, a segment 1 of `second` rows, a segment 2 that may be small."""
    rows = []
    for unit in range(4):
        for week in (-1, 3):
            rows += [(unit, unit // 2, 0, week, 100, 100.0), (unit, unit // 2, 1, week, second, second * 1.0)]
            if unit in small_units:
                rows.append((unit, unit // 2, 2, week, small_rows, small_rows * total))
    return cells(rows)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_nothing_is_lost_in_the_sums(seed):
    """Totals and sizes of the windows come out whole, merged or not."""
    data = random_cells(seed, rows=4)
    judged = np.isin(data.week, BEFORE + AFTER)
    units = sums(data)
    expected = data.total[judged].sum(), data.size[judged].sum(), data.rows[judged].sum()
    assert expected == pytest.approx((units.total.sum(), units.size.sum(), units.rows.sum()))


def test_weeks_outside_both_windows_are_not_counted():
    """Settling weeks and weeks between the windows are shown elsewhere."""
    units = sums(cells([(0, 1, 0, -1, 5, 50.0), (0, 1, 0, 2, 7, 70.0), (0, 1, 0, 3, 9, 90.0), (0, 1, 0, -9, 1, 1.0)]))
    assert units.rows.tolist() == [[5.0, 9.0]]


def test_a_unit_in_both_arms_is_two_entries():
    """Items of one unit in both arms are kept apart."""
    units = sums(cells([(3, 1, 0, 3, 5, 50.0), (3, 0, 0, 3, 7, 70.0)]))
    assert list(zip(units.unit.tolist(), units.arm.tolist(), strict=True)) == [(3, 0), (3, 1)]


def test_stayers_have_data_in_both_windows():
    """Unit 0 stays, unit 1 leaves, unit 2 joins."""
    units = sums(cells([(0, 1, 0, -1, 5, 5.0), (0, 1, 0, 3, 5, 5.0), (1, 1, 0, -1, 5, 5.0), (2, 0, 0, 3, 5, 5.0)]))
    assert units.stays.tolist() == [True, False, False]
    assert (units.stayers(0), units.stayers(1)) == (0, 1)


def test_large_segments_stay_apart():
    """Enough rows and units everywhere: three columns, nothing merged."""
    units = sums(segmented())
    assert (units.total.shape[2], units.merged, units.dropped) == (3, (), False)


@pytest.mark.parametrize(("rows", "columns_left"), [(5, 3), (4, 1)])
def test_ten_rows_in_every_cell_are_needed(rows, columns_left):
    """Two units with 5 rows each make 10; 4 make 8, and `other` is then no larger, so that all are taken together."""
    units = sums(segmented(small_rows=rows))
    assert columns_left == units.total.shape[2]
    assert (rows == 4) == units.dropped


def test_small_segments_are_merged_when_together_they_suffice():
    """Segments 1 and 2 have 8 rows a cell each; as `other` they have 16."""
    units = sums(segmented(small_rows=4, second=4))
    assert (units.total.shape[2], units.merged, units.dropped) == (2, (1, 2), False)
    assert units.size[:, :, 1].sum() == 4 * 2 * 8.0


def test_two_units_with_something_to_count_are_needed():
    """A segment with plenty of rows but one unit in an arm cannot be compared."""
    units = sums(segmented(small_rows=50, small_units=(0, 2, 3)))
    assert units.merged == (2,)
    assert units.dropped


@pytest.mark.parametrize("densest", [cube.DENSEST, 0])
def test_two_units_are_needed_however_the_sums_are_kept(densest):
    """As dense arrays or cell by cell."""
    with patch.multiple(cube, DENSEST=densest, EMPTIEST=0):
        units = sums(segmented(small_rows=50, small_units=(0, 2, 3)))
    assert (units.merged, units.dropped) == ((2,), True)


@pytest.mark.parametrize("densest", [cube.DENSEST, 0])
def test_rates_of_segments_rest_on_all_units_of_the_baseline(densest):
    """A unit that leaves after the baseline counts in what its segment took: (10 + 10 + 40) / 30."""
    rows = [(u, u % 2, 0, w, 10, 10.0) for u in range(2) for w in (-1, 3)] + [(2, 0, 0, -1, 10, 40.0)]
    with patch.multiple(cube, DENSEST=densest, EMPTIEST=0):
        assert sums(cells(rows)).rate.tolist() == [2.0]


def test_proportions_count_successes_instead_of_rows():
    """Forty rows with four successes a cell are too few for a proportion, and enough for a mean."""
    data = segmented(small_rows=20, total=0.1)
    assert sums(data, proportion=True).dropped
    assert not sums(data).dropped


def test_a_segment_that_only_leavers_have_is_not_compared_but_not_lost():
    """It has a column of its own: no stayer is adjusted with it, and no other segment is dropped for it."""
    leaver = cells([(9, 1, 5, -1, 3, 30.0)])
    data = segmented()
    joined = type(data)(*(np.concatenate(pair) for pair in zip(columns(data), columns(leaver), strict=True)))
    units = sums(joined)
    assert (units.merged, units.dropped) == ((), False)
    assert units.size[units.unit == 9].sum() == 3.0


def test_without_a_baseline_no_segment_is_compared():
    """After-only comparisons are not adjusted for case mix."""
    assert roll_up(Sample(random_cells(1), (), AFTER)).total.shape[2] == 1


def test_adjustment_can_be_switched_off():
    """The raw figure takes all segments together."""
    data = random_cells(1)
    raw, together = sums(data, adjust=False), without_segments(sums(data))
    np.testing.assert_allclose(raw.total, together.total)
    np.testing.assert_allclose(raw.rate, together.rate)


def test_far_apart_positions_are_numbered_like_dense_ones():
    """A few units with huge positions give the sums of the same units numbered from zero."""
    data = random_cells(1)
    far = type(data)(data.unit * 10_000_000, *columns(data)[1:])
    np.testing.assert_array_equal(sums(data).total, sums(far).total)
    assert (sums(data).unit * 10_000_000).tolist() == sums(far).unit.tolist()


@pytest.mark.parametrize(("few", "sparse"), [(1, False), (2, True)])
def test_more_than_a_tenth_of_small_units_is_sparse(few, sparse):
    """One of ten stayers under 10 rows is tolerated, two are not."""
    rows = [(u, u % 2, 0, w, 9 if u < few else 10, 50.0) for u in range(10) for w in (-1, 3)]
    assert sparse == is_sparse(sums(cells(rows)))


@pytest.mark.parametrize("small", [-1, 3])
def test_a_unit_is_small_in_either_window(small):
    """Nine rows before the start, or nine in the judged weeks."""
    rows = [(u, u % 2, 0, w, 9 if u < 2 and w == small else 10, 50.0) for u in range(10) for w in (-1, 3)]
    assert is_sparse(sums(cells(rows)))


def test_a_single_stayer_at_zero_is_sparse():
    """One unit with S = 0 has no log."""
    rows = [(u, u % 2, 0, w, 99, 0.0 if (u, w) == (0, 3) else 50.0) for u in range(30) for w in (-1, 3)]
    assert is_sparse(sums(cells(rows)))


def test_logs_are_summed_per_window():
    """Sums of logs travel with the rows they belong to."""
    data = random_cells(1, segments=1)
    with_logs = type(data)(*columns(data), np.log(data.total))
    units = sums(with_logs)
    expected = np.log(data.total[(data.unit == 2) & (data.week >= 3)]).sum()
    assert expected == pytest.approx(units.log_total[2, 1])


def test_no_cells_give_no_units():
    """An empty metric is an empty table, not an error."""
    units = sums(cells([]))
    assert units.total.shape == (0, 2, 1)
    assert levels(units).shape == (0, 2)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.booleans(), st.sampled_from([1, 4, 40]))
def test_dense_arrays_give_the_sums_of_the_cells(seed, proportion, rows):
    """Cells of which few occur together are added up one by one; sums, columns and merging are the same."""
    data = random_cells(seed, rows=rows)
    kept = np.random.default_rng(seed).random(data.unit.size) < 0.7
    some = type(data)(*(one[kept] for one in columns(data)))
    dense = sums(some, proportion=proportion)
    with patch.multiple(cube, DENSEST=0, EMPTIEST=0):
        one_by_one = sums(some, proportion=proportion)
    for name in ("unit", "arm", "total", "size", "rows", "events", "stays", "rate"):
        np.testing.assert_allclose(getattr(dense, name), getattr(one_by_one, name), rtol=1e-12)
    assert (dense.merged, dense.dropped) == (one_by_one.merged, one_by_one.dropped)


def test_dense_arrays_are_made_once_for_all_windows():
    """They belong to the cells that they were made of, and to no others."""
    data = random_cells(1)
    sample = with_cube(Sample(data, BEFORE, AFTER))
    assert with_cube(sample).cube is sample.cube
    other = replace(sample, cells=random_cells(2))
    np.testing.assert_array_equal(roll_up(other).total, sums(random_cells(2)).total)
