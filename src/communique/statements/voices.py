"""Speakers whom the actors stage does not know → actors of this record: "one resident", "the report", "Radio Tarawa".

They have a name, which is their words without the article, and at most a country. So a statement of theirs can be
asked for like any other, and the same words are the same voice all through the report.
"""

from __future__ import annotations

from dataclasses import replace

from communique.knowledge.cues import Cues
from communique.records import Actor, Span
from communique.stages import MentionIndex, Reading, Token
from communique.statements.speakers import Speaker, phrase

_LOOSE = ("DT", "PDT", "WDT", "CC", "RB", "IN", ",")
_NAMED = ("speaker:document", "speaker:finding", "speaker:unnamed", "speaker:words", "speaker:somebody")
MAX_WORDS = 12  # longer phrases are clauses that the parse has misread


class Voices:
    """The voices of one reading, each made when it is first heard."""

    def __init__(self, reading: Reading, cues: Cues) -> None:
        self.document = reading.document
        self.cues = cues
        self.index = MentionIndex.of(reading.mentions)
        self.actors = {a.id: a for a in reading.actors}
        self.made: dict[str, Actor] = {}

    def of(self, speaker: Speaker) -> str | None:
        """The actor for a speaker who has none; None where the words name nobody."""
        if speaker.actor is not None or speaker.span is None or speaker.rule not in _NAMED:
            return speaker.actor
        tokens = list(self.document.tokens_in(speaker.span))
        while tokens and tokens[0].tag in _LOOSE:
            tokens.pop(0)
        if len(tokens) > MAX_WORDS:  # "the results of the study published in …": up to the first preposition
            tokens = tokens[: next((n for n, t in enumerate(tokens) if t.tag == "IN"), 0)]
        if not tokens:
            return None
        name = " ".join(self.document.words(tokens[0].index, tokens[-1].index + 1).split())
        key = self._again(speaker.span, tokens) or name.lower()
        if key not in self.made:
            self.made[key] = self._actor(name, tokens, speaker)
        elif speaker.span not in self.made[key].mentions:
            self.made[key] = replace(self.made[key], mentions=(*self.made[key].mentions, speaker.span))
        return self.made[key].id

    def _again(self, span: Span, tokens: list[Token]) -> str | None:
        """ "The official" after "a senior official in the ministry": the key of the one voice so far of that noun."""
        if len(tokens) != 1 or self.document.tokens_in(span)[0].text.lower() not in ("the", "this", "that"):
            return None
        found = [key for key in self.made if tokens[0].text.lower() in key.split()]
        return found[0] if len(found) == 1 else None

    def named(self, head: int) -> str | None:
        """The actor for a noun that nobody knows: whom one speaks to ("told reporters")."""
        if self.document.tokens[head].tag[:2] != "NN":
            return None
        span = self.document.span(*phrase(self.document, head))
        return self.of(Speaker(None, span, False, "speaker:somebody"))

    def _actor(self, name: str, tokens: list[Token], speaker: Speaker) -> Actor:
        paper = speaker.rule in ("speaker:document", "speaker:finding")
        named = tokens[-1].tag in ("NNP", "NNPS")
        kind = "person" if tokens[-1].entity == "PERSON" else "organisation" if paper or named else "group"
        code, spans = None if paper else self._code(tokens), (speaker.span,) if speaker.span else ()
        return Actor(f"v{len(self.made) + 1}", None, name, kind, code, None, None, None, spans, ("voice", speaker.rule))

    def _code(self, tokens: list[Token]) -> str | None:
        """The one country whose adjective or name stands in the words: "a Turkish official"."""
        first, last = tokens[0].index, tokens[-1].index + 1
        codes = {self.actors[a].code for m in self.index.inside(first, last) for a in m.actors
                 if a in self.actors and self.actors[a].kind == "state"}
        return codes.pop() if len(codes) == 1 else None
