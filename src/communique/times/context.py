"""What the reckoning of one time expression may look at, and what it gives.

`Found` is a pattern that fits, `Draft` the time made of it (or a piece that only a neighbour makes a time of,
such as "early" or "the eve of"). `Context` carries the day of the report and, while the text is read from left to
right, the time told last, from which "two days later" counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from communique.knowledge.calendar import Calendar
from communique.records import Span
from communique.stages import Document, Token
from communique.times.lexing import Lexed, Word
from communique.times.periods import GRAINS, Period
from communique.times.tense import direction

PIECES = ("prefix", "eve", "week_of", "unit_from", "nothing")  # kinds that are no time of their own


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern's words: `[first, last)` of the lexed text."""

    kind: str
    words: tuple[Word, ...]
    first: int
    last: int

    def one(self, *kinds: str) -> Word | None:
        """The first word of one of these classes."""
        return next((w for w in self.words if w.kind in kinds), None)

    def has(self, *kinds: str) -> bool:
        """Whether a word of one of these classes is among them."""
        return any(w.kind in kinds for w in self.words)


@dataclass(frozen=True, slots=True)
class Draft:
    """A time in the making. `first`/`last` are words, `start`/`end` the days covered."""

    kind: str
    span: Span
    first: int
    last: int
    type: str = "DATE"
    value: str | None = None
    start: date | None = None
    end: date | None = None
    grain: str = ""
    bound: str | None = None
    yearless: tuple[int, int] | None = None  # month and day (0: none) whose year was inferred
    loose: bool = False  # a time only beside a day: "night"
    zone: str = ""  # of an hour: how far it is ahead of UTC, "+03:00"


@dataclass(slots=True)
class Context:
    """The report around the times; `focus` moves on as the text is read."""

    reference: date | None
    calendar: Calendar
    document: Document
    text: str
    lexed: Lexed
    focus: Period | None = field(default=None)
    told: list[Period] = field(default_factory=list)  # the last few times told, the newest last
    focus_at: int = -1
    hour: datetime | None = None  # the hour told last

    def word(self, index: int) -> str:
        """The word at an index as written, "" outside the text."""
        if 0 <= index < len(self.lexed.starts):
            return self.text[self.lexed.starts[index] : self.lexed.ends[index]]
        return ""

    def kind(self, index: int) -> str:
        """The class of the word at an index; "end" outside the text."""
        return self.lexed.entries[index].kind if 0 <= index < len(self.lexed.entries) else "end"

    def token(self, start: int) -> Token | None:
        """The parser's token that starts at a character."""
        at = self.document.at.get(start)
        return self.document.tokens[at] if at is not None else None

    def direction(self, found: Found, word: Word | None = None, *, set_for: bool = True) -> str | None:
        """Whether the clause around it tells of past or future. A strike "for Tuesday" lies ahead, earnings "for the
        third quarter" do not (`set_for`)."""
        start = (word or found.words[0]).start
        before = self.word(found.first - 1).lower()
        if before == "for" and not set_for:
            before = ""
        return direction(self.document, self.document.at.get(start), self.calendar, before)

    def day_in_focus(self) -> date | None:
        """The day told last, else the report's."""
        return self.focus_for("D") or self.reference

    def focus_for(self, grain: str) -> date | None:
        """The date that "two days later" counts from; None where the times told last are coarser than the unit."""
        if not self.told:
            return self.reference
        fine = (p.first for p in reversed(self.told) if GRAINS.index(p.grain) <= GRAINS.index(grain))
        return next(fine, None)

    def is_name(self, found: Found, kind: str) -> bool:
        """Whether the neighbours make a time word part of a name: "Sunday Times", "Black Friday"."""
        after, before = self.calendar.neighbours.get(kind, (frozenset(), frozenset()))
        return self.word(found.first - 1) in after or self.word(found.last) in before


def draft(found: Found, period: Period | None = None, *, type: str = "DATE", value: str | None = None, skip: int = 0,
          yearless: tuple[int, int] | None = None) -> Draft:
    """A draft over the found words without the first `skip`; value and days from the period if there is one."""
    words = found.words[skip:] if skip < len(found.words) else found.words
    span, first = (words[0].start, words[-1].end), found.first + skip
    if period is None:
        return Draft(found.kind, span, first, found.last, type, value, yearless=yearless)
    return Draft(
        found.kind, span, first, found.last, type, value or period.value, period.first, period.last, period.grain,
        yearless=yearless)


def cut(whole: Draft, span: Span, bound: str | None) -> Draft:
    """A draft over a part of its characters: one end of "18-21 September"."""
    return replace(whole, span=span, bound=bound, yearless=None)
