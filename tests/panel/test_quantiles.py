"""Quantiles per unit and set of weeks, against numpy on the rows."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotaudit.panel.quantiles import windows_of
from pilotaudit.panel.timeline import Timeline
from pilotaudit.phrases import DateRange
from tests.panel.reading import load, panel_of, read, table

KEY = "median_handling"
HEADER = "resolved_at,agent,group,request_type,handle_minutes,error"
SETS = {
    "baseline": (-4, -3, -2, -1), "settled": (3, 4, 5, 6, 7), "late": (5, 6, 7), "pilot": tuple(range(8)),
    "early": (3, 4), "settling": (0, 1, 2), "one week": (2,), "half": (-4, -3),
}  # fmt: skip


def asks(q="0.5", **more):
    """A charter whose primary is a quantile."""
    own = {"kind": "quantile", "q": q, "column": "handle_minutes", "unit": "min", "better": "lower"}
    return {"primary": {KEY: "-10%"}, "metrics": {KEY: own}, **more}


def rows(seed=1, n=400):
    """(CSV lines, the same as arrays) of six agents, two of them and two types of work in each group."""
    rng = np.random.default_rng(seed)
    agent, day, kind = rng.integers(0, 6, n), rng.integers(0, 84, n), rng.integers(0, 2, n)
    minutes = np.round(rng.lognormal(3, 0.8, n), 3)
    first = np.datetime64("2026-01-05")
    lines = [
        f"{first + int(d)},agent {a},{'treatment' if a < 3 else 'control'},{'ab'[k]},{m},0"
        for a, d, k, m in zip(agent, day, kind, minutes, strict=True)
    ]
    return lines, (agent, day // 7 - 4, kind, minutes)


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    """A panel with a 90th percentile, and its rows."""
    lines, arrays = rows()
    return read(tmp_path_factory.mktemp("q"), table(header=HEADER, rows=lines), asks("0.9")), arrays


@pytest.mark.parametrize("name", SETS)
def test_each_units_quantile_is_numpys(known, name):
    """Over every set of weeks; rows and arms with it."""
    panel, (agent, week, _, minutes) = known
    cells, weeks = panel.quantiles[KEY].units[SETS[name]], SETS[name]
    here = np.isin(week, weeks)
    expected = {
        a: (np.quantile(minutes[here & (agent == a)], 0.9), (here & (agent == a)).sum()) for a in set(agent[here])
    }
    found = {int(panel.units[u][-1]): (s / n, n) for u, s, n in zip(cells.unit, cells.total, cells.size, strict=True)}
    assert found == {int(a): (pytest.approx(q, rel=1e-12), n) for a, (q, n) in expected.items()}
    assert [int(panel.units[u][-1]) < 3 for u in cells.unit] == [arm == 1 for arm in cells.arm]


@pytest.mark.parametrize("weeks", [(-4, -3, -2, -1), (3, 4, 5, 6, 7), (-3,), (6,)])
def test_an_arms_quantile_is_that_of_all_its_rows(known, weeks):
    """What anybody computes from the file."""
    panel, (agent, week, _, minutes) = known
    here = np.isin(week, weeks)
    expected = [np.quantile(minutes[here & ((agent < 3) == bool(arm))], 0.9) for arm in (0, 1)]
    assert panel.quantiles[KEY].arms[weeks] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("name", ["baseline", "settled", "pilot"])
def test_segments_have_quantiles_of_their_own(known, name):
    """Per unit and per arm."""
    panel, (agent, week, kind, minutes) = known
    for position, text in enumerate(panel.segments):
        part, here = panel.quantiles[KEY].segments[position], np.isin(week, SETS[name]) & (kind == "ab".index(text))
        cells = part.units[SETS[name]]
        expected = [np.quantile(minutes[here & (agent == int(panel.units[u][-1]))], 0.9) for u in cells.unit]
        assert cells.total / cells.size == pytest.approx(np.array(expected), rel=1e-12)
        assert part.arms[SETS[name]][1] == pytest.approx(np.quantile(minutes[here & (agent < 3)], 0.9), rel=1e-12)


def test_pilots_without_a_quantile_pay_nothing(tmp_path):
    """No values are kept."""
    assert read(tmp_path, table()).quantiles == {}


def test_rows_that_are_not_used_have_no_part_in_it(tmp_path):
    """Rejected ones, those outside the windows, blanks, and other groups."""
    lines, _ = rows()
    agent = "2026-01-06,agent 1"
    more = ["2025-01-06,agent 1,treatment,a,9999,0", f"{agent},treatment,a,,0", f"{agent},other,a,9,0",
            f"{agent},treatment,a,much,0", "2026-01-06,,treatment,a,9999,0"]  # fmt: skip
    groups = {"groups.column": "group", "groups.treatment": ["treatment"], "groups.control": ["control"]}
    one, other = (
        read(tmp_path, table(header=HEADER, rows=[*lines, *extra]), asks(**groups)).quantiles[KEY]
        for extra in ([], more)
    )
    assert one.arms == other.arms
    np.testing.assert_array_equal(one.units[SETS["pilot"]].total, other.units[SETS["pilot"]].total)


def test_the_unit_of_plain_numbers_is_respected(tmp_path):
    """Seconds in the column, minutes wanted: quantiles of the values as they are judged."""
    lines, _ = rows()
    own = {"kind": "quantile", "q": "0.5", "span": ["opened_at", "time"], "unit": "h", "better": "lower"}
    spans = [f"{line.split(',')[0]} 08:00,{line.split(',')[0]} 10:00,{line.partition(',')[2]}" for line in lines]
    text = table(header=f"opened_at,{HEADER}", rows=spans)
    found = read(tmp_path, text, {"primary": {KEY: "-10%"}, "metrics": {KEY: own}}).quantiles[KEY]
    assert found.arms[SETS["pilot"]] == (2.0, 2.0)


@settings(max_examples=6, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_bit(tmp_path_factory, random):
    """Nor do files: the values are ordered before anything is computed."""
    lines, _ = rows(2)
    mixed = random.sample(lines, len(lines))
    folder = tmp_path_factory.mktemp("q")
    one = read(folder, table(header=HEADER, rows=lines), asks("0.37")).quantiles[KEY]
    loaded = load(folder, asks("0.37", data="part*.csv"), part1__csv=table(header=HEADER, rows=mixed[:150]),
                  part2__csv=table(header=HEADER, rows=mixed[150:]))  # fmt: skip
    other = panel_of(loaded).quantiles[KEY]
    assert one.arms == other.arms
    for weeks, cells in one.units.items():
        np.testing.assert_array_equal(cells.total, other.units[weeks].total)


def test_a_segment_alone_needs_no_quantiles_of_its_own(tmp_path):
    """They would be the same."""
    lines = [line.replace(",b,", ",a,") for line in rows()[0]]
    assert read(tmp_path, table(header=HEADER, rows=lines), asks()).quantiles[KEY].segments == {}


def timeline(**changes):
    """Four weeks before and eight of pilot."""
    baseline, pilot = DateRange(date(2026, 1, 5), date(2026, 2, 1)), DateRange(date(2026, 2, 2), date(2026, 3, 29))
    return Timeline(**{"baseline": baseline, "pilot": pilot, "settle": 3, "as_of": date(2026, 4, 5), **changes})


def test_every_set_that_is_asked_about_is_there_once():
    """Single weeks only where they are kept."""
    found = windows_of(timeline(), weekly=True)
    assert set(SETS.values()) <= set(found)
    assert len(found) == len(set(found))
    assert all(len(one) > 1 for one in windows_of(timeline(), weekly=False))


@pytest.mark.parametrize(
    "changes", [{"baseline": None}, {"as_of": date(2026, 2, 3)}, {"pilot": None, "baseline": None}]
)
def test_no_set_is_empty(changes):
    """Without a baseline, before a settled week, undated."""
    assert all(windows_of(timeline(**changes), weekly=True))
