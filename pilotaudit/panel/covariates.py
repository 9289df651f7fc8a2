"""Facts about units that the charter holds constant: columns of numbers beside the metrics, judged by nothing."""

from __future__ import annotations

from collections.abc import Mapping

from pilotaudit.charter.model import Loaded
from pilotaudit.charter.roles import COVARIATE, covariates
from pilotaudit.errors import DataError
from pilotaudit.evidence.bind import Binder
from pilotaudit.evidence.files import problem
from pilotaudit.evidence.names import nearest
from pilotaudit.metrics import Metric
from pilotaudit.panel.model import Cells

PATH = "analysis.covariates"


def covariates_of(loaded: Loaded, bound: Binder) -> tuple[Metric, ...]:
    """The covariates that rows are read for. Raises DataError (DAT004) for every one that is no column of the data."""
    found = covariates(loaded.charter)
    absent = [one.label for one in found if bound.find(one.label) is None]
    if absent:
        raise DataError([problem(loaded, PATH, "DAT004", _absent(name, bound)) for name in absent])
    return found


def apart(cells: Mapping[str, Cells]) -> tuple[dict[str, Cells], dict[str, Cells]]:
    """Sums of metrics by their keys, and sums of covariates by the charter's names for them."""
    metrics = {key: one for key, one in cells.items() if not key.startswith(COVARIATE)}
    return metrics, {key.removeprefix(COVARIATE): one for key, one in cells.items() if key not in metrics}


def _absent(name: str, bound: Binder) -> str:
    return (
        f'the data have no column "{name}" to hold constant. {nearest(bound.header, name)} Name the one that is meant, '
        f"or map it under {bound.path}.columns."
    )
