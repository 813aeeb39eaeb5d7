"""The complement of a cue: which token ranges are the content of what is said.

The parser is trusted for *what* the complement is and where it begins; where it ends is settled by geometry (up to
the next coordinated or participial clause of the cue, else the end of the sentence), because the small model often
hangs the last phrase on the wrong verb.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.knowledge.cues import Cue, Cues
from communique.stages import Document, Token, TokenRange
from communique.statements.ends import FINITE, clause_end, finite_in, has
from communique.statements.fronts import clause_before, reporting_words
from communique.statements.objects import matter
from communique.statements.subjects import after_quotation, split_subject

_VERBS = ("VBD", "VBZ", "VBP", "MD", "VB", "VBG")
_CLAUSE_OPENERS = ("DT", "NNP", "NN", "NNS", "PRP", "PRP$", "JJ", "EX", "NNPS", "CD")
_TRIM = frozenset(",;:.!?…-–—()[]\"'“”„«»‘’`")
Content = tuple[str, tuple[TokenRange, ...]]


def limit_of(document: Document, verb: Token, words: tuple[int, ...]) -> int:
    """Before which token the clause of a cue ends: the sentence, or for a relative clause what hangs on it."""
    if verb.dep in ("relcl", "acl") or (verb.dep == "ccomp" and verb.head < verb.index):
        return max(document.edges[verb.index][1], words[-1] + 1)
    if verb.dep == "advcl" and verb.head > verb.index:
        return max(document.edges[verb.index][1], words[-1] + 1)
    if verb.dep == "ccomp" and verb.head > verb.index:  # "Kyiv made clear that it would not sign, an adviser wrote"
        outer = reporting_words(document, document.tokens[verb.head], (verb.head,), None)[0]
        return outer if outer > words[-1] + 1 else document.sentence_of(verb.index).last
    return document.sentence_of(verb.index).last


def content_of(document: Document, cues: Cues, cue: Cue, verb: Token, words: tuple[int, ...], limit: int,
               speaker: int | None) -> Content:
    """The shape of the complement and its ranges: CASE 1 a clause behind, 2 one in front, 3 a name given, 4 none."""
    if "clause" in cue.takes and (own := split_subject(document, verb)) is not None and own == speaker:
        ranges = _parts(document, cues, verb, words[-1] + 1, document.tokens[verb.head], limit)
        return "bare-clause", ranges
    clause = _clause_after(document, cues, verb, words, limit)
    if clause is not None:
        start, joint, head = clause
        ranges = _parts(document, cues, verb, start, head, limit)
        if _takes(document, cues, cue, verb, joint, start, speaker):
            return f"{joint}-clause", ranges
        if joint != "wh" and "quoted" in cue.takes:
            return "quoted", ranges
        if joint == "wh":
            return "quotation", ()
    elif cue.takes & {"as", "clause"} and verb.dep == "advcl" and _opens_with_as(document, verb, words):
        return "as-clause", _beside(document, verb)
    elif "clause" in cue.takes:
        front = clause_before(document, cues, verb, words, limit, speaker)
        if front:
            return "clause-before", front
    if "predicate" in cue.takes:
        named = _predicate(document, verb, limit)
        if named is not None:
            return "predicate", (named,)
    if "matter" in cue.takes:
        found = matter(document, cues, verb, words, limit)
        if found is not None:
            return "matter", (found,)
    return "quotation", ()


def _takes(document: Document, cues: Cues, cue: Cue, verb: Token, joint: str, start: int, speaker: int | None) -> bool:
    """Whether this cue takes a clause joined like this. "rejected what it called …" is no statement."""
    if "finding" in cue.takes and "clause" not in cue.takes:
        lemma = document.tokens[speaker].lemma.lower() if speaker is not None else ""
        return joint != "wh" and lemma in cues.findings | cues.documents
    if joint == "wh":
        return "wh" in cue.takes or (
            "clause" in cue.takes and document.tokens[start].text.lower() in ("how", "why", "where", "when", "whether"))
    if "present" in cue.takes and "clause" not in cue.takes:
        return joint != "wh" and verb.tag != "VBD"
    return "clause" in cue.takes or (joint == "that" and "that" in cue.takes)


def _clause_after(document: Document, cues: Cues, verb: Token, words: tuple[int, ...],
                  limit: int) -> tuple[int, str, Token] | None:
    """First token, joint (that, bare, wh) and head of the clause the cue takes after it."""
    after = words[-1]
    for token in _below(document, verb.index, "ccomp", after):
        if _is_clause(document, token.index):
            found = _clause_start(document, token.index, after)
            return None if found[1] == "bare" and after_quotation(document, verb) else found
    for dep in ("xcomp", "advcl", "acl", "dobj", "relcl"):
        for token in _below(document, verb.index, dep, after):
            if has(document, token.index, "nsubj", "nsubjpass") and _joint(document, token.index, after) == "that":
                found = _clause_start(document, token.index, after)
                return None if _is_result(document, found[0] - 1) else found
    return _that_nearby(document, cues, verb, after, limit) or _told(document, verb, limit)


def _below(document: Document, head: int, dep: str, after: int) -> Iterator[Token]:
    return (t for t in document.below(head, dep) if t.index > after)


def _that_nearby(document: Document, cues: Cues, verb: Token, after: int,
                 limit: int) -> tuple[int, str, Token] | None:
    """ "told deputies over lunch in Accra that …": the parser hangs the clause on the nearest noun."""
    for index in range(after + 1, min(after + 14, limit - 2)):
        token = document.tokens[index]
        if token.tag in _VERBS or token.tag == "CC" or token.text in (";", ":"):
            return None
        if token.text.lower() == "that":
            following = document.tokens[index + 1]
            relative = token.dep in ("nsubj", "nsubjpass") or following.tag in FINITE
            if document.tokens[index - 1].lemma.lower() in cues.nouns and not _is_occasion(document, index - 1):
                return None  # "repeated his warning that …": the noun is the cue
            head = finite_in(document, index + 1, limit)
            if relative or head is None or _is_result(document, index) or not (
                    verb.lemma == "tell" or (token.dep == "mark" and token.tag == "IN")):
                return None
            return index + 1, "that", head
    return None


def _is_occasion(document: Document, noun: int) -> bool:
    """ "told the Star in a statement that …": where it was said."""
    return document.tokens[noun].dep == "pobj" and document.tokens[document.tokens[noun].head].text.lower() == "in"


def _is_result(document: Document, that: int) -> bool:
    """ "said it in a voice so low that nobody heard": what follows from "so", "such", is not said."""
    return any(t.text.lower() in ("so", "such") for t in document.tokens[max(that - 3, 0) : that])


def _told(document: Document, verb: Token, limit: int) -> tuple[int, str, Token] | None:
    """ "told Radio Tarawa a strike starts in June": a clause behind the person told, lost by the parser."""
    if verb.lemma != "tell" or any(document.below(verb.index, "xcomp")):
        return None
    told = next((t for t in document.below(verb.index, "dobj", "dative") if t.index > verb.index), None)
    if told is None:
        return None
    start = told.index + 1
    head = finite_in(document, start, limit)
    if head is None or document.tokens[start].tag not in _CLAUSE_OPENERS:
        return None
    return start, "bare", head


def _is_clause(document: Document, head: int) -> bool:
    """Finite and with a subject; "agreed to meet", "conceded, then rejected" are no clauses here."""
    if any(t.tag == "TO" for t in document.below(head, "aux")):
        return False
    subjects = ("nsubj", "nsubjpass", "expl", "csubj", "csubjpass")
    return has(document, head, *subjects) or any(
        has(document, t.index, *subjects) for t in document.below(head, "aux"))  # 'the two "will part"'


def _joint(document: Document, head: int, after: int) -> str:
    """How the clause is joined to the cue."""
    for index in range(max(document.edges[head][0], after + 1), head + 1):
        token = document.tokens[index]
        if token.text.lower() == "that" and token.dep == "mark":
            return "that"
        if token.text.lower() in ("whether", "if") or (
                token.tag[:1] == "W" and token.text.lower() != "that" and token.head == head):
            return "wh"
        if token.tag in ("NN", "NNS", "NNP", "NNPS", "PRP", "EX") and token.entity != "DATE":
            return "bare"
    return "bare"


def _clause_start(document: Document, head: int, after: int) -> tuple[int, str, Token]:
    """The first word of the clause; "that" and a weekday in front of it are left out."""
    start = max(document.edges[head][0], after + 1)
    joint = _joint(document, head, after)
    if joint == "that":  # "said on Monday that …": what stands before "that" belongs to the cue
        for index in range(start, head):
            if document.tokens[index].text.lower() == "that" and document.tokens[index].dep == "mark":
                return index + 1, joint, document.tokens[head]
    start = _past_weekday(document, start, head)
    if start < head and document.tokens[start].text.lower() == "that" and document.tokens[start].tag in ("IN", "WDT"):
        return start + 1, "that", document.tokens[head]  # "said in a note that …", hung elsewhere by the parser
    return start, joint, document.tokens[head]


def _past_weekday(document: Document, start: int, head: int) -> int:
    """ "said on Monday the talks were over": the day belongs to the cue."""
    index = start + (document.tokens[start].text.lower() == "on")
    begin = index
    while index < head and document.tokens[index].entity == "DATE":
        index += 1
    return index if begin < index < head and document.tokens[index].text != "," else start


def _parts(document: Document, cues: Cues, verb: Token, start: int, head: Token, limit: int) -> tuple[TokenRange, ...]:
    """The clause up to its end, with "… and that …"; or up to a semicolon before its verb."""
    end = next((i for i in range(start + 1, head.index) if document.tokens[i].text == ";"), None) or clause_end(
        document, cues, verb, head, limit)
    return ((start, end),) if start < end else ()


def _opens_with_as(document: Document, verb: Token, words: tuple[int, ...]) -> bool:
    """ "As the minister told Reuters, …", "as she put it"; but not "as he announced the deal, …"."""
    objects = [t for t in document.below(verb.index, "dobj") if t.index not in words]
    return document.tokens[document.edges[verb.index][0]].text.lower() == "as" and (verb.lemma == "tell" or not objects)


def _beside(document: Document, verb: Token) -> tuple[TokenRange, ...]:
    """The sentence without the clause of the cue."""
    sentence, (low, high) = document.sentence_of(verb.index), document.edges[verb.index]
    return tuple((a, b) for a, b in ((sentence.first, low), (high, sentence.last)) if any(
        t.text[:1].isalnum() for t in document.tokens[a:b]))


def _predicate(document: Document, verb: Token, limit: int) -> TokenRange | None:
    """ "called the move a mistake", "described it as a mistake": the words of the name given, at least four."""
    found: TokenRange | None = None
    for token in document.below(verb.index, "prep"):
        if token.text.lower() == "as" and token.index > verb.index and verb.lemma != "call":
            found = found or (token.index + 1, _phrase_end(document, verb, token.index, limit))
    for token in document.below(verb.index, "oprd", "ccomp", "xcomp"):
        if token.index > verb.index and not any(t.tag == "TO" for t in document.below(token.index, "aux")):
            subject = next(document.below(token.index, "nsubj"), None)
            start = document.edges[subject.index][1] if subject else document.edges[token.index][0]
            if start <= token.index and (subject or token.dep == "oprd"):
                found = found or (start, _phrase_end(document, verb, token.index, limit))
    return found if found and found[1] - found[0] >= 4 else None


def _phrase_end(document: Document, verb: Token, head: int, limit: int) -> int:
    end = min(document.edges[head][1], limit)
    for token in document.below(verb.index, "conj", "advcl", "cc"):
        if token.index > head:
            end = min(end, max(document.edges[token.index][0], head + 1))
    return end


def quoted_end(document: Document, limit: int, last: int) -> int:
    """Where a name or object that was begun in quotation marks ends: '"painful" for him and his people'."""
    end = last
    while end < limit and not document.tokens[end].text[:1].isalnum() and document.tokens[end].text not in ",;:.—–":
        end += 1
    stop = end
    while stop < limit:
        token = document.tokens[stop]
        if token.text in (",", ";", ":", ".", "—", "–", "(") or token.tag in FINITE or token.dep == "mark":
            break
        if token.dep == "cc" and stop + 1 < limit and document.tokens[stop + 1].tag in (*FINITE, "RB"):
            break
        stop += 1
    return stop if stop > end else last


def trimmed(document: Document, span: TokenRange) -> TokenRange:
    """A token range without punctuation at its edges."""
    first, last = span
    while first < last and set(document.tokens[first].text) <= _TRIM:
        first += 1
    while last > first and set(document.tokens[last - 1].text) <= _TRIM:
        last -= 1
    return first, last
