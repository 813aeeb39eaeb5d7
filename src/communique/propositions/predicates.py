"""Document → the words that are predicates: verbs, event nouns with the verb that carries them, adjectives.

A support verb ("hold", "pay", "take place": `data/scope/support.yaml`) gives the noun its tense and its parties and is
no predicate of its own. The noun may stand as object or subject of the verb, behind its preposition, behind a measure,
or before it: "held talks", "talks took place", "entered into talks", "a round of talks was held", "talks held in Doha",
"there were talks".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.knowledge import Knowledge
from communique.knowledge.scope import Support
from communique.propositions.ground import CLIMB, RELATIVES, VERBAL, Ground
from communique.propositions.voice import is_passive
from communique.stages import Document, Token

AUXILIARY = {"aux", "auxpass"}
PLACES = {"dobj": "patient", "nsubjpass": "patient", "nsubj": "agent"}


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
    measure: int | None = None  # "round" in "a round of talks"

    @property
    def phase(self) -> str | None:
        return self.supported.phase if self.supported else None


@dataclass(frozen=True, slots=True)
class Carried:
    """The verb that carries a noun."""

    verb: int
    support: Support
    measure: int | None
    below: bool  # a clause behind the noun: "talks held in Doha"


def event_nouns(document: Document, knowledge: Knowledge) -> frozenset[int]:
    """The tokens that are event nouns."""
    return frozenset(t.index for t in document.tokens if is_event_noun(document, t, knowledge))


def predicates(ground: Ground, knowledge: Knowledge) -> Iterator[Predicate]:
    """All predicates in the order of their heads."""
    tokens = ground.document.tokens
    carried = {n: found for n in sorted(ground.events) if (found := _carrier(ground, tokens[n], knowledge))}
    absorbed = {c.verb for n, c in carried.items()
                if not _own_act(tokens[c.verb], knowledge) and _is_act(tokens[n], knowledge)}
    for token in tokens:
        if token.index in ground.events:
            yield _noun(token, carried.get(token.index), knowledge, ground)
        elif is_verb(token) and token.index not in absorbed:
            yield _verb(ground.document, token, knowledge)
        elif is_adjective(token, knowledge):
            yield _adjective(ground.document, token)


def is_verb(token: Token) -> bool:
    """A full verb or a copula; no auxiliary, no participle used as an adjective ("the detained man") or preposition."""
    if token.dep in AUXILIARY or token.pos not in VERBAL:
        return False
    return token.dep not in ("amod", "compound", "prep")


def is_event_noun(document: Document, token: Token, knowledge: Knowledge) -> bool:
    """A noun the lexicon knows, at the head of its phrase; "the signing of" may be tagged as a verb."""
    if token.dep in ("compound", "amod", "nmod") or token.entity in ("DATE", "TIME", "PERSON", "GPE"):
        return False
    if token.pos in ("NOUN", "PROPN"):
        return noun_lemma(token) in knowledge.lexicon.nouns and not _says_how(document, token, knowledge)
    return (token.tag == "VBG" and token.text.lower() in knowledge.lexicon.nouns
            and any(document.below(token.index, "det", "poss")) and not any(document.below(token.index, "dobj", "aux")))


def _says_how(document: Document, token: Token, knowledge: Knowledge) -> bool:
    """ "resigned *in protest*": behind a bare "in", with nothing of its own before it."""
    return (token.index > 0 and token.lemma.lower() in knowledge.scope.manner
            and document.tokens[token.index - 1].text.lower() == "in")


def noun_lemma(token: Token) -> str:
    """The lemma in small letters: the lemmatiser leaves "Talks" at the head of a line, and makes "signing" "sign"."""
    if token.pos == "VERB":
        return token.text.lower()
    lemma = token.lemma.lower()
    return lemma[:-1] if token.pos == "PROPN" and token.tag == "NNPS" and lemma.endswith("s") else lemma


def is_adjective(token: Token, knowledge: Knowledge) -> bool:
    """An adjective of the lexicon said of somebody: "is ready to", "Ready to mediate, Oman …"."""
    return (token.pos == "ADJ" or token.tag in ("JJ", "VBN")) and token.lemma.lower() in knowledge.lexicon.adjectives \
        and token.dep in ("acomp", "oprd", "ccomp", "ROOT", "conj", "advcl", "acl")


def particle(document: Document, verb: Token, knowledge: Knowledge) -> Token | None:
    """The particle of a verb: "called *off*"; an adverb, preposition or noun ("take *place*") if known with it."""
    found = next(document.below(verb.index, "prt"), None)
    if found is not None:
        return found
    for word in document.below(verb.index, "advmod", "prep", "dobj"):
        if word.index == verb.index + 1 and not any(document.below(word.index, "pobj", "pcomp")):
            name = f"{verb.lemma.lower()} {word.text.lower()}"
            if name in knowledge.scope.supports or any(name in e.words for e in knowledge.lexicon.of("verb", name)):
                return word
    return None


def verb_lemma(document: Document, verb: Token, knowledge: Knowledge) -> str:
    """The lemma, with the particle."""
    part = particle(document, verb, knowledge)
    return f"{verb.lemma.lower()} {part.text.lower()}" if part else verb.lemma.lower()


def carriers(ground: Ground, predicate: Predicate) -> Iterator[tuple[int, Support]]:
    """The verb that carries a noun, and those of its relative clauses: "the talks, which began, will last"."""
    if predicate.support is not None and predicate.supported is not None:
        yield predicate.support, predicate.supported
    if predicate.kind == "noun":
        for verb, place in _clauses_behind(ground, predicate.head):
            if verb.index != predicate.support:
                known = ground.scope.supports.get(verb.lemma.lower(), ())
                yield from ((verb.index, s) for s in known if s.noun_is == place)


def _verb(document: Document, token: Token, knowledge: Knowledge) -> Predicate:
    part = particle(document, token, knowledge)
    trigger = (token.index, part.index) if part else (token.index,)
    return Predicate(token.index, "verb", verb_lemma(document, token, knowledge), trigger, token.index)


def _noun(token: Token, carried: Carried | None, knowledge: Knowledge, ground: Ground) -> Predicate:
    if not carried:
        return Predicate(token.index, "noun", noun_lemma(token), (token.index,), token.index)
    trigger = tuple(sorted({carried.verb, token.index}))
    lemma = verb_lemma(ground.document, ground.document.tokens[carried.verb], knowledge)
    return Predicate(token.index, "noun", noun_lemma(token), trigger, token.index if carried.below else carried.verb,
                     carried.verb, lemma, carried.support, carried.measure)


def _adjective(document: Document, token: Token) -> Predicate:
    copula = document.tokens[token.head]
    clause = copula.index if token.dep in ("acomp", "oprd") and copula.pos in VERBAL else token.index
    trigger = tuple(sorted({clause, token.index}))
    return Predicate(token.index, "adjective", token.lemma.lower(), trigger, clause,
                     clause if clause != token.index else None, copula.lemma if clause != token.index else None)


def _carrier(ground: Ground, noun: Token, knowledge: Knowledge) -> Carried | None:
    """The verb that carries a noun: its governor, else a clause behind it, if it is a support verb in that role."""
    document = ground.document
    head = _position(ground, noun)
    governor = ground.head(head)
    role = head.dep
    verb = governor
    if role == "pobj" and governor.dep in ("prep", "agent"):
        verb, role = ground.head(governor), governor.text.lower()
    if head.head != head.index and verb.pos in VERBAL and verb.dep not in ("amod", "compound"):
        support = _support(document, verb, _place(document, head, verb, role), knowledge)
        if support:
            measure = head.index if head.lemma.lower() in ground.scope.measures else None
            return Carried(verb.index, support, measure, False)
    for clause, place in _clauses_behind(ground, noun.index):
        support = _support(document, clause, place, knowledge)
        if support:
            return Carried(clause.index, support, None, True)
    return None


def _place(document: Document, head: Token, verb: Token, role: str) -> str:
    """Where the noun stands: patient, agent, there ("there were talks"), or a preposition."""
    if any(document.below(verb.index, "expl")) and role in ("attr", "dobj", "nsubj"):
        return "there"
    if head.dep == "nsubj" and is_passive(document, verb):
        return "patient"  # headline passives: "Talks held in Geneva"
    return PLACES.get(role, role)


def _support(document: Document, verb: Token, place: str, knowledge: Knowledge) -> Support | None:
    for lemma in dict.fromkeys((verb_lemma(document, verb, knowledge), verb.lemma.lower())):
        for support in knowledge.scope.supports.get(lemma, ()):
            if support.noun_is == place:
                return support
    return None


def _clauses_behind(ground: Ground, noun: int) -> Iterator[tuple[Token, str]]:
    """Clauses behind a noun, each with its place in them: "talks held", "talks which began", "talks Oman hosted"."""
    document = ground.document
    for clause in document.below(noun, "acl", "relcl"):
        subject = next(document.below(clause.index, "nsubj", "nsubjpass"), None)
        if clause.tag == "VB" and not any(document.below(clause.index, "auxpass")):
            continue
        if is_passive(document, clause):
            yield clause, "patient"
        elif clause.dep == "acl" or (subject is not None and subject.text.lower() in RELATIVES):
            yield clause, "agent"
        elif subject is not None:
            yield clause, "patient"


def _position(ground: Ground, token: Token) -> Token:
    """The word whose place in the sentence the noun has: the first of a list, the measure in "a round of talks"."""
    for _ in range(CLIMB):
        above = ground.head(token)
        if token.dep == "conj" and above.pos in ("NOUN", "PROPN", "PRON", "NUM"):
            token = above
        elif token.dep == "pobj" and above.text.lower() == "of" \
                and ground.head(above).lemma.lower() in ground.scope.measures:
            token = ground.head(above)
        else:
            return token
    return token


def _is_act(noun: Token, knowledge: Knowledge) -> bool:
    """Whether a noun can be an act by itself, not only what an operator is about ("offered *aid*" is an offer)."""
    return any(entry.alone or entry.does for entry in knowledge.lexicon.of("noun", noun_lemma(noun)))


def _own_act(token: Token, knowledge: Knowledge) -> bool:
    """Whether a support verb is also an act with a place for this noun: an entry of the lexicon wants that object."""
    return any(entry.object for entry in knowledge.lexicon.of("verb", token.lemma.lower()))
