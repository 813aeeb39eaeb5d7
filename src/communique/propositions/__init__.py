"""Placeholder to be replaced."""

from __future__ import annotations

from communique.knowledge import Knowledge
from communique.stages import Reading


def find_propositions(reading: Reading, knowledge: Knowledge) -> Reading:
    """To come."""
    return reading
