"""What the record database is asked in measuring, and for some the SQL that one would write by hand for it.

By hand means: against the tables as the codebook tells them, without the tables that are kept for speed (`pairs`,
`plans`, segments), with the columns that a reader wants and the names of the sides.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from communique.store import EventFilter, RecordBook, StatementFilter

Ask = Callable[[RecordBook], int]
PAGE = 50
DYAD = {"actor": "USA", "with_": "CHN"}

ROWS = (
    "SELECT e.id, e.day, e.type, e.mode, e.status, e.cameo, e.intensity, e.confidence, e.trigger, p.name, p.country, "
    "s.text, r.report, r.date, r.title, r.url, r.publisher, "
    "(SELECT group_concat(a.name, '; ') FROM event_actors x JOIN actors a ON a.id = x.actor WHERE x.event = e.id "
    "AND x.role = 'source'), (SELECT group_concat(a.name, '; ') FROM event_actors x JOIN actors a ON a.id = x.actor "
    "WHERE x.event = e.id AND x.role = 'target') FROM events e JOIN reports r ON r.id = e.report "
    "LEFT JOIN places p ON p.id = e.place LEFT JOIN sentences s ON s.id = e.sentence WHERE e.type NOT NULL")
IN_ORDER = " ORDER BY e.day, e.id"
PAGED = f"{IN_ORDER} LIMIT {PAGE}"
COUNT = "SELECT count(*) FROM events e WHERE e.type NOT NULL"
DYADS = ("WITH sides AS (SELECT DISTINCT e.id, e.day, e.intensity, iif(w.turned, t.party, s.party) AS source, "
         "iif(w.turned, s.party, t.party) AS target FROM events e "
         "JOIN event_actors s ON s.event = e.id AND s.role = 'source' "
         "JOIN event_actors t ON t.event = e.id AND t.role = 'target' JOIN (SELECT 0 AS turned UNION ALL SELECT 1) w "
         "ON e.reciprocal OR NOT w.turned WHERE e.day NOT NULL AND e.type NOT NULL "
         "AND e.status IN ('happened', 'ongoing'){0}) SELECT substr(day, 1, 7), source, target, count(*), "
         "avg(intensity) FROM sides WHERE source <> target GROUP BY 1, 2, 3 ORDER BY 1, 2, 3")
MONTHS = "SELECT substr(date, 1, 7), count(*) FROM reports WHERE date NOT NULL GROUP BY 1"


def _with(party: str, roles: str = "'source', 'target'") -> str:
    return (f" AND EXISTS (SELECT 1 FROM event_actors y WHERE y.event = e.id AND y.party = '{party}' "
            f"AND y.role IN ({roles}))")


BOTH = (" AND EXISTS (SELECT 1 FROM event_actors y JOIN event_actors z ON z.event = y.event AND z.role = 'target' "
        "WHERE y.event = e.id AND y.role = 'source' AND (y.party, z.party) IN (VALUES ('USA', 'CHN'), ('CHN', 'USA')))")
MATCH = " AND e.sentence IN (SELECT rowid FROM sentences_fts WHERE sentences_fts MATCH '{0}')"


def page(newest: bool = False, **wanted: Any) -> Ask:
    """The first page of a list."""
    return lambda book: len(list(book.view.events(EventFilter(**wanted), limit=PAGE, newest_first=newest)))


def said(**wanted: Any) -> Ask:
    """The first page of statements."""
    return lambda book: len(list(book.view.statements(StatementFilter(**wanted), limit=PAGE)))


def count(**wanted: Any) -> Ask:
    """A number of events."""
    return lambda book: book.view.count_events(EventFilter(**wanted))


# name → how it is asked, and the SQL by hand or ""
QUESTIONS: dict[str, tuple[Ask, str]] = {
    "first page of all": (page(), ROWS + PAGED),
    "last page of all": (page(newest=True), f"{ROWS} ORDER BY e.day DESC, e.id DESC LIMIT {PAGE}"),
    "page of a state": (page(actor="CHN"), ROWS + _with("CHN") + PAGED),
    "newest of a state": (page(newest=True, actor="CHN"), ""),
    "page of a dyad": (page(**DYAD), ROWS + BOTH + PAGED),
    "newest of a dyad": (page(newest=True, **DYAD), ""),
    "page of a rare dyad": (page(actor="PRT", with_="BOL"), ""),
    "page of a person": (page(actor="chn-person-1"), ROWS + " AND e.id IN (SELECT y.event FROM event_actors y JOIN "
                         "actors b ON b.id = y.actor WHERE b.key = 'chn-person-1' AND y.role <> 'forum')" + PAGED),
    "page of a source": (page(source="FRA", since="2019"),
                         f"{ROWS}{_with('FRA', repr('source'))} AND e.day >= '2019'{PAGED}"),
    "page of a target and type": (page(target="UKR", type="ASSAULT"),
                                  f"{ROWS}{_with('UKR', repr('target'))} AND e.type = 'ASSAULT'{PAGED}"),
    "members of a body, one month": (page(members_of="nato", since="2020-05", until="2020-05"), ""),
    "page of a type": (page(type="CONSULT", since="2018-03-04"),
                       f"{ROWS} AND e.type = 'CONSULT' AND e.day >= '2018-03-04'{PAGED}"),
    "two types, two statuses, from a day": (page(type=("AID", "SANCTION"), status=("denied", "ongoing"), since="2021"),
                                            f"{ROWS} AND e.type IN ('AID', 'SANCTION') AND e.status IN "
                                            f"('denied', 'ongoing') AND e.day >= '2021'{PAGED}"),
    "mode and quad class": (page(mode="visit", quad=1, since="2017"), ""),
    "a CAMEO root": (page(cameo="19", since="2020"), ""),
    "in a country": (page(place="DEU", since="2016-06"), f"{ROWS} AND e.place IN (SELECT id FROM places WHERE "
                     f"country = 'DEU') AND e.day >= '2016-06'{PAGED}"),
    "in a rare country": (page(place="BOL"), ""),
    "mechanism": (page(mechanism="nuclear talks"), f"{ROWS} AND e.mechanism LIKE '%nuclear talks%'{PAGED}"),
    "a context and an actor": (page(actor="RUS", context="military", since="2022"), ""),
    "topic": (page(topic="grain export", since="2019"), ""),
    "outlet": (page(outlet="Outlet 3", since="2022"),
               f"{ROWS} AND r.publisher = 'Outlet 3' AND e.day >= '2022'{PAGED}"),
    "rare outlet": (page(outlet="Outlet 290"), ""),
    "two words": (page(text="grain export"), ROWS + MATCH.format("grain export") + PAGED),
    "two words and a dyad": (page(text="ceasefire talks", **DYAD),
                             ROWS + MATCH.format("ceasefire talks") + BOTH + PAGED),
    "a phrase": (page(text='"nuclear talks"'), ""),
    "two words said": (said(text="sanctions missile"), ""),
    "statements of a state about a topic": (said(speaker="USA", about="grain export"), ""),
    "agenda of a country, six weeks": (lambda book: len(book.view.agenda(
        country="FRA", since="2024-11-20", until="2024-12-31")), f"{ROWS.replace('e.type NOT NULL', '1')} AND "
        "e.status = 'scheduled' AND ((coalesce(e.end, e.start) >= '2024-11-20' AND e.start <= '2024-12-31') OR "
        "(e.start IS NULL AND r.date >= '2023-11-20')) AND NOT EXISTS (SELECT 1 FROM events h WHERE "
        "h.report = e.report AND e.same_as <> '' AND h.status IN ('happened', 'ongoing', 'cancelled') "
        "AND instr(e.same_as, '|' || h.event || '|'))" + _with("FRA") + " ORDER BY e.start, e.id"),
    "actors, first page": (lambda book: len(list(book.view.actors(limit=PAGE))),
                           "SELECT a.key, a.name, a.kind, a.code, count(*) AS n, sum(x.mentions) FROM actors a JOIN "
                           f"report_actors x ON x.actor = a.id GROUP BY a.id ORDER BY n DESC LIMIT {PAGE}"),
    "count of all": (count(), COUNT),
    "count of a dyad": (count(**DYAD), COUNT + BOTH),
    "count of a type in a year": (count(type="ASSAULT", since="2021", until="2021"),
                                  "SELECT count(*) FROM events e WHERE e.type = 'ASSAULT' AND e.day LIKE '2021%'"),
    "count of a state": (count(actor="USA"), COUNT + _with("USA")),
}

PANELS: dict[str, tuple[Ask, str]] = {
    "one dyad by month": (lambda book: len(list(book.dyads(**DYAD))), DYADS.format(
        " AND (s.party, t.party) IN (VALUES ('USA', 'CHN'), ('CHN', 'USA'))")),
    "all dyads by month, Arrow": (lambda book: int(book.dyads().to_arrow().num_rows), DYADS.format("")),
    "all dyads by month, typed rows": (lambda book: sum(1 for _ in book.dyads()), ""),
    "all dyads by month, with zeros": (lambda book: int(book.dyads(balanced=True).to_arrow().num_rows), ""),
    "dyads of a state by year": (lambda book: len(list(book.dyads(actor="CHN", freq="Y"))), ""),
    "assaults by dyad and week of a year": (lambda book: len(list(book.dyads(
        type="ASSAULT", freq="W", since="2020", until="2020"))), ""),
}
