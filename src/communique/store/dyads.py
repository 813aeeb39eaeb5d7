"""Events by source, target and period: the panels that models of conflict and cooperation are fitted to.

An event with two sources and three targets counts once for each of the six pairs; one that is done by each side to the
other counts for both directions. What lies ahead, was denied or is told as history is left out unless a status is
asked for. Sides that are asked for pick the dyads: those of an actor, of two actors with each other, those of a source.
Counts follow coverage, so the number of reports of the period stands beside them.

Months, quarters and years without another filter are made from cells counted beforehand (`cells.py`), the rest from
the rows of the segments by DuckDB, and what neither has by SQLite: the same rows.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from communique.errors import StoreError
from communique.store import aggregates, cells, filters
from communique.store.aggregates import FRESH, Lake
from communique.store.cells import UNIT, Ends
from communique.store.filters import EventFilter
from communique.store.query import Query
from communique.store.rows import COUNTED

if TYPE_CHECKING:
    from communique.store.view import Row, View

PERIODS = {
    "D": "{0}", "M": "substr({0}, 1, 7)", "Y": "substr({0}, 1, 4)",
    "Q": "substr({0}, 1, 4) || '-Q' || ((CAST(substr({0}, 6, 2) AS INTEGER) + 2) / 3)",
    "W": "date({0}, '-6 days', 'weekday 1')"}  # the week's Monday
UNITS = {"D": "day", "M": "month", "Y": "year", "Q": "quarter", "W": "week"}
FORMATS = {"D": "%Y-%m-%d", "M": "%Y-%m", "Y": "%Y", "W": "%Y-%m-%d"}
SIDES = {"actor", "with_", "source", "target"}


@dataclass(frozen=True, slots=True)
class Panel:
    """The length of a period, and whether periods without an event are given too."""

    freq: str = "M"
    balanced: bool = False

    def period(self, column: str) -> str:
        """The SQL of a day's period. Raises StoreError where the length is none."""
        if self.freq not in PERIODS:
            raise StoreError(f"freq {self.freq!r} is no length of a period. Give one of {', '.join(PERIODS)}.")
        return PERIODS[self.freq].format(column)

    def name(self, start: str) -> str:
        """The SQL, for DuckDB, of the name of a period by its first day."""
        if self.freq == "Q":
            return f"strftime({start}, '%Y') || '-Q' || quarter({start})"
        return f"strftime({start}, '{FORMATS[self.freq]}')"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: which events, which of their dyads, by which period."""

    wanted: EventFilter
    ends: Ends
    panel: Panel


def dyads(view: View, wanted: EventFilter, panel: Panel) -> Iterator[Row]:
    """Rows of `period`, `source`, `target`, `events`, `intensity` (mean), `reports` and `rate`."""
    table = dyads_table(view, wanted, panel)
    return dyads_rows(view, wanted, panel) if table is None else rows_of(table)


def dyads_rows(view: View, wanted: EventFilter, panel: Panel) -> Iterator[Row]:
    """The same from SQLite alone."""
    asked = asked_of(view, wanted, panel)
    with view.moment():
        rows: Iterable[Row] = _rows(view, asked)
        where, values = _told(asked.wanted, "date")
        reports = dict(view.db.execute(_reports(panel, where), values))
    if panel.balanced:
        rows = _balanced(list(rows), sorted(reports))
    for row in rows:
        of = reports.get(row["period"], 0)
        rate = math.floor(1000 * row["events"] / of * 1000 + 0.5) / 1000 if of else None
        yield row | {"reports": of, "rate": rate}


def rows_of(table: Any) -> Iterator[Row]:
    """The rows of an Arrow table."""
    for batch in table.to_batches(max_chunksize=10_000):
        yield from batch.to_pylist()


def count_dyads(view: View, wanted: EventFilter, panel: Panel) -> int:
    """How many rows there are."""
    table = dyads_table(view, wanted, panel)
    return sum(1 for _ in dyads(view, wanted, panel)) if table is None else int(table.num_rows)


def asked_of(view: View, wanted: EventFilter, panel: Panel) -> Asked:
    """The sides of a filter taken out of it: who is to stand in a dyad stands in its events, on whichever side."""
    panel.period("day")
    chosen = wanted if wanted.status else replace(wanted, status=COUNTED)
    party = {name: view.names.actor(given).party for name in SIDES if (given := getattr(wanted, name))}
    ends = Ends(tuple(dict.fromkeys(party[name] or "" for name in ("actor", "with_") if party.get(name))),
                party.get("source"), party.get("target"))
    for name in ("source", "target"):
        if party.get(name):
            given = {name: None}
            if wanted.actor is None:
                given |= {"actor" if chosen.actor is None else "with_": getattr(wanted, name)}
            chosen = replace(chosen, **given)
    return Asked(chosen, ends, panel)


def _told(wanted: EventFilter, column: str) -> tuple[str, list[str]]:
    """Which reports a period is measured by: those of the days asked for."""
    parts = [(f" AND {column} >= ?", filters.day("since", wanted.since))] if wanted.since else []
    parts += [(f" AND {column} <= ?", filters.day("until", wanted.until) + "~")] if wanted.until else []
    return "".join(condition for condition, _ in parts), [value for _, value in parts]


def _rows(view: View, asked: Asked) -> list[Row]:
    query = filters.events(asked.wanted, view.names)
    counted, values = _counted(query, query.tables, asked)
    rows = view.db.execute(
        f"WITH {counted} SELECT period, source, target, events, CASE WHEN known THEN round(1.0 * total / known) / "
        f"{UNIT}.0 END AS intensity FROM counted ORDER BY period, source, target", values)
    return [dict(row) for row in rows]


def _counted(query: Query, tables: str, asked: Asked) -> tuple[str, list[object]]:
    """The SQL of the table `counted` with its values: events, sum of intensities and how many have one, by period
    and dyad."""
    chosen = (f"SELECT DISTINCT e.id, e.day, e.intensity, e.reciprocal FROM {tables}{query.clause()} "
              f"{'AND' if query.clause() else 'WHERE'} e.day IS NOT NULL")
    period = asked.panel.period("c.day")
    sides = (f"SELECT DISTINCT c.id, {period} AS period, c.intensity, iif(w.turned, t.party, s.party) AS source, "
             "iif(w.turned, s.party, t.party) AS target FROM chosen c "
             "CROSS JOIN event_actors s ON s.event = c.id AND s.role = 'source' "
             "CROSS JOIN event_actors t ON t.event = c.id AND t.role = 'target' "
             "CROSS JOIN (SELECT 0 AS turned UNION ALL SELECT 1) w ON c.reciprocal OR NOT w.turned")
    where, values = asked.ends.sql()
    return (f"chosen AS ({chosen}), sides AS ({sides}), counted AS (SELECT period, source, target, "
            f"count(*) AS events, coalesce(sum(CAST(round(intensity * {UNIT}) AS INTEGER)), 0) AS total, "
            "count(intensity) AS known FROM sides WHERE "
            f"{' AND '.join(['source <> target', 'period NOT NULL', *where])} "
            "GROUP BY period, source, target)", [*query.values, *values])


def _reports(panel: Panel, where: str, among: str = "reports") -> str:
    return (f"SELECT {panel.period('date')} AS period, sum(n) FROM (SELECT date, count(*) AS n FROM {among} "
            f"WHERE date NOT NULL{where} GROUP BY date) GROUP BY period HAVING period NOT NULL")


def _balanced(rows: list[Row], periods: list[str]) -> list[Row]:
    """The same with a row for every pair in every period that has reports."""
    found = {(row["period"], row["source"], row["target"]): row for row in rows}
    pairs = sorted({(row["source"], row["target"]) for row in rows})
    every = sorted({*periods, *(row["period"] for row in rows)})
    return [found.get((period, *pair)) or {"period": period, "source": pair[0], "target": pair[1], "events": 0,
                                          "intensity": None}
            for period in every for pair in pairs]


# over segments


def dyads_table(view: View, wanted: EventFilter, panel: Panel) -> Any:
    """The same as an Arrow table, where there are segments; else None."""
    asked = asked_of(view, wanted, panel)
    with view.moment():
        lake = aggregates.lake_of(view, asked.wanted)
        if lake is None:
            return None
        span = _months(view, asked)
        table = _of_cells(view, asked, lake, span) if span else None
        return table if table is not None else _of_rows(view, asked, lake)


def _months(view: View, asked: Asked) -> tuple[int, int] | None:
    """The first and the last month of a panel that cells can give; None where they cannot."""
    wanted = asked.wanted
    plain = {field.name for field in fields(EventFilter) if getattr(wanted, field.name) == field.default}
    rest = {field.name for field in fields(EventFilter)} - plain - {"actor", "with_", "since", "until"}
    if asked.panel.freq not in cells.MONTHS or rest != {"status"} or set(filters.several(wanted.status)) != {*COUNTED}:
        return None
    if wanted.with_ and len(asked.ends.either) == 1:  # on both sides: dyads do not say so
        return None
    first = filters.whole(filters.day("since", wanted.since)) if wanted.since else "0000-01-01"
    until = wanted.until if wanted.until and wanted.until < "9999" else "9998"
    behind = aggregates.behind(filters.day("until", until))
    whole = first.endswith("-01") and behind.endswith("-01")
    return (cells.month_of(first), cells.month_of(behind) - 1) if whole else None


def _of_cells(view: View, asked: Asked, lake: Lake, span: tuple[int, int]) -> Any:
    """From the cells of the segments, those of reports that are stale taken off, and what SQLite has besides."""
    monthly = replace(asked, panel=Panel("M"))
    late, told = _late(view, monthly, lake), _late_reports(view, monthly, lake)
    if not all(re.fullmatch(r"\d{4}-\d{2}", row[0]) for row in (*late, *told)):
        return None
    own = [(cells.month_of(month), *rest) for month, *rest in late]
    own += [(cells.month_of(month), "", "", reports, 0, 0) for month, reports in told]
    parts = aggregates.cells_of(view, lake, asked.ends)
    if parts is None:
        return None
    own_cells = aggregates.arrow(cells.COLUMNS, "".join(cells.COLUMNS.values()), own)
    return cells.panel([*parts, own_cells], asked.panel.freq, span, balanced=asked.panel.balanced)


def _of_rows(view: View, asked: Asked, lake: Lake) -> Any:
    """From the rows of the segments, by DuckDB."""
    query = aggregates.rows_of(view, asked.wanted, lake)
    where, values = asked.ends.sql()
    query.add(" AND ".join(["e.day IS NOT NULL AND source <> target AND source <> '' AND target <> ''", *where]),
              *values)
    of = Query("read_parquet(?) e", "day", "report", fixed=[lake.reports])
    aggregates.without_stale(of, lake)
    aggregates.days(of, asked.wanted.since, asked.wanted.until)
    late = aggregates.arrow(("period", "source", "target", "events", "total", "known"), "sssiii",
                            _late(view, asked, lake))
    told = aggregates.arrow(("period", "reports"), "si", _late_reports(view, asked, lake))
    return view.duck.table(_over_segments(query, of, asked.panel), [*query.values, *of.values], late=late,
                           late_reports=told)


def _late(view: View, asked: Asked, lake: Lake) -> list[Any]:
    """What SQLite counts in the reports that the segments do not hold."""
    query = filters.events(asked.wanted, view.names)
    counted, values = _counted(query, query.of_fresh(), asked)
    return [tuple(row) for row in view.db.execute(f"WITH {FRESH}, {counted} SELECT * FROM counted",
                                                  (*lake.fresh(), *values))]


def _late_reports(view: View, asked: Asked, lake: Lake) -> list[Any]:
    where, values = _told(asked.wanted, "date")
    sql = _reports(asked.panel, where, "fresh CROSS JOIN reports USING (id)")
    return [tuple(row) for row in view.db.execute(f"WITH {FRESH} {sql}", (*lake.fresh(), *values))]


def _over_segments(query: Query, of: Query, panel: Panel) -> str:
    """Counts by the first day of the period, which is a number; only then gives it its name."""
    unit = UNITS[panel.freq]
    sealed = (f"SELECT date_trunc('{unit}', e.day) AS start, source, target, count(*) AS events, "
              f"coalesce(sum(round(intensity * {UNIT})::BIGINT), 0)::BIGINT AS total, count(intensity) AS known "
              f"FROM {query.tables}{query.clause()} GROUP BY ALL")
    reports = (f"SELECT date_trunc('{unit}', day) AS start, count(*) AS n FROM {of.tables}{of.clause()} "
               f"{'AND' if of.where else 'WHERE'} day IS NOT NULL GROUP BY ALL")
    sums = ("SELECT period, source, target, sum(events)::BIGINT AS events, sum(total)::BIGINT AS total, "
            "sum(known)::BIGINT AS known FROM (SELECT period, source, target, events, total, known FROM sealed "
            "JOIN names USING (start) UNION ALL SELECT * FROM late) GROUP BY ALL")
    return (
        f"WITH sealed AS MATERIALIZED ({sealed}), sealed_reports AS MATERIALIZED ({reports}), "
        f"names AS (SELECT start, {panel.name('start')} AS period FROM (SELECT start FROM sealed UNION "
        "SELECT start FROM sealed_reports)), "
        "reports AS (SELECT period, sum(n)::BIGINT AS reports FROM (SELECT period, n FROM sealed_reports JOIN names "
        f"USING (start) UNION ALL SELECT * FROM late_reports) GROUP BY ALL), counted AS MATERIALIZED ({sums}), "
        f"panel AS ({_every() if panel.balanced else 'SELECT * FROM counted'}) "
        "SELECT period, source, target, events, CASE WHEN reports > 0 THEN floor(1000 * events / reports * 1000 + 0.5) "
        f"/ 1000 END AS rate, CASE WHEN known > 0 THEN round(total / known) / {UNIT} END AS intensity, "
        "coalesce(reports, 0) AS reports "
        "FROM panel LEFT JOIN reports USING (period) ORDER BY period, source, target")


def _every() -> str:
    return ("SELECT period, source, target, coalesce(events, 0) AS events, total, known FROM "
            "(SELECT period FROM reports UNION SELECT period FROM counted) CROSS JOIN "
            "(SELECT DISTINCT source, target FROM counted) LEFT JOIN counted USING (period, source, target)")
