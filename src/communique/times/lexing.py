"""Text → words of time, one letter a word.

Words, numerals and marks are read off the text itself, whatever the parser made of them ("30km", "04.03.2024",
"10.30pm" and "1998-2000" come out the same with every tokeniser). Numerals get their class from their
shape; of the rest only what the calendar knows matters, all other words are `other`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.knowledge.calendar import Calendar, Entry

_WORD = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?(?![\w-]))"
    r"|(?P<numeral>(?:(?<!\w)['’](?=\d0s))?\d+(?:[.,:/\-–]\d+)*(?:st|nd|rd|th|ST|ND|RD|TH|['’]?s)?(?![^\W\d_]+\d))"
    r"|(?P<letters>[^\W\d_]+)"
    r"|(?P<mark>['’]s\b|[,.()–—&'’-]|\n\s*\n)"
    r"|(?P<other>\S)")
_UNIT_AFTER = re.compile(r"(?:[ap]\.?m|hrs|gmt|utc|h)\b", re.IGNORECASE)
_MAY_TOUCH = re.compile(r"(?<![^\W_])(?:FY|Q)$")  # "FY2024", "Q1"
_MARKS = {
    "'s": "possessive", "’s": "possessive",
    "'": "apostrophe", "’": "apostrophe", ",": "comma", ".": "dot", "(": "open", "-": "dash", "–": "dash", "—": "dash"}
_PASSED_OVER = ("[", "]")  # an editor's brackets: "[Ten] years ago"
_MONEY = "$€£¥₹₦₽#№"
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple((name, re.compile(shape, re.ASCII)) for name, shape in (
    ("nth", r"(?:[12]?\d|3[01])(?:st|nd|rd|th|ST|ND|RD|TH)"),
    ("decade", r"[12]\d\d0['’]?s|['’][2-9]0s"),
    ("tens_s", r"[2-9]0['’]?s"),
    ("n", r"0?[1-9]|[12]\d|3[01]"),
    ("year", r"[12]\d{3}"),
    ("hhmm", r"0\d[0-5]\d"),
    ("num", r"\d{1,6}|\d{1,3}(?:,\d{3})+"),
    ("clock", r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?"),
    ("n_range", r"(?:0?[1-9]|[12]\d|3[01])[-–](?:0?[1-9]|[12]\d|3[01])"),
    ("clock_span", r"(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?[-–](?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?"),
    ("iso_month", r"[12]\d{3}-(?:0[1-9]|1[0-2])"),
    ("year_range", r"[12]\d{3}[-–](?:[12]\d{3}|\d\d)|[12]\d{3}/\d\d"),
    ("decimal", r"\d{1,3}\.\d"),
    ("dotted", r"(?:[01]?\d|2[0-4])\.[0-5]\d"),
    ("date_dotted", r"[0-3]?\d\.[01]?\d\.(?:[12]\d{3}|\d\d)"),
    ("date_slashed", r"\d\d?/\d\d?/(?:[12]\d{3}|\d\d)|[12]\d{3}/\d\d?/\d\d?"),
))


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a time expression: its class, what it stands for, its characters."""

    kind: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lexed:
    """All words of a text: the letters of their classes, and where each stands."""

    codes: str
    entries: tuple[Entry, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def words(self, first: int, last: int) -> tuple[Word, ...]:
        """The words `[first, last)`."""
        return tuple(Word(e.kind, e.value, a, b) for e, a, b in zip(
            self.entries[first:last], self.starts[first:last], self.ends[first:last], strict=True))


def lex(text: str, calendar: Calendar) -> Lexed:
    """The words of a text, in order; words that belong together ("the day before yesterday") as one."""
    other = Entry("other", calendar.codes["other"], "")
    entries: list[Entry] = []
    starts: list[int] = []
    ends: list[int] = []
    known, phrases, done = calendar.entries, calendar.phrases, 0
    for found in _WORD.finditer(text):
        start, end = found.span()
        word = found[0]
        if start < done or word in _PASSED_OVER:
            continue
        lower = word.lower()
        phrase = phrases.get(lower)
        longer = phrase.pattern.match(text, start) if phrase else None
        if phrase and longer:
            entry, end = phrase.entries[_plain(longer[0])], longer.end()
            done = end
        elif found.lastgroup == "letters":
            entry = known.get(word) or known.get(lower) or other
        else:
            entry = _shape(found, text, calendar, other)
        entries.append(entry)
        starts.append(start)
        ends.append(end)
    return Lexed("".join([e.code for e in entries]), tuple(entries), tuple(starts), tuple(ends))


def _plain(phrase: str) -> str:
    return re.sub(r"\s", " ", phrase).lower()


def _shape(found: re.Match[str], text: str, calendar: Calendar, other: Entry) -> Entry:
    """The class of a numeral or a mark; amounts, percentages and numerals with a unit are no dates."""
    name, word = _class(found, text), found[0]
    if name == "other" and word in calendar.entries:
        return calendar.entries[word]
    return Entry(name, calendar.codes[name], word) if name != "other" else other


def _class(found: re.Match[str], text: str) -> str:
    word, start, end = found[0], found.start(), found.end()
    if found.lastgroup == "iso":
        return "iso"
    if found.lastgroup == "mark":
        return "end" if word.isspace() else _MARKS.get(word, "other")
    if found.lastgroup != "numeral":
        return "other"
    before, after = text[start - 1 : start], text[end : end + 1]
    glued = (before.isalnum() or before == "_") and not _MAY_TOUCH.search(text, max(0, start - 3), start)
    if glued or (before and before in _MONEY) or after == "%":
        return "other"
    if after.isalpha() and not _UNIT_AFTER.match(text, end):
        return "other"
    return next((name for name, shape in _SHAPES if shape.fullmatch(word)), "other")
