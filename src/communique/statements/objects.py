"""Objects that say something without a clause or quotation marks: "stressed the importance of dialogue"."""

from __future__ import annotations

from communique.knowledge.cues import Cues
from communique.stages import Document, Token, TokenRange


def matter(document: Document, cues: Cues, verb: Token, words: tuple[int, ...], limit: int) -> TokenRange | None:
    """ "stressed the importance of dialogue": an object that says something, with what hangs on it."""
    preps = [p for p in document.below(verb.index, "prep") if p.index in words]  # "insisted on"
    joined = (t for p in preps for t in document.below(p.index, "pobj"))
    for token in (*(t for t in document.below(verb.index, "dobj") if t.index > words[-1]), *joined):
        if token.lemma.lower() not in cues.matters:
            continue
        start, end = document.edges[token.index][0], object_end(document, cues, verb, token.index, limit)
        if end - token.index > 2 and start > words[-1]:
            return start, end
    return None


def object_end(document: Document, cues: Cues, verb: Token, head: int, limit: int) -> int:
    """Where an object of a verb ends: before the next clause of the cue, a comma, a day or an occasion.

    Last phrases are often hung on the verb.
    """
    end = min(limit, document.sentence_of(head).last)
    for token in document.below(verb.index, "conj", "cc", "advcl", "punct", "npadvmod", "prep"):
        if token.index <= head:
            continue
        inner = next(document.below(token.index, "pobj"), token)
        own = token.dep == "prep" and inner.entity != "DATE" and inner.lemma.lower() not in cues.occasions
        if not own:
            end = min(end, max(document.edges[token.index][0], head + 1))
    return end
