"""Reading.document → Reading.propositions.

Every full verb is a predicate; so is every noun and adjective the lexicon knows as an act. Passives, relative
and participial clauses, control and raising, coordination and nominalisation end in the same few roles:

    CASE 1  a verb                "Kenya expelled the envoy", "the envoy was expelled by Kenya"
    CASE 2  a noun with a verb    "ministers held talks", "talks were held", "talks took place", "talks held in Doha"
    CASE 3  a noun alone          "talks between A and B", "A's rejection of B's offer", "the Russian attack on C"
    CASE 4  an adjective          "is ready to mediate", "is willing to meet"
    CASE 5  a headline's noun     "Chad expels German ambassador", where the parser takes the verb for a noun

Then clauses are linked to the predicate they depend on, and scope is read off.
"""

from __future__ import annotations

from dataclasses import replace

from communique.knowledge import Knowledge
from communique.propositions.arguments import adjective_arguments, noun_arguments, verb_arguments
from communique.propositions.ground import Ground
from communique.propositions.headlines import hidden_verbs
from communique.propositions.links import link
from communique.propositions.predicates import Predicate, event_nouns, predicates
from communique.propositions.scope import scope_of
from communique.stages import Argument, Proposition, Reading


def find_propositions(reading: Reading, knowledge: Knowledge) -> Reading:
    """All propositions of the document, in the order of their heads."""
    document = reading.document
    hidden = hidden_verbs(document, knowledge)
    ground = Ground(document, knowledge.scope, event_nouns(document, knowledge) - hidden.keys())
    found = [_proposition(ground, p) for p in predicates(ground, knowledge) if p.head not in hidden]
    if hidden:
        found = sorted([*found, *hidden.values()], key=lambda p: p.head)
    numbered = tuple(replace(p, index=number) for number, p in enumerate(found))
    return replace(reading, propositions=link(document, numbered, knowledge.scope))


def _proposition(ground: Ground, predicate: Predicate) -> Proposition:
    """One predicate with its roles and its scope, not yet linked to others."""
    first, last = ground.document.edges[predicate.clause]
    marks = scope_of(ground, predicate)
    return Proposition(
        index=-1, sentence=ground.document.tokens[predicate.head].sentence, kind=predicate.kind, lemma=predicate.lemma,
        head=predicate.head, trigger=predicate.trigger, support=predicate.support_lemma,
        arguments=_arguments(ground, predicate), tense=marks.tense, aspect=marks.aspect, passive=marks.passive,
        negation=marks.negation, modality=marks.modality,
        phase=marks.phase, conditional=marks.conditional, parent=None, link=None, first=first, last=last,
        support_head=predicate.support)


def _arguments(ground: Ground, predicate: Predicate) -> tuple[Argument, ...]:
    """The roles of a predicate, by its kind."""
    if predicate.kind == "verb":
        return verb_arguments(ground, predicate.head)
    if predicate.kind == "adjective":
        return adjective_arguments(ground, predicate.head)
    return noun_arguments(ground, predicate)
