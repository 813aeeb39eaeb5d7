"""A cue in the parse → who speaks, and which words are the content.

In: the parsed document and the cues. Out: `Saying`s, one for each cue word that has somebody speaking. This file
alone knows what the parser calls things. The parser is trusted for *what* the complement is and where it begins;
where it ends is settled by geometry (up to the next coordinated or participial clause of the cue, else the end of the
sentence), because the small model often hangs the last phrase on the wrong verb.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.knowledge.cues import Cue, Cues
from communique.stages import Document, Token, TokenRange

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_UNREAL = ("will", "would", "could", "may", "might", "must", "should", "can", "ca", "wo", "shall", "’ll", "'ll", "'d")
_RELATIVE = ("who", "which", "that", "whom")
_TRIM = frozenset(",;:.!?…-–—()[]\"'“”„«»‘’`")


@dataclass(frozen=True, slots=True)
class Saying:
    """A cue with its surroundings. `content` are token ranges of the clause; empty if only a quotation may follow.

    `front` tells that the content stands before the cue; `needs_quote` that it counts only with quoted words.
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
    limit: int = 0  # the token before which the cue's own clause ends


def sayings(document: Document, cues: Cues) -> Iterator[Saying]:
    """All cues of a document that may introduce a statement, in the order of the text."""
    for token in document.tokens:
        found: Saying | None = None
        lemma = token.lemma.lower()
        if token.tag[:2] == "VB" and lemma in cues.verbs:
            found = _verb(document, cues, token)
        elif token.tag[:2] == "NN" and lemma in cues.nouns:
            found = _noun(document, cues, token)
        elif any(token.text.lower() == source[0] for source in cues.sources):
            found = _source(document, cues, token)
        if found is not None:
            yield found


# --- verbs ---------------------------------------------------------------------------------------------------------

def _verb(document: Document, cues: Cues, verb: Token) -> Saying | None:
    """A verb of saying: CASE 1 a clause after it, CASE 2 a clause before it, CASE 3 a name given, CASE 4 quotes only."""
    cue, words = _phrase(document, cues, verb)
    if cue is None or _was_not_said(document, cues, verb):
        return None
    speaker, via = _speaker(document, cues, verb)
    limit = _limit(document, verb, words)
    shape, content = _content(document, cue, verb, words, limit, speaker)
    quotable = bool(cue.takes & {"quote", "quoted", "object", "predicate"})
    if not content and not quotable:
        return None
    if speaker is None and shape != "question":
        speaker = _nearest_subject(document, verb)
    needs = not content or shape in ("quoted",)
    return Saying(cue, verb.index, words, speaker, shape, content, needs, _addressee(document, verb), via, limit)


def _phrase(document: Document, cues: Cues, verb: Token) -> tuple[Cue | None, tuple[int, ...]]:
    """The longest cue that begins with this verb: "point out", "make clear"."""
    for cue in cues.verbs[verb.lemma.lower()]:
        if not cue.rest:
            return cue, (verb.index,)
        particles = [t for t in document.below(verb.index, "prt") if t.text.lower() == cue.rest[0]]
        if len(cue.rest) == 1 and particles:
            return cue, (verb.index, particles[0].index)
        after = range(verb.index + 1, verb.index + 1 + len(cue.rest))
        if after.stop <= len(document.tokens) and all(
                document.tokens[i].text.lower() == word for i, word in zip(after, cue.rest, strict=True)):
            return cue, (verb.index, *after)
    return None, ()


def _was_not_said(document: Document, cues: Cues, verb: Token) -> bool:
    """Negated, merely possible, or an infinitive under anything but "went on to say"."""
    for child in document.children[verb.index]:
        token = document.tokens[child]
        if token.dep == "neg" and verb.lemma != "deny":
            return True
        if token.dep == "aux" and token.text.lower() in _UNREAL:
            return True
        if token.dep in ("auxpass",) and verb.lemma not in ("quote", "cite"):
            return not any(document.below(verb.index, "agent"))
    if verb.tag == "VB" and any(document.below(verb.index, "aux")) and verb.dep in ("xcomp", "advcl", "acl", "relcl"):
        if any(t.tag == "TO" for t in document.below(verb.index, "aux")):
            return document.tokens[verb.head].lemma.lower() not in cues.onwards
    if verb.tag == "VBG" and verb.dep == "pcomp":  # "without saying"; "as saying" is speech
        return document.tokens[verb.head].text.lower() not in ("as", "by", "in", "while", "for")
    return verb.tag == "VBN" and verb.dep in ("amod", "acl") and not any(document.below(verb.index, "agent"))


