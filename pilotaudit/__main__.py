"""The program as a process: what the `pilotaudit` command and `python -m pilotaudit` start."""

import gc
import sys


def run() -> int:
    """Run the command line once and return its exit code.

    A run is short and what it loads stays: looking for garbage among it would take a tenth of the whole time.
    """
    gc.disable()
    from pilotaudit.cli import main

    code = main()
    gc.freeze()
    return code


if __name__ == "__main__":
    sys.exit(run())
