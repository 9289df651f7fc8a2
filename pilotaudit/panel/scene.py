"""What suspicions about an export rest on, and what one says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pilotaudit.evidence.model import Field
from pilotaudit.panel.cover import Cover
from pilotaudit.panel.looks import Reader
from pilotaudit.panel.profile import Profile

FEW_ROWS = 30
"""Rows under which a share tells nothing."""


@dataclass(frozen=True, slots=True)
class Trap:
    """One suspicion. kind: one word for machines; text: a sentence with its figures."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known when suspicions are raised. roles: role -> column; broken: whether the last record breaks off."""

    reader: Reader
    profile: Profile
    roles: Mapping[str, Field]
    cover: Cover | None
    broken: bool = False
