"""Every ugly file is inspected, or refused at its place; never a bug."""

from __future__ import annotations

import contextlib
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pilotaudit.cli import main
from tests.evidence.corpus import CASES, content_of

HEAVY = {case.name for case in CASES if "swell" in case.name}
LIGHT = [case for case in CASES if case.name not in HEAVY]
ENDS = (0, 3)


def _inspected(*arguments) -> tuple[int, str, str]:
    """Exit code and what was printed."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["inspect", *map(str, arguments)])
    return code, out.getvalue(), err.getvalue()


@pytest.mark.parametrize("case", LIGHT, ids=lambda case: case.name)
def test_a_trap_is_inspected_or_refused_at_its_place(tmp_path, case):
    """As JSON that holds no infinite number."""
    for file in case.files:
        path = tmp_path / file
        path.write_bytes(content_of(case.name, file))
        code, out, err = _inspected(path, "--format", "json")
        assert (code in ENDS, "internal error" in err) == (True, False), err
        assert json.loads(out)["schema"] == "pilotaudit/inspect/1" if code == 0 else f"{file}:" in err


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.sampled_from(LIGHT), st.floats(0, 1), st.binary(max_size=6), st.integers(0, 40))
def test_a_damaged_trap_is_inspected_or_refused(tmp_path_factory, case, place, junk, lost):
    """Some bytes fall out of a file and others fall in."""
    folder = tmp_path_factory.mktemp("damaged")
    for file in case.files:
        content = content_of(case.name, file)
        at = int(place * len(content))
        (folder / file).write_bytes(content[:at] + junk + content[at + lost :])
        code, _, err = _inspected(folder / file)
        assert (code in ENDS, "internal error" in err) == (True, False), err


@pytest.mark.parametrize("case", LIGHT, ids=lambda case: case.name)
def test_a_draft_is_a_charter_whatever_the_headers_are(tmp_path, case):
    """Only its blanks are problems."""
    for file in case.files:
        path = tmp_path / file
        path.write_bytes(content_of(case.name, file))
        code, out, _ = _inspected(path, "--charter")
        if code == 0:
            (tmp_path / "charter.yaml").write_text(out, encoding="utf-8")
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                main(["check", str(tmp_path / "charter.yaml"), "--as-of", "2026-04-05", "--allow-outside"])
            lines = [line for line in printed.getvalue().splitlines() if "charter.yaml:" in line and " CHR" in line]
            assert [line for line in lines if "CHR003" not in line] == []
