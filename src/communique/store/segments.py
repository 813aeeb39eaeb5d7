"""Parquet files beside a database, for counts over millions of events: `RECORD.db.segments/`.

The writer seals blocks of reports: five files a block. One has the events with whom they lead from and to, one the
reports with their days, the others the same once more in an order that is soon read. A file is written under another
name, renamed when it is whole, and never changed; the table `segments` names those that count, and a report that
changes later stands in `stale` and is read from SQLite. So a file that nothing names is waste, and one that is named
but gone is only a reason to be slow. The names cannot be guessed or come twice: a database that is replaced or restored
never meets the files of another.

A row of events is an event with one source and one target, in both directions where it is done together; an event that
lacks a side has one row with that side empty. `first` marks one row of each event; `sources` and `targets` are all its
parties, so that a filter needs no other row. The file of pairs has these rows once for every two parties that face each
other in the event, sorted by them (`pair`), so that what two parties do is read without the rest; an event of more than
MOST_PAIRS has its rows there once, without a pair. The file of parties has each event once for every party on a side,
sorted by it; that of cells what `cells.py` says. Sealing needs pyarrow (`communique[frames]`); without it there are
no segments.
"""

from __future__ import annotations

import os
import re
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from communique.store import cells, schema

BLOCK = 2048  # reports of the smallest segment
SIDE_BY_SIDE = 8  # so many of one size become one,
LEVELS = 2  # twice
MOST_PAIRS = 12  # of an event that stands in the file of pairs once for each
MOST_STALE = 0.005  # of the reports of a segment
READ = 2048  # reports that are read at once
GROUP = 16_384  # rows of a group in a file
NAME = re.compile(r"\d+-\d+-[0-9a-f]{16}")
MARK = "\x1f"
ENDS = (".events.parquet", ".pairs.parquet", ".reports.parquet", ".parties.parquet", ".cells.parquet")

CODES = {"type": "s", "mode": "s", "status": "s", "quad": "i", "cameo": "s", "contexts": "s", "confidence": "f",
         "intensity": "f"}
EVENTS = {"report": "i", "day": "d", **CODES, "source": "s", "target": "s", "sources": "s", "targets": "s",
          "first": "b"}  # columns: s text, i whole number, f number, d day, b yes or no
PAIRS = {**EVENTS, "pair": "s"}
PARTIES = {"party": "s", "report": "i", "day": "d", **CODES, "is_source": "b", "is_target": "b"}
FIRST = len(EVENTS) - 1
REPORTS = {"report": "i", "day": "d"}


class Segment(NamedTuple):
    """A row of the table `segments`."""

    id: int
    file: str
    first: int
    last: int


def folder_of(path: Path) -> Path:
    """Where the segments of a database lie."""
    return path.with_name(f"{path.name}.segments")


def named(db: sqlite3.Connection) -> list[Segment]:
    """The segments that count, in the order of reports."""
    return [Segment(*row) for row in db.execute("SELECT id, file, first, last FROM segments ORDER BY first")]


def is_whole(folder: Path, segment: Segment) -> bool:
    """Whether its files are there; a name that is none of ours is never looked for."""
    return bool(NAME.fullmatch(segment.file)) and all((folder / f"{segment.file}{end}").is_file() for end in ENDS)


def tidy(db: sqlite3.Connection, path: Path, *, changed: bool = False, block: int = BLOCK) -> int:
    """Seals the blocks that are full and joins small ones; returns how many segments were written.

    With `changed`, those are written anew whose files are gone, in which reports were deleted, or much is stale.
    """
    if find_spec("pyarrow") is None:
        return 0
    folder, written = folder_of(path), 0
    while span := next(_due(db, folder, changed, block), None):
        with schema.transaction(db):  # nobody else writes in between, so no file of another writer is taken for waste
            if span in _due(db, folder, changed, block):
                seal(db, folder, *span)
                written += 1
        if written:
            sweep(db, folder)
    return written


