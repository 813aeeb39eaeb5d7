"""How fast a large record database answers: questions, panels, exports, memory, and SQL by hand in turn with them.

    python benchmarks/store.py [--events 200000] [--db FILE] [--times 5] [--months 24]

Without `--db` a database is made in a temporary folder and deleted; with it, one that is there is used again. Every
figure is told twice: by the clock on the wall and in CPU time of the process, since the machine may be shared.
Questions are asked in rounds, each right after its SQL by hand (`store_questions.py`), so that both meet with the same
load.
"""

from __future__ import annotations

import argparse
import csv
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from store_questions import IN_ORDER, PANELS, QUESTIONS, ROWS, Ask
from store_records import fill

import communique
from communique.exports import export
from communique.store import EventFilter, RecordBook, View

BY_HAND = 2  # rounds in which SQL by hand is asked too: some of it takes seconds


def main() -> int:
    """Makes the database if need be, measures, prints."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="communique-store-") as folder:
        path = Path(options.db or Path(folder, "record.db"))
        if not path.is_file():
            started = time.perf_counter()
            fill(path, options.events, says=lambda text: print(f"  {text}", flush=True))
            print(f"filled in {time.perf_counter() - started:.0f} s, {path.stat().st_size / 1e9:.1f} GB")
        measure(path, options.times)
        _exports(path, options.months, Path(folder))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--db")
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--months", type=int, default=24, help="of events to be exported, from 2018 on")
    return parser.parse_args()


@dataclass
class Times:
    """How long something took, each time, in seconds."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    rows: int = 0

    def take(self, ask: Callable[[], int]) -> None:
        """Asks, and notes the time."""
        wall, cpu = time.perf_counter(), time.process_time()
        self.rows = ask()
        self.wall.append(time.perf_counter() - wall)
        self.cpu.append(time.process_time() - cpu)

    def row(self, name: str, hand: Times) -> str:
        """A line of the table: medians in milliseconds, the worst, and the ratio to SQL by hand."""
        wall, cpu = (statistics.median(times) * 1000 for times in (self.wall, self.cpu))
        ratio = f"{statistics.median(self.cpu) / statistics.median(hand.cpu):10.3f}" if hand.cpu else f"{'':10}"
        byhand = f"{statistics.median(hand.cpu) * 1000:10.1f}" if hand.cpu else f"{'':10}"
        return f"  {name:40}{wall:10.1f}{cpu:10.1f}{max(self.wall) * 1000:10.1f}{byhand}{ratio}  → {self.rows:,}"


def measure(path: Path, times: int) -> None:
    """All questions and panels of one database."""
    with communique.open_record(path) as book, closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        db.execute("PRAGMA cache_size = -65536")
        print(repr(book), f"\n  {'medians, ms':40}{'wall':>10}{'cpu':>10}{'worst':>10}{'by hand':>10}{'ratio':>10}")
        every = _rounds(book, db, QUESTIONS, times)
        for name in ("wall", "cpu"):
            taken = sorted(value * 1000 for one in every for value in getattr(one, name))
            print(f"{len(QUESTIONS)} questions, {times} times each, {name}: "
                  f"p95 {taken[int(0.95 * len(taken)) - 1]:.0f} ms, median {statistics.median(taken):.1f} ms")
        print(f"memory until here: {_memory():.0f} MB")
        _rounds(book, db, PANELS, times)
        print(f"memory until here: {_memory():.0f} MB")


def _rounds(book: RecordBook, db: sqlite3.Connection, asked: dict[str, tuple[Ask, str]], times: int) -> list[Times]:
    ours, theirs = {name: Times() for name in asked}, {name: Times() for name in asked}
    for number in range(times):
        for name, (ask, sql) in asked.items():
            if sql and number < BY_HAND:
                theirs[name].take(lambda sql=sql: len(db.execute(sql).fetchall()))  # type: ignore[misc]
            ours[name].take(lambda ask=ask: ask(book))  # type: ignore[misc]
    for name in asked:
        print(ours[name].row(name, theirs[name]), flush=True)
    return list(ours.values())


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _exports(path: Path, months: int, folder: Path) -> None:
    """A span of months as Parquet and CSV; a twelfth of it as CSV by hand."""
    until = f"{2018 + (months - 1) // 12}-{(months - 1) % 12 + 1:02}"
    with View(path) as view, closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        for wanted in (EventFilter(since="2018", until="2018-02"), EventFilter(since="2018", until=until)):
            for form in ("parquet", "csv"):
                taken = Times()
                taken.take(lambda: export(view, form, folder / f"out.{form}", wanted).rows)  # noqa: B023
                print(f"  {form} of {taken.rows:,} events: wall {taken.wall[0]:.1f} s, cpu {taken.cpu[0]:.1f} s; "
                      f"memory until here: {_memory():.0f} MB", flush=True)
        taken = Times()
        taken.take(lambda: _by_hand(db, folder / "hand.csv"))
        print(f"  csv of {taken.rows:,} events by hand: wall {taken.wall[0]:.1f} s, cpu {taken.cpu[0]:.1f} s")


def _by_hand(db: sqlite3.Connection, path: Path) -> int:
    rows, count = db.execute(f"{ROWS} AND e.day >= '2018' AND e.day <= '2018-02~'{IN_ORDER}"), 0
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        while batch := list(islice(rows, 2000)):
            table.writerows(batch)
            count += len(batch)
    return count


if __name__ == "__main__":
    raise SystemExit(main())
