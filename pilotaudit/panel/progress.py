"""How far a long query has come, told from beside it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

EVERY_SECONDS = 0.2


@contextmanager
def watched(con: DuckDBPyConnection, progress: Callable[[float], None] | None) -> Iterator[None]:
    """Tell `progress` the share of the running query that is done, in [0, 1]; nothing when it is None."""
    if progress is None:
        yield
        return
    done = threading.Event()

    def tell() -> None:
        while not done.wait(EVERY_SECONDS):
            progress(min(1.0, max(0.0, con.query_progress() / 100)))

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()
        progress(1.0)
