"""Events as plain rows, in batches: what tables of a million rows are made from.

The columns are those of the frames in Python (`results.names_of(EventRow)`), but the rows are tuples and the sides are
joined as they come, which is several times as fast as typed rows. What many events share (reports, places, names) is
read once for all of a batch. All is read in one go, so that it is of one moment.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from communique.store import filters
from communique.store.filters import EventFilter
from communique.store.view import View

BATCH = 2000
MOST = 200_000  # places and names that are remembered
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
SHARED = ("r.", "p.")
OWN = [column.sql for column in COLUMNS if column.sql and not column.sql.startswith(SHARED)]
OF_REPORT, OF_PLACE = ([column.sql for column in COLUMNS if column.sql.startswith(table)] for table in SHARED)
SIDES_AT, PLACE_AT, REPORT_AT = (OWN.index(sql) for sql in ("e.reciprocal", "e.mechanism", "e.story"))


def flat(view: View, wanted: EventFilter, *, text: bool = False) -> Iterator[list[Values]]:
    """Batches of rows in the order of days, with the values of `COLUMNS`, and with `text` of `TEXT` behind them."""
    query = filters.events(wanted, view.names)
    rows = view.db.execute(
        f"SELECT {', '.join(OWN)}, e.report, e.place FROM {query.tables} LEFT JOIN sentences s ON s.id = e.sentence "
        f"LEFT JOIN stories t ON t.id = e.story{query.clause()} ORDER BY {query.day}, {query.id}", query.values)
    rows.row_factory = None
    shared = Shared(view, [*OF_REPORT, *([TEXT.sql] if text else [])])
    while batch := rows.fetchmany(BATCH):
        yield list(shared.rows(batch))


@dataclass(slots=True)
class Shared:
    """What several events share: the reports of a batch, and the places and names met with so far."""

    view: View
    of_report: list[str]
    places: dict[int | None, Values] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    def rows(self, batch: list[tuple[object, ...]]) -> Iterator[Values]:
        """Whole rows, of those of the query for events."""
        reports = self._looked_up("reports r", self.of_report, {row[-2] for row in batch})
        self._remember(self.places, {row[-1] for row in batch} - {None}, self._places)
        sides, texts = self._sides([row[0] for row in batch]), len(OF_REPORT)
        for row in batch:
            report, place = reports[row[-2]], self.places.get(row[-1], NOWHERE)  # type: ignore[index, call-overload]
            yield (row[0], report[0], *row[1:SIDES_AT], *sides.get(row[0], NOBODY), *row[SIDES_AT:PLACE_AT], *place,
                   *row[PLACE_AT:REPORT_AT], *report[1:texts], *row[REPORT_AT:-2], *report[texts:])

    def _looked_up(self, table: str, columns: list[str], ids: Iterable[object]) -> dict[int, Values]:
        rows = self.view.db.execute(f"SELECT {table[-1]}.id, {', '.join(columns)} FROM {table} WHERE {table[-1]}.id IN "
                                    "(SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
        rows.row_factory = None
        return {id: tuple(values) for id, *values in rows}

    def _places(self, ids: Iterable[object]) -> dict[int, Values]:
        return self._looked_up("places p", OF_PLACE, ids)

    def _remember(self, known: dict, ids: set, ask: Callable[[Iterable[object]], dict]) -> None:  # type: ignore[type-arg]
        if len(known) > MOST:
            known.clear()
        if missing := ids - known.keys():
            known.update(ask(missing))

    def _sides(self, ids: list[object]) -> dict[object, list[str]]:
        """By event: names, parties and sectors of sources, the same of targets, names of forums."""
        rows = self.view.db.execute(
            "SELECT event, role, n, actor, party, sector FROM event_actors WHERE event IN (SELECT value FROM "
            "json_each(?)) ORDER BY event, role, n", (json.dumps(ids),))
        rows.row_factory = None
        listed = rows.fetchall()
        self._remember(self.names, {row[3] for row in listed},
                       lambda ids: {id: name for id, (name,) in self._looked_up("actors a", ["a.name"], ids).items()})
        found: dict[object, list[str]] = {}
        names, event = self.names, None
        for id, role, n, actor, party, sector in listed:
            if id != event:
                event, own = id, ["", "", "", "", "", "", ""]
                found[id] = own
            at = AT[role]
            if n:
                values = (names[actor],) if role == "forum" else (names[actor], party, sector or "")
                for place, value in enumerate(values, at):
                    own[place] += f"; {value}"
            else:
                own[at] = names[actor]
                if at < LAST:
                    own[at + 1], own[at + 2] = party, sector or ""
        return found


NOBODY, NOWHERE = ("",) * 7, (None,) * len(OF_PLACE)
AT = {"source": 0, "target": 3, "forum": 6}  # where the values of a side begin
LAST = AT["forum"]
