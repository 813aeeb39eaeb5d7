"""The roles of a predicate, brought to the active form.

    "the envoy was expelled by Kenya"       agent Kenya, patient the envoy
    "Kenya, which expelled the envoy,"      agent Kenya (the relative pronoun's antecedent)
    "Kenya asked Chad to extradite him"     for *extradite*: agent Chad (object control)
    "Chad agreed to extradite him"          for *extradite*: agent Chad (subject control)
    "talks between A and B", "A's visit to B", "the Russian attack on C"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique.knowledge.scope import Scope
from communique.propositions.predicates import VERBAL, Predicate
from communique.stages import Argument, Document, Token

NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X", "SYM"}
CLAUSES = {"ccomp": "that", "xcomp": "to", "pcomp": "ing", "csubj": "that"}
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
RELATIVES = {"who", "which", "that", "whom", "whose"}


def verb_arguments(document: Document, verb: int, scope: Scope) -> tuple[Argument, ...]:
    """The arguments of a verb: subject and object in their logical roles, obliques, clauses, bare times."""
    out = [*_subject(document, verb, scope, set()), *_below(document, verb)]
    return tuple([*out, *_deep(document, out)])


def adjective_arguments(document: Document, adjective: int, scope: Scope) -> tuple[Argument, ...]:
    """The one it is said of, and what it is said to be ready for."""
    token = document.tokens[adjective]
    copula = document.tokens[token.head]
    out: list[Argument] = []
    if token.dep in ("acomp", "oprd") and copula.pos in VERBAL:
        out += _subject(document, copula.index, scope, set())
        out += (a for a in _below(document, copula.index) if a.role in ("oblique", "clause", "time"))
    elif token.dep in ("advcl", "acl", "conj"):
        out += _subject(document, token.head, scope, set())
    return tuple([*out, *_below(document, adjective)])


def noun_arguments(document: Document, predicate: Predicate, scope: Scope) -> tuple[Argument, ...]:
    """The parties of an event noun: its own (possessor, of, by, between, adjective) and those of the verb that carries it."""
    out = list(_of_noun(document, predicate.head))
    support, verb = predicate.supported, predicate.support
    if verb is None or support is None:
        return tuple(out)
    carried = {a.role: a for a in _subject(document, verb, scope, set())}
    below = [a for a in _below(document, verb) if predicate.head not in range(a.first, a.last)]
    agents = [a for a in below if a.role == "agent"] + ([carried["agent"]] if "agent" in carried else [])
    if support.agent and support.noun_is != "agent":
        out = [*(a for a in agents if predicate.head not in a.heads), *out]
    else:
        out += [_with(a, "host") for a in agents if predicate.head not in a.heads]
    out += (a for a in below if a.role in ("oblique", "time", "recipient", "clause"))
    out += (_with(a, "theme") for a in below if a.role == "patient")
    return tuple(out)


def heads(document: Document, token: int) -> tuple[int, ...]:
    """The coordinated members of a phrase: "A, B and C" → three heads; appositions stay with their head."""
    out = [token]
    for child in document.below(token, "conj", "appos"):
        if child.pos in NOMINAL and (child.dep == "conj" or _listed(document, token, child)):
            out.extend(heads(document, child.index))
    return tuple(out)


def _listed(document: Document, token: int, child: Token) -> bool:
    """Whether an apposition is the second member of a list: "Saudi Arabia, Bahrain and Egypt" is often parsed so."""
    names = document.tokens[token].pos == child.pos == "PROPN"
    return names and any(t.pos == "PROPN" for t in document.below(child.index, "conj"))


def _subject(document: Document, verb: int, scope: Scope, seen: set[int]) -> list[Argument]:
    """The subject in its logical role, found where grammar hides it: before a conjunct, above a to-clause, in an antecedent."""
    if verb in seen:
        return []
    seen.add(verb)
    token = document.tokens[verb]
    own = next(document.below(verb, *SUBJECTS), None)
    passive = is_passive(document, token)
    if own is not None and own.dep != "expl":
        target = _antecedent(document, own, token)
        return [_argument(document, "patient" if passive or own.dep == "nsubjpass" else "agent", None, target)]
    found = _inherited(document, token, scope, seen)
    return [_with(found, "patient" if passive else "agent")] if found else []


def _inherited(document: Document, token: Token, scope: Scope, seen: set[int]) -> Argument | None:
    """A subject that is not said again."""
    governor = document.tokens[token.head]
    if token.dep == "conj" and governor.pos in VERBAL:
        return _surface_subject(document, governor, scope, seen)
    if token.dep in ("xcomp", "ccomp") and governor.index != token.index:
        if governor.lemma.lower() in scope.object_control or (token.dep == "ccomp" and token.tag == "VB"):
            controlled = next(document.below(governor.index, "dobj", "dative"), None)
            if controlled is not None and controlled.index < token.index:
                return _argument(document, "agent", None, controlled.index)
            if is_passive(document, governor):
                return _surface_subject(document, governor, scope, seen)
            called = next((p for prep in document.below(governor.index, "prep") if prep.index < token.index
                           for p in document.below(prep.index, "pobj")), None)
            if called is not None:
                return _argument(document, "agent", None, called.index)
        if governor.pos in VERBAL:
            return _surface_subject(document, governor, scope, seen)
        if governor.pos == "ADJ":
            return _surface_subject(document, document.tokens[governor.head], scope, seen)
    if token.dep == "acl" or (token.dep == "relcl" and not any(document.below(token.index, "nsubj", "nsubjpass"))):
        return _of_antecedent(document, token, governor, scope, seen)
    if token.dep in ("advcl", "pcomp"):
        above = document.tokens[governor.head] if governor.dep == "prep" else governor
        if above.pos in VERBAL:
            return _surface_subject(document, above, scope, seen)
        if above.pos in ("NOUN", "PROPN"):
            owner = next(document.below(above.index, "poss"), None)
            return _argument(document, "agent", None, owner.index) if owner else None
    return None


def _of_antecedent(document: Document, token: Token, noun: Token, scope: Scope, seen: set[int]) -> Argument | None:
    """The noun a participle stands behind ("troops deployed in", "a group fighting"), or for "his decision to leave" the owner."""
    if token.tag == "VB":  # a to-clause
        owner = next(document.below(noun.index, "poss"), None)
        if owner is not None:
            return _argument(document, "agent", None, owner.index)
        verb = document.tokens[noun.head]
        if noun.dep == "dobj" and verb.pos in VERBAL:
            return _surface_subject(document, verb, scope, seen)
        return None
    return _argument(document, "agent", None, noun.index)


def _surface_subject(document: Document, verb: Token, scope: Scope, seen: set[int]) -> Argument | None:
    """What stands before the verb, whatever its role."""
    return next(iter(_subject(document, verb.index, scope, seen)), None)


def _antecedent(document: Document, subject: Token, verb: Token) -> int:
    """The noun behind a relative pronoun, else the word itself."""
    if subject.text.lower() in RELATIVES and verb.dep == "relcl":
        return verb.head
    return subject.index


def _below(document: Document, verb: int) -> Iterator[Argument]:
    """Everything that hangs on a verb, besides its subject."""
    for child in document.children[verb]:
        token = document.tokens[child]
        if token.dep == "dobj":
            antecedent = document.tokens[verb].head if token.text.lower() in RELATIVES and document.tokens[verb].dep == "relcl" else child
            yield _argument(document, "patient", None, antecedent)
        elif token.dep in ("attr", "oprd"):
            yield _argument(document, "attribute", None, child)
        elif token.dep in ("prep", "dative", "agent"):
            yield from _oblique(document, token)
        elif token.dep in CLAUSES:
            yield _clause(document, token, CLAUSES[token.dep])
        elif token.dep == "npadvmod":
            yield _argument(document, "time", None, child)
        elif token.dep == "advcl" and token.tag == "VB" and any(t.text.lower() == "to" for t in document.below(child, "aux")):
            yield _clause(document, token, "purpose")
        elif token.dep in ("acomp", "advmod", "prt") and token.pos in ("ADJ", "ADV"):
            for prep in document.below(child, "prep"):
                yield from _oblique(document, prep)


def _oblique(document: Document, prep: Token) -> Iterator[Argument]:
    """A prepositional phrase: "by" of a passive is the agent, a dative the recipient."""
    if prep.dep == "dative" and prep.pos != "ADP":
        yield _argument(document, "recipient", None, prep.index)
        return
    name = prep.text.lower()
    inner = next(document.below(prep.index, "prep"), None)  # "out of", "because of", "along with"
    objects = list(document.below(prep.index, "pobj", "pcomp"))
    if not objects and inner is not None:
        name = f"{name} {inner.text.lower()}"
        objects = list(document.below(inner.index, "pobj", "pcomp"))
    for item in objects:
        if item.dep == "pcomp" and item.pos in VERBAL:
            yield _clause(document, item, name)
        elif prep.dep == "agent":
            yield _argument(document, "agent", None, item.index)
        else:
            yield _argument(document, "oblique", name, item.index)
    for more in document.below(prep.index, "conj"):
        if more.pos == "ADP":
            yield from _oblique(document, more)


def _of_noun(document: Document, noun: int) -> Iterator[Argument]:
    """A noun's own parties."""
    for child in document.children[noun]:
        token = document.tokens[child]
        if token.dep == "poss":
            yield _argument(document, "agent", None, child)
        elif token.dep in ("amod", "compound", "nmod", "nummod") and token.pos in ("ADJ", "PROPN", "NOUN", "VERB"):
            yield _argument(document, "modifier", None, child)
        elif token.dep in ("prep", "agent"):
            yield from _oblique(document, token)
        elif token.dep in ("acl", "relcl") and token.tag == "VB":
            yield _clause(document, token, "to")
        elif token.dep in ("ccomp", "acl") and token.pos in VERBAL:
            yield _clause(document, token, "that" if token.dep == "ccomp" else "ing")


