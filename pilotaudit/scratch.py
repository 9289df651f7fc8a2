"""Folders for copies and for what the engine spills: made, and found again when a process ends before its time."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder that is gone when its `with` ends; its name tells the process that it belongs to."""
    return tempfile.TemporaryDirectory(prefix=_prefix(os.getpid()))


def clear(processes: Iterable[int]) -> None:
    """Remove the folders of processes that end now, or have ended. What cannot be removed stays."""
    for process in processes:
        for folder in Path(tempfile.gettempdir()).glob(f"{_prefix(process)}*"):
            shutil.rmtree(folder, ignore_errors=True)


def _prefix(process: int) -> str:
    return f"pilotaudit-{process}-"
