"""Counts over all the events there are: DuckDB over the segments, SQLite for what they do not hold.

Both halves see one moment of the database: the segments named in it are immutable, and what has changed since or came
later is read from SQLite in the same transaction. What a segment has no column for (words, topics, persons, places) is
asked of SQLite alone, and so is everything where DuckDB is not installed or a file is gone: the answer is the same.
"""

from __future__ import annotations

import json
import threading
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date, timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from communique.knowledge.world_rows import Membership
from communique.store import cells, filters
from communique.store.filters import EventFilter
from communique.store.names import Names
from communique.store.query import Query
from communique.store.segments import ENDS, folder_of, is_whole, joined, named, pair_of

if TYPE_CHECKING:
    from communique.store.view import View

HELD = {"actor", "with_", "source", "target", "members_of", "type", "mode", "quad", "cameo", "status", "since", "until",
        "context", "min_confidence", "typed"}  # fields of a filter that segments can answer
# What the segments do not hold. `likelihood` says that it is little; else SQLite reads whole tables for Bloom filters.
FRESH = ("fresh (id) AS (SELECT id FROM reports WHERE likelihood(id > ?, 0.0001) UNION "
         "SELECT value FROM json_each(?))")


class Lake(NamedTuple):
    """The segments of one moment: the files by kind, the last report in them, the reports that are stale."""

    events: list[str]
    pairs: list[str]
    reports: list[str]
    parties: list[str]
    cells: list[str]
    last: int
    stale: list[int]
    worn: list[int]  # the places, in these lists, of the segments that have stale reports

    def fresh(self) -> tuple[object, object]:
        """The values of `FRESH`."""
        return self.last, json.dumps(self.stale)


class Duck:
    """A DuckDB in memory, made when it is first asked."""

    def __init__(self) -> None:
        self._db: Any = None
        self._lock = threading.Lock()

    def table(self, sql: str, values: Iterable[object] = (), **tables: Any) -> Any:
        """The answer as an Arrow table; `tables` are Arrow tables it may name. None where a file cannot be read."""
        duckdb = import_module("duckdb")
        with self._lock:
            if self._db is None:
                self._db = duckdb.connect(":memory:", config={"memory_limit": "2GB"})
                self._db.execute("LOAD parquet; SET parquet_metadata_cache = true")
            for name, table in tables.items():
                self._db.register(name, table)
            try:
                return self._db.sql(sql, params=list(values)).to_arrow_table()
            except duckdb.Error:  # a file that is broken has many names
                return None
            finally:
                for name in tables:
                    self._db.unregister(name)

    def close(self) -> None:
        """Lets go of its memory."""
        if self._db is not None:
            self._db.close()
            self._db = None


def lake_of(view: View, wanted: EventFilter) -> Lake | None:
    """The segments, where there are any that can answer. To be asked within `view.moment()`."""
    segments = named(view.db)
    if not segments or find_spec("duckdb") is None or find_spec("pyarrow") is None or not _is_held(view, wanted):
        return None
    folder = folder_of(Path(view.path))
    if not all(is_whole(folder, one) for one in segments):
        return None
    files = [[str(folder / f"{one.file}{end}") for one in segments] for end in ENDS]
    stale = sorted(row[0] for row in view.db.execute("SELECT report FROM stale"))
    worn = [n for n, one in enumerate(segments) if bisect_left(stale, one.first) < bisect_right(stale, one.last)]
    events, pairs, reports, parties, counted = files
    return Lake(events, pairs, reports, parties, counted, segments[-1].last, stale, worn)


def _is_held(view: View, wanted: EventFilter) -> bool:
    given = {field.name for field in fields(EventFilter) if getattr(wanted, field.name) != field.default}
    people = [getattr(wanted, name) for name in ("actor", "with_", "source", "target")]
    return given <= HELD and all(view.names.actor(name).party for name in people if name)


def rows_of(view: View, wanted: EventFilter, lake: Lake) -> Query:
    """The rows of the segments that fit, stale reports apart, as `e`."""
    names = view.names
    party = {role: name and names.actor(name).party for role, name in (
        ("actor", wanted.actor), ("with", wanted.with_), ("source", wanted.source), ("target", wanted.target))}
    query = Query("read_parquet(?) e", "e.day", "e.report", fixed=[lake.pairs if party["with"] else lake.events])
    without_stale(query, lake)
    if party["with"]:
        both = [str(party["actor"]), str(party["with"])]
        one, other = joined(both[:1]), joined(both[1:])
        query.any_of("e.pair", (pair_of(*both), ""))
        query.add("(e.pair <> '' OR (contains(e.sources, ?) AND contains(e.targets, ?)) OR "
                  "(contains(e.sources, ?) AND contains(e.targets, ?)))", one, other, other, one)
    elif party["actor"]:
        _has(query, ("sources", "targets"), [str(party["actor"])])
    for role in ("source", "target"):
        if party[role]:
            _has(query, (f"{role}s",), [str(party[role])])
    if wanted.members_of:
        _has_members(query, names.members(wanted.members_of))
    _codes(query, wanted, names)
    return query


