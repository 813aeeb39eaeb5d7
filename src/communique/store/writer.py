"""Putting records into a database: the one writer.

A record goes in whole or not at all. What is stored of it is the record as it was coded; the rows of the tables are
derived from that and from the corrections people made, so that they can be derived anew whenever either changes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from communique.errors import StoreError
from communique.store import ledger, prints, schema, segments
from communique.store.corrected import corrected
from communique.store.keep import Kept, pack, unpack
from communique.store.ledger import Line
from communique.store.reading import corrections_of
from communique.store.rows import Json, Rows, rows_of

POLICIES = ("full", "evidence", "none")
REMEMBERED = 100_000  # actors and places whose numbers are known without a query
WAIT = 60  # seconds a writer waits for another one


class Writer:
    """An open record database that takes records in. Use it in a `with`; what is in a batch is stored at its end."""

    def __init__(self, path: str | Path, *, text: str | None = None,
                 steps: Sequence[schema.Step] = schema.STEPS) -> None:
        """Opens or makes a database. `text`: what is kept of texts, `full`, `evidence` or `none`; set once.

        Raises StoreError where the file is something else, or was made with another policy.
        """
        if text is not None and text not in POLICIES:
            raise StoreError(f"{text!r} is no text policy. Give one of {', '.join(POLICIES)}.")
        self.path = Path(path)
        self.db = connect(self.path)
        schema.bring_up(self.db, steps)
        self._numbers: dict[tuple[str, str], int] = {}
        self._deep = False
        self._forgets = False  # whether a report was deleted
        self.text = self._policy(text)

    def _policy(self, wanted: str | None) -> str:
        found = self.db.execute("SELECT value FROM meta WHERE key = 'text'").fetchone()
        if found is None:
            with self.batch():
                self.db.execute("INSERT INTO meta VALUES ('text', ?), ('made_at', ?)", (wanted or "full", now()))
            return wanted or "full"
        if wanted and wanted != found[0]:
            raise StoreError(f"{self.path} keeps texts as {found[0]!r}. Make another database for {wanted!r}.")
        return str(found[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the database; segments in which much has changed are written anew, the write-ahead log goes into
        the file."""
        segments.tidy(self.db, self.path, changed=True)
        self._forget()
        with schema.transaction(self.db):  # else it fails at once where another writer is at work
            self.db.execute("PRAGMA optimize")
        self.db.close()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """What happens within is stored together or not at all. Batches may lie within each other."""
        if self._deep:
            yield
            return
        self._deep, good = True, False
        try:
            with schema.transaction(self.db):
                yield
            good = True
            segments.tidy(self.db, self.path)
        finally:
            self._deep = False
            if not good or len(self._numbers) > REMEMBERED:
                self._numbers.clear()  # numbers given out in a batch that failed are nobody's

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Within a batch: what happens within is taken back alone where it raises."""
        self.db.execute("SAVEPOINT apart")
        good = False
        try:
            yield
            good = True
        finally:
            if not good:
                self._numbers.clear()
                self.db.execute("ROLLBACK TO apart")
            self.db.execute("RELEASE apart")

    def put(self, record: Json, *, line: Line | None = None) -> bool:
        """Stores a record; False where it was stored just so before. One with the same id is replaced, but for its
        corrections. `copy_of` (the id of another report) and `origin` may stand in it. `line` is what the ledger
        says of it, if more than its id."""
        out_of = {name: record.get(name) for name in ("copy_of", "origin")}
        record = {name: value for name, value in record.items() if name not in out_of}
        body, text = pack(record, self.text), record["text"] if self.text == "full" else None
        with self.batch():
            first, origin = self._first(out_of["copy_of"]), out_of["origin"]
            known = self.db.execute("SELECT id, record, text, copy_of, origin FROM reports WHERE report = ?",
                                    (record["id"],)).fetchone()
            same = known is not None and known[1:] == (body, text, first, origin)
            if not same:
                number = self._report(known[0] if known else None, record | {"copy_of": first, "origin": origin}, body)
                self.derive(number, unpack(body, text))
                if first:  # what was a copy of it is one of the same
                    self.db.execute("UPDATE reports SET copy_of = ? WHERE copy_of = ?", (first, number))
            self.note(line or Line(record["id"], "coded", report=record["id"]))
        return not same

    def _first(self, report: str | None) -> int | None:
        """The number of the report that one is a copy of."""
        found = self.db.execute("SELECT coalesce(copy_of, id) FROM reports WHERE report = ?", (report,)).fetchone()
        return found[0] if found else None

    def coded(self, report: str) -> Kept | None:
        """A record as it was coded, without corrections."""
        found = self.db.execute("SELECT record, text FROM reports WHERE report = ?", (report,)).fetchone()
        return unpack(found[0], found[1]) if found else None

    def set_aside(self, item: str, reason: str, kind: str | None = None) -> None:
        """Notes something that gave no record, and why."""
        with self.batch():
            self.note(Line(item, "set aside", kind=kind, reason=reason))

    def note(self, line: Line) -> None:
        """A line of the ledger; a later one on the same item takes its place."""
        ledger.note(self.db, line, now())

    def _report(self, number: int | None, record: Json, body: bytes) -> int:
        coder = record.get("coder") or {}
        row = {"report": record["id"], **{name: record.get(name) for name in (
            "date", "title", "url", "publisher", "byline", "language", "origin", "copy_of")},
            "coder_version": coder.get("version"), "coder_model": coder.get("model"),
            "coder_knowledge": coder.get("knowledge"), "taken_in": now(),
            "text": record["text"] if self.text == "full" else None, "record": body}
        if number is None:
            return self._insert("reports", row)
        self.db.execute(f"UPDATE reports SET {', '.join(f'{name} = :{name}' for name in row)} WHERE id = :id",
                        row | {"id": number})
        return number

    def again(self, report: str) -> None:
        """Derives a report's rows anew: after its corrections have changed."""
        found = self.db.execute("SELECT id, record, text FROM reports WHERE report = ?", (report,)).fetchone()
        if found:
            self.derive(found[0], unpack(found[1], found[2]))

    def derive(self, number: int, coded: Kept) -> None:
        """Makes the rows of a report from its record and the corrections of it. Events keep their numbers."""
        record = coded.record
        made, found = corrected(record, coded.text, corrections_of(self.db, record["id"]), coded.hashes)
        kept = dict(self.db.execute("SELECT event, id FROM events WHERE report = ?", (number,)))
        stories = dict(self.db.execute("SELECT event, story FROM events WHERE report = ?", (number,)))
        before = self._named_by(number)
        for table in ("events", "statements", "report_actors", "sentences"):
            self.db.execute(f"DELETE FROM {table} WHERE report = ?", (number,))
        rows = rows_of(made, coded.text, coded.hashes)
        sentences = self._sentences(number, rows)
        actors = {key: self._named("actors", key, row) for key, row in rows.actors.items()}
        places = {key: self._named("places", key, row) for key, row in rows.places.items()}
        self._many("report_actors", [row | {"report": number, "actor": actors[row["actor"]]}
                                     for row in rows.report_actors])
        self._events(number, rows, sentences, actors, places, kept, stories)
        self._statements(number, rows, sentences, actors)
        self._sweep(before)
        self.db.execute("INSERT OR IGNORE INTO stale SELECT ? WHERE EXISTS "
                        "(SELECT 1 FROM segments WHERE ? BETWEEN first AND last)", (number, number))
        self.db.executemany("UPDATE corrections SET found = ? WHERE id = ?",
                            [(int(ok), id) for id, ok in found.items()])

    def _sentences(self, number: int, rows: Rows) -> dict[tuple[int, int], int]:
        keep = self.text != "none"
        return {span: self._insert("sentences", {"report": number, "start": span[0], "end": span[1], "hash": digest,
                                                 "text": words if keep else None})
                for span, (digest, words) in sorted(rows.sentences.items())}

    def _events(self, number: int, rows: Rows, sentences: dict[tuple[int, int], int], actors: dict[str, int],
                places: dict[str, int], kept: dict[str, int], stories: dict[str, int]) -> None:
        ids = {}
        for row in sorted(rows.events, key=lambda row: row["event"] not in kept):  # known numbers before new ones
            own = {"id": kept[row["event"]]} if row["event"] in kept else {}
            ids[row["event"]] = self._insert("events", row | own | {
                "report": number, "place": places.get(row["place"]), "sentence": sentences[row["sentence"]],
                "story": stories.get(row["event"])})
        sides = [row | {"event": ids[row["event"]], "actor": actors[row["actor"]]} for row in rows.event_actors]
        self._many("event_actors", sides)
        self._many("pairs", _pairs(sides))
        self._many("plans", [row | {"event": ids[row["event"]]} for row in rows.plans])

    def _statements(self, number: int, rows: Rows, sentences: dict[tuple[int, int], int],
                    actors: dict[str, int]) -> None:
        for row in rows.statements:
            topics = row.pop("topics")
            content = row["content"] if self.text != "none" else None
            id = self._insert("statements", row | {
                "report": number, "content": content, "speaker": actors.get(row["speaker"] or ""),
                "via": actors.get(row["via"] or ""), "sentence": sentences.get(row["sentence"])})
            self._many("statement_topics", [{"topic": topic, "statement": id} for topic in topics])

    def _named(self, table: str, key: str, row: Json) -> int:
        """The number of an actor or a place, new or known."""
        known = self._numbers.get((table, key))
        if known is None:
            found = self.db.execute(f"SELECT id FROM {table} WHERE key = ?", (key,)).fetchone()
            known = self._numbers[table, key] = int(found[0]) if found else self._insert(table, row)
        return known

    def _insert(self, table: str, row: Json) -> int:
        names = ", ".join(f'"{name}"' for name in row)
        made = self.db.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})",
                               tuple(row.values()))
        return int(made.lastrowid or 0)

    def _many(self, table: str, rows: Iterable[Json]) -> None:
        listed = list(rows)
        if listed:
            names = ", ".join(f'"{name}"' for name in listed[0])
            self.db.executemany(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(listed[0]))})",
                                [tuple(row.values()) for row in listed])

    def delete(self, report: str) -> bool:
        """Deletes a report with everything derived from it, its corrections included; False where it is not here.

        What was a copy of it stands for itself from now on: its line in the ledger says that it is to be coded.
        """
        with self.batch():
            found = self.db.execute("SELECT id FROM reports WHERE report = ?", (report,)).fetchone()
            if found is None:
                return False
            before = self._named_by(found[0])
            self.db.execute("UPDATE ledger SET state = 'seen' WHERE state = 'copy' AND report IN "
                            "(SELECT report FROM reports WHERE copy_of = ?)", found)
            prints.drop(self.db, found[0])
            self.db.execute("DELETE FROM reports WHERE id = ?", found)
            self.db.execute("DELETE FROM corrections WHERE report = ?", (report,))
            self.db.execute("DELETE FROM ledger WHERE report = ?", (report,))
            self.db.execute("INSERT OR IGNORE INTO stale SELECT ? WHERE EXISTS "
                            "(SELECT 1 FROM segments WHERE ? BETWEEN first AND last)", (found[0], found[0]))
            self._sweep(before)
            self._forgets = True
        return True

    def _named_by(self, number: int) -> tuple[str, str]:
        """The actors and places of a report, as JSON."""
        actors = self.db.execute("SELECT DISTINCT actor FROM report_actors WHERE report = ?", (number,))
        places = self.db.execute("SELECT DISTINCT place FROM events WHERE report = ? AND place NOT NULL", (number,))
        return json.dumps([id for id, in actors]), json.dumps([id for id, in places])

    def _sweep(self, before: tuple[str, str]) -> None:
        """Those of a report's actors and places that nothing names any more go."""
        gone = sum(self.db.execute(
            f"DELETE FROM {table} WHERE id IN (SELECT value FROM json_each(?)) "
            f"AND NOT EXISTS (SELECT 1 FROM {users} WHERE {column} = {table}.id)", (ids,)).rowcount
            for table, users, column, ids in (("actors", "report_actors", "actor", before[0]),
                                              ("places", "events", "place", before[1])))
        if gone:
            self._numbers.clear()

    def _forget(self) -> None:
        """Words of deleted texts leave the search indexes too, which only mark them as gone."""
        if self._forgets:
            for name, _ in schema.SEARCHED:
                self.db.execute(f"INSERT INTO {name}_fts ({name}_fts) VALUES ('optimize')")


