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
    if is_judged(result):
        entry: dict[str, object] = json.loads(result.model_dump_json(by_alias=True))
        return entry
    from pilotaudit.assessment.report import unusable

    return unusable(result).model_dump(mode="json", by_alias=True)
