"""Reading a record database. Everything that reads goes through here; nothing here can write.

A view is one connection, opened read-only. Lists come in the order of days, a page or a batch at a time; what is asked
for is a filter (`filters.py`). Readers do not wait for the writer, nor it for them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

from communique.errors import StoreError
from communique.store import aggregates, filters, ledger, schema
from communique.store.corrected import corrected
from communique.store.filters import EventFilter, StatementFilter
from communique.store.keep import unpack
from communique.store.names import KINDS, Names
from communique.store.query import Query
from communique.store.reading import corrections_of, id_of

Row = dict[str, Any]
Cursor = tuple[str | None, int]  # day and number of the last row seen
BATCH = 1000

EVENT_COLUMNS = (
    "e.id, r.report, e.event, e.day, e.start, e.end, e.granularity, e.type, e.mode, e.status, e.plover, e.cameo, "
    "e.root, e.quad, e.intensity, e.contexts, e.reciprocal, e.announced, e.mechanism, p.name AS place, "
    "p.country AS place_country, p.admin1 AS place_admin1, p.feature AS place_feature, p.lat, p.lon, p.geonames, "
    "e.reported_by, e.same_as, e.quantities, e.confidence, e.corrected, e.story, s.text AS sentence, "
    "s.start AS sentence_start, s.end AS sentence_end, e.trigger, e.trigger_start, e.trigger_end, "
    "r.date AS published, r.title, r.url, r.publisher, r.language, r.origin, r.coder_version, "
    "coalesce(t.outlets, 1) AS outlets, "
    "coalesce(t.reports, 1 + (SELECT count(*) FROM reports c WHERE c.copy_of = e.report)) AS reports")
EVENT_JOINS = (" JOIN reports r ON r.id = e.report LEFT JOIN places p ON p.id = e.place "
               "LEFT JOIN sentences s ON s.id = e.sentence LEFT JOIN stories t ON t.id = e.story")
LISTS = {"source": "sources", "target": "targets", "forum": "forums"}
SIDE = ("key", "ref", "name", "kind", "wikidata", "party", "code", "sector", "office", "start", "end")
STATEMENT_COLUMNS = (
    "q.id, r.report, q.statement, q.day, q.said_at, a.name AS speaker, a.key AS speaker_key, q.party, q.code, "
    "q.office, v.name AS via, q.addressee, q.occasion, q.kind, q.stance, q.cue, q.content, q.start, q.end, q.parent, "
    "q.post, q.confidence, q.corrected, s.text AS sentence, s.start AS sentence_start, s.end AS sentence_end, "
    "r.date AS published, r.title, r.url, r.publisher")
STATEMENT_JOINS = (" JOIN reports r ON r.id = q.report LEFT JOIN actors a ON a.id = q.speaker "
                   "LEFT JOIN actors v ON v.id = q.via LEFT JOIN sentences s ON s.id = q.sentence")


class View:
    """A record database, to be read. Use it in a `with`."""

    def __init__(self, path: str | Path, *, steps: Sequence[schema.Step] = schema.STEPS) -> None:
        """Opens a database. Raises StoreError where there is none, or one of another version."""
        self.path = Path(path)
        if not self.path.is_file():
            raise StoreError(f"There is no record {self.path}. Make one with 'communique ingest … --into {self.path}'.")
        self.db = sqlite3.connect(f"file:{quote(str(self.path.resolve()))}?mode=ro", uri=True, timeout=30,
                                  isolation_level=None, check_same_thread=False)
        self.db.row_factory = sqlite3.Row
        try:
            schema.check(self.db, steps)
        except sqlite3.DatabaseError as error:
            self.db.close()
            raise StoreError(f"{self.path} is no record database ({error}).") from error
        for setting in ("query_only = ON", "cache_size = -65536"):
            self.db.execute(f"PRAGMA {setting}")
        self.names = Names(self.db)
        self.duck = aggregates.Duck()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connection."""
        self.duck.close()
        self.db.close()

    @contextmanager
    def moment(self) -> Iterator[None]:
        """All that is asked within sees the database as it was at one moment. Moments may lie within each other."""
        if self.db.in_transaction:
            yield
            return
        self.db.execute("BEGIN")
        try:
            yield
        finally:
            self.db.execute("COMMIT")

    def check(self, wanted: EventFilter | StatementFilter) -> None:
        """Raises StoreError where a filter has a value that is none."""
        if isinstance(wanted, EventFilter):
            filters.events(wanted, self.names)
        else:
            filters.statements(wanted, self.names)

    # events

    def events(self, wanted: EventFilter, *, limit: int | None = None, after: Cursor | None = None,
               newest_first: bool = False) -> Iterator[Row]:
        """Events with their sides, in the order of days. `after` goes on behind the last row of a page.

        `sources`, `targets`, `forums` are lists of rows with key, name, party, code, sector, office, start, end.
        """
        query = filters.events(wanted, self.names)
        for batch in self._batches(query, EVENT_COLUMNS, EVENT_JOINS, limit, after, newest_first):
            yield from self._with_sides(batch)

    def count_events(self, wanted: EventFilter) -> int:
        """How many events there are."""
        counted = aggregates.count(self, wanted)
        return counted if counted is not None else self._count(filters.events(wanted, self.names))

    def _with_sides(self, events: list[Row]) -> list[Row]:
        found = {event["id"]: event | {"sources": [], "targets": [], "forums": []} for event in events}
        ids = json.dumps(list(found))
        rows = self.db.cursor()
        rows.row_factory = None
        rows.execute(
            "SELECT x.event, x.role, a.key, a.ref, a.name, a.kind, a.wikidata, x.party, x.code, x.sector, x.office, "
            "x.start, x.end FROM json_each(?) i CROSS JOIN event_actors x ON x.event = i.value "
            "CROSS JOIN actors a ON a.id = x.actor ORDER BY x.event, x.role, x.n", (ids,))
        for event, role, *values in rows:
            found[event][LISTS[role]].append(dict(zip(SIDE, values, strict=True)))
        return list(found.values())

    # statements

    def statements(self, wanted: StatementFilter, *, limit: int | None = None, after: Cursor | None = None,
                   newest_first: bool = False) -> Iterator[Row]:
        """Statements with `topics`, a list, in the order of days."""
        query = filters.statements(wanted, self.names)
        for batch in self._batches(query, STATEMENT_COLUMNS, STATEMENT_JOINS, limit, after, newest_first):
            topics: dict[int, list[str]] = {row["id"]: [] for row in batch}
            for id, topic in self.db.execute(
                    "SELECT statement, topic FROM statement_topics WHERE statement IN (SELECT value FROM json_each(?)) "
                    "ORDER BY statement, topic", (json.dumps(list(topics)),)):
                topics[id].append(topic)
            yield from (row | {"topics": topics[row["id"]]} for row in batch)

    def count_statements(self, wanted: StatementFilter) -> int:
        """How many statements there are."""
        return self._count(filters.statements(wanted, self.names))

    # what lies ahead

    def agenda(self, *, country: str | None = None, since: str | None = None, until: str | None = None) -> list[Row]:
        """Scheduled events that have not happened by another telling, those without a day last.

        `since` is the first day of interest; without it, the day of the last report. A plan without a day is dropped a
        year after it was told.
        """
        first = filters.whole(filters.day("since", since)) if since else self.last_day() or ""
        year = (date.fromisoformat(first) - timedelta(days=366)).isoformat() if first else ""
        dated, blank = (filters.ahead(country, self.names, dated=dated) for dated in (True, False))
        dated.add("d.day >= ? AND d.until >= ?", year, first)  # nothing lasts longer than a year
        if until:
            dated.add("d.day <= ?", filters.day("until", until) + "~")
        blank.add("(d.day >= ? OR d.day = '')", year)
        rows = [row for query, order in ((dated, "d.day, d.event"), (blank, "d.event")) for row in self._rows(
            f"SELECT {EVENT_COLUMNS}, e.day AS _day, e.id AS _id FROM {query.tables}{EVENT_JOINS}{query.clause()} "
            f"ORDER BY {order}", query.values)]
        return [row for at in range(0, len(rows), BATCH) for row in self._with_sides(rows[at:at + BATCH])]

    # reports and actors

    def report(self, id: str) -> Row | None:
        """A report's record as JSON has it, with the corrections in it; None where it is not here. `copy_of` and
        `origin` stand in it where they are known.

        The last part of an id that is a path will do, where only one ends so; else StoreError."""
        known = id_of(self.db, id)
        if known is None:
            return None
        found = self.db.execute("SELECT r.record, r.text, c.report, r.origin FROM reports r "
                                "LEFT JOIN reports c ON c.id = r.copy_of WHERE r.report = ?", (known,)).fetchone()
        kept = unpack(found[0], found[1])
        more = {name: value for name, value in (("copy_of", found[2]), ("origin", found[3])) if value is not None}
        return corrected(kept.record, kept.text, corrections_of(self.db, known), kept.hashes)[0] | more

    def reports(self, *, since: str | None = None, until: str | None = None, outlet: str | None = None,
                limit: int | None = None) -> Iterator[Row]:
        """Reports with the number of their events and statements, in the order of days."""
        query = Query("reports r", "r.date", "r.id")
        if since:
            query.add("r.date >= ?", filters.day("since", since))
        if until:
            query.add("r.date <= ?", filters.day("until", until) + "~")
        if outlet:
            query.add("r.publisher = ?", outlet)
        columns = ("r.id, r.report, r.date, r.title, r.url, r.publisher, r.byline, r.language, r.taken_in, "
                   "r.origin, (SELECT c.report FROM reports c WHERE c.id = r.copy_of) AS copy_of, "
                   "(SELECT count(*) FROM events e WHERE e.report = r.id) AS events, "
                   "(SELECT count(*) FROM statements q WHERE q.report = r.id) AS statements")
        for batch in self._batches(query, columns, "", limit, None, False):
            yield from batch

    def actors(self, *, name: str | None = None, kind: str | None = None, limit: int | None = None) -> Iterator[Row]:
        """Actors, those in most reports first."""
        where, values = self._of_actors(name, kind)
        rows = self._rows("SELECT id, key, ref, name, kind, code, wikidata, reports, mentions FROM actors"
                          f"{where} ORDER BY reports DESC, name, id LIMIT ?", (*values, -1 if limit is None else limit))
        yield from rows

    def count_actors(self, *, name: str | None = None, kind: str | None = None) -> int:
        """How many actors there are."""
        where, values = self._of_actors(name, kind)
        return int(self.db.execute(f"SELECT count(*) FROM actors{where}", values).fetchone()[0])

    def _of_actors(self, name: str | None, kind: str | None) -> tuple[str, list[object]]:
        where, values = ["reports"], list[object]()
        if name:
            where.append("name LIKE ? ESCAPE '\\'")
            values.append(f"%{filters._literal(name)}%")
        if kind:
            where.append("kind = ?")
            values.append(self.names.one_of("kind", kind, KINDS))
        return f" WHERE {' AND '.join(where)}", values

    def corrections(self, *, report: str | None = None, lost: bool = False) -> Iterator[Row]:
        """Corrections in the order they were made; `lost`: those whose sentence or words are gone."""
        rows = self.db.execute(
            "SELECT id, report, what, hash, words, nth, action, field, value, was, who, why, made_at, undone, found "
            "FROM corrections WHERE (?1 IS NULL OR report = ?1) AND (NOT ?2 OR (NOT found AND NOT undone)) ORDER BY id",
            (report, lost))
        for row in rows:
            yield dict(row) | {name: json.loads(row[name] or "null") for name in ("value", "was")}

    def ledger(self, *, state: str | None = None, kind: str | None = None) -> Iterator[Row]:
        """What was seen and what became of it."""
        yield from ledger.lines(self.db, state, kind)

    def ledger_counts(self) -> list[tuple[str, str | None, int]]:
        """How many items are in each state, by kind of mistake."""
        return ledger.counts(self.db)

    def extent(self) -> tuple[int, str | None, str | None]:
        """How many reports there are, the first day and the last."""
        count, first, last = self.db.execute("SELECT count(*), min(date), max(date) FROM reports").fetchone()
        return int(count), first, last

    def last_day(self) -> str | None:
        """The day of the latest report."""
        found = self.db.execute("SELECT max(date) FROM reports").fetchone()
        return found[0] if found else None

    # how lists are read

    def _batches(self, query: Query, columns: str, joins: str, limit: int | None, after: Cursor | None,
                 newest_first: bool) -> Iterator[list[Row]]:
        """The rows of a query, some at a time, each batch behind the last row of the one before."""
        left = limit
        while left is None or left > 0:
            size = BATCH if left is None else min(BATCH, left)
            rows = self._page(query, columns, joins, size, after, newest_first)
            if rows:
                yield rows
            if len(rows) < size:
                return
            after = (rows[-1]["_day"], rows[-1]["_id"])
            left = None if left is None else left - len(rows)

    def _page(self, query: Query, columns: str, joins: str, size: int, after: Cursor | None,
              newest_first: bool) -> list[Row]:
        """A page: rows without a day come before all others, or behind them where the newest come first."""
        parts = [True, False] if query.blank else [False]
        rows: list[Row] = []
        for blank in reversed(parts) if newest_first else parts:
            if len(rows) < size and (after is None or not query.blank or blank == (not after[0])
                                     or blank == newest_first):
                start = after if after is None or not query.blank or blank == (not after[0]) else None
                rows += self._part(query, columns, joins, size - len(rows), start, newest_first, blank)
        return rows

    def _part(self, query: Query, columns: str, joins: str, size: int, after: Cursor | None, newest_first: bool,
              blank: bool) -> list[Row]:
        order, sign, plus = ("DESC" if newest_first else "ASC"), ("<" if newest_first else ">"), "+" * query.few
        where, values = query.tested()
        if query.blank:
            where.append(f"{query.day} IS NULL" if blank else f"{query.day} IS NOT NULL")
        if after is not None:
            where.append(f"{query.id} {sign} ?" if blank else f"({plus}{query.day}, {query.id}) {sign} (?, ?)")
            values += [after[1]] if blank else [after[0] or "", after[1]]
        day = "" if blank else f"{plus}{query.day} {order}, "
        page = (f"SELECT {query.day} AS _day, {query.id} AS _id FROM {query.tables}{' WHERE ' * bool(where)}"
                f"{' AND '.join(where)} ORDER BY {day}{query.id} {order} LIMIT ?")
        return self._rows(f"SELECT {columns}, x._day, x._id FROM ({page}) x CROSS JOIN {query.of} = x._id{joins} "
                          f"ORDER BY x._day {order}, x._id {order}", (*values, size))

    def _rows(self, sql: str, values: Sequence[object]) -> list[Row]:
        found = self.db.cursor()
        found.row_factory = None  # tuples: twice as fast as rows with names
        found.execute(sql, values)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def _count(self, query: Query) -> int:
        found = self.db.execute(f"SELECT count(*) FROM {query.tables}{query.clause()}", query.values).fetchone()
        return int(found[0])


def pages(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows without the columns that only lists need."""
    return ({name: value for name, value in row.items() if not name.startswith("_")} for row in rows)
