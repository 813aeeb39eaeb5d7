"""The roles of a predicate, brought to the active form.

    "the envoy was expelled by Kenya"       agent Kenya, patient the envoy
    "attacked and captured the town"        the town is the patient of both
    "a treaty was signed between A and B"   agents A and B
    "talks between A and B", "A's visit to B", "the Russian attack on C", "the US-China talks", "talks held by A"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique.knowledge.scope import Support
from communique.propositions.ground import RELATIVES, VERBAL, Ground, is_object, joined
from communique.propositions.phrases import argument, clause, oblique, with_role
from communique.propositions.predicates import Predicate, carriers
from communique.propositions.subjects import subject
from communique.propositions.voice import is_passive
from communique.stages import Argument, Document, Token

CLAUSES = {"ccomp": "that", "xcomp": "to", "pcomp": "ing", "csubj": "that"}
MODIFIERS = ("amod", "compound", "nmod", "nummod")
UNITS = {"DATE", "TIME", "CARDINAL", "PERCENT", "MONEY", "QUANTITY", "ORDINAL"}


def verb_arguments(ground: Ground, verb: int) -> tuple[Argument, ...]:
    """The arguments of a verb: subject and object in their logical roles, obliques, clauses, bare times."""
    own = subject(ground, verb)
    out = [*([own] if own else []), *_below(ground, verb)]
    if not any(a.role in ("patient", "clause", "attribute") for a in out):
        out += _missing_object(ground, verb)
    if is_passive(ground.document, ground.document.tokens[verb]):
        out = _agents(ground, verb, out)
    return (*out, *_deep(ground, out))


def adjective_arguments(ground: Ground, adjective: int) -> tuple[Argument, ...]:
    """The one it is said of, and what it is said to be ready for."""
    token = ground.document.tokens[adjective]
    copula = ground.head(token)
    own = None
    out: list[Argument] = []
    if token.dep in ("acomp", "oprd") and copula.pos in VERBAL:
        own = subject(ground, copula.index)
        out = [a for a in _below(ground, copula.index) if a.role in ("oblique", "clause", "time")]
    elif token.dep in ("advcl", "acl", "conj"):
        own = subject(ground, token.head)
    return (*([own] if own else []), *out, *_below(ground, adjective))


def noun_arguments(ground: Ground, predicate: Predicate) -> tuple[Argument, ...]:
    """The parties of an event noun: its own (possessor, of, by, adjective) and those of the verbs that carry it."""
    out = list(_of_noun(ground, predicate.head))
    if predicate.measure is not None:  # "a series of meetings with"
        out += [a for a in _of_noun(ground, predicate.measure) if a.prep != "of" and a.role in ("agent", "oblique")]
    for verb, support in carriers(ground, predicate):
        own = support.subject if support.agent else _host(ground, support, out)
        lent = list(_carried(ground, predicate, verb, None if support.noun_is == "agent" else own))
        out = [*lent, *out] if support.agent else [*out, *lent]
    return tuple(out)


def _host(ground: Ground, support: Support, own: list[Argument]) -> str:
    """Who "hosts talks" only hosts; who "called off a visit" is the visitor unless it has an owner."""
    owned = any(a.role == "agent" or a.prep in ("by", "of", "between")
                or (a.role == "modifier" and ground.document.tokens[a.heads[0]].pos == "PROPN") for a in own)
    return "agent" if support.phase in ("cancel", "postpone") and not owned else "host"


def _carried(ground: Ground, predicate: Predicate, verb: int, subject_role: str | None) -> Iterator[Argument]:
    """What a support verb lends its noun: its agent ("held talks"; hosts only host), and all that hangs on it."""
    own = subject(ground, verb)
    inside = {predicate.head, *([predicate.measure] if predicate.measure is not None else [])}
    below = [a for a in _below(ground, verb)
             if not inside & set(a.heads) and not a.first <= predicate.head < a.last]
    if is_passive(ground.document, ground.document.tokens[verb]):
        below = _agents(ground, verb, below, between=False)
    for found in (*below, *([own] if own and own.role == "agent" else [])):
        if found.role == "agent" and subject_role and not inside & set(found.heads):
            yield with_role(found, subject_role) if subject_role in ("agent", "host") else \
                Argument("oblique", subject_role, found.heads, found.first, found.last)
    yield from (a for a in below if a.role in ("oblique", "time", "recipient", "clause"))
    for a in below:
        if a.role == "recipient":  # "gave Mali an ultimatum" is one to Mali
            yield Argument("oblique", "to", a.heads, a.first, a.last)
    idiom = (predicate.support_lemma or "").split(" ")[-1]  # "place" in "take place" is no theme
    yield from (with_role(a, "theme") for a in below if a.role == "patient"
                and ground.document.tokens[a.heads[0]].text.lower() != idiom)
    if own and own.role == "patient" and not inside & set(own.heads) and subject_role not in (None, "agent", "host"):
        yield Argument("oblique", subject_role, own.heads, own.first, own.last)  # "the port was hit by an attack"


def _below(ground: Ground, verb: int) -> Iterator[Argument]:
    """Everything that hangs on a verb, besides its subject."""
    document = ground.document
    for child in document.children[verb]:
        token = document.tokens[child]
        dep = token.dep
        if dep == "dobj":
            yield argument(document, "patient", None, _object(document, token, verb))
        elif dep in ("attr", "oprd"):
            yield argument(document, "attribute", None, child)
        elif dep in ("prep", "dative", "agent"):
            if not _absolute(document, token):
                yield from _phrase(ground, token)
        elif dep in CLAUSES:
            if dep != "csubj" or token.pos in VERBAL:
                yield clause(document, token, CLAUSES[dep])
        elif dep == "npadvmod":  # "meeting Abiy Ahmed" is at times parsed so
            yield argument(document, "patient" if token.entity in ("PERSON", "ORG") else "time", None, child)
        elif dep == "advcl" and is_object(document, token):
            yield clause(document, token, "ing")
        elif dep == "advcl" and token.tag == "VB" and any(t.text.lower() == "to" for t in document.below(child, "aux")):
            yield clause(document, token, "purpose")
        elif dep in ("acomp", "advmod", "prt") and token.pos in ("ADJ", "ADV"):
            for prep in document.below(child, "prep"):
                yield from _after_adverb(ground, token, prep)


def _absolute(document: Document, prep: Token) -> bool:
    """Whether "with" only joins another clause: "traded barbs, *with Peru saying that* …", not "met with men
    who said"."""
    if prep.text.lower() != "with" or document.tokens[max(prep.index - 1, 0)].text != ",":
        return False
    things = list(document.below(prep.index, "pobj"))
    return any(t.tag in ("VBG", "VBN") for thing in things for t in document.below(thing.index, "acl"))


