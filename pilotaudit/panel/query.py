"""The one query: every row read once, given a week and a reason, and summed; then the sums rolled up.

`cube` holds one row per (file, reason, unit, group, segment, week) as the texts stand in the file. Sums are scaled to
whole numbers by 2^60, so that they are exact and no order of rows or threads can change a bit of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from pilotaudit.evidence.dates import quoted
from pilotaudit.evidence.expressions import SCALE, moment, stamp
from pilotaudit.panel.engine import relation
from pilotaudit.panel.plan import Plan, Summed, steps
from pilotaudit.panel.products import halves, products, summed_products

REST = "_left"
"""Ends the name of what is summed beside a sum of whole parts."""
REFUSED = 1_000_000_000
"""Taken from minus its reason's number, for a row that is not used, where one that is has its week."""
FAR = 5_300
"""Weeks before the pilot from which weeks are counted: whole-number division rounds towards zero."""


def cube_sql(plan: Plan) -> str:
    """CREATE TABLE of the cube: the only pass over the rows."""
    return f"CREATE TEMP TABLE cube AS {summed_sql(plan)}"


def summed_sql(plan: Plan) -> str:
    """The rows of the cube, wherever the table's rows lie."""
    # The fewer keys, the faster: a week or a reason in one number, and no file where there is but one.
    where = f"CASE WHEN reason = 0 THEN week ELSE -reason - {REFUSED} END"
    keys = {"unit_text_": "unit_text", "group_text_": "group_text", "segment_text_": "segment_text", "where_": where}
    keys |= {"file_": "file"} if len(plan.sources.files) > 1 else {}
    listed = ", ".join(f"{key} AS {name}" for name, key in keys.items())
    sums = dict(part for place in range(len(plan.summed)) for part in _sums(plan, place))
    inner = {"n": "count(*)", **sums, **_extras(plan)}
    counted = ", ".join(f"{sql} AS {name}" for name, sql in inner.items())
    return f"""
        WITH {placed_sql(plan, keep_rejects=True)},
        grouped AS (SELECT {listed}, {counted} FROM placed GROUP BY {", ".join(map(str, range(1, len(keys) + 1)))})
        SELECT {"file_" if "file_" in keys else "0 AS file_"}, unit_text_, group_text_, segment_text_,
            CASE WHEN where_ <= -{REFUSED} THEN -where_ - {REFUSED} ELSE 0 END AS reason_,
            CASE WHEN where_ > -{REFUSED} THEN where_ END AS week_, {", ".join(_joined(tuple(inner)))}
        FROM grouped"""


def _joined(names: tuple[str, ...]) -> Iterator[str]:
    """What has been counted, by name; whole parts and rests as one number, which rows that are not used may burst."""
    for name in names:
        if not name.endswith(REST):
            rest = f"{name}{REST}"
            both = f"CASE WHEN where_ > -{REFUSED} THEN {name} * {SCALE}::HUGEINT + {rest} END AS {name}"
            yield both if rest in names else name


def placed_sql(plan: Plan, *, keep_rejects: bool, numbered: bool = False) -> str:
    """CTEs up to `placed`: every row with its values, week and reason (0: used). numbered: with `record`, from 1."""
    order = ", row_number() OVER () AS record" if numbered else ""
    once = _place(plan)
    return f"""
        raw AS (SELECT *{order} FROM ({relation(plan.sources, plan.columns, keep_rejects=keep_rejects)}) AS table_rows),
        once AS (SELECT *{once} FROM raw),
        typed AS (SELECT *{_typed(plan)} FROM once),
        valued AS (SELECT *{_valued(plan)} FROM typed),
        placed AS (SELECT *, {_week(plan)} AS week, {_reason(plan)} AS reason FROM valued)"""


def rolled_sql(plan: Plan, periods: str) -> str:
    """Roll-up of the used part of the cube to (unit, arm, segment, week), names as positions, in a fixed order.

    periods: SQL of the week that a row's week counts as. Needs tables unit_names, segment_names, group_arms.
    """
    sums = [f"sum({name})::{kind} AS {name}" for name, kind in sum_columns(plan)]
    return f"""
        SELECT u.position AS unit, g.arm AS arm, s.position AS segment, {periods} AS week, sum(c.n)::BIGINT AS n
        {"".join(", " + one for one in sums)}
        {used_sql(plan)}
        GROUP BY ALL ORDER BY 1, 2, 3, 4"""


