"""Spoilt files without end: `python -m tests.evidence.fuzz --runs 2000 --seed 7` prints what must not happen.

Every file is evaluated and inspected in a process of its own, which may take ten seconds and 512 MB.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import json
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

from pilotaudit.cli import main
from tests.charter.writing import changed
from tests.evidence.corpus import CASES, JUDGED, REFUSED, content_of
from tests.evidence.exports import EXPORTS, written
from tests.evidence.spoiling import spoiled

SLOWEST_SECONDS, MOST_MEGABYTES = 10, 512
AS_OF = "2026-04-05"
GOOD = tuple(case for case in CASES if case.used is not None)


@dataclass(frozen=True, slots=True)
class Spoilt:
    """One spoilt file and the charter that asks for it. how: what was done to which."""

    how: str
    file: str
    content: bytes
    charter: str


def spoilt(seed: int) -> Spoilt:
    """The file of a seed: one of the corpus, or an export of a known system."""
    random = Random(seed)
    if random.random() < 0.6:
        case = random.choice(GOOD)
        file = next(iter(case.files))
        how, content = spoiled(content_of(case.name, file), random)
        charter = changed({"data": {"items": {**case.items, "file": file}}, **case.changes})
        return Spoilt(f"{case.name}: {how}", file, content, charter)
    name = random.choice(list(EXPORTS))
    how, content = spoiled(written(name), random)
    groups = {"treatment": ["EMEA L1"], "control": ["AMER L1"], "assignment": "matched"}
    told = {"primary": {"resolution_time": "-10%"}, "groups": groups, "data": {"items": {"file": EXPORTS[name][0]}}}
    return Spoilt(f"{name}: {how}", EXPORTS[name][0], content, changed(told))


def faults(one: Spoilt, folder: Path) -> list[str]:
    """What is wrong with the way in which a spoilt file ends; nothing as a rule."""
    (folder / one.file).write_bytes(one.content)
    (folder / "charter.yaml").write_text(one.charter, encoding="utf-8")
    listed = folder / "rejects.csv"
    wishes = ["--as-of", AS_OF, "--format", "json", "--rejects", str(listed)]
    code, out, err = _run("evaluate", str(folder / "charter.yaml"), *wishes)
    found = [] if code in (*JUDGED, *REFUSED) else [f"evaluate ends with {code}: {err[-300:]}"]
    if code in JUDGED:
        data = json.loads(out, parse_constant=_no_number)["provenance"]["data"]
        csv.field_size_limit(1 << 30)
        counted = {one["reason"]: one["rows"] for one in data["rejects"]}
        reasons = Counter(row["reason"] for row in csv.DictReader(io.StringIO(listed.read_text(encoding="utf-8"))))
        found += [] if reasons == counted else [f"listed {dict(reasons)}, counted {counted}"]
    inspected, out, more = _run("inspect", str(folder / one.file), "--format", "json")
    if inspected == 0:
        json.loads(out, parse_constant=_no_number)
    found += [] if inspected in (0, *REFUSED) else [f"inspect ends with {inspected}: {more[-300:]}"]
    said = ("Traceback", "internal error")
    return found + [f"prints {word}: {err[-300:]} {more[-300:]}" for word in said if word in err + more]


def _no_number(text: str) -> None:
    raise AssertionError(f"{text} in the JSON")


def _run(*arguments: str) -> tuple[int, str, str]:
    """Exit code and what was printed."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(list(arguments))
    return code, out.getvalue(), err.getvalue()


def _alone(seed: int) -> list[str]:
    """The faults of one seed, found in a process of its own, with its time and its memory."""
    start = time.monotonic()
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        signal.alarm(6 * SLOWEST_SECONDS)
        with tempfile.TemporaryDirectory() as folder:
            try:
                told = faults(spoilt(seed), Path(folder))
            except BaseException as error:
                told = [repr(error)]
        os.write(write, json.dumps(told)[:60_000].encode())
        # Leave without the handlers of the process that was forked.
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        text = pipe.read()
    _, status, usage = os.wait4(child, 0)
    found = json.loads(text) if text else [f"the process died: {status}"]
    took, peak = time.monotonic() - start, usage.ru_maxrss / 1024
    # Both commands are run, each of which may take so long.
    found += [f"takes {took:.1f} s"] if took > 2 * SLOWEST_SECONDS else []
    return found + ([f"takes {peak:.0f} MB"] if peak > MOST_MEGABYTES else [])


def run(runs: int, seed: int) -> int:
    """Print every fault with its seed; the number of seeds that have one."""
    bad = 0
    for number in range(seed, seed + runs):
        found = _alone(number)
        bad += bool(found)
        for fault in found:
            sys.stdout.write(f"seed {number} ({spoilt(number).how}): {fault}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{runs} spoilt files, {bad} with faults\n")
    return bad


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sys.exit(bool(run(options.runs, options.seed)))
