"""Visits sources when they are due, some at a time, and takes what is new into the record.

Each visit has a thread of its own, which fetches; this one stores. State is written after the articles of a visit are
stored: whoever is killed before makes the visit again, and passes over what the ledger has.
"""

from __future__ import annotations

import queue
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from communique.errors import ReportError
from communique.ingest.items import Item
from communique.intake import Intake
from communique.store import ledger
from communique.stream import safely
from communique.watch.poll import Asked, Get, Outcome, Poll
from communique.watch.sources import Sources

LANES = 4  # sources that are visited at a time
PARCEL, PARCEL_BYTES = 20, 8 << 20  # items that are handed over together
LOOK = 1.0  # seconds after which the list of sources is looked at again
EARLY = 0.1  # share of an interval by which a single round may come early


@dataclass(slots=True)
class Round:
    """How one visit ended, for whoever is told. Counts of articles; `next_at` as seconds since 1970."""

    source: str
    coded: int = 0
    copies: int = 0
    aside: int = 0
    known: int = 0
    later: int = 0
    events: int = 0
    more: bool = False
    unchanged: bool = False
    error: str | None = None
    failures: list[tuple[str, str]] = field(default_factory=list)
    next_at: float = 0.0


@dataclass(frozen=True, slots=True)
class _Parcel:
    """Items of a visit; with the last of them, how it ended."""

    asked: Asked
    items: list[Item]
    outcome: Outcome | None = None


class Watcher:
    """Sources, the run their articles go through, and how they are had."""

    def __init__(self, sources: Sources, intake: Intake, get: Get, *, told: Callable[[Round], None] = lambda _: None,
                 join: Callable[[], object] = lambda: None, clock: Callable[[], float] = time.time,
                 chance: Callable[[], float] = random.random) -> None:
        """`told` is told of each visit; `join` is called after those that brought something, to join it with what is
        there; `clock` gives seconds since 1970."""
        self.sources, self.intake, self.get = sources, intake, get
        self.told, self.join, self.clock, self.chance = told, join, clock, chance
        self.parcels: queue.Queue[_Parcel] = queue.Queue(2 * LANES)
        self.under_way: dict[str, Round] = {}
        self.ended = threading.Event()

    def run(self, stop: Callable[[], bool] = lambda: False, *, once: bool = False) -> list[Round]:
        """Watches until `stop` says so; with `once`, asks each source that is due and returns how it went."""
        visited: set[str] = set()
        rounds: list[Round] = []
        self.join()  # what was left when it was killed
        try:
            while not stop():
                self._start(stop, visited if once else None)
                if once and not self.under_way:
                    break
                ended = [done for parcel in self._next() if (done := self._take(parcel, stop)) is not None]
                rounds += ended if once else []
        finally:
            self.ended.set()
        return rounds

    def _start(self, stop: Callable[[], bool], visited: set[str] | None) -> None:
        """Starts the visits that are due, as far as there is room. None twice where those before are told."""
        if len(self.under_way) >= LANES:
            return
        now = self.clock()
        for state in self.sources.due(now, EARLY if visited is not None else 0.0):
            name = state.source.name
            if name in self.under_way or (visited is not None and name in visited) or len(self.under_way) >= LANES:
                continue
            if visited is not None:
                visited.add(name)
            self.under_way[name] = Round(name)
            asked = self.sources.asked(state, now)
            threading.Thread(target=self._visit, args=(asked, stop), name=f"watch {name}", daemon=True).start()

    def _next(self) -> Iterator[_Parcel]:
        try:
            yield self.parcels.get(timeout=LOOK if self.under_way else self._idle())
        except queue.Empty:
            return

    def _idle(self) -> float:
        """Seconds until something may be due, or somebody may have changed the list."""
        next_at = self.sources.next_at()
        return LOOK if next_at is None else min(LOOK, max(0.02, next_at - self.clock()))

    # in the thread of a visit

    def _visit(self, asked: Asked, stop: Callable[[], bool]) -> None:
        """Hands over what is new, in parcels."""
        poll = None
        try:
            with closing(_reading(self.intake.writer.path)) as db:
                poll = Poll(asked, self.get, lambda item, digest: _is_done(db, item, digest),
                            lambda: stop() or self.ended.is_set())
                safely(lambda: self._parcel_out(poll))
                outcome = poll.outcome
        except (ReportError, sqlite3.Error) as error:
            outcome = poll.outcome if poll else Outcome()
            outcome.error = str(error)
            outcome.failures.append((getattr(error, "kind", "bad-store"), str(error)))
        self._hand_over(_Parcel(asked, [], outcome))

    def _parcel_out(self, poll: Poll) -> None:
        items: list[Item] = []
        for item in poll.items():
            items.append(item)
            if len(items) >= PARCEL or sum(len(one.body) for one in items) > PARCEL_BYTES:
                self._hand_over(_Parcel(poll.asked, items))
                items = []
        if items:
            self._hand_over(_Parcel(poll.asked, items))

    def _hand_over(self, parcel: _Parcel) -> None:
        while not self.ended.is_set():
            try:
                self.parcels.put(parcel, timeout=LOOK)
            except queue.Full:
                continue
            return

    # in the thread that stores

    def _take(self, parcel: _Parcel, stop: Callable[[], bool]) -> Round | None:
        """Takes a parcel in; how the visit went, if it was its last and all of it is stored."""
        name = parcel.asked.source.name
        done = self.under_way[name]
        if parcel.items:
            tally = self.intake.take(((name, item) for item in parcel.items), stop)
            done.coded += tally.coded
            done.copies += tally.copies
            done.aside += tally.aside.total()
            done.known += tally.passed
            done.events += tally.events
        if parcel.outcome is None:
            return None
        del self.under_way[name]
        if parcel.outcome.stopped or stop():
            return None
        return self._ended(parcel.asked, parcel.outcome, done)

    def _ended(self, asked: Asked, outcome: Outcome, done: Round) -> Round:
        done.known += outcome.known
        done.later, done.more, done.unchanged = len(outcome.later), outcome.more, outcome.unchanged
        done.error, done.failures = outcome.error, outcome.failures
        done.next_at = self.sources.save(asked, outcome, self.clock(), self.chance)
        if done.events:
            self.join()
        self.told(done)
        return done


def _reading(record: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{record.resolve().as_uri()}?mode=ro", uri=True, timeout=30)


def _is_done(db: sqlite3.Connection, item: str, digest: str | None) -> bool:
    """Whether the ledger has an item as done; with a digest, this very one."""
    found = ledger.known(db, item)
    return found is not None and found[0] in ledger.DONE and (digest is None or found[1] == digest)
