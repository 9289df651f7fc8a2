"""Bad and hard data, from CSV to JSON: a verdict, a refusal or a finding with its reason, and only real numbers."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pilotaudit.evaluate import evaluate
from pilotaudit.outputs.json import render

CHARTER = """\
pilot: Hard data
problem: Cut ticket handling time by 10% with no rise in errors
workflow: Level 1 tickets
intervention: {{does: Drafts a reply, inside: ServiceNow agent workspace}}
owners: {{business: Head of Service Desk, technical: Service Desk Platform Lead, executive: COO}}
approved: 2026-01-30
window: {{baseline: 2026-01-05 to 2026-02-01, pilot: 2026-02-02 to 2026-03-29, decide_by: 2026-04-05}}
groups: {{assignment: matched}}
primary: {{{primary}}}
guardrails: {{error_rate: no worse than 4pp}}
adoption: {{not required: simulated data}}
data: {data}
"""
HEADER = "number,resolved_at,agent,group,handle_minutes,error"
PRIMARY = "average_handling_time: -10%"
START = date(2026, 2, 2)
WEEKS = range(-4, 8)


def rows(
    units: int = 8,
    per_week: int = 10,
    *,
    minutes: Callable[[bool, int, float], float] = lambda _treated, _week, drawn: drawn,
    error: Callable[[bool, int, int], int] = lambda _treated, _week, drawn: drawn,
    works: Callable[[int, bool, int], bool] = lambda _unit, _treated, _week: True,
    stamp: Callable[[date, int], str] = lambda day, item: f"{day} 10:{item % 60:02d}:00",
) -> Iterator[str]:
    """Draw simulated tickets; every second unit is treated and a fifth faster in the pilot.

    minutes, error: (treated, week, drawn) -> value; works: (unit, treated, week) -> whether it has rows.
    """
    rng = np.random.default_rng(20260404)
    levels = rng.normal(2.7, 0.2, units)
    for unit in range(units):
        treated = unit % 2 == 0
        for week in (week for week in WEEKS if works(unit, treated, week)):
            for item in range(per_week):
                drawn = math.exp(levels[unit] + rng.normal(0, 0.5) - 0.22 * (treated and week >= 0))
                wrong = error(treated, week, int(rng.random() < 0.05))
                when = stamp(START + timedelta(days=7 * week + item % 5), item)
                group = "treatment" if treated else "control"
                yield f"{unit}-{week}-{item},{when},agent {unit},{group},{minutes(treated, week, drawn):.6f},{wrong}"


def judged(folder: Path, lines: Iterable[str], *, primary: str = PRIMARY, data: str = "t.csv") -> Any:
    """The assessment of these rows as JSON; every number in it is a real one."""
    (folder / "t.csv").write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return result(folder, primary=primary, data=data)


def result(folder: Path, *, primary: str = PRIMARY, data: str = "t.csv") -> Any:
    """The assessment of a folder whose data are written."""
    path = folder / "charter.yaml"
    path.write_text(CHARTER.format(primary=primary, data=data), encoding="utf-8")
    found = json.loads(render([evaluate(path, date(2026, 4, 5), shown="charter.yaml")]))
    assert list(unreal(found)) == []
    return found


def unreal(value: Any, place: str = "") -> Iterator[str]:
    """Places of numbers that stand for "could not compute": not finite, or a probability of nought or one."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from unreal(item, f"{place}.{key}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from unreal(item, f"{place}[{number}]")
    elif isinstance(value, float):
        chance = place.endswith(("p_value", "probability_of_target"))
        if not math.isfinite(value) or (chance and not 0 < value < 1):
            yield place


def codes(found: Any) -> set[str]:
    """Codes of the findings about data, comparison and statistics."""
    return {one["code"] for one in found["findings"] if one["code"][:3] in ("BAS", "CMP", "DAT", "STA")}


def primary_of(found: Any) -> tuple[str, str]:
    """State and reason of the primary criterion."""
    one = next(one for one in found["criteria"] if one["role"] == "primary")
    return one["state"], one["reason"]


