"""A statement's words → what it is about: issues of the knowledge (`data/cues/topics.tsv`), then states and bodies.

Issues by their words in the content, in the order of the text; states and organisations by the mentions that lie in
it, by name, the speaker's own self left out. So "what has each side said of the grain deal" can be asked of records.
"""

from __future__ import annotations

import re
from functools import lru_cache

from communique.knowledge.cues import Cues
from communique.knowledge.topics import KEY
from communique.records import Actor, Span, Statement
from communique.stages import MentionIndex, Reading
from communique.statements.spans import token_range

_WORD_START = re.compile(r"\b\w")


class Topics:
    """Finds topics in one reading."""

    def __init__(self, reading: Reading, cues: Cues) -> None:
        self.text = reading.text
        self.cues = cues
        self.index = MentionIndex.of(reading.mentions)
        self.actors = {a.id: a for a in reading.actors}
        self.starts = [t.start for t in reading.document.tokens]

    def of(self, statement: Statement) -> tuple[str, ...]:
        """The topics of a statement of the text, each once."""
        found = [issue for span in statement.content for issue in issues(self.text[span[0] : span[1]], self.cues)]
        named = [name for span in statement.content for name in self._named(span, statement.speaker)]
        return tuple(dict.fromkeys((*found, *named)))

    def _named(self, span: Span, speaker: str | None) -> list[str]:
        first, last = token_range(self.starts, span)
        actors = [self.actors[a] for m in self.index.inside(first, last) if m.kind != "pronoun"
                  for a in m.actors if a in self.actors and a != speaker]
        return [a.name for a in actors if _is_side(a)]


def issues(words: str, cues: Cues) -> list[str]:
    """The issues that some words name.

    >>> from communique.knowledge import load
    >>> issues("Inspectors must be let back if the nuclear deal is to live.", load(None).cues)
    ['nuclear programme']
    """
    found: list[str] = []
    low, done = words.lower(), 0
    for start in _WORD_START.finditer(low):
        at = start.start()
        if at >= done:
            match = _at(low, at, cues)
            if match is not None:
                found.append(match[0])
                done = match[1]
    return found


def _at(low: str, at: int, cues: Cues) -> tuple[str, int] | None:
    """The topic whose words stand at a place, and where they end: the longest."""
    best: tuple[str, int] | None = None
    for length in range(1, KEY + 1):
        for pattern, topic in cues.topics.get(low[at : at + length], ()) if at + length <= len(low) else ():
            match = _compiled(pattern).match(low, at)
            if match is not None and (best is None or match.end() > best[1]):
                best = topic, match.end()
    return best


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})(?!\w)")


def _is_side(actor: Actor) -> bool:
    """States, and bodies that the knowledge has; not "residents" or an agency that only passed the words on."""
    if actor.kind == "state":
        return True
    return actor.kind == "organisation" and bool(actor.ref) and actor.sector not in ("MED", "JRN")
