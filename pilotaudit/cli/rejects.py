"""Rows that could not be used, as CSV: file, physical line, column, reason, raw text."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from pilotaudit.errors import InputError
from pilotaudit.evaluate import rejected_rows
from pilotaudit.outputs.escape import csv_cell

HEADER = ("file", "line", "column", "reason", "raw")


def reject_lines(charters: Sequence[Path], as_of: date, allow_outside: bool) -> Iterator[str]:
    """Lines of the listing, header first; a cell that a spreadsheet would take for a formula is made harmless.

    A charter whose data cannot even be opened has no lines: why is said where its verdict would stand.
    """
    yield _line(HEADER)
    for charter in charters:
        with suppress(InputError):
            for row in rejected_rows(charter, as_of, allow_outside=allow_outside, environment=os.environ):
                yield _line([csv_cell(cell) for cell in row])


def _line(cells: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()
