"""Lines of JSON in, lines of JSON out: one report a line, in order, none lost, in constant memory.

This is where the one guard stands: whatever goes wrong within one report becomes an error line in its place, and the
run goes on. With several workers (`crew.py`) each loads a reader of its own and is given a few lines at a time; what
comes out does not depend on how many there are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from pathlib import Path
from traceback import extract_tb
from typing import Any, Protocol, TypeVar

import communique
from communique.analyse.model import DEFAULT_MODEL
from communique.crew import Task, answers
from communique.errors import CommuniqueError, ReportError
from communique.ingest import id_of, report_of
from communique.pipeline import Reader

T = TypeVar("T")
CHUNK_LINES = 16  # lines handed to a worker at a time
CHUNK_BYTES = 1 << 18  # … or fewer, where they are long


@dataclass(frozen=True, slots=True)
class Settings:
    """What a worker needs to make a reader like everybody else's."""

    knowledge: str | None = None
    model: str = DEFAULT_MODEL
    rules_only: bool = False
    gate: bool = False


class Work(Protocol):
    """What is done with one line, by the settings given."""

    def __call__(self, line: bytes, settings: Settings, /) -> bytes: ...


def read_record(line: bytes, settings: Settings) -> bytes:
    """A line with a report → the line with its record."""
    return dumps(reader(settings).read_report(report_of(line)).to_dict())


def stream(lines: Iterable[bytes], settings: Settings, *, workers: int = 1,
           work: Work = read_record) -> Iterator[bytes]:
    """Each line's answer, in order, without line ends. Raises KnowledgeError or ModelError before the first."""
    if workers > 1:
        task = Task(partial(_prepare, settings), partial(_answer, settings=settings, work=work))
        return chain.from_iterable(answers(_chunks(lines), workers, task, _crashed))
    reader(settings)
    return (guarded(line, settings, work) for line in lines)


def guarded(line: bytes, settings: Settings, work: Work) -> bytes:
    """The work on one line, or the error that came of it."""
    try:
        return safely(partial(work, line, settings))
    except CommuniqueError as error:
        return error_line(line, error.kind, str(error))


def safely(work: Callable[[], T]) -> T:
    """The work on one report; what nobody foresaw becomes a ReportError. The one broad guard of the program."""
    try:
        return work()
    except CommuniqueError:
        raise
    except Exception as error:  # one bad report must not end a run of thousands
        at = extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} in {Path(at.filename).name}, line {at.lineno}: {error}"
        raise ReportError(f"{where}. Please report this, with the input.", kind="internal") from error


def error_line(line: bytes, kind: str, message: str) -> bytes:
    """What stands in the place of a record that could not be made."""
    return dumps({"id": id_of(line), "error": {"kind": kind, "message": message}})


def dumps(value: Any) -> bytes:
    """A line of JSON in UTF-8; half a surrogate pair, which UTF-8 has no bytes for, is written as an escape."""
    try:
        return json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(value).encode()


@cache
def reader(settings: Settings) -> Reader:
    """The one reader of this process for these settings."""
    return communique.load(knowledge=settings.knowledge, model=settings.model, rules_only=settings.rules_only,
                           gate=settings.gate)


def _prepare(settings: Settings) -> None:
    """In a worker: the reader is made before the first line."""
    reader(settings)


def _answer(chunk: list[bytes], settings: Settings, work: Work) -> list[bytes]:
    return [guarded(line, settings, work) for line in chunk]


def _crashed(line: bytes) -> bytes:
    return error_line(line, "crashed", "The worker died on this report. Is it too long for the memory of the machine?")


def _chunks(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """A few lines at a time, fewer where they are long."""
    chunk: list[bytes] = []
    size = 0
    for line in lines:
        chunk.append(line)
        size += len(line)
        if len(chunk) >= CHUNK_LINES or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
