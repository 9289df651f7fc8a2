"""Pilots that one core simulates and measures in a second: 20 units x 12 weeks x 50 rows. Run alone.

Prints pilots a second of: drawing alone, drawing and measuring one metric, drawing and judging by the whole rule.
"""

import os

os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import time
from collections.abc import Callable, Mapping

from pilotaudit.panel.model import Cells
from tests.calibration.draw import pilots
from tests.calibration.pilots import PRIMARY, measured, ruled
from tests.calibration.world import World

WORLD, SEED, PILOTS = World(), 20261121, 200


def rate(work: Callable[[Mapping[str, Cells]], object]) -> float:
    """Pilots a second of processor time, drawing included."""
    work({PRIMARY: next(pilots(WORLD, SEED, 1))})
    start = time.process_time()
    for cells in pilots(WORLD, SEED, PILOTS):
        work({PRIMARY: cells})
    return PILOTS / (time.process_time() - start)


print(f"{rate(len):.0f} {rate(lambda one: measured(WORLD, one)):.0f} {rate(lambda one: ruled(WORLD, one)):.0f}")
