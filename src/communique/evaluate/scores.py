"""Gold and what was found → precision, recall and F1 with their counts, and which type was taken for which.

Over the pairs of `align`: right (TP) is a pair that agrees at a level; what was found and is not right counts against
precision, what is in the gold and was not found right against recall.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from communique.evaluate.align import Pair, align, kind, same_sides
from communique.evaluate.codings import Coded, Codings

NONE = "NONE"  # an event that the other coder does not have


@dataclass(slots=True)
class Tally:
    """How many were right, of how many found and how many in the gold."""

    right: int = 0
    found: int = 0
    gold: int = 0

    @property
    def precision(self) -> float | None:
        """Right of found; None where nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Right of gold; None where the gold has none."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """2TP / (found + gold)."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else None

    def to_dict(self) -> dict[str, Any]:
        """Counts and shares."""
        return {"right": self.right, "found": self.found, "gold": self.gold,
                "precision": self.precision, "recall": self.recall, "f1": self.f1}


@dataclass(slots=True)
class Scores:
    """All figures. `confusion` counts pairs (type in the gold, type found), either of them NONE."""

    texts: int = 0
    levels: dict[str, Tally] = field(default_factory=dict)
    by_type: dict[str, Tally] = field(default_factory=dict)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    missing: list[str] = field(default_factory=list)  # ids of texts that nothing was found for, not even a record
    unasked: int = 0  # records of texts that the gold does not have
    problems: list[str] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """As plain dicts and lists."""
        return {
            "texts": self.texts,
            "levels": {name: tally.to_dict() for name, tally in self.levels.items()},
            "by_type": {name: tally.to_dict() for name, tally in self.by_type.items()},
            "confusion": [{"gold": g, "found": f, "count": n} for (g, f), n in sorted(self.confusion.items())],
            "missing": self.missing, "unasked": self.unasked, "problems": self.problems}


Level = Callable[[Coded], object]


def score(gold: Codings, found: Codings) -> Scores:
    """The figures of what was found against the gold. Texts without a record count as texts without events."""
    by_act = gold.by_act
    pairs = [pair for text in gold.texts.values() for pair in align(text, found.texts.get(text.id), by_act=by_act)]
    out = Scores(len(gold.texts), problems=[*gold.problems, *found.problems])
    out.missing = [id for id in gold.texts if id not in found.texts]
    out.unasked = sum(id not in gold.texts for id in found.texts)
    typed = [_typed(pair, by_act) for pair in pairs]
    typed = [(g, f) for g, f in typed if g != NONE or f != NONE]
    if gold.events and any(kind(e, by_act) for e in gold.events):
        out.levels["type"] = _tally(typed)
        out.levels["type + sides"] = _sides(pairs, by_act)
        out.by_type = {name: _tally([p for p in typed if name in p], name) for name in sorted(
            {x for p in typed for x in p} - {NONE})}
        out.confusion.update(typed)
    for name, level in (("CAMEO code", _code), ("CAMEO root", _root), ("status", _status)):
        if any(level(e) is not None for e in gold.events):
            out.levels[name] = _tally([_at(pair, level) for pair in pairs if not _blank(pair, level)])
    if not any(e.sources is not None or e.targets is not None for e in gold.events):
        out.levels.pop("type + sides", None)
    return out


def _typed(pair: Pair, by_act: bool) -> tuple[str, str]:
    return label(pair[0], lambda e: kind(e, by_act)), label(pair[1], lambda e: kind(e, by_act))


def label(event: Coded | None, level: Level) -> str:
    """What an event is called at a level; NONE for no event, and for one without a value there."""
    value = level(event) if event is not None else None
    return NONE if value is None else str(value)


def _at(pair: Pair, level: Level) -> tuple[str, str]:
    return label(pair[0], level), label(pair[1], level)


def _blank(pair: Pair, level: Level) -> bool:
    """A gold event that has no value at a level says nothing there; its partner is left out with it."""
    gold, found = pair
    return (gold is not None and level(gold) is None) or (gold is None and found is not None and level(found) is None)


def _code(event: Coded) -> str | None:
    return event.cameo


def _root(event: Coded) -> str | None:
    return event.cameo[:2] if event.cameo else None


def _status(event: Coded) -> str | None:
    return event.status


def _tally(pairs: list[tuple[str, str]], name: str | None = None) -> Tally:
    """The counts over labels, of all of them or of one."""
    def wanted(label: str) -> bool:
        return label == name if name else label != NONE

    return Tally(sum(g == f and wanted(g) for g, f in pairs), sum(wanted(f) for _, f in pairs),
                 sum(wanted(g) for g, _ in pairs))


def _sides(pairs: list[Pair], by_act: bool) -> Tally:
    """Right is a pair of one type with the same actors on both sides."""
    out = Tally()
    for gold, found in pairs:
        g, f = _typed((gold, found), by_act)
        out.gold += g != NONE
        out.found += f != NONE
        same = g == f != NONE and gold is not None and found is not None
        out.right += bool(same and gold and found and same_sides(gold, found))
    return out
