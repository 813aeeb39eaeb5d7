"""The ledger: what was seen of all sources, and what became of it. Writer and view share what stands here."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any

STATES = ("seen", "read", "coded", "copy", "set aside")
DONE = ("coded", "copy", "set aside")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the ledger, but for its times."""

    item: str
    state: str
    source: str | None = None
    kind: str | None = None
    reason: str | None = None
    digest: str | None = None
    coder: str | None = None
    report: str | None = None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A line of the ledger as it is listed."""

    item: str
    source: str | None
    state: str
    kind: str | None
    reason: str | None
    digest: str | None
    coder: str | None
    report: str | None
    seen_at: str | None
    at: str


COLUMNS = tuple(field.name for field in fields(LedgerRow))


def note(db: sqlite3.Connection, line: Line, at: str) -> None:
    """Writes a line; a later one on the same item takes its place, and it stays known when it was first seen."""
    db.execute(
        "INSERT INTO ledger VALUES (:item, :source, :state, :kind, :reason, :digest, :coder, :report, :at, :at) "
        "ON CONFLICT (item) DO UPDATE SET source = coalesce(excluded.source, source), state = excluded.state, "
        "kind = excluded.kind, reason = excluded.reason, digest = excluded.digest, coder = excluded.coder, "
        "report = excluded.report, at = excluded.at", {
            "item": line.item, "source": line.source, "state": line.state, "kind": line.kind, "reason": line.reason,
            "digest": line.digest, "coder": line.coder, "report": line.report, "at": at})


def note_under_way(db: sqlite3.Connection, lines: Iterable[Line], at: str) -> None:
    """Writes what is not done yet: seen or read. What is known of an item that was done before is left alone."""
    for line in lines:
        db.execute("INSERT INTO ledger (item, source, state, digest, seen_at, at) VALUES (?, ?, ?, ?, ?, ?) "
                   "ON CONFLICT (item) DO UPDATE SET state = excluded.state, at = excluded.at "
                   "WHERE state = 'seen' AND excluded.state = 'read'",
                   (line.item, line.source, line.state, line.digest, at, at))


def known(db: sqlite3.Connection, item: str) -> tuple[str, str | None, str | None] | None:
    """State, digest and coder of an item, where the ledger has it."""
    found = db.execute("SELECT state, digest, coder FROM ledger WHERE item = ?", (item,)).fetchone()
    return (found[0], found[1], found[2]) if found else None


def lines(db: sqlite3.Connection, state: str | None, kind: str | None) -> Iterator[dict[str, Any]]:
    """The lines in a state, with a kind of mistake, in the order of their times."""
    rows = db.execute(f"SELECT {', '.join(COLUMNS)} FROM ledger WHERE (?1 IS NULL OR state = ?1) "
                      "AND (?2 IS NULL OR kind = ?2) ORDER BY at, item", (state, kind))
    yield from (dict(zip(COLUMNS, row, strict=True)) for row in rows)


def counts(db: sqlite3.Connection) -> list[tuple[str, str | None, int]]:
    """How many items are in each state, by kind of mistake, in the order of the states."""
    rows = [(state, kind, number) for state, kind, number in db.execute(
        "SELECT state, kind, count(*) FROM ledger GROUP BY state, kind ORDER BY state, count(*) DESC, kind")]
    return sorted(rows, key=lambda row: STATES.index(row[0]) if row[0] in STATES else len(STATES))
