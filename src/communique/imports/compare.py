"""Two records → how far they agree, by type, by dyad and by month.

What is compared are dyad-months: how many events one party has with another as the target in a month. Only months that
both records cover are looked at. `jaccard` is the share of dyad-months that both have among those that either has;
`correlation` is Pearson's over the dyad-months that either has.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from communique.errors import StoreError
from communique.store import EventFilter, View
from communique.store.dyads import Panel, asked_of
from communique.store.links import Spell, spells
from communique.store.rows import COUNTED

KINDS = ("type", "dyad", "month")


@dataclass(slots=True)
class Agreement:
    """Two records over some dyad-months: events here and there, dyad-months in both and in either."""

    key: str
    here: int = 0
    there: int = 0
    both: int = 0
    either: int = 0
    sums: list[int] = field(default_factory=lambda: [0, 0, 0])  # of squares here, there, and of products

    def add(self, here: int, there: int) -> None:
        """One more dyad-month."""
        self.here += here
        self.there += there
        self.both += bool(here and there)
        self.either += 1
        for n, value in enumerate((here * here, there * there, here * there)):
            self.sums[n] += value

    @property
    def jaccard(self) -> float | None:
        """The share of dyad-months that both have."""
        return round(self.both / self.either, 3) if self.either else None

    @property
    def correlation(self) -> float | None:
        """Pearson's; None where one of them does not vary."""
        n, (xx, yy, xy) = self.either, self.sums
        spread = (n * xx - self.here ** 2) * (n * yy - self.there ** 2)
        return round((n * xy - self.here * self.there) / math.sqrt(spread), 3) if spread > 0 else None

    def row(self) -> dict[str, object]:
        """As a row of a table."""
        return {"key": self.key, "here": self.here, "there": self.there, "both": self.both, "either": self.either,
                "jaccard": self.jaccard, "correlation": self.correlation}


def compare(here: View, there: View, wanted: EventFilter | None = None, *, by: str = "type") -> list[Agreement]:
    """All dyad-months, then those of each type, dyad or month, those with most events first.

    Sides pick the dyads, as in panels. Raises StoreError where the two have no month in common.
    """
    first, last = _common(here, there)
    whole, parts = Agreement("all"), dict[str, Agreement]()
    for (source, target), counts in _pairs(here, there, wanted or EventFilter(), first, last):
        for month, (mine, theirs) in _together(counts).items():
            whole.add(mine, theirs)
            if by != "type":
                key = f"{source} → {target}" if by == "dyad" else month
                parts.setdefault(key, Agreement(key)).add(mine, theirs)
        if by == "type":
            for (kind, _), (mine, theirs) in counts.items():
                parts.setdefault(kind, Agreement(kind)).add(mine, theirs)
    ranked = sorted(parts.values(), key=(lambda part: part.key) if by == "month" else _rank)
    return [whole, *ranked]


def _rank(part: Agreement) -> tuple[int, str]:
    return -(part.here + part.there), part.key


def _common(here: View, there: View) -> tuple[str, str]:
    """The first and the last month that both records have events in. Raises StoreError where there is none."""
    spans = []
    for view in (here, there):
        first, last = view.db.execute("SELECT min(day), max(day) FROM events WHERE day NOT NULL AND status IN (?, ?)",
                                      COUNTED).fetchone()
        if first is None:
            raise StoreError(f"{view.path} has no event that happened, so there is nothing to compare.")
        spans.append((first[:7], last[:7]))
    first, last = max(span[0] for span in spans), min(span[1] for span in spans)
    if first > last:
        told = " and ".join(f"{view.path} from {span[0]} to {span[1]}" for view, span in zip(
            (here, there), spans, strict=True))
        raise StoreError(f"The two have no month in common: {told}.")
    return first, last


Counts = dict[tuple[str, str], list[int]]


def _pairs(here: View, there: View, wanted: EventFilter, first: str,
           last: str) -> Iterator[tuple[tuple[str, str], Counts]]:
    """By source and target: the events here and there of each type and month."""
    merged = heapq.merge(_marked(here, wanted, 0), _marked(there, wanted, 1), key=lambda one: one[0])
    for pair, group in groupby(merged, key=lambda one: one[0]):
        counts: Counts = {}
        for _, which, spell in group:
            month = (spell.start or "")[:7]
            if month and first <= month <= last:
                counts.setdefault((spell.type, month), [0, 0])[which] += 1
        if counts and pair[0] != pair[1]:
            yield pair, counts


def _marked(view: View, wanted: EventFilter, which: int) -> Iterator[tuple[tuple[str, str], int, Spell]]:
    asked = asked_of(view, wanted, Panel())
    return (((spell.source, spell.target), which, spell) for spell in spells(view, asked.wanted)
            if asked.ends.fit(spell.source, spell.target))


def _together(counts: Counts) -> dict[str, tuple[int, int]]:
    """The events of each month, whatever their type."""
    here, there = Counter[str](), Counter[str]()
    for (_, month), (one, other) in counts.items():
        here[month] += one
        there[month] += other
    return {month: (here[month], there[month]) for month in here}
