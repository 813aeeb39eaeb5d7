"""Tense, aspect, voice, negation, modality and condition of one predicate, read off its auxiliaries and neighbours."""

from __future__ import annotations

from dataclasses import dataclass

from communique.knowledge.scope import Scope
from communique.propositions.arguments import is_passive
from communique.propositions.predicates import VERBAL, Predicate
from communique.stages import Document, Token

FUTURE = {"will", "'ll", "shall", "wo"}
MODALS = {"would": "would", "'d": "would", "could": "could", "can": "can", "ca": "can", "may": "may", "might": "may",
          "must": "must", "should": "should", "ought": "should"}
IF = {"if", "unless", "should", "provided", "lest"}


@dataclass(frozen=True, slots=True)
class Marks:
    """What the verb group says."""

    tense: str | None
    aspect: str | None
    passive: bool
    negation: int | None
    modality: str | None
    conditional: bool


def scope_of(document: Document, predicate: Predicate, scope: Scope) -> Marks:
    """The marks of a predicate; a noun takes those of the verb that carries it."""
    at = predicate.support if predicate.support is not None else predicate.head
    token = document.tokens[at]
    negation = _negation(document, at, scope)
    if negation is None and predicate.head != at:
        negation = _negation(document, predicate.head, scope)
    if token.pos not in VERBAL:
        return Marks(None, None, False, negation, None, False)
    leader = _leader(document, token)
    modality = _modality(document, token, leader)
    return Marks(_tense(document, token, leader, modality), _aspect(document, token), is_passive(document, token),
                 negation, modality, _conditional(document, token))


def _leader(document: Document, verb: Token) -> Token:
    """The verb whose auxiliaries count: "has met and (has) discussed"."""
    while verb.dep == "conj" and document.tokens[verb.head].pos in VERBAL and not any(document.below(verb.index, "aux", "nsubj")):
        above = document.tokens[verb.head]
        if verb.tag != above.tag:
            break
        verb = above
    return verb


def _auxiliaries(document: Document, *verbs: Token) -> list[Token]:
    return [t for verb in verbs for t in document.below(verb.index, "aux", "auxpass")]


def _modality(document: Document, verb: Token, leader: Token) -> str | None:
    for aux in _auxiliaries(document, verb, leader):
        word = aux.text.lower().replace("’", "'")
        if aux.tag == "MD" or word in MODALS or word in FUTURE:
            return "will" if word in FUTURE else MODALS.get(word, "may")
    above = document.tokens[verb.head]
    if verb.dep == "xcomp" and above.lemma == "be":
        if verb.tag == "VB":
            return "plan"  # "is to visit"
        if above.tag == "VBD" and any(t.text.lower() == "to" for t in document.below(verb.index, "aux")):
            return "missed"  # "was to have met"
    if verb.dep == "xcomp" and above.lemma == "go" and above.tag == "VBG":
        return "will"  # "is going to visit"
    if leader.tag == "VB" and leader.dep == "ROOT" and not any(document.below(leader.index, "nsubj", "aux")):
        return "imperative"
    sentence = document.sentence_of(verb.index)
    if sentence.headline and verb.tag == "VB" and any(t.text == "to" for t in document.below(verb.index, "aux")) and verb.dep == "ROOT":
        return "plan"  # "Kenya to host talks"
    return None


def _tense(document: Document, verb: Token, leader: Token, modality: str | None) -> str | None:
    if modality in ("will", "plan"):
        return "future"
    tags = [t.tag for t in _auxiliaries(document, verb, leader)] + [leader.tag]
    if "VBD" in tags:
        return "past"
    if any(tag in ("VBZ", "VBP") for tag in tags):
        return "past" if document.sentence_of(verb.index).headline and not _aspect(document, verb) else "present"
    if verb.tag == "VBN" and document.sentence_of(verb.index).headline:
        return "past"
    return None


def _aspect(document: Document, verb: Token) -> str | None:
    lemmas = {t.lemma.lower() for t in _auxiliaries(document, verb)}
    if verb.tag == "VBG" and "be" in lemmas:
        return "progressive"
    return "perfect" if "have" in lemmas else None


def _negation(document: Document, at: int, scope: Scope) -> int | None:
    """A negating word on the predicate, on its subject or object ("no troops crossed"), or "without" before it."""
    for child in document.children[at]:
        token = document.tokens[child]
        if token.dep == "neg" or (token.dep in ("det", "preconj", "advmod", "cc") and token.text.lower() in scope.negators
                                  and token.text.lower() != "nor" or token.text.lower() == "nor" and token.index < at):
            return child
        if token.dep in ("nsubj", "nsubjpass", "dobj"):
            inner = next((t for t in document.below(child, "det", "neg") if t.text.lower() in scope.negators), None)
            if inner is not None:
                return inner.index
            if token.text.lower() in scope.negators:
                return child
    above = document.tokens[document.tokens[at].head]
    if above.text.lower() == "without" and document.tokens[at].dep in ("pcomp", "pobj"):
        return above.index
    token = document.tokens[at]
    if token.dep == "conj" and any(t.text.lower() == "nor" or t.text.lower() == "or" for t in document.below(token.head, "cc")) \
            and document.tokens[token.head].pos in VERBAL:
        return next((t.index for t in document.below(token.head, "neg")), None)
    return None


def _conditional(document: Document, verb: Token) -> bool:
    """Whether the verb stands in an if-clause, or in a main clause with "would" that has one."""
    if any(t.text.lower() in IF for t in document.below(verb.index, "mark")):
        return True
    for clause in document.below(verb.index, "advcl"):
        if any(t.text.lower() in IF for t in document.below(clause.index, "mark")):
            return True
    return False
