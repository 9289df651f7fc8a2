"""Templates in which every value is escaped unless it says that it is Markdown already."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pilotaudit.outputs.escape import markdown
from pilotaudit.outputs.facts import sentence

if TYPE_CHECKING:
    from jinja2 import Environment

_MINUS: Final = re.compile(r"(?<![\w.−-])-(?=\d)")
_ENDS: Final = re.compile(r"\[([^\[\],]+), ([^\[\],]+)\]")


def typographic(text: str) -> str:
    """Signs as print sets them: a true minus before numbers, an arrow for `->`, intervals in words."""
    worded = _ENDS.sub(r"(95% interval \1 to \2)", text.replace("->", "→"))
    return _MINUS.sub("−", worded)


@cache
def environment() -> Environment:
    """The templates beside this file."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    found = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        finalize=lambda value: markdown(str(value)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    found.filters |= {"typographic": typographic, "sentence": sentence}
    return found


def filled(name: str, values: Mapping[str, object]) -> str:
    """A template filled in, with single blank lines between its blocks and one line break at its end."""
    text = environment().get_template(name).render(values)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
