"""Sayings and quotations → tellings: which words are whose.

A quotation belongs to the saying whose clause it stands in; else to the cue right behind it ("…," X said); else to
the cue before it (X said: "…"); else, where it fills whole sentences, to whoever was quoted last. What is left are
scare quotes and titles, and no statement.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from communique.knowledge.cues import Cues
from communique.records import Span
from communique.stages import Document, Quotation, Token, TokenRange
from communique.statements.clauses import quoted_end, trimmed
from communique.statements.fronts import reporting_words
from communique.statements.saying import Saying
from communique.statements.spans import Cutter, token_range

_FINITE = ("VBD", "VBZ", "VBP", "MD")
MIN_PARAGRAPH = 3  # words of a quotation that is a paragraph of its own
MIN_FLOATING = 5  # words; shorter ones are names and titles


@dataclass(slots=True, eq=False)
class Telling:
    """A saying and its content in characters. `follows` is the telling whose speaker it borrows; `inside` the
    quotation that it is told in."""

    saying: Saying | None
    spans: list[Span]
    quotations: list[int] = field(default_factory=list)
    follows: Telling | None = None
    inside: int | None = None


class _Quotes(Cutter):
    """The quotations of a document and where they lie among the tokens."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.starts = [t.start for t in document.tokens]
        self.all: Sequence[Quotation] = document.quotations
        self.ranges: list[TokenRange] = [token_range(self.starts, q.span) for q in self.all]

    def holds(self, char: int) -> bool:
        """Whether a character stands in a quotation."""
        at = bisect_right(self.quotation_ends, char)
        return at < len(self.all) and self.all[at].span[0] <= char

    def sentences(self, index: int) -> tuple[int, int]:
        """The first and the last sentence a quotation touches."""
        first, last = self.ranges[index]
        tokens = self.document.tokens
        return tokens[first].sentence, tokens[last - 1].sentence


def tellings(document: Document, found: Sequence[Saying], cues: Cues) -> list[Telling]:
    """Each saying with its words; without those inside quotations (`nested`) and those that lack quoted words."""
    quotes = _Quotes(document)
    out = [_telling(document, s) for s in found if not quotes.holds(document.tokens[s.at].start)]
    by_sentence: dict[int, list[Telling]] = {}
    for telling in out:
        if telling.saying is not None:
            by_sentence.setdefault(document.tokens[telling.saying.at].sentence, []).append(telling)
    for index, (first, last) in enumerate(quotes.ranges):
        if first < last:
            _place(quotes, index, out, by_sentence)
    told = [t for t in out if t.spans and not (t.saying and t.saying.needs_quote and not t.quotations)]
    return sorted(told, key=lambda t: t.saying.at if t.saying else quotes.ranges[t.quotations[0]][0])


def _telling(document: Document, saying: Saying) -> Telling:
    spans = []
    for content in saying.content:
        first, last = trimmed(document, content)
        if first < last:
            spans.append((document.tokens[first].start, document.tokens[last - 1].end))
    return Telling(saying, spans)


def _place(quotes: _Quotes, index: int, out: list[Telling], by_sentence: dict[int, list[Telling]]) -> None:
    """Gives one quotation to the telling it belongs to: CASE 1 inside, 2 cue behind, 3 cue before, 4 colon, 5 alone."""
    document, (first, last) = quotes.document, quotes.sentences(index)
    here = [t for s in range(first, last + 1) for t in by_sentence.get(s, ())]
    near = [*here, *by_sentence.get(last + 1, ())]
    span = quotes.all[index].span
    covering = [t for t in near if any(a <= span[0] < b for a, b in t.spans)]
    owners = covering or [t for t in near if _cue_behind(quotes, index, t.saying)][:1]
    for telling in owners:
        _extend(telling, span, index)
        if telling.saying is not None and document.tokens[telling.saying.at].sentence < last and (
                telling not in by_sentence.get(last, ())[-1:]):
            by_sentence.setdefault(last, []).append(telling)
    if owners:
        return
    if quotes.is_label(quotes.all[index]):
        return
    for telling in reversed(here):
        if telling.saying is not None and _cue_before(quotes, index, telling.saying):
            _extend(telling, _named(quotes, index, telling.saying), index)
            return
    new = _alone(quotes, index, by_sentence)
    if new is not None:
        out.append(new)
        for sentence in {first, last}:
            by_sentence.setdefault(sentence, []).append(new)


def _extend(telling: Telling, span: Span, index: int) -> None:
    telling.quotations.append(index)
    for number, (start, end) in enumerate(telling.spans):
        if start <= span[0] < end:
            telling.spans[number] = start, max(end, span[1])
            return
    telling.spans.append(span)