def test_ordinary_rows_are_judged(tmp_path):
    """The pilot that the others are made from."""
    found = judged(tmp_path, rows(units=24))
    assert (primary_of(found)[0], codes(found) - {"STA112"}) == ("MET", set())


@pytest.mark.parametrize("after", [15.0, 12.0])
def test_values_that_never_vary_are_refused(tmp_path, after):
    """With an effect or without one: chance cannot be measured, and a rule has set them."""
    found = judged(tmp_path, rows(minutes=lambda treated, week, _: after if treated and week >= 0 else 15.0))
    assert primary_of(found)[1].startswith("no variation: every unit shows the same change")
    assert (found["verdict"], found["confidence"], codes(found)) == ("HOLD", "low", {"DAT107", "STA101"})


def test_outcomes_that_are_all_zero_are_refused(tmp_path):
    """Nothing was counted, so no ratio exists."""
    found = judged(tmp_path, rows(minutes=lambda *_: 0.0, error=lambda *_: 0))
    assert primary_of(found) == ("NO DATA", "an arm has nothing to count in a window, so a ratio of it does not exist")
    assert (found["verdict"], codes(found)) == ("HOLD", {"DAT107", "STA101"})


@pytest.mark.parametrize("always", [0, 1])
def test_a_guardrail_that_never_varies_shows_nothing(tmp_path, always):
    """Not that quality held."""
    found = judged(tmp_path, rows(units=24, error=lambda *_: always))
    states = {one["id"]: one["state"] for one in found["criteria"]}
    assert (found["verdict"], states["guardrail.error_rate"]) == ("HOLD", "NO DATA")


def test_a_primary_without_a_single_success_is_refused(tmp_path):
    """Thirty are needed on each side."""
    found = judged(tmp_path, rows(error=lambda *_: 0), primary="error_rate: -1pp")
    assert primary_of(found) == ("NO DATA", "0 treated events in a window, 30 are needed to judge rare ones")


