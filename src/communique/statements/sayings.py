"""The parsed document → `Saying`s: each cue with who speaks and the words the parse gives it.

In: the document and the cues. Out: one saying for each verb ("said"), noun ("his warning that") or phrase
("according to") that may introduce a statement. Cues that are negated, merely possible ("would say") or wished for
("declined to say") are none. Quotations come later.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.knowledge.cues import Cue, Cues
from communique.stages import Document, Token
from communique.statements.clauses import content_of, limit_of
from communique.statements.nouns import denial, noun_sayings, reply
from communique.statements.real import was_not_said
from communique.statements.saying import Saying
from communique.statements.sources import around, source_end
from communique.statements.subjects import (
    NOUN_PHRASE,
    QUOTES,
    addressee_of,
    quoted_by,
    speaker_of,
)

MAX_INVERTED = 14  # tokens of 'Said Coach Ana Pires of the Halifax club:'


def sayings(document: Document, cues: Cues) -> Iterator[Saying]:
    """All cues of a document that may introduce a statement, in the order of the text."""
    openers = {source[0] for source in cues.sources}
    for token in document.tokens:
        lemma = token.lemma.lower()
        if token.text.lower() in cues.inverted and (said := _inverted(document, token)):
            yield said
        elif lemma in cues.verbs and (token.tag[:2] == "VB" or _has_a_clause(document, token)):
            denied = denial(document, cues, token)
            yield from [denied] if denied is not None else _verb(document, cues, token)
        elif token.tag == "NNS" and lemma in cues.verbs and _opens_quotation(document, token):
            yield from _verb_taken_for_noun(document, cues, token)
        elif token.tag[:2] == "NN" and lemma in cues.replies and (said := reply(document, cues, token)):
            yield said
        elif token.tag[:2] == "NN" and lemma in cues.nouns:
            yield from noun_sayings(document, cues, token)
        elif token.text.lower() in openers:
            yield from _source(document, cues, token)


def _verb(document: Document, cues: Cues, verb: Token) -> Iterator[Saying]:
    cue, words = _phrase(document, cues, verb)
    if cue is None or was_not_said(document, cues, verb):
        return
    speaker, via = speaker_of(document, cues, verb)
    limit = limit_of(document, verb, words)
    shape, content = content_of(document, cues, cue, verb, words, limit, speaker)
    if not content and not cue.takes & {"quote", "quoted", "object", "predicate"}:
        return
    yield Saying(cue, verb.index, words, speaker, shape, content, not content or shape == "quoted",
                 addressee_of(document, verb), via, limit, quoted_by(document, cues, verb.index, speaker))


def _has_a_clause(document: Document, token: Token) -> bool:
    """ "Figures from the ministry show that …", "'We stay,' teachers vow": a verb that the tagger takes for a noun."""
    if token.tag not in ("NN", "NNS") or token.dep != "ROOT":
        return False
    clauses = list(document.below(token.index, "ccomp"))
    if any(t.index < token.index for t in document.below(token.index, "nsubj")):
        return any(t.index > token.index for t in clauses)
    last = document.sentence_of(token.index).last == token.index + 1
    return last and any(t.tag == "NNS" for t in document.below(token.index, "compound")) and bool(clauses)


def _inverted(document: Document, token: Token) -> Saying | None:
    """ 'Said Coach Ana Pires: "We won."': a cue that opens its sentence, who speaks, a colon and a mark."""
    sentence = document.sentence_of(token.index)
    colon = next((i for i in range(token.index + 2, min(token.index + MAX_INVERTED, len(document.tokens) - 1))
                  if document.tokens[i].text == ":"), None)
    if token.index != sentence.first or colon is None or not set(document.tokens[colon + 1].text) <= QUOTES:
        return None
    named = token.index + 1
    while named < colon and document.tokens[named].tag in NOUN_PHRASE:
        named += 1
    if named == token.index + 1:
        return None
    cue = Cue("say", token.text.lower(), "states", frozenset({"quote"}))
    return Saying(cue, token.index, (token.index,), named - 1, "quotation", (), True, limit=sentence.last)


def _opens_quotation(document: Document, token: Token) -> bool:
    """Whether a comma or colon and a quotation mark come right behind a token."""
    behind = document.tokens[token.index + 1 : token.index + 3]
    return len(behind) == 2 and behind[0].text in (",", ":") and set(behind[1].text) <= QUOTES


def _verb_taken_for_noun(document: Document, cues: Cues, token: Token) -> Iterator[Saying]:
    """ 'The Department notes, "…"': the parser takes the verb for a plural. The noun before it speaks."""
    cue = next((c for c in cues.verbs[token.lemma.lower()] if not c.rest and "quote" in c.takes), None)
    owner = next((t.index for t in document.below(token.index, "nsubj", "compound", "poss")), None)
    if cue is not None and owner is not None:
        yield Saying(cue, token.index, (token.index,), owner, "quotation", (), True,
                     limit=document.sentence_of(token.index).last)


def _phrase(document: Document, cues: Cues, verb: Token) -> tuple[Cue | None, tuple[int, ...]]:
    """The longest cue that begins with this verb: "point out", "make clear"."""
    for cue in cues.verbs[verb.lemma.lower()]:
        if not cue.rest:
            return cue, (verb.index,)
        if len(cue.rest) == 1:
            for particle in document.below(verb.index, "prt"):
                if particle.text.lower() == cue.rest[0]:
                    return cue, (verb.index, particle.index)
        after = range(verb.index + 1, verb.index + 1 + len(cue.rest))
        if after.stop <= len(document.tokens) and all(
                document.tokens[i].text.lower() == word for i, word in zip(after, cue.rest, strict=True)):
            return cue, (verb.index, *after)
    return None, ()


def _source(document: Document, cues: Cues, token: Token) -> Iterator[Saying]:
    """ "According to the ministry, …", "…, according to the ministry"."""
    for phrase in cues.sources:
        last = token.index + len(phrase)
        if last >= len(document.tokens) or any(
                document.tokens[token.index + n].text.lower() != word for n, word in enumerate(phrase)):
            continue
        named = [t.index for t in document.below(last - 1, "pobj")]  # two in "to curator Elaine Cole": the name is last
        speaker = named[-1] if named else _noun_from(document, last)
        if speaker is not None:
            content = around(document, token, source_end(document, cues, speaker))
            cue = Cue("according-to", " ".join(phrase), "states", frozenset({"clause", "quote"}))
            if content:
                yield Saying(cue, token.index, tuple(range(token.index, last)), speaker, "source", content,
                             limit=document.sentence_of(token.index).last,
                             quoting=quoted_by(document, cues, token.index, speaker))
        return


def _noun_from(document: Document, start: int) -> int | None:
    """The first noun that ends its phrase."""
    last = document.sentence_of(start).last
    for index in range(start, min(start + 8, last)):
        if document.tokens[index].tag[:2] in ("NN", "PR") and (
                index + 1 >= last or document.tokens[index + 1].tag[:2] not in ("NN", "PO")):
            return index
    return None
