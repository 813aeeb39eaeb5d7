"""Where what is said ends: before the next words that are the reporter's or another cue's.

The parser says which clause a cue takes; its end goes by words and marks, because the small model often hangs the
last phrase on the wrong verb. Ends are token numbers, half-open.
"""

from __future__ import annotations

from itertools import pairwise

from communique.knowledge.cues import Cues
from communique.stages import Document, Token
from communique.statements.subjects import QUOTES, lifted_to

FINITE = ("VBD", "VBZ", "VBP", "MD")
_SUBORDINATE = ("as", "while", "after", "before", "when", "although", "though")
_MAX_WITH = 10  # tokens from "with" to the cue of "…, with the army warning that"


def clause_end(document: Document, cues: Cues, verb: Token, head: Token, limit: int) -> int:
    """Before the next clause of the cue itself: "…, adding that", "… and warned that"."""
    end = limit
    for child in document.children[verb.index]:
        token = document.tokens[child]
        own = (token.dep == "conj" and not _is_told_of(document, verb, token)) or (
            token.dep == "advcl" and _set_off(document, child))
        if own and head.index < child < end:
            end = max(document.edges[child][0], head.index + 1)
    cut = next((i for i in range(head.index + 1, end)
                if breaks_off(document, cues, verb, i) or _turns_back(document, verb, head, i)), end)
    if cut < limit:
        cut = _before_adverbs(document, cut, head.index + 1)
    while cut > head.index + 1 and document.tokens[cut - 1].tag in ("CC", ","):
        cut -= 1
    return max(cut, head.index + 1)


def _is_told_of(document: Document, verb: Token, token: Token) -> bool:
    """ "says it has hired nurses and ended the bonus": a cue in the present, and a verb of the past beside it.

    And "said it was late, and that nobody came".
    """
    if any(t.text.lower() == "that" for t in document.below(token.index, "mark")):
        return True
    return verb.tag in ("VBZ", "VBP") and token.tag in ("VBD", "VBN")


def _turns_back(document: Document, verb: Token, head: Token, index: int) -> bool:
    """ "said the plan is under review and declined to comment": the clause in the present, "and" a verb of the past."""
    if document.tokens[index].tag != "CC" or verb.tag != "VBD" or head.tag not in ("VBZ", "VBP", "MD"):
        return False
    behind = document.tokens[index + 1 : index + 2]
    return bool(behind) and behind[0].tag == "VBD" and behind[0].head in (verb.index, head.index)


def _before_adverbs(document: Document, cut: int, least: int) -> int:
    """ "… and later warned": adverbs of the next cue; not "time to come home, and warned"."""
    at = cut
    while at > least and document.tokens[at - 1].tag == "RB":
        at -= 1
    return at if at > least and document.tokens[at - 1].tag in ("CC", ",") else cut


def breaks_off(document: Document, cues: Cues, verb: Token, index: int) -> bool:
    """ "…; the army said", "… and warned that", ", which he called", ", although she added that"."""
    token = document.tokens[index]
    if token.text == ";" or (token.text == "," and _source_follows(document, cues, index + 1)):
        return True
    if token.tag in FINITE and token.lemma.lower() in cues.verbs:
        return lifted_to(document, cues, token) is verb
    if token.text != ",":
        return False
    if _says_more(document, cues, index + 1) or _sums_up(document, cues, index + 1):
        return True
    return _with_a_cue(document, cues, index + 1) or _cue_behind(document, cues, index)


def _cue_behind(document: Document, cues: Cues, comma: int) -> bool:
    """A cue and its subject behind a comma: ", which he called", ", although she added", ", but Cairo said"."""
    following = document.tokens[comma + 1 : comma + 6]
    if not following or following[0].tag not in ("WDT", "IN", "CC"):
        return False
    if following[0].text.lower() in ("while", "whereas", "but", "and"):
        if len(following) > 1 and following[1].text.lower() == "that" and following[1].tag == "IN":
            return False  # "said the toll stood at 42, and that he expected it to climb"
        finite = finite_in(document, comma + 2, min(comma + 14, document.sentence_of(comma).last))
        return finite is not None and any("clause" in c.takes for c in cues.verbs.get(finite.lemma.lower(), ()))
    return any(a.tag == "PRP" and b.tag in FINITE and b.lemma.lower() in cues.verbs
               for a, b in pairwise(following))


def _says_more(document: Document, cues: Cues, index: int) -> bool:
    """ "…, promising “a year of calm”", "…, adding that": a cue without a subject, and words of its own behind it."""
    if index + 2 >= len(document.tokens) or document.tokens[index].tag != "VBG":
        return False
    token, behind = document.tokens[index], document.tokens[index + 1]
    return token.lemma.lower() in cues.verbs and (behind.text.lower() == "that" or set(behind.text) <= QUOTES)


def _sums_up(document: Document, cues: Cues, index: int) -> bool:
    """ "…, a remark that Berlin spent Monday explaining", "…, an idea Paris has rejected": the reporter's own words."""
    if document.tokens[index : index + 1] and document.tokens[index].text.lower() not in ("a", "an"):
        return False
    for token in document.tokens[index + 1 : index + 4]:
        if token.tag in ("NN", "NNS"):
            return token.lemma.lower() in cues.summings
        if token.tag not in ("JJ", "RB", "HYPH"):
            return False
    return False


def _with_a_cue(document: Document, cues: Cues, index: int) -> bool:
    """ "…, with the army warning that the road is mined": somebody else's words."""
    if index >= len(document.tokens) or document.tokens[index].text.lower() != "with":
        return False
    near = document.tokens[index + 2 : min(index + _MAX_WITH, document.sentence_of(index).last)]
    cue = next((t for t in near if t.tag in ("VBG", ",", *FINITE)), None)
    return cue is not None and cue.tag == "VBG" and any(
        "clause" in c.takes for c in cues.verbs.get(cue.lemma.lower(), ()))


def _source_follows(document: Document, cues: Cues, index: int) -> bool:
    """ "…, according to Xinhua": what the speaker said ends before it."""
    first = document.tokens[index].text.lower() if index < len(document.tokens) else ""
    sources = (source for source in cues.sources if source[0] == first)
    return any(tuple(t.text.lower() for t in document.tokens[index : index + len(s)]) == s for s in sources)


def _set_off(document: Document, head: int) -> bool:
    """Whether an adverbial clause stands behind a comma, and has the subject of the cue or opens with "as", "while"."""
    first = document.edges[head][0]
    comma = first > 0 and document.tokens[first - 1].text in (",", "—", "–", "-")
    if document.tokens[first].text == ",":
        comma, first = True, first + 1
    bare = document.tokens[head].tag == "VBG" and not has(document, head, "nsubj")
    return comma and (bare or document.tokens[first].text.lower() in _SUBORDINATE)


def finite_in(document: Document, start: int, end: int) -> Token | None:
    """The first finite verb in a range."""
    return next((document.tokens[i] for i in range(start, end) if document.tokens[i].tag in FINITE), None)


def has(document: Document, head: int, *deps: str) -> bool:
    """Whether something hangs on a token by one of these relations."""
    return any(True for _ in document.below(head, *deps))
