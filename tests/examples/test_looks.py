"""A registered look, from the files to the verdict: `--as-of` says which look it is."""

import shutil
from datetime import date

import pytest

from pilotaudit.evaluate import evaluate
from tests.examples.stories import EXAMPLES

LOOKS = "  looks: [2026-03-01, 2026-03-15]\n"


@pytest.fixture(scope="module")
def charter(tmp_path_factory):
    """The support desk with two registered looks."""
    folder = tmp_path_factory.mktemp("looks")
    for path in (EXAMPLES / "support-desk").glob("*.csv"):
        shutil.copy(path, folder)
    text = (EXAMPLES / "support-desk" / "charter.yaml").read_text(encoding="utf-8")
    place = folder / "charter.yaml"
    place.write_text(text.replace("  decide_by:", f"{LOOKS}  decide_by:"), encoding="utf-8")
    return place


@pytest.mark.parametrize(
    ("day", "verdict", "look", "level"),
    [
        ("2026-03-01", "HOLD", "registered", 0.0),
        ("2026-03-14", "HOLD", "interim", None),
        ("2026-03-15", "GO", "registered", 0.00381),
        ("2026-03-29", "GO", "decision", 0.0238),
    ],
)
def test_the_same_files_on_four_days(charter, day, verdict, look, level):
    """One week is not enough, an unregistered day is no gate, three weeks are, and the end has what is left."""
    one = evaluate(charter, date.fromisoformat(day))
    assert (one.verdict, one.look) == (verdict, look)
    assert one.look_detail.level == (None if level is None else pytest.approx(level, abs=1e-5))


def test_rows_after_the_day_are_not_read(charter):
    """A look sees what was there."""
    one = evaluate(charter, date(2026, 3, 15))
    late = [count.rows for count in one.provenance.data.set_aside if count.reason == "after the judgement date"]
    assert (late, [week.week for week in one.metrics[0].weekly][-1]) == ([2516], "2026-03-09")
