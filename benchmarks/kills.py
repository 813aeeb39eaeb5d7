"""Whether a run that is killed goes on as if it had not been: many kills over one ingest, against an undisturbed one.

    python benchmarks/kills.py [KILLS] [REPORTS] [SEED]      50 and 3,000 unless told; exit code 1 where they differ

A run over made-up news (`made.py`: lines of JSON with copies and mistakes, a folder of pages) is started in a process
group of its own and killed with SIGKILL at a moment drawn by lot: the whole group, or the parent alone, whose workers
must then end by themselves. Then it is started again, until so many kills have hit; the last one is let finish. What is
compared is the export as JSON lines with full texts, byte by byte, and every table but for run times.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from random import Random

from made import Made, mix

from communique.store import View
from communique.store.tables import TABLES

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 600  # seconds until something must have happened
TIMES = ("taken_in", "seen_at", "at")
APART = ("segments", "stale")  # how blocks are sealed depends on when the writer was closed
COMMAND = "import sys; from communique.cli import main; sys.exit(main())"


def main() -> int:
    """Makes the news, runs both ways, compares."""
    kills, reports, seed = (int(value) for value in (*sys.argv[1:], *("50", "3000", "1")[len(sys.argv) - 1:]))
    with tempfile.TemporaryDirectory() as folder:
        hit, told = killed_and_not(Path(folder), kills, reports, seed)
    print(f"{hit} kills over {reports:,} items: {told or 'the same record, byte by byte'}")
    return 1 if told or hit < kills else 0


def killed_and_not(folder: Path, kills: int, reports: int, seed: int) -> tuple[int, str | None]:
    """How many kills hit, and in what the records differ, if they do."""
    sources = make_sources(folder, reports, seed)
    undisturbed, killed = folder / "undisturbed.db", folder / "killed.db"
    whole = start(sources, undisturbed)
    whole.wait(PATIENCE * 10)
    drawn, hit = Random(seed), 0
    every = max(1, reports // max(1, kills))
    while hit < kills:
        run = start(sources, killed)
        if not _kill(run, killed, drawn, every):
            break  # it was done first
        hit += 1
    start(sources, killed).wait(PATIENCE * 10)
    return hit, difference(undisturbed, killed)


def make_sources(folder: Path, reports: int, seed: int) -> list[Path]:
    """Lines of JSON, some of them no reports, and pages; copies lie in both."""
    lines, pages = folder / "news.jsonl", folder / "pages"
    pages.mkdir()
    with lines.open("wb") as out:
        for n, made in enumerate(mix(reports, seed=seed)):
            if n % 10 == 9:
                (pages / f"{made.id}.html").write_bytes(made.page())
            else:
                out.write(_line(n, made) + b"\n")
    return [lines, pages]


def _line(n: int, made: Made) -> bytes:
    """The line of a report; one in fifty is broken, one in fifty has a day that is none."""
    line = made.line()
    return {7: line[:40], 23: line.replace(b'"date": "20', b'"date": "99')}.get(n % 50, line)


def start(sources: list[Path], into: Path) -> subprocess.Popen[bytes]:
    """The real program, in a group of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, "ingest", *map(str, sources), "--into", str(into), "--rules-only",
         "--workers", "2"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")})


def _kill(run: subprocess.Popen[bytes], record: Path, drawn: Random, every: int) -> bool:
    """Kills a run some time after it has stored some more; False where it was done before."""
    wanted, until = _stored(record) + drawn.randint(0, every), time.monotonic() + PATIENCE
    while _stored(record) < wanted and run.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(drawn.random() * 0.3)
    if run.poll() is not None:
        return False
    group = workers_of(run.pid)
    if drawn.random() < 0.5:
        os.killpg(run.pid, signal.SIGKILL)
    else:
        os.kill(run.pid, signal.SIGKILL)
    run.wait()
    until = time.monotonic() + 10
    while any(_is_alive(pid) for pid in group):
        if time.monotonic() > until:
            raise SystemExit(f"workers outlive their parent: {group}")
        time.sleep(0.01)
    return True


def workers_of(pid: int) -> list[int]:
    """The processes that a process has started."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], check=False, stdout=subprocess.PIPE, text=True)
    return [int(line) for line in found.stdout.split()]


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def _stored(record: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{record}?mode=ro", uri=True)) as db:
            return int(db.execute("SELECT count(*) FROM ledger WHERE state NOT IN ('seen', 'read')").fetchone()[0])
    except sqlite3.Error:
        return 0


def difference(one: Path, other: Path) -> str | None:
    """In what two records differ, or None."""
    if export_of(one) != export_of(other):
        return "the exports differ"
    here, there = tables_of(one), tables_of(other)
    return next((f"the table {name} differs" for name, rows in here.items() if rows != there[name]), None)


def export_of(record: Path) -> bytes:
    """The canonical export: whole records, one a line, in the order of days. No run time is in it."""
    from communique.exports import export

    out = record.with_suffix(".jsonl")
    with View(record) as view:
        export(view, "jsonl", out, text=True)
    return out.read_bytes()


def tables_of(record: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, but for run times."""
    found = {}
    with closing(sqlite3.connect(record)) as db:
        for table in TABLES:
            if table.name not in APART:
                names = ", ".join(f'"{column.name}"' for column in table.columns if column.name not in TIMES)
                where = "WHERE key <> 'made_at'" if table.name == "meta" else ""
                found[table.name] = sorted(db.execute(f"SELECT {names} FROM {table.name} {where}"), key=repr)
    return found


if __name__ == "__main__":
    sys.exit(main())
