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
from communique.store import tellings
from communique.store.tables import BANDS, LEDGER, PRINTS, TABLES

Step = Callable[[sqlite3.Connection], None]

SEARCHED = (("sentences", "text"), ("statements", "content"))


def make(db: sqlite3.Connection) -> None:
    """All tables as they are now; the steps that follow find nothing to do."""
    for table in TABLES:
        for statement in table.sql():
            db.execute(statement)
    for name, column in SEARCHED:
        for statement in _search(name, column):
            db.execute(statement)
    for statement in COUNTED:
        db.execute(statement)


def with_plans(db: sqlite3.Connection) -> None:
    """Version 2: the table of what lies ahead, and the number of reports and mentions of each actor."""
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'plans'").fetchone():
        return
    tables = {table.name: table for table in TABLES}
    for column in ("reports", "mentions"):
        db.execute(f"ALTER TABLE actors ADD COLUMN {column} INTEGER NOT NULL DEFAULT 0")
    for statement in (*tables["plans"].sql(), tables["actors"].sql()[-1], *COUNTED, COUNT, PLAN):
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


_ALSO = "(SELECT 1 FROM report_actors x WHERE x.actor = {0}.actor AND x.report = {0}.report AND x.local <> {0}.local)"
COUNTED = (  # an actor's reports and mentions, also when a report is deleted
    "CREATE TRIGGER report_actors_added AFTER INSERT ON report_actors BEGIN UPDATE actors SET mentions = mentions + "
    f"new.mentions, reports = reports + NOT EXISTS {_ALSO.format('new')} WHERE id = new.actor; END",
    "CREATE TRIGGER report_actors_deleted AFTER DELETE ON report_actors BEGIN UPDATE actors SET mentions = mentions - "
    f"old.mentions, reports = reports - NOT EXISTS {_ALSO.format('old')} WHERE id = old.actor; END")
COUNT = ("UPDATE actors SET reports = n, mentions = m FROM (SELECT actor, count(DISTINCT report) AS n, "
         "sum(mentions) AS m FROM report_actors GROUP BY actor) x WHERE x.actor = actors.id")
PLAN = (
    "INSERT INTO plans SELECT p.party, e.start NOT NULL, coalesce(e.start, r.date, ''), e.id, coalesce(e.end, e.start) "
    "FROM events e JOIN reports r ON r.id = e.report JOIN (SELECT '' AS party, id AS event FROM events "
    "WHERE status = 'scheduled' UNION SELECT party, event FROM event_actors WHERE role <> 'forum') p ON p.event = e.id "
    "WHERE e.status = 'scheduled' AND NOT EXISTS (SELECT 1 FROM events h WHERE e.same_as <> '' "
    "AND h.report = e.report AND h.status IN ('happened', 'ongoing', 'cancelled') "
    "AND instr(e.same_as, '|' || h.event || '|'))")


def fuller_ledger(db: sqlite3.Connection) -> None:
    """Version 3: the ledger tells source, kind of mistake, digest and coder; near copies are known by their prints."""
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'prints'").fetchone():
        return
    for statement in ("DROP INDEX ledger_1", "DROP INDEX ledger_2", "ALTER TABLE ledger RENAME TO former",
                      *LEDGER.sql(), *PRINTS.sql(), *BANDS.sql()):
        db.execute(statement)
    kind = "substr(reason, 1, instr(reason, ': ') - 1)"  # "bad-date: date is …"
    db.execute(
        "INSERT INTO ledger (item, state, kind, reason, report, seen_at, at) SELECT item, state, "
        f"CASE WHEN {kind} GLOB '[a-z]*' AND instr({kind}, ' ') = 0 THEN {kind} END, "
        f"CASE WHEN {kind} GLOB '[a-z]*' AND instr({kind}, ' ') = 0 THEN substr(reason, length({kind}) + 3) "
        "ELSE reason END, report, at, at FROM former")
    db.execute("DROP TABLE former")


STEPS: tuple[Step, ...] = (make, with_plans, fuller_ledger, tellings.step)


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
