"""Run as a module: `python -m pilotaudit`."""

import sys

from pilotaudit.cli import main

if __name__ == "__main__":
    sys.exit(main())
