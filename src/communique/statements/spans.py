"""Character spans of content: joining, taking out quotation marks, cutting at sentence ends.

Spans in, spans out; nothing here knows of cues.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from communique.records import Span
from communique.stages import Document, Quotation, TokenRange

_EDGE = " \t\r\n,;:-–—\"'“”„«»‹›‘’`([" + "\u00a0"

_OPENED = re.compile(r"(?<!\w)['‘](?=\w)")  # inner quotations: "He told me, ‘Never’"
_CLOSED = re.compile(r"(?<=[\w.,!?…])['’](?!\w)")
_CLOSING = re.compile(r"[,.!?…]?['’](?!\w)")
NEARLY_ALL = 0.97  # of the letters: direct speech
MAX_TITLE = 10  # words
MAX_SMALL_WORD = 3  # letters of the words that stay small in titles


class Cutter:
    """The sentences and quotations of a document, ready to cut spans by."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.sentence_starts = [s.span[0] for s in document.sentences]
        self.quotation_ends = [q.span[1] for q in document.quotations]

    def cut(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """The content as the record wants it: no quotation marks, cut at sentence ends."""
        text = self.document.text
        pieces = (_stripped(text, piece) for span in spans for part in self._outside_marks(span)
                  for piece in self._by_sentence(part))
        return tuple(p for p in pieces if any(c.isalnum() for c in text[p[0] : p[1]]))

    def quoted_share(self, spans: Sequence[Span]) -> float:
        """Which share of the letters of some spans stands inside quotations; of mixed ones labels are left out."""
        total = sum(_letters(self.document.text, start, end) for start, end in spans)
        share = self._quoted(spans, labels=True) / total if total else 0.0
        return share if share > NEARLY_ALL or not total else self._quoted(spans, labels=False) / total

    def _quoted(self, spans: Iterable[Span], *, labels: bool) -> int:
        """How many letters of some spans stand inside quotations."""
        inside = [(max(a, q.span[0]), min(b, q.span[1])) for a, b in spans for q in self._quotations((a, b))
                  if labels or not self.is_label(q)]
        return sum(_letters(self.document.text, start, end) for start, end in inside)

    def is_label(self, quotation: Quotation) -> bool:
        """Whether marks hold a title ("A Long Winter") or a word kept at arm's length ('the so-called "red line"')."""
        start, end = quotation.span
        words = self.document.text[start:end].rstrip(",.").split()
        before = self.document.text[max(start - 14, 0) : start].lower()
        if "so-called" in before:
            return True
        long = [w for w in words if len(w) > MAX_SMALL_WORD]
        return 1 < len(words) <= MAX_TITLE and words[-1][-1:].isalnum() and bool(long) and all(
            w[:1].isupper() or w[:1].isdigit() for w in (words[0], words[-1], *long))

    def sentence_at(self, char: int) -> int:
        """The index of the sentence a character stands in."""
        return max(bisect_right(self.sentence_starts, char) - 1, 0)

    def _quotations(self, span: Span) -> Iterator[Quotation]:
        for quotation in self.document.quotations[bisect_right(self.quotation_ends, span[0]) :]:
            if quotation.span[0] >= span[1]:
                return
            yield quotation

    def _outside_marks(self, span: Span) -> Iterator[Span]:
        """The pieces between the quotation marks that fall into a span."""
        start, end = span
        for quotation in self._quotations(span):
            a, b = quotation.span
            if a > start:
                yield start, a - 1
            yield max(a, start), min(b, end)
            start = b + 1
        if start < end:
            yield start, end

    def _by_sentence(self, span: Span) -> Iterator[Span]:
        for sentence in self.document.sentences[self.sentence_at(span[0]) :]:
            if sentence.span[0] >= span[1]:
                return
            start, end = max(span[0], sentence.span[0]), min(span[1], sentence.span[1])
            if start < end:
                yield start, end


def joined(text: str, spans: Iterable[Span]) -> list[Span]:
    """Spans in order; those that touch, or that only punctuation and white space parts, become one.

    >>> joined("We will, must", [(0, 7), (9, 13)])
    [(0, 13)]
    """
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and (start <= out[-1][1] or not _letters(text, out[-1][1], start)):
            out[-1] = out[-1][0], max(out[-1][1], end)
        elif end > start:
            out.append((start, end))
    return out


def token_range(starts: Sequence[int], span: Span) -> TokenRange:
    """The tokens that begin inside a character span."""
    return bisect_left(starts, span[0]), bisect_left(starts, span[1])


def _letters(text: str, start: int, end: int) -> int:
    return sum(c.isalnum() for c in text[start:end])


def _stripped(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, _with_inner_mark(text, start, end)


def _with_inner_mark(text: str, start: int, end: int) -> int:
    """The end behind the mark that closes a quotation within: "He told me, ‘Never,’", not "He told me, ‘Never"."""
    if len(_OPENED.findall(text, start, end)) <= len(_CLOSED.findall(text, start, end)):
        return end
    closing = _CLOSING.match(text, end)
    return closing.end() if closing else end