def _due(db: sqlite3.Connection, folder: Path, changed: bool, block: int) -> Iterator[tuple[int, int]]:
    """The spans of reports to be sealed, the next first."""
    segments = named(db)
    if changed:
        yield from ((one.first, one.last) for one in segments if not is_whole(folder, one) or _is_worn(db, one))
    last = segments[-1].last if segments else 0
    newest = db.execute("SELECT max(id) FROM reports").fetchone()[0] or 0
    for level in range(LEVELS, -1, -1):  # much at once goes into large ones at once
        if newest - last >= block * SIDE_BY_SIDE ** level:
            yield last + 1, last + block * SIDE_BY_SIDE ** level
            return
    small = [block * SIDE_BY_SIDE ** level for level in range(LEVELS)]
    for size, run in groupby(segments, lambda one: one.last - one.first + 1):
        beside = list(run)[:SIDE_BY_SIDE]
        if size in small and len(beside) == SIDE_BY_SIDE:
            yield beside[0].first, beside[-1].last


def _is_worn(db: sqlite3.Connection, one: Segment) -> bool:
    """Whether something in it was deleted, or much of it has changed."""
    changed, gone = db.execute(
        "SELECT count(*), count(*) - count(r.id) FROM stale s LEFT JOIN reports r ON r.id = s.report "
        "WHERE s.report BETWEEN ? AND ?", (one.first, one.last)).fetchone()
    odd = db.execute("SELECT odd FROM segments WHERE id = ?", (one.id,)).fetchone()[0]
    return bool(gone) or changed - odd > max(16, MOST_STALE * (one.last - one.first + 1))


def seal(db: sqlite3.Connection, folder: Path, first: int, last: int) -> None:
    """Writes the files of a span of reports and names them in the table, within the caller's transaction."""
    folder.mkdir(exist_ok=True)
    file = f"{first}-{last}-{secrets.token_hex(8)}"
    odd: set[int] = set()
    spans = [(at, min(at + READ - 1, last)) for at in range(first, last + 1, READ)]
    parts = [_part(db, *span, odd) for span in spans]
    join = import_module("pyarrow").concat_tables
    events, pairs, reports, parties = (join(some) for some in zip(*parts, strict=True))
    _write(folder / f"{file}{ENDS[4]}", cells.counted(events, reports))
    for end, table, by in zip(ENDS, (events, pairs, reports, parties), ("day", "pair", "day", "party"), strict=False):
        _write(folder / f"{file}{end}", table.sort_by(by))  # one sorted copy at a time
    db.execute("DELETE FROM segments WHERE first >= ? AND last <= ?", (first, last))
    db.execute("DELETE FROM stale WHERE report BETWEEN ? AND ?", (first, last))
    db.executemany("INSERT INTO stale VALUES (?)", [(report,) for report in sorted(odd)])
    db.execute("INSERT INTO segments (file, first, last, odd) VALUES (?, ?, ?, ?)", (file, first, last, len(odd)))


def sweep(db: sqlite3.Connection, folder: Path) -> None:
    """Removes files that nothing names: those that were replaced, and those of a writer that was killed."""
    with schema.transaction(db):
        kept = {f"{one.file}{end}" for one in named(db) for end in ENDS}
        for path in folder.iterdir() if folder.is_dir() else ():
            if path.name not in kept and path.name.removesuffix(".tmp").endswith(ENDS):
                path.unlink(missing_ok=True)


def _part(db: sqlite3.Connection, first: int, last: int, odd: set[int]) -> tuple[Any, Any, Any, Any]:
    """The rows of some reports, as Arrow tables: of events, pairs, reports and parties."""
    rows = list(_events(db, first, last))
    return (_arrow(EVENTS, rows, odd), _arrow(PAIRS, _paired(rows), odd),
            _arrow(REPORTS, _reports(db, first, last), odd), _arrow(PARTIES, _by_party(rows), odd))


def _write(path: Path, table: Any) -> None:
    """A Parquet file of an Arrow table; it has its name only when it is whole."""
    parquet = import_module("pyarrow.parquet")
    draft = path.with_name(f"{path.name}.tmp")
    parquet.write_table(table, draft, compression="zstd", row_group_size=GROUP, use_dictionary=True)
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    draft.replace(path)