def _cue_behind(quotes: _Quotes, index: int, saying: Saying | None) -> bool:
    """ "…," the minister said: nothing but the speaker between the quotation and its cue, and nothing said after it."""
    if saying is None or saying.cue is None or saying.shape in ("noun-that", "source", "as-clause"):
        return False
    document, after = quotes.document, quotes.ranges[index][1]
    if not saying.cue.takes & {"quote", "clause"} or not after <= saying.at < after + 40:
        return False
    if (saying.speaker is not None and saying.speaker < after) or any(a > saying.at for a, _ in saying.content):
        return False
    begin = after
    while begin < saying.at and not document.tokens[begin].text[:1].isalnum():
        begin += 1
    if not _goes_on(document, after, begin):
        return False
    subject = reporting_words(document, document.tokens[saying.at], saying.words, saying.speaker)[0]
    return _only_reporting(document, begin, saying.at, max(begin, subject))


def _goes_on(document: Document, after: int, begin: int) -> bool:
    """Whether the sentence of a quotation goes on behind it; '"We won." The minister said …' begins a new one."""
    last, following = document.tokens[after - 1], document.tokens[begin]
    if document.sentence_of(after - 1).paragraph != document.sentence_of(begin).paragraph:
        return False
    if last.text in (".", "...", "…"):
        return following.text[:1].islower()
    return last.sentence == following.sentence or following.text[:1].islower() or last.text in (",", "!", "?")


def _only_reporting(document: Document, begin: int, cue: int, subject: int) -> bool:
    """No verb of its own, and little else, stands before the subject of the cue."""
    if any(document.tokens[i].tag not in ("RB", "IN", "CC", ",", "DT", "CD") for i in range(begin, subject)):
        return False
    for index in range(begin, cue):
        token = document.tokens[index]
        if token.tag in _FINITE and token.head != cue and token.dep not in ("relcl", "acl", "aux", "auxpass"):
            return False
    return True


def _cue_before(quotes: _Quotes, index: int, saying: Saying) -> bool:
    """X said: "…"; X warned of "…": no other verb between the cue and the quotation."""
    first = quotes.ranges[index][0]
    tokens = quotes.document.tokens
    last = max(saying.words, default=first)  # what a colon tells has no words of saying
    if saying.cue is None or not last < first or first > saying.limit or first - last > 45:
        return False
    if not saying.cue.takes & {"quote", "quoted", "object", "predicate"} or saying.shape == "source":
        return False
    between = tokens[last + 1 : first]
    colon = any(t.text == ":" for t in between[-3:])
    if colon:
        return True
    if any(t.tag in _FINITE and t.dep not in ("relcl", "acl") for t in between) or first - last > 25:
        return False
    if saying.cue.takes & {"quoted", "predicate"} and _opens_phrase(quotes, index, saying):
        return True
    if "object" in saying.cue.takes and all(t.tag in ("DT", "RB") for t in between if t.text[:1].isalnum()):
        return True
    return "quote" in saying.cue.takes and _opens_speech(between)


def _opens_phrase(quotes: _Quotes, index: int, saying: Saying) -> bool:
    """ 'warned of "…"', 'urged them to "…"', 'hailed it as a "…"'; but not 'welcomed the return of "our sons"'."""
    document, before = quotes.document, quotes.ranges[index][0] - 1
    while before > 0 and (not document.tokens[before].text[:1].isalnum()
                          or document.tokens[before].text.lower() in ("a", "an", "the", "not")):
        before -= 1
    token = document.tokens[before]
    if before <= max(saying.words) or token.text.lower() in ("as", "that") or token.tag == "TO":
        return True
    if saying.cue is not None and "predicate" in saying.cue.takes:
        return token.tag[:2] in ("NN", "PR") or token.tag == "IN"
    return token.tag == "IN" and token.head == saying.at


def _opens_speech(between: Sequence[Token]) -> bool:
    """A comma or colon right before the mark, or only adverbs, "that" and the person addressed before it."""
    texts = [t.text for t in between]
    while texts and not texts[-1][:1].isalnum() and texts[-1] not in (",", ":"):
        texts.pop()
    return not texts or texts[-1] in (",", ":", "that") or len(texts) <= 2


def _named(quotes: _Quotes, index: int, saying: Saying) -> Span:
    """The quotation and what goes with it: an article before, "… for him and his people" behind."""
    span = quotes.all[index].span
    document = quotes.document
    first, last = quotes.ranges[index]
    if saying.cue is None or not saying.cue.takes & {"quoted", "object", "predicate"}:
        return span
    if "clause" in saying.cue.takes and not any(
            t.tag in ("IN", "TO") for t in document.tokens[max(saying.words) + 1 : first]):
        return span
    before = first - 1
    while before >= 0 and not document.tokens[before].text[:1].isalnum():
        before -= 1
    start = document.tokens[before].start if before > max(saying.words) and document.tokens[before].text.lower() in (
        "a", "an", "the") else span[0]
    end = quoted_end(document, saying.limit, last)
    return start, max(span[1], document.tokens[end - 1].end if end > last else span[1])


