"""Measure what grows with the data: ten times the rows, a million units, and 200 columns of which five are used.

    python -m tests.benchmarks.size [--rows 100000000] [--times 3] [--folder DIR]

100 million rows take 7 GB of disk. Each figure is a median; the largest file is read once.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.__main__ import VERDICT_CODES, Run, medians, run
from tests.benchmarks.data import generated, widened

EVALUATE = [sys.executable, "-m", "pilotaudit", "evaluate", "charter.yaml", "--as-of", "2026-04-05", "--quiet"]
UNITS, ROWS_PER_UNIT = 1_000_000, 4
WIDE_ROWS, COLUMNS = 200_000, 200


def size_of(folder: Path) -> int:
    """Bytes of a pilot's rows."""
    return (folder / "tickets.csv").stat().st_size


def show(title: str, folder: Path, times: int) -> Run:
    """Evaluate and print: seconds, megabytes of rows a second, and the peak of the memory."""
    taken = medians([run(EVALUATE, folder, VERDICT_CODES) for _ in range(times)])
    size = size_of(folder) / 1e6
    print(
        f"{title:<28} {size:7.0f} MB in {taken.seconds:7.2f} s, {size / taken.seconds:4.0f} MB/s, "
        f"{taken.megabytes:5.0f} MB of memory",
        flush=True,
    )
    return taken


def rows_grow(folder: Path, rows: int, times: int) -> None:
    """A tenth of the rows, then all."""
    generated(folder / "tenth", rows // 10)
    tenth = show(f"{rows // 10:,} rows", folder / "tenth", times)
    generated(folder / "all", rows)
    whole = show(f"{rows:,} rows", folder / "all", 1)
    print(
        f"{'ten times the rows':<28} time x {whole.seconds / tenth.seconds:.2f} (linear: 10), "
        f"memory x {whole.megabytes / tenth.megabytes:.2f}, {whole.megabytes:.0f} MB (goal <= 4,096)",
        flush=True,
    )


def columns_grow(folder: Path, times: int) -> None:
    """The same rows with eight columns and with 200."""
    generated(folder / "narrow", WIDE_ROWS)
    narrow = show(f"{WIDE_ROWS:,} rows, 8 columns", folder / "narrow", times)
    widened(folder / "narrow", folder / "wide", COLUMNS)
    wide = show(f"{WIDE_ROWS:,} rows, {COLUMNS} columns", folder / "wide", times)
    grown = size_of(folder / "wide") / size_of(folder / "narrow")
    slower = wide.seconds / narrow.seconds
    print(f"{'columns that are not used':<28} bytes x {grown:.1f}, time x {slower:.2f}", flush=True)


def main() -> None:
    """Read the options, generate, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000_000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=None, help="where the generated files go (default: temporary)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        columns_grow(folder, options.times)
        generated(folder / "units", UNITS * ROWS_PER_UNIT, UNITS)
        show(f"{UNITS:,} units", folder / "units", 1)
        if options.rows:
            rows_grow(folder, options.rows, options.times)


if __name__ == "__main__":
    main()
