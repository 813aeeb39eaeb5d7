"""Small queries that writer and view share."""

from __future__ import annotations

import json
import sqlite3

from communique.store.corrected import Correction


def corrections_of(db: sqlite3.Connection, report: str) -> tuple[Correction, ...]:
    """The corrections of a report that stand, oldest first."""
    found = db.execute(
        "SELECT id, what, hash, words, nth, action, field, value FROM corrections "
        "WHERE report = ? AND NOT undone AND action <> 'undo' ORDER BY id", (report,))
    return tuple(Correction(id, what, digest, words, nth, action, name, json.loads(value) if value else None)
                 for id, what, digest, words, nth, action, name, value in found)
