"""Names and the states around them → the place each name stands for, or none.

Each candidate is weighed: how large it is (a capital or a metropolis counts for more), whether its state is
spoken of, and how near in the text, whether other places near it are named. What is said outright goes first
("Tripoli, Lebanon", "Cordoba in Argentina"), then what is clear, then the rest in their light; within a
report a name keeps its meaning. Where two candidates stay equally good and neither is five times as large as
the other there is no place: a wrong country is worse than none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from math import log10

from communique.knowledge.gazetteer import Gazetteer, PlaceEntry
from communique.places.names import Name, Nation
from communique.stages import Document

SMALL = 100  # thousands of people: a smaller town needs more to stand for a name that a large one bears
MARGIN = 1.05  # the weight of five times as many people
_PER_TENFOLD = 1.5
_CAPITAL, _METROPOLIS = 2.0, 1.5
# A state is named within six words, in the sentence, in the next one, anywhere in the report.
_NEAR, _SENTENCE, _NEXT, _REPORT = 5.0, 4.0, 3.0, 2.5
_NEIGHBOUR = 1.0  # another place within some 300 km
# What a kind of place weighs when no people are counted. States first: "Georgia" is the state unless the
# report is about Atlanta.
_SIZE = {
    "country": 14.0, "territory": 12.0, "continent": 14.0, "ocean": 13.0, "sea": 12.5, "strait": 12.0, "venue": 11.5,
    "base": 11.0, "line": 12.0, "region": 10.5, "border crossing": 10.5, "river": 10.5, "canal": 11.0}
_JOINTS = frozenset((
    ",", "(", "in", "the", "of", "a", "city", "town", "port", "north", "south", "east", "west", "northeast",
    "northwest", "southeast", "southwest", "northern", "southern", "eastern", "western", "central", "state", "province",
    "region"))
_FAR = 2.0  # degrees: what lies no farther from the middle of a region by hand may lie in it
_OTHER_SIZE = 10.0
_DIVISION = 1.5  # what a first-level division weighs less than its chief town


class Places:
    """What the names of one report stand for."""

    def __init__(self, document: Document, names: list[Name], nations: list[Nation], gazetteer: Gazetteer) -> None:
        self.document = document
        self.names = names
        self.gazetteer = gazetteer
        self.chosen: dict[int, PlaceEntry] = {}  # position in names → entry
        self.meaning: dict[tuple[str, bool], PlaceEntry] = {}  # key, division → entry
        self.spoken: dict[str, list[int]] = {}  # country → tokens that name it
        self.placed: dict[str, list[int]] = {}  # country → tokens of places in it
        for nation in nations:
            self.spoken.setdefault(nation.country, []).append(nation.at)
        self.counts = Counter(nation.country for nation in nations)

    def resolve(self) -> None:
        """Fills `chosen`."""
        for rule in (self._said_outright, self._clear, self._best):
            for number, name in enumerate(self.names):
                if number in self.chosen:
                    continue
                entry = self.meaning.get((name.key, name.division)) or rule(number, name)
                if entry:
                    self._choose(number, name, entry)

    def context(self, name: Name, entry: PlaceEntry) -> float:
        """How much the text around a name speaks of the entry's state."""
        if entry.country is None:
            return 0.0
        total = self._closeness(self.spoken.get(entry.country, ()), name)
        if entry.country == "USA":
            total *= 0.4  # American names and officials are in reports on anywhere
        total += 0.3 * min(3, self.counts.get(entry.country, 0)) if total else 0.0
        if entry.feature in ("country", "territory"):
            return total
        total += self._closeness(self.placed.get(entry.country, ()), name)
        small = not entry.by_hand and entry.geonames is not None and entry.people < SMALL and entry.feature != "capital"
        return total * 0.5 if small else total

    def _choose(self, number: int, name: Name, entry: PlaceEntry) -> None:
        self.chosen[number] = entry
        self.meaning.setdefault((name.key, name.division), entry)
        if entry.country and entry.feature not in ("country", "territory"):
            self.placed.setdefault(entry.country, []).append(name.first)

    def _said_outright(self, number: int, name: Name) -> PlaceEntry | None:
        """"Tripoli, Lebanon", "Cordoba (Argentina)", "Valencia in Venezuela", "Lebanon's Tripoli"."""
        around = [self._next_to(number, name), self._before(number, name)]
        for other in around:
            if other is None or len(name.entries) < 2:
                continue
            inside = [entry for entry in name.entries if any(_lies_in(entry, whole) for whole in other.entries)]
            if inside:
                return max(inside, key=lambda entry: self._size(name, entry))
        return None

    def _next_to(self, number: int, name: Name) -> Name | None:
        if number + 1 >= len(self.names):
            return None
        other = self.names[number + 1]
        between = [t.text for t in self.document.tokens[name.last : other.first]]
        joined = 0 < len(between) <= 6 and all(word in _JOINTS for word in between) and between != ["the"]
        return other if joined and between[0] in (",", "(", "in") else None

    def _before(self, number: int, name: Name) -> Name | None:
        other = self.names[number - 1] if number else None
        if other is None or other.last >= len(self.document.tokens):
            return None
        between = [t.text for t in self.document.tokens[other.last : name.first]]
        return other if between in (["'s"], ["’s"], ["'"]) else None

    def _clear(self, number: int, name: Name) -> PlaceEntry | None:
        """Only one candidate, or one that outweighs the others by far without any context."""
        del number
        if len(name.entries) == 1:
            return name.entries[0]
        return self._outweighs(name, {entry: self._size(name, entry) for entry in name.entries}, 4.0)

    def _best(self, number: int, name: Name) -> PlaceEntry | None:
        del number
        weights = {e: self._size(name, e) + self.context(name, e) + self._neighbour(e) for e in name.entries}
        return self._outweighs(name, weights, MARGIN)

    def _outweighs(self, name: Name, weights: dict[PlaceEntry, float], margin: float) -> PlaceEntry | None:
        """The heaviest candidate if it is ahead of all that lie elsewhere."""
        if not weights:
            return None
        best = max(weights, key=lambda entry: weights[entry])
        for entry, weight in weights.items():
            if entry is not best and weights[best] - weight < self._needed(entry, best, margin):
                return None
        return best

    def _needed(self, entry: PlaceEntry, best: PlaceEntry, margin: float) -> float:
        """How far ahead the best must be: a city of its own province not at all, of a namesake in its state half."""
        if entry.country is None or entry.country != best.country:
            return margin
        return 0.0 if _distance(entry, best) < 3 or best.feature == "country" else margin / 2

    def _size(self, name: Name, entry: PlaceEntry) -> float:
        if entry.feature == "region" and entry.people:
            size = _PER_TENFOLD * log10(entry.people * 1000 + 1) - _DIVISION
        elif entry.people:
            size = _PER_TENFOLD * log10(entry.people * 1000 + 1)
        else:
            size = 0.0
        if entry.by_hand or not entry.people:
            size = max(size, _SIZE.get(entry.feature, _OTHER_SIZE))
        if entry.feature == "capital":
            size += _CAPITAL
        if entry.people >= 1500 and entry.feature != "region":
            size += _METROPOLIS
        return size + (6.0 if name.division and entry.feature == "region" else 0.0)

    def _closeness(self, tokens: list[int] | tuple[int, ...], name: Name) -> float:
        """The weight of the nearest of these tokens."""
        if not tokens:
            return 0.0
        ordered = sorted(tokens)
        at = bisect_left(ordered, name.first)
        here = self.document.tokens[name.first].sentence
        best = 0.0
        for token in ordered[max(0, at - 1) : at + 2]:
            if name.first <= token < name.last:
                continue
            apart = abs(self.document.tokens[token].sentence - here)
            near = _NEAR if abs(token - name.first) <= 6 else _SENTENCE
            best = max(best, near if apart == 0 else _NEXT if apart == 1 else _REPORT)
        return best

    def _neighbour(self, entry: PlaceEntry) -> float:
        others = [e for e in self.chosen.values() if e.feature not in ("country", "continent", "ocean")]
        return _NEIGHBOUR if any(e is not entry and _distance(e, entry) < 3 for e in others[:40]) else 0.0


def _lies_in(entry: PlaceEntry, whole: PlaceEntry) -> bool:
    """Whether a place belongs to a state or region named beside it."""
    if whole is entry or entry.feature in ("country", "continent"):
        return False
    if whole.feature in ("country", "territory"):
        return entry.country == whole.country
    if whole.feature == "region":
        named = entry.admin1 is not None and whole.name in (entry.admin1, f"{entry.admin1} state")
        return whole.country == entry.country and (named or (whole.by_hand and _distance(entry, whole) < _FAR))
    return False


def _distance(one: PlaceEntry, other: PlaceEntry) -> float:
    """Roughly, in degrees."""
    return max(abs(one.lat - other.lat), abs(one.lon - other.lon))
