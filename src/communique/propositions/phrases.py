"""Words → Arguments: the members of a list, and prepositional phrases, also those the parser hung one noun too deep.

    "Kenya, Uganda and Chad"                    three heads
    "held talks in Doha with Iran"              *with* hangs on Doha in the parse; it belongs to the talks
    "the signing by Chad and Niger of a treaty" *of* hangs on Niger; it belongs to the signing
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.propositions.ground import CLIMB, NOMINAL, RELATIVES, VERBAL, Ground
from communique.stages import Argument, Document, Token

MEMBERS = 40
PLACES_AND_DAYS = {"GPE", "LOC", "FAC", "DATE", "TIME"}
OF_NAMES = {"of", "in", "from", "at", "near", "for"}  # "the President of", "the embassy in": part of a name


def argument(document: Document, role: str, prep: str | None, token: int) -> Argument:
    """The phrase under a token in a role."""
    first, last = document.edges[token]
    return Argument(role, prep, heads(document, token), first, last)


def with_role(found: Argument, role: str) -> Argument:
    """The same words in another role."""
    return Argument(role, found.prep, found.heads, found.first, found.last)


def clause(document: Document, token: Token, join: str) -> Argument:
    """An embedded clause and how it is joined: that, to, ing, or a preposition."""
    first, last = document.edges[token.index]
    return Argument("clause", "ing" if join == "to" and token.tag == "VBG" else join, (token.index,), first, last)


def heads(document: Document, token: int) -> tuple[int, ...]:
    """The coordinated members of a phrase: "A, B and C" → three heads; appositions stay with their head."""
    out = _persons_in_front(document, token)
    waiting = [token]
    while waiting and len(out) < MEMBERS:
        at = waiting.pop(0)
        out.append(at)
        waiting = [c for c in _members(document, at) if document.tokens[c].pos in NOMINAL] + waiting
    return tuple(out)


def _members(document: Document, at: int) -> Iterator[int]:
    """What is joined to a word, or to the name that stands for it: "*President* Irfaan Ali and his *counterpart*"."""
    for child in document.below(at, "conj", "appos"):
        if child.dep == "conj" or _listed(document, at, child):
            yield child.index
        elif document.tokens[at].tag in ("NN", "NNP"):
            first = document.edges[child.index][0]
            if first == at + 1:
                yield from (t.index for t in document.below(child.index, "conj"))
            elif first > at and document.tokens[first - 1].dep == "cc":
                yield child.index


def _listed(document: Document, token: int, child: Token) -> bool:
    """Whether an apposition is the second member of a list: "Saudi Arabia, Bahrain and Egypt" is often parsed so."""
    above = document.tokens[token]
    if any(t.pos == "PROPN" for t in document.below(child.index, "conj")):
        return above.pos == child.pos == "PROPN"
    later = any(t.index > child.index for t in document.below(token, "conj"))
    return later and above.entity == child.entity != "" and above.entity in ("GPE", "PERSON")


def _persons_in_front(document: Document, token: int) -> list[int]:
    """"President Ana Gomes and Premier Luis Vega met": the first name is at times parsed as part of the second."""
    if document.tokens[token].entity != "PERSON":
        return []
    first = document.edges[token][0]
    for cc in document.tokens[max(first, token - CLIMB):token]:
        name = document.tokens[cc.head]
        if cc.dep == "cc" and name.entity == "PERSON" and cc.index == name.index + 1:
            return [name.index]
    return []


def oblique(ground: Ground, prep: Token, depth: int = 0) -> Iterator[Argument]:
    """A prepositional phrase, and those below it that belong to the same word."""
    document = ground.document
    name = prep.text.lower()
    objects = list(document.below(prep.index, "pobj", "pcomp"))
    inner = next(document.below(prep.index, "prep"), None)  # "out of", "because of", "along with"
    if not objects and inner is not None:
        name = f"{name} {inner.text.lower()}"
        objects = list(document.below(inner.index, "pobj", "pcomp"))
    objects = objects or _subject_behind(document, prep)
    for item in objects:
        if item.dep == "pcomp" and item.pos in VERBAL:
            yield clause(document, item, name)
            continue
        yield argument(document, "oblique", name, _behind(document, item, prep))
        if depth < 4:
            for deeper in _too_deep(ground, item, name):
                yield from oblique(ground, deeper, depth + 1)
    for more in document.below(prep.index, "conj"):
        if more.pos == "ADP" and depth < 4:
            yield from oblique(ground, more, depth + 1)


def _subject_behind(document: Document, prep: Token) -> list[Token]:
    """The noun right behind a preposition that the parser made the subject of its participle: "granted asylum *to
    two officers* holed up in a church"."""
    for token in document.tokens[prep.index + 1:prep.index + CLIMB]:
        if token.dep == "nsubj" and document.edges[token.index][0] == prep.index + 1:
            verb = document.tokens[token.head]
            bare = verb.tag in ("VBD", "VBN") and not any(document.below(verb.index, "aux", "auxpass", "mark"))
            return [token] if bare and verb.dep in ("advcl", "pcomp", "acl", "ccomp") else []
    return []


def _behind(document: Document, item: Token, prep: Token) -> int:
    """The noun behind a relative pronoun: "the talks *in which* Chad took part"."""
    verb = document.tokens[prep.head]
    return verb.head if item.text.lower() in RELATIVES and verb.dep == "relcl" else item.index


def _too_deep(ground: Ground, item: Token, name: str) -> Iterator[Token]:
    """Prepositions that hang on a name, a place or a day though these take none."""
    document = ground.document
    if item.pos != "PROPN" and item.entity not in PLACES_AND_DAYS:
        return
    for head in heads(document, item.index):
        for prep in document.below(head, "prep"):
            word = prep.text.lower()
            if word == "of":
                if name == "by":
                    yield prep
            elif word not in OF_NAMES or item.entity in PLACES_AND_DAYS:
                yield prep
