"""Communique reads diplomatic and political news and keeps the record of it.

>>> import communique
>>> reader = communique.load()
>>> record = reader.read("The foreign ministers of Kenya and Uganda met in Kampala.", date="2024-03-05")
>>> record.events[0].type
'CONSULT'
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from communique.analyse import gate_of, load_parser
from communique.analyse.model import DEFAULT_MODEL
from communique.knowledge import load as load_knowledge
from communique.learned import available, load_coder
from communique.pipeline import Reader
from communique.records import Record, Report

if TYPE_CHECKING:
    from communique.store import RecordBook

__version__ = "0.1.0"
__all__ = ["Reader", "Record", "Report", "load", "open_record"]


def load(*, knowledge: str | Path | None = None, model: str = DEFAULT_MODEL, rules_only: bool = False,
         gate: bool = False) -> Reader:
    """A reader, ready to read reports.

    `knowledge` is a folder of your own entries, laid out like `communique/data`; `model` the Python package of an
    English spaCy pipeline. The learned coder has its say where the extra `accurate` is installed, unless `rules_only`.
    With `gate`, paragraphs in which no event and no statement can stand are not parsed; a name in them may be missed.
    Raises KnowledgeError or ModelError, each saying what is wrong and how to mend it.
    """
    second = None if rules_only or not available() else load_coder()
    parser, known = load_parser(model), load_knowledge(Path(knowledge) if knowledge else None)
    return Reader(parser, known, __version__, second, gate_of(known, parser.nlp) if gate else None)


def open_record(path: str | Path) -> RecordBook:
    """A record database, open for reading: its events, statements, actors, dyads and what lies ahead.

    Raises StoreError where there is none, or it was made by another version.
    """
    from communique.store import RecordBook  # only here: reading a report needs no database

    return RecordBook(path)
