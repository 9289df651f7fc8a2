"""Any text and any bytes end in a charter or in problems, never in anything else."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.charter.writing import COMPLETE, MINIMAL, TEXTS, problems_of

SNIPPETS = st.sampled_from(
    [*"\"':{}[]#|>~\t\n\x00\u2028é", "- ", "&a ", "*a", "!!x ", "null", "no", "1e999", "9" * 5000]
) | st.sampled_from(["", "-10%", "pilot:", "  ", "---\n", "\U0001f600", "<<: ", "? ", "2026-02-30", "1 to 2"])


def _ends_in_problems_or_a_charter(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for problem in problems_of(content, Path(folder)):
            assert "\n" not in str(problem)
            assert problem.code[:3].isalpha()


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(content):
    """Mostly not UTF-8."""
    _ends_in_problems_or_a_charter(content)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_as_the_name_of_a_pilot(text):
    """The rest of the charter is missing."""
    _ends_in_problems_or_a_charter(f"pilot: {text}".encode("utf-8", "surrogatepass"))


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([MINIMAL, COMPLETE]),
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 30), SNIPPETS), max_size=4),
)
def test_any_change_to_a_sound_charter(text, edits):
    """Cut out, paste in, anywhere."""
    for start, length, snippet in edits:
        text = text[:start] + snippet + text[start + length :]
    _ends_in_problems_or_a_charter(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_value_in_the_place_of_another(data):
    """Every line of the minimal charter with another value behind its key."""
    lines = MINIMAL.splitlines()
    position = data.draw(st.integers(0, len(lines) - 1))
    value = data.draw(
        st.one_of(st.text(max_size=20), SNIPPETS, st.sampled_from(["{}", "[]", "{a: b}", "[a, b]", "[{}]"]))
    )
    lines[position] = lines[position].partition(":")[0] + ": " + value
    _ends_in_problems_or_a_charter("\n".join(lines).encode("utf-8", "surrogatepass"))


def test_the_texts_are_those_of_the_manual():
    """They are read from files, so that editors check them too."""
    assert {"minimal.yaml", "complete.yaml"} == {path.name for path in TEXTS.iterdir()}