def _codes(query: Query, wanted: EventFilter, names: Names) -> None:
    """What is asked of an event besides its sides."""
    filters.codes(query, wanted, names)
    if wanted.context:
        filters.context(query, names.context(wanted.context))
    if wanted.min_confidence:
        query.add("e.confidence >= ?", wanted.min_confidence)
    days(query, wanted.since, wanted.until)


def _events_of(view: View, wanted: EventFilter, lake: Lake) -> Query:
    """A row of a segment for each event that fits: by way of its party where one is asked for and nobody else."""
    asked = [name for name in ("actor", "with_", "source", "target", "members_of") if getattr(wanted, name)]
    if len(asked) != 1 or asked[0] == "members_of":
        query = rows_of(view, wanted, lake)
        query.add("e.first")
        return query
    query = Query("read_parquet(?) e", "e.day", "e.report", fixed=[lake.parties])
    without_stale(query, lake)
    query.add("e.party = ?", view.names.actor(getattr(wanted, asked[0])).party)
    if asked[0] != "actor":
        query.add(f"e.is_{asked[0]}")
    _codes(query, wanted, view.names)
    return query


def without_stale(query: Query, lake: Lake) -> None:
    """Leaves out the reports that SQLite knows better."""
    if lake.stale:
        query.add("report NOT IN (SELECT unnest(?))", lake.stale)


def _has(query: Query, columns: Iterable[str], parties: Iterable[str]) -> None:
    """One of the columns names one of the parties."""
    listed = [joined([party]) for party in parties]
    query.add(f"({' OR '.join(f'contains(e.{column}, ?)' for column in columns for _ in listed)})",
              *(party for _ in columns for party in listed))


def _has_members(query: Query, members: Iterable[Membership]) -> None:
    """A side names a member of that day; an event without a day, one of today."""
    parts: list[str] = []
    for one in members:
        part = "(contains(e.sources, ?) OR contains(e.targets, ?))"
        values: list[object] = [joined([one.member])] * 2
        if one.since:
            part += " AND coalesce(e.day >= CAST(? AS DATE), true)"
            values.append(filters.whole(one.since))
        if one.until:
            part += " AND coalesce(e.day < CAST(? AS DATE), false)"
            values.append(behind(one.until))
        parts.append(f"({part})")
        query.fixed += values
    query.add(f"({' OR '.join(parts)})")


def days(query: Query, since: str | None, until: str | None) -> None:
    """From one day to another, in a column of days."""
    if since:
        query.add("e.day >= CAST(? AS DATE)", filters.whole(filters.day("since", since)))
    if until:
        query.add("e.day IS NOT NULL")
    if until and until < "9999":
        query.add("e.day < CAST(? AS DATE)", behind(filters.day("until", until)))


def behind(day: str) -> str:
    """The day after a day, a month or a year."""
    first = date.fromisoformat(filters.whole(day))
    after = first + timedelta(days={4: 366, 7: 31}.get(len(day), 1))  # in the year or month that follows
    after = after.replace(day=1) if len(day) < 10 else after
    return (after.replace(month=1) if len(day) == 4 else after).isoformat()


def count(view: View, wanted: EventFilter) -> int | None:
    """How many events fit; None where SQLite has to say."""
    with view.moment():
        lake = lake_of(view, wanted)
        if lake is None:
            return None
        query = _events_of(view, wanted, lake)
        table = view.duck.table(f"SELECT count(*) AS n FROM {query.tables}{query.clause()}", query.values)
        if table is None:
            return None
        late = filters.events(wanted, view.names)
        fresh = view.db.execute(f"WITH {FRESH} SELECT count(*) FROM {late.of_fresh()}{late.clause()}",
                                (*lake.fresh(), *late.values)).fetchone()
        return int(table["n"][0].as_py()) + int(fresh[0])


def cells_of(view: View, lake: Lake, ends: cells.Ends) -> list[Any] | None:
    """The cells of all segments for some dyads and, to be taken off, those of their stale reports; None where a file
    cannot be read."""
    where, values = ends.sql()
    fit = f"({' AND '.join(where)} OR source = '')" if where else "true"
    parts = [view.duck.table(f"SELECT {', '.join(cells.COLUMNS)} FROM read_parquet(?) WHERE {fit}",
                             [lake.cells, *values])]
    if lake.worn:
        events, reports = ([files[n] for n in lake.worn] for files in (lake.events, lake.reports))
        stale = "FROM read_parquet(?) WHERE report IN (SELECT unnest(?))"
        rows = view.duck.table(f"SELECT day, type, status, intensity, source, target {stale} AND {fit}",
                               [events, lake.stale, *values])
        told = view.duck.table(f"SELECT day {stale}", [reports, lake.stale])
        parts.append(None if rows is None or told is None else cells.less(cells.counted(rows, told)))
    return None if any(part is None for part in parts) else parts


def arrow(names: Iterable[str], kinds: str, rows: Sequence[Sequence[object]]) -> Any:
    """Rows as an Arrow table; `kinds` has a letter a column: s text, i whole number, f number."""
    pa = import_module("pyarrow")
    types = {"s": pa.string(), "i": pa.int64(), "f": pa.float64()}
    columns = list(zip(*rows, strict=True)) or [()] * len(kinds)
    return pa.table({name: pa.array([*column], types[kind])
                     for name, kind, column in zip(names, kinds, columns, strict=True)})
