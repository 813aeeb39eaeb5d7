"""The parser and the knowledge, loaded once, and a way to write a sentence's propositions down in one line each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique import Reader
from communique.analyse.analyse import parse
from communique.propositions import find_propositions
from communique.records import Report
from communique.stages import Document, Proposition, Reading

Read = Callable[[str], Reading]


@pytest.fixture(scope="session")
def read(reader: Reader) -> Read:
    """Sentence → the reading with its propositions."""
    def reading(text: str) -> Reading:
        bare = Reading(Report("test", text), text=text, document=parse(text, reader.parser))
        return find_propositions(bare, reader.knowledge)

    return reading


def roles(document: Document, p: Proposition) -> dict[str, str]:
    """Role → the words at the head of its arguments: {"agent": "Kenya Chad", "in": "Lima"}."""
    out: dict[str, str] = {}
    for argument in p.arguments:
        name = argument.prep or argument.role if argument.role == "oblique" else argument.role
        words = " ".join(document.tokens[h].text for h in argument.heads)
        out[name] = f"{out[name]} {words}" if name in out else words
    return out


def the(reading: Reading, lemma: str) -> Proposition:
    """The first proposition with this lemma."""
    found = [p for p in reading.propositions if p.lemma == lemma]
    assert found, f"no {lemma!r} among {[p.lemma for p in reading.propositions]}"
    return found[0]


@pytest.fixture(scope="session")
def shows(read: Read) -> Callable[[str, str], dict[str, str]]:
    """Sentence and lemma → the roles of that proposition."""

    def show(text: str, lemma: str) -> dict[str, str]:
        reading = read(text)
        return roles(reading.document, the(reading, lemma))

    return show


@pytest.fixture(scope="session")
def marks(read: Read) -> Callable[[str, str], Proposition]:
    """Sentence and lemma → that proposition."""
    return lambda text, lemma: the(read(text), lemma)
