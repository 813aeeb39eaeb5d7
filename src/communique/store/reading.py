"""Small queries that writer and view share."""

from __future__ import annotations

import json
import sqlite3

from communique.errors import StoreError
from communique.store.corrected import Correction


def corrections_of(db: sqlite3.Connection, report: str) -> tuple[Correction, ...]:
    """The corrections of a report that stand, oldest first."""
    found = db.execute(
        "SELECT id, what, hash, words, nth, action, field, value FROM corrections "
        "WHERE report = ? AND NOT undone AND action <> 'undo' ORDER BY id", (report,))
    return tuple(Correction(id, what, digest, words, nth, action, name, json.loads(value) if value else None)
                 for id, what, digest, words, nth, action, name, value in found)


def id_of(db: sqlite3.Connection, name: str) -> str | None:
    """The id of a report, or of the only one whose id ends in "/" and the name; None where there is none.

    Raises StoreError where several end so.
    """
    if db.execute("SELECT 1 FROM reports WHERE report = ?", (name,)).fetchone():
        return name
    found = [row[0] for row in db.execute("SELECT report FROM reports WHERE substr(report, -?) = ? LIMIT 3",
                                          (len(name) + 1, f"/{name}"))]
    if len(found) > 1:
        raise StoreError(f"Several reports end in {name!r}: {', '.join(found)}. Give the whole id.")
    return found[0] if found else None
