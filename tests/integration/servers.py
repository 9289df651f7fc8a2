"""Real engines for the tests: a PostgreSQL server of their own on loopback, and Spark in local mode."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

LOOPBACK = "127.0.0.1"


def missing(what: str) -> None:
    """Skip loudly on a machine without an engine; fail where CI says that nothing is skipped."""
    message = f"NOT TESTED: {what}; `.ci/run` installs what is needed"
    if os.environ.get("CI", "").lower() in ("true", "1"):
        pytest.fail(message)
    pytest.skip(message)


@contextmanager
def postgres() -> Iterator[str]:
    """A server that lives as long as the context, and its url. Its files lie where another user may reach them."""
    binaries = _binaries()
    if binaries is None:
        missing("there is no PostgreSQL server")
    port, owner = _free_port(), _owner()
    with TemporaryDirectory(prefix="pilotaudit-postgres-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        data = Path(folder) / "data"
        data.mkdir(mode=0o700)
        if owner:
            shutil.chown(data, owner)
        _run(owner, f"{binaries}/initdb -D {data} -A trust -U owner -E UTF8 --no-sync")
        options = f"-p {port} -h {LOOPBACK} -c unix_socket_directories= -c fsync=off"
        _run(owner, f'{binaries}/pg_ctl -D {data} -o "{options}" -l {data}/log -w start')
        try:
            yield f"postgres://owner@{LOOPBACK}:{port}/postgres"
        finally:
            _run(owner, f"{binaries}/pg_ctl -D {data} -m immediate -w stop")


@contextmanager
def spark() -> Iterator[object]:
    """A session in this process, on two threads."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        missing("PySpark is not installed")
    if shutil.which("java") is None:
        missing("there is no Java for Spark")
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": LOOPBACK,
        "spark.driver.bindAddress": LOOPBACK,
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "4",
    }
    builder = SparkSession.builder.master("local[2]").appName("tests")
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()


def _binaries() -> Path | None:
    """The folder of initdb and pg_ctl; Debian keeps them out of the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name), reverse=True)
    found = shutil.which("initdb")
    return next((one for one in debian if (one / "initdb").is_file()), Path(found).parent if found else None)


def _owner() -> str:
    """A server refuses to run as root: then another user of the machine owns it."""
    return "" if os.geteuid() else "postgres"


def _run(owner: str, command: str) -> None:
    line = ["su", owner, "-s", "/bin/sh", "-c", command] if owner else ["/bin/sh", "-c", command]
    done = subprocess.run(line, capture_output=True, text=True, timeout=120, check=False, cwd="/")
    assert done.returncode == 0, f"{command}: {done.stderr or done.stdout}"


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        return int(listener.getsockname()[1])