def _limit(document: Document, verb: Token, words: tuple[int, ...]) -> int:
    """Where the clause of the cue ends: the sentence, or for a relative clause what hangs on it."""
    sentence = document.sentence_of(verb.index)
    if verb.dep in ("relcl", "acl") or (verb.dep == "ccomp" and verb.head < verb.index):
        return max(document.edges[verb.index][1], words[-1] + 1)
    if _FINITE.count(verb.tag) and verb.dep == "advcl" and verb.head > verb.index:
        return document.edges[verb.index][1]
    return sentence.last


def _content(document: Document, cue: Cue, verb: Token, words: tuple[int, ...], limit: int,
             speaker: int | None) -> tuple[str, tuple[TokenRange, ...]]:
    """The shape of the complement and its token ranges."""
    takes = cue.takes
    clause = _clause_after(document, verb, words, limit)
    if clause is not None:
        start, joined, head = clause
        end = _clause_end(document, verb, head, limit)
        wanted = {"that": {"that", "clause"}, "bare": {"clause"}, "wh": {"wh", "clause"}}[joined]
        if takes & wanted:
            return f"{joined}-clause", ((start, end),)
        if joined != "wh" and "quoted" in takes:
            return "quoted", ((start, end),)
    if takes & {"clause"} and clause is None:
        front = _clause_before(document, verb, words, limit, speaker)
        if front:
            return "clause-before", front
    if "predicate" in takes:
        named = _predicate(document, verb, limit)
        if named is not None:
            return "predicate", (named,)
    return "quotation", ()


def _clause_after(document: Document, verb: Token, words: tuple[int, ...], limit: int) -> tuple[int, str, Token] | None:
    """First token, joint (that, bare, wh) and head of the clause the cue takes after it."""
    after = words[-1]
    for child in document.children[verb.index]:
        token = document.tokens[child]
        clausal = token.dep == "ccomp" or (
            token.dep in ("xcomp", "advcl", "acl", "dobj", "relcl") and _has(document, child, "nsubj", "nsubjpass")
            and _joint(document, child, after) == "that")
        if child > after and clausal and _is_clause(document, child):
            return _clause_start(document, child, after)
    for child in document.children[verb.index]:  # "told the council that …": the clause hangs on the object
        if child > after and document.tokens[child].dep in ("dobj", "dative", "prep", "npadvmod", "pobj"):
            for below in document.children[child]:
                if document.tokens[below].dep in ("acl", "relcl", "ccomp") and _joint(document, below, after) == "that" \
                        and _first(document, below, after) and document.tokens[below].tag != "VBG" \
                        and any(t.dep == "mark" for t in document.below(below, "mark")):
                    return _clause_start(document, below, after)
    return None


def _is_clause(document: Document, head: int) -> bool:
    """Finite, or with a subject of its own; "agreed to meet" is no clause here."""
    token = document.tokens[head]
    if token.tag in _FINITE or _has(document, head, "nsubj", "nsubjpass", "expl", "csubj"):
        return not any(t.tag == "TO" for t in document.below(head, "aux"))
    return any(t.tag in _FINITE for t in document.below(head, "aux", "auxpass"))


def _has(document: Document, head: int, *deps: str) -> bool:
    return any(True for _ in document.below(head, *deps))


def _first(document: Document, head: int, after: int) -> int:
    return max(document.edges[head][0], after + 1)


def _joint(document: Document, head: int, after: int) -> str:
    """How the clause is joined to the cue."""
    for index in range(_first(document, head, after), head + 1):
        token = document.tokens[index]
        if token.tag[:1] == "W" or token.text.lower() in ("whether", "if"):
            return "wh" if token.text.lower() != "that" else "that"
        if token.dep == "mark" and token.text.lower() in ("that", "than"):
            return "that"
        if token.tag in ("NN", "NNS", "NNP", "NNPS", "PRP", "EX"):
            return "bare"
    return "bare"


def _clause_start(document: Document, head: int, after: int) -> tuple[int, str, Token]:
    """The first word of the clause, "that" and a weekday in front of it left out."""
    start = _first(document, head, after)
    joint = _joint(document, head, after)
    for index in range(start, head):  # "said on Monday that …": what stands before "that" belongs to the cue
        token = document.tokens[index]
        if token.text.lower() == "that" and token.dep in ("mark", "det", "nsubj") and joint == "that":
            return index + 1, joint, document.tokens[head]
    return _past_weekday(document, start, head), joint, document.tokens[head]


