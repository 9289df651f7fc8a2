"""Settings from a file: `pilotaudit.toml`, or `[tool.pilotaudit]` in `pyproject.toml`, here or in a folder above.

Both hold the long names of the options that the judging commands share. A flag wins over a `PILOTAUDIT_*` variable,
and that wins over the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pilotaudit.errors import UsageError

KEYS: Mapping[str, type | tuple[type, ...]] = {
    "allow-outside": bool,
    "fail-on": str,
    "format": str,
    "ignore": (str, list),
    "jobs": int,
    "no-color": bool,
    "output": (str, list),
    "quiet": bool,
    "show-units": bool,
}
_NAMES: Mapping[object, str] = {bool: "true or false", str: "text", int: "a whole number"}


def settings(folder: Path) -> dict[str, Any]:
    """Option values by parameter name (`fail_on`), from the nearest settings file; empty when there is none.

    Raises UsageError for a file that cannot be read, a key that does not exist or a value of the wrong type.
    """
    for place in (folder, *folder.parents):
        for path in (place / "pilotaudit.toml", place / "pyproject.toml"):
            table = _table(path)
            if table is not None:
                return {key.replace("-", "_"): _checked(path, key, value) for key, value in table.items()}
    return {}


def _table(path: Path) -> dict[str, Any] | None:
    """The settings in one file; None when it has none."""
    if not path.is_file():
        return None
    import tomllib

    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    if path.name == "pilotaudit.toml":
        return document
    tool = document.get("tool", {}).get("pilotaudit")
    return tool if isinstance(tool, dict) else None


def _checked(path: Path, key: str, value: object) -> object:
    """The value of one key, a single text standing for a list of one where several may be given."""
    if key not in KEYS:
        near = get_close_matches(key, KEYS, 1)
        hint = f'did you mean "{near[0]}"?' if near else f"it may hold {', '.join(KEYS)}."
        raise UsageError(f'{path} has no setting "{key}": {hint}')
    wanted = KEYS[key]
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        raise UsageError(f'{path}: "{key}" must be {_NAMES.get(wanted, "text or a list of texts")}.')
    return [value] if isinstance(wanted, tuple) and isinstance(value, str) else value
