"""Files in, one frozen `Knowledge` out.

Each part has a module of its own with a `load(files)`; a part that needs another one is given it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from communique.errors import KnowledgeError
from communique.knowledge.calendar import Calendar
from communique.knowledge.calendar import load as load_calendar
from communique.knowledge.cues import Cues
from communique.knowledge.cues import load as load_cues
from communique.knowledge.details import Details
from communique.knowledge.details import load as load_details
from communique.knowledge.files import Files, files
from communique.knowledge.furniture import Furniture
from communique.knowledge.furniture import load as load_furniture
from communique.knowledge.gazetteer import Gazetteer
from communique.knowledge.gazetteer import load as load_gazetteer
from communique.knowledge.lexicon import Lexicon
from communique.knowledge.lexicon import load as load_lexicon
from communique.knowledge.ontology import Ontology
from communique.knowledge.ontology import load as load_ontology
from communique.knowledge.origins import Origins
from communique.knowledge.origins import load as load_origins
from communique.knowledge.scope import Scope
from communique.knowledge.scope import load as load_scope
from communique.knowledge.world import World
from communique.knowledge.world import load as load_world


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that is known before a report is read. `digest` identifies the files it was made from."""

    digest: str
    ontology: Ontology  # types, modes, contexts, sectors, CAMEO codes, and how they compose
    lexicon: Lexicon  # which words are which act
    details: Details  # contexts, quantities, mechanisms
    scope: Scope  # light verbs, negation, modality, phases
    world: World  # states, organisations, people, offices
    gazetteer: Gazetteer  # cities, regions, seas, venues
    cues: Cues  # verbs and nouns of saying
    calendar: Calendar  # words of time
    furniture: Furniture  # page furniture, embedded posts, header lines
    origins: Origins  # where a report names the agency that wrote it


def load(folder: Path | None = None) -> Knowledge:
    """The package's knowledge with the user's on top.

    Raises KnowledgeError with all the mistakes, each with file, line and remedy.
    """
    source = files(folder)
    knowledge = load_files(source)
    if source.problems:
        lines = "\n".join(str(problem) for problem in source.problems)
        raise KnowledgeError(f"{len(source.problems)} mistake(s) in the knowledge files:\n{lines}")
    return knowledge


def load_files(source: Files) -> Knowledge:
    """The knowledge in these files, good or not: mistakes are left in `source.problems`."""
    with _no_collection():
        return _loaded(source)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the collector of garbage, which finds none while tables are built and takes a sixth of the time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _loaded(source: Files) -> Knowledge:
    ontology = load_ontology(source)
    knowledge = Knowledge(
        digest=source.digest(),
        ontology=ontology,
        lexicon=load_lexicon(source, ontology),
        details=load_details(source, ontology),
        scope=load_scope(source),
        world=load_world(source, ontology),
        gazetteer=load_gazetteer(source),
        cues=load_cues(source),
        calendar=load_calendar(source),
        furniture=load_furniture(source),
        origins=load_origins(source),
    )
    for name in ("roles", "countries", "bodies"):
        source.paths(f"petrarch/{name}", ".tsv")  # read by an import only
    source.paths("petrarch/kinds", ".yaml")
    source.note_unread()
    source.save()
    return knowledge
