"""Chunks of lines in, their answers out in the same order, by several processes that may die.

Each worker has a pipe of its own and shares no lock with the others, so the death of one (out of memory, a fault in
compiled code) is seen at once as the end of its pipe, and it is known what it was working on. Its chunk is then
given line by line to a new worker, which finds the line that kills. Only a few chunks are under way or waiting for
their turn at any time, so memory does not grow with the input.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait

from communique.errors import CommuniqueError

Lost = Callable[[bytes], bytes]
AHEAD = 4  # chunks for each worker that are under way or wait for an earlier one


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker does: `prepare` once, then `answer` to each chunk. Both must be picklable."""

    prepare: Callable[[], object]
    answer: Callable[[list[bytes]], list[bytes]]


def answers(chunks: Iterable[list[bytes]], size: int, task: Task, lost: Lost) -> Iterator[list[bytes]]:
    """The answers to each chunk, in order. `lost` gives the answer to a line that kills its worker.

    What `prepare` raises in a worker is raised here.
    """
    crew = [_Worker(task) for _ in range(size)]
    try:
        for worker in crew:
            worker.await_ready()
        yield from _in_order(iter(chunks), crew, lost)
    finally:
        for worker in crew:
            worker.close()


def _in_order(chunks: Iterator[list[bytes]], crew: list[_Worker], lost: Lost) -> Iterator[list[bytes]]:
    """Idle workers get the next chunks; what comes back waits until it is its turn."""
    done: dict[int, list[bytes]] = {}
    given = turn = 0
    more = True
    while more or turn < given:
        for worker in crew:
            if more and worker.chunk is None and given - turn < len(crew) * AHEAD:
                chunk = next(chunks, None)
                more = chunk is not None
                if chunk is not None:
                    worker.give(given, chunk)
                    given += 1
        for worker in _ready(crew):
            number, found = worker.take(lost)
            done[number] = found
        while turn in done:
            yield done.pop(turn)
            turn += 1


def _ready(crew: list[_Worker]) -> list[_Worker]:
    """The workers that have answered or died; waits for the first."""
    busy = {worker.pipe: worker for worker in crew if worker.chunk is not None}
    return [busy[pipe] for pipe in wait(list(busy))] if busy else []  # type: ignore[index]


class _Worker:
    """A process with a pipe to it and the chunk it is working on."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.number = -1
        self.chunk: list[bytes] | None = None
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, self.task), daemon=True)
        self.process.start()
        theirs.close()  # so that their death ends the pipe

    def await_ready(self) -> None:
        """Waits until the worker has prepared itself; raises what went wrong there."""
        try:
            failure = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise CommuniqueError("A worker died before it could start. Try again with fewer --workers.") from error
        if failure is not None:
            raise failure

    def give(self, number: int, chunk: list[bytes]) -> None:
        """Hands over a chunk; if the worker is gone, `take` will notice."""
        self.number, self.chunk = number, chunk
        self._send(chunk)

    def take(self, lost: Lost) -> tuple[int, list[bytes]]:
        """The number of the chunk and its answers."""
        chunk, self.chunk = self.chunk or [], None
        found = self._received()
        return self.number, found if found is not None else [self._alone(line, lost) for line in chunk]

    def _alone(self, line: bytes, lost: Lost) -> bytes:
        """One line by itself, in a new process where the last one is gone."""
        if not self.process.is_alive():
            self.close()
            self._start()
            self.await_ready()
        self._send([line])
        found = self._received()
        return found[0] if found is not None else lost(line)

    def _send(self, chunk: list[bytes]) -> None:
        try:
            self.pipe.send(chunk)
        except OSError:
            self.process.join()

    def _received(self) -> list[bytes] | None:
        try:
            found: list[bytes] = self.pipe.recv()
        except (EOFError, OSError):
            self.process.join()
            return None
        return found

    def close(self) -> None:
        """Ends the process: it stops when its pipe does, and is made to when it is in the middle of something."""
        self.pipe.close()
        if self.chunk is not None:
            self.process.terminate()
        self.process.join()


def _serve(pipe: Connection, task: Task) -> None:
    """In the worker: prepares, says so, and answers chunks until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a stop by hand is the parent's to handle
    try:
        task.prepare()
    except CommuniqueError as error:
        pipe.send(error)
        return
    pipe.send(None)
    while True:
        try:
            chunk = pipe.recv()
        except EOFError:
            return
        pipe.send(task.answer(chunk))
