"""Two coders' files → percent agreement and Cohen's kappa, with a 95 % interval, over all labels and label by label.

A unit is something that both coders had to label once:

    event     the events of a text are paired (see `align`); every pair is a unit, and every event that stands alone is
              one to which the other coder gave NONE. There is no unit that both call NONE, so kappa comes out low
    sentence  every sentence of the texts; its label is what a coder found there (several types are joined by "+"),
              or NONE

po is the share of units with one label, pe = Σ p(a = k) p(b = k) what the coders' own habits would give by chance, and
kappa = (po − pe) / (1 − pe) (Cohen 1960). The standard error is that of Fleiss, Cohen and Everitt (1969).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

from communique.evaluate.align import align, kind
from communique.evaluate.codings import Coded, Codings, Text
from communique.evaluate.scores import NONE, Level, label
from communique.records import Span

Unit = tuple[str, str]
Sentences = Callable[[str], list[Span]]
Z = 1.959964  # the normal quantile of a 95 % interval


@dataclass(frozen=True, slots=True)
class Kappa:
    """Agreement over some units. `kappa` is None where both coders use one and the same label throughout."""

    units: int
    a: int  # units to which the first coder gave the label (over all labels: any but NONE)
    b: int
    agreement: float | None
    expected: float | None
    kappa: float | None
    low: float | None
    high: float | None

    def to_dict(self) -> dict[str, Any]:
        """As a plain dict."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class Agreement:
    """The agreement of two coders: over all labels of each kind, and label by label."""

    unit: str
    texts: int
    overall: dict[str, Kappa] = field(default_factory=dict)
    by_type: dict[str, Kappa] = field(default_factory=dict)
    by_root: dict[str, Kappa] = field(default_factory=dict)
    confusion: Counter[Unit] = field(default_factory=Counter)
    alone: tuple[int, int] = (0, 0)  # texts that only one of them has; left out
    unplaced: int = 0  # events in no sentence; left out where the sentence is the unit
    problems: list[str] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """As plain dicts and lists."""
        parts = {name: {key: k.to_dict() for key, k in getattr(self, name).items()}
                 for name in ("overall", "by_type", "by_root")}
        return {"unit": self.unit, "texts": self.texts, **parts,
                "confusion": [{"a": a, "b": b, "count": n} for (a, b), n in sorted(self.confusion.items())],
                "alone": list(self.alone), "unplaced": self.unplaced, "problems": self.problems}


def agree(a: Codings, b: Codings, *, unit: str = "event", sentences: Sentences | None = None) -> Agreement:
    """How far two coders agree on the texts that both have. `sentences` cuts a text, for the unit `sentence`."""
    both = [(a.texts[id], b.texts[id]) for id in a.texts if id in b.texts]
    out = Agreement(unit, len(both), problems=[*a.problems, *b.problems])
    out.alone = (len(a.texts) - len(both), len(b.texts) - len(both))
    by_act = a.by_act and b.by_act
    levels: dict[str, Level] = {"type": lambda e: kind(e, by_act), "CAMEO root": lambda e: e.cameo and e.cameo[:2],
                                "CAMEO code": lambda e: e.cameo, "status": lambda e: e.status}
    if unit == "sentence" and sentences is not None:
        cut = [(x, y, sentences(x.text)) for x, y in both]
        out.unplaced = sum(_place(e, text, x) is None for x, y, text in cut for e in (*x.events, *y.events))
    for name, level in levels.items():
        if not all(any(level(e) is not None for e in coder.events) for coder in (a, b)):
            continue  # a field that one of them did not code
        if unit == "sentence" and sentences is not None:
            units = [u for x, y, text in cut for u in _sentence_units(x, y, text, level)]
        else:
            units = [u for x, y in both for u in _event_units(x, y, level, by_act)]
        out.overall[name] = kappa(units)
        if name == "type":
            out.by_type, out.confusion = _by_label(units), Counter(units)
        elif name == "CAMEO root":
            out.by_root = _by_label(units)
    return out


def _event_units(x: Text, y: Text, level: Level, by_act: bool) -> list[Unit]:
    """Units of one text. An event without a value at a level (a bare statement has no type) is no event there."""
    units = [(label(p, level), label(q, level)) for p, q in align(x, y, by_act=by_act)]
    return [u for u in units if u != (NONE, NONE)]


def _sentence_units(x: Text, y: Text, text: list[Span], level: Level) -> list[Unit]:
    found: list[list[set[str]]] = [[set(), set()] for _ in text]
    for coder, events in enumerate((x.events, y.events)):
        for event in events:
            at = _place(event, text, x)
            if at is not None and level(event) is not None:
                found[at][coder].add(str(level(event)))
    return [("+".join(sorted(p)) or NONE, "+".join(sorted(q)) or NONE) for p, q in found]


def _place(event: Coded, text: list[Span], whole: Text) -> int | None:
    """The sentence in which an event is told, that which shares most with its span; a text of one has no other."""
    if len(text) == 1:
        return 0
    if not event.sentences:
        return None
    start, end = event.sentences[0]
    shared = [(min(end, b) - max(start, a), -n) for n, (a, b) in enumerate(text)]
    best = max(shared, default=(0, 0))
    return -best[1] if best[0] > 0 else None


def _by_label(units: list[Unit]) -> dict[str, Kappa]:
    """For each label the agreement on whether a unit has it; of joined labels each counts."""
    split = [(set(a.split("+")), set(b.split("+"))) for a, b in units]
    labels = sorted({x for pair in split for side in pair for x in side} - {NONE})
    return {name: kappa(((name if name in a else NONE), (name if name in b else NONE)) for a, b in split)
            for name in labels}


def kappa(units: Iterable[Unit]) -> Kappa:
    """Percent agreement and Cohen's kappa of some units.

    >>> found = kappa([("A", "A")] * 20 + [("A", "B")] * 5 + [("B", "A")] * 10 + [("B", "B")] * 15)
    >>> found.agreement, found.expected, round(found.kappa, 3)
    (0.7, 0.5, 0.4)
    """
    cells = Counter(units)
    n = sum(cells.values())
    rows, columns = Counter[str](), Counter[str]()
    for (a, b), count in cells.items():
        rows[a] += count
        columns[b] += count
    used = (n - rows[NONE], n - columns[NONE])
    if not n:
        return Kappa(0, 0, 0, None, None, None, None, None)
    po = sum(count for (a, b), count in cells.items() if a == b) / n
    pe = sum(rows[k] * columns[k] for k in rows) / n**2
    if pe == 1:
        return Kappa(n, *used, po, pe, None, None, None)
    k = (po - pe) / (1 - pe)
    error = _standard_error(cells, rows, columns, n, pe, k)
    return Kappa(n, *used, po, pe, k, max(-1.0, k - Z * error), min(1.0, k + Z * error))


def _standard_error(
    cells: Counter[Unit], rows: Counter[str], columns: Counter[str], n: int, pe: float, k: float
) -> float:
    """The large-sample standard error of kappa (Fleiss, Cohen and Everitt 1969, formula 13)."""
    same = sum(count / n * (1 - (rows[a] + columns[a]) / n * (1 - k)) ** 2 for (a, b), count in cells.items() if a == b)
    apart = sum(count / n * ((columns[a] + rows[b]) / n) ** 2 for (a, b), count in cells.items() if a != b)
    variance = same + (1 - k) ** 2 * apart - (k - pe * (1 - k)) ** 2
    return sqrt(max(0.0, variance) / n) / (1 - pe)
