"""The parsed document → `Saying`s: each cue with who speaks and the words the parse gives it.

In: the document and the cues. Out: one saying for each verb ("said"), noun ("his warning that") or phrase
("according to") that may introduce a statement. Cues that are negated, merely possible ("would say") or wished for
("declined to say") are none. Quotations come later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.knowledge.cues import Cue, Cues
from communique.stages import Document, Token, TokenRange
from communique.statements.clauses import content_of, limit_of
from communique.statements.subjects import QUOTES, addressee_of, after_quotation, marks_between, speaker_of

_UNREAL = frozenset(
    ("will", "would", "could", "may", "might", "must", "should", "can", "ca", "wo", "shall", "’ll", "'ll", "'d"))


@dataclass(frozen=True, slots=True)
class Saying:
    """A cue with its surroundings; all numbers are tokens.

    `content` are the ranges of the clause, empty where only a quotation may follow. `needs_quote`: counts only with
    quoted words. `speaker`, `addressee`, `via` are heads. `limit` is the token before which the cue's clause ends.
    """

    cue: Cue | None
    at: int
    words: tuple[int, ...]
    speaker: int | None
    shape: str
    content: tuple[TokenRange, ...] = ()
    needs_quote: bool = False
    addressee: int | None = None
    via: int | None = None
    limit: int = 0


def sayings(document: Document, cues: Cues) -> Iterator[Saying]:
    """All cues of a document that may introduce a statement, in the order of the text."""
    openers = {source[0] for source in cues.sources}
    for token in document.tokens:
        lemma = token.lemma.lower()
        if lemma in cues.verbs and (token.tag[:2] == "VB" or _has_a_clause(document, token)):
            yield from _verb(document, cues, token)
        elif token.tag == "NNS" and lemma in cues.verbs and _opens_quotation(document, token):
            yield from _verb_taken_for_noun(document, cues, token)
        elif token.tag[:2] == "NN" and lemma in cues.nouns:
            yield from _noun(document, cues, token)
        elif token.text.lower() in openers:
            yield from _source(document, cues, token)


def _verb(document: Document, cues: Cues, verb: Token) -> Iterator[Saying]:
    cue, words = _phrase(document, cues, verb)
    if cue is None or _was_not_said(document, cues, verb):
        return
    speaker, via = speaker_of(document, cues, verb)
    limit = limit_of(document, verb, words)
    shape, content = content_of(document, cues, cue, verb, words, limit, speaker)
    if not content and not cue.takes & {"quote", "quoted", "object", "predicate"}:
        return
    yield Saying(cue, verb.index, words, speaker, shape, content, not content or shape == "quoted",
                 addressee_of(document, verb), via, limit)


def _has_a_clause(document: Document, token: Token) -> bool:
    """ "Figures from the ministry show that …": a verb that the tagger takes for a noun, with subject and clause."""
    return token.tag in ("NN", "NNS") and token.dep == "ROOT" and any(
        t.index < token.index for t in document.below(token.index, "nsubj")) and any(
        t.index > token.index for t in document.below(token.index, "ccomp"))


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


def _was_not_said(document: Document, cues: Cues, verb: Token) -> bool:
    """Negated, merely possible, passive without "by", or an infinitive under anything but "went on to say"."""
    for token in document.below(verb.index, "neg", "aux", "auxpass"):
        if marks_between(document, token.index, verb.index):
            continue
        if token.dep == "neg" or (token.dep == "aux" and token.text.lower() in _UNREAL):
            return True
        if token.dep == "auxpass":
            return not any(document.below(verb.index, "agent"))
    head = document.tokens[verb.head]
    if verb.tag == "VBN" and _is_told(document, verb, head):
        return True
    if verb.tag == "VB" and any(t.tag == "TO" for t in document.below(verb.index, "aux")):
        return head.lemma.lower() not in cues.onwards
    if verb.tag == "VBG" and verb.dep == "pcomp":  # "without saying"; "as saying" is speech
        return head.text.lower() not in ("as", "by", "in", "while", "for", "with")
    return False


def _is_told(document: Document, verb: Token, head: Token) -> bool:
    """A participle without a helping verb: "Asked whether …, she said", "was hauled in and told that"."""
    if any(document.below(verb.index, "aux", "auxpass")) or after_quotation(document, verb):
        return False
    if verb.dep in ("amod", "acl", "advcl"):
        return True
    return verb.dep == "conj" and any(document.below(head.index, "auxpass"))


def _noun(document: Document, cues: Cues, noun: Token) -> Iterator[Saying]:
    """ "expressed hope that …", "his warning that …"."""
    cue, support = cues.nouns[noun.lemma.lower()], document.tokens[noun.head]
    supported = noun.dep in ("dobj", "conj") and support.lemma.lower() in cues.supports and not _was_not_said(
        document, cues, support)
    owner = next((t.index for t in document.below(noun.index, "poss")), None)
    if not supported and owner is None:
        return
    speaker = speaker_of(document, cues, support)[0] if supported else owner
    words = (support.index, noun.index) if supported and noun.index - support.index <= 3 else (noun.index,)
    limit = limit_of(document, support, words) if supported else document.edges[noun.index][1]
    for token in document.below(noun.index, "acl", "ccomp", "relcl"):
        that = next((t for t in document.below(token.index, "mark") if t.text.lower() == "that"), None)
        if that is not None and that.index > noun.index:
            end = max(limit if supported and support.dep == "ROOT" else 0, document.edges[token.index][1])
            yield Saying(cue, noun.index, words, speaker, "noun-that", ((that.index + 1, end),), limit=limit)
            return
    if supported:
        yield Saying(cue, noun.index, words, speaker, "quotation", (), True, limit=limit)


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
            content = _around(document, token.index, max(document.edges[speaker][1], speaker + 1), token)
            cue = Cue("according-to", " ".join(phrase), "states", frozenset({"clause", "quote"}))
            if content:
                yield Saying(cue, token.index, tuple(range(token.index, last)), speaker, "source", content,
                             limit=document.sentence_of(token.index).last)
        return


def _noun_from(document: Document, start: int) -> int | None:
    """The first noun that ends its phrase."""
    last = document.sentence_of(start).last
    for index in range(start, min(start + 8, last)):
        if document.tokens[index].tag[:2] in ("NN", "PR") and (
                index + 1 >= last or document.tokens[index + 1].tag[:2] not in ("NN", "PO")):
            return index
    return None


def _around(document: Document, start: int, end: int, token: Token) -> tuple[TokenRange, ...]:
    """The sentence without the phrase; in a relative clause only that clause."""
    sentence, governor = document.sentence_of(start), document.tokens[token.head]
    low, high = sentence.first, sentence.last
    if governor.dep in ("relcl", "acl") and governor.sentence == token.sentence:
        low, high = document.edges[governor.index]
    end = min(end, sentence.last)
    return tuple((a, b) for a, b in ((low, start), (end, high)) if b > a and any(
        t.text[:1].isalnum() for t in document.tokens[a:b]))
