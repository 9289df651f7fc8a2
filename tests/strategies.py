"""Inputs that people and machines might write: charters and exports, whole and broken."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.cli.pilots import CHARTER

GOOD = CHARTER.format(name="Any pilot", target="-10%", extra="")
SCALARS = st.sampled_from([
    *("", "-10%", "no", "~", "12:30", "1e3", "0x10", "[", "{", "&a", "*a", "!!python/object:os.system", "|", "- 1"),
    *("2026-02-30", "2026-01-05 to 2025-01-01", "at least 60%", "above expected savings", "35 EUR", "\t", "é", "\x07"),
])  # fmt: skip
CELLS = st.sampled_from([
    *("", "nan", "inf", "-inf", "1e400", "-5", "0", "7", "?", '"', "31/12/2026", "2026-02-30", "treatment", "\x00"),
    *("2026-02-10 10:00:00", "2026-02-10T10:00:00+02:00", "1,5", "12:30:00", "9" * 40, "=1+1", "true", "é"),
])  # fmt: skip
HEADERS = ["number", "resolved_at", "agent", "group", "handle_minutes", "error", "escalated", "ai_used", "extra"]


@st.composite
def charters(draw: st.DrawFn) -> bytes:
    """A good charter with some lines lost, doubled or given another value; now and then anything at all."""
    if draw(st.integers(0, 4)) == 0:
        return draw(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode())))
    lines = GOOD.splitlines()
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(lines) - 1))
        key = lines[place].partition(":")[0]
        change = draw(st.sampled_from(["lose", "double", "value", "indent"]))
        lines[place : place + 1] = {
            "lose": [],
            "double": [lines[place]] * 2,
            "value": [f"{key}: {draw(SCALARS)}"],
            "indent": [" " + lines[place]],
        }[change] or ["# lost"]
    return "\n".join(lines).encode()


@st.composite
def exports(draw: st.DrawFn) -> bytes:
    """A table with odd cells, another delimiter or encoding, ragged rows; now and then anything at all."""
    if draw(st.integers(0, 4)) == 0:
        return draw(st.binary(max_size=300))
    comma = draw(st.sampled_from([",", ";", "\t", "|"]))
    names = draw(st.lists(st.sampled_from(HEADERS), min_size=1, max_size=9))
    rows = draw(st.lists(st.lists(CELLS, min_size=0, max_size=9), max_size=12))
    end = draw(st.sampled_from(["\n", "\r\n", ""]))
    text = end.join([comma.join(names), *(comma.join(row) for row in rows), ""])
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1"])))
