"""Active or passive: "was expelled", "got arrested", "troops deployed in", in headlines "Envoy expelled from Chad"."""

from __future__ import annotations

from communique.propositions.ground import CLIMB, RELATIVES
from communique.stages import Document, Token


def is_passive(document: Document, verb: Token) -> bool:
    """Whether the verb stands in the passive; a conjunct without an auxiliary of its own shares the first verb's."""
    for _ in range(CLIMB):
        if any(document.below(verb.index, "auxpass", "nsubjpass")):
            return True
        if verb.tag != "VBN" or any(document.below(verb.index, "aux")):
            return False
        if verb.dep == "conj" and (not any(document.below(verb.index, "nsubj")) or _gapped(document, verb)):
            verb = document.tokens[verb.head]
            continue
        return _bare(document, verb)
    return False


def _gapped(document: Document, verb: Token) -> bool:
    """Whether a participle with a subject of its own leaves out the auxiliary that the verb before it has: "two guards
    were hurt and ten people *arrested*"."""
    before = document.tokens[verb.head]
    return (before.tag == "VBN" and any(document.below(before.index, "auxpass"))
            and not any(document.below(verb.index, "dobj", "dative", "ccomp", "xcomp")))


def _bare(document: Document, verb: Token) -> bool:
    """A participle without an auxiliary. With a subject in a full sentence it is a past tense that the tagger missed:
    "the town, which Russian troops captured", "the summit opened on Monday"."""
    subject = next(document.below(verb.index, "nsubj"), None)
    if verb.dep in ("acl", "advcl", "relcl"):
        return subject is None or (verb.dep == "relcl" and subject.text.lower() in RELATIVES
                                   and any(document.below(verb.index, "agent")))
    if any(document.below(verb.index, "dobj")):
        return False
    if subject is None or any(document.below(verb.index, "agent")):
        return verb.dep in ("ROOT", "conj", "ccomp")
    return verb.dep == "ROOT" and document.sentence_of(verb.index).headline