def _deep(document: Document, found: Iterable[Argument]) -> Iterator[Argument]:
    """Phrases the parser hung on the object though they may belong to the verb: "signed a deal *with Chad*"."""
    for argument in found:
        if argument.role == "patient":
            for head in argument.heads:
                for prep in document.below(head, "prep"):
                    if prep.text.lower() != "of":
                        yield from _oblique(document, prep)


def _clause(document: Document, token: Token, join: str) -> Argument:
    first, last = document.edges[token.index]
    if join == "to" and token.tag == "VBG":
        join = "ing"
    return Argument("clause", join, (token.index,), first, last)


def _argument(document: Document, role: str, prep: str | None, token: int) -> Argument:
    first, last = document.edges[token]
    return Argument(role, prep, heads(document, token), first, last)


def _with(argument: Argument, role: str) -> Argument:
    return Argument(role, argument.prep, argument.heads, argument.first, argument.last)


def is_passive(document: Document, verb: Token) -> bool:
    """Whether the verb stands in the passive; bare participles behind a noun and in headlines are passive too."""
    if any(document.below(verb.index, "auxpass", "nsubjpass")):
        return True
    if verb.tag != "VBN" or any(document.below(verb.index, "aux")):
        return False
    if verb.dep == "conj":
        return is_passive(document, document.tokens[verb.head])
    return verb.dep in ("acl", "advcl", "relcl") or (verb.dep == "ROOT" and not any(document.below(verb.index, "dobj")))
