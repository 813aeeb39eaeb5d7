"""A telling → to whom, through whom, on what occasion and on which day it was said.

Kept simple: what clearly hangs on the cue counts, the rest is None.
"""

from __future__ import annotations

from communique.knowledge.cues import Cues
from communique.records import Span
from communique.stages import Document, Reading, Token
from communique.statements.sayings import Saying
from communique.statements.speakers import Speakers

_PREPOSITIONS = ("at", "in", "during", "after", "on", "before", "via", "to", "through")
MAX_OCCASION = 90  # characters; longer ones are a misread clause


def addressee(saying: Saying, speakers: Speakers, speaker: str | None) -> str | None:
    """The actor who was told; reporters are none."""
    found = speakers.actor_at(saying.addressee)
    return found if found != speaker else None


def via(saying: Saying, speakers: Speakers, speaker: str | None) -> str | None:
    """The agency or spokesperson it came through: "was quoted by Fars as saying", "said through a spokesman"."""
    if saying.via is not None:
        return speakers.actor_at(saying.via)
    for token in speakers.document.below(saying.at, "prep"):
        if token.text.lower() == "through":
            for inner in speakers.document.below(token.index, "pobj"):
                found = speakers.actor_at(inner.index)
                return found if found != speaker else None
    return None


def occasion(document: Document, cues: Cues, saying: Saying, content: tuple[Span, ...]) -> str | None:
    """The words of the occasion: "at a press conference in Berlin"."""
    if saying.cue is None:
        return None
    for token in document.below(saying.at, "prep"):
        if token.text.lower() in _PREPOSITIONS:
            for inner in document.below(token.index, "pobj"):
                if inner.lemma.lower() in cues.occasions:
                    return _words(document, token, content)
    return None


def _words(document: Document, preposition: Token, content: tuple[Span, ...]) -> str | None:
    first, last = document.edges[preposition.index]
    start, end = document.tokens[first].start, document.tokens[last - 1].end
    if end - start > MAX_OCCASION or any(a < end and start < b for a, b in content):
        return None
    return document.words(first, last)


def said_at(reading: Reading, saying: Saying | None, content: tuple[Span, ...]) -> str | None:
    """The day it was said: one that stands beside the cue and outside the content, else the day of the report."""
    if saying is None or saying.cue is None:
        return reading.date
    document = reading.document
    sentence = document.sentence_of(saying.at)
    cue = document.tokens[saying.at]
    near = [t for t in reading.times if sentence.span[0] <= t.span[0] < sentence.span[1]
            and not any(a <= t.span[0] < b for a, b in content)]
    for time in near:
        token = document.at.get(time.span[0])
        hangs = token is not None and _hangs_on(document, token, cue)
        if hangs and time.type in ("DATE", "TIME") and time.start and time.start == time.end:
            return time.start
    return None if any(t.start and t.start != reading.date for t in near) else reading.date


def _hangs_on(document: Document, token: int, cue: Token) -> bool:
    """Whether a word belongs to the cue within three steps up the parse."""
    for _ in range(4):
        head = document.tokens[token].head
        if head == cue.index:
            return True
        if head == token:
            return False
        token = head
    return False
