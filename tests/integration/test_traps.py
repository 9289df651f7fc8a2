"""The traps of a real export are named: it was cut by opening date, and incidents are closed by a rule after five days.

Nothing was done in this log, and it seems to improve from March to May.
"""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from pilotaudit.evaluate import evaluate
from tests.integration.real import AS_OF, MARCH, NO_CONTROL, incident_log, write_charter

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> Path:
    """The export, unpacked, so that a sample can be taken from all over it."""
    path = tmp_path_factory.mktemp("log") / "incidents.csv"
    path.write_bytes(gzip.decompress(incident_log().read_bytes()))
    return path


def found(folder: Path, log: Path, start: str, end: str) -> dict[str, tuple[str | None, str]]:
    """Effect and message by code, when work is measured from one date to another."""
    path = write_charter(folder, log, NO_CONTROL, MARCH)
    text = path.read_text(encoding="utf-8").replace("[opened_at, resolved_at]", f"[{start}, {end}]")
    path.write_text(text, encoding="utf-8")
    assessment = evaluate(path, date.fromisoformat(AS_OF), allow_outside=True)
    return {one.code: (one.effect, one.message) for one in assessment.findings}


def test_a_log_that_was_cut_by_opening_date_is_held(tmp_path, log):
    """Slow incidents that were resolved in March had been opened before the log begins."""
    codes = found(tmp_path, log, "opened_at", "resolved_at")
    assert (codes["DAT106"][0], "DAT107" in codes) == ("hold", False)


@pytest.mark.parametrize("start", ["opened_at", "resolved_at"])
def test_the_automatic_close_is_found_as_a_floor(tmp_path, log, start):
    """It came during the log: five days, or five days and the time that the work took."""
    effect, message = found(tmp_path, log, start, "closed_at")["DAT107"]
    assert (effect, "rows in the pilot hold 1" in message) == ("hold", True)
