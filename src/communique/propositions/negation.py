"""Which word, if any, says that an act did not happen.

    "did not sign", "no troops crossed", "without signing", "neither met nor called"     negated
    "not only condemned", "no fewer than 20 people", "did not arrive until Tuesday"      not negated
    "no longer recognises"                                                                negated, and at an end
"""

from __future__ import annotations

from communique.propositions.ground import CLIMB, VERBAL, Ground
from communique.stages import Token

NEGATABLE = ("det", "preconj", "advmod", "cc", "predet")
OBJECTS = ("nsubj", "nsubjpass", "dobj", "attr")


def negation(ground: Ground, at: int) -> int | None:
    """The negating word on a predicate, its subject or object, before it ("without"), or on a verb joined by "or"."""
    document = ground.document
    for _ in range(CLIMB):
        found = _own(ground, at)
        if found is not None:
            return found
        token = document.tokens[at]
        above = ground.head(token)
        if token.dep != "conj" or above.pos not in VERBAL | {"NOUN"}:
            return None
        joint = [t for t in document.below(above.index, "cc") if t.index < at] or list(document.below(at, "cc"))
        if any(t.text.lower() == "nor" for t in joint):
            return next(t.index for t in joint if t.text.lower() == "nor")
        if any(document.below(at, "nsubj")) or (joint and not any(t.text.lower() == "or" for t in joint)):
            return None
        at = above.index
    return None


def ended(ground: Ground, at: int) -> bool:
    """"no longer": it was so and is not any more."""
    tokens = ground.document.tokens
    for token in ground.document.below(at, "advmod", "neg"):
        word = token.text.lower()
        if word in ground.scope.endings or f"{tokens[token.index - 1].text.lower()} {word}" in ground.scope.endings:
            return True
    return False


def _own(ground: Ground, at: int) -> int | None:
    """A negating word of its own."""
    document, negators = ground.document, ground.scope.negators
    for child in document.children[at]:
        token = document.tokens[child]
        word = token.text.lower()
        if token.dep == "neg" or (token.dep in NEGATABLE and word in negators and (word != "nor" or child < at)):
            if not _harmless(ground, token) and not _until(ground, token, at):
                return child
        elif token.dep == "advmod" and _negated(ground, token):
            return child - 1  # "no longer"
        elif token.dep in OBJECTS:
            if word in negators:
                return child
            for inner in document.below(child, "det", "neg", "preconj", "predet"):
                if inner.text.lower() in negators and not _harmless(ground, inner):
                    return inner.index
    token = document.tokens[at]
    above = ground.head(token)
    without = above.text.lower() in negators and token.dep in ("pcomp", "pobj") and above.index < at
    return above.index if without else None


def _negated(ground: Ground, adverb: Token) -> bool:
    """Whether a negating word stands before an adverb and belongs to it: "*no* longer"."""
    word = ground.document.tokens[adverb.index - 1]
    return word.head == adverb.index and word.text.lower() in ground.scope.negators and not _harmless(ground, word)


def _harmless(ground: Ground, token: Token) -> bool:
    """"not only", "no fewer than": what the word and its neighbours say together."""
    tokens = ground.document.tokens
    after = [t.text.lower() for t in tokens[token.index:token.index + 3]]
    return any(" ".join(after[:n]) in ground.scope.harmless for n in (2, 3))


def _until(ground: Ground, token: Token, at: int) -> bool:
    """"did not arrive until Tuesday": it happened, on Tuesday. "will not sign until" stays a no."""
    if token.dep != "neg" or not any(t.tag == "VBD" for t in ground.document.below(at, "aux", "auxpass")):
        return False
    clauses = [at, *(c.index for c in ground.document.below(at, "advcl"))]
    return any(t.text.lower() == "until" for c in clauses for t in ground.document.below(c, "prep", "mark"))
