"""The charter names a preset whose headers the export does not have.

## What it does
Compares the headers of the data with those by which the named preset is recognised.

## Why it matters
A preset says which column is which, in what unit its times are, and which texts stand for nothing. That of another
system may read the right columns in the wrong way.

## Example
    charters/support-desk.yaml:33:13 DAT131 warn the headers are not those of Jira issues; they look like those of the
    preset "zendesk" ...

## What to do
Name the right preset, or leave it out: known exports are recognised by their headers.

## Limits
Headers that were translated or renamed do not fit either; then map them under `columns`, which goes before a preset.

## Source
Practice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity

CODE = "DAT131"
SEVERITY: Severity = "warn"


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when the named preset is not recognised by the headers."""
    found = None if case.panel is None else case.panel.export
    if found is None or found.fits:
        return
    other = f'; they look like those of the preset "{found.looks_like}"' if found.looks_like else ""
    message = f"the headers are not those of {found.label}{other}. Name the right preset, or leave it out."
    yield case.finding(CODE, SEVERITY, "data.items.preset", message)
