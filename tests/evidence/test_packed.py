"""Archives: told by their first bytes, unpacked within measure, refused when they swell or are damaged."""

from __future__ import annotations

import sys

import pytest

from pilotaudit.evidence import packed as room
from pilotaudit.evidence.packed import Unreadable, open_bytes, packing_of, read_some, refuse_bomb
from tests.evidence.making import gzipped, zstandard

PACKERS = {"": lambda content: content, "gzip": gzipped, "zstd": zstandard}


def _file(folder, packing, content=b"a,b\n1,2\n"):
    path = folder / "data"
    path.write_bytes(PACKERS[packing](content))
    return path


@pytest.mark.parametrize("packing", PACKERS)
def test_the_first_bytes_say_how_a_file_is_packed(tmp_path, packing):
    """Whatever it is called."""
    path = _file(tmp_path, packing)
    with open_bytes(path) as stream:
        assert (packing_of(path), read_some(stream)) == (packing, b"a,b\n1,2\n")


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_a_damaged_archive_is_refused(tmp_path, packing):
    """Cut off, or followed by something else."""
    path = _file(tmp_path, packing, b"a,b\n1,2\n" * 1000)
    path.write_bytes(path.read_bytes()[:-6])
    with pytest.raises(Unreadable) as refused:
        refuse_bomb(path)
    assert refused.value.code == "DAT003"


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_an_archive_that_swells_is_refused_before_it_is_read(tmp_path, packing, monkeypatch):
    """More than so many times its size, and more than what is always accepted."""
    monkeypatch.setattr(room, "ALWAYS", 100_000)
    refuse_bomb(_file(tmp_path, packing, b"x" * 100_000))
    with pytest.raises(Unreadable) as refused:
        refuse_bomb(_file(tmp_path, packing, b"x" * 5_000_000))
    assert refused.value.code == "DAT016"


def test_large_archives_are_left_to_be_read_as_a_stream(tmp_path, monkeypatch):
    """Unpacking them twice would cost too much."""
    monkeypatch.setattr(room, "ALWAYS", 10)
    monkeypatch.setattr(room, "WEIGHED", 10)
    refuse_bomb(_file(tmp_path, "gzip", b"x" * 5_000_000))


def test_what_unpacks_zstandard_is_named_when_it_is_not_there(tmp_path, monkeypatch):
    """With the command that installs it."""
    path = _file(tmp_path, "zstd")
    monkeypatch.setitem(sys.modules, "compression.zstd", None)
    monkeypatch.setitem(sys.modules, "backports.zstd", None)
    with pytest.raises(Unreadable, match=r"pip install 'pilotaudit\[zst\]'") as refused:
        open_bytes(path)
    assert refused.value.code == "DAT015"


def test_the_reader_of_workbooks_is_named_when_it_is_not_there(tmp_path, monkeypatch):
    """With the command that installs it."""
    from pilotaudit.evidence.workbooks import choose_sheet
    from tests.evidence.making import workbook

    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook({"Data": [["a", "b"], [1, 2]]}))
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(Unreadable, match=r"pip install 'pilotaudit\[xlsx\]'") as refused:
        choose_sheet(path, None)
    assert refused.value.code == "DAT015"
