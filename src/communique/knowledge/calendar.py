"""Placeholder to be replaced."""

from __future__ import annotations

from dataclasses import dataclass

from communique.knowledge.files import Files


@dataclass(frozen=True, slots=True)
class Calendar:
    """To come."""


def load(files: Files) -> Calendar:
    """To come."""
    return Calendar()
