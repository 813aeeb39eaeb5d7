"""What the helpers of this stage share: the parsed text, scope words, event nouns, the subjects found so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.knowledge.scope import Scope
from communique.stages import Argument, Document, Token

VERBAL = {"VERB", "AUX"}
NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X", "SYM"}
RELATIVES = {"who", "which", "that", "whom", "whose"}
CLIMB = 12  # how far up a chain we look: hostile text may nest thousands deep


@dataclass(frozen=True, slots=True)
class Ground:
    """A document with what is known about it. `subjects` remembers, so that long chains are walked once."""

    document: Document
    scope: Scope
    events: frozenset[int]  # tokens that are event nouns
    subjects: dict[int, Argument | None] = field(default_factory=dict)

    def head(self, token: Token) -> Token:
        """The token it hangs on."""
        return self.document.tokens[token.head]


def is_object(document: Document, clause: Token) -> bool:
    """"ruled out *sending* troops": a participle right behind verb and particle is what they are about."""
    verb = document.tokens[clause.head]
    between = document.tokens[verb.index + 1:clause.index]
    return (clause.tag == "VBG" and 0 < len(between) < 2 and all(t.dep == "prt" for t in between)
            and not any(document.below(clause.index, "nsubj", "mark")))


def joined(document: Document, token: Token) -> list[Token]:
    """A name and those a hyphen or an "and" joins to it: "*US*-*China* talks", "*Greek* and *Turkish* attacks"."""
    out = [token]
    for child in document.below(token.index, "compound", "nmod", "amod"):
        if child.index < token.index and _hyphenated(document, child, token):
            out.insert(0, child)
    for child in document.below(token.index, "conj"):
        if child.pos in ("ADJ", "PROPN", "NOUN") and len(out) < CLIMB:
            out.extend(joined(document, child) if len(out) < 4 else [child])
    return out


def _hyphenated(document: Document, child: Token, token: Token) -> bool:
    """"US-China": one mark between them, and it is a dash."""
    return token.index - child.index == 2 and document.tokens[child.index + 1].text in ("-", "–", "—", "‑", "/")
