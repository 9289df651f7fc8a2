"""What was required, in words."""

import pytest

from pilotaudit.gates.texts import with_unit
from pilotaudit.metrics import resolve
from pilotaudit.phrases import parse_limit, parse_target


@pytest.mark.parametrize(
    ("target", "said"), [("-10", "-10 min"), ("-10%", "-10%"), ("at most 16", "at most 16 min"), ("-2 min", "-2 min")]
)
def test_a_bare_number_is_shown_with_the_unit_that_it_stands_for(target, said):
    """Whoever forgot a percent sign sees minutes."""
    assert with_unit(parse_target(target), resolve("average_handling_time", {})) == said


def test_a_score_has_no_unit_to_show():
    """Customer satisfaction is a bare number."""
    limit = parse_limit("no worse than 0.2")
    assert with_unit(limit, resolve("customer_satisfaction", {})) == "no worse than 0.2"
