"""How fast pages become stored records, what near copies and the gate save, and whether a long run stays as it began.

    python benchmarks/ingest.py [PAGES]          400 unless told: made-up news, 40 % copies, 30 % no politics
    python benchmarks/ingest.py --texts F.jsonl  the same with the texts of a file, pages and copies made of them
    python benchmarks/ingest.py --long REPORTS   short reports in one run: memory and time at every twentieth

CPU seconds are those of the program with all its workers, less what it takes to start. The ratio is to bare spaCy with
the same model on the texts that were extracted from all pages, copies too. That no event is lost is seen by comparing
with a run in which every page is parsed: the events of reports, and those of a copy against those of its first.
"""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random

from made import Made, copied, mix

from communique.errors import StoreError
from communique.store import EventFilter, View

ROOT = Path(__file__).resolve().parent.parent
COMMAND = "import sys; from communique.cli import main; sys.exit(main())"
RUNS = {"one worker": ("--workers", "1"), "two workers": ("--workers", "2"), "with the gate": ("--gate",),
        "without copies": ("--no-copies",)}
MARKS = 20


def main() -> int:
    """Measures and prints."""
    if "--long" in sys.argv:
        return long_run(int(sys.argv[-1]))
    rules = ("--rules-only",) if "--rules-only" in sys.argv else ()
    words = [word for word in sys.argv[1:] if word != "--rules-only"]
    made = list(given(Path(words[1])) if words[:1] == ["--texts"] else mix(int(words[0]) if words else 400))
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), made, rules)
    return 0


def given(path: Path) -> Iterator[Made]:
    """Pages of the texts of a file, and four copies for every six of them."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    drawn, done = Random(1), 0
    firsts: list[Made] = []
    while done < len(rows):
        n = len(firsts)
        if firsts and drawn.random() < 0.4:
            first = drawn.choice([one for one in firsts[-200:] if one.of is None])
            firsts.append(copied(first, int(first.id[1:]), n, Random(n)))
            continue
        text = str(rows[done]["text"])
        paragraphs = tuple(one.strip() for one in text.split("\n") if one.strip())
        firsts.append(Made(f"r{n:07}", f"Page {n}", paragraphs, "2024-03-05", "Daily", True))
        done += 1
    yield from firsts


def measure(folder: Path, made: list[Made], rules: tuple[str, ...]) -> None:
    """All runs over the same pages."""
    pages = folder / "pages"
    pages.mkdir()
    for one in made:
        (pages / f"{one.id}.html").write_bytes(one.page())
    started = spent(folder / "start.db", folder / "none", rules)
    print(f"{len(made)} pages, {sum(one.of is not None for one in made)} copies, "
          f"{sum(not one.political for one in made)} without politics; {started:.1f} s to start one worker")
    cost = {}
    for name, options in RUNS.items():
        began = time.perf_counter()
        crew = 2 if options[-1] == "2" else 1
        cost[name] = spent(folder / f"{name}.db", pages, (*rules, *options)) - started * crew
        took = time.perf_counter() - began
        rate = len(made) / cost[name]
        print(f"  {name:<15} {rate:7.1f} pages per CPU-second, {took:6.1f} s on the clock", flush=True)
    texts = texts_of(folder / "without copies.db")
    bare = bare_spacy(texts)
    words = sum(len(text.split()) for text in texts)
    print(f"  bare spaCy      {len(texts) / bare:7.1f} texts per CPU-second ({words / bare:,.0f} words)")
    for name, seconds in cost.items():
        print(f"  {name:<15} {bare / seconds:5.2f} of bare spaCy")
    print_lost(folder, made)


def spent(record: Path, source: Path, options: tuple[str, ...]) -> float:
    """CPU seconds of a run with all its processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", COMMAND, "ingest", str(source), "--into", str(record), *options],
                   check=False, stderr=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": str(ROOT / "src")})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def texts_of(record: Path) -> list[str]:
    """The texts that were extracted."""
    with View(record) as view:
        return [row[0] for row in view.db.execute("SELECT text FROM reports ORDER BY id")]


