"""Character spans of content: joining, taking out quotation marks, cutting at sentence ends.

Spans in, spans out; nothing here knows of cues.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from communique.records import Span
from communique.stages import Document, Quotation, TokenRange

_EDGE = " \t\r\n,;:-–—\"'“”„«»‹›‘’`([" + "\u00a0"
_MARKS = "\"“”„«»‹›「」〝〞"


def joined(text: str, spans: Iterable[Span]) -> list[Span]:
    """Spans in order; those that touch, or that only punctuation and white space parts, become one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and (start <= out[-1][1] or not any(c.isalnum() for c in text[out[-1][1] : start])):
            out[-1] = out[-1][0], max(out[-1][1], end)
        elif end > start:
            out.append((start, end))
    return out


def cut(document: Document, spans: Iterable[Span], quotations: Sequence[Quotation]) -> tuple[Span, ...]:
    """The content as the record wants it: no quotation marks, cut at sentence ends."""
    out = [
        piece for span in spans for part in _outside_marks(span, quotations)
        for piece in _by_sentence(document, part)]
    text = document.text
    return tuple(p for p in (_stripped(text, s) for s in out) if any(c.isalnum() for c in text[p[0] : p[1]]))


def _outside_marks(span: Span, quotations: Sequence[Quotation]) -> Iterator[Span]:
    """The pieces between the quotation marks that fall into a span."""
    start, end = span
    for quotation in quotations:
        a, b = quotation.span
        if a >= end or b <= start:
            continue
        if a > start:
            yield start, a - 1
        yield max(a, start), min(b, end)
        start = b + 1
    if start < end:
        yield start, end


def _by_sentence(document: Document, span: Span) -> Iterator[Span]:
    first = bisect_right([s.span[0] for s in document.sentences], span[0]) - 1
    for sentence in document.sentences[max(first, 0) :]:
        if sentence.span[0] >= span[1]:
            return
        start, end = max(span[0], sentence.span[0]), min(span[1], sentence.span[1])
        if start < end:
            yield start, end


def _stripped(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def token_range(starts: Sequence[int], span: Span) -> TokenRange:
    """The tokens that begin inside a character span."""
    return bisect_left(starts, span[0]), bisect_left(starts, span[1])


def quoted_share(text: str, spans: Iterable[Span], quotations: Sequence[Quotation]) -> float:
    """Which share of the letters of some spans stands inside quotations."""
    inside = total = 0
    for start, end in spans:
        total += sum(c.isalnum() for c in text[start:end])
        for quotation in quotations:
            a, b = max(start, quotation.span[0]), min(end, quotation.span[1])
            inside += sum(c.isalnum() for c in text[a:b]) if a < b else 0
    return inside / total if total else 0.0
