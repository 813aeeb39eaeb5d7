"""Reads one source in a process of its own, which may take so much time and memory, and says what came of it."""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path
from traceback import extract_tb
from typing import Any

from communique.errors import ReportError
from communique.ingest.options import Options
from communique.ingest.read_item import read_item
from communique.ingest.sources import items

SECONDS = 30  # of a processor
PATIENCE = 180  # seconds by the clock: others may be at work on the machine
MEMORY = 3 << 29  # bytes of address space beyond what the process has when it starts
BAD = ("crash", "hang", "memory", "died", "leak", "nothing")


@dataclass(slots=True)
class Outcome:
    """`what`: read, partly, set aside, or one of BAD. `faults`: kinds of faults and how many there are of each."""

    what: str
    reports: int = 0
    faults: dict[str, int] = field(default_factory=dict)
    where: str = ""  # of a crash
    seconds: float = 0.0  # of a processor
    memory: float = 0.0  # megabytes at most


def read_limited(path: Path, canary: str) -> Outcome:
    """What comes of reading a file. `canary`: words that must not be in any report."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _child(path, canary, writing)
    os.close(writing)
    told = _told(reading)
    os.close(reading)
    if told is None:
        os.kill(child, signal.SIGKILL)
    _, status, usage = os.wait4(child, 0)
    if told is None:
        out = Outcome("hang")
    else:
        out = Outcome(**json.loads(told)) if told else _ended(status)
    out.seconds, out.memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    return out


def _ended(status: int) -> Outcome:
    """What came of a process that said nothing."""
    ended_by = os.WTERMSIG(status)
    return Outcome("hang" if ended_by == signal.SIGXCPU else "died", where=f"signal {ended_by}")


def _told(reading: int) -> bytes | None:
    """What the child says until it ends; None where it does not end."""
    out, end = b"", time.monotonic() + PATIENCE
    while True:
        ready, _, _ = select.select([reading], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            return None
        block = os.read(reading, 1 << 16)
        if not block:
            return out
        out += block


def _child(path: Path, canary: str, writing: int) -> None:
    """Reads and tells; never returns."""
    now = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY, now + MEMORY))
    had = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(had.ru_utime + had.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (spent + SECONDS, spent + SECONDS + 1))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        told: dict[str, Any] = _read(path, canary)
    except MemoryError:
        told = {"what": "memory"}
    except BaseException as error:  # noqa: BLE001  what is looked for
        frames = [f"{Path(one.filename).name}:{one.lineno}" for one in extract_tb(error.__traceback__)]
        told = {"what": "crash", "where": f"{type(error).__name__}: {str(error)[:200]} at {' '.join(frames[-6:])}"}
    os.write(writing, json.dumps(told).encode("ascii", "replace"))
    os._exit(0)


def _read(path: Path, canary: str) -> dict[str, Any]:
    faults: dict[str, int] = {}
    keys: set[str] = set()
    reports = 0
    for item in items([str(path)], Options()):
        if item.key in keys:
            return {"what": "crash", "where": f"the key {item.key} was given twice"}
        keys.add(item.key)
        try:
            report = read_item(item)
        except ReportError as error:
            faults[error.kind] = faults.get(error.kind, 0) + 1
        else:
            reports += 1
            if canary in report.text:
                return {"what": "leak"}
    what = "partly" if reports and faults else "read" if reports else "set aside" if faults else "nothing"
    return {"what": what, "reports": reports, "faults": faults}
