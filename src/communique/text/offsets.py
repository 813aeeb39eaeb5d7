"""Edits to a text → the new text, which still knows where each of its stretches came from.

In go edits (start, end, new words) in the text as it stands; out comes the edited text with a map to the
source. The map is a list of pieces: a stretch here, the stretch it came from there. Where both are
equally long, offsets inside it correspond one to one; where not (mended mojibake), the piece is mapped as a whole.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from communique.records import Span

Edit = tuple[int, int, str]  # [start, end) of the text as it stands, and what stands there afterwards
Piece = tuple[int, int, int, int]  # [start, end) here, [start, end) in the source


@dataclass(frozen=True, slots=True)
class Tracked:
    """A text and where it came from. Made with `tracked`, changed with `edited`."""

    text: str
    pieces: tuple[Piece, ...]
    length: int  # of the source
    starts: tuple[int, ...] = field(default=(), repr=False)

    def source(self, span: Span) -> Span:
        """The stretch of the source that a stretch of this text came from.

        >>> tracked("a&amp;b").edited([(1, 6, "&")]).source((1, 3))
        (1, 7)
        """
        if not self.pieces:
            return 0, self.length
        start = self._at(span[0], end=False)
        return start, max(start, self._at(span[1], end=True)) if span[1] > span[0] else start

    def edited(self, edits: Iterable[Edit]) -> Tracked:
        """The text after the edits, which stand in order and do not overlap.

        >>> tracked("one two").edited([(0, 4, "")]).text
        'two'
        """
        parts: list[str] = []
        pieces: list[Piece] = []
        at = here = 0
        for start, end, new in [*edits, (len(self.text), len(self.text), "")]:
            for a, b, there, there_end in self._kept(at, start):
                _add(pieces, (here, here + b - a, there, there_end))
                here += b - a
            parts.append(self.text[at:start])
            if new:
                _add(pieces, (here, here + len(new), *self.source((start, end))))
                parts.append(new)
                here += len(new)
            at = end
        return Tracked("".join(parts), tuple(pieces), self.length, tuple(p[0] for p in pieces))

    def _at(self, offset: int, *, end: bool) -> int:
        """Where an offset lies in the source; an end belongs to the letter before it."""
        index = max(bisect_right(self.starts, offset - end) - 1, 0)
        here, until, there, there_until = self.pieces[index]
        if until - here == there_until - there:
            return min(there + max(offset - here, 0), there_until)
        return there_until if end else there

    def _kept(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces of [start, end), cut to it; a piece that is mapped as a whole stays whole in the source."""
        index = max(bisect_right(self.starts, start) - 1, 0)
        while start < end and index < len(self.pieces):
            here, until, there, there_until = self.pieces[index]
            a, b = max(start, here), min(end, until)
            if a < b:
                even = until - here == there_until - there
                yield (a, b, there + a - here, there + b - here) if even else (a, b, there, there_until)
            if until >= end:
                return
            index += 1


def _add(pieces: list[Piece], piece: Piece) -> None:
    """Puts a piece at the end; where it goes on one to one from the last one, both become one."""
    here, until, there, there_until = piece
    if pieces and until - here == there_until - there:
        start, _, source, source_end = pieces[-1]
        if source_end == there and here - start == source_end - source:
            pieces[-1] = (start, until, source, there_until)
            return
    pieces.append(piece)


def tracked(source: str) -> Tracked:
    """A text that has not been changed yet."""
    pieces: tuple[Piece, ...] = ((0, len(source), 0, len(source)),) if source else ()
    return Tracked(source, pieces, len(source), (0,) if source else ())
