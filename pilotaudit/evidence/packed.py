"""A file's bytes, unpacked where it is compressed; archives that would swell beyond all measure are refused."""

from __future__ import annotations

import gzip
import sys
import zlib
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import IO, Final, cast

from pilotaudit.evidence.model import Packing

MOST_TIMES: Final = 100
"""How many times its size on disk a file may unpack to. Tickets pack to a twentieth; only filler packs better."""
ALWAYS: Final = 64_000_000
"""Unpacked bytes that are always accepted."""
WEIGHED: Final = 32_000_000
"""Packed files up to this many bytes are unpacked once to see what they hold; larger ones are read as a stream."""

BLOCK: Final = 1 << 14
BLOCKS: Final = 64
"""Blocks of 16 KiB that a sample of a text has, at equal distances."""

_CHUNK: Final = 1 << 20
_MARKS: Final[dict[bytes, Packing]] = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}


class Unreadable(ValueError):
    """A file is not a table of text; `code` and `line` say which way and where, the message what to do."""

    def __init__(self, code: str, line: int, message: str) -> None:
        """Keep the place."""
        super().__init__(message)
        self.code, self.line = code, line


def first_bytes(path: Path, number: int = 8) -> bytes:
    """The beginning of a file as it lies."""
    with path.open("rb") as stream:
        return stream.read(number)


def packing_of(path: Path) -> Packing:
    """How a file is compressed, by its first bytes."""
    start = first_bytes(path)
    return next((packing for mark, packing in _MARKS.items() if start.startswith(mark)), "")


def open_bytes(path: Path) -> IO[bytes]:
    """The file's bytes, unpacked. Raises Unreadable (DAT015) when what unpacks it is not installed."""
    match packing_of(path):
        case "gzip":
            return cast("IO[bytes]", gzip.open(path, "rb"))
        case "zstd":
            return cast("IO[bytes]", _zstd().open(path, "rb"))
        case _:
            return path.open("rb")


def refuse_bomb(path: Path) -> tuple[bytes, ...]:
    """Unpack a small packed file once. Raises Unreadable (DAT016) when it holds more than it may.

    Gives a block of its text from every piece, where it has several; nothing of other files.
    """
    size = path.stat().st_size
    if not packing_of(path) or size > WEIGHED:
        return ()
    limit, total = most_bytes(size), 0
    blocks: list[bytes] = []
    with open_bytes(path) as stream:
        while chunk := read_some(stream):
            total += len(chunk)
            blocks.append(whole_lines(chunk[:BLOCK], first=not blocks))
            if total > limit:
                raise swollen(size)
    return tuple(blocks[:: -(-len(blocks) // BLOCKS)]) if total > 2 * _CHUNK else ()


def whole_lines(block: bytes, *, first: bool) -> bytes:
    """The lines of a block that are whole. first: whether it is the beginning of the text."""
    return block[0 if first else block.find(b"\n") + 1 : block.rfind(b"\n") + 1]


def most_bytes(size: int) -> int:
    """What a packed file of this size may unpack to."""
    return max(ALWAYS, MOST_TIMES * size)


def swollen(size: int) -> Unreadable:
    """What is said of an archive that holds far more than an export would."""
    return Unreadable(
        "DAT016",
        1,
        f"the file unpacks to more than {MOST_TIMES} times its {size:,} bytes, as no export does. Unpack it yourself, "
        "look at what it holds, and name the unpacked file.",
    )


def damaged(error: Exception) -> Unreadable:
    """What is said of a file that cannot be opened or unpacked."""
    return Unreadable("DAT003", 1, f"the file cannot be unpacked or opened ({error}). Export it again.")


def read_some(stream: IO[bytes], size: int = _CHUNK) -> bytes:
    """The next bytes. Raises Unreadable (DAT003) when the archive is damaged."""
    try:
        return stream.read(size)
    except _broken() as error:
        raise damaged(error) from None


def _zstd() -> ModuleType:
    """The module that unpacks Zstandard: Python's own from 3.14 on, else that of the extra `zst`."""
    for name in ("compression.zstd", "backports.zstd"):
        try:
            return import_module(name)
        except ImportError:
            continue
    raise Unreadable(
        "DAT015",
        1,
        "files packed with Zstandard need one more package: run `pip install 'pilotaudit[zst]'`, or unpack the file.",
    )


def _broken() -> tuple[type[Exception], ...]:
    """Errors of damaged archives."""
    module = next((sys.modules[name] for name in ("compression.zstd", "backports.zstd") if name in sys.modules), None)
    return (OSError, EOFError, zlib.error, *(() if module is None else (module.ZstdError,)))
