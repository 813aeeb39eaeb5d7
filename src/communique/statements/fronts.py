"""What is said before its cue: "The border will open, the minister said", "The deal, he said, would fall".

Token ranges out. Of a sentence that a cue interrupts, both sides of it; what follows a clause that is already whole
is mostly the reporter's ("…, he said, a day after the raid").
"""

from __future__ import annotations

from communique.knowledge.cues import Cues
from communique.stages import Document, Token, TokenRange
from communique.statements.ends import FINITE, breaks_off, finite_in, has
from communique.statements.subjects import apposition, marks_between

_PAUSES = (",", "—", "–", "--", "-", '"', "”", "''", "'", "’", "«", "»", "?", "!")
_MARK_TAGS = ("''", "``")
_OWN = ("without", "though", "although", "while", "as", "after", "before", "following", "despite", "amid")
_NOUN_OPENERS = ("DT", "CD", "NN", "NNS", "NNP", "PDT")
Content = tuple[TokenRange, ...]


def clause_before(document: Document, cues: Cues, verb: Token, words: tuple[int, ...], limit: int,
                  speaker: int | None) -> Content:
    """ "The border will open, the minister said": up to the comma; and what goes on behind ", she said,"."""
    if verb.tag in ("VBG", "VB") or speaker is None:
        return ()
    sentence = document.sentence_of(verb.index)
    first, last = reporting_words(document, verb, words, speaker)
    if first <= sentence.first or document.tokens[first - 1].text not in _PAUSES:
        return ()
    inserted = last < limit and document.tokens[last].text == ","
    if inserted and document.tokens[first - 2].tag[:1] == "W" and document.tokens[first - 2].text.lower() != "that":
        return ((last + 1, max(limit, document.edges[verb.head][1])),)  # "where, he joked, the officers …"
    opening = document.tokens[sentence.first]
    if opening.tag == "VBN" or (opening.text.lower() == "when" and document.tokens[sentence.first + 1].tag == "VBN"):
        return ()  # "Asked whether he would go, the minister said: “No.”"
    heads = [t for t in document.below(verb.index, "ccomp") if t.index < first]
    parenthetic = inserted and verb.dep == "parataxis"
    if not heads and not parenthetic and finite_in(document, sentence.first, first) is None:
        return ()
    if not heads and not parenthetic and has(document, verb.index, "dobj") and verb.dep != "ROOT":
        return ()
    front = (front_start(document, sentence.first, first), first)
    tail = _tail(document, cues, verb, heads, last, limit, parenthetic) if inserted else None
    return (front, tail) if tail else (front,)


def front_start(document: Document, start: int, end: int) -> int:
    """Where a clause cut by a cue begins: behind a colon, or behind ", and" where the cue cuts the second clause.

    "They shouted at the president, and for a moment, witnesses say, he was lost": from "for a moment".
    """
    for index in range(end - 3, start, -1):
        if document.tokens[index].text in (":", ";"):
            return index + 1
    for index in range(end - 2, start, -1):
        token = document.tokens[index]
        if token.tag in FINITE:
            return start
        if token.tag == "CC" and token.text.lower() in ("and", "but") and _joins_clauses(document, index, start):
            return index + 1
    return start


def _joins_clauses(document: Document, index: int, start: int) -> bool:
    """Whether a conjunction follows a clause of its own: a comma before it and a finite verb before that."""
    return document.tokens[index - 1].text == "," and finite_in(document, start, index) is not None


def reporting_words(document: Document, verb: Token, words: tuple[int, ...], speaker: int | None) -> TokenRange:
    """The range of speaker and cue: "the minister said", "said the minister"."""
    first, last = verb.index, words[-1] + 1
    for token in document.below(verb.index, "nsubj", "nsubjpass", "aux", "auxpass", "advmod"):
        if token.tag[:1] == "W" or marks_between(document, token.index, verb.index):
            continue
        if token.dep in ("nsubj", "nsubjpass") or abs(token.index - verb.index) <= 3:
            a, b = document.edges[token.index]
            a = max((i + 1 for i in range(a, token.index) if document.tokens[i].tag in _MARK_TAGS), default=a)
            first, last = min(first, a), max(last, min(b, token.index + 1 if b > verb.index > a else b))
    if speaker is not None and not has(document, verb.index, "nsubj", "nsubjpass"):
        parts = apposition(document, verb)
        if parts is not None and speaker < verb.index:
            first = min(first, parts[0][0])
        elif speaker > verb.index:
            last = max(last, speaker + 1)
        elif document.tokens[speaker].sentence == verb.sentence and verb.index - speaker < 8:
            first = min(first, document.edges[speaker][0])
    return first, last


def _tail(document: Document, cues: Cues, verb: Token, heads: list[Token], last: int, limit: int,
          parenthetic: bool) -> TokenRange | None:
    """ "The deal, he said, would fall": the part of the clause behind the cue."""
    if last + 1 >= limit or document.tokens[last + 1].tag == "VBG":
        return None
    ends = [document.edges[h.index][1] for h in heads if document.edges[h.index][1] > last + 1]
    if not ends and not parenthetic:
        return None
    main = document.tokens[verb.head]
    whole = bool(heads) or (main.index < verb.index and main.tag in FINITE)
    if whole and _is_the_reporters(document, last + 1, limit):
        return None
    if document.tokens[last + 1].tag == "CC" and breaks_off(document, cues, verb, last):
        return None  # "…, she said, but she cautioned that more is needed"
    return last + 1, min([limit, *ends]) if ends else limit


def _is_the_reporters(document: Document, start: int, limit: int) -> bool:
    """What follows a whole clause and its cue: "a day after the visit", "the fourth such raid", "without details"."""
    token = document.tokens[start]
    if token.text.lower() in _OWN:
        return True
    end = next((i for i in range(start, limit) if document.tokens[i].tag in FINITE
                or document.tokens[i].text.lower() in (*_OWN, ",")), limit)
    return token.tag in _NOUN_OPENERS and (end == limit or document.tokens[end].tag not in FINITE)
