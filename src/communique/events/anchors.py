"""Times and places → the proposition each belongs to.

A time or place belongs to the nearest predicate above it in the parse: in "said on Monday that talks would be held in Oslo"
Monday is the day of the saying and Oslo the place of the talks.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from communique.events.scene import Scene
from communique.records import Span
from communique.stages import Document


@dataclass(frozen=True, slots=True)
class Anchored:
    """A time or place (its index in the reading), the preposition before it, and the depth below its predicate."""

    index: int
    prep: str | None
    token: int
    phrase: tuple[str, ...]  # all prepositions up to the predicate, nearest first


@dataclass(frozen=True, slots=True)
class Anchors:
    """By proposition: its times and its places. By sentence: all of them."""

    times: dict[int, list[Anchored]]
    places: dict[int, list[Anchored]]
    sentence_times: dict[int, list[Anchored]]
    sentence_places: dict[int, list[Anchored]]


def anchors(scene: Scene) -> Anchors:
    """Where every time and place of the reading belongs."""
    owner = {t: p.index for p in scene.propositions for t in p.trigger}
    owner |= {p.head: p.index for p in scene.propositions}
    times, sentence_times = _anchored(scene.document, [t.span for t in scene.reading.times], owner)
    places, sentence_places = _anchored(scene.document, [p.span for p in scene.reading.places], owner)
    return Anchors(times, places, sentence_times, sentence_places)


def _anchored(document: Document, spans: list[Span], owner: dict[int, int]) -> tuple[dict[int, list[Anchored]], dict[int, list[Anchored]]]:
    by_proposition: dict[int, list[Anchored]] = defaultdict(list)
    by_sentence: dict[int, list[Anchored]] = defaultdict(list)
    for index, span in enumerate(spans):
        first = document.at.get(span[0])
        if first is None:
            continue
        head = _head(document, first, span[1])
        found, proposition = _climb(document, index, head, owner)
        by_sentence[document.tokens[first].sentence].append(found)
        if proposition is not None:
            by_proposition[proposition].append(found)
    return by_proposition, by_sentence


def _head(document: Document, first: int, end: int) -> int:
    """The token of the span whose head lies outside it."""
    at = first
    for _ in range(12):
        above = document.tokens[at].head
        if above == at or not document.tokens[first].start <= document.tokens[above].start < end:
            return at
        at = above
    return at


def _climb(document: Document, index: int, head: int, owner: dict[int, int]) -> tuple[Anchored, int | None]:
    preps: list[str] = []
    at = head
    proposition = owner.get(head)
    for _ in range(25):
        above = document.tokens[at].head
        if proposition is not None or above == at:
            break
        token = document.tokens[above]
        if token.pos == "ADP" or token.dep in ("prep", "agent"):
            preps.append(token.text.lower())
        proposition = owner.get(above)
        at = above
    return Anchored(index, preps[0] if preps else None, head, tuple(preps)), proposition
