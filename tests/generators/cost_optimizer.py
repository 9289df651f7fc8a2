"""cost-optimizer: accepted recommendations were estimated to save 18 % of the bill; the bill fell by about 6 %."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from tests.generators.world import PILOT_WEEKS, WEEKS, Floats, Ints, Noise, fixed, labels, log_levels, table

SEED = 20260330

BILL = ("date", "workload", "group", "service", "billed_cost", "service_incidents", "source")
RECOMMENDATIONS = ("id", "date", "workload", "kind", "accepted", "estimated", "realised", "source")
USAGE = ("date", "user", "action", "reason", "role", "source")
SERVICES = ("compute", "database", "storage")
USUAL_COST = (120.0, 90.0, 45.0)
KINDS = ("rightsizing", "idle shutdown", "schedule")


CALM = Noise(unit=0.4, week=0.02, unit_week=0.03, drift=0.03, row=0.12)


@dataclass(frozen=True, slots=True)
class Cloud:
    """One world. estimated: saving of one recommendation as a share of the workload's bill, by pilot week.

    realised: share of an estimate that shows up on the bill; incidents: per workload and day; more_incidents: added
    on the optimised workloads.
    """

    starts: date
    workloads_per_arm: int = 40
    engineers: int = 12
    estimated: tuple[float, ...] = (0.09, 0.09, 0.06, 0.004, 0.004, 0.004, 0.004, 0.004)
    accepted: float = 0.72
    realised: float = 0.35
    incidents: float = 0.03
    more_incidents: float = 0.0
    noise: Noise = CALM


CLOUD = Cloud(starts=date(2026, 3, 30))
OVER_EAGER = replace(CLOUD, more_incidents=0.06)


def files(seed: int = SEED, cloud: Cloud = CLOUD) -> dict[str, str]:
    """Write the exports of the example: text by file name."""
    rng = np.random.default_rng(seed)
    names = labels(rng, 2 * cloud.workloads_per_arm, "wl-")
    service = rng.choice(len(SERVICES), len(names), p=(0.5, 0.3, 0.2))
    offers = _offers(rng, cloud, np.array(USUAL_COST)[service])
    return {
        "billing.csv": table(BILL, _bill(rng, cloud, names, service, offers)),
        "recommendations.csv": table(RECOMMENDATIONS, _recommendations(cloud, names, offers)),
        "usage.csv": table(USAGE, _usage(cloud, offers)),
    }


@dataclass(frozen=True, slots=True)
class Offer:
    """One recommendation. day: of the pilot; estimated, realised: saving as a share of the `usual` EUR a day."""

    workload: int
    day: int
    kind: str
    accepted: bool
    usual: float
    estimated: float
    realised: float


def _offers(rng: np.random.Generator, cloud: Cloud, usual: Floats) -> list[Offer]:
    """One recommendation per optimised workload and pilot week, in order of their days."""
    offers = []
    for workload in range(cloud.workloads_per_arm):
        for week in range(PILOT_WEEKS):
            share = cloud.estimated[week] * rng.uniform(0.6, 1.4)
            accepted = bool(rng.random() < cloud.accepted)
            realised = share * cloud.realised * rng.uniform(0.7, 1.3) if accepted else 0.0
            day, kind = 7 * week + int(rng.integers(0, 5)), str(rng.choice(KINDS))
            offers.append(Offer(workload, day, kind, accepted, usual[workload], share, realised))
    return sorted(offers, key=lambda offer: (offer.day, offer.workload))


def _bill(
    rng: np.random.Generator, cloud: Cloud, names: list[str], service: Ints, offers: list[Offer]
) -> list[tuple[str, ...]]:
    """One row per workload and day, as the cloud provider bills it."""
    units, days = len(names), 7 * WEEKS.size
    day = np.arange(days) + 7 * int(WEEKS[0])
    shock = np.repeat(log_levels(rng, units, cloud.noise), 7, axis=1) + rng.normal(0, cloud.noise.row, (units, days))
    cost = np.array(USUAL_COST)[service][:, None] * np.exp(shock)
    for offer in offers:
        cost[offer.workload, day > offer.day] *= 1 - offer.realised
    helped = (np.arange(units) < cloud.workloads_per_arm)[:, None] & (day >= 0)[None, :]
    incidents = rng.poisson(cloud.incidents + cloud.more_incidents * helped)
    return [
        (_date(cloud, day[at]), names[unit], "treatment" if unit < cloud.workloads_per_arm else "control",
         SERVICES[service[unit]], *fixed(cost[unit, at : at + 1], 2), str(incidents[unit, at]), "simulated")
        for at in range(days)
        for unit in np.argsort(names)
    ]  # fmt: skip


def _recommendations(cloud: Cloud, names: list[str], offers: list[Offer]) -> list[tuple[str, ...]]:
    """One row per recommendation; estimated and realised in EUR a day; realised stays empty unless accepted."""
    return [
        (f"REC-{n:04d}", _date(cloud, offer.day), names[offer.workload], offer.kind, str(offer.accepted).lower(),
         f"{offer.usual * offer.estimated:.2f}", f"{offer.usual * offer.realised:.2f}" if offer.accepted else "",
         "simulated")
        for n, offer in enumerate(offers, start=1)
    ]  # fmt: skip


def _usage(cloud: Cloud, offers: list[Offer]) -> list[tuple[str, ...]]:
    """One row per decision; each engineer looks after a few workloads."""
    return [
        (_date(cloud, offer.day), f"CE-{offer.workload % cloud.engineers + 1:02d}",
         "accepted" if offer.accepted else "overridden", "" if offer.accepted else "needed at month end",
         "cloud engineer", "simulated")
        for offer in offers
    ]  # fmt: skip


def _date(cloud: Cloud, day: int) -> str:
    """Name the date of a day counted from the first pilot day."""
    return (cloud.starts + timedelta(days=int(day))).isoformat()