def _object(document: Document, token: Token, verb: int) -> int:
    """The object, or the noun behind it: "the town *that* Russia captured"."""
    relative = token.text.lower() in RELATIVES and document.tokens[verb].dep == "relcl"
    return document.tokens[verb].head if relative else token.index


def _phrase(ground: Ground, prep: Token) -> Iterator[Argument]:
    """A prepositional phrase: "by" of a passive is the agent, a bare dative the recipient."""
    if prep.dep == "dative" and prep.pos != "ADP":
        yield argument(ground.document, "recipient", None, prep.index)
        return
    for number, found in enumerate(oblique(ground, prep)):
        agent = prep.dep == "agent" and number == 0 and found.role == "oblique"
        yield Argument("agent", None, found.heads, found.first, found.last) if agent else found


def _after_adverb(ground: Ground, adverb: Token, prep: Token) -> Iterator[Argument]:
    """"pulled back *from*" keeps its preposition; "*ahead of* the talks" is no "of"."""
    for found in oblique(ground, prep):
        joins = found.prep == "of" and found.role == "oblique" and adverb.pos == "ADV"
        yield Argument("oblique", f"{adverb.text.lower()} of", found.heads, found.first, found.last) if joins else found


def _missing_object(ground: Ground, verb: int) -> Iterator[Argument]:
    """An object elsewhere: "attacked and captured the town", "the town Chad captured", "received in Rome Ana Gomes"."""
    document = ground.document
    token = document.tokens[verb]
    if is_passive(document, token):
        return
    others = (t for t in document.below(verb, "conj") if t.tag == token.tag)
    second = next((t for t in others if _side_by_side(document, token, t)), None)
    if second is not None:
        yield from (argument(document, "patient", None, t.index) for t in document.below(second.index, "dobj"))
        return
    if token.dep == "relcl" and not _relative_inside(document, verb) and any(document.below(verb, "nsubj")):
        yield argument(document, "patient", None, token.head)
        return
    for prep in document.below(verb, "prep"):
        for name in document.below(prep.index, "pobj"):
            place = next(iter(document.below(name.index, "compound")), None)
            if name.entity == "PERSON" and prep.text.lower() == "in" and place is not None and place.entity == "GPE":
                yield Argument("patient", None, (name.index,), place.index + 1, document.edges[name.index][1])


