"""Chunks of work in, their answers out, by several processes that may die or hang.

Each worker has a pipe of its own and shares no lock with the others, so the death of one (out of memory, a fault in
compiled code) is seen at once as the end of its pipe, and it is known what it was working on. Its chunk is then
given piece by piece to a new worker, which finds the piece that kills. With a limit, one that takes too long is ended
and replaced in the same way. A worker whose parent is gone ends by itself, whatever it is doing.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from communique.errors import CommuniqueError

Piece = TypeVar("Piece")
Answer = TypeVar("Answer")
AHEAD = 4  # chunks for each worker that are under way or wait for an earlier one
DIED, SLOW = "died", "slow"  # why a piece has no answer
FACTOR = 4  # limits that a chunk of several pieces may take; then each is tried alone


@dataclass(frozen=True, slots=True)
class Task(Generic[Piece, Answer]):
    """What a worker does: `prepare` once, then `answer` to each chunk. Both must be picklable, and so must be what
    they return."""

    prepare: Callable[[], object]
    answer: Callable[[list[Piece]], list[Answer]]


def answers(chunks: Iterable[list[Piece]], size: int, task: Task[Piece, Answer],
            lost: Callable[[Piece], Answer]) -> Iterator[list[Answer]]:
    """The answers to each chunk, in order. `lost` gives the answer to a piece that kills its worker.

    What `prepare` raises in a worker is raised here. Only a few chunks are under way or waiting for their turn at any
    time, so memory does not grow with the input.
    """
    crew = Crew(size, task, lambda piece, why: lost(piece))
    try:
        crew.start()
        yield from _in_order(iter(chunks), crew)
    finally:
        crew.close()


def _in_order(chunks: Iterator[list[Piece]], crew: Crew[Piece, Answer]) -> Iterator[list[Answer]]:
    """Idle workers get the next chunks; what comes back waits until it is its turn."""
    done: dict[int, list[Answer]] = {}
    given = turn = 0
    more = True
    while more or turn < given:
        while more and crew.has_room() and given - turn < crew.size * AHEAD:
            chunk = next(chunks, None)
            more = chunk is not None
            if chunk is not None:
                crew.give(given, chunk)
                given += 1
        done.update(crew.finished())
        while turn in done:
            yield done.pop(turn)
            turn += 1


class Crew(Generic[Piece, Answer]):
    """Some workers, each with a chunk or idle. `lost` gives the answer to a piece that has none, and is told why
    (DIED or SLOW). `limit`: seconds that one piece may take."""

    def __init__(self, size: int, task: Task[Piece, Answer], lost: Callable[[Piece, str], Answer],
                 limit: float | None = None) -> None:
        self.size = size
        self._workers: list[_Worker[Piece, Answer]] = []
        self._made = (task, lost, limit)

    def start(self) -> object:
        """Starts all; what `prepare` returned in the first of them. Raises what it raised."""
        for _ in range(self.size):
            self._workers.append(_Worker(*self._made))
        made = [worker.await_ready() for worker in self._workers]
        return made[0]

    def has_room(self) -> bool:
        """Whether a worker is idle."""
        return any(worker.is_idle() for worker in self._workers)

    def give(self, number: int, chunk: list[Piece]) -> None:
        """Hands a chunk to an idle worker; `finished` gives its answers back under its number."""
        next(worker for worker in self._workers if worker.is_idle()).give(number, chunk)

    def finished(self) -> list[tuple[int, list[Answer]]]:
        """The chunks that are done since; waits for the first, if any is under way."""
        busy = {worker.pipe: worker for worker in self._workers if not worker.is_idle()}
        out: list[tuple[int, list[Answer]]] = []
        while busy and not out:
            ready = set(wait(list(busy), self._patience(busy.values())))
            out += [worker.done() for worker in busy.values()
                    if (worker.pipe in ready or worker.is_late()) and worker.step(worker.pipe in ready)]
            busy = {worker.pipe: worker for worker in self._workers if not worker.is_idle()}
        return out

    @staticmethod
    def _patience(workers: Iterable[_Worker[Piece, Answer]]) -> float | None:
        """Seconds until the first is late."""
        ends = [worker.end for worker in workers if worker.end is not None]
        return max(0.0, min(ends) - time.monotonic()) if ends else None

    def close(self) -> None:
        """Ends all processes."""
        for worker in self._workers:
            worker.close()


class _Worker(Generic[Piece, Answer]):
    """A process with a pipe to it, the pieces it is working on and those that are to follow one by one."""

    def __init__(self, task: Task[Piece, Answer], lost: Callable[[Piece, str], Answer], limit: float | None) -> None:
        self.task, self.lost, self.limit = task, lost, limit
        self.number: int | None = None
        self.under_way: list[Piece] = []
        self.later: deque[Piece] = deque()
        self.found: list[Answer] = []
        self.end: float | None = None  # when what is under way is late
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, self.task), daemon=True)
        self.process.start()
        theirs.close()  # so that their death ends the pipe

    def await_ready(self) -> Any:
        """Waits until the worker has prepared itself; what it made of it, or raises what went wrong there."""
        try:
            failure, made = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise CommuniqueError("A worker died before it could start. Try again with fewer --workers.") from error
        if failure is not None:
            raise failure
        return made

    def is_idle(self) -> bool:
        return self.number is None

    def is_late(self) -> bool:
        return self.end is not None and time.monotonic() >= self.end

    def give(self, number: int, chunk: list[Piece]) -> None:
        """Hands over a chunk; if the worker is gone, `step` will notice."""
        self.number, self.found = number, []
        self._send(chunk)

    def step(self, is_ready: bool) -> bool:
        """Takes in what came back, or what is known of a death or a delay; whether the whole chunk is done."""
        found = self._received() if is_ready else None
        if found is not None:
            self.found += found
        else:
            pieces, why = self.under_way, DIED if is_ready else SLOW
            self._replace()
            if len(pieces) == 1:
                self.found.append(self.lost(pieces[0], why))
            else:
                self.later.extend(pieces)
        self.under_way, self.end = [], None
        if self.later:
            self._send([self.later.popleft()])
            return False
        return True

    def done(self) -> tuple[int, list[Answer]]:
        """The number of the chunk and its answers; the worker is idle."""
        number, self.number = self.number, None
        return -1 if number is None else number, self.found

    def _send(self, chunk: list[Piece]) -> None:
        self.under_way = chunk
        if self.limit is not None:
            self.end = time.monotonic() + self.limit * min(len(chunk), FACTOR)
        try:
            self.pipe.send(chunk)
        except OSError:
            self.process.join()

    def _received(self) -> list[Answer] | None:
        try:
            found: list[Answer] = self.pipe.recv()
        except (EOFError, OSError):
            return None
        return found

    def _replace(self) -> None:
        """Another process in the place of one that is gone or has to go."""
        self.pipe.close()
        self.process.kill()
        self.process.join()
        self._start()
        self.await_ready()

    def close(self) -> None:
        """Ends the process: it stops when its pipe does, and is made to when it is in the middle of something."""
        self.pipe.close()
        if self.number is not None:
            self.process.kill()
        self.process.join()


def _serve(pipe: Connection, task: Task[Any, Any]) -> None:
    """In the worker: prepares, says so, and answers chunks until there are no more."""
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.SIG_IGN)  # a stop is the parent's to handle
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        made = task.prepare()
    except CommuniqueError as error:
        pipe.send((error, None))
        return
    pipe.send((None, made))
    while True:
        try:
            chunk = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            pipe.send(task.answer(chunk))
        except OSError:
            return


def _end_with_parent() -> None:
    """Whoever started this process may be killed while it works: then nobody waits for the answer."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
