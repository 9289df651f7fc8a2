"""From the panel to the sample that one question looks at: the one place where a metric's cells are looked up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from pilotaudit.estimates.covariates import unit_means
from pilotaudit.estimates.sums import Sample, with_cube
from pilotaudit.metrics.base import Metric
from pilotaudit.moments import Exposure
from pilotaudit.panel.model import Cells, Panel


def metric_sample(panel: Panel, metric: Metric, judged: Sequence[int]) -> Sample:
    """A metric's cells, the baseline, and the weeks that are judged; no cells where the data have none of it."""
    timeline, key = panel.timeline, metric.key
    return with_cube(
        Sample(
            panel.metrics.get(key, _NO_CELLS),
            timeline.baseline_weeks,
            tuple(judged),
            proportion=metric.kind == "proportion",
            # What is counted per day or week is exposed to all of the calendar: no mix of segments to hold constant.
            adjust=not any(isinstance(need.size, Exposure) for need in metric.needs),
            joined=tuple(week for week in timeline.pilot_weeks if week < min(judged, default=0)),
            slopes=panel.slopes.get(key),
            weeks=panel.group_weeks.get(key),
            covariates=unit_means(panel),
            quantiles=panel.quantiles.get(key),
        )
    )


_NONE: Final = np.zeros(0, dtype=np.int64)
_NO_CELLS: Final = Cells(_NONE, _NONE, _NONE, _NONE, np.zeros(0), np.zeros(0), np.zeros(0))