def _arrow(kinds: dict[str, str], rows: Iterable[tuple[Any, ...]], odd: set[int]) -> Any:
    """Rows as an Arrow table, but for reports with a day that is none, which no column of days can hold."""
    arrow = import_module("pyarrow")
    types = {"i": arrow.int64(), "s": arrow.string(), "d": arrow.string(), "f": arrow.float64(), "b": arrow.bool_()}
    report, day = list(kinds).index("report"), list(kinds).index("day")
    listed = list(rows)
    odd |= {row[report] for row in listed if row[day] is not None and not _is_day(row[day])}
    columns = list(zip(*(row for row in listed if row[report] not in odd), strict=True)) or [()] * len(kinds)
    table = arrow.table({name: arrow.array(column, types[kind])
                         for (name, kind), column in zip(kinds.items(), columns, strict=True)})
    return table.set_column(day, "day", table["day"].cast(arrow.date32()))


@lru_cache(maxsize=50_000)
def _is_day(value: str) -> bool:
    try:
        return len(value) == 10 and date.fromisoformat(value) is not None
    except ValueError:
        return False


def _reports(db: sqlite3.Connection, first: int, last: int) -> list[tuple[Any, ...]]:
    return db.execute("SELECT id, date FROM reports WHERE id BETWEEN ? AND ? ORDER BY id", (first, last)).fetchall()


def _events(db: sqlite3.Connection, first: int, last: int) -> Iterator[tuple[Any, ...]]:
    """The rows of the events of some reports."""
    found = db.execute(
        f"SELECT e.id, e.reciprocal, e.report, e.day, {', '.join(f'e.{name}' for name in CODES)}, x.role, x.party "
        "FROM events e LEFT JOIN event_actors x ON x.event = e.id AND x.role <> 'forum' "
        "WHERE e.report BETWEEN ? AND ? ORDER BY e.report, e.id", (first, last))
    for event, rows in groupby(found, itemgetter(*range(len(CODES) + 4))):
        sides = _sides(rows)
        every = (joined(sides[0]), joined(sides[1]))
        for n, (source, target) in enumerate(_dyads(*sides, bool(event[1]))):
            yield (*event[2:], source, target, *every, not n)


def _sides(rows: Iterable[tuple[Any, ...]]) -> tuple[list[str], list[str]]:
    out: dict[str | None, set[str]] = {"source": set(), "target": set(), None: set()}
    for *_, role, party in rows:
        out[role].add(party)
    return sorted(out["source"]), sorted(out["target"])


def joined(parties: Iterable[str]) -> str:
    """Parties between marks that none has in its name, so that one can be looked for."""
    listed = list(parties)
    return f"{MARK}{MARK.join(listed)}{MARK}" if listed else ""


def _paired(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """The rows of events for the file of pairs."""
    event: list[tuple[Any, ...]] = []
    for row in chain(rows, (None,)):
        if event and (row is None or row[FIRST]):
            pairs = sorted({pair_of(source, target) for *_, source, target, _, _, _ in event if source and target})
            for pair in pairs if len(pairs) <= MOST_PAIRS else [""]:
                yield from ((*one, pair) for one in event)
            event = []
        if row is not None:
            event.append(row)


def _by_party(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """The rows of events for the file of parties."""
    for *event, _, _, sources, targets, first in rows:
        if first:
            for party in sorted({*sources.split(MARK), *targets.split(MARK)} - {""}):
                mark = joined([party])
                yield (party, *event, mark in sources, mark in targets)


def pair_of(one: str, other: str) -> str:
    """Two parties in either order."""
    return joined(sorted((one, other)))


def _dyads(sources: list[str], targets: list[str], both: bool) -> list[tuple[str, str]]:
    """Each source with each target, the other way round too for what is done together.

    >>> _dyads(["CHN"], ["RUS"], True), _dyads(["CHN"], [], True)
    ([('CHN', 'RUS'), ('RUS', 'CHN')], [('CHN', '')])
    """
    out = [(a, b) for a in sources or [""] for b in targets or [""]]
    if both and sources and targets:
        out += [(b, a) for a, b in out]
    return list(dict.fromkeys(out))