def test_one_row_per_unit_leaves_nobody_to_compare(tmp_path):
    """Every unit is seen once."""
    found = judged(tmp_path, rows(96, 1, works=lambda unit, _treated, week: week == unit // 2 % 12 - 4))
    assert "0 treated and 0 control units with data in both windows" in primary_of(found)[1]
    assert (found["verdict"], "STA101" in codes(found)) == ("HOLD", True)


def test_units_that_are_seen_in_one_window_only_are_not_compared(tmp_path):
    """All people changed at the start."""
    found = judged(tmp_path, rows(16, works=lambda unit, _treated, week: (week < 0) == (unit < 8)))
    assert (found["verdict"], primary_of(found)[0], "STA101" in codes(found)) == ("HOLD", "NO DATA", True)


def test_a_control_that_vanishes_in_the_pilot_holds_the_verdict(tmp_path):
    """Two of five judged weeks have both groups."""
    found = judged(tmp_path, rows(24, works=lambda _unit, treated, week: treated or week < 5))
    state, reason = primary_of(found)
    assert (found["verdict"], state, "control stops before the end" in reason) == ("HOLD", "UNTRUSTED", True)


def test_a_control_that_vanishes_at_the_start_leaves_nothing_to_compare(tmp_path):
    """Its baseline alone is no comparison."""
    found = judged(tmp_path, rows(24, works=lambda _unit, treated, week: treated or week < 0))
    assert primary_of(found)[1].startswith("the control group has no data in the judged weeks")
    assert (found["verdict"], codes(found) >= {"CMP112", "STA101"}) == ("HOLD", True)


def test_weeks_without_rows_are_named(tmp_path):
    """A holiday before, one after, and a week that only control lacks."""
    found = judged(tmp_path, rows(24, works=lambda _u, treated, week: week not in (-3, 4) and (treated or week != 5)))
    named = {one["code"]: one["message"] for one in found["findings"]}
    assert "that of 2026-01-12 had 0 rows in both groups" in named["BAS106"]
    assert "that of 2026-03-02, that of 2026-03-09 in control" in named["CMP113"]


ZONED = "{items: {file: t.csv, timezone: Europe/Berlin}}"


@pytest.mark.parametrize(
    "stamp",
    [
        lambda day, item: f"{day}T{(0, 1, 2, 3, 23)[item % 5]:02d}:30:00{'+02:00' if day.month > 3 else '+01:00'}",
        lambda day, item: f"{date(2026, 3, 29) if day.day > 24 else day} {(1, 2, 3)[item % 3]:02d}:30:00",
        lambda day, item: f"{day + timedelta(days=2)} 23:59:59Z",
    ],
)
def test_clock_changes_lose_no_row(tmp_path, stamp):
    """Offsets that change, and local hours that do not exist or come twice, on the last Sunday of the pilot."""
    found = judged(tmp_path, rows(stamp=stamp), data=ZONED)
    (file,) = found["provenance"]["inputs"]
    outside = file["rows_read"] - file["rows_used"]
    assert (file["rows_read"], file["rejected"], outside <= 80) == (960, 0, True)


def test_an_effect_of_minus_one_hundred_percent_is_refused(tmp_path):
    """No log of nothing exists."""
    found = judged(tmp_path, rows(minutes=lambda treated, week, drawn: 0.0 if treated and week >= 0 else drawn))
    assert (found["verdict"], primary_of(found)[0]) == ("HOLD", "NO DATA")
    assert codes(found) >= {"DAT107", "STA101"}


def test_a_proportion_that_falls_to_nothing_is_refused(tmp_path):
    """It looks like the best of all results, and rests on no event."""
    error = lambda treated, week, _drawn: int(not (treated and week >= 0) and week % 2)  # noqa: E731
    found = judged(tmp_path, rows(per_week=20, error=error), primary="error_rate: -1pp")
    assert (found["verdict"], primary_of(found)[1].startswith("0 treated events")) == ("HOLD", True)


def test_counts_below_the_limits_are_refused(tmp_path):
    """Sixteen rows of each group before the start."""
    found = judged(tmp_path, rows(per_week=1))
    assert primary_of(found) == ("NO DATA", "16 treated events in a window, 30 are needed to judge rare ones")


def test_two_units_are_compared_by_their_weeks(tmp_path):
    """One in each group: at most CONDITIONAL GO."""
    found = judged(tmp_path, rows(units=2, per_week=40))
    assert (found["metrics"][0]["design"], "CMP103" in codes(found)) == ("weekly series against control", True)
    assert found["verdict"] != "GO"


def test_two_units_in_each_group_have_almost_no_power(tmp_path):
    """The interval is shown."""
    found = judged(tmp_path, rows(units=4))
    assert (found["verdict"], primary_of(found)[0]) == ("HOLD", "UNDERPOWERED")
    assert found["metrics"][0]["test"]["df"] == 2


def test_one_huge_value_widens_the_interval(tmp_path):
    """It gives no effect, and breaks nothing."""
    huge = [f"huge,2026-01-20 10:00:00,agent 0,treatment,{1e11:.1f},0"]
    found = judged(tmp_path, [*rows(24), *huge])
    assert (found["verdict"], primary_of(found)[0]) == ("HOLD", "UNDERPOWERED")


def test_a_hundred_thousand_units_are_compared(tmp_path):
    """With four rows each, and an effect so sure that its p-value is smaller than a float."""
    import duckdb

    target = str(tmp_path / "t.csv").replace("'", "''")
    duckdb.execute(
        f"""COPY (
        SELECT i AS number, strftime(DATE '2026-01-12' + (21 * (i // 100000) + i % 5)::INT, '%Y-%m-%d') AS resolved_at,
            'agent ' || (i % 100000) AS agent, CASE i % 2 WHEN 0 THEN 'treatment' ELSE 'control' END AS "group",
            round((10 + hash(i) % 1000 / 100) * CASE WHEN i % 2 = 0 AND i >= 200000 THEN 0.7 ELSE 1 END, 3)
            AS handle_minutes, (hash(i * 3) % 20 = 0)::INT AS error
        FROM range(400000) numbers(i)) TO '{target}' (header)"""
    )
    found = result(tmp_path)
    one = found["metrics"][0]
    assert (one["n"]["treatment"]["units"], one["test"]["p_value"] < 1e-200) == (50_000, True)
