"""One consistent style of dates, durations, cells and files, whichever it is, gives the sums that ISO gives."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from pilotaudit.panel.model import Panel
from tests.evidence.making import json_array, json_lines, parquet, workbook, zstandard
from tests.panel.reading import load, panel_of, sums

HEADER = ("id", "opened_at", "resolved_at", "agent", "group", "handle_minutes", "reopened")
FIRST = datetime(2026, 1, 5)
MONTHS: Mapping[str, tuple[str, str, str, str]] = {
    "English": ("January", "February", "March", "April"),
    "English, short": ("Jan", "Feb", "Mar", "Apr"),
    "German": ("Januar", "Februar", "März", "April"),
    "French": ("janvier", "février", "mars", "avril"),
    "Spanish": ("enero", "febrero", "marzo", "abril"),
    "Portuguese": ("janeiro", "fevereiro", "março", "abril"),
    "Italian": ("gennaio", "febbraio", "marzo", "aprile"),
    "Dutch": ("januari", "februari", "maart", "april"),
}


def _twelve(when: datetime) -> str:
    return f"{when.hour % 12 or 12}:{when:%M} {when:%p}"


def _named(language: str) -> Callable[[datetime], str]:
    return lambda when: f"{when.day}. {MONTHS[language][when.month - 1]} {when.year} {when:%H:%M}"


def _since(times: int) -> Callable[[datetime], str]:
    return lambda when: str(round((when - datetime(1970, 1, 1)).total_seconds()) * times)


STAMPS: Mapping[str, Callable[[datetime], str]] = {
    "ISO with a T": lambda when: f"{when:%Y-%m-%dT%H:%M:%S}",
    "ISO in UTC": lambda when: f"{when:%Y-%m-%dT%H:%M:%S}Z",
    "ISO with an offset": lambda when: f"{when:%Y-%m-%d %H:%M}:00+02:00",
    "ISO with a fraction": lambda when: f"{when:%Y-%m-%d %H:%M}:00.000",
    "year first, slashes": lambda when: f"{when:%Y/%m/%d %H:%M}",
    "year first, points": lambda when: f"{when:%Y.%m.%d %H:%M}",
    "day first, unpadded": lambda when: f"{when.day}/{when.month}/{when.year} {when:%H:%M}",
    "day first, dashes": lambda when: f"{when:%d-%m-%Y %H:%M}",
    "day first, points, short years": lambda when: f"{when:%d.%m.%y %H:%M}",
    "month first, twelve hours": lambda when: f"{when.month}/{when.day}/{when.year} {_twelve(when)}",
    "month first, a comma": lambda when: f"{when:%m/%d/%Y}, {_twelve(when)}",
    "Jira": lambda when: f"{when:%d}/{MONTHS['English, short'][when.month - 1]}/{when:%y} {_twelve(when)}",
    "digits": lambda when: f"{when:%Y%m%d%H%M}00",
    "digits, month first": lambda when: f"{when:%m%d%Y %H:%M}",
    "seconds since 1970": _since(1),
    "milliseconds since 1970": _since(1000),
    "intervals": lambda when: f"{when:%Y-%m-%dT%H:%M}:00Z/2026-12-31T00:00:00Z",
    **{language: _named(language) for language in MONTHS},
}
LENGTHS: Mapping[str, tuple[str, Callable[[int], str]]] = {
    "clocks": ("", lambda minutes: f"{minutes // 60}:{minutes % 60:02d}:00"),
    "clocks with days": (
        "",
        lambda minutes: f"{minutes // 1440} days {minutes % 1440 // 60:02d}:{minutes % 60:02d}:00",
    ),
    "clocks of two parts": ("H:MM", lambda minutes: f"{minutes // 60}:{minutes % 60:02d}"),
    "units": ("", lambda minutes: f"{minutes // 60}h {minutes % 60}m"),
    "ISO 8601": ("", lambda minutes: f"PT{minutes // 60}H{minutes % 60}M"),
    "seconds": ("seconds", lambda minutes: str(minutes * 60)),
    "milliseconds": ("milliseconds", lambda minutes: str(minutes * 60_000)),
    "decimal commas": ("", lambda minutes: f"{minutes},0"),
}
GROUPS = {"Jörg": "treatment", "a2": "treatment", "b1": "control", "b2": "control"}
YES: Mapping[str, tuple[str, str]] = {"capitals": ("FALSE", "TRUE"), "words": ("no", "Yes"), "letters": ("n", "y")}


def _text(rows, delimiter: str = ",", end: str = "\n") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator=end).writerows(rows)
    return stream.getvalue()


FILES: Mapping[str, tuple[str, Callable[[list[list[str]]], str | bytes]]] = {
    "comma": ("t.csv", _text),
    "semicolon, CRLF": ("t.csv", lambda rows: _text(rows, ";", "\r\n")),
    "tab": ("t.tsv", lambda rows: _text(rows, "\t")),
    "pipe, CR": ("t.txt", lambda rows: _text(rows, "|", "\r")),
    "UTF-8 with a mark": ("t.csv", lambda rows: _text(rows).encode("utf-8-sig")),
    "UTF-16": ("t.csv", lambda rows: _text(rows).encode("utf-16")),
    "UTF-16 without a mark": ("t.csv", lambda rows: _text(rows).encode("utf-16-le")),
    "Windows-1252": ("t.csv", lambda rows: _text(rows).encode("cp1252")),
    "gzip": ("t.csv.gz", _text),
    "Zstandard": ("t.csv.zst", lambda rows: zstandard(_text(rows))),
    "Parquet": ("t.parquet", parquet),
    "workbook": ("t.xlsx", lambda rows: workbook({"Data": rows})),
    "JSON lines": ("t.jsonl", json_lines),
    "JSON": ("t.json", json_array),
}


@st.composite
def incidents(draw) -> list[tuple[datetime, int, str, bool]]:
    """Simulated items: when opened, minutes, agent, reopened. One lies on a day above twelve in both windows."""
    some = st.tuples(st.integers(0, 83 * 1440), st.integers(1, 3000), st.sampled_from(tuple(GROUPS)), st.booleans())
    found = draw(st.lists(some, min_size=1, max_size=25))
    sure = [(10 * 1440, 77, agent, False) for agent in ("Jörg", "b1")]
    return [(FIRST + timedelta(minutes=at), *rest) for at, *rest in (*sure, *found, (50 * 1440, 9, "a2", True))]


def _panel(folder, items, stamp, length, yes, file) -> Panel:
    declared, write = length
    rows = [
        [str(n), stamp(at), stamp(at + timedelta(minutes=minutes)), agent, GROUPS[agent], write(minutes), yes[again]]
        for n, (at, minutes, agent, again) in enumerate(items)
    ]
    name, saved = file
    items_of = {"file": name} | ({"durations": {"handle_minutes": declared}} if declared else {})
    changes = {
        "data": {"items": items_of},
        "primary": {"resolution_time": "-10%"},
        "secondary": {"average_handling_time": "-1%", "again": "-1pp"},
        "guardrails": None,
        "metrics": {"again": {"kind": "proportion", "column": "reopened", "better": "lower"}},
    }
    return panel_of(load(folder, changes, **{name.replace(".", "__"): saved([list(HEADER), *rows])}))


def _found(panel: Panel) -> dict[str, object]:
    return {key: sums(cells, panel) for key, cells in panel.metrics.items()}


@settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    incidents(),
    st.sampled_from(list(STAMPS)),
    st.sampled_from(list(LENGTHS)),
    st.sampled_from(list(YES)),
    st.sampled_from(list(FILES)),
)
def test_every_consistent_style_gives_the_same_sums(tmp_path_factory, items, stamp, length, yes, file):
    """To the last bit, in every cell."""
    folder = tmp_path_factory.mktemp("style")
    usual = _panel(
        folder, items, lambda when: f"{when:%Y-%m-%d %H:%M}:00", ("", str), ("false", "true"), FILES["comma"]
    )
    assume(usual.report.rows_used)
    here = _panel(folder, items, STAMPS[stamp], LENGTHS[length], YES[yes], FILES[file])
    assert _found(here) == _found(usual)
    assert (here.report.rows_used, here.report.rows_rejected) == (usual.report.rows_used, usual.report.rows_rejected)
