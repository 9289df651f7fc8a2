"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from pilotaudit.cli import main

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


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run of the program ended: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run the program in this process: `run("check", path)`."""

    def runner(*arguments: object) -> Ran:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return Ran(code, *capsys.readouterr())

    return runner