def _past_weekday(document: Document, start: int, head: int) -> int:
    """ "said on Monday the talks were over": the day belongs to the cue."""
    index = start
    if document.tokens[index].text.lower() == "on":
        index += 1
    while index < head and document.tokens[index].entity == "DATE":
        index += 1
    return index if index > start and index < head and document.tokens[index - 1].entity == "DATE" \
        and document.tokens[index].text != "," else start


def _clause_end(document: Document, verb: Token, head: Token, limit: int) -> int:
    """Before the next clause of the cue itself: "…, adding that", "… and warned that"."""
    end = limit
    for child in document.children[verb.index]:
        token = document.tokens[child]
        if child > head.index and child < end:
            if token.dep == "conj" or (token.dep == "advcl" and _set_off(document, child)):
                end = min(end, document.edges[child][0])
            elif token.dep == "cc" and _verb_conj_after(document, verb, child):
                end = min(end, child)
    return max(end, head.index + 1)


def _set_off(document: Document, head: int) -> bool:
    """Whether an adverbial clause stands behind a comma and has no subject but the cue's, or opens with "as", "while"."""
    first = document.edges[head][0]
    comma = first > 0 and document.tokens[first - 1].text in (",", "—", "–", "-")
    if document.tokens[first].text == ",":
        comma, first = True, first + 1
    bare = document.tokens[head].tag == "VBG" and not _has(document, head, "nsubj")
    return comma and (bare or document.tokens[first].text.lower() in ("as", "while", "after", "before", "when", "although", "though"))


def _verb_conj_after(document: Document, verb: Token, conjunction: int) -> bool:
    return any(t.index > conjunction for t in document.below(verb.index, "conj"))


def _clause_before(document: Document, verb: Token, words: tuple[int, ...], limit: int,
                   speaker: int | None) -> tuple[TokenRange, ...]:
    """ "The border will open, the minister said": from the sentence's start to the comma, and what goes on after it."""
    if speaker is None and not _has(document, verb.index, "nsubj"):
        return ()
    sentence = document.sentence_of(verb.index)
    first, last = _reporting_words(document, verb, words, speaker)
    if first <= sentence.first or document.tokens[first - 1].text not in (",", "—", "–", "--", "-", '"', "”", "''", "’", "«", "»"):
        return ()
    heads = [t for t in document.below(verb.index, "ccomp") if t.index < first]
    if not heads and (verb.tag in ("VBG", "VB") or not _finite_between(document, sentence.first, first)):
        return ()
    start = _clause_begin(document, sentence.first, first)
    ranges = [(start, first)]
    tail = _tail(document, verb, heads, last, limit)
    return (*ranges, tail) if tail else tuple(ranges)


def _clause_begin(document: Document, start: int, end: int) -> int:
    """Past an opening "But" or "And"? Those are the reporter's; but cutting them gains nothing."""
    return start


def _finite_between(document: Document, start: int, end: int) -> bool:
    return any(document.tokens[i].tag in _FINITE for i in range(start, end))


def _reporting_words(document: Document, verb: Token, words: tuple[int, ...], speaker: int | None) -> TokenRange:
    """The range of subject and cue: "the minister said"."""
    first, last = verb.index, words[-1] + 1
    for child in document.children[verb.index]:
        token = document.tokens[child]
        if token.dep in ("nsubj", "nsubjpass", "aux", "auxpass", "advmod", "neg") and document.tokens[child].sentence == verb.sentence:
            a, b = document.edges[child]
            if token.dep == "nsubj" or abs(child - verb.index) <= 3:
                first, last = min(first, a), max(last, b)
    return first, last


def _tail(document: Document, verb: Token, heads: list[Token], last: int, limit: int) -> TokenRange | None:
    """ "The deal, he said, would fall": the part of the clause after the cue."""
    if last >= limit or document.tokens[last].text != ",":
        return None
    below = [document.edges[h.index][1] for h in heads if document.edges[h.index][1] > last + 1]
    if heads and not below:
        return None
    inside = max(below) if below else limit
    following = document.tokens[last + 1] if last + 1 < limit else None
    if following is None or following.tag == "VBG" or not below:
        return None
    return last + 1, inside


