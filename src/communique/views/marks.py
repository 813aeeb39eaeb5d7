"""A record's text → the text with its marks. Marks overlap (a place within a statement), so the text is cut wherever
one begins or ends, and every piece carries all the marks that cover it. The first piece of a mark links to its card.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from communique.records import Record, Span
from communique.views import outline
from communique.views.markup import Markup, element, raw

_NARROW_FIRST = ("event", "cue", "actor", "time", "place", "statement")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text and the card it belongs to."""

    span: Span
    kind: str  # event | cue | statement | actor | time | place
    card: str
    hint: str


def marked_text(record: Record, section: int) -> Markup:
    """The paragraphs of a record's text, marked."""
    coming = deque(sorted(find_marks(record), key=lambda m: m.span))
    inside: list[Mark] = []
    paragraphs = []
    for start, end in _paragraphs(record.text):
        while coming and coming[0].span[0] < end:
            inside.append(coming.popleft())
        inside = [m for m in inside if m.span[1] > start]
        paragraphs.append(element("p", *_pieces(record.text, (start, end), inside, section)).text)
    return raw("".join(paragraphs))


def find_marks(record: Record) -> Iterator[Mark]:
    """All marks of the running text; those of posts stay with their posts."""
    for event in record.events:
        yield Mark(event.trigger, "event", event.id, f"{outline.what(event)}: {outline.sides(record, event)}")
    for statement in record.statements:
        if statement.post is None:
            hint = f"{outline.speaker(record, statement)} {statement.stance}"
            yield from (Mark(span, "statement", statement.id, hint) for span in statement.content)
            if statement.cue_span:
                yield Mark(statement.cue_span, "cue", statement.id, hint)
    for actor in record.actors:
        yield from (Mark(span, "actor", actor.id, actor.name) for span in actor.mentions)
    for number, time in enumerate(record.times):
        yield Mark(time.span, "time", f"t{number}", outline.days(time.start, time.end) or time.value or "no value")
    for number, place in enumerate(record.places):
        yield Mark(place.span, "place", f"p{number}", ", ".join(p for p in (place.name, place.country) if p))


def _paragraphs(text: str) -> Iterator[Span]:
    at = 0
    for block in text.split("\n\n"):
        if block.strip():
            yield at, at + len(block)
        at += len(block) + 2


def _pieces(text: str, span: Span, marks: list[Mark], section: int) -> Iterator[Markup | str]:
    """The pieces of a paragraph in order."""
    start, end = span
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in marks:
        opening.setdefault(max(start, mark.span[0]), []).append(mark)
        closing.setdefault(min(end, mark.span[1]), []).append(mark)
    over: list[Mark] = []
    edges = sorted({start, end, *opening, *closing})
    for left, right in pairwise(edges):
        over = [m for m in over if m not in closing.get(left, ())] + opening.get(left, [])
        yield _piece(text[left:right], left, over, section) if over else text[left:right]


def _piece(words: str, at: int, over: list[Mark], section: int) -> Markup:
    """A stretch under the same marks. It links to the narrowest of those that begin here."""
    kinds = " ".join(sorted({m.kind for m in over}))
    cards = " ".join(dict.fromkeys(f"r{section}-{m.card}" for m in over))
    ranked = sorted(over, key=lambda m: _NARROW_FIRST.index(m.kind))
    begins = [m for m in ranked if m.span[0] == at]
    hint = " · ".join(dict.fromkeys(m.hint for m in ranked))
    target = f"#r{section}-{ranked[0].card}"
    if begins:
        return element("a", words, id=f"r{section}-at-{at}", href=f"#r{section}-{begins[0].card}",
                       class_=f"mark {kinds}", data_ids=cards, title=hint)
    return element("a", words, href=target, class_=f"mark {kinds}", data_ids=cards, title=hint, tabindex="-1")
