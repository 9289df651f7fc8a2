"""Whatever bytes a file holds: a panel or a DataError, and nothing else."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pilotaudit.errors import DataError
from pilotaudit.panel.model import Panel
from tests.panel.reading import HEADER, ROWS, adds_up, load, panel_of, reasons, rejects, table

SIGNS = (b",", b";", b"\t", b"|", b'"', b'""', b"\n", b"\r\n", b"\r", b" ", b"\0")
BYTES = (b"\xff", b"\xfe", b"\x1a", b"\xc3", b"\\", b"'")
WORDS = ("\ufeff", "é", "2026-03-10", "a1", "treatment", "control", "1", "x", "nan", "infinity")
PIECES = st.sampled_from(SIGNS + BYTES + tuple(word.encode() for word in WORDS))
JUNK = st.lists(PIECES, max_size=30).map(b"".join)


def _ends_well(folder, content):
    loaded = load(folder, tickets__csv=content)
    try:
        panel = panel_of(loaded)
    except DataError as error:
        return all(problem.code.startswith("DAT") for problem in error.problems)
    return isinstance(panel, Panel) and adds_up(panel)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=200) | JUNK)
def test_any_file_ends_in_a_panel_or_a_data_error(tmp_path_factory, content):
    """Bytes without any sense."""
    assert _ends_well(tmp_path_factory.mktemp("any"), content)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(JUNK, st.integers(0, len(table())))
def test_any_damage_to_a_good_file_ends_in_a_panel_or_a_data_error(tmp_path_factory, junk, place):
    """Junk in the middle of it."""
    good = table().encode()
    assert _ends_well(tmp_path_factory.mktemp("damaged"), good[:place] + junk + good[place:])


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(JUNK, st.integers(len(HEADER) + 1, len(table())))
def test_listed_rejects_agree_with_their_counts(tmp_path_factory, junk, place):
    """Whatever is broken below the header."""
    good, folder = table(*ROWS).encode(), tmp_path_factory.mktemp("listed")
    content = good[:place] + junk + good[place:]
    try:
        counted = reasons(panel_of(load(folder, tickets__csv=content)))
    except DataError:
        return
    listed = [one.reason for one in rejects(folder, content)]
    assert {reason: listed.count(reason) for reason in listed} == counted