def _predicate(document: Document, verb: Token, limit: int) -> TokenRange | None:
    """ "called the move a mistake", "described it as a mistake": the words of the name given."""
    for token in document.below(verb.index, "prep"):
        if token.text.lower() in ("as", "to") and token.index > verb.index and verb.lemma not in ("call",):
            if token.text.lower() == "to" and verb.lemma not in ("compare", "liken"):
                continue
            return token.index + 1, _phrase_end(document, verb, token.index, limit)
    for token in document.below(verb.index, "oprd", "ccomp", "xcomp"):
        if token.index > verb.index and token.tag != "TO" and not any(t.tag == "TO" for t in document.below(token.index, "aux")):
            subject = next(document.below(token.index, "nsubj"), None)
            start = document.edges[subject.index][1] if subject else document.edges[token.index][0]
            if subject is None and token.dep != "oprd":
                continue
            if start <= token.index:
                return start, _phrase_end(document, verb, token.index, limit)
    return None


def _phrase_end(document: Document, verb: Token, head: int, limit: int) -> int:
    end = min(document.edges[head][1], limit)
    for token in document.below(verb.index, "conj", "advcl", "cc"):
        if token.index > head:
            end = min(end, max(document.edges[token.index][0], head + 1))
    return end


# --- who speaks ----------------------------------------------------------------------------------------------------

def _speaker(document: Document, cues: Cues, verb: Token) -> tuple[int | None, int | None]:
    """The head of who speaks, and of the voice it came through."""
    token, seen = verb, 0
    while seen < 6:
        seen += 1
        subject = _subject(document, token)
        if subject is not None:
            return subject, _quoted_by(document, cues, token)
        head = document.tokens[token.head]
        if token.index == head.index:
            break
        if token.dep in ("acl", "relcl") and head.tag[:2] in ("NN", "PR"):
            return head.index, None
        if token.dep not in ("conj", "advcl", "xcomp", "pcomp", "prep", "ccomp", "dep", "pobj", "parataxis"):
            break
        if token.dep == "ccomp" and token.tag in _FINITE:
            break
        token = head
    return None, None


def _subject(document: Document, verb: Token) -> int | None:
    """Its subject; for a relative pronoun the noun it stands for; for a passive the agent."""
    if verb.tag[:2] not in ("VB", "MD"):
        return None
    passive = any(document.below(verb.index, "auxpass"))
    if passive and verb.lemma not in ("quote", "cite"):
        for agent in document.below(verb.index, "agent"):
            return next((t.index for t in document.below(agent.index, "pobj")), None)
    for token in document.below(verb.index, "nsubj", "nsubjpass"):
        if token.text.lower() in _RELATIVE and token.tag[:1] == "W":
            return verb.head if verb.dep in ("relcl", "acl", "ccomp", "advcl") else token.index
        return token.index
    return None


def _quoted_by(document: Document, cues: Cues, verb: Token) -> int | None:
    """ "was quoted by Fars as saying", "Fars quoted him as saying": the agency."""
    if verb.lemma not in cues.voices:
        return None
    for agent in document.below(verb.index, "agent"):
        return next((t.index for t in document.below(agent.index, "pobj")), None)
    return None


def _nearest_subject(document: Document, verb: Token) -> int | None:
    """Where the parser found none: the noun right behind an inverted cue ("…," said Khan), or right before it."""
    sentence = document.sentence_of(verb.index)
    if verb.tag not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    after = verb.index + 1
    while after < sentence.last and document.tokens[after].tag in ("DT", "JJ", "NNP", "NN", "POS", "CD", "NNPS", "NNS"):
        after += 1
    if after > verb.index + 1 and document.tokens[after - 1].tag[:2] == "NN" and after < verb.index + 12:
        return after - 1
    before = verb.index - 1
    while before >= sentence.first and document.tokens[before].tag in ("RB", "MD", "VBZ", "VBP", "VBD") and verb.index - before < 4:
        before -= 1
    if before >= sentence.first and document.tokens[before].tag in ("PRP", "NNP", "NN", "NNS", "NNPS"):
        return before
    return None


def _addressee(document: Document, verb: Token) -> int | None:
    """ "told Reuters", "said to the council"."""
    if verb.lemma in ("tell", "inform", "remind", "assure", "warn", "brief", "ask", "urge"):
        for token in document.below(verb.index, "dobj", "dative", "nsubj"):
            if token.index > verb.index:
                return token.index
    for token in document.below(verb.index, "dative", "prep"):
        if token.index > verb.index and token.text.lower() == "to":
            return next((t.index for t in document.below(token.index, "pobj")), None)
    return None


# --- nouns and phrases ---------------------------------------------------------------------------------------------

