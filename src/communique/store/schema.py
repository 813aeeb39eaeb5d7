"""Making a record database and bringing an older one up to date.

The version stands in SQLite's `user_version`. A step leads from one version to the next in one transaction; a database
of a later version than the program knows is not touched.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from communique.errors import StoreError
from communique.store.tables import TABLES

Step = Callable[[sqlite3.Connection], None]

SEARCHED = (("sentences", "text"), ("statements", "content"))


def make(db: sqlite3.Connection) -> None:
    """The tables of version 1."""
    for table in TABLES:
        for statement in table.sql():
            db.execute(statement)
    for name, column in SEARCHED:
        for statement in _search(name, column):
            db.execute(statement)


def _search(table: str, column: str) -> tuple[str, ...]:
    """A full-text index of a column and the triggers that keep it in step, also when a report is deleted."""
    index = f"{table}_fts"
    gone = f"INSERT INTO {index} ({index}, rowid, {column}) VALUES ('delete', old.id, old.{column});"
    new = f"INSERT INTO {index} (rowid, {column}) VALUES (new.id, new.{column});"
    return (
        f"CREATE VIRTUAL TABLE {index} USING fts5 ({column}, content='{table}', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 2')",
        f"CREATE TRIGGER {table}_added AFTER INSERT ON {table} WHEN new.{column} NOT NULL BEGIN {new} END",
        f"CREATE TRIGGER {table}_deleted AFTER DELETE ON {table} WHEN old.{column} NOT NULL BEGIN {gone} END",
    )


STEPS: tuple[Step, ...] = (make,)


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """What is done within is stored together, or not at all where it raises."""
    db.execute("BEGIN IMMEDIATE")
    good = False
    try:
        yield
        good = True
    finally:
        db.execute("COMMIT" if good else "ROLLBACK")


def version(db: sqlite3.Connection) -> int:
    """The version of a database; 0 where it is empty."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def bring_up(db: sqlite3.Connection, steps: Sequence[Step] = STEPS) -> int:
    """Takes a database to the newest version; returns the one it had. Raises StoreError where it is newer than we."""
    found = version(db)
    check(db, steps, older=True)
    for number, step in enumerate(steps[found:], found + 1):
        with transaction(db):
            if version(db) < number:  # another process may have been first
                step(db)
                db.execute(f"PRAGMA user_version = {number}")
    return found


def migrated(path: Path, steps: Sequence[Step] = STEPS) -> tuple[int, int, Path | None]:
    """Brings a file up to date; the version it had, the one it has, and the copy made of it before, if any.

    Raises StoreError where there is no such file, or it is no record.
    """
    if not path.is_file():
        raise StoreError(f"There is no record {path}.")
    with closing(sqlite3.connect(path, timeout=60, isolation_level=None)) as db:
        try:
            check(db, steps, older=True)
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{path} is no record database ({error}).") from error
        found, copy = version(db), None
        if 0 < found < len(steps):
            copy = path.with_name(f"{path.name}.version-{found}")
            with closing(sqlite3.connect(copy)) as other:
                db.backup(other)
        return bring_up(db, steps), len(steps), copy


def check(db: sqlite3.Connection, steps: Sequence[Step] = STEPS, *, older: bool = False) -> None:
    """Raises StoreError where a database has another version than ours; with `older`, an older one is allowed."""
    found, ours = version(db), len(steps)
    if found > ours:
        raise StoreError(f"The record has version {found}, this program knows {ours}. Install a newer Communique.")
    if found == 0 and db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise StoreError("This SQLite file is no record of ours. Give another path.")
    if found < ours and not older:
        raise StoreError(f"The record has version {found}, this program needs {ours}. "
                         "Run 'communique migrate RECORD.db' first.")
