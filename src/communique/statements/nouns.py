"""Nouns of saying → sayings: "expressed hope that …", "his warning of …", "“Never” was his reply".

In: a noun that the knowledge has as a cue. A noun counts with a verb that carries it ("voiced concern") or an owner
("his warning"); what is said is the clause behind "that", words in quotation marks, or, for nouns that take them
(`about`, `of` in `data/cues/nouns.yaml`), the phrase that the noun is about.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.knowledge.cues import Cue, Cues
from communique.stages import Document, Token, TokenRange
from communique.statements.clauses import limit_of
from communique.statements.ends import clause_end, finite_in
from communique.statements.objects import object_end
from communique.statements.real import was_not_said
from communique.statements.saying import Saying
from communique.statements.subjects import QUOTES, speaker_of

_ABOUT = ("about", "over", "at", "for", "in", "of", "with", "regarding")
_OF = ("of", "for", "against")
MIN_ABOUT = 2  # words besides the noun, else nothing is said: "voiced concern"


def noun_sayings(document: Document, cues: Cues, noun: Token) -> Iterator[Saying]:
    """CASE 1 a clause behind "that", CASE 2 the phrase of what it is about, CASE 3 words in quotation marks."""
    cue, support = cues.nouns[noun.lemma.lower()], document.tokens[noun.head]
    supported = noun.dep in ("dobj", "conj") and support.lemma.lower() in cues.supports and not was_not_said(
        document, cues, support)
    owner = next((t.index for t in document.below(noun.index, "poss")), None)
    if not supported and owner is None:
        return
    speaker = speaker_of(document, cues, support)[0] if supported else owner
    words = (support.index, noun.index) if supported and noun.index - support.index <= 3 else (noun.index,)
    limit = limit_of(document, support, words) if supported else document.edges[noun.index][1]
    end = limit if supported and support.dep == "ROOT" else 0
    clause = _clause(document, noun, end)
    if clause is not None:
        yield Saying(cue, noun.index, words, speaker, "noun-that", (clause,), limit=limit)
    elif supported and "about" in cue.takes and (about := _about(document, cues, noun, support, limit)):
        yield Saying(cue, noun.index, words, speaker, "matter", (about,), limit=limit)
    elif "of" in cue.takes and (phrase := _of(document, noun)):
        yield Saying(cue, noun.index, words, speaker, "noun-of", (phrase,), limit=phrase[1])
    elif supported:
        yield Saying(cue, noun.index, words, speaker, "quotation", (), True, limit=limit)


def denial(document: Document, cues: Cues, verb: Token) -> Saying | None:
    """ "rejected claims that its troops had crossed": the clause of a noun of saying, denied by who rejects it."""
    if verb.lemma.lower() not in cues.denials or was_not_said(document, cues, verb):
        return None
    nouns = [t for t in document.below(verb.index, "dobj") if t.index > verb.index]
    noun = next((t for t in nouns if t.lemma.lower() in cues.denied or t.lemma.lower() in cues.nouns), None)
    limit = limit_of(document, verb, (verb.index,))
    clause = _clause(document, noun, 0) if noun is not None else None
    if clause is None:
        return None
    head = finite_in(document, *clause) or document.tokens[clause[0]]
    clause = clause[0], clause_end(document, cues, verb, head, clause[1] if verb.dep != "ROOT" else limit)
    cue = next(c for c in cues.verbs[verb.lemma.lower()] if not c.rest)
    speaker = speaker_of(document, cues, verb)[0]
    return Saying(cue, verb.index, (verb.index,), speaker, "denied-that", (clause,), limit=limit)


def _clause(document: Document, noun: Token, end: int) -> TokenRange | None:
    """The clause behind "that", up to its end or a later one."""
    for token in document.below(noun.index, "acl", "ccomp", "relcl"):
        that = next((t for t in document.below(token.index, "mark") if t.text.lower() == "that"), None)
        if that is not None and that.index > noun.index:
            return that.index + 1, max(end, document.edges[token.index][1])
    return None


def _about(document: Document, cues: Cues, noun: Token, support: Token, limit: int) -> TokenRange | None:
    """ "voiced concern about the raids", "expressed readiness to host talks": the noun and what it is about."""
    behind = [t for t in document.below(noun.index, "prep", "acl") if t.index > noun.index and (
        t.text.lower() in _ABOUT or any(k.tag == "TO" for k in document.below(t.index, "aux")))]
    if not behind:
        return None
    start, end = document.edges[noun.index][0], object_end(document, cues, support, noun.index, limit)
    return (start, end) if end - noun.index > MIN_ABOUT else None


def _of(document: Document, noun: Token) -> TokenRange | None:
    """ "his warning of a wider war": the phrase behind "of"."""
    for token in document.below(noun.index, "prep"):
        if token.text.lower() in _OF and token.index == noun.index + 1:
            end = document.edges[token.index][1]
            return (token.index + 1, end) if end - token.index > MIN_ABOUT else None
    return None


def reply(document: Document, cues: Cues, noun: Token) -> Saying | None:
    """ "“Never” was his reply", "“We won't go,” came the answer from Fiji": a noun for what was quoted before it."""
    verb = document.tokens[noun.head]
    before = document.tokens[verb.index - 1] if verb.index else verb
    if verb.index > noun.index or verb.lemma not in ("be", "come") or not set(before.text) <= QUOTES:
        return None
    owner = next((t.index for t in document.below(noun.index, "poss")), None)
    if owner is None:
        givers = (t for p in document.below(noun.index, "prep") if p.text.lower() in ("from", "of", "by")
                  for t in document.below(p.index, "pobj"))
        owner = next((t.index for t in givers), None)
    if owner is None:
        return None
    cue = Cue("reply", noun.lemma.lower(), "states", frozenset({"quote"}))
    limit = document.sentence_of(noun.index).last
    return Saying(cue, verb.index, (noun.index,), owner, "quotation", (), True, limit=limit)
