"""The sources of a record and how they go, in a file beside it (`RECORD.db.watch`).

What has been had of each source stands in the ledger of the record. This file only says when to ask again and with
which marks; it is written after the articles are stored, so that a visit that was cut short is made again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from communique.errors import WatchError
from communique.fetch import Limits
from communique.store.schema import transaction
from communique.watch.config import nearest
from communique.watch.poll import Asked, Later, Outcome
from communique.watch.watched import DAY, Failure, State, Watched, problems

VERSION = 1
KEPT = 50  # failures of a source that are kept
TABLES = (
    "CREATE TABLE sources (name TEXT PRIMARY KEY, url TEXT NOT NULL, every REAL NOT NULL, kind TEXT NOT NULL, "
    "publisher TEXT, country TEXT, language TEXT, full INTEGER NOT NULL, links TEXT, most INTEGER NOT NULL, "
    "own INTEGER NOT NULL, place INTEGER NOT NULL, paused INTEGER NOT NULL DEFAULT 0, etag TEXT NOT NULL DEFAULT '', "
    "modified TEXT NOT NULL DEFAULT '', asked_at REAL, good_at REAL, next_at REAL NOT NULL DEFAULT 0, "
    "failures INTEGER NOT NULL DEFAULT 0, error TEXT, articles INTEGER NOT NULL DEFAULT 0)",
    "CREATE TABLE failures (source TEXT NOT NULL REFERENCES sources ON DELETE CASCADE ON UPDATE CASCADE, "
    "at REAL NOT NULL, kind TEXT NOT NULL, message TEXT NOT NULL)",
    "CREATE INDEX failures_source ON failures (source)",
    "CREATE TABLE later (source TEXT NOT NULL REFERENCES sources ON DELETE CASCADE ON UPDATE CASCADE, "
    "item TEXT NOT NULL, url TEXT NOT NULL, told TEXT NOT NULL, tries INTEGER NOT NULL, next_at REAL NOT NULL, "
    "PRIMARY KEY (source, item)) WITHOUT ROWID",
    f"PRAGMA user_version = {VERSION}")
_OF_SOURCE = tuple(one.name for one in fields(Watched))
_OF_STATE = ("own", "paused", "etag", "modified", "asked_at", "good_at", "next_at", "failures", "error", "articles")


class Sources:
    """What is watched for a record. Use it in a `with`; several programs may have it open at a time."""

    def __init__(self, record: str | Path, *, limits: Limits | None = None) -> None:
        """Opens or makes the file beside a record. Raises WatchError where it is something else."""
        self.path = Path(f"{record}.watch")
        self.limits = limits or Limits()
        if not self.path.parent.is_dir():
            raise WatchError(f"{self.path}: there is no folder {self.path.parent}. Make it first.")
        self.db = sqlite3.connect(self.path, timeout=30, isolation_level=None)
        try:
            self.db.execute("PRAGMA journal_mode = WAL")
            self.db.execute("PRAGMA foreign_keys = ON")
            with transaction(self.db):
                found = self.db.execute("PRAGMA user_version").fetchone()[0]
                for statement in TABLES if found == 0 else ():
                    self.db.execute(statement)
        except sqlite3.DatabaseError as error:
            self.db.close()
            raise WatchError(f"{self.path} is no list of sources ({error}).") from error
        if found > VERSION:
            self.db.close()
            raise WatchError(f"{self.path} has version {found}, this program knows {VERSION}. Install a newer one.")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self.db.close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """No other program watches the same meanwhile. Raises WatchError where one does. A lock of the system, which
        goes with the program that holds it, however that ends."""
        path = self.path.with_name(f"{self.path.name}.lock")
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as lock:
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                raise WatchError(f"{self.path} is being watched by another program ({error}).") from error
            yield

    # what is watched

    def states(self) -> list[State]:
        """All sources, those of the file in its order, then those added by programs."""
        rows = self.db.execute(
            f"SELECT {', '.join((*_OF_SOURCE, *_OF_STATE))}, (SELECT count(*) FROM later l WHERE l.source = s.name) "
            "FROM sources s ORDER BY own, place, name").fetchall()
        return [_state(row) for row in rows]

    def get(self, name: str) -> State:
        """One source. Raises WatchError where there is none of this name."""
        found = {state.source.name: state for state in self.states()}
        if name not in found:
            near = nearest(name, tuple(found)) if found else "; nothing is watched yet"
            raise WatchError(f"There is no source {name!r}{near}")
        return found[name]

    def take_over(self, sources: Iterable[Watched]) -> None:
        """Makes the sources of a file those that are watched. What has the same name keeps its state, and a pause;
        those that no file has any more go, but for those that were added by programs."""
        with transaction(self.db):
            kept = []
            for place, source in enumerate(sources):
                self._put(source, own=False, place=place)
                kept.append(source.name)
            self.db.execute("DELETE FROM sources WHERE NOT own AND name NOT IN (SELECT value FROM json_each(?))",
                            (json.dumps(kept),))

    def add(self, source: Watched) -> None:
        """Adds a source that stands in no file. Raises WatchError where something is wrong with it."""
        if found := problems(source, self.limits):
            raise WatchError("; ".join(f"{name}: {what}" for name, what in found))
        with transaction(self.db):
            if self.db.execute("SELECT 1 FROM sources WHERE name = ?", (source.name,)).fetchone():
                raise WatchError(f"There is a source {source.name!r} already")
            self._put(source, own=True, place=0)

    def pause(self, name: str) -> None:
        """It is not asked until it is resumed."""
        self._set(name, "paused = 1")

    def resume(self, name: str) -> None:
        """It is asked again, the next time at once."""
        self._set(name, "paused = 0, next_at = 0, failures = 0")

    def remove(self, name: str) -> None:
        """It is not watched any more; its articles stay. Raises WatchError where it stands in the file of sources."""
        if not self.get(name).own:
            raise WatchError(f"{name!r} stands in a file of sources. Take it out there, or pause it.")
        self.db.execute("DELETE FROM sources WHERE name = ?", (name,))

    def errors(self, name: str | None = None, most: int = 20) -> list[Failure]:
        """The last failures, of one source or of all, the newest first."""
        rows = self.db.execute("SELECT source, at, kind, message FROM failures WHERE ?1 IS NULL OR source = ?1 "
                               "ORDER BY at DESC, rowid DESC LIMIT ?2", (name, most))
        return [Failure(*row) for row in rows]

    def _set(self, name: str, what: str) -> None:
        self.get(name)
        self.db.execute(f"UPDATE sources SET {what} WHERE name = ?", (name,))

    def _put(self, source: Watched, *, own: bool, place: int) -> None:
        """New or changed; where another address is asked, what was known of the old one is forgotten."""
        row = asdict(source) | {"own": own, "place": place}
        fresh = "url <> excluded.url OR kind <> excluded.kind OR full <> excluded.full OR links IS NOT excluded.links"
        marks = ", ".join(f"{name} = CASE WHEN {fresh} THEN {start} ELSE {name} END" for name, start in (
            ("etag", "''"), ("modified", "''"), ("next_at", "0"), ("failures", "0")))
        self.db.execute(
            f"INSERT INTO sources ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)}) "
            f"ON CONFLICT (name) DO UPDATE SET {marks}, {', '.join(f'{name} = excluded.{name}' for name in row)}", row)

    # what a watcher asks and tells

    def due(self, now: float, early: float = 0.0) -> list[State]:
        """Those to be asked now, the longest overdue first; with `early`, also those to whose turn not more than this
        share of their interval is left. A time too far ahead comes from a clock that was wrong."""
        return sorted((state for state in self.states() if not state.paused and (
            state.next_at - early * state.source.every <= now
            or state.next_at > now + 2 * max(DAY, state.source.every))), key=lambda state: state.next_at)

    def next_at(self) -> float | None:
        """When the next one is due; None where nothing is watched."""
        return min((state.next_at for state in self.states() if not state.paused), default=None)

    def asked(self, state: State, now: float) -> Asked:
        """What a visit has to know."""
        rows = self.db.execute("SELECT item, url, told, tries, next_at FROM later WHERE source = ? ORDER BY next_at",
                               (state.source.name,))
        later = [Later(item, url, json.loads(told), tries, at) for item, url, told, tries, at in rows]
        return Asked(state.source, state.etag, state.modified, tuple(later), now)

    def save(self, asked: Asked, outcome: Outcome, now: float, chance: Callable[[], float]) -> float:
        """Notes how a visit ended; when the next one is due."""
        source = asked.source
        with transaction(self.db):
            failures = self.db.execute("SELECT failures FROM sources WHERE name = ?", (source.name,)).fetchone()
            if failures is None:
                return now  # removed meanwhile
            for item in outcome.settled:
                self.db.execute("DELETE FROM later WHERE source = ? AND item = ?", (source.name, item))
            for one in outcome.later:
                self.db.execute("INSERT OR REPLACE INTO later VALUES (?, ?, ?, ?, ?, ?)", (
                    source.name, one.item, one.url, json.dumps(dict(one.told)), one.tries, one.next_at))
            for kind, message in outcome.failures:
                self._failed(source.name, now, kind, message)
            failed = outcome.error is not None
            number = failures[0] + 1 if failed else 0
            wait = min(source.every * 2 ** min(number, 20), max(DAY, source.every)) if failed else source.every
            next_at = now + max(wait * (1 + chance() / 20), outcome.after or 0.0)
            self.db.execute(
                "UPDATE sources SET asked_at = ?, good_at = CASE WHEN ? THEN good_at ELSE ? END, next_at = ?, "
                "failures = ?, error = ?, articles = articles + ? WHERE name = ?",
                (now, failed, now, next_at, number, outcome.error, outcome.taken, source.name))
            if not failed:
                self.db.execute("UPDATE sources SET etag = ?, modified = ? WHERE name = ? AND url = ?",
                                (outcome.etag, outcome.modified, source.name, source.url))
        return next_at

    def _failed(self, name: str, at: float, kind: str, message: str) -> None:
        self.db.execute("INSERT INTO failures VALUES (?, ?, ?, ?)", (name, at, kind, message[:1000]))
        self.db.execute("DELETE FROM failures WHERE source = ?1 AND rowid NOT IN (SELECT rowid FROM failures "
                        "WHERE source = ?1 ORDER BY rowid DESC LIMIT ?2)", (name, KEPT))


def _state(row: tuple[Any, ...]) -> State:
    source = dict(zip(_OF_SOURCE, row, strict=False))
    rest = dict(zip((*_OF_STATE, "waiting"), row[len(_OF_SOURCE):], strict=True))
    rest |= {name: bool(rest[name]) for name in ("own", "paused")}
    return State(Watched(**source | {"full": bool(source["full"])}), **rest)
