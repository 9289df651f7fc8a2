"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("pilotaudit", deadline=None, print_blob=True)
settings.load_profile("pilotaudit")

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the colours, the settings or the CI of whoever runs it."""
    for name in [key for key in os.environ if key.startswith(("PILOTAUDIT_", "GITHUB_"))]:
        if name != "PILOTAUDIT_REAL_DATA":
            monkeypatch.delenv(name)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"):
        monkeypatch.delenv(name, raising=False)
