"""Document → the words that are predicates, with the verb that supports a noun.

A noun is a predicate only if the lexicon knows it as an act: "talks", "visit", "rejection". As the first part of a
compound it is none ("talks venue", "attack helicopters"). A noun whose verb lends it tense and subject takes
the verb with it, and the verb is then no predicate of its own: "held talks", "talks took place", "entered into talks".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.knowledge import Knowledge
from communique.knowledge.scope import Scope, Support
from communique.stages import Document, Token

VERBAL = {"VERB", "AUX"}
AUXILIARY = {"aux", "auxpass"}


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that is a predicate; for nouns `support` is the token of the verb that carries them."""

    head: int
    kind: str
    lemma: str
    trigger: tuple[int, ...]
    clause: int  # the token whose subtree is the clause
    support: int | None = None
    support_lemma: str | None = None
    supported: Support | None = None

    @property
    def phase(self) -> str | None:
        return self.supported.phase if self.supported else None


def predicates(document: Document, knowledge: Knowledge) -> Iterator[Predicate]:
    """All predicates in the order of their heads."""
    carried: dict[int, tuple[int, Support]] = {}  # noun → verb
    for token in document.tokens:
        if is_event_noun(token, knowledge):
            found = _support(document, token, knowledge.scope)
            if found:
                carried[token.index] = found
    absorbed = {verb for verb, support in carried.values() if not _own_act(document, verb, knowledge)}
    for token in document.tokens:
        if token.index in carried or is_event_noun(token, knowledge):
            yield _noun(document, token, carried.get(token.index))
        elif is_verb(token) and token.index not in absorbed:
            yield _verb(document, token)
        elif is_adjective(token, knowledge):
            yield _adjective(document, token)


def is_verb(token: Token) -> bool:
    """A full verb or a copula; not an auxiliary, not a participle used as an adjective ("the detained man")."""
    if token.dep in AUXILIARY or token.pos not in VERBAL:
        return False
    return token.dep not in ("amod", "compound")


def is_event_noun(token: Token, knowledge: Knowledge) -> bool:
    """A noun the lexicon knows, at the head of its phrase."""
    return (token.pos in ("NOUN", "PROPN") and token.dep not in ("compound", "amod", "nmod")
            and token.entity not in ("DATE", "TIME", "PERSON", "GPE") and noun_lemma(token) in knowledge.lexicon.nouns)


def noun_lemma(token: Token) -> str:
    """The lemma in small letters: the lemmatiser leaves "Talks" at the head of a line as it is."""
    lemma = token.lemma.lower()
    if token.pos == "PROPN" and token.tag == "NNPS" and lemma.endswith("s"):
        return lemma[:-1]
    return lemma


def is_adjective(token: Token, knowledge: Knowledge) -> bool:
    """An adjective of the lexicon said of somebody: "is ready to", "Ready to mediate, Oman …"."""
    return (token.pos == "ADJ" or token.tag in ("JJ", "VBN")) and token.lemma.lower() in knowledge.lexicon.adjectives \
        and token.dep in ("acomp", "oprd", "ccomp", "ROOT", "conj", "advcl", "amod", "acl") and token.dep != "amod"


def particle(document: Document, verb: Token) -> Token | None:
    """The particle of a verb: "called *off*"."""
    return next(document.below(verb.index, "prt"), None)


def verb_lemma(document: Document, verb: Token) -> str:
    """The lemma, with the particle."""
    part = particle(document, verb)
    return f"{verb.lemma.lower()} {part.text.lower()}" if part else verb.lemma.lower()


def _verb(document: Document, token: Token) -> Predicate:
    part = particle(document, token)
    trigger = (token.index, part.index) if part else (token.index,)
    return Predicate(token.index, "verb", verb_lemma(document, token), trigger, token.index)


def _noun(document: Document, token: Token, carried: tuple[int, Support] | None) -> Predicate:
    if not carried:
        return Predicate(token.index, "noun", noun_lemma(token), (token.index,), token.index)
    verb, support = carried
    trigger = tuple(sorted((verb, token.index)))
    return Predicate(token.index, "noun", noun_lemma(token), trigger, verb, verb,
                     verb_lemma(document, document.tokens[verb]), support)


def _adjective(document: Document, token: Token) -> Predicate:
    copula = document.tokens[token.head]
    clause = copula.index if token.dep in ("acomp", "oprd") and copula.pos in VERBAL else token.index
    trigger = tuple(sorted({clause, token.index}))
    return Predicate(token.index, "adjective", token.lemma.lower(), trigger, clause,
                     clause if clause != token.index else None, copula.lemma if clause != token.index else None)


def _support(document: Document, noun: Token, scope: Scope) -> tuple[int, Support] | None:
    """The verb that carries a noun: its governor, if the table of support verbs has it in that role."""
    head = first_conjunct(document, noun)
    governor = document.tokens[head.head]
    if governor.index == head.index:
        return None
    role = head.dep
    verb = governor
    if role == "pobj" and governor.dep in ("prep", "agent"):
        verb = document.tokens[governor.head]
        role = governor.text.lower()
    if verb.pos not in VERBAL or verb.dep in ("amod", "compound"):
        return None
    place = {"dobj": "patient", "nsubjpass": "patient", "nsubj": "agent"}.get(role, role)
    if head.dep == "nsubj" and verb.tag == "VBN" and not any(document.below(verb.index, "auxpass", "aux")):
        place = "patient"  # headline passives: "Talks held in Geneva"
    lemmas = {verb_lemma(document, verb), verb.lemma.lower()}
    for lemma in lemmas:
        for support in scope.supports.get(lemma, ()):
            if support.noun_is == place:
                return verb.index, support
    return None


def first_conjunct(document: Document, token: Token) -> Token:
    """The first of the coordinated words this one belongs to."""
    while token.dep == "conj" and document.tokens[token.head].pos in ("NOUN", "PROPN", "PRON", "NUM"):
        token = document.tokens[token.head]
    return token


def _own_act(document: Document, verb: int, knowledge: Knowledge) -> bool:
    """Whether a support verb is also an act with a place for this noun: an entry of the lexicon wants that object."""
    token = document.tokens[verb]
    return any(entry.object for entry in knowledge.lexicon.of("verb", token.lemma.lower()))
