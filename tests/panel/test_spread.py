"""A sample of large files from all over them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pilotaudit.evidence.model import DataFile, Dialect, Sources
from pilotaudit.evidence.packed import BLOCK, BLOCKS
from pilotaudit.panel.spread import spread
from tests.evidence.making import gzipped, zstandard
from tests.panel.reading import HEADER, load, panel_of

LINES = [f"row {n:09d} of a table that is long\n" for n in range(120_000)]
TEXT = "header\n" + "".join(LINES)


def table(folder, name="t.csv", text=TEXT, files=1):
    """A table of files with this text."""
    path = folder / name
    path.write_bytes(text.encode())
    one = DataFile(path, name, len(text), ("header",), Dialect("utf-8", ","), path)
    return Sources((one,) * files, ("header",))


def test_a_large_file_is_sampled_from_its_beginning_to_its_end(tmp_path):
    """Whole lines, in order, none twice, below the header."""
    (file,) = spread(table(tmp_path), tmp_path / "..").files
    header, *lines = file.readable.read_text().splitlines(keepends=True)
    assert (header, lines == sorted(set(lines)), set(lines) <= set(LINES)) == ("header\n", True, True)
    assert (lines[0] == LINES[0], lines[-1] > LINES[114_000], len(lines) < 50_000) == (True, True, True)


def test_several_files_share_the_blocks(tmp_path):
    """Each gives a part."""
    files = spread(table(tmp_path, files=2), tmp_path / "..").files
    assert all(file.readable.stat().st_size <= BLOCKS // 2 * BLOCK for file in files)


def test_small_and_packed_files_and_tables_elsewhere_stay_as_they_are(tmp_path):
    """They are read from the beginning."""
    small, packed = table(tmp_path, "s.csv", TEXT[:900_000]), table(tmp_path, "t.csv.gz")
    packed = replace(packed, files=(replace(packed.files[0], dialect=Dialect("utf-8", ",", packing="gzip")),))
    binary = replace(table(tmp_path), files=(replace(table(tmp_path).files[0], dialect=None),))
    for sources in (small, packed, binary, Sources((), ("header",))):
        assert spread(sources, tmp_path / "..") == sources


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("t.csv", bytes),
        ("t.txt", bytes),
        ("t.csv.gz", gzipped),
        ("t.csv.zst", zstandard),
        ("t.csv", lambda text: text.decode().encode("utf-16")),
    ],
)
def test_a_rule_that_came_with_the_pilot_is_found(tmp_path, name, write):
    """The first half of a large file, sorted by time, knows nothing of it."""
    start = date(2026, 1, 5)
    rows = [
        f"{start + timedelta(days=84 * n // 120_000)},a{n % 9},{('treatment', 'control')[n % 9 % 2]},"
        f"{120 if n > 60_000 and n % 2 else 10 + n % 97},0"
        for n in range(120_000)
    ]
    (tmp_path / name).write_bytes(write(("\n".join([HEADER, *rows]) + "\n").encode()))
    panel = panel_of(load(tmp_path, {"data": name}))
    assert panel.extract.shared["average_handling_time"].value == 120.0