def connect(path: Path) -> sqlite3.Connection:
    """A connection that writes. Raises StoreError where the folder is missing or the file is no SQLite."""
    if not path.parent.is_dir():
        raise StoreError(f"{path}: there is no folder {path.parent}. Make it first.")
    db = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        for setting in ("synchronous = NORMAL", "foreign_keys = ON", "secure_delete = ON", "cache_size = -65536"):
            db.execute(f"PRAGMA {setting}")
    except sqlite3.DatabaseError as error:
        db.close()
        raise StoreError(f"{path} is no record database ({error}). Give another path.") from error
    return db


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _pairs(sides: Sequence[Json]) -> list[Json]:
    """All parties on a side of an event, and both orders of those that face each other."""
    by_event: dict[int, tuple[list[Json], list[Json]]] = {}
    for side in sides:
        if side["role"] != "forum":
            by_event.setdefault(side["event"], ([], []))[side["role"] == "target"].append(side)
    out: dict[tuple[str, str, str, int], None] = {}
    for event, (sources, targets) in by_event.items():
        for side in (*sources, *targets):
            out[side["party"], "", side["day"] or "", event] = None
        for one in sources:
            for other in targets:
                for a, b in ((one, other), (other, one)):
                    out[a["party"], b["party"], one["day"] or "", event] = None
    return [dict(zip(("a", "b", "day", "event"), pair, strict=True)) for pair in out]
