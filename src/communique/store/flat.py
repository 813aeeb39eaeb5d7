"""Events as plain rows, in batches: what tables of a million rows are made from.

The columns are those of the frames in Python (`results.names_of(EventRow)`), but the rows are tuples and the sides are
joined as they come, which is several times as fast as typed rows. All is read in one go, so that it is of one moment.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from communique.store import filters
from communique.store.filters import EventFilter
from communique.store.view import EVENT_JOINS, View

BATCH = 2000
Values = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the flat table: `kind` is int, real, text, day or flag; `sql` empty where it is made of sides."""

    name: str
    kind: str
    sql: str = ""


COLUMNS = (
    Column("id", "int", "e.id"), Column("report", "text", "r.report"), Column("event", "text", "e.event"),
    Column("day", "day", "e.day"), Column("start", "day", "e.start"), Column("end", "day", "e.end"),
    Column("granularity", "text", "e.granularity"), Column("type", "text", "e.type"), Column("mode", "text", "e.mode"),
    Column("status", "text", "e.status"), Column("plover", "text", "e.plover"), Column("cameo", "text", "e.cameo"),
    Column("quad", "int", "e.quad"), Column("intensity", "real", "e.intensity"),
    Column("contexts", "text", "replace(trim(e.contexts, '|'), '|', '; ')"),
    Column("sources", "text"), Column("sources_parties", "text"), Column("sources_sectors", "text"),
    Column("targets", "text"), Column("targets_parties", "text"), Column("targets_sectors", "text"),
    Column("forums", "text"), Column("reciprocal", "flag", "e.reciprocal"), Column("place", "text", "p.name"),
    Column("place_country", "text", "p.country"), Column("lat", "real", "p.lat"), Column("lon", "real", "p.lon"),
    Column("mechanism", "text", "e.mechanism"), Column("reported_by", "text", "e.reported_by"),
    Column("confidence", "real", "e.confidence"), Column("outlets", "int", "coalesce(t.outlets, 1)"),
    Column("sentence", "text", "s.text"), Column("trigger", "text", "e.trigger"), Column("published", "day", "r.date"),
    Column("publisher", "text", "r.publisher"), Column("title", "text", "r.title"), Column("url", "text", "r.url"),
    Column("story", "int", "e.story"))
TEXT = Column("text", "text", "r.text")
FIRST = next(n for n, column in enumerate(COLUMNS) if not column.sql)  # where the columns of sides begin


def flat(view: View, wanted: EventFilter, *, text: bool = False) -> Iterator[list[Values]]:
    """Batches of rows in the order of days, with the values of `COLUMNS`, and with `text` of `TEXT` behind them."""
    query = filters.events(wanted, view.names)
    columns = [column.sql for column in (*COLUMNS, *((TEXT,) if text else ())) if column.sql]
    rows = view.db.execute(
        f"SELECT {', '.join(columns)} FROM {query.tables}{EVENT_JOINS}{query.clause()} "
        f"ORDER BY {query.day}, {query.id}", query.values)
    rows.row_factory = None
    while batch := rows.fetchmany(BATCH):
        sides = _sides(view, [row[0] for row in batch])
        yield [(*row[:FIRST], *sides.get(row[0], NOBODY), *row[FIRST:]) for row in batch]


NOBODY = ("",) * 7
AT = {"source": 0, "target": 3, "forum": 6}  # where the values of a side begin


def _sides(view: View, ids: list[int]) -> dict[int, list[str]]:
    """By event: names, parties and sectors of sources, the same of targets, names of forums."""
    rows = view.db.execute(
        "SELECT x.event, x.role, x.n, a.name, x.party, x.sector FROM event_actors x JOIN actors a ON a.id = x.actor "
        "WHERE x.event IN (SELECT value FROM json_each(?)) ORDER BY x.event, x.role, x.n", (json.dumps(ids),))
    rows.row_factory = None
    found: dict[int, list[str]] = {}
    for event, role, n, name, party, sector in rows:
        own = found.get(event)
        if own is None:
            own = found[event] = [""] * 7
        at = AT[role]
        values = (name,) if role == "forum" else (name, party, sector or "")
        for place, value in enumerate(values, at):
            own[place] = f"{own[place]}; {value}" if n else value
    return found
