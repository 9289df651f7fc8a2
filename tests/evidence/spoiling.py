"""Ways in which good files go bad on their way: cut, spliced, re-saved, packed, blown up. Each is a seeded mutation."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

Spoil = Callable[[bytes, Random], bytes]

_SIGNS: Final = (b",", b";", b"\t", b"|", b'"', b"'", b"\n", b"\r", b"\r\n", b"\0", b"\\", b"{", b"[", b"/", b"%", b"?")
_ODD: Final = """
    nan inf -inf 1e400 1e-400 infinity epoch NULL N/A 0x1F 1_000 TRUE -0 +5 . - -- 9 99999999999999999999
    3,87,16,91,111 1.234.567,89 12:61 24:00 25:00:00 -0:30 PT P1Y 1h23 31/02/2026 2026-13-01 0000-00-00 9999-12-31
    1970-01-01 29/2/2026 1/1/1 20260231 01312026 1767225600 1767225600000 2026-03-10T10:00:00+99:99
    2026-01-05T00:00:00Z/2026-01-06 =1+1 <b>x</b> é
"""
_WORDS: Final = (*_ODD.split(), "1d 4h", "2026-03-29 02:30", "\u202e\u200f", "\ufeff", "\U0001f600", "")


def spoiled(content: bytes, random: Random) -> tuple[str, bytes]:
    """A file after one to three mutations, and their names."""
    names = random.choices(list(SPOILS), k=random.choice((1, 1, 1, 2, 3)))
    for name in names:
        content = SPOILS[name](content, random)
    return " + ".join(names), content


def _at(content: bytes, random: Random) -> int:
    return random.randrange(len(content) + 1)


def _cut(content: bytes, random: Random) -> bytes:
    return content[: _at(content, random)]


def _headless(content: bytes, random: Random) -> bytes:
    return content[_at(content, random) :]


def _strewn(content: bytes, random: Random, pieces: tuple[bytes, ...]) -> bytes:
    for _ in range(random.choice((1, 2, 5, 40))):
        place = _at(content, random)
        content = content[:place] + random.choice(pieces) + content[place:]
    return content


def _nuls(content: bytes, random: Random) -> bytes:
    return _strewn(content, random, (b"\0", b"\0\0\0\0"))


def _quotes(content: bytes, random: Random) -> bytes:
    return _strewn(content, random, (b'"', b'""', b',"', b'",', b"'"))


def _signs(content: bytes, random: Random) -> bytes:
    return _strewn(content, random, _SIGNS)


def _words(content: bytes, random: Random) -> bytes:
    """Some cells hold something else."""
    parts = content.split(b",")
    for _ in range(random.choice((1, 3, 30))):
        parts[random.randrange(len(parts))] = random.choice(_WORDS).encode()
    return b",".join(parts)


def _column(content: bytes, random: Random) -> bytes:
    """One cell of every row holds one of a few other things."""
    lines = content.split(b"\n")
    place, words = (
        random.randrange(max(1, lines[0].count(b",") + 1)),
        random.choices(_WORDS, k=random.choice((1, 2, 5))),
    )
    for number, line in enumerate(lines[1:], start=1):
        cells = line.split(b",")
        if place < len(cells):
            cells[place] = random.choice(words).encode()
        lines[number] = b",".join(cells)
    return b"\n".join(lines)


def _flipped(content: bytes, random: Random) -> bytes:
    found = bytearray(content)
    for _ in range(random.choice((1, 4, 30)) if found else 0):
        found[random.randrange(len(found))] ^= 1 << random.randrange(8)
    return bytes(found)


def _swapped_delimiter(content: bytes, random: Random) -> bytes:
    """In the whole file, or from some place on."""
    place = random.choice((0, _at(content, random)))
    one, other = random.sample((b",", b";", b"\t", b"|"), 2)
    return content[:place] + content[place:].replace(one, other)


def _one_header(content: bytes, random: Random) -> bytes:
    """All headers of one name, or two of them, or blank ones."""
    head, mark, rest = content.partition(b"\n")
    names = head.split(b",")
    match random.randrange(3):
        case 0:
            names = [names[0]] * len(names)
        case 1:
            names[-1] = random.choice(names).upper()
        case _:
            names[random.randrange(len(names))] = random.choice((b"", b" ", b'"', b"#2", b"Category#2"))
    return b",".join(names) + mark + rest


def _header_again(content: bytes, random: Random) -> bytes:
    """The header stands once more among the rows."""
    lines = content.split(b"\n")
    lines.insert(random.randrange(len(lines) + 1), lines[0])
    return b"\n".join(lines)


def _line_ends(content: bytes, random: Random) -> bytes:
    ends = random.choice(
        ((b"\n", b"\r\n"), (b"\n", b"\r"), (b"\r\n", b"\r"), (b"\n", b"\r\n", b"\r", b"\n\n", b"\x0b", b"\x85"))
    )
    return b"".join(line + random.choice(ends) for line in content.split(b"\n"))


def _huge_cell(content: bytes, random: Random) -> bytes:
    place = _at(content, random)
    unit = random.choice((b"x", b"9", b" ", b'"', b'""', b"a\n", b"\xff", b"{", b"0,"))
    return content[:place] + unit * random.choice((5_000, 300_000, 2_500_000)) + content[place:]


def _wide(content: bytes, random: Random) -> bytes:
    """One line, or every line, has many more cells."""
    lines = content.split(b"\n")
    more = b"," * random.choice((1, 30, 3_000))
    chosen = range(len(lines)) if random.random() < 0.3 and len(more) < 100 else (random.randrange(len(lines)),)
    for place in chosen:
        lines[place] += more
    return b"\n".join(lines)


def _shuffled(content: bytes, random: Random) -> bytes:
    head, *lines = content.split(b"\n")
    random.shuffle(lines)
    return b"\n".join([head, *lines])


def _twice(content: bytes, random: Random) -> bytes:
    return content * random.choice((2, 3))


def _recoded(content: bytes, random: Random) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(
        random.choice(("utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-8-sig", "utf-32", "utf-7")), "replace"
    )


def _half_recoded(content: bytes, random: Random) -> bytes:
    place = _at(content, random)
    return content[:place] + _recoded(content[place:], random)


def _gzipped(content: bytes, random: Random) -> bytes:
    """Packed, packed twice, in two members, cut, or with something behind it."""
    packed = gzip.compress(content, mtime=0)
    place = _at(content, random)
    members = gzip.compress(content[:place], mtime=0) + gzip.compress(content[place:], mtime=0)
    return random.choice(
        (packed, gzip.compress(packed, mtime=0), members, packed[: _at(packed, random)], packed + b"junk")
    )


def _bomb(content: bytes, random: Random) -> bytes:
    filler = random.choice((b"\0", b" ", b"\n", b'"', b"2026-03-10,a1,treatment,9,0\n", b"a,b,c,d,e\n"))
    return gzip.compress(content + filler * (random.choice((1_000_000, 70_000_000)) // len(filler)), 6, mtime=0)


def _zipped(content: bytes, random: Random) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        name = random.choice(
            ("a.csv", "../../a.csv", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml")
        )
        archive.writestr(name, content)
    return target.getvalue()


def _json(content: bytes, random: Random) -> bytes:
    """The rows as JSON, in one of its shapes, some of them broken."""
    text = content.decode("utf-8", "replace").replace("\0", "").replace("\r", "")[:200_000]
    csv.field_size_limit(1 << 30)
    rows = list(csv.reader(io.StringIO(text)))[:400]
    found: list[object] = [dict(zip(rows[0], row, strict=False)) for row in rows[1:]] if rows else []
    for _ in range(random.choice((0, 1, 3))):
        found.insert(
            random.randrange(len(found) + 1), random.choice((None, 5, "x", [], {}, [{}], {"a": {"b": [{"c": 1}]}}))
        )
    match random.randrange(5):
        case 0:
            return json.dumps(found).encode()
        case 1:
            return json.dumps({"data": found, "next": None}).encode()
        case 2:
            return (json.dumps(found, indent=1) + json.dumps(found)).encode()
        case 3:
            return json.dumps(found)[: random.randrange(1, 5_000)].encode()
        case _:
            return "\n".join(map(json.dumps, found)).encode()


def _deep(content: bytes, random: Random) -> bytes:
    """JSON within JSON within JSON."""
    depth = random.choice((15, 25, 900, 100_000))
    opened, closed = random.choice(((b"[", b"]"), (b'{"a":', b"}"), (b'[{"a":', b"}]")))
    inner = opened * depth + b"1" + (closed * depth if random.random() < 0.7 else b"")
    rest = content if random.random() < 0.3 else b""
    return b'[{"resolved_at": "2026-03-10", "b": ' + inner + b"}]" + rest


SPOILS: Final[Mapping[str, Spoil]] = {
    "cut": _cut,
    "headless": _headless,
    "NULs": _nuls,
    "quotes": _quotes,
    "signs": _signs,
    "words": _words,
    "column": _column,
    "flipped bits": _flipped,
    "swapped delimiter": _swapped_delimiter,
    "one header": _one_header,
    "header again": _header_again,
    "line ends": _line_ends,
    "huge cell": _huge_cell,
    "wide": _wide,
    "shuffled": _shuffled,
    "twice": _twice,
    "recoded": _recoded,
    "half recoded": _half_recoded,
    "gzipped": _gzipped,
    "bomb": _bomb,
    "zipped": _zipped,
    "JSON": _json,
    "deep JSON": _deep,
}
"""Name -> mutation; one more is one line more."""
