"""How fast a large record database answers: thirty questions, dyads, exports, memory, and SQL by hand beside them.

    python benchmarks/store.py [--events 200000] [--db FILE] [--rows 1000000] [--append]

Without `--db` a database is made in a temporary folder and deleted; with it, one that is there is used again. Times are
of the wall clock, with CPU seconds beside them, since the machine may be shared; each question is asked `--times` times
(the first time with cold caches of ours, warm ones of the system).
"""

from __future__ import annotations

import argparse
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from store_records import fill

import communique
from communique.store import EventFilter, RecordBook, StatementFilter, View

PAGE = 50
DYAD = {"actor": "USA", "with_": "CHN"}


def main() -> int:
    """Makes the database if need be, measures, prints."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="communique-store-") as folder:
        path = Path(options.db or Path(folder, "record.db"))
        if not path.is_file():
            started = time.perf_counter()
            fill(path, options.events, says=lambda text: print(f"  {text}", flush=True))
            print(f"filled in {time.perf_counter() - started:.0f} s, {path.stat().st_size / 1e9:.1f} GB")
        measure(path, options.times, options.rows, Path(folder))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--db")
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--rows", type=int, default=1_000_000)
    return parser.parse_args()


def measure(path: Path, times: int, rows: int, folder: Path) -> None:
    """All figures of one database."""
    with communique.open_record(path) as book:
        print(f"{book.view.count_events(EventFilter(typed=False)):,} events")
        every = list(_questions(book, times))
        print(f"p95 of thirty questions, {times} times each: {_p95(every) * 1000:.0f} ms, "
              f"median {statistics.median(every) * 1000:.1f} ms")
        _dyads(book, times)
        print(f"memory until here: {_memory():.0f} MB")
    _exports(path, rows, folder)
    print(f"memory at the end: {_memory():.0f} MB")


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _p95(values: list[float]) -> float:
    return sorted(values)[max(0, int(0.95 * len(values)) - 1)]


@contextmanager
def timed(name: str, *, to: list[float] | None = None) -> Iterator[None]:
    """Prints how long it took, or notes it."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    if to is not None:
        to.append(wall)
    else:
        print(f"  {name:58} {wall * 1000:9.1f} ms  cpu {cpu * 1000:9.1f} ms", flush=True)


def _questions(book: RecordBook, times: int) -> Iterator[float]:
    for name, ask in QUESTIONS.items():
        seen: list[float] = []
        cpu = time.process_time()
        for _ in range(times):
            with timed(name, to=seen):
                got = ask(book.view)
        cpu = (time.process_time() - cpu) / times
        print(f"  {name:58} {statistics.median(seen) * 1000:9.1f} ms  worst {max(seen) * 1000:9.1f}  "
              f"cpu {cpu * 1000:9.1f}  → {got}", flush=True)
        yield from seen


def _page(newest: bool = False, **wanted: Any) -> Callable[[View], int]:
    return lambda view: len(list(view.events(EventFilter(**wanted), limit=PAGE, newest_first=newest)))


def _said(**wanted: Any) -> Callable[[View], int]:
    return lambda view: len(list(view.statements(StatementFilter(**wanted), limit=PAGE)))


def _count(**wanted: Any) -> Callable[[View], int]:
    return lambda view: view.count_events(EventFilter(**wanted))


QUESTIONS: dict[str, Callable[[View], int]] = {
    "first page of all": _page(),
    "last page of all": _page(newest=True),
    "page of a state": _page(actor="CHN"),
    "newest of a state": _page(newest=True, actor="CHN"),
    "page of a dyad": _page(**DYAD),
    "newest of a dyad": _page(newest=True, **DYAD),
    "page of a rare dyad": _page(actor="PRT", with_="BOL"),
    "page of a person": _page(actor="chn-person-1"),
    "page of a source": _page(source="FRA", since="2019"),
    "page of a target and type": _page(target="UKR", type="ASSAULT"),
    "members of a body, one month": _page(members_of="nato", since="2020-05", until="2020-05"),
    "page of a type": _page(type="CONSULT", since="2018-03-04"),
    "two types, two statuses, from a day": _page(type=("AID", "SANCTION"), status=("denied", "ongoing"), since="2021"),
    "mode and quad class": _page(mode="visit", quad=1, since="2017"),
    "a CAMEO root": _page(cameo="19", since="2020"),
    "in a country": _page(place="DEU", since="2016-06"),
    "in a rare country": _page(place="BOL"),
    "mechanism": _page(mechanism="nuclear talks"),
    "a context and an actor": _page(actor="RUS", context="military", since="2022"),
    "topic": _page(topic="grain export", since="2019"),
    "outlet": _page(outlet="Outlet 3", since="2022"),
    "rare outlet": _page(outlet="Outlet 290"),
    "two words": _page(text="grain export"),
    "two words and a dyad": _page(text="ceasefire talks", **DYAD),
    "a phrase": _page(text='"nuclear talks"'),
    "two words said": _said(text="sanctions missile"),
    "statements of a state about a topic": _said(speaker="USA", about="grain export"),
    "agenda of a country, six weeks": lambda view: len(view.agenda(
        country="FRA", since="2024-11-20", until="2024-12-31")),
    "count of all": _count(),
    "count of a dyad": _count(**DYAD),
    "count of a type in a year": _count(type="ASSAULT", since="2021", until="2021"),
    "count of a state": _count(actor="USA"),
}


def _dyads(book: RecordBook, times: int) -> None:
    db = sqlite3.connect(book.view.path)
    for name, ask in {
        "one dyad by month": lambda: len(list(book.dyads(**DYAD))),
        "one dyad by month, SQL by hand": lambda: len(db.execute(BY_HAND + " AND s.party = 'USA' AND t.party = 'CHN' " +
                                                                GROUPED).fetchall()),
        "all dyads by month": lambda: book.dyads().to_arrow().num_rows,
        "all dyads by month, as rows": lambda: sum(1 for _ in book.dyads()),
        "all dyads by month, SQL by hand": lambda: len(db.execute(BY_HAND + GROUPED).fetchall()),
        "dyads of a state by year": lambda: len(list(book.dyads(actor="CHN", freq="Y"))),
        "assaults by dyad and week of a year": lambda: len(list(book.dyads(type="ASSAULT", freq="W", since="2020",
                                                                           until="2020"))),
    }.items():
        for _ in range(1 if "by hand" in name else min(3, times)):
            with timed(name):
                ask()
    db.close()


BY_HAND = ("SELECT substr(e.day, 1, 7) AS period, s.party, t.party, count(DISTINCT e.id), avg(e.intensity) "
           "FROM events e JOIN event_actors s ON s.event = e.id AND s.role = 'source' JOIN event_actors t "
           "ON t.event = e.id AND t.role = 'target' WHERE e.day NOT NULL AND e.type NOT NULL "
           "AND e.status IN ('happened', 'ongoing') AND s.party <> t.party")
GROUPED = " GROUP BY 1, 2, 3"


def _exports(path: Path, rows: int, folder: Path) -> None:
    with View(path) as view, timed(f"{rows:,} events read"):
        for _ in islice(view.events(EventFilter(), limit=rows), rows):
            pass


if __name__ == "__main__":
    raise SystemExit(main())
