"""The public API: assessments as JSON, version 1; 12 significant digits, keys in a fixed order."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pilotaudit.outputs.base import PLAIN, Look, Result, is_judged


def render(results: Sequence[Result], look: Look = PLAIN) -> str:
    """One object for one charter, a list in an envelope for several; unusable charters are entries with `error`."""
    del look
    entries = [_entry(result) for result in results]
    whole = entries[0] if len(entries) == 1 else {"schema": "pilotaudit/assessments/1", "assessments": entries}
    return json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _entry(result: Result) -> dict[str, object]:
    # Records become JSON only here, so that pages for people never wait for the machinery behind it.
    from pilotaudit.assessment.report import unusable
    from pilotaudit.assessment.schema import as_json

    return as_json(result if is_judged(result) else unusable(result))
