"""A database that an earlier version made becomes what this one would have made."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from drawn_records import drawn

from communique.store import EventFilter, View, Writer, schema
from communique.store.tables import TABLES

FIRST = Path(__file__).with_name("version_1.sql")


@pytest.fixture
def pair(tmp_path):
    """A database made by this version, and one with the same reports made by version 1."""
    new, old = tmp_path / "new.db", tmp_path / "old.db"
    with Writer(new) as writer, writer.batch():
        for number in range(60):
            writer.put(drawn(number))
            writer.put(drawn(number // 2, seed=1))  # some are coded anew
    with closing(sqlite3.connect(old, isolation_level=None)) as db:
        db.executescript(FIRST.read_text("utf-8"))
        db.execute("ATTACH ? AS new", (str(new),))
        tables = [name for name, in db.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' "
                                               "AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT GLOB '*_fts_*'")]
        for table in tables:
            names = ", ".join(f'"{row[1]}"' for row in db.execute(f"PRAGMA main.table_info({table})"))
            db.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM new.{table}")
        db.execute("PRAGMA user_version = 1")
    return new, old


def shape(db: sqlite3.Connection) -> dict[str, object]:
    """Columns of all tables, and the statements of everything else."""
    out: dict[str, object] = {}
    for kind, name, sql in db.execute("SELECT type, name, sql FROM sqlite_master WHERE sql NOT NULL "
                                      "AND name NOT LIKE 'sqlite_stat%'").fetchall():
        out[name] = (sorted(row[1:] for row in db.execute(f"PRAGMA table_info({name})")) if kind == "table"
                     else " ".join(sql.split()))
    return out


def test_version_1_becomes_the_newest(pair):
    """The same tables, indexes, triggers and rows, whether made now or brought up."""
    new, old = pair
    found, made, copy = schema.migrated(old)
    assert (found, made, copy.name) == (1, len(schema.STEPS), "old.db.version-1")
    with closing(sqlite3.connect(new)) as one, closing(sqlite3.connect(old)) as other:
        assert shape(one) == shape(other)
        for table in TABLES:
            names = ", ".join(f'"{column.name}"' for column in table.columns if column.name != "seen_at")
            order = ", ".join(str(n + 1) for n in range(names.count(",") + 1))
            rows = f"SELECT {names} FROM {table.name} ORDER BY {order}"
            assert one.execute(rows).fetchall() == other.execute(rows).fetchall(), table.name
        assert one.execute("SELECT count(*) FROM plans").fetchone()[0] > 20
        assert one.execute("SELECT max(reports) FROM actors").fetchone()[0] > 20


def test_a_ledger_of_the_first_version_is_brought_up(tmp_path):
    """Nothing of it is lost; the kind of a mistake stands by itself, and reports go in as before."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript(FIRST.read_text("utf-8"))
        db.execute("INSERT INTO meta VALUES ('text', 'full')")
        db.execute("PRAGMA user_version = 1")
        db.executemany("INSERT INTO ledger VALUES (?, ?, ?, ?, ?)", [
            ("r1", "coded", None, "r1", "2024-01-01T00:00:00Z"),
            ("r2", "set aside", "bad-date: date is 'x', which is none", None, "2024-01-02T00:00:00Z"),
            ("p.html", "set aside", "This is no page: none", None, "2024-01-03T00:00:00Z")])
    with Writer(path) as writer:
        writer.put(drawn(3))
    with View(path) as view:
        lines = [(row["item"], row["state"], row["kind"], row["reason"], row["seen_at"]) for row in view.ledger()][:3]
        assert view.ledger_counts() == [("coded", None, 2), ("set aside", None, 1), ("set aside", "bad-date", 1)]
    assert lines == [("r1", "coded", None, None, "2024-01-01T00:00:00Z"),
                     ("r2", "set aside", "bad-date", "date is 'x', which is none", "2024-01-02T00:00:00Z"),
                     ("p.html", "set aside", None, "This is no page: none", "2024-01-03T00:00:00Z")]


def test_version_1_is_written_to_as_before(pair):
    """A writer brings it up by itself; what it puts in and deletes is counted."""
    _, old = pair
    with Writer(old) as writer:
        writer.put(drawn(61))
        writer.delete("r3")
    with View(old) as view:
        assert view.count_events(EventFilter())
        for row in view.actors():
            assert (row["reports"], row["mentions"]) == tuple(view.db.execute(
                "SELECT count(DISTINCT report), sum(mentions) FROM report_actors WHERE actor = ?", (row["id"],))
                .fetchone())