def _side_by_side(document: Document, first: Token, second: Token) -> bool:
    """"attacked and captured": nothing but "and" and an adverb between two verbs."""
    between = document.tokens[first.index + 1:second.index]
    return 0 < len(between) < 4 and between[0].dep == "cc" and all(t.dep == "advmod" for t in between[1:])


def _relative_inside(document: Document, verb: int) -> bool:
    """Whether a relative clause has its pronoun: "in *which*", "*where*"."""
    first = document.edges[verb][0]
    return any(t.tag in ("WDT", "WP", "WP$", "WRB") or t.text.lower() == "that" for t in document.tokens[first:verb])


def _agents(ground: Ground, verb: int, found: list[Argument], *, between: bool = True) -> list[Argument]:
    """The agent of a passive where the parser has none: a plain "by", one behind another phrase, "between A and B"."""
    if any(a.role == "agent" for a in found):
        return found
    document = ground.document
    for number, a in enumerate(found):
        by = a.role == "oblique" and (a.prep == "by" or (between and a.prep == "between"))
        if by and document.tokens[a.heads[0]].entity not in UNITS:
            return [*found[:number], Argument("agent", None, a.heads, a.first, a.last), *found[number + 1:]]
    for a in found:
        for prep in _by_inside(document, a) if a.role == "oblique" else ():
            deep = next((o for o in oblique(ground, prep) if o.role == "oblique"), None)
            if deep and document.tokens[deep.heads[0]].entity not in UNITS:
                return [*found, Argument("agent", None, deep.heads, deep.first, deep.last)]
    return found


def _by_inside(document: Document, found: Argument) -> Iterator[Token]:
    """"killed in an attack in Gao *by* militants"."""
    at = found.heads[0]
    for _ in range(4):
        preps = list(document.below(at, "prep"))
        yield from (p for p in preps if p.text.lower() == "by")
        inner = next((o for p in preps for o in document.below(p.index, "pobj")), None)
        if inner is None:
            return
        at = inner.index


def _of_noun(ground: Ground, noun: int) -> Iterator[Argument]:
    """A noun's own parties."""
    document = ground.document
    for child in document.children[noun]:
        token = document.tokens[child]
        dep = token.dep
        if dep == "poss":
            yield argument(document, "agent", None, child)
        elif dep in MODIFIERS and token.pos in ("ADJ", "PROPN", "NOUN", "VERB"):
            members = tuple(t.index for t in joined(document, token))
            yield Argument("modifier", None, members, *document.edges[child])
        elif dep in ("prep", "agent"):
            yield from oblique(ground, token)
            if token.text.lower() == "of":
                yield from _past_of(ground, token)
        elif dep in ("acl", "relcl") and token.tag == "VB":
            yield clause(document, token, "to")
        elif dep in ("ccomp", "acl") and token.pos in VERBAL:
            yield clause(document, token, "that" if dep == "ccomp" else "ing")


def _past_of(ground: Ground, of: Token) -> Iterator[Argument]:
    """Parties that the parser hung on what follows "of": "an exchange of views *with Chad*", "the signing of a treaty
    *between Chad and Libya*"."""
    for thing in ground.document.below(of.index, "pobj"):
        for prep in ground.document.below(thing.index, "prep"):
            if prep.text.lower() in ("with", "between"):
                yield from oblique(ground, prep)


def _deep(ground: Ground, found: Iterable[Argument]) -> Iterator[Argument]:
    """Phrases the parser hung on the object though they may belong to the verb: "signed a deal *with Chad*"."""
    for found_one in found:
        if found_one.role == "patient":
            for head in found_one.heads:
                for prep in ground.document.below(head, "prep"):
                    if prep.text.lower() != "of":
                        yield from oblique(ground, prep)
