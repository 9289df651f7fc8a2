"""Write the CSV files of every example: `python -m tests.generators`."""

from __future__ import annotations

from pathlib import Path

from tests.generators import GENERATORS

EXAMPLES = Path(__file__).parents[2] / "examples"


def main() -> None:
    """Write every file below `examples/`, overwriting what is there."""
    for name, files in GENERATORS.items():
        for file, text in files().items():
            path = EXAMPLES / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())


if __name__ == "__main__":
    main()
