"""What must not matter, and what must turn a verdict round, on a whole example from file to assessment."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from pilotaudit.evaluate import evaluate
from tests.examples.stories import EXAMPLES

FOLDER = EXAMPLES / "release-copilot"
HEADER, *ROWS = (FOLDER / "releases.csv").read_text(encoding="utf-8").splitlines()
GROUP, ENGINEER = HEADER.split(",").index("group"), HEADER.split(",").index("engineer")


def _judge(folder, rows: list[str]):
    """Evaluate the release copilot on other rows."""
    (folder / "releases.csv").write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    (folder / "charter.yaml").write_text((FOLDER / "charter.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    return evaluate(folder / "charter.yaml", date(2026, 4, 12))


def _changed(row: str, place: int, value: str) -> str:
    cells = row.split(",")
    return ",".join([*cells[:place], value, *cells[place + 1 :]])


@pytest.fixture(scope="module")
def as_shipped(tmp_path_factory):
    """The example as it is."""
    return _judge(tmp_path_factory.mktemp("shipped"), ROWS)


def test_order_of_rows_changes_nothing(as_shipped, tmp_path) -> None:
    """Shuffled rows give the same numbers to the last digit."""
    shuffled = [ROWS[place] for place in np.random.default_rng(1).permutation(len(ROWS))]
    assert as_shipped.metrics == _judge(tmp_path, shuffled).metrics


def test_names_of_units_change_nothing(as_shipped, tmp_path) -> None:
    """Other names in another order give the same verdict and the same estimate."""
    renamed = [_changed(row, ENGINEER, f"X{100 - int(row.split(',')[ENGINEER][3:])}") for row in ROWS]
    other = _judge(tmp_path, renamed)
    assert as_shipped.verdict == other.verdict
    assert as_shipped.metrics[0].effect.estimate == pytest.approx(other.metrics[0].effect.estimate, rel=1e-12)


def test_swapping_groups_turns_the_test_round(as_shipped, tmp_path) -> None:
    """With the labels of the groups exchanged the log effect changes its sign, and it is no longer a GO."""
    other_side = {"treatment": "control", "control": "treatment"}
    swapped = _judge(tmp_path, [_changed(row, GROUP, other_side[row.split(",")[GROUP]]) for row in ROWS])
    here, there = (np.log1p(one.metrics[0].test.estimate) for one in (as_shipped, swapped))
    assert here == pytest.approx(-there, rel=1e-9)
    assert swapped.verdict == "NO-GO"


def test_repeated_rows_are_held(as_shipped, tmp_path) -> None:
    """Every row twice, as two exports glued together would give: the repeats are left out, and HOLD."""
    doubled = _judge(tmp_path, [*ROWS, *ROWS])
    assert as_shipped.metrics[0].baseline == pytest.approx(doubled.metrics[0].baseline, rel=1e-12)
    assert "DAT101" in {finding.code for finding in doubled.findings}
    assert doubled.verdict == "HOLD"
