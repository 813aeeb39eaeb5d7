"""Reading.document → Reading.propositions.

Every full verb is a predicate; so is every noun and adjective the lexicon knows as an act. Passives, relative
and participial clauses, control and raising, coordination and nominalisation end in the same few roles:

    CASE 1  a verb                "Kenya expelled the envoy", "the envoy was expelled by Kenya"
    CASE 2  a noun with a verb    "the ministers held talks", "talks were held", "talks took place"
    CASE 3  a noun alone          "talks between A and B", "A's rejection of B's offer", "the Russian attack on C"
    CASE 4  an adjective          "is ready to mediate", "is willing to meet"

Then clauses are linked to the predicate they depend on, and scope is read off.
"""

from __future__ import annotations

from dataclasses import replace

from communique.knowledge import Knowledge
from communique.propositions.arguments import adjective_arguments, noun_arguments, verb_arguments
from communique.propositions.links import link
from communique.propositions.predicates import Predicate, predicates
from communique.propositions.scope import scope_of
from communique.stages import Argument, Proposition, Reading


def find_propositions(reading: Reading, knowledge: Knowledge) -> Reading:
    """All propositions of the document, in the order of their heads."""
    document = reading.document
    found: list[Proposition] = []
    for predicate in predicates(document, knowledge):
        first, last = document.edges[predicate.clause]
        arguments = _arguments(predicate, reading, knowledge)
        scope = scope_of(document, predicate, knowledge.scope)
        found.append(Proposition(
            index=len(found), sentence=document.tokens[predicate.head].sentence, kind=predicate.kind,
            lemma=predicate.lemma, head=predicate.head, trigger=predicate.trigger, support=predicate.support_lemma,
            arguments=arguments, tense=scope.tense, aspect=scope.aspect, passive=scope.passive,
            negation=scope.negation, modality=scope.modality, phase=predicate.phase, conditional=scope.conditional,
            parent=None, link=None, first=first, last=last, support_head=predicate.support))
    return replace(reading, propositions=link(document, tuple(found), knowledge.scope))


def _arguments(predicate: Predicate, reading: Reading, knowledge: Knowledge) -> tuple[Argument, ...]:
    """The roles of a predicate, by its kind."""
    if predicate.kind == "verb":
        return verb_arguments(reading.document, predicate.head, knowledge.scope)
    if predicate.kind == "adjective":
        return adjective_arguments(reading.document, predicate.head, knowledge.scope)
    return noun_arguments(reading.document, predicate, knowledge.scope)