def _alone(quotes: _Quotes, index: int, by_sentence: dict[int, list[Telling]]) -> Telling | None:
    """A quotation without a cue: after a colon, or filling its sentences, in the wake of another."""
    document, span = quotes.document, quotes.all[index].span
    colon = _colon_before(document, quotes.ranges[index][0])
    if colon is not None:
        for told in reversed(by_sentence.get(document.tokens[colon].sentence, ())):
            if told.saying and told.saying.cue and told.saying.needs_quote and told.saying.at < colon:
                _extend(told, span, index)
                return None
        head = _before_colon(document, colon)
        saying = None if head is None else Saying(None, head, (), head, "colon", limit=quotes.ranges[index][1])
        return Telling(saying, [_of_headline(quotes, index)], [index]) if saying else None
    if not _fills_sentences(quotes, index):
        return None
    previous = _previous(quotes, index, by_sentence)
    if previous is None:
        return _floating(quotes, index)
    if not previous[1]:
        return Telling(None, [span], [index], previous[0])
    _extend(previous[0], span, index)
    return None


def _of_headline(quotes: _Quotes, index: int) -> Span:
    """Of a headline all that follows the colon: "Reports: 'fast' visas to replace interviews"."""
    sentence, span = quotes.document.sentence_of(quotes.ranges[index][0]), quotes.all[index].span
    tail = quotes.document.text[span[1] + 1 : sentence.span[1]]
    return (span[0], sentence.span[1]) if sentence.headline and tail[:2].strip().isalnum() else span


def _floating(quotes: _Quotes, index: int) -> Telling | None:
    """ "Ana Pires can't believe her luck.¶“I never win.”": the subject of the sentence before speaks, if a person."""
    document, (first, last) = quotes.document, quotes.ranges[index]
    here = document.sentence_of(first)
    if not here.index or last - first < MIN_FLOATING:
        return None
    there = document.sentences[here.index - 1]
    if there.headline or here.paragraph - there.paragraph > 1 or quotes.holds(document.tokens[there.first].start):
        return None
    subject = next(document.below(there.root, "nsubj", "nsubjpass"), None)
    if subject is None or document.tokens[there.last - 1].text == ":":
        return None
    saying = Saying(None, first, (), subject.index, "floating", limit=last)
    return Telling(saying, [quotes.all[index].span], [index])


def _fills_sentences(quotes: _Quotes, index: int) -> bool:
    """Whether nothing but the quotation stands in its sentences, and it is one."""
    document = quotes.document
    first, last = quotes.ranges[index]
    a, b = quotes.sentences(index)
    low, high = document.sentences[a].first, document.sentences[b].last
    outside = [*document.tokens[low:first], *document.tokens[last:high]]
    return not any(c.isalnum() for t in outside for c in t.text)


def _previous(quotes: _Quotes, index: int, by_sentence: dict[int, list[Telling]]) -> tuple[Telling, bool] | None:
    """The telling that a quotation without a cue goes on with, and whether it is the same statement."""
    document, start = quotes.document, quotes.all[index].span[0]
    here = document.sentences[quotes.sentences(index)[0]]
    before = [t for s in range(here.index - 6, here.index + 1) for t in by_sentence.get(s, ())
              if t.spans and _end(t) <= start and (t.quotations or not (t.saying and t.saying.needs_quote))]
    if not before:
        return None
    last = max(before, key=_end)
    there = document.sentences[quotes.sentence_at(_end(last) - 1)]
    if here.paragraph == there.paragraph and here.index - there.index <= 2:
        return last, bool(last.quotations) and _is_direct(quotes, last)
    short = quotes.ranges[index][1] - quotes.ranges[index][0] < MIN_PARAGRAPH
    if here.paragraph - there.paragraph != 1 or here.index - there.index > 2 or short:
        return None
    if not last.quotations:  # "She said it was too late.¶“Nobody came.”": only right after it
        return (last, False) if here.index - there.index == 1 else None
    return last, not quotes.all[last.quotations[-1]].closed


def _end(telling: Telling) -> int:
    return max(b for _, b in telling.spans)


def _is_direct(quotes: _Quotes, telling: Telling) -> bool:
    last = quotes.all[telling.quotations[-1]].span
    return telling.spans[-1][0] >= last[0] or telling.spans[-1] == last


def _colon_before(document: Document, first: int) -> int | None:
    """The colon right before a quotation, be it at the end of the paragraph before."""
    at = first - 1
    while at >= 0 and first - at <= 3 and not document.tokens[at].text[:1].isalnum():
        if document.tokens[at].text == ":":
            return at
        at -= 1
    return None


def _before_colon(document: Document, colon: int) -> int | None:
    """ 'Peru's president: "…"', 'He was blunt: "…"': who stands before the colon as subject, or alone."""
    begin = document.sentence_of(colon).first
    nouns = [t for t in document.tokens[begin:colon] if t.tag[:2] in ("NN", "PR")]
    subject = next((t for t in nouns if t.dep in ("nsubj", "nsubjpass")), None)
    if subject is None and any(t.tag in _FINITE for t in document.tokens[begin:colon]):
        return None
    chosen = subject or next((t for t in reversed(nouns) if t.dep == "ROOT"), nouns[-1] if nouns else None)
    return chosen.index if chosen else None
