"""The prints of reports, by which near copies are found: kept with their report, looked up by a few keys.

What makes two prints alike is no business of the database (`intake/alike.py`).
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

NEWEST = 64  # reports of one key that are looked at: a page of a form that thousands have must not cost thousands


@dataclass(frozen=True, slots=True)
class Sample:
    """What is kept of a report's words: the day it came with, one in `sample` of its hashes in rising order."""

    day: str | None
    sample: int
    hashes: array[int]


@dataclass(frozen=True, slots=True)
class Kept:
    """A print and the id of its report."""

    report: str
    print: Sample


def keep(db: sqlite3.Connection, number: int, bands: Sequence[int], kept: Sample) -> None:
    """Keeps the print of a report; a former one goes."""
    drop(db, number)
    db.execute("INSERT INTO prints VALUES (?, ?, ?, ?, ?)",
               (number, kept.day, kept.sample, kept.hashes.tobytes(), array("q", bands).tobytes()))
    db.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", [(band, number) for band in bands])


def drop(db: sqlite3.Connection, number: int) -> None:
    """Forgets the print of a report, if it has one."""
    found = db.execute("SELECT bands FROM prints WHERE report = ?", (number,)).fetchone()
    if found:
        bands = array("q")
        bands.frombytes(found[0])
        db.executemany("DELETE FROM bands WHERE band = ? AND report = ?", [(band, number) for band in bands])
        db.execute("DELETE FROM prints WHERE report = ?", (number,))


def sharing(db: sqlite3.Connection, band: int, below: int) -> list[int]:
    """The newest reports with this key whose number is below another."""
    return [number for number, in db.execute(
        "SELECT report FROM bands WHERE band = ? AND report < ? ORDER BY report DESC LIMIT ?", (band, below, NEWEST))]


def load(db: sqlite3.Connection, number: int) -> Kept | None:
    """The print of a report, where it has one."""
    found = db.execute("SELECT r.report, p.day, p.sample, p.hashes FROM prints p JOIN reports r ON r.id = p.report "
                       "WHERE p.report = ?", (number,)).fetchone()
    if found is None:
        return None
    hashes = array("I")
    hashes.frombytes(found[3])
    return Kept(found[0], Sample(found[1], found[2], hashes))


def number_of(db: sqlite3.Connection, report: str) -> int | None:
    """The number of a report, where it is here."""
    found = db.execute("SELECT id FROM reports WHERE report = ?", (report,)).fetchone()
    return int(found[0]) if found else None
