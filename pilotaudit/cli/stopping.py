"""What happens when a run is interrupted (Ctrl-C) or told to end: nothing stays behind, and no verdict is printed."""

from __future__ import annotations

import os
import sys
from signal import SIG_IGN, SIGINT, SIGTERM, getsignal, signal
from typing import NoReturn

from pilotaudit.scratch import clear

SAID = b"pilotaudit: stopped; there is no verdict\n"
WAIT_SECONDS = 2.0
QUIET = "ignore:resource_tracker"


def end_on_signals() -> None:
    """From now on, SIGINT and SIGTERM end this process and the ones that it started, with 128 + the signal's number.

    A signal that the parent wants ignored, as `nohup` does, stays ignored.
    """
    for number in (SIGINT, SIGTERM):
        if getsignal(number) is not SIG_IGN:
            signal(number, _end)
    # Whoever cleans up after processes that did not says so in a warning with a stack; here that is as it should be.
    kept = os.environ.get("PYTHONWARNINGS", "")
    os.environ["PYTHONWARNINGS"] = f"{kept}{kept and ','}{QUIET}"


def _end(number: int, _frame: object) -> NoReturn:
    # No exception is raised, as it would reach whatever runs just now: an import, whose lock would never be released,
    # or a query of the engine, which would take it for an error of its own. Nothing is imported for the same reason.
    started = sys.modules.get("multiprocessing")
    children = [] if started is None else started.active_children()
    for child in children:
        child.terminate()
    for child in children:
        child.join(WAIT_SECONDS)
    clear([os.getpid(), *(child.pid for child in children)])
    os.write(2, SAID)
    os._exit(128 + number)
