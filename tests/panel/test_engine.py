"""The embedded engine: what it may hold, where it spills, what it never loads."""

import os
import signal
import threading

import pytest

from pilotaudit.panel import engine
from pilotaudit.panel.engine import connect, reading


def setting(con, name):
    return con.execute(f"SELECT current_setting('{name}')").fetchone()[0]


def test_the_engine_holds_two_gigabytes_at_most(tmp_path):
    """And fewer where the machine has fewer."""
    with connect(tmp_path) as con:
        held = setting(con, "memory_limit")
    assert held == "1.8 GiB" or not engine._is_large(held)


@pytest.mark.parametrize(
    ("limit", "large"), [("18.8 GiB", True), ("1.2 TiB", True), ("1.9 GiB", False), ("900.0 MiB", False)]
)
def test_a_small_machine_keeps_its_own_limit(limit, large):
    """As the engine writes limits."""
    assert engine._is_large(limit) is large


def test_what_does_not_fit_is_spilled_to_the_scratch_folder(tmp_path):
    """The rows of one query are sorted on disk."""
    with connect(tmp_path) as con:
        con.execute("SET memory_limit = '40MB'")
        con.execute("SET threads = 1")
        rows = "SELECT hash(i) AS h, repeat('x', 30) || i AS t FROM range(1500000) r(i)"
        ranked = f"SELECT row_number() OVER (PARTITION BY h % 1000 ORDER BY t) AS n FROM ({rows})"
        assert con.execute(f"SELECT count(*) FROM ({ranked}) WHERE n = 1").fetchone() == (1000,)


def test_the_engine_loads_nothing_from_outside(tmp_path):
    """Nor does it ask the machine for its time zone."""
    with connect(tmp_path) as con:
        names = ("autoinstall_known_extensions", "autoload_known_extensions", "TimeZone", "temp_directory")
        assert [setting(con, name) for name in names] == [False, False, "UTC", str(tmp_path)]


def test_an_interrupted_query_is_an_interrupted_run(tmp_path):
    """The engine says only that its query was interrupted, and not by what."""
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt), connect(tmp_path) as con, reading(["tickets.csv"]):
        con.execute("SELECT sum(hash(i)) FROM range(100000000000) r(i)").fetchall()


def test_another_error_of_the_engine_stays_what_it_is(tmp_path):
    """A bug is not an interruption."""
    with pytest.raises(RuntimeError, match="broken"), reading(["tickets.csv"]):
        raise RuntimeError("broken")
