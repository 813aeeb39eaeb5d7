"""Two codings of one text → which event of one is which of the other: the pairing with the greatest sum of likeness.

    CASE 1  both say in which sentence: only events of one sentence can be one
    CASE 2  otherwise they must share something: the type, the CAMEO root, or somebody on the same side

Likeness is the sum of WEIGHTS for what agrees. The best pairing is found by the Hungarian method (Kuhn 1955).
"""

from __future__ import annotations

from communique.evaluate.codings import Coded, Party, Text

WEIGHTS = {"type": 16, "root": 8, "sources": 6, "targets": 6, "cameo": 4, "status": 2, "mode": 1, "told": 1}
Pair = tuple[Coded | None, Coded | None]


def align(a: Text, b: Text | None, *, by_act: bool = True) -> list[Pair]:
    """Every event of both once: pairs, and what stands alone with None on the other side."""
    left, right = a.events, b.events if b else ()
    same = b is not None and a.text == b.text
    likeness = [[_likeness(x, y, same, by_act) for y in right] for x in left]
    chosen = assignment(likeness)
    pairs: list[Pair] = [(x, right[chosen[n]] if n in chosen else None) for n, x in enumerate(left)]
    taken = set(chosen.values())
    return [*pairs, *((None, y) for n, y in enumerate(right) if n not in taken)]


def kind(event: Coded, by_act: bool) -> str | None:
    """The type that is compared: that of the act, or that of the code."""
    return event.type if by_act else event.plover


def _likeness(x: Coded, y: Coded, same_text: bool, by_act: bool) -> int:
    """The sum of weights; 0 where the two cannot be one event."""
    placed = bool(x.sentences and y.sentences)
    if placed and not _same_sentence(x, y, same_text):
        return 0
    agreeing = {
        "type": kind(x, by_act) is not None and kind(x, by_act) == kind(y, by_act),
        "root": bool(x.cameo and y.cameo) and str(x.cameo)[:2] == str(y.cameo)[:2],
        "cameo": x.cameo is not None and x.cameo == y.cameo,
        "sources": _touch(x.sources, y.sources) or (_mutual(x, y) and _touch(x.sources, y.targets)),
        "targets": _touch(x.targets, y.targets) or (_mutual(x, y) and _touch(x.targets, y.sources)),
        "status": x.status is not None and x.status == y.status,
        "mode": x.mode is not None and x.mode == y.mode,
        "told": placed,
    }
    if not placed and not any(agreeing[name] for name in ("type", "root", "sources", "targets")):
        return 0
    return sum(WEIGHTS[name] for name, holds in agreeing.items() if holds)


def _same_sentence(x: Coded, y: Coded, same_text: bool) -> bool:
    """By place in one text; in texts that differ (cleaned, or not) one sentence's words hold the other's."""
    if same_text:
        return any(a < d and c < b for a, b in x.sentences for c, d in y.sentences)
    return bool(x.words and y.words) and (x.words in y.words or y.words in x.words)


def _mutual(x: Coded, y: Coded) -> bool:
    return x.reciprocal or y.reciprocal


def _touch(a: tuple[Party, ...] | None, b: tuple[Party, ...] | None) -> bool:
    return any(same_party(p, q) for p in a or () for q in b or ())


def same_party(p: Party, q: Party) -> bool:
    """One actor: by code where both have one (and sector, where both name it), else by words of which one holds the
    other."""
    if p.code and q.code:
        return p.code == q.code and (p.sector is None or q.sector is None or p.sector == q.sector)
    return any(f" {a} " in f" {b} " or f" {b} " in f" {a} " for a in p.words for b in q.words)


def same_sides(x: Coded, y: Coded) -> bool:
    """Both sides name the same actors; where an event goes both ways, whichever side they stand on."""
    if _same_side(x.sources, y.sources) and _same_side(x.targets, y.targets):
        return True
    if not _mutual(x, y):
        return False
    return _same_side((*(x.sources or ()), *(x.targets or ())), (*(y.sources or ()), *(y.targets or ())))


def _same_side(a: tuple[Party, ...] | None, b: tuple[Party, ...] | None) -> bool:
    """Each actor of one is one of the other. A side that a coder did not fill in agrees with any."""
    if a is None or b is None:
        return True
    return all(any(same_party(p, q) for q in b) for p in a) and all(any(same_party(p, q) for p in a) for q in b)


def assignment(gain: list[list[int]]) -> dict[int, int]:
    """Row → column, each once, with the greatest sum; what gains nothing is left alone.

    >>> assignment([[5, 4], [4, 0]])
    {0: 1, 1: 0}
    """
    rows, columns = len(gain), max(map(len, gain), default=0)
    if not rows or not columns:
        return {}
    size = max(rows, columns)
    cost = [[-gain[r][c] if r < rows and c < columns else 0 for c in range(size)] for r in range(size)]
    of_column = _hungarian(cost, size)
    pairs = sorted((row, column) for column, row in enumerate(of_column))
    return {r: c for r, c in pairs if r < rows and c < columns and gain[r][c] > 0}


def _hungarian(cost: list[list[int]], size: int) -> list[int]:
    """The row of each column in the cheapest assignment, by shortest augmenting paths with potentials; O(n³)."""
    rows, columns, match = [0] * (size + 1), [0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        match[0], column = row, 0
        least: list[float] = [float("inf")] * (size + 1)
        before, used = [0] * (size + 1), [False] * (size + 1)
        while match[column]:
            used[column] = True
            for other in range(1, size + 1):
                if not used[other]:
                    slack = cost[match[column] - 1][other - 1] - rows[match[column]] - columns[other]
                    if slack < least[other]:
                        least[other], before[other] = slack, column
            nearest = min((n for n in range(1, size + 1) if not used[n]), key=least.__getitem__)
            step = int(least[nearest])
            for other in range(size + 1):
                if used[other]:
                    rows[match[other]] += step
                    columns[other] -= step
                else:
                    least[other] -= step
            column = nearest
        while column:
            match[column] = match[before[column]]
            column = before[column]
    return [row - 1 for row in match[1:]]
