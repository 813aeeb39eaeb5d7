"""Stories of a database, brought up to date: new events and those tied to them are grouped anew.

Which stories come out depends on the events that are there, not on the order or the portions in which they came: a pair
of tellings is judged by the two alone, and whatever is tied by agreement is grouped as one lot.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from communique.knowledge.media import country_of
from communique.store import tellings as table
from communique.store.writer import Writer
from communique.stories.cluster import stories
from communique.stories.describe import row_of
from communique.stories.match import MOVED, NEAR, PUT_OFF, compare
from communique.stories.telling import AHEAD, Spot, Telling, apart, shifted, span_of, stems

Row = dict[str, Any]
PORTION = 500  # fresh events joined in one transaction
SHORT = 10  # days of a span that is not long
LONGEST = 60  # days of the longest span that is looked for
NAMELESS = ("group::", "organisation::the ")


def bring_up(writer: Writer, stop: Callable[[], bool] = lambda: False) -> int:
    """Puts all fresh events into stories; how many there were. Stopped or killed at any moment it goes on where it
    was."""
    done = 0
    while not stop():
        with writer.batch():
            ids = table.left_over(writer.db) + table.fresh(writer.db, PORTION)
            if not ids:
                table.sweep(writer.db)
                return done
            _join(writer.db, sorted(set(ids)))
            table.sweep(writer.db)
        done += len(ids)
    return done


def _join(db: sqlite3.Connection, ids: list[int]) -> None:
    known = _tellings(db, ids)
    for telling in known.values():
        first, last = _searched(telling)
        if first:
            table.place_spans(db, telling.number, telling.parties, telling.type, first, last,
                              apart((first, first), (last, last)) > SHORT)
    near: dict[int, list[int]] = {}
    for telling in known.values():
        first, last = _searched(telling)
        earliest = (shifted(first, -SHORT), shifted(first, -LONGEST - 2 * PUT_OFF))
        near[telling.number] = [] if not first else [id for id in table.candidates(
            db, sorted(telling.parties), _types(telling.type), first, last, earliest) if id != telling.number]
    known |= _tellings(db, {id for found in near.values() for id in found} - known.keys())
    for number in known:
        if number in near:
            table.unlink(db, number)
    for number, found in near.items():
        table.link(db, number, [id for id in found if compare(known[number], known[id]).joins])
    joined = table.ruled(db, "join")
    for one, other in joined:
        table.link(db, one, [other])
    groups = table.tied(db, ids)
    known |= _tellings(db, {id for group in groups for id in group} - known.keys())
    parted = table.ruled(db, "part")
    for group in groups:
        _group(db, {id: known[id] for id in sorted(group)}, joined, parted)


Pairs = list[tuple[int, int]]


def _group(db: sqlite3.Connection, known: Mapping[int, Telling], joined: Pairs, parted: Pairs) -> None:
    together, never = ([(known[a].key, known[b].key) for a, b in pairs if a in known and b in known]
                       for pairs in (joined, parted))
    found = stories(known.values(), together, never)
    names = {row["place"]: row["place_name"] for row in table.rows(db, known) if row["place"]}
    copies: dict[str, list[Row]] = {}
    for row in table.copies(db, {t.report for t in known.values()}):
        copies.setdefault(row["first"], []).append(row)
    table.put(db, [[t.number for t in group.tellings] for group in found], [
        row_of(group, names, [copy for report in sorted({t.report for t in group.tellings})
                              for copy in copies.get(report, [])]) for group in found])


def _types(type: str) -> list[str]:
    """A type and those that are near it."""
    return sorted({type, *(name for pair in NEAR if type in pair for name in pair)})


def _searched(telling: Telling) -> tuple[str, str]:
    """The days under which a telling is looked for; ("", "") for none."""
    if telling.span is None:
        return "", ""
    first, last = telling.span
    last = min(last, shifted(first, LONGEST))
    off = PUT_OFF if telling.status in AHEAD and MOVED & telling.words else 1 if telling.exact else 2
    return shifted(first, -off), shifted(last, off)


def _tellings(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Telling]:
    return {row["id"]: telling(row) for row in table.rows(db, sorted(ids))}


def telling(row: Row) -> Telling:
    """A row of the database as the comparison sees it."""
    span, exact = span_of(row["status"], row["start"], row["end"], row["published"])
    if row["status"] == "background" and not exact:
        span = None
    people: dict[str, set[str]] = {}
    for side in row["sides"]:
        if side["kind"] == "person" and side["role"] != "forum" and _is_named(side["key"]):
            people.setdefault(side["party"], set()).add(side["key"])
    outlet = outlet_of(row)
    place = Spot(row["place"], row["country"], row["admin1"], row["feature"], row["lat"], row["lon"])
    return Telling(
        key=(row["report"], row["event"]), number=row["id"], published=row["published"], type=row["type"],
        mode=row["mode"], status=row["status"], cameo=row["cameo"], sources=_parties(row, "source"),
        targets=_parties(row, "target"), people={party: frozenset(who) for party, who in people.items()},
        reciprocal=bool(row["reciprocal"]), span=span, exact=exact, place=place if row["place"] else None,
        words=stems(row["sentence"] or ""), quantities=_quantities(row["quantities"]),
        forums=frozenset(side["key"] for side in row["sides"] if side["role"] == "forum"),
        mechanism=row["mechanism"], twins=frozenset(name for name in (row["same_as"] or "").split("|") if name),
        outlet=outlet, country=country_of(outlet), sentence=row["sentence_id"],
        present=frozenset(row["present"]), claim=row["reported_by"] is not None, confidence=row["confidence"] or 0.0)


def _parties(row: Row, role: str) -> frozenset[str]:
    """The sides in a role. A group without a name of its own ("people", "protesters") says nothing of who it is."""
    return frozenset(side["party"] for side in row["sides"]
                     if side["role"] == role and not side["party"].startswith(NAMELESS))


def _is_named(key: str) -> bool:
    """Whether a person has a name: one of the knowledge, or words that begin like one ("minister of Peru" does not)."""
    return not key.rpartition(":")[2][:1].islower() or ":" not in key


def _quantities(listed: str | None) -> dict[str, float]:
    """Numbers by what they count; of several of one kind the largest."""
    out: dict[str, float] = {}
    for entry in json.loads(listed or "[]"):
        what, value = str(entry.get("what")), entry.get("value")
        if isinstance(value, int | float):
            out[what] = max(out.get(what, float(value)), float(value))
    return out


def outlet_of(row: Row) -> str:
    """Who tells it: the agency it comes from, also by way of the report it copies; else the outlet, the site, or nobody
    else than this report."""
    for name in ("origin", "first_origin", "first_publisher", "publisher"):
        if row.get(name):
            return str(row[name]).strip()
    site = (row.get("url") or "").partition("://")[2].partition("/")[0].lower()
    return site.removeprefix("www.") or str(row["report"])
