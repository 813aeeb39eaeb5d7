"""Events → a network of states and bodies: who does what to whom, how often, from when to when.

A node is a party: a state with all who act for it, or a body. An edge is all events of one type from one party to
another; its weight is their number. What each does to the other gives an edge in both directions. An edge has no
status: events that lie ahead, were denied or are history are left out unless a status is asked for. So are those with
one side only. Both are told. The database sorts, so that one edge at a time is in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from communique.exports.codes import codes
from communique.exports.request import Request, Tally
from communique.store import EventFilter
from communique.store.links import evidence, one_sided, parties, spells
from communique.store.rows import COUNTED


@dataclass(frozen=True, slots=True)
class Node:
    """A party with the first and the last day on which it acts or is acted on."""

    id: str
    name: str
    kind: str
    code: str | None
    first: str | None
    last: str | None


@dataclass(slots=True)
class Edge:
    """All events of one type from one party to another; `url` and `sentence` are those of the latest."""

    source: str
    target: str
    type: str
    events: int = 0
    scores: list[float] = field(default_factory=lambda: [0.0, 0.0])  # sum and number
    spells: list[tuple[str, str]] = field(default_factory=list)  # days on which there are events, in order
    url: str | None = None
    sentence: str | None = None

    @property
    def intensity(self) -> float | None:
        """The mean score."""
        return round(self.scores[0] / self.scores[1], 3) if self.scores[1] else None

    @property
    def first(self) -> str | None:
        """The first day."""
        return self.spells[0][0] if self.spells else None

    @property
    def last(self) -> str | None:
        """The last day."""
        return max(end for _, end in self.spells) if self.spells else None


def nodes(request: Request) -> Iterator[Node]:
    """The parties of a request's events."""
    known = codes()
    for row in parties(request.view, _counted(request)):
        state = row["party"] in known.names
        yield Node(row["party"], known.country(row["party"]) or row["name"] or row["party"].rpartition(":")[2],
                   "state" if state else row["kind"] or "organisation", row["party"] if state else row["code"],
                   row["first"], row["last"])


def edges(request: Request, tally: Tally) -> Iterator[Edge]:
    """The edges of a request's events; those that have none are tallied."""
    counted = _counted(request)
    if counted != request.wanted:
        other = request.view.count_events(request.wanted) - request.view.count_events(counted)
        tally.left_out.update({"ahead, denied, cancelled or history (--status takes them in)": other} if other else {})
    if alone := one_sided(request.view, counted):
        tally.left_out["with one side only, which makes no edge"] += alone
    rows = spells(request.view, counted)
    for (source, target, kind), group in groupby(rows, key=lambda spell: (spell.source, spell.target, spell.type)):
        edge, last = Edge(source, target, kind), 0
        for spell in group:
            edge.events += 1
            last = spell.event
            if spell.intensity is not None:
                edge.scores[0] += spell.intensity
                edge.scores[1] += 1
            if spell.start:
                _span(edge, spell.start, spell.end or spell.start)
        edge.url, edge.sentence = evidence(request.view, last)
        tally.rows += 1
        yield edge


def _counted(request: Request) -> EventFilter:
    return request.wanted if request.wanted.status else replace(request.wanted, status=COUNTED)


def _span(edge: Edge, start: str, end: str) -> None:
    """One more spell; one that overlaps the last is joined to it."""
    if edge.spells and start <= edge.spells[-1][1]:
        edge.spells[-1] = (edge.spells[-1][0], max(end, edge.spells[-1][1]))
    else:
        edge.spells.append((start, end))
