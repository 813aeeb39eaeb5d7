"""What the steps of cleaning hand to each other: the text so far, what was changed, and what was found.

A step is a function `Draft → Draft`. It lists its changes in the text as it stands; `Draft.changed` makes them
and records each as a `Repair` whose span lies in the text as it came in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from communique.records import Post, Repair, Report, Span
from communique.text.offsets import Tracked

MOST = 500  # repairs of one kind that are listed one by one


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of the text, what it becomes, and as what it is recorded. `mark` narrows the recorded span."""

    start: int
    end: int
    new: str
    kind: str
    count: int = 1
    mark: Span | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A report while it is being cleaned."""

    report: Report
    body: Tracked
    repairs: tuple[Repair, ...] = ()
    posts: tuple[tuple[int, Post], ...] = ()  # with the place in the source, to order them by
    published: str | None = None
    updated: str | None = None
    title: str | None = None
    byline: str | None = None

    @property
    def text(self) -> str:
        """The text so far."""
        return self.body.text

    def changed(self, changes: Iterable[Change]) -> Draft:
        """The draft after these changes, which may come in any order; of two that overlap the first one counts."""
        kept: list[Change] = []
        for change in sorted(changes, key=lambda c: (c.start, -c.end)):
            if not kept or change.start >= kept[-1].end:
                kept.append(change)
        if not kept:
            return self
        repairs = tuple(
            Repair(c.kind, c.count, self.body.source(c.mark or (c.start, c.end))) for c in kept if c.kind)
        body = self.body.edited((c.start, c.end, c.new) for c in kept)
        return replace(self, body=body, repairs=self.repairs + repairs)


def in_order(repairs: tuple[Repair, ...]) -> tuple[Repair, ...]:
    """Repairs in the order of the source; where a kind has very many, all of it in one entry.

    A page with a stray mark after each letter must not give a record of millions of lines; counts stay whole.
    """
    kinds: dict[str, list[Repair]] = {}
    for repair in repairs:
        kinds.setdefault(repair.kind, []).append(repair)
    out: list[Repair] = []
    for kind, found in kinds.items():
        if len(found) > MOST:
            hull = min(r.source_span[0] for r in found), max(r.source_span[1] for r in found)
            found = [Repair(kind, sum(r.count for r in found), hull)]
        out.extend(found)
    return tuple(sorted(out, key=lambda r: (r.source_span, r.kind)))
