"""Ugly files, one for each trap that exports are known for, with what must come of them.

The rows are simulated: eight good ones of a small pilot, spoilt in one way each.
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tests.evidence.making import delimited, gzipped, json_array, json_lines, parquet, rows_of, workbook, zstandard
from tests.panel.reading import HEADER, ROWS, table

GOOD = rows_of(table())
JUDGED = (0, 10, 11, 12)
REFUSED = (3,)

Content = str | bytes | Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Case:
    """One trap. files: name -> content; items: what the charter says of them; exits: codes that are right.

    says: what must be printed; used: rows that count, where the pilot is judged; rejected: reason -> rows.
    """

    name: str
    files: Mapping[str, Content]
    exits: tuple[int, ...] = JUDGED
    says: tuple[str, ...] = ()
    used: int | None = None
    rejected: Mapping[str, int] = field(default_factory=dict)
    items: Mapping[str, Any] = field(default_factory=dict)
    changes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """What the charter names."""
        return str(self.items.get("file", next(iter(self.files))))


def read(name: str, content: Content, file: str = "tickets.csv", used: int = 8, **more: Any) -> Case:
    """A file that is read, with all its good rows."""
    return Case(name, {file: content}, used=used, **more)


def refused(name: str, content: Content, *says: str, file: str = "tickets.csv", **more: Any) -> Case:
    """A file that is refused in words."""
    return Case(name, {file: content}, REFUSED, says, **more)


def spoilt(name: str, row: str, reason: str, *, rows: int = 1, **more: Any) -> Case:
    """A good file with one bad row."""
    return Case(name, {"tickets.csv": table(row)}, used=8, rejected={reason: rows}, **more)


def _stamped(write: Callable[[str], str], *more: str) -> str:
    """The table with its dates written in another way."""
    return table(*more, rows=[f"{write(row[:10])}{row[10:]}" for row in ROWS])


def _german(day: str) -> str:
    months = ("Januar", "Februar", "März")
    return f"{int(day[8:])}. {months[int(day[5:7]) - 1]} {day[:4]} 10:00 Uhr"


def _jira(day: str) -> str:
    months = ("Jan", "Feb", "Mar")
    return f"{int(day[8:])}/{months[int(day[5:7]) - 1]}/{day[2:4]} 3:51 PM"


def _bomb() -> bytes:
    """A hundred megabytes of one row, packed into a few hundred kilobytes."""
    target = io.BytesIO()
    with gzip.GzipFile(fileobj=target, mode="wb", mtime=0) as packed:
        packed.write(table().encode())
        for _ in range(100):
            packed.write(b"2026-03-10,a1,treatment,9,0\n" * 40_000)
    return target.getvalue()


def _blank_bomb() -> bytes:
    """Three hundred megabytes of blanks in a few kilobytes."""
    from backports import zstd

    packer = zstd.ZstdCompressor()
    return b"".join(
        [packer.compress(table().encode()), *(packer.compress(b" " * 1_000_000) for _ in range(300)), packer.flush()]
    )


def _wide_sheet() -> bytes:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    return workbook({"Data": []}, {"Data": cells})


def _swollen_sheet() -> bytes:
    """A hundred megabytes of cells without a name."""
    target = io.BytesIO(workbook({"Data": []}))
    with (
        zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/filler.xml", "w") as part,
    ):
        for _ in range(100):
            part.write(b"<c><v>1</v></c>" * 70_000)
    return target.getvalue()


def _zip_of(name: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, table())
    return target.getvalue()


def _nested_pulls() -> str:
    """Pull requests as `gh --json` prints them."""
    keys = ("closedAt", "author", "labels", "n")
    rows = ((f"{r[0]}T10:00:00Z", {"login": r[1]}, [{"name": r[2]}, {"name": "x"}], r[3]) for r in GOOD[1:])
    return json.dumps([dict(zip(keys, row, strict=True)) for row in rows])


FOOTER = (
    "\nGrand Totals (8 records)\n\nConfidential Information - Do Not Distribute\nCopyright © 2000-2026 example.com\n"
)
NUMBERS = [[*row[:3], f"{row[3]},5", row[4]] for row in GOOD[1:]]
AMBIGUOUS = [[*row[:3], f"1,{n}23", row[4]] for n, row in enumerate(GOOD[1:], start=1)]
CLOCKS = [[*row[:3], f"0:{row[3]}:30", row[4]] for row in GOOD[1:]]
TWO_PARTS = [[*row[:3], f"{row[3]}:30", row[4]] for row in GOOD[1:]]
TWICE = [[*GOOD[0], "Category", "Category"], *([*row, "x", "y"] for row in GOOD[1:])]
UPDATES = "number,sys_mod_count,resolved_at,agent,group,handle_minutes,error\n" + "".join(
    f"INC{n},{count},{row}\n" for n, row in enumerate(ROWS) for count in (9, 10)
)
PULLS = {
    "groups.unit": "author.login",
    "groups.column": "labels.name",
    "groups.treatment": ["treatment, x"],
    "groups.control": ["control, x"],
    "metrics": {"mine": {"kind": "mean", "column": "n", "unit": "min", "better": "lower"}},
    "primary": {"mine": "-10%"},
    "guardrails": None,
}
AMERICAN = _stamped(
    lambda day: f"{int(day[5:7])}/{int(day[8:])}/{day[:4]} 9:07 AM", "2/13/2026 9:07 PM,a1,treatment,9,0"
)
RESAVED = table(rows=[*ROWS[:4], *(f"{row[8:10]}/Mar/26 3:51 PM{row[10:]}" for row in ROWS[4:])])

CASES: tuple[Case, ...] = (
    # Encodings and line ends.
    read("a byte order mark", b"\xef\xbb\xbf" + table().encode()),
    read("UTF-16 with a mark", table().encode("utf-16")),
    read("UTF-16 without a mark", table().encode("utf-16-le")),
    read("UTF-16 without a mark, the other way", table().encode("utf-16-be")),
    read("Windows-1252", table("2026-03-10,Jörg,treatment,9,0").encode("cp1252"), used=9, says=("Windows-1252",)),
    read("Latin-1", table("2026-03-10,J\x81rg,treatment,9,0").encode("latin-1"), used=9, says=("Latin-1",)),
    read(
        "one damaged letter",
        table("2026-03-10,Jörg,treatment,9,0").encode() + b"2026-03-12,\xe9,treatment,9,0\n",
        used=9,
        rejected={"with text that is not UTF-8": 1},
    ),
    read("CRLF", delimited(GOOD, end="\r\n")),
    read("CR", delimited(GOOD, end="\r")),
    read("mixed line ends", table()[:150].replace("\n", "\r\n") + table()[150:]),
    # Delimiters, headers, quotes.
    read("semicolons", delimited(GOOD, ";")),
    read("tabs", delimited(GOOD, "\t"), file="tickets.tsv"),
    read("pipes", delimited(GOOD, "|"), file="tickets.txt"),
    read("a note to Excel", "sep=;\r\n" + delimited(GOOD, ";", "\r\n")),
    read("blank lines above the header", "\n\r\n" + table()),
    read("an empty first header", delimited([["", *GOOD[0]], *([str(n), *row] for n, row in enumerate(GOOD[1:]))])),
    read("repeated headers that nobody needs", delimited(TWICE)),
    read("repeated headers by their place", delimited(TWICE), changes={"groups.segments": "Category#2"}),
    refused(
        "repeated headers without a place",
        delimited(TWICE),
        "DAT005",
        '"Category#2" the second',
        changes={"groups.segments": "Category"},
    ),
    read("texts of several lines", table('2026-03-10,"a1\nand a\r\nhalf",treatment,9,0'), used=9),
    read(
        "rows wider than the header, cut", table("2026-03-10,a1,treatment,9,0,x,y"), used=9, items={"wider_rows": "cut"}
    ),
    spoilt(
        "rows wider than the header",
        "2026-03-10,a1,treatment,9,0,x,y",
        "with another number of columns than the header",
    ),
    spoilt(
        "a file cut in the middle of a record", "2026-03-10,a1,tre", "with another number of columns than the header"
    ),
    spoilt("a quote inside a word", '2026-03-10,"a"b1,treatment,9,0', "with a broken quote"),
    refused("a quote that is never closed", table('2026-03-10,"a1,treatment,9,0', "x"), "tickets.csv:10:1 DAT003"),
    refused("one column", "only one\nword\n", "tickets.csv:1:1 DAT003"),
    refused("a title above the header", f"Tickets of May\n\n{table()}", "tickets.csv:1:1 DAT003"),
    # Footers, totals, updates, marks.
    read("the footer of a report", (table() + FOOTER).encode("cp1252"), says=("totals or notices",)),
    read(
        "a report with groups",
        table("Region: EMEA (4 records)", "2026-03-10,a1,treatment,9,0", "Subtotal,,4 records"),
        used=9,
        says=("totals or notices",),
    ),
    read(
        "a sheet with groups",
        workbook(
            {"Data": [*GOOD[:5], ["Subtotal"], ["Region: AMER (4 records)"], *GOOD[5:], ["Grand Totals (8 records)"]]}
        ),
        "tickets.xlsx",
        says=("totals or notices",),
    ),
    read("subtotals among the rows", table("Subtotal,,treatment,9000,1", "Total (9 records),,,155,0")),
    read("an audit log", UPDATES, items={"one_row_per": "number", "latest_by": "sys_mod_count"}),
    read(
        "marks for missing values",
        table("?,a1,treatment,9,0", "2026-03-10,a1,treatment,Not applicable,0"),
        used=9,
        items={"missing": ["?", "NULL", "NA", "NS", "Not applicable"]},
    ),
    read("the literal text NULL", table("2026-03-10,a1,treatment,NULL,0"), used=9, items={"missing": ["NULL"]}),
    # Dates.
    read(
        "unpadded day first",
        _stamped(lambda day: f"{int(day[8:])}/{int(day[5:7])}/{day[:4]} 01:16", "29/1/2026 01:16,a1,treatment,9,0"),
        used=9,
        says=("are read day first",),
    ),
    read("month first with AM", AMERICAN, used=9, says=("are read month first",)),
    read("two styles in one column", RESAVED, says=("written in several styles",)),
    read("English months", _stamped(_jira)),
    read("German months", _stamped(_german), says=("with the month's name",)),
    read(
        "a zone in the header",
        table().replace("resolved_at", "Resolved (America/New_York)"),
        items={"columns": {"time": "Resolved (America/New_York)"}},
        says=("taken for America/New_York",),
    ),
    read("offsets that change with the clock", _stamped(lambda day: f"{day} 10:00:00+0{1 + (day > '2026-03-04')}:00")),
    read("intervals", _stamped(lambda day: f"{day}T00:00:00Z/{day}T01:00:00Z"), says=("of which the start counts",)),
    refused(
        "an order that nobody can tell",
        _stamped(lambda day: f"{day[8:]}/{day[5:7]}/{day[:4]}"),
        "DAT006",
        "dates: day first",
    ),
    refused(
        "both orders",
        _stamped(
            lambda day: f"{day[8:]}/{day[5:7]}/{day[:4]}", "13/01/2026,a1,treatment,9,0", "01/13/2026,a1,treatment,9,0"
        ),
        "DAT006",
    ),
    spoilt("a date that no calendar has", "2026-02-30,a1,treatment,9,0", 'with no readable date in "resolved_at"'),
    # Numbers and durations.
    read("decimal commas", delimited([GOOD[0], *NUMBERS], ";"), says=("like 1234,5",)),
    refused(
        "numbers that can be read in two ways",
        delimited([GOOD[0], *AMBIGUOUS], ";"),
        "DAT013",
        "numbers: decimal comma",
    ),
    spoilt(
        "decimal commas read as thousands",
        '2026-03-10,a1,treatment,"3,87,16,91,111",0',
        'with a number that is written unlike the others in "handle_minutes"',
    ),
    spoilt("a negative duration", "2026-03-10,a1,treatment,-5,0", 'with a negative duration in "handle_minutes"'),
    spoilt("infinity", "2026-03-10,a1,treatment,inf,0", 'with no finite number in "handle_minutes"'),
    spoilt(
        "a number beyond all measure",
        "2026-03-10,a1,treatment,1e300,0",
        'with a value larger than 1e12 in "handle_minutes"',
    ),
    read("durations as clocks", delimited([GOOD[0], *CLOCKS]), says=("as H:MM:SS",)),
    refused("durations of two parts", delimited([GOOD[0], *TWO_PARTS]), "DAT012", "H:MM"),
    read(
        "durations of two parts, declared",
        delimited([GOOD[0], *TWO_PARTS]),
        items={"durations": {"handle_minutes": "M:SS"}},
    ),
    # Kinds of files.
    read("gzip", gzipped(table()), "tickets.csv.gz"),
    read("Zstandard", zstandard(table()), "tickets.csv.zst"),
    read("Parquet", parquet(GOOD), "tickets.parquet"),
    read("a workbook", workbook({"Data": GOOD}), "tickets.xlsx"),
    read("a workbook under another name", workbook({"Data": GOOD})),
    read(
        "a workbook whose export stopped",
        workbook({"Data": [*GOOD, ["Export stopped due to excessive size."]]}),
        "tickets.xlsx",
    ),
    refused(
        "a workbook with several tables",
        workbook({"May": GOOD, "June": GOOD}),
        "DAT014",
        '"May", "June"',
        file="tickets.xlsx",
    ),
    refused("an old workbook", b"\xd0\xcf\x11\xe0" + bytes(600), "tickets.xls:1:1 DAT011", file="tickets.xls"),
    refused("an archive of a CSV", lambda: _zip_of("tickets.csv"), "tickets.zip:1:1 DAT003", file="tickets.zip"),
    read("JSON lines", json_lines(GOOD), "tickets.jsonl"),
    read("a JSON array", json_array(GOOD, 2), "tickets.json"),
    read("pull requests of gh", _nested_pulls(), "pulls.json", items={"columns": {"time": "closedAt"}}, changes=PULLS),
    read(
        "a broken line among JSON",
        json_lines(GOOD) + '{"a": \n',
        "tickets.jsonl",
        rejected={"that are not JSON objects": 1},
    ),
    refused("a broken JSON array", json_array(GOOD)[:-40], "tickets.json:1:1 DAT003", file="tickets.json"),
    refused("JSON nested too deeply", '[{"a": ' + "[" * 100_000, "tickets.json:1:1 DAT003", file="tickets.json"),
    # Globs.
    Case(
        "files with other columns",
        {"t1.csv": table(rows=ROWS[:4]), "t2.csv": delimited([[*GOOD[0], "more"], *([*row, "x"] for row in GOOD[5:])])},
        used=8,
        items={"file": "t*.csv"},
    ),
    Case(
        "a file with a header alone",
        {"t1.csv": table(), "t2.csv": f"{HEADER}\n"},
        used=8,
        says=("t2.csv holds no rows",),
        items={"file": "t*.csv"},
    ),
    Case(
        "two unusable files",
        {"t1.csv": "", "t2.csv": b"\0" * 9},
        REFUSED,
        ("t1.csv:1:1 DAT002", "t2.csv:1:1 DAT003"),
        items={"file": "t*.csv"},
    ),
    refused("no file", "", "DAT001", items={"file": "nothing-*.csv"}),
    # Emptiness, binary data, bombs.
    refused("an empty file", "", "tickets.csv:1:1 DAT002"),
    refused("blanks alone", " \n\t\n", "tickets.csv:1:1 DAT002"),
    refused("a header alone", f"{HEADER}\n", "tickets.csv:1:1 DAT002"),
    refused("NUL bytes", table().encode() + b"\0", "DAT003 the file holds NUL bytes"),
    refused("binary data", bytes(range(1, 256)) * 40, "tickets.csv:1:1 DAT003"),
    refused("a damaged archive", gzipped(table())[:-9], "tickets.csv.gz:1:1 DAT003", file="tickets.csv.gz"),
    refused(
        "a damaged Zstandard archive", zstandard(table())[:-9], "tickets.csv.zst:1:1 DAT003", file="tickets.csv.zst"
    ),
    refused("an archive that swells", _bomb, "tickets.csv.gz:1:1 DAT016", file="tickets.csv.gz"),
    refused("a Zstandard archive that swells", _blank_bomb, "tickets.csv.zst:1:1 DAT016", file="tickets.csv.zst"),
    refused("a stray cell far from the table", _wide_sheet, "tickets.xlsx:1:1 DAT016", file="tickets.xlsx"),
    refused("a workbook that swells", _swollen_sheet, "tickets.xlsx:1:1 DAT016", file="tickets.xlsx"),
    refused("a line of ten megabytes", b"x" * 10_000_000, "tickets.csv:1:1 DAT003"),
    read(
        "a cell of fifty thousand lines",
        table('2026-03-10,"' + 'a ""quoted"" line\n' * 50_000 + '",treatment,9,0'),
        used=9,
    ),
    read(
        "a thousand columns",
        delimited([[*GOOD[0], *(f"x{n}" for n in range(1000))], *([*row, *"y" * 1000] for row in GOOD[1:])]),
    ),
)


@cache
def content_of(name: str, file: str) -> bytes:
    """The bytes of one file of a case; those of large ones are made when they are asked for."""
    content = next(case for case in CASES if case.name == name).files[file]
    made = content() if callable(content) else content
    return made.encode() if isinstance(made, str) else made
