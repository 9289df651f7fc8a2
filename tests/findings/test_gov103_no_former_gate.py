"""GOV103: what this version cannot evidence at later stages."""

import pytest

from pilotaudit.findings import gov103_no_former_gate as subject
from tests.builders import case, charter


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


@pytest.mark.parametrize("stage", ["partial rollout", "production candidate", "full production"])
def test_these_stages_are_held(stage):
    """Unless an owner waives it."""
    assert [one.effect for one in found(case(charter(stage=stage)))] == ["hold"]


@pytest.mark.parametrize("stage", ["discovery", "controlled pilot"])
def test_these_stages_are_quiet(stage):
    """They do not ask for it."""
    assert found(case(charter(stage=stage))) == []
