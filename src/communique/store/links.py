"""Small questions that exports ask: who faces whom, what reports hold, which plans came true."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communique.store import filters
from communique.store.filters import EventFilter
from communique.store.view import Row, View


@dataclass(slots=True)
class Spell:
    """One event between two parties: its days, its number and its score."""

    source: str
    target: str
    type: str
    start: str | None
    end: str | None
    event: int
    intensity: float | None


def spells(view: View, wanted: EventFilter) -> Iterator[Spell]:
    """Every event between two parties, by source, target, type and day. What each does to the other counts for both.

    The database does the sorting, so that no more than one is in memory.
    """
    query = filters.events(wanted, view.names)
    chosen = f"SELECT e.id, e.type, e.day, e.end, e.intensity, e.reciprocal FROM {query.tables}{query.clause()}"
    sides = ("SELECT {a}.party AS source, {b}.party AS target, coalesce(c.type, '') AS type, "
             "c.day AS day, c.end AS end, c.id AS id, c.intensity AS intensity "
             "FROM chosen c JOIN event_actors s ON s.event = c.id AND s.role = 'source' "
             "JOIN event_actors t ON t.event = c.id AND t.role = 'target'{only}")
    both = " UNION ".join((sides.format(a="s", b="t", only=""),
                           sides.format(a="t", b="s", only=" WHERE c.reciprocal")))
    rows = view.db.execute(f"WITH chosen AS ({chosen}) {both} ORDER BY source, target, type, day, id", query.values)
    for source, target, kind, day, end, event, intensity in rows:
        yield Spell(source, target, kind, day, max(end, day) if end and day else day, event, intensity)


def one_sided(view: View, wanted: EventFilter) -> int:
    """How many events have nobody on one of their sides."""
    query = filters.events(wanted, view.names)
    query.add("NOT (EXISTS (SELECT 1 FROM event_actors s WHERE s.event = e.id AND s.role = 'source') AND "
              "EXISTS (SELECT 1 FROM event_actors t WHERE t.event = e.id AND t.role = 'target'))")
    found = view.db.execute(f"SELECT count(*) FROM {query.tables}{query.clause()}", query.values).fetchone()
    return int(found[0])


def evidence(view: View, event: int) -> tuple[str | None, str | None]:
    """The address and the sentence of an event."""
    found = view.db.execute("SELECT r.url, s.text FROM events e JOIN reports r ON r.id = e.report "
                            "LEFT JOIN sentences s ON s.id = e.sentence WHERE e.id = ?", (event,)).fetchone()
    return (found[0], found[1]) if found else (None, None)


def parties(view: View, wanted: EventFilter) -> Iterator[Row]:
    """The parties of events that have two sides, with `party`, `name`, `kind`, `code`, and the first and last day."""
    query = filters.events(wanted, view.names)
    rows = view.db.execute(
        f"WITH chosen AS (SELECT e.id, e.day, e.end FROM {query.tables}{query.clause()}) "
        "SELECT x.party, max(a.name) FILTER (WHERE a.key = x.party) AS name, "
        "max(a.kind) FILTER (WHERE a.key = x.party) AS kind, max(a.code) FILTER (WHERE a.key = x.party) AS code, "
        "min(c.day) AS first, max(max(c.day, coalesce(c.end, c.day))) AS last FROM chosen c "
        "JOIN event_actors x ON x.event = c.id JOIN actors a ON a.id = x.actor "
        "WHERE x.role <> 'forum' AND EXISTS (SELECT 1 FROM event_actors o "
        "WHERE o.event = c.id AND o.role = CASE x.role WHEN 'source' THEN 'target' ELSE 'source' END) "
        "GROUP BY x.party ORDER BY x.party", query.values)
    for row in rows:
        yield dict(row)


def reports_with(view: View, wanted: EventFilter | None) -> Iterator[str]:
    """The ids of reports that have such an event, in the order of days; all reports where nothing is asked for."""
    if wanted is None:
        yield from (row[0] for row in view.db.execute("SELECT report FROM reports ORDER BY date, id"))
        return
    query = filters.events(wanted, view.names)
    rows = view.db.execute(
        f"SELECT r.report FROM reports r WHERE r.id IN (SELECT e.report FROM {query.tables}{query.clause()}) "
        "ORDER BY r.date, r.id", query.values)
    yield from (row[0] for row in rows)


def sentences_of(view: View, report: str) -> list[tuple[int, int, str]]:
    """The sentences of a report that its events and statements rest on, as far as they are kept."""
    rows = view.db.execute("SELECT s.start, s.end, s.text FROM sentences s JOIN reports r ON r.id = s.report "
                           "WHERE r.report = ? AND s.text NOT NULL ORDER BY s.start, s.end", (report,))
    return [(start, end, words) for start, end, words in rows]


def text_of(view: View, report: str) -> str | None:
    """The full text of a report, where it is kept."""
    found = view.db.execute("SELECT text FROM reports WHERE report = ?", (report,)).fetchone()
    return found[0] if found else None


def keeps_texts(view: View) -> str:
    """What is kept of texts: full, evidence or none."""
    found = view.db.execute("SELECT value FROM meta WHERE key = 'text'").fetchone()
    return str(found[0]) if found else "full"


def taken_in(view: View, reports: Iterable[str]) -> dict[str, str]:
    """When reports were stored."""
    rows = view.db.execute("SELECT report, taken_in FROM reports WHERE report IN (SELECT value FROM json_each(?))",
                           (json.dumps(list(reports)),))
    return {row[0]: row[1] for row in rows}


def people(view: View, reports: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """The actors of reports, as (kind, name), those named most often first."""
    rows = view.db.execute(
        "SELECT r.report, a.kind, a.name FROM reports r JOIN report_actors x ON x.report = r.id "
        "JOIN actors a ON a.id = x.actor WHERE r.report IN (SELECT value FROM json_each(?)) "
        "ORDER BY r.report, x.mentions DESC, a.name", (json.dumps(list(reports)),))
    found: dict[str, list[tuple[str, str]]] = {}
    for report, kind, name in rows:
        found.setdefault(report, []).append((kind, name))
    return found


def places_of(view: View, reports: Iterable[str]) -> dict[str, list[str]]:
    """The places of the events of reports."""
    rows = view.db.execute(
        "SELECT DISTINCT r.report, p.name FROM reports r JOIN events e ON e.report = r.id JOIN places p "
        "ON p.id = e.place WHERE r.report IN (SELECT value FROM json_each(?)) ORDER BY r.report, p.name",
        (json.dumps(list(reports)),))
    found: dict[str, list[str]] = {}
    for report, name in rows:
        found.setdefault(report, []).append(name)
    return found


def came_true(view: View, events: Iterable[int]) -> set[int]:
    """Those of some events that another telling of the same report says have happened, go on or were called off."""
    rows = view.db.execute(
        "SELECT e.id FROM events e WHERE e.id IN (SELECT value FROM json_each(?)) AND EXISTS (SELECT 1 FROM events h "
        "WHERE h.report = e.report AND h.status IN ('happened', 'ongoing', 'cancelled') "
        "AND e.same_as LIKE '%|' || h.event || '|%')", (json.dumps(list(events)),))
    return {row[0] for row in rows}
