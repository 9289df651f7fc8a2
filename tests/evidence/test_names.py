"""From a name in the charter to a column of the file."""

from __future__ import annotations

import pytest

from pilotaudit.evidence.names import nearest, positions, squeezed


@pytest.mark.parametrize("name", ["Resolved At", "resolved_at", " RESOLVED-AT", "resolvedAt", "resolved\tat"])
def test_case_spaces_and_strokes_do_not_matter(name):
    """All of them are one name."""
    assert squeezed(name) == "resolvedat"


def test_a_repeated_header_stands_in_several_places():
    """In the order of the header."""
    assert positions(["a", "note", "Note ", "b"], "note") == (1, 2)


def test_the_nearest_headers_are_shown():
    """As they stand in the file."""
    assert nearest(["Resolved At", "agent", "resolver"], "resolved") == "Nearest: Resolved At, resolver."


def test_without_anything_near_the_header_is_shown():
    """The first twelve columns of it."""
    assert (
        nearest([f"column {n}" for n in range(20)], "zz") == f"It has: {', '.join(f'column {n}' for n in range(12))}."
    )
