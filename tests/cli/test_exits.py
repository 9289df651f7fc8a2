"""Exit codes."""

import pytest

from pilotaudit.cli.exits import gravest, of_verdict


@pytest.mark.parametrize(
    ("verdict", "fail_on", "expected"),
    [
        ("GO", "conditional", 0),
        ("CONDITIONAL GO", "hold", 0),
        ("CONDITIONAL GO", "conditional", 14),
        ("HOLD", "hold", 11),
        ("HOLD", "no-go", 0),
        ("NO-GO", "no-go", 10),
        ("NO-GO", "never", 0),
    ],
)
def test_the_level_to_fail_on_decides_which_verdicts_count(verdict, fail_on, expected):
    """Each level silences the verdicts that are milder than it."""
    assert expected == of_verdict(verdict, fail_on)


@pytest.mark.parametrize("fail_on", ["never", "no-go", "hold", "conditional"])
def test_a_rollback_is_never_silenced(fail_on):
    """No level hides a rollback trigger that fired."""
    assert of_verdict("ROLLBACK", fail_on) == 12


def test_the_gravest_code_wins_in_the_published_order():
    """Peeling off the gravest one by one gives the order that the manual promises."""
    codes = [0, 1, 3, 10, 11, 12, 13, 14]
    order = []
    while codes:
        order.append(gravest(codes))
        codes.remove(order[-1])
    assert order == [13, 1, 3, 12, 10, 11, 14, 0]


def test_nothing_to_judge_is_no_failure_by_itself():
    """Without any code the run ends well; that nothing matched is said elsewhere."""
    assert gravest([]) == 0
