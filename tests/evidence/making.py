"""Files of every kind that exports come in, made from rows of text."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import duckdb

Rows = Sequence[Sequence[object]]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def rows_of(text: str) -> list[list[str]]:
    """A CSV text taken apart."""
    return list(csv.reader(io.StringIO(text)))


def delimited(rows: Rows, delimiter: str = ",", end: str = "\n") -> str:
    """Rows as text."""
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter, lineterminator=end).writerows(rows)
    return target.getvalue()


def gzipped(content: bytes | str) -> bytes:
    """Packed, without the time."""
    return gzip.compress(content.encode() if isinstance(content, str) else content, mtime=0)


def zstandard(content: bytes | str) -> bytes:
    """Packed with Zstandard."""
    from backports import zstd

    return bytes(zstd.compress(content.encode() if isinstance(content, str) else content))


def parquet(rows: Rows, types: Mapping[str, str] | None = None) -> bytes:
    """A Parquet file of texts, columns of `types` in another type."""
    import tempfile

    header, *body = rows
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "a.csv"), Path(folder, "a.parquet")
        source.write_text(delimited([header, *body]))
        cast = ", ".join(f'"{name}"::{kind} AS "{name}"' for name, kind in (types or {}).items())
        more = f"* REPLACE ({cast})" if cast else "*"
        read = f"read_csv('{source}', header = true, all_varchar = true)"
        duckdb.connect().execute(f"COPY (SELECT {more} FROM {read}) TO '{target}' (FORMAT parquet)")
        return target.read_bytes()


def json_lines(rows: Rows) -> str:
    """One object per row."""
    header, *body = rows
    return "".join(json.dumps(dict(zip(header, row, strict=False))) + "\n" for row in body)


def json_array(rows: Rows, indent: int | None = None) -> str:
    """All objects in one array, as `gh --json` prints them."""
    header, *body = rows
    return json.dumps([dict(zip(header, row, strict=False)) for row in body], indent=indent)


def workbook(sheets: Mapping[str, Rows], cells: Mapping[str, str] | None = None) -> bytes:
    """A workbook with inline texts; numbers are cells of numbers. cells: XML of a sheet's rows instead."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _parts(sheets, cells or {}):
            archive.writestr(
                zipfile.ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8"?>{text}', zipfile.ZIP_DEFLATED
            )
    return target.getvalue()


def _parts(sheets: Mapping[str, Rows], cells: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    numbered = list(enumerate(sheets, start=1))
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for n, _ in numbered
    )
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/styles.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
        f"{overrides}</Types>",
    )
    yield (
        "_rels/.rels",
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    )
    listed = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in numbered)
    yield "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n, _ in numbered
    )
    styles = f'<Relationship Id="rId99" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    yield (
        "xl/_rels/workbook.xml.rels",
        f'<Relationships xmlns="{_PACKAGE}/relationships">{links}{styles}</Relationships>',
    )
    # Style 1 is a date with a time, style 2 a duration beyond a day.
    yield (
        "xl/styles.xml",
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="[h]:mm:ss"/></numFmts>'
        '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    )
    for n, name in numbered:
        data = cells.get(name) or "".join(_row(number, row) for number, row in enumerate(sheets[name], start=1))
        yield f"xl/worksheets/sheet{n}.xml", f'<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData></worksheet>'


def _row(number: int, row: Sequence[object]) -> str:
    cells = "".join(_cell(f"{_letters(place)}{number}", value) for place, value in enumerate(row))
    return f'<row r="{number}">{cells}</row>'


def _cell(name: str, value: object) -> str:
    if isinstance(value, tuple):
        number, style = value
        return f'<c r="{name}" s="{style}"><v>{number}</v></c>'
    if isinstance(value, bool):
        return f'<c r="{name}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{name}"><v>{value}</v></c>'
    return f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>' if value else ""


def _letters(place: int) -> str:
    return chr(65 + place) if place < 26 else chr(64 + place // 26) + chr(65 + place % 26)
