"""GOV104: what this version cannot evidence at later stages."""

import pytest

from pilotaudit.findings import gov104_production_needs_unproven as subject
from tests.builders import case, charter


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


@pytest.mark.parametrize("stage", ["production candidate", "full production"])
def test_these_stages_are_held(stage):
    """Unless an owner waives it."""
    assert [one.effect for one in found(case(charter(stage=stage)))] == ["hold"]


@pytest.mark.parametrize("stage", ["discovery", "controlled pilot", "partial rollout"])
def test_these_stages_are_quiet(stage):
    """They do not ask for it."""
    assert found(case(charter(stage=stage))) == []


def test_the_needs_are_named():
    """In the charter's words."""
    rules = charter(stage="full production", scale={"production_needs": ["capacity", "monitoring"]})
    (one,) = found(case(rules))
    assert "met: capacity and monitoring. " in one.message