def _noun(document: Document, cues: Cues, noun: Token) -> Saying | None:
    """ "expressed hope that …", "his warning that …"."""
    cue = cues.nouns[noun.lemma.lower()]
    support = document.tokens[noun.head]
    supported = noun.dep in ("dobj", "conj") and support.lemma.lower() in cues.supports and not _was_not_said(document, cues, support)
    owner = next((t.index for t in document.below(noun.index, "poss")), None)
    if not supported and owner is None:
        return None
    speaker = _speaker(document, cues, support)[0] if supported else owner
    words = tuple(i for i in (support.index, noun.index)) if supported and noun.index - support.index <= 3 else (noun.index,)
    limit = document.sentence_of(noun.index).last if supported and support.dep != "relcl" else document.edges[noun.index][1]
    for child in document.children[noun.index]:
        token = document.tokens[child]
        if child > noun.index and token.dep in ("acl", "ccomp", "relcl") and any(
                t.text.lower() == "that" and t.dep == "mark" for t in document.below(child, "mark")):
            start, _, head = _clause_start(document, child, noun.index)
            end = _clause_end(document, support, head, limit) if supported else document.edges[child][1]
            return Saying(cue, noun.index, words, speaker, "noun-that", ((start, end),), limit=limit)
    return Saying(cue, noun.index, words, speaker, "quotation", (), True, limit=limit) if supported else None


def _source(document: Document, cues: Cues, token: Token) -> Saying | None:
    """ "According to the ministry, …", "…, according to the ministry"."""
    for phrase in cues.sources:
        last = token.index + len(phrase)
        if last >= len(document.tokens) or any(
                document.tokens[token.index + n].text.lower() != word for n, word in enumerate(phrase)):
            continue
        speaker = next((t.index for t in document.below(last - 1, "pobj")), None) or _noun_from(document, last)
        if speaker is None:
            return None
        content = _around(document, token.index, max(document.edges[speaker][1], speaker + 1), token)
        cue = Cue("according-to", " ".join(phrase), "states", frozenset({"clause", "quote"}))
        return Saying(cue, token.index, tuple(range(token.index, last)), speaker, "source", content,
                      limit=document.sentence_of(token.index).last) if content else None
    return None


def _noun_from(document: Document, start: int) -> int | None:
    sentence = document.sentence_of(start)
    for index in range(start, min(start + 8, sentence.last)):
        token = document.tokens[index]
        if token.tag[:2] in ("NN", "PR") and (index + 1 >= sentence.last or document.tokens[index + 1].tag[:2] not in ("NN", "PO")):
            return index
    return None


def _around(document: Document, start: int, end: int, token: Token) -> tuple[TokenRange, ...]:
    """The sentence without the phrase; in a relative clause only that clause."""
    sentence = document.sentence_of(start)
    low, high = sentence.first, sentence.last
    governor = document.tokens[token.head]
    if governor.dep in ("relcl", "acl") and governor.sentence == token.sentence:
        low, high = document.edges[governor.index]
    end = min(end, sentence.last)
    if start == sentence.first and "," in (t.text for t in document.tokens[start:end]):
        end = _first_comma(document, start, end, sentence.last)
    return tuple((a, b) for a, b in ((low, start), (end, high)) if b > a and any(
        t.text[:1].isalnum() for t in document.tokens[a:b]))


def _first_comma(document: Document, start: int, end: int, last: int) -> int:
    """The end of a source phrase at the head of a sentence: its own comma, not one inside an apposition."""
    return end


def trimmed(document: Document, span: TokenRange) -> TokenRange:
    """A token range without punctuation and joints at its edges."""
    first, last = span
    while first < last and set(document.tokens[first].text) <= _TRIM:
        first += 1
    while last > first and set(document.tokens[last - 1].text) <= _TRIM:
        last -= 1
    return first, last


def quoted_end(document: Document, saying: Saying, last: int) -> int:
    """Where a name or object that was begun in quotation marks ends: '"painful" for him and his people'."""
    end = last
    while end < saying.limit and not document.tokens[end].text[:1].isalnum() and document.tokens[end].text not in ",;:.—–":
        end += 1
    stop = end
    while stop < saying.limit:
        token = document.tokens[stop]
        if token.text in (",", ";", ":", ".", "—", "–", "(") or token.tag in _FINITE or token.dep == "mark":
            break
        if token.dep == "cc" and stop + 1 < saying.limit and document.tokens[stop + 1].tag in ("VBD", "VBZ", "VBP", "RB"):
            break
        stop += 1
    return stop if stop > end else last
