"""Whether what a verb of saying tells was said: not where it is negated, merely possible or wished for."""

from __future__ import annotations

from communique.knowledge.cues import Cues
from communique.stages import Document, Token
from communique.statements.subjects import after_quotation, is_aside, marks_between

_UNREAL = frozenset(
    ("will", "would", "could", "may", "might", "must", "should", "can", "ca", "wo", "shall", "’ll", "'ll", "'d"))


def was_not_said(document: Document, cues: Cues, verb: Token) -> bool:
    """Negated, merely possible, passive without "by", an aside, or an infinitive not under "went on to say"."""
    if is_aside(document, cues, verb):
        return True
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
