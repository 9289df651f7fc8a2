"""Measure start-up, a small evaluation and ten million rows, each against a bare equivalent, and print ratios.

    python -m tests.benchmarks [--rows 10000000] [--times 5] [--folder DIR]

Ours and the bare one run in turns, so that a busy machine slows both; figures are medians. Time is wall time, memory
the peak resident set of the child process. Reading and statistics are two parts of one process.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.data import generated

BARE_HELP = "import typer, rich.console"
BARE_SMALL = "import typer, pydantic, duckdb, jinja2, scipy.special"
SCRIPTS = Path(__file__).parent
ROOT = SCRIPTS.parents[1]
VERDICT_CODES = (0, 10, 11, 12)
MANY_UNITS, ROWS_PER_UNIT = 100_000, 60
"""Five rows per unit and week."""


@dataclass(frozen=True, slots=True)
class Run:
    """Wall seconds and peak resident megabytes."""

    seconds: float
    megabytes: float


def run(command: Sequence[str], folder: Path, good: Sequence[int] = (0,)) -> Run:
    """One child process; raises SystemExit when it ends badly."""
    start = time.perf_counter()
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    child = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = child.stdout.read() if child.stdout else b""
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in good:
        raise SystemExit(f"{' '.join(command)} ended with {child.returncode}:\n{output.decode(errors='replace')}")
    return Run(seconds, usage.ru_maxrss / 1024)


def medians(runs: Sequence[Run]) -> Run:
    """Median time and median memory."""
    return Run(median(one.seconds for one in runs), median(one.megabytes for one in runs))


def compare(title: str, ours: Sequence[str], bare: Sequence[str], goal: str, folder: Path, times: int) -> None:
    """Print ours against bare; `goal` says what the ratio should stay under."""
    pairs = [(run(ours, folder, VERDICT_CODES), run(bare, folder)) for _ in range(times)]
    mine, other = medians([pair[0] for pair in pairs]), medians([pair[1] for pair in pairs])
    print(
        f"{title:<22} {mine.seconds:7.3f} s {mine.megabytes:6.0f} MB | bare {other.seconds:7.3f} s "
        f"{other.megabytes:6.0f} MB | time x {mine.seconds / other.seconds:.2f}, "
        f"memory x {mine.megabytes / other.megabytes:.2f} (goal {goal})",
        flush=True,
    )


def share(title: str, folder: Path, goal: str, times: int) -> None:
    """Print how long the statistics take beside the reading of the rows, in one process; `goal` in words."""
    parts = [run_parts("shares", folder / "charter.yaml") for _ in range(times)]
    reading, statistics = (median(float(part[place]) for part in parts) for place in (0, 1))
    print(
        f"{title:<22} reading {reading:7.3f} s, statistics {statistics:7.3f} s | statistics / reading "
        f"x {statistics / reading:.3f}, reading is {reading / (reading + statistics):.1%} (goal {goal})",
        flush=True,
    )


def simulate(times: int) -> None:
    """Print how many pilots a core simulates in a second."""
    parts = [run_parts("simulation") for _ in range(times)]
    drawn, one, whole = (median(float(part[place]) for part in parts) for place in range(3))
    print(
        f"{'simulated pilots':<22} a second and core: {one:.0f} drawn and measured (goal >= 100) | "
        f"{drawn:.0f} drawn, {whole:.0f} judged by the whole rule",
        flush=True,
    )


def run_parts(script: str, *arguments: Path) -> list[str]:
    """What a script of this folder prints, as words; it runs from the project's folder."""
    command = [sys.executable, "-m", f"tests.benchmarks.{script}", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()


def show(title: str, script: str, folder: Path, rows_file: str) -> None:
    """Print what another way takes on the same file, a single run; or that it cannot run here, and why."""
    try:
        taken = run([sys.executable, str(SCRIPTS / script), rows_file], folder)
    except SystemExit as error:
        print(f"{title:<22} does not run here: {str(error).strip().splitlines()[-1]}", flush=True)
        return
    print(f"{title:<22} {taken.seconds:7.3f} s {taken.megabytes:6.0f} MB", flush=True)


def main() -> None:
    """Read the options, generate the data, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=None, help="where the generated files go (default: temporary)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        measure(Path(name), options.rows, options.times)


def measure(folder: Path, rows: int, times: int) -> None:
    """All comparisons, in one folder."""
    python = sys.executable
    script = Path(python).with_name("pilotaudit")
    program = [str(script)] if script.exists() else [python, "-m", "pilotaudit"]
    evaluate = [*program, "evaluate", "charter.yaml", "--as-of", "2026-04-05"]
    compare("help", [*program, "--help"], [python, "-c", BARE_HELP], "time <= 2.2", folder, times)
    small, large = folder / "small", folder / "large"
    generated(small, 5_000)
    compare("evaluate, 5,000 rows", evaluate, [python, "-c", BARE_SMALL], "time <= 1.8", small, times)
    simulate(times)
    if not rows:
        return
    many = folder / "many"
    generated(many, MANY_UNITS * ROWS_PER_UNIT, MANY_UNITS)
    share("100,000 units x 12", many, "statistics <= 0.25 x reading", times)
    generated(large, rows)
    share(f"shares of {rows:,}", large, "reading >= 80 %", times)
    bare = [python, str(SCRIPTS / "bare_scan.py"), "tickets.csv"]
    compare(f"evaluate, {rows:,}", evaluate, bare, "time <= 1.4, memory <= 1.6", large, times)
    if importlib.util.find_spec("tea_tasting"):
        show("tea-tasting on DuckDB", "tea_duckdb.py", large, "tickets.csv")
        show("tea-tasting on pandas", "tea_pandas.py", large, "tickets.csv")
    else:
        print("tea-tasting is not installed: pip install -e '.[bench]'")
    show("pandas and scipy.stats", "pandas_scipy.py", large, "tickets.csv")


if __name__ == "__main__":
    main()
