"""Tense, aspect, voice, negation, modality, phase and condition of a predicate, from its auxiliaries and neighbours."""

from __future__ import annotations

from dataclasses import dataclass, replace

from communique.propositions.ground import CLIMB, VERBAL, Ground
from communique.propositions.negation import ended, negation
from communique.propositions.predicates import Predicate
from communique.propositions.voice import is_passive
from communique.stages import Document, Token

FUTURE = {"will", "'ll", "shall", "wo"}
MODALS = {"would": "would", "'d": "would", "could": "could", "can": "can", "ca": "can", "may": "may", "might": "may",
          "must": "must", "should": "should", "ought": "should"}
IF = {"if", "unless", "provided", "lest"}
UNREAL = ("plan", "wish", "may")
INVERTED = {"should", "had", "were"}


@dataclass(frozen=True, slots=True)
class Marks:
    """What the verb group says."""

    tense: str | None
    aspect: str | None
    passive: bool
    negation: int | None
    modality: str | None
    phase: str | None
    conditional: bool


def scope_of(ground: Ground, predicate: Predicate) -> Marks:
    """The marks of a predicate; a noun takes those of its verb, and those of its adjectives ("the planned visit")."""
    document = ground.document
    at = predicate.support if predicate.support is not None else predicate.head
    token = document.tokens[at]
    found = negation(ground, at)
    for word in (predicate.measure, predicate.head):
        if found is None and word is not None and word != at:
            found = negation(ground, word)
    marks = _of_verb(ground, token, found, predicate.phase) if token.pos in VERBAL else \
        Marks(None, None, False, found, None, predicate.phase, False)
    return _with_adjectives(ground, predicate, marks) if predicate.kind == "noun" else marks


def _of_verb(ground: Ground, token: Token, found: int | None, phase: str | None) -> Marks:
    document = ground.document
    leader = _leader(document, token)
    modality = _modality(document, token, leader)
    if phase is None and found is not None and ended(ground, token.index):
        phase = "end"
    return Marks(_tense(document, token, leader, modality), _aspect(document, token), is_passive(document, token),
                 found, modality, phase, _conditional(document, token))


def _with_adjectives(ground: Ground, predicate: Predicate, marks: Marks) -> Marks:
    """"the *planned* visit", "the *cancelled* talks", "a *foiled* attack"; but "held the planned talks"."""
    for word in ground.document.below(predicate.head, "amod", "compound", "advmod"):
        effect = ground.scope.modifiers.get(word.text.lower())
        if effect == "negation":
            return marks if marks.negation is not None else replace(marks, negation=word.index)
        if effect in UNREAL:
            if predicate.support is None or (marks.tense is None and marks.modality is None):
                return replace(marks, tense=marks.tense or "future", modality=marks.modality or effect)
        elif effect is not None:
            return replace(marks, phase=marks.phase or effect)
    return marks


def _leader(document: Document, verb: Token) -> Token:
    """The verb whose auxiliaries count: "has met and (has) discussed"."""
    for _ in range(CLIMB):
        above = document.tokens[verb.head]
        if verb.dep != "conj" or above.pos not in VERBAL or verb.tag != above.tag:
            break
        if any(document.below(verb.index, "aux", "nsubj")):
            break
        verb = above
    return verb


def _auxiliaries(document: Document, *verbs: Token) -> list[Token]:
    return [t for verb in verbs for t in document.below(verb.index, "aux", "auxpass")]


def _infinitive(document: Document, verb: Token) -> bool:
    return any(t.text.lower() == "to" for t in document.below(verb.index, "aux"))


