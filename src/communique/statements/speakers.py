"""The head of a speaker's words → the actor, the words themselves, and how sure that is.

A mention at that token settles it. Where there is none, words with a country or an organisation in them ("a Turkish
official") are kept without an actor; "analysts" are nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.knowledge.cues import Cues
from communique.records import Span
from communique.stages import Document, Mention, Reading

_NAMED = frozenset(("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"))
_PRONOUNS = frozenset(("he", "she", "they", "it", "who", "we", "i", "you"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: actor id if known, the words, whether a name or country stands behind them."""

    actor: str | None
    span: Span | None
    known: bool
    rule: str


NOBODY = Speaker(None, None, False, "no-speaker")


class Speakers:
    """Finds speakers in one reading."""

    def __init__(self, reading: Reading, cues: Cues) -> None:
        self.document = reading.document
        self.cues = cues
        self.by_head: dict[int, Mention] = {}
        for mention in reading.mentions:
            if mention.actors and not mention.latent and mention.kind != "owner":
                self.by_head.setdefault(mention.head, mention)
        self.has_mentions = bool(reading.mentions)

    def at(self, head: int | None) -> Speaker:
        """The speaker whose words have this head."""
        if head is None:
            return NOBODY
        mention = self.by_head.get(head)
        if mention is not None:
            words = self.document.span(mention.first, mention.last)
            return Speaker(mention.actors[0], words, True, f"speaker:{mention.kind}")
        return self._without_mention(head)

    def _without_mention(self, head: int) -> Speaker:
        token = self.document.tokens[head]
        first, last = phrase(self.document, head)
        span = self.document.span(first, last)
        words = self.document.tokens[first:last]
        if token.lemma.lower() in self.cues.documents:
            owner = self._owner(head)
            if owner is not None:
                return owner
            return Speaker(None, span, any(t.entity in _NAMED for t in words), "speaker:document")
        if token.text.lower() in _PRONOUNS:
            return Speaker(None, span, not self.has_mentions and token.text.lower() not in ("it", "you"), "speaker:pronoun")
        named = any(t.entity in _NAMED or (t.tag in ("NNP", "NNPS")) for t in words)
        if not named and not self.has_mentions and token.lemma.lower() not in self.cues.anonymous:
            named = any(t.text.lower() in ("the", "his", "her", "their", "both") for t in words)
        return Speaker(None, span, named, "speaker:words" if named else "no-speaker")


    def _owner(self, head: int) -> Speaker | None:
        """ "the minister's letter", "a statement from the army": whose words a document gives."""
        for token in self.document.below(head, "poss"):
            return self.at(token.index)
        for token in self.document.below(head, "prep", "agent"):
            if token.text.lower() in ("by", "from", "of"):
                for inner in self.document.below(token.index, "pobj"):
                    speaker = self.at(inner.index)
                    return speaker if speaker.known else None
        return None


def phrase(document: Document, head: int) -> tuple[int, int]:
    """The noun phrase around a head, without relative clauses and what stands behind commas."""
    first, last = document.edges[head][0], head + 1
    for child in document.children[head]:
        token = document.tokens[child]
        if child > head and token.dep in ("prep", "compound", "nummod", "case", "amod", "conj", "cc", "flat"):
            last = max(last, document.edges[child][1])
        if child > head and token.dep == "appos" and child - head <= 3 and document.tokens[head + 1].text != ",":
            last = max(last, document.edges[child][1])
    while first < head and (not document.tokens[first].text[:1].isalnum() or document.tokens[first].tag in ("CC", "RB", "IN")):
        first += 1
    for index in range(head + 1, last):
        if document.tokens[index].text in (",", "—", "–", "("):
            return first, index
    return first, last
