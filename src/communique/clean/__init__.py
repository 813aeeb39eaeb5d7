"""Placeholder to be replaced."""

from __future__ import annotations

from dataclasses import replace

from communique.knowledge import Knowledge
from communique.stages import Reading


def clean(reading: Reading, knowledge: Knowledge) -> Reading:
    """To come."""
    return replace(reading, text=reading.report.text.strip(), date=reading.report.date, language="en")
