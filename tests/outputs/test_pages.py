"""A finding's page on a terminal."""

import pytest

from pilotaudit.findings.registry import CODES, page
from pilotaudit.outputs.base import PLAIN, Look
from pilotaudit.outputs.pages import page_text

PAGE = """\
A title.

## What it does
Two lines
that are one.

## Example
    kept   as it is

- first item
  goes on
- second
"""


def test_a_terminal_gets_paragraphs_and_no_marks():
    """Examples keep their blanks, lists hang."""
    top = "A title.\n\nWhat it does\nTwo lines that are one.\n\nExample\n    kept   as it is\n"
    assert f"{top}\n - first item goes on\n - second\n" == page_text(PAGE, Look(False, 60))


def test_a_pipe_gets_the_page_as_it_was_written():
    """Markdown can be used again."""
    assert page_text(PAGE, PLAIN) == PAGE


def test_colours_are_bold_and_underlined_only():
    """Readable on any background."""
    assert "\x1b[1;4mWhat it does\x1b[0m" in page_text(PAGE, Look(True, None))


@pytest.mark.parametrize("code", CODES)
def test_every_page_fits_and_loses_no_word(code):
    """In 60 columns."""
    text = page_text(page(code), Look(False, 60))
    words = [word.lstrip("#*-") for word in page(code).split()]
    assert max(map(len, text.splitlines())) <= 60
    assert "".join(words) == "".join(word.lstrip("#*-") for word in text.split())
