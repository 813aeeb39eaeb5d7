"""Cleaning as the tests use it: the package's own furniture, no parser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from communique.clean import clean
from communique.knowledge import Knowledge
from communique.knowledge.files import files
from communique.knowledge.furniture import Furniture
from communique.knowledge.furniture import load as load_furniture
from communique.records import Report
from communique.stages import Reading

Clean = Callable[..., Reading]


@dataclass(frozen=True)
class FurnitureOnly:
    """All of the knowledge that cleaning asks for."""

    furniture: Furniture


@pytest.fixture(scope="session")
def furniture() -> Furniture:
    return load_furniture(files())


@pytest.fixture(scope="session")
def cleaned(furniture: Furniture) -> Clean:
    """A function from a text to the reading after cleaning."""
    knowledge: Knowledge = FurnitureOnly(furniture)  # type: ignore[assignment]

    def run(text: str, date: str | None = None, **fields: str) -> Reading:
        return clean(Reading(Report("r", text, date, **fields)), knowledge)

    return run
