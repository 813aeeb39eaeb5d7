"""The complement of a cue: which token ranges are the content of what is said.

The parser is trusted for *what* the complement is and where it begins; where it ends is settled by geometry (up to
the next coordinated or participial clause of the cue, else the end of the sentence), because the small model often
hangs the last phrase on the wrong verb.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from communique.knowledge.cues import Cue, Cues
from communique.stages import Document, Token, TokenRange
from communique.statements.objects import matter
from communique.statements.subjects import QUOTES, apposition, lifted_to, marks_between, split_subject

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_VERBS = ("VBD", "VBZ", "VBP", "MD", "VB", "VBG")
_PAUSES = (",", "—", "–", "--", "-", '"', "”", "''", "'", "’", "«", "»", "?", "!")
_CLAUSE_OPENERS = ("DT", "NNP", "NN", "NNS", "PRP", "PRP$", "JJ", "EX", "NNPS", "CD")
_MARK_TAGS = ("''", "``")
_TRIM = frozenset(",;:.!?…-–—()[]\"'“”„«»‘’`")
_SUBORDINATE = ("as", "while", "after", "before", "when", "although", "though")
Content = tuple[str, tuple[TokenRange, ...]]


def limit_of(document: Document, verb: Token, words: tuple[int, ...]) -> int:
    """Before which token the clause of a cue ends: the sentence, or for a relative clause what hangs on it."""
    if verb.dep in ("relcl", "acl") or (verb.dep == "ccomp" and verb.head < verb.index):
        return max(document.edges[verb.index][1], words[-1] + 1)
    if verb.dep == "advcl" and verb.head > verb.index:
        return max(document.edges[verb.index][1], words[-1] + 1)
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
        front = _clause_before(document, verb, words, limit, speaker)
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
            return _clause_start(document, token.index, after)
    for dep in ("xcomp", "advcl", "acl", "dobj", "relcl"):
        for token in _below(document, verb.index, dep, after):
            if _has(document, token.index, "nsubj", "nsubjpass") and _joint(document, token.index, after) == "that":
                return _clause_start(document, token.index, after)
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
            relative = token.dep in ("nsubj", "nsubjpass") or following.tag in _FINITE
            if document.tokens[index - 1].lemma.lower() in cues.nouns:
                return None  # "repeated his warning that …": the noun is the cue
            head = _finite_in(document, index + 1, limit)
            if relative or head is None or not (verb.lemma == "tell" or (token.dep == "mark" and token.tag == "IN")):
                return None
            return index + 1, "that", head
    return None


def _told(document: Document, verb: Token, limit: int) -> tuple[int, str, Token] | None:
    """ "told Radio Tarawa a strike starts in June": a clause behind the person told, lost by the parser."""
    if verb.lemma != "tell" or any(document.below(verb.index, "xcomp")):
        return None
    told = next((t for t in document.below(verb.index, "dobj", "dative") if t.index > verb.index), None)
    if told is None:
        return None
    start = told.index + 1
    head = _finite_in(document, start, limit)
    if head is None or document.tokens[start].tag not in _CLAUSE_OPENERS:
        return None
    return start, "bare", head


def _finite_in(document: Document, start: int, end: int) -> Token | None:
    return next((document.tokens[i] for i in range(start, end) if document.tokens[i].tag in _FINITE), None)


def _is_clause(document: Document, head: int) -> bool:
    """Finite and with a subject; "agreed to meet", "conceded, then rejected" are no clauses here."""
    if any(t.tag == "TO" for t in document.below(head, "aux")):
        return False
    subjects = ("nsubj", "nsubjpass", "expl", "csubj", "csubjpass")
    return _has(document, head, *subjects) or any(
        _has(document, t.index, *subjects) for t in document.below(head, "aux"))  # 'the two "will part"'


def _has(document: Document, head: int, *deps: str) -> bool:
    return any(True for _ in document.below(head, *deps))


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
    return _past_weekday(document, start, head), joint, document.tokens[head]


def _past_weekday(document: Document, start: int, head: int) -> int:
    """ "said on Monday the talks were over": the day belongs to the cue."""
    index = start + (document.tokens[start].text.lower() == "on")
    begin = index
    while index < head and document.tokens[index].entity == "DATE":
        index += 1
    return index if begin < index < head and document.tokens[index].text != "," else start


def _parts(document: Document, cues: Cues, verb: Token, start: int, head: Token, limit: int) -> tuple[TokenRange, ...]:
    """The clause up to its end, and "… and that …" as a part of its own, since it is a statement of its own."""
    end = next((i for i in range(start + 1, head.index) if document.tokens[i].text == ";"), None) or _clause_end(
        document, cues, verb, head, limit)
    cuts = [start]
    for index in range(head.index + 1, end - 2):
        here, following = document.tokens[index], document.tokens[index + 1]
        if here.tag == "CC" and following.text.lower() == "that" and following.dep == "mark":
            cuts.append(index + 2)
    ends = [c - 2 for c in cuts[1:]] + [end]
    return tuple((a, b) for a, b in zip(cuts, ends, strict=True) if a < b)


def _clause_end(document: Document, cues: Cues, verb: Token, head: Token, limit: int) -> int:
    """Before the next clause of the cue itself: "…, adding that", "… and warned that"."""
    end = limit
    for child in document.children[verb.index]:
        token = document.tokens[child]
        own = token.dep == "conj" or (token.dep == "advcl" and _set_off(document, child))
        if own and head.index < child < end:
            end = max(document.edges[child][0], head.index + 1)
    cut = next((i for i in range(head.index + 1, end) if _breaks_off(document, cues, verb, i)), end)
    loose = ("CC", ",", "RB") if cut < limit else ("CC", ",")
    while cut > head.index + 1 and document.tokens[cut - 1].tag in loose:
        cut -= 1
    return max(cut, head.index + 1)


def _breaks_off(document: Document, cues: Cues, verb: Token, index: int) -> bool:
    """ "…; the army said", "… and warned that", ", which he called", ", although she added that"."""
    token = document.tokens[index]
    if token.text == ";" or (token.text == "," and _source_follows(document, cues, index + 1)):
        return True
    if token.tag in _FINITE and token.lemma.lower() in cues.verbs:
        return lifted_to(document, cues, token) is verb
    if token.text == "," and _says_more(document, cues, index + 1):
        return True
    following = document.tokens[index + 1 : index + 6]
    if token.text != "," or not following or following[0].tag not in ("WDT", "IN", "CC"):
        return False
    if following[0].text.lower() in ("while", "whereas", "but", "and"):
        finite = _finite_in(document, index + 2, min(index + 14, document.sentence_of(index).last))
        return finite is not None and any("clause" in c.takes for c in cues.verbs.get(finite.lemma.lower(), ()))
    return any(a.tag == "PRP" and b.tag in _FINITE and b.lemma.lower() in cues.verbs
               for a, b in pairwise(following))


def _says_more(document: Document, cues: Cues, index: int) -> bool:
    """ "…, promising “a year of calm”", "…, adding that": a cue without a subject, and words of its own behind it."""
    if index + 2 >= len(document.tokens) or document.tokens[index].tag != "VBG":
        return False
    token, behind = document.tokens[index], document.tokens[index + 1]
    return token.lemma.lower() in cues.verbs and (behind.text.lower() == "that" or set(behind.text) <= QUOTES)


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
    bare = document.tokens[head].tag == "VBG" and not _has(document, head, "nsubj")
    return comma and (bare or document.tokens[first].text.lower() in _SUBORDINATE)


def _clause_before(document: Document, verb: Token, words: tuple[int, ...], limit: int,
                   speaker: int | None) -> tuple[TokenRange, ...]:
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
    if not heads and not parenthetic and _finite_in(document, sentence.first, first) is None:
        return ()
    if not heads and not parenthetic and _has(document, verb.index, "dobj") and verb.dep != "ROOT":
        return ()
    front = (_past_colon(document, sentence.first, first), first)
    tail = _tail(document, heads, last, limit, parenthetic) if inserted else None
    return (front, tail) if tail else (front,)


def _opens_with_as(document: Document, verb: Token, words: tuple[int, ...]) -> bool:
    """ "As the minister told Reuters, …", "as she put it"; but not "as he announced the deal, …"."""
    objects = [t for t in document.below(verb.index, "dobj") if t.index not in words]
    return document.tokens[document.edges[verb.index][0]].text.lower() == "as" and (verb.lemma == "tell" or not objects)


def _beside(document: Document, verb: Token) -> tuple[TokenRange, ...]:
    """The sentence without the clause of the cue."""
    sentence, (low, high) = document.sentence_of(verb.index), document.edges[verb.index]
    return tuple((a, b) for a, b in ((sentence.first, low), (high, sentence.last)) if any(
        t.text[:1].isalnum() for t in document.tokens[a:b]))


def _past_colon(document: Document, start: int, end: int) -> int:
    """ "The embassy gave another account: it was the ship that had turned, it said": from the colon on."""
    for index in range(end - 3, start, -1):
        if document.tokens[index].text in (":", ";"):
            return index + 1
    return start


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
    if speaker is not None and not _has(document, verb.index, "nsubj", "nsubjpass"):
        parts = apposition(document, verb)
        if parts is not None and speaker < verb.index:
            first = min(first, parts[0][0])
        elif speaker > verb.index:
            last = max(last, speaker + 1)
        elif document.tokens[speaker].sentence == verb.sentence and verb.index - speaker < 8:
            first = min(first, document.edges[speaker][0])
    return first, last


def _tail(document: Document, heads: list[Token], last: int, limit: int, parenthetic: bool) -> TokenRange | None:
    """ "The deal, he said, would fall": the part of the clause behind the cue."""
    if last + 1 >= limit or document.tokens[last + 1].tag == "VBG":
        return None
    ends = [document.edges[h.index][1] for h in heads if document.edges[h.index][1] > last + 1]
    if not ends and not parenthetic:
        return None
    return last + 1, min([limit, *ends]) if ends else limit


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
        if token.text in (",", ";", ":", ".", "—", "–", "(") or token.tag in _FINITE or token.dep == "mark":
            break
        if token.dep == "cc" and stop + 1 < limit and document.tokens[stop + 1].tag in (*_FINITE, "RB"):
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
