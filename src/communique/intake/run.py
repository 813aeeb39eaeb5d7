"""The run: items are read and coded by workers and stored in their order, whatever the number of workers.

    items ─ ledger ─▶ seen ─ worker ─▶ read ─ copies ─▶ coded by a worker ─▶ stored in batches

A few items are under way at a time (the window). Those at its front that are done go into the database together with
their lines of the ledger and their prints, so that a run that is killed finds what an undisturbed one would have known
at that item. Where the first of some copies comes to nothing, what was decided after it is decided again.
"""

from __future__ import annotations

import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from types import TracebackType
from typing import Any, Self

from communique.crew import Crew, Task
from communique.errors import ReportError, StoreError
from communique.ingest.items import Fault, Item
from communique.intake.changes import Changes
from communique.intake.copies import Copies
from communique.intake.entry import Entry
from communique.intake.plan import Plan, Tally
from communique.intake.work import Code, Done, Extract, Extracted, Job, answer, lost, prepare
from communique.store import Writer, ledger, prints
from communique.store.writer import now
from communique.stream import safely

AHEAD = 48  # items under way for each worker
AHEAD_BYTES = 32 << 20  # … or fewer, where they are large
READ, CODE = 8, 4  # items handed to a worker at a time
CHUNK_BYTES = 1 << 20
EVERY = 5.0  # seconds after which what is done is stored, also if it is no whole batch
PASSED = 500  # items passed over in a row before workers are looked after again
Sourced = tuple[str | None, Item]  # what stood on the command line, and an item of it


