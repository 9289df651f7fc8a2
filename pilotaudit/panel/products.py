"""Sums of products of values, for rows that are units and for covariates within units: their SQL and their arrays.

A product is up to 1e24, too large to be scaled by 2^60 and summed: its whole part and the rest are summed apart, both
as whole numbers, so that no order of rows can change a bit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pilotaudit.charter.roles import COVARIATE
from pilotaudit.evidence.expressions import SCALE
from pilotaudit.moments import Exposure
from pilotaudit.panel.model import Along, Squares
from pilotaudit.panel.plan import Plan

if TYPE_CHECKING:
    import numpy as np

    from pilotaudit.panel.model import FloatArray

    Arrays = Mapping[str, np.ndarray[Any, Any]]

LARGEST = "1e24"


def products(plan: Plan, place: int) -> tuple[tuple[str, str], ...]:
    """Names and SQL of the products whose sums are kept for one metric; none for nearly every pilot."""
    need = plan.summed[place].need
    if need.squares and not isinstance(need.size, Exposure):
        return tuple(_squares(plan, place))
    return tuple(_along(plan, place)) if need.along else ()


def halves(name: str) -> tuple[str, str]:
    """Names of the two whole numbers in which a product is summed: its whole part, and the rest scaled by 2^60."""
    return name, f"{name}_rest"


def summed_products(plan: Plan, place: int) -> Iterator[tuple[str, str]]:
    """Names and SQL of both halves of every product's sum."""
    for name, product in products(plan, place):
        value = f"CASE WHEN abs({product}) <= {LARGEST} THEN {product} END"
        whole, rest = halves(name)
        yield whole, f"sum(TRY_CAST(floor({value}) AS HUGEINT))"
        yield rest, f"sum(TRY_CAST(({value} - floor({value})) * {SCALE}.0 AS HUGEINT))"


def squares_of(arrays: Arrays, place: int, known: tuple[FloatArray, FloatArray]) -> Squares:
    """Sums of products, those included that are sums which are there already. known: rows and total."""
    rows, total = known
    names = (("square", total), ("breadth", rows), ("product", total))
    return Squares(*(added(arrays, f"{name}{place}") if f"{name}{place}" in arrays else one for name, one in names))


def along_of(arrays: Arrays, plan: Plan, place: int) -> Along:
    """Sums with the covariates of the plan."""
    import numpy as np

    k, one = len(covariate_places(plan)), f"along{place}"
    rows = added(arrays, f"{one}_n")
    x, xy = (np.stack([added(arrays, f"{one}_{j}{end}") for j in range(k)], axis=1) for end in ("", "_y"))
    pairs = [[added(arrays, f"{one}_{min(i, j)}_{max(i, j)}") for j in range(k)] for i in range(k)]
    xx = np.stack([np.stack(line, axis=1) for line in pairs], axis=1)
    if f"{one}_l" not in arrays:
        return Along(rows, x, xx, added(arrays, f"{one}_y"), xy, rows * np.nan, x * np.nan)
    flat = np.where(arrays[f"flat{place}"] > 0, np.nan, 0.0)
    xlog = np.stack([added(arrays, f"{one}_{j}_l") for j in range(k)], axis=1) + flat[:, None]
    return Along(rows, x, xx, added(arrays, f"{one}_y"), xy, added(arrays, f"{one}_l") + flat, xlog)


def covariate_places(plan: Plan) -> list[int]:
    """Where the covariates stand in the plan."""
    return [place for place, one in enumerate(plan.summed) if one.need.key.startswith(COVARIATE)]


def added(arrays: Arrays, name: str) -> FloatArray:
    """A product's sum from its halves."""
    import numpy as np

    whole, rest = (np.asarray(arrays[half], dtype=np.float64) for half in halves(name))
    return whole + rest / SCALE


def _squares(plan: Plan, place: int) -> Iterator[tuple[str, str]]:
    one, total, size = plan.summed[place], f"total_{place}::DOUBLE", f"size_{place}::DOUBLE"
    if one.size.value != "1":
        pairs = (("square", total, total), ("product", total, size), ("breadth", size, size))
        yield from ((f"{name}{place}", f"{left} * {right}") for name, left, right in pairs)
    elif not one.total.whole:
        # The square of yes or no is itself.
        yield f"square{place}", f"{total} * {total}"


def _along(plan: Plan, place: int) -> Iterator[tuple[str, str]]:
    """Covariates by themselves, with each other, with the value and with its log; on rows that have them all."""
    value, name = f"total_{place}::DOUBLE", f"along{place}"
    x = [f"total_{at}::DOUBLE" for at in covariate_places(plan)]
    ends = [("y", value)]
    ends += [("l", f"ln(CASE WHEN {value} > 0 THEN {value} END)")] if plan.summed[place].need.logs else []
    whole = " AND ".join(f"{one} IS NOT NULL" for one in (value, *x))
    found = [(f"{name}_n", "1.0"), *((f"{name}_{end}", sql) for end, sql in ends)]
    found += [(f"{name}_{j}", one) for j, one in enumerate(x)]
    found += [(f"{name}_{i}_{j}", f"{x[i]} * {x[j]}") for j in range(len(x)) for i in range(j + 1)]
    found += [(f"{name}_{j}_{end}", f"{one} * {sql}") for j, one in enumerate(x) for end, sql in ends]
    yield from ((key, f"CASE WHEN {whole} THEN {sql} END") for key, sql in found)
