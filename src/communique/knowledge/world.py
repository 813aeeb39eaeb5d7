"""States, organisations, people, offices: who there is to act."""

from __future__ import annotations

from dataclasses import dataclass

from communique.knowledge.files import Files
from communique.knowledge.ontology import Ontology


@dataclass(frozen=True, slots=True)
class World:
    """To come."""


def load(files: Files, ontology: Ontology) -> World:
    """To come."""
    return World()
