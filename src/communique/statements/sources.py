"""What the rest of a sentence says, and where the words of its source end: "According to the coach, Ali Reza, …".

Token ranges out. The words around a source are its content: the sentence, or only the clause, phrase or half of a
sentence that the source stands in.
"""

from __future__ import annotations

from communique.knowledge.cues import Cues
from communique.stages import Document, Token, TokenRange
from communique.statements.ends import FINITE, finite_in

_RELATIVES = ("who", "which", "that", "whose", "where")
_MAX_NAME = 6  # tokens of a name set beside a title


def source_end(document: Document, cues: Cues, speaker: int) -> int:
    """Behind the last word that belongs to a source.

    CASE 1 no comma: before a noun phrase that the parser took for a part of the name ("According to Rathbun the …");
    CASE 2 a comma: the name beside a title, a relative clause and "quoting …" belong to it, all else is content.
    """
    limit = document.sentence_of(speaker).last
    end = max(min(document.edges[speaker][1], limit), speaker + 1)
    comma = next((i for i in range(speaker + 1, end + 1) if i < limit and document.tokens[i].text == ","), None)
    if comma is None:
        return _before_subject(document, speaker, end)
    while comma + 1 < limit and _still_names(document, cues, comma, limit):
        behind = next((i for i in range(comma + 1, limit) if document.tokens[i].text == ","), None)
        if behind is None:
            return end
        comma = behind
    return comma


def _before_subject(document: Document, speaker: int, end: int) -> int:
    """ "According to Rathbun the property was returned": what has a verb of its own is no part of a name."""
    token = document.tokens[speaker]
    if token.tag not in ("NNP", "NNPS", "PRP") or speaker + 1 >= end:
        return end
    behind = document.tokens[speaker + 1]
    return speaker + 1 if behind.tag in ("DT", "PRP$", "PRP", "EX") else end


def _still_names(document: Document, cues: Cues, comma: int, limit: int) -> bool:
    """Whether what follows a comma goes on naming: a name or age, a relative clause, "quoting …"."""
    token = document.tokens[comma + 1]
    if token.text.lower() in _RELATIVES or (token.tag == "VBG" and token.lemma.lower() in cues.voices):
        return True
    behind = next((i for i in range(comma + 1, limit) if document.tokens[i].text == ","), limit)
    beside = token.dep == "appos" or any(t.dep == "appos" for t in document.tokens[comma + 1 : behind])
    whole = behind < limit and finite_in(document, comma + 1, behind) is None
    return whole and token.tag not in ("IN", "TO") and (
        token.tag == "CD" or beside or (behind - comma <= _MAX_NAME and token.entity == "PERSON"))


def around(document: Document, source: Token, end: int) -> tuple[TokenRange, ...]:
    """The words that a source vouches for.

    CASE 1 in a relative clause: that clause. CASE 2 behind "and": what follows ("arrived late and, according to
    aides, left early"). CASE 3 in a phrase between commas: the phrase ("the leader, in pyjamas according to
    his aides, spoke"). CASE 4 the sentence without the source.
    """
    start, sentence, governor = source.index, document.sentence_of(source.index), document.tokens[source.head]
    low, high = sentence.first, sentence.last
    if governor.dep in ("relcl", "acl") and governor.sentence == source.sentence:
        low, high = document.edges[governor.index]
        low += low < start and document.tokens[low].tag in ("WDT", "WP") and document.tokens[low + 1].text == ","
    end = min(end, sentence.last)
    before = [t for t in document.tokens[low:start] if t.text != ","][-1:]
    if before and before[0].tag == "CC" and finite_in(document, low, start) is not None:
        low = start
    elif (comma := _phrase_before(document, low, start, end)) is not None:
        low, high = comma + 1, start
    return tuple((a, b) for a, b in ((low, start), (end, high)) if b > a and any(
        t.text[:1].isalnum() for t in document.tokens[a:b]))


def _phrase_before(document: Document, low: int, start: int, end: int) -> int | None:
    """The comma that opens "…, still in pyjamas according to his own account, …": a phrase without a verb."""
    if document.tokens[start - 1].text == "," or end >= len(document.tokens) or document.tokens[end].text != ",":
        return None
    comma = next((i for i in range(start - 1, low, -1) if document.tokens[i].text == ","), None)
    if comma is None or any(t.tag in FINITE for t in document.tokens[comma:start]):
        return None
    return comma
