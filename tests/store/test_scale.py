"""The large database of the benchmarks is what the writer would have made."""

from __future__ import annotations

import importlib.util
import sqlite3
import sys
from pathlib import Path

from communique.store import Writer
from communique.store.tables import TABLES

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


def _records():
    spec = importlib.util.spec_from_file_location("store_records", BENCHMARKS / "store_records.py")
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made
    spec.loader.exec_module(made)
    return made


def test_copied_blocks_are_what_the_writer_makes(tmp_path):
    """Every row of every table is the same, whether a block is copied or put in record by record."""
    made = _records()
    copied, put = tmp_path / "copied.db", tmp_path / "put.db"
    made.fill(copied, events=3 * 40 * 3.3, reports=40, says=lambda _: None)
    with Writer(put) as writer, writer.batch():
        for one in made.records(1, 40, 3):
            writer.put(one)
    one, other = sqlite3.connect(copied), sqlite3.connect(put)
    assert one.execute("SELECT count(*) FROM events").fetchone()[0] > 200
    for table in TABLES:
        names = ", ".join(f'"{c.name}"' for c in table.columns if c.name not in ("taken_in", "seen_at", "at"))
        order = ", ".join(str(n) for n in range(1, names.count(",") + 2))
        query = f"SELECT {names} FROM {table.name} WHERE {'key' if table.name == 'meta' else 1} <> 'made_at' " \
                f"ORDER BY {order}"
        assert one.execute(query).fetchall() == other.execute(query).fetchall(), table.name
    schema = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name"
    assert one.execute(schema).fetchall() == other.execute(schema).fetchall()
    for table in ("sentences", "statements"):
        found = f"SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH 'talks'"
        assert one.execute(found).fetchall() == other.execute(found).fetchall() != []
        one.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)")