def used_sql(plan: Plan) -> str:
    """FROM and WHERE of the used part of the cube, `c`, with its unit `u`, group `g` and segment `s`."""
    return f"""FROM cube c
        JOIN group_arms g ON g.name IS NOT DISTINCT FROM c.group_text_
        JOIN unit_names u ON u.name = coalesce(trim(c.unit_text_), '')
        JOIN segment_names s ON s.name = coalesce(trim(c.segment_text_), '')
        WHERE c.reason_ = 0 AND g.arm IS NOT NULL AND u.name IS NOT NULL {_has_unit(plan)}"""


def sum_columns(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Names and types of the cube's sums, in order."""
    found: list[tuple[str, str]] = []
    for place, one in enumerate(plan.summed):
        found += [(f"rows{place}", "BIGINT"), (f"total{place}", "HUGEINT")]
        found += [(f"size{place}", "HUGEINT")] if one.size.value != "1" else []
        found += [(f"log{place}", "HUGEINT"), (f"flat{place}", "BIGINT")] if one.need.logs else []
        found += [(name, "HUGEINT") for product, _ in products(plan, place) for name in halves(product)]
    return (*found, *(((("used", "BIGINT"),)) if plan.ai_used is not None else ()))


def _has_unit(plan: Plan) -> str:
    return "" if plan.unit is None else "AND coalesce(trim(c.unit_text_), '') <> ''"


def repeats(plan: Plan) -> bool:
    """Whether rows are compared with each other before they are summed."""
    return plan.one_per is not None or (plan.duplicates and plan.id is not None)


def _place(plan: Plan) -> str:
    """`place`: 1 for the row that counts among those of one id."""
    if plan.one_per is not None:
        # Numbers by size, stamps by time, then text; equal ranks are broken by the row's own texts, never by
        # reading order.
        ranks = [] if plan.latest is None else _ranks(plan.latest.name, plan)
        everything = (*ranks, *(column.name for column in plan.columns), "file")
        order = ", ".join(f"{sql} DESC NULLS LAST" for sql in everything)
        return f", row_number() OVER (PARTITION BY trim({plan.one_per.name}) ORDER BY {order}) AS place"
    if plan.duplicates and plan.id is not None:
        # A blank id repeats nothing. The first file keeps the row that several have.
        listed = ", ".join(column.name for column in plan.columns)
        order = "ORDER BY file" if len(plan.sources.files) > 1 else ""
        nth = f"row_number() OVER (PARTITION BY {listed} {order})"
        return f", CASE WHEN coalesce(trim({plan.id.name}), '') = '' THEN 1 ELSE {nth} END AS place"
    return ""


def _ranks(latest: str, plan: Plan) -> list[str]:
    stamps = [plan.stamps[latest]] if latest in plan.stamps else []
    return [f"TRY_CAST({latest} AS DOUBLE)", *stamps, latest]


def _typed(plan: Plan) -> str:
    """What the rest refers to, computed once per row: stamps, numbers, yes or no, and the keys' texts."""
    measures = [part for one in plan.summed for part in (one.total, one.size)]
    measures += [] if plan.ai_used is None else [plan.ai_used]
    parts = {stamp(column): sql for column, sql in plan.stamps.items()}
    parts |= {moment(column): sql for column, sql in plan.moments.items()}
    parts |= dict(part for one in measures for part in one.parts)
    keys = {
        f"{name}_text": "NULL::VARCHAR" if column is None else column.name
        for name, column in (("unit", plan.unit), ("group", plan.group), ("segment", plan.segment))
    }
    return "".join(f", {sql} AS {name}" for name, sql in (parts | keys).items())


def _valued(plan: Plan) -> str:
    """The day that places a row, the day it was opened, and every metric's values."""
    days = f", {'NULL::DATE' if plan.time is None else f'{stamp(plan.time.name)}::DATE'} AS day"
    opened = "" if plan.opened is None else f", {stamp(plan.opened.name)}::DATE AS opened_day"
    used = "" if plan.ai_used is None else f", {plan.ai_used.value} AS ai_value"
    return days + opened + used + "".join(_both(place, one) for place, one in enumerate(plan.summed))


def _both(place: int, one: Summed) -> str:
    """A metric's two values; where one of two columns is missing, neither counts."""
    total, size = one.total.value, one.size.value
    if size == "1":
        return f", {total} AS total_{place}"
    only = [f"CASE WHEN ({other}) IS NOT NULL THEN {this} END" for this, other in ((total, size), (size, total))]
    return f", {only[0]} AS total_{place}, {only[1]} AS size_{place}"


def _week(plan: Plan) -> str:
    pilot = plan.timeline.pilot
    if pilot is None or plan.time is None:
        return "0"
    first = pilot.first - timedelta(days=7 * FAR)
    return f"least(date_diff('day', DATE '{first}', day) // 7 - {FAR}, {plan.timeline.planned_weeks - 1})"


def _reason(plan: Plan) -> str:
    """The first reason that applies, or 0. Nearly all rows leave at the first test, so it is the cheap one."""
    found = steps(plan)
    if not found:
        return "0"
    good = " AND ".join(dict.fromkeys(sql for step in found for sql in step.good)) or "false"
    cases = "".join(f" WHEN {step.condition} THEN {number}" for number, step in enumerate(found, start=1))
    return f"CASE WHEN {good} THEN 0{cases} ELSE 0 END"


def _sums(plan: Plan, place: int) -> Iterator[tuple[str, str]]:
    """Names and SQL of what is summed of one metric."""
    one = plan.summed[place]
    value = f"total_{place}"
    yield f"rows{place}", f"count({value})"
    yield from _exact(f"total{place}", value, one.total.whole)
    if one.size.value != "1":
        yield from _exact(f"size{place}", f"size_{place}", one.size.whole)
    if one.need.logs:
        yield from _exact(f"log{place}", f"ln(CASE WHEN {value} > 0 THEN {value} END)")
        yield f"flat{place}", f"count(*) FILTER (WHERE {value} <= 0)"
    if one.need.quantile is not None:
        yield f"values{place}", f"list({value}) FILTER (WHERE {value} IS NOT NULL AND reason = 0)"
    yield from summed_products(plan, place)


def _exact(name: str, value: str, whole: bool = False) -> Iterator[tuple[str, str]]:
    """A sum as a whole number, scaled by 2^60.

    Small whole numbers are scaled after summing, and so are the whole parts of others: casts to 64 bits are cheaper
    than to 128. What is left of a number is at most a half, which, scaled, fits into 64 bits.
    """
    if whole:
        yield name, f"sum({value}) * {SCALE}::HUGEINT"
        return
    part = f"TRY_CAST({value} AS BIGINT)"
    yield name, f"sum({part})"
    yield f"{name}{REST}", f"sum(TRY_CAST(({value} - {part}) * {SCALE}.0 AS BIGINT))"


def _extras(plan: Plan) -> Mapping[str, str]:
    """What is summed besides metrics: rows with AI help, and what tells how the export was cut."""
    found = {} if plan.ai_used is None else {"used": "sum(ai_value)"}
    if plan.time is not None:
        found |= {"first_day": "min(day)", "last_day": "max(day)"}
    used = {"crossed": _crossed(plan), **{f"same{one.place}": one.sql for one in plan.common}}
    used |= {"by_system": _by_system(plan), **{f"odd{place}": one.sql for place, one in enumerate(plan.odd)}}
    found |= {name: f"count(*) FILTER (WHERE reason = 0 AND {sql})" for name, sql in used.items() if sql}
    guards = {f"misfit{place}": one.misfit for place, one in enumerate(plan.guards) if one.counted}
    return found | {name: f"count(*) FILTER (WHERE {sql})" for name, sql in guards.items()}


def _by_system(plan: Plan) -> str:
    """Whether no person worked on a row."""
    if plan.by_system is None:
        return ""
    column, values = plan.by_system
    listed = ", ".join(quoted(value) for value in values)
    return f"lower(trim(coalesce({column.name}, ''))) IN ({listed})"


def _crossed(plan: Plan) -> str:
    """Whether a row was opened before the window that it ended in, or ended after the one that it was opened in."""
    baseline, pilot = plan.timeline.baseline, plan.timeline.pilot
    if pilot is None or plan.time is None:
        return ""
    if plan.ended is not None:
        ended = f"{stamp(plan.ended.name)}::DATE"
        before = "false" if baseline is None else f"{ended} > DATE '{baseline.last}'"
        return f"CASE WHEN day >= DATE '{pilot.first}' THEN {ended} > DATE '{plan.timeline.last_day}' ELSE {before} END"
    if plan.opened is None or plan.opened == plan.time:
        return ""
    before = "false" if baseline is None else f"opened_day < DATE '{baseline.first}'"
    return f"CASE WHEN day >= DATE '{pilot.first}' THEN opened_day < DATE '{pilot.first}' ELSE {before} END"
