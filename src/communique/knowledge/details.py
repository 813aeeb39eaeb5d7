"""Cues for what surrounds an act: contexts, quantities, standing mechanisms.

In: `data/details/`. Out: a frozen `Details`.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.knowledge.files import Files, words
from communique.knowledge.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Details:
    """Lemmas that speak of a context; lemmas of acts whose object is counted; heads of names of mechanisms."""

    contexts: dict[str, tuple[str, ...]]  # lemma → contexts
    quantities: dict[str, str]  # lemma of verb, noun or adjective → what is counted
    mechanisms: frozenset[str]  # lemmas: "mechanism", "dialogue"
    frames: tuple[str, ...]  # "within the framework of", "under"
    echoes: dict[str, frozenset[str]]  # "the idea", "the move": types of act the noun may stand for


def load(files: Files, ontology: Ontology) -> Details:
    """Reads `data/details/`."""
    contexts: dict[str, tuple[str, ...]] = {}
    for row in files.yaml("details/contexts", required=["context", "words"], optional=["comment"]):
        if files.known(row, "context", row["context"], ontology.contexts):
            for word in words(row["words"]):
                contexts[word] = (*contexts.get(word, ()), str(row["context"]))
    quantities = {w: str(row["what"]) for row in files.yaml("details/quantities", required=["what", "words"], optional=["comment"])
                  for w in words(row["words"])}
    rows = files.yaml("details/mechanisms", optional=["heads", "frames", "comment"])
    return Details(contexts, quantities, frozenset(w for row in rows for w in words(row.get("heads"))),
                   tuple(w for row in rows for w in words(row.get("frames"))), _echoes(files, ontology))


def _echoes(files: Files, ontology: Ontology) -> dict[str, frozenset[str]]:
    out: dict[str, frozenset[str]] = {}
    for row in files.yaml("details/echoes", required=["words", "types"], optional=["comment"]):
        types = frozenset(t for t in words(row["types"]) if files.known(row, "type", t, ontology.types))
        out |= dict.fromkeys(words(row["words"]), types)
    return out
