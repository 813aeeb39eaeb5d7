"""A sentence with two marked phrases → the word pieces the model reads. Used for training and for coding alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from communique.records import Span

LENGTH = 96  # word pieces at most; a longer sentence is cut around the two phrases
MARKS = ("[unused1]", "[unused2]", "[unused3]", "[unused4]")  # before and after the source, before and after the target
FIRST, LAST = "[CLS]", "[SEP]"

Pieces = Callable[[str], list[int]]
Number = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Encoded:
    """The numbers of the word pieces, and where the marks before the two phrases stand among them; 0 for no phrase."""

    ids: tuple[int, ...]
    source: int
    target: int


def encode(text: str, source: Span | None, target: Span | None, pieces: Pieces, number: Number) -> Encoded:
    """The marked sentence in word pieces. Spans are half-open offsets in `text` and may overlap; one of them may be
    None: "who does something to these", "what do these do".
    """
    marks = tuple(number(mark) for mark in MARKS)
    # closing marks come before opening ones at the same place, and of two opening ones the wider phrase is first
    cuts: list[tuple[int, int, int, int]] = []
    for span, first, last in ((source, marks[0], marks[1]), (target, marks[2], marks[3])):
        if span:
            cuts += [(span[0], 1, -span[1], first), (span[1], 0, 0, last)]
    ids: list[int] = []
    at = 0
    for place, _, _, mark in sorted(cuts):
        ids += pieces(text[at:place]) if place > at else []
        ids.append(mark)
        at = max(at, place)
    ids += pieces(text[at:])
    ids = _around([i for i, piece in enumerate(ids) if piece in marks], ids)
    ids = [number(FIRST), *ids, number(LAST)]
    return Encoded(tuple(ids), _place(ids, marks[0]), _place(ids, marks[2]))


def _around(marked: list[int], ids: list[int]) -> list[int]:
    """At most LENGTH - 2 pieces, the phrases in their middle; where these are too far apart, from the first on."""
    room = LENGTH - 2
    if len(ids) <= room:
        return ids
    spare = room - (marked[-1] - marked[0] + 1)
    first = min(max(0, marked[0] - max(spare, 0) // 2), len(ids) - room)
    return ids[first:first + room]


def _place(ids: list[int], mark: int) -> int:
    """Where a mark stands; the first word piece, where it was cut off."""
    return ids.index(mark) if mark in ids else 0
