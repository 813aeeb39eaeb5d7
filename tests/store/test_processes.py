"""Several processes at one database: readers beside a writer or a migration, writers in turn, a writer that is killed.

Each process is a script of its own that says what it saw on its last line.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from small_records import meeting

import communique
from communique.store import EventFilter, View, Writer, schema

PATHS = os.pathsep.join((str(Path(communique.__file__).parents[1]), str(Path(__file__).parents[1] / "helpers")))
DAYS = [f"2024-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]

READER = """
import sys, time
from pathlib import Path
from communique.store import EventFilter, View
from communique.store.dyads import Panel, dyads
path, stop = sys.argv[1], Path(sys.argv[2])
rounds, most = 0, 0
while not stop.exists() or not rounds:
    with View(path) as view:
        for _ in range(5):
            with view.moment():
                counted = view.count_events(EventFilter())
                listed = list(view.events(EventFilter()))
                together = sum(row["events"] for row in dyads(view, EventFilter(), Panel()))
            assert counted == len(listed) == together / 2, (counted, len(listed), together)
            assert all(row["sources"] and row["targets"] and row["sentence"] for row in listed)
            assert counted % 10 == 0, "half a batch was seen"
            assert counted >= most, "what was there is gone"
            assert len(list(view.events(EventFilter(text="met talks"), limit=5))) == min(5, counted)
            rounds, most = rounds + 1, counted
print(rounds, most)
"""

WRITER = """
import sys
from communique.store import Writer
from small_records import meeting
path, name, batches = sys.argv[1], sys.argv[2], int(sys.argv[3])
with Writer(path) as writer:
    for batch in range(batches):
        with writer.batch():
            for n in range(10):
                writer.put(meeting(f"{name}-{batch}-{n}", "CHN", "RUS", "2024-03-04"))
        print(batch, flush=True)
"""


def start(script: str, *args: object) -> subprocess.Popen[str]:
    """A Python process with our code on its path."""
    return subprocess.Popen([sys.executable, "-c", script, *map(str, args)], text=True, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": PATHS})


def last_line(process: subprocess.Popen[str]) -> list[str]:
    """What it said last; its error is ours."""
    out, error = process.communicate(timeout=60)
    assert process.returncode == 0, error
    return out.splitlines()[-1].split()


def put(path: Path, name: str, batches: int) -> None:
    with Writer(path) as writer:
        for batch in range(batches):
            with writer.batch():
                for n in range(10):
                    writer.put(meeting(f"{name}-{batch}-{n}", "CHN", "RUS", DAYS[(10 * batch + n) % len(DAYS)]))


@contextmanager
def read_all_the_while(path: Path, stop: Path):
    """A reader in another process, from before the block to behind it; it must not meet an error."""
    reader = start(READER, path, stop)
    try:
        yield
        stop.touch()
        rounds, _ = map(int, last_line(reader))
        assert rounds > 0
    finally:
        reader.kill()


def sound(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        for table, _ in schema.SEARCHED:
            db.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)")


def test_a_reader_works_while_a_writer_takes_in_reports(path, tmp_path):
    """Whole batches only, one moment at a time, no error, at far more than 500 reports a minute."""
    put(path, "first", 1)
    with read_all_the_while(path, tmp_path / "stop"):
        started = time.monotonic()
        put(path, "more", 30)
        took = time.monotonic() - started
    assert 300 / took > 500 / 60, "reports a second"
    with View(path) as view:
        assert view.count_events(EventFilter()) == 310
    sound(path)


def test_a_reader_works_while_a_copy_is_migrated(path, tmp_path):
    """The copy gets its new column, the reader of the original notices nothing."""
    put(path, "first", 20)
    copy = tmp_path / "copy.db"
    steps = (*schema.STEPS, lambda db: db.execute("ALTER TABLE events ADD COLUMN mood TEXT"))
    with read_all_the_while(path, tmp_path / "stop"):
        with closing(sqlite3.connect(path)) as db, closing(sqlite3.connect(copy)) as other:
            db.backup(other)
        with closing(sqlite3.connect(copy, isolation_level=None)) as db:
            assert schema.bring_up(db, steps) == len(schema.STEPS)
    with View(copy, steps=steps) as view:
        assert view.count_events(EventFilter()) == 200
    with View(path) as view:
        assert view.count_events(EventFilter()) == 200
    sound(copy)


def test_two_writers_take_turns(path):
    """Two processes write at once: each waits for the other, nothing is lost."""
    put(path, "first", 1)
    writers = [start(WRITER, path, name, 12) for name in ("one", "other")]
    for writer in writers:
        last_line(writer)
    with View(path) as view:
        assert view.count_events(EventFilter()) == 10 + 240
        assert len(list(view.actors())) == 2
    sound(path)


@pytest.mark.parametrize("seen", [1, 7])
def test_a_killed_writer_leaves_whole_batches(path, seen):
    """SIGKILL in the middle of its work: the database is sound and holds whole batches only, and goes on."""
    writer = start(WRITER, path, "killed", 100_000)
    assert writer.stdout
    for _ in range(seen):
        assert writer.stdout.readline(), writer.stderr and writer.stderr.read()
    time.sleep(0.01 * seen)
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    sound(path)
    with View(path) as view:
        found = view.count_events(EventFilter())
    assert found >= 10 * seen
    assert found % 10 == 0
    put(path, "after", 1)
    with View(path) as view:
        assert view.count_events(EventFilter()) == found + 10


@pytest.fixture
def path(tmp_path):
    return tmp_path / "record.db"
