"""release-copilot-rework: preparation is as quick, but wrong notes come back from approval. NO-GO by round trips."""

from __future__ import annotations

from dataclasses import replace

from tests.generators.release_copilot import TRAIN
from tests.generators.releases import releases

SEED = 20260113

REWORK = replace(TRAIN, more_round_trips=0.6, fewer_failed=0.0)


def files(seed: int = SEED) -> dict[str, str]:
    """Write the export of the example: text by file name."""
    return {"releases.csv": releases(REWORK, seed)}