def bare_spacy(texts: list[str]) -> float:
    """CPU seconds of the parser alone."""
    import communique

    nlp = communique.load(rules_only=True).parser.nlp
    list(nlp.pipe(texts[:5]))
    began = time.process_time()
    for _ in nlp.pipe(texts):
        pass
    return time.process_time() - began


def print_lost(folder: Path, made: list[Made]) -> None:
    """What the copy check and the gate leave out of what a run without them finds."""
    whole, short, gated = (events_of(folder / f"{name}.db") for name in (
        "without copies", "one worker", "with the gate"))
    with View(folder / "one worker.db") as view:
        first = {row["report"]: row["copy_of"] for row in view.reports()}
    wanted = {f"r{n:07}": one.of for n, one in enumerate(made)}
    false = [id for id, of in first.items() if of and wanted[Path(id).stem] is None]
    found = sum(of is not None for of in first.values())
    print(f"  {found} of {sum(of is not None for of in wanted.values())} copies found, {len(false)} false")
    alone = [id for id, of in first.items() if of is None]
    changed = sum(whole[id] != short[id] for id in alone)
    behind = sum((whole[id] - whole[of]).total() for id, of in first.items() if of)
    of_copies = sum(whole[id].total() for id, of in first.items() if of)
    print(f"  {sum(map(Counter.total, whole.values()))} events where every page is parsed; {changed} reports that are "
          f"no copies have others without; of {of_copies} events of copies {behind} are not in their first")
    print(f"  the gate changes the events of {sum(short[id] != gated[id] for id in first)} reports")


def events_of(record: Path) -> dict[str, Counter[tuple[object, ...]]]:
    """What stands in each report: type, status and sides of its events."""
    with View(record) as view:
        found: dict[str, Counter[tuple[object, ...]]] = {row["report"]: Counter() for row in view.reports()}
        for event in view.events(EventFilter(typed=False)):
            sides = tuple(tuple(side["key"] for side in event[side]) for side in ("sources", "targets"))
            found[event["report"]][event["type"], event["status"], event["cameo"], sides] += 1
    return found


def long_run(number: int) -> int:
    """Short reports by one worker; at each mark the memory of both processes, and reports a second since the last."""
    from soak import memory_of

    with tempfile.TemporaryDirectory() as folder:
        source, record = Path(folder) / "long.jsonl", Path(folder) / "long.db"
        with source.open("wb") as out:
            out.writelines(one.line() + b"\n" for one in _short(number))
        run = subprocess.Popen(
            [sys.executable, "-c", COMMAND, "ingest", str(source), "--into", str(record), "--rules-only"],
            stderr=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": str(ROOT / "src")})
        seen, mark, began, last = [], number // MARKS, 0.0, 0
        while run.poll() is None:
            time.sleep(0.2)
            done = _done(record)
            if done // mark > last // mark:
                cpu = _cpu(run.pid)
                seen.append((done, memory_of(run.pid), max(map(memory_of, _children(run.pid)), default=0.0),
                             1000 * (cpu - began) / (done - last)))
                print("{:9,} reports  parent {:6.1f} MB  worker {:6.1f} MB  {:6.2f} ms a report".format(*seen[-1]),
                      flush=True)
                began, last = cpu, done
    growth = seen[-1][1] / seen[1][1] - 1
    print(f"From the first tenth to the end the parent grows by {growth:+.1%}")
    return 1 if growth > 0.15 else 0


def _short(number: int) -> Iterable[Made]:
    for one in islice(mix(number), number):
        yield replace(one, paragraphs=one.paragraphs[:3])


def _done(record: Path) -> int:
    try:
        with View(record) as view:
            return int(view.db.execute("SELECT max(id) FROM reports").fetchone()[0] or 0)
    except (StoreError, sqlite3.Error):  # not made yet
        return 0


def _children(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], check=False, stdout=subprocess.PIPE, text=True)
    return [int(line) for line in found.stdout.split()]


def _cpu(pid: int) -> float:
    """CPU seconds so far of a process and its children."""
    ticks = 0
    for one in (pid, *_children(pid)):
        try:
            fields = Path(f"/proc/{one}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
