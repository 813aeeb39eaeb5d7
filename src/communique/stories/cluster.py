"""Tellings → stories: pairs that agree are joined, best first, as long as nothing in the two groups rules it out.

What comes out depends on the tellings alone: not on their order, nor on what was joined before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from communique.stories.match import ENOUGH, Verdict, compare
from communique.stories.telling import Telling

Key = tuple[str, str]
LOOSE = 1.0  # how far below what joins two tellings the average between two groups may lie


@dataclass(slots=True)
class Group:
    """A story in the making."""

    tellings: list[Telling]
    reasons: dict[tuple[Key, Key], tuple[str, ...]] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """That of its first telling, by day of publication and report."""
        return min((t.published or "", *t.key) for t in self.tellings)[1:]


def stories(tellings: Iterable[Telling], together: Iterable[tuple[Key, Key]] = (),
            never: Iterable[tuple[Key, Key]] = ()) -> list[Group]:
    """The stories of some tellings, in the order of their keys. `together` and `never` are what people said."""
    listed = sorted(tellings, key=lambda t: t.key)
    verdicts = {(a.key, b.key): compare(a, b) for a, b in combinations(listed, 2)}
    ruled = _ruled(together, never)
    groups = {t.key: Group([t]) for t in listed}
    home = {t.key: t.key for t in listed}
    pairs = [(pair, verdict) for pair, verdict in verdicts.items() if _tried(pair, verdict, ruled)]
    for pair, verdict in sorted(pairs, key=lambda row: (not ruled.get(row[0]), -row[1].points, row[0])):
        one, other = home[pair[0]], home[pair[1]]
        if one == other or not (ruled.get(pair) or _fit(groups[one], groups[other], verdicts, ruled)):
            continue
        into, gone = groups[one], groups.pop(other)
        into.tellings += gone.tellings
        into.reasons |= gone.reasons | {pair: ("by-hand",) if ruled.get(pair) else verdict.reasons}
        home |= {t.key: one for t in gone.tellings}
    return sorted(groups.values(), key=lambda group: group.key)


def _ruled(together: Iterable[tuple[Key, Key]], never: Iterable[tuple[Key, Key]]) -> Mapping[tuple[Key, Key], bool]:
    return {(min(a, b), max(a, b)): True for a, b in together} | {(min(a, b), max(a, b)): False for a, b in never}


def _tried(pair: tuple[Key, Key], verdict: Verdict, ruled: Mapping[tuple[Key, Key], bool]) -> bool:
    return ruled.get(pair, verdict.joins)


def _fit(a: Group, b: Group, verdicts: Mapping[tuple[Key, Key], Verdict],
         ruled: Mapping[tuple[Key, Key], bool]) -> bool:
    """Whether nothing between two groups rules them one, and they agree on the whole."""
    points, count = 0.0, 0
    for x in a.tellings:
        for y in b.tellings:
            pair = (x.key, y.key) if x.key < y.key else (y.key, x.key)
            if pair in ruled:
                if not ruled[pair]:
                    return False
                continue
            verdict = verdicts[pair]
            if verdict.forbids:
                return False
            points, count = points + verdict.points, count + 1
    return not count or points / count >= ENOUGH - LOOSE

