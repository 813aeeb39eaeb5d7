"""What stories need of the database: events as they are told, which of them may be the same, and stories put back.

Triggers note which events are new and which stories have lost one (`fresh`, `broken`), so that only these and what is
tied to them is looked at anew. `spans` finds tellings of the same party about the same days; `links` holds the pairs
that were found to agree.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any

from communique.store.tables import STORY_TABLES

Row = dict[str, Any]
MANY = 500  # ids in one question

TRIGGERS = (
    "CREATE TRIGGER events_fresh AFTER INSERT ON events WHEN new.type NOT NULL AND new.sentence NOT NULL BEGIN "
    "INSERT OR IGNORE INTO fresh VALUES (new.id); END",
    "CREATE TRIGGER events_broken AFTER DELETE ON events WHEN old.story NOT NULL BEGIN "
    "INSERT OR IGNORE INTO broken VALUES (old.story); END",
    "CREATE TRIGGER events_gone AFTER DELETE ON events BEGIN DELETE FROM fresh WHERE event = old.id; END")


def step(db: sqlite3.Connection) -> None:
    """The tables of stories, for a database that has none; all its events are fresh."""
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'fresh'").fetchone() is None:
        for table in STORY_TABLES:
            for statement in table.sql():
                db.execute(statement)
    for trigger in TRIGGERS:
        db.execute(trigger)
    db.execute("INSERT INTO fresh SELECT id FROM events WHERE type NOT NULL AND sentence NOT NULL")


def fresh(db: sqlite3.Connection, most: int) -> list[int]:
    """Events in no story yet, in the order of their numbers: `most` of them."""
    return [id for id, in db.execute(
        "SELECT event FROM fresh ORDER BY event LIMIT ?", (most,))]


def left_over(db: sqlite3.Connection) -> list[int]:
    """The tellings that are left of stories which have lost one."""
    return [id for id, in db.execute(
        "SELECT id FROM events WHERE story IN (SELECT story FROM broken) ORDER BY id")]


def rows(db: sqlite3.Connection, ids: Iterable[int]) -> Iterator[Row]:
    """Events with what is compared: report, place, sentence, sides in a list under `sides`."""
    for part in _parts(ids):
        marks = ", ".join("?" * len(part))
        sides: dict[int, list[Row]] = {}
        for event, role, party, kind, key, code in db.execute(
                "SELECT s.event, s.role, s.party, a.kind, a.key, s.code FROM event_actors s JOIN actors a "
                f"ON a.id = s.actor WHERE s.event IN ({marks}) ORDER BY s.event, s.role, s.n", part):
            sides.setdefault(event, []).append(
                {"role": role, "party": party, "kind": kind, "key": key, "code": code})
        found = db.execute(
            "SELECT e.id, r.report, e.event, r.date AS published, e.type, e.mode, e.status, e.cameo, e.start, e.end, "
            "e.reciprocal, e.mechanism, e.reported_by, e.same_as, e.quantities, e.confidence, s.text AS sentence, "
            "e.sentence AS sentence_id, e.report AS report_id, r.publisher, r.url, r.origin, r.copy_of, "
            "f.publisher AS first_publisher, f.origin AS first_origin, "
            "p.key AS place, p.name AS place_name, p.country, p.admin1, p.feature, p.lat, p.lon "
            "FROM events e JOIN reports r ON r.id = e.report LEFT JOIN reports f ON f.id = r.copy_of "
            "LEFT JOIN sentences s ON s.id = e.sentence LEFT JOIN places p ON p.id = e.place "
            f"WHERE e.id IN ({marks}) ORDER BY e.id", part)
        names = [column[0] for column in found.description]
        listed = [dict(zip(names, values, strict=True)) for values in found]
        present = _present(db, {row["report_id"] for row in listed})
        for row in listed:
            yield row | {"sides": sides.get(row["id"], []), "present": present.get(row["report_id"], set())}


def _present(db: sqlite3.Connection, reports: Iterable[int]) -> dict[int, set[str]]:
    """The parties that reports name: codes of states, keys of all."""
    out: dict[int, set[str]] = {}
    for part in _parts(sorted(reports)):
        for report, code, key in db.execute(
                "SELECT x.report, x.code, a.key FROM report_actors x JOIN actors a ON a.id = x.actor "
                f"WHERE x.report IN ({', '.join('?' * len(part))})", part):
            out.setdefault(report, set()).update((code, key) if code else (key,))
    return out


def place_spans(db: sqlite3.Connection, event: int, parties: Iterable[str], type: str, first: str, last: str,
                long: bool) -> None:
    """Notes when the act of an event may have been."""
    db.execute("DELETE FROM spans WHERE event = ?", (event,))
    db.executemany("INSERT INTO spans VALUES (?, ?, ?, ?, ?, ?)",
                   [(event, party, type, long, first, last) for party in sorted(parties)])


def candidates(db: sqlite3.Connection, parties: Iterable[str], types: Iterable[str], first: str, last: str,
               earliest: tuple[str, str]) -> list[int]:
    """Events with one of these parties and types whose days meet. `earliest`: the days on which the longest of the
    short and of the long spans that may reach `first` begin."""
    found: set[int] = set()
    for party, type, long in product(parties, list(types), (0, 1)):
        found.update(id for id, in db.execute(
            "SELECT event FROM spans WHERE party = ? AND type = ? AND long = ? AND first BETWEEN ? AND ? AND last >= ?",
            (party, type, long, earliest[long], last, first)))
    return sorted(found)


def unlink(db: sqlite3.Connection, event: int) -> None:
    """Forgets which tellings agree with one."""
    db.execute("DELETE FROM links WHERE event = ? OR other = ?", (event, event))


def link(db: sqlite3.Connection, event: int, others: Iterable[int]) -> None:
    """Notes which tellings agree with one."""
    db.executemany("INSERT OR IGNORE INTO links VALUES (?, ?), (?, ?)",
                   [(event, other, other, event) for other in others])


def tied(db: sqlite3.Connection, ids: Iterable[int]) -> list[set[int]]:
    """Groups of events that are tied by agreement, over any number of pairs; each of `ids` is in one."""
    out: list[set[int]] = []
    seen: set[int] = set()
    for id in ids:
        if id in seen:
            continue
        group, edge = {id}, [id]
        while edge:
            near = {other for part in _parts(edge) for other, in db.execute(
                f"SELECT other FROM links WHERE event IN ({', '.join('?' * len(part))})", part)}
            edge = sorted(near - group)
            group |= near
        seen |= group
        out.append(group)
    return out


def copies(db: sqlite3.Connection, reports: Iterable[str]) -> list[Row]:
    """The near copies of reports: of which, by whom, when."""
    out: list[Row] = []
    for part in _parts(reports):
        found = db.execute(
            "SELECT f.report AS first, r.report, r.publisher, r.url, r.origin, r.date FROM reports r JOIN reports f "
            f"ON f.id = r.copy_of WHERE f.report IN ({', '.join('?' * len(part))}) ORDER BY r.date, r.report", part)
        names = [column[0] for column in found.description]
        out += [dict(zip(names, values, strict=True)) for values in found]
    return out


def put(db: sqlite3.Connection, members: Sequence[Sequence[int]], made: Sequence[Row]) -> None:
    """Puts the stories of some events in the place of those they were in. The number of a story is that of its first
    event."""
    events = [id for group in members for id in group]
    before = {story for part in _parts(events) for story, in db.execute(
        f"SELECT DISTINCT story FROM events WHERE story NOT NULL AND id IN ({', '.join('?' * len(part))})", part)}
    db.executemany("UPDATE events SET story = NULL WHERE id = ?", [(id,) for id in events])
    db.executemany("DELETE FROM stories WHERE id = ?", [(id,) for id in sorted(before)])
    for group, row in zip(members, made, strict=True):
        full = {"id": min(group), **row, "details": json.dumps(row["details"], ensure_ascii=False)}
        db.execute(f"INSERT INTO stories ({', '.join(f'{name!r}' for name in full)}) "
                   f"VALUES ({', '.join('?' * len(full))})", tuple(full.values()))
        db.executemany("UPDATE events SET story = ? WHERE id = ?", [(min(group), id) for id in group])
    db.executemany("DELETE FROM fresh WHERE event = ?", [(id,) for id in events])


def sweep(db: sqlite3.Connection) -> None:
    """After all is done: stories that nobody tells any more go, and none is broken."""
    db.execute("DELETE FROM stories WHERE id IN (SELECT story FROM broken) "
               "AND NOT EXISTS (SELECT 1 FROM events WHERE events.story = stories.id)")
    db.execute("DELETE FROM broken")


def ruled(db: sqlite3.Connection, action: str) -> list[tuple[int, int]]:
    """Pairs of events that people have joined (action join) or parted (part), as far as both are found."""
    out = []
    for report, digest, words, nth, value in db.execute(
            "SELECT report, hash, words, nth, value FROM corrections WHERE action = ? AND NOT undone ORDER BY id",
            (action,)).fetchall():
        other = json.loads(value)
        pair = [_anchored(db, report, digest, words, nth), _anchored(db, other["report"], *other["anchor"])]
        if pair[0] is not None and pair[1] is not None:
            out.append((pair[0], pair[1]))
    return out


def _anchored(db: sqlite3.Connection, report: str, digest: str, words: str, nth: int) -> int | None:
    """The event with an anchor."""
    found = db.execute(
        "SELECT e.id FROM events e JOIN reports r ON r.id = e.report JOIN sentences s ON s.id = e.sentence "
        "WHERE r.report = ? AND s.hash = ? AND e.trigger = ? ORDER BY e.trigger_start, e.id LIMIT 1 OFFSET ?",
        (report, digest, words, max(0, nth))).fetchone()
    return int(found[0]) if found else None


def _parts(ids: Iterable[Any]) -> Iterator[list[Any]]:
    listed = list(ids)
    for start in range(0, len(listed), MANY):
        yield listed[start:start + MANY]