class Intake:
    """A crew, a database and what is asked. Use it in a `with`; `take` may be called again and again.

    Raises KnowledgeError or ModelError where the crew cannot start.
    """

    def __init__(self, writer: Writer, plan: Plan, *, changes: Changes | None = None,
                 told: Callable[[Tally], None] | None = None) -> None:
        """`changes` notes whose events have become others; `told` is told the counts as they grow."""
        self.writer, self.plan, self.changes, self.told = writer, plan, changes, told
        task = Task(partial(prepare, plan.settings), partial(answer, settings=plan.settings))
        self.crew: Crew[Job, Done] = Crew(plan.workers, task, lost, plan.limit)
        self.copies = Copies(writer.db, writer.text)
        self.coder = ""
        self.tally = Tally()
        self.window: deque[Entry] = deque()
        self.bytes = 0  # of the items in the window
        self.decided = 0  # entries at the front of the window of which it is known whether they are copies
        self.to_read: deque[Entry] = deque()
        self.to_code: deque[tuple[Entry, int]] = deque()
        self.given: dict[int, list[tuple[Entry, int]]] = {}  # by chunk: what a worker has, and which try it is
        self.chunks = 0
        self.stored_at = time.monotonic()

    def __enter__(self) -> Self:
        with ExitStack() as undo:
            undo.callback(self.crew.close)
            self.coder = str(self.crew.start())
            undo.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.crew.close()

    def take(self, items: Iterable[Sourced], stop: Callable[[], bool] = lambda: False) -> Tally:
        """Takes in all items; the counts. Once `stop` says so, only what is under way is finished."""
        self.tally = Tally()
        source = iter(items)
        more = True
        while more or self.window:
            if stop():
                self._finish()
                break
            more = more and self._fill(source)
            self._hand_out()
            self._take_back()
            self._decide()
            self._hand_out()
            self._store(whole=not more)
            if self.told:
                self.told(self.tally)
        return self.tally

    # what comes in

    def _fill(self, source: Iterator[Sourced]) -> bool:
        """Fills the window; whether there may be more."""
        passed = 0
        while (len(self.window) < AHEAD * self.plan.workers and self.bytes < AHEAD_BYTES) and passed < PASSED:
            name, item = next(source, (None, None))
            if item is None:
                return False
            entry = Entry(name, item, item.digest())
            self.tally.seen += 1
            if self._is_done(entry):
                passed += 1
                self.tally.passed += 1
                self.tally.passed_bytes += entry.size
                continue
            self.window.append(entry)
            self.bytes += entry.size
            if item.fault is not None:
                entry.fault = item.fault
            else:
                self.to_read.append(entry)
        return True

    def _is_done(self, entry: Entry) -> bool:
        """Whether the ledger knows this very item, done by this coder as it would be done now."""
        found = ledger.known(self.writer.db, entry.item.key)
        if found is None or found[1:] != (entry.digest, self.coder):
            return False
        return {"coded": not self.plan.recode, "copy": self.plan.copies, "set aside": not self.plan.retry}.get(
            found[0], False)

    # what workers do

    def _hand_out(self) -> None:
        """Idle workers get something to code, else something to read."""
        while self.crew.has_room() and (chunk := self._to_code() or self._to_read()):
            self.chunks += 1
            self.given[self.chunks] = [(entry, entry.turn) for entry, _ in chunk]
            self.crew.give(self.chunks, [job for _, job in chunk])

    def _to_code(self) -> list[tuple[Entry, Job]]:
        chunk: list[tuple[Entry, Job]] = []
        while self.to_code and len(chunk) < CODE:
            entry, turn = self.to_code.popleft()
            if entry.turn == turn and entry.read is not None:
                chunk.append((entry, Code(entry.read.report, entry.first is not None)))
        return chunk

    def _to_read(self) -> list[tuple[Entry, Job]]:
        chunk: list[tuple[Entry, Job]] = []
        size = 0
        while self.to_read and len(chunk) < READ and size < CHUNK_BYTES:
            entry = self.to_read.popleft()
            size += entry.size
            chunk.append((entry, Extract(entry.item, self.plan.copies)))
        return chunk

    def _take_back(self) -> None:
        """What workers have done since."""
        for number, answers in self.crew.finished():
            for (entry, turn), done in zip(self.given.pop(number), answers, strict=True):
                if entry.turn != turn:
                    continue  # decided anew meanwhile
                if isinstance(done, Extracted):
                    entry.read = done
                    entry.let_go()
                elif isinstance(done, Fault):
                    entry.fault = done
                    self._undo(entry)
                else:
                    entry.record = done

    # which are copies

    def _decide(self) -> None:
        """Decides, in the order of the items, whether they are copies, as far as all before them are read."""
        while self.decided < len(self.window):
            entry = self.window[self.decided]
            if entry.read is None and entry.fault is None:
                return
            self.decided += 1
            if entry.fault is None and entry.read is not None:
                first = self._first(entry.read)
                if first is None and entry.read.print is not None:
                    self.copies.add(entry.read.report, entry.read.print)
                if entry.settle(first):
                    self.to_code.append((entry, entry.turn))

    def _first(self, read: Extracted) -> str | None:
        if read.print is None or read.report.pairs:
            return None
        return self.copies.first_of(read.report, read.print)

    def _undo(self, failed: Entry) -> None:
        """What was read and came to nothing is no first any more."""
        at = next(n for n, entry in enumerate(self.window) if entry is failed)
        if failed.read is not None and at < self.decided:
            self._forget_prints([failed])
            self._decide_again(at + 1)

    def _decide_again(self, at: int) -> None:
        """All that was decided from there on is decided again."""
        self._forget_prints(list(self.window)[at:self.decided])
        self.decided = min(at, self.decided)

    def _forget_prints(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            if entry.read is not None and entry.first is None:
                self.copies.forget(entry.read.report.id)

    # what is stored

    def _store(self, *, whole: bool) -> None:
        """Stores what is done at the front of the window, if it is a batch, or has waited, or nothing else goes on."""
        number = next((n for n, entry in enumerate(self.window) if not entry.is_done()), len(self.window))
        number = min(number, self.decided)
        full = len(self.window) >= AHEAD * self.plan.workers or self.bytes >= AHEAD_BYTES
        late = time.monotonic() - self.stored_at > EVERY
        if number and (number >= self.plan.batch or full or late or (whole and number == len(self.window))):
            self._store_first(number)

    def _store_first(self, number: int) -> None:
        """Stores so many; fewer, where one of them turns out to be no record after all."""
        front: list[Entry] = []
        good = True
        try:
            with self.writer.batch():
                while good and len(front) < number:
                    front.append(self.window.popleft())
                    good = self._put_or_set_aside(front[-1])
                ledger.note_under_way(self.writer.db, (
                    entry.line("seen" if entry.read is None else "read") for entry in self.window), now())
        except sqlite3.OperationalError as error:
            raise StoreError(f"{self.writer.path} cannot be written ({error}).") from error
        self.decided -= len(front)
        size = sum(entry.size for entry in front)
        self.bytes -= size
        self.tally.bytes += size
        self._forget_prints(front)
        if not good:
            self._decide_again(0)
        self.stored_at = time.monotonic()

    def _put_or_set_aside(self, entry: Entry) -> bool:
        """Stores a record; one that cannot be stored is set aside like one that cannot be read, and False."""
        good = True
        if entry.fault is None:
            try:
                with self.writer.apart():
                    safely(partial(self._put, entry))
                return True
            except ReportError as error:
                if isinstance(error.__cause__, sqlite3.OperationalError):
                    raise error.__cause__ from None  # the database's mistake, not the report's
                entry.fault, good = Fault(error.kind, str(error)), False
        self.tally.aside[entry.fault.kind] += 1
        self.writer.note(entry.line("set aside", self.coder, kind=entry.fault.kind, reason=entry.fault.message))
        return good

    def _put(self, entry: Entry) -> None:
        record, report = entry.whole_record(), entry.report_id()
        db = self.writer.db
        if entry.first is not None and prints.number_of(db, entry.first) is None:
            return self.writer.note(entry.line("seen"))  # its first was deleted meanwhile: it is done the next time
        if self.changes is not None:
            self.changes.note(self.writer, record)
        state = "coded" if entry.first is None else "copy"
        is_new = self.writer.put(record, line=entry.line(state, self.coder, report=report))
        number = prints.number_of(db, report)
        if self.plan.copies and number is not None:
            self.copies.keep(report, number)
        self._count(record, entry, is_new)
        return None

    def _count(self, record: dict[str, Any], entry: Entry, is_new: bool) -> None:
        self.tally.copies += entry.first is not None
        self.tally.coded += entry.first is None
        self.tally.same += entry.first is None and not is_new
        self.tally.events += len(record["events"])

    def _finish(self) -> None:
        """Ends early: what workers have in hand is waited for, what is done at the front stored, the rest left."""
        self.tally.stopped = True
        while self.given:
            self._take_back()
        self._decide()
        number = next((n for n, entry in enumerate(self.window) if not entry.is_done()), len(self.window))
        number = min(number, self.decided)
        self._store_first(number)
        self._forget_prints(self.window)
        self.tally.seen -= len(self.window)
        for left in (self.window, self.to_read, self.to_code):
            left.clear()
        self.bytes = self.decided = 0
