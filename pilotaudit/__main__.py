"""The program as a process: what the `pilotaudit` command and `python -m pilotaudit` start."""

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn


def run() -> NoReturn:
    """Run the command line once and end the process with its exit code.

    A run is short: looking for garbage among what it loads, and taking that down at the end, would take a fifth of
    its time. By then every file is closed, every process joined and both streams are flushed.
    """
    gc.disable()
    from pilotaudit.cli.stopping import end_on_signals

    end_on_signals()
    from pilotaudit.cli import main

    code = main()
    with suppress(BrokenPipeError):  # a reader that has gone away, as in `| head`
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
