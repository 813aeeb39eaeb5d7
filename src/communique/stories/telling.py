"""One report's event as the comparison sees it, and when the act may have been."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

PAST = ("happened", "ongoing", "background")
AHEAD = ("scheduled", "hypothetical", "cancelled")
BEFORE = 3  # days before a report in which an act without a day of its own may have been
AFTER = 45  # days after one in which a planned act without a day may be
STEM = 6  # letters by which words are compared
_WORD = re.compile(r"[^\W\d_]{4,}|\d[\d,.]*\d|\d")
_EMPTY = frozenset(re.findall(r"\w+", """about above after again against also among another because been before
    being between both came could does during each earlier even every first from further have here highly into itself
    just last later made many meanwhile more most much next only other over said same says should since some still
    such than that
    their them then there these they this those through told under until very were what when where which while who
    will with would year years month week today monday tuesday wednesday thursday friday saturday sunday"""))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place by its key, what holds it, and its point."""

    key: str
    country: str | None = None
    admin1: str | None = None
    feature: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """An event of one report. `key` is the same however often and in whatever order reports are taken in.

    `sources` and `targets` are parties (states by code, else bodies by key), `people` the persons of each party by
    their keys. `span` is when the act may have been, both ends included; `exact` where the text says the day.
    """

    key: tuple[str, str]
    number: int
    published: str | None
    type: str
    mode: str | None
    status: str
    cameo: str | None
    sources: frozenset[str]
    targets: frozenset[str]
    people: Mapping[str, frozenset[str]]
    reciprocal: bool = False
    span: tuple[str, str] | None = None
    exact: bool = False
    place: Spot | None = None
    words: frozenset[str] = frozenset()
    quantities: Mapping[str, float] = field(default_factory=dict)
    forums: frozenset[str] = frozenset()
    mechanism: str | None = None
    twins: frozenset[str] = frozenset()  # events of the same report that are the same act
    outlet: str = ""
    country: str | None = None  # of the outlet
    sentence: int | None = None
    present: frozenset[str] = frozenset()  # all parties that its report names
    claim: bool = False  # reported by a side and not by the outlet
    confidence: float = 0.0

    @property
    def report(self) -> str:
        """The report it is told in."""
        return self.key[0]

    @property
    def parties(self) -> frozenset[str]:
        """All sides."""
        return self.sources | self.targets


def stems(words: str) -> frozenset[str]:
    """What the words of a sentence are compared by: the beginnings of the full ones, and numbers.

    >>> sorted(stems("They discussed discussing 1,200 bridges on Monday"))
    ['1,200', 'bridge', 'discus']
    """
    return frozenset(word[:STEM] if word[0].isalpha() else word
                     for word in _WORD.findall(words.lower()) if word not in _EMPTY)


Days = tuple[str, str]


def span_of(status: str, start: str | None, end: str | None, published: str | None) -> tuple[Days | None, bool]:
    """When an act may have been, and whether the text says so.

    >>> span_of("happened", None, None, "2024-03-05")
    (('2024-03-02', '2024-03-05'), False)
    >>> span_of("scheduled", "2024-03-08", None, "2024-03-05")
    (('2024-03-08', '2024-03-08'), True)
    """
    if start or end:
        first, last = start or end or "", end or start or ""
        return ((first, last) if first <= last else (last, first)), True
    if not published:
        return None, False
    if status in AHEAD:
        return (published, shifted(published, AFTER)), False
    return (shifted(published, -BEFORE), published), False


def shifted(day: str, by: int) -> str:
    """The day so many days later; the day itself where there is none such."""
    try:
        return (date.fromisoformat(day) + timedelta(by)).isoformat()
    except (ValueError, OverflowError):
        return day


def apart(a: Days, b: Days) -> int:
    """Days between two spans; 0 where they overlap. Spans that are no days are far apart."""
    if a[0] <= b[1] and b[0] <= a[1]:
        return 0
    earlier, later = (a[1], b[0]) if a[1] < b[0] else (b[1], a[0])
    try:
        return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
    except ValueError:
        return 9999