def _modality(document: Document, verb: Token, leader: Token) -> str | None:
    """Modal verbs, "is to", "was to have", "is going to", commands, questions and the to-clause of headlines."""
    if _asked(document, verb):
        return "may"
    modal = next((t for t in _auxiliaries(document, verb, leader) if t.tag == "MD" or t.text.lower() in FUTURE), None)
    if modal is not None and not _inverted(document, leader):
        word = modal.text.lower().replace("’", "'")
        return "will" if word in FUTURE else MODALS.get(word, "may")
    above = document.tokens[verb.head]
    if verb.dep == "xcomp" and above.lemma == "be" and _infinitive(document, verb):
        if verb.tag == "VB" or any(document.below(verb.index, "auxpass")) or above.tag != "VBD":
            return "plan"  # "is to visit", "is to be signed", "is to have met"
        return "missed"  # "was to have met"
    if verb.dep == "xcomp" and above.lemma == "go" and above.tag == "VBG":
        return "will"  # "is going to visit"
    if leader.dep == "ROOT" and leader.tag == "VB":
        if _infinitive(document, leader):
            return "plan"  # "Kenya to host talks"
        if not any(document.below(leader.index, "nsubj", "aux")):
            return "imperative"
    return None


def _asked(document: Document, verb: Token) -> bool:
    """A yes-no question: "Will Serbia impose sanctions?", "Did Israel attack Iran?"; and "whether Iran attacked"."""
    if any(t.text.lower() == "whether" for t in document.below(verb.index, "mark", "advmod")):
        return not any(t.tag in ("MD", "TO") for t in _auxiliaries(document, verb))
    subject = next(document.below(verb.index, "nsubj", "nsubjpass"), None)
    if subject is None or verb.dep not in ("ROOT", "ccomp", "conj"):
        return False
    if not any(t.index < subject.index for t in _auxiliaries(document, verb)):
        return False
    first, last = document.edges[verb.index]
    return any(t.text == "?" for t in document.tokens[max(first, last - 2):last + 1]) \
        and not any(t.tag in ("WP", "WDT", "WRB", "WP$") for t in document.tokens[first:verb.index])


def _tense(document: Document, verb: Token, leader: Token, modality: str | None) -> str | None:
    if modality in ("will", "plan"):
        return "future"
    tags = [t.tag for t in _auxiliaries(document, verb, leader)] + [leader.tag]
    headline = document.sentence_of(verb.index).headline
    subject = next(document.below(leader.index, "nsubj"), None)
    mistagged = leader.tag == "VBN" and leader.dep in ("ROOT", "relcl") and len(tags) == 1
    if "VBD" in tags or (mistagged and subject):
        return "past"
    if any(tag in ("VBZ", "VBP") for tag in tags):
        return "past" if headline and not _aspect(document, verb) else "present"
    if headline and (verb.tag == "VBN" or (leader.tag == "VB" and modality is None and subject)):
        return "past"
    return None


def _aspect(document: Document, verb: Token) -> str | None:
    lemmas = {t.lemma.lower() for t in _auxiliaries(document, verb)}
    if verb.tag == "VBG" and ("be" in lemmas or (verb.dep == "attr" and document.tokens[verb.head].lemma == "be")):
        return "progressive"
    return "perfect" if "have" in lemmas else None


def _conditional(document: Document, verb: Token) -> bool:
    """Whether the verb stands in an if-clause, or in a main clause that has one."""
    return any(_in_condition(document, clause) for clause in (verb, *document.below(verb.index, "advcl")))


def _in_condition(document: Document, verb: Token) -> bool:
    return any(t.text.lower() in IF for t in document.below(verb.index, "mark")) or _inverted(document, verb)


def _inverted(document: Document, verb: Token) -> bool:
    """"Should Turkey attack, …", "Had Serbia signed, …", "Were Chad to attack, …": verb before subject."""
    subject = next(document.below(verb.index, "nsubj", "nsubjpass"), None)
    if subject is None or verb.dep not in ("advcl", "ccomp"):
        return False
    first = document.edges[verb.index][0]
    opener = document.tokens[first]
    return opener.text.lower() in INVERTED and opener.head in (verb.index, verb.head) and first < subject.index
