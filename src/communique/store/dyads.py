"""Events by source, target and period: the panels that models of conflict and cooperation are fitted to.

An event with two sources and three targets counts once for each of the six pairs; one that is done by each side to the
other counts for both directions. What lies ahead, was denied or is told as history is left out unless a status is
asked for. Counts follow coverage, so the number of reports of the period stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from communique.errors import StoreError
from communique.store import aggregates, filters
from communique.store.aggregates import FRESH, Lake
from communique.store.filters import EventFilter, Query

if TYPE_CHECKING:
    from communique.store.view import Row, View

PERIODS = {
    "D": "{0}", "M": "substr({0}, 1, 7)", "Y": "substr({0}, 1, 4)",
    "Q": "substr({0}, 1, 4) || '-Q' || ((CAST(substr({0}, 6, 2) AS INTEGER) + 2) / 3)",
    "W": "date({0}, '-6 days', 'weekday 1')"}  # the week's Monday
UNITS = {"D": "day", "M": "month", "Y": "year", "Q": "quarter", "W": "week"}
FORMATS = {"D": "%Y-%m-%d", "M": "%Y-%m", "Y": "%Y", "W": "%Y-%m-%d"}
COUNTED = ("happened", "ongoing")


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


def dyads(view: View, wanted: EventFilter, panel: Panel) -> Iterator[Row]:
    """Rows of `period`, `source`, `target`, `events`, `intensity` (mean), `reports` and `rate`."""
    table = dyads_table(view, wanted, panel)
    if table is not None:
        for batch in table.to_batches(max_chunksize=10_000):
            yield from batch.to_pylist()
        return
    with view.moment():
        rows: Iterable[Row] = _rows(view, _chosen(wanted), panel)
        reports = dict(view.db.execute(_reports(panel)))
    if panel.balanced:
        rows = _balanced(list(rows), sorted(reports))
    for row in rows:
        of = reports.get(row["period"], 0)
        yield row | {"reports": of, "rate": round(1000 * row["events"] / of, 3) if of else None}


def count_dyads(view: View, wanted: EventFilter, panel: Panel) -> int:
    """How many rows there are."""
    table = dyads_table(view, wanted, panel)
    return sum(1 for _ in dyads(view, wanted, panel)) if table is None else int(table.num_rows)


def _chosen(wanted: EventFilter) -> EventFilter:
    return wanted if wanted.status else replace(wanted, status=COUNTED)


def _rows(view: View, wanted: EventFilter, panel: Panel) -> list[Row]:
    query = filters.events(wanted, view.names)
    counted = _counted(query, query.tables, panel)
    rows = view.db.execute(
        f"WITH {counted} SELECT period, source, target, events, CASE WHEN known THEN round(total / known, 4) END "
        "AS intensity FROM counted ORDER BY period, source, target", query.values)
    return [dict(row) for row in rows]


def _counted(query: Query, tables: str, panel: Panel) -> str:
    """The SQL of the table `counted`: events, sum of intensities and how many have one, by period and dyad."""
    chosen = (f"SELECT DISTINCT e.id, e.day, e.intensity, e.reciprocal FROM {tables}{query.clause()} "
              f"{'AND' if query.clause() else 'WHERE'} e.day IS NOT NULL")
    period = panel.period("c.day")
    sides = (f"SELECT DISTINCT c.id, {period} AS period, c.intensity, iif(w.turned, t.party, s.party) AS source, "
             "iif(w.turned, s.party, t.party) AS target FROM chosen c "
             "CROSS JOIN event_actors s ON s.event = c.id AND s.role = 'source' "
             "CROSS JOIN event_actors t ON t.event = c.id AND t.role = 'target' "
             "CROSS JOIN (SELECT 0 AS turned UNION ALL SELECT 1) w ON c.reciprocal OR NOT w.turned")
    return (f"chosen AS ({chosen}), sides AS ({sides}), "
            "counted AS (SELECT period, source, target, count(*) AS events, total(intensity) AS total, "
            "count(intensity) AS known FROM sides WHERE source <> target AND period NOT NULL "
            "GROUP BY period, source, target)")


def _reports(panel: Panel, among: str = "reports") -> str:
    return (f"SELECT {panel.period('date')} AS period, sum(n) FROM (SELECT date, count(*) AS n FROM {among} "
            "WHERE date NOT NULL GROUP BY date) GROUP BY period HAVING period NOT NULL")


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
    panel.period("day")
    chosen = _chosen(wanted)
    with view.moment():
        lake = aggregates.lake_of(view, chosen)
        if lake is None:
            return None
        query = aggregates.rows_of(view, chosen, lake)
        query.add("e.day IS NOT NULL AND e.source <> e.target AND e.source <> '' AND e.target <> ''")
        of = Query("read_parquet(?)", "day", "report", fixed=[lake.reports])
        aggregates.without_stale(of, lake)
        return view.duck.table(_over_segments(query, of, panel), [*query.values, *of.values],
                               late=_late(view, chosen, panel, lake), late_reports=_late_reports(view, panel, lake))


def _late(view: View, wanted: EventFilter, panel: Panel, lake: Lake) -> Any:
    """What SQLite counts in the reports that the segments do not hold."""
    query = filters.events(wanted, view.names)
    rows = view.db.execute(
        f"WITH {FRESH}, {_counted(query, query.of_fresh(), panel)} SELECT * FROM counted",
        (*lake.fresh(), *query.values)).fetchall()
    return aggregates.arrow(("period", "source", "target", "events", "total", "known"), "sssifi", rows)


def _late_reports(view: View, panel: Panel, lake: Lake) -> Any:
    rows = view.db.execute(f"WITH {FRESH} {_reports(panel, 'fresh CROSS JOIN reports USING (id)')}",
                           lake.fresh()).fetchall()
    return aggregates.arrow(("period", "reports"), "si", rows)


def _over_segments(query: Query, of: Query, panel: Panel) -> str:
    """Counts by the first day of the period, which is a number; only then gives it its name."""
    unit = UNITS[panel.freq]
    sealed = (f"SELECT date_trunc('{unit}', e.day) AS start, source, target, count(*) AS events, "
              f"coalesce(sum(intensity), 0) AS total, count(intensity) AS known FROM {query.tables}{query.clause()} "
              "GROUP BY ALL")
    reports = (f"SELECT date_trunc('{unit}', day) AS start, count(*) AS n FROM {of.tables}{of.clause()} "
               f"{'AND' if of.where else 'WHERE'} day IS NOT NULL GROUP BY ALL")
    cells = ("SELECT period, source, target, sum(events)::BIGINT AS events, sum(total) AS total, sum(known) AS known "
             "FROM (SELECT period, source, target, events, total, known FROM sealed JOIN names USING (start) "
             "UNION ALL SELECT * FROM late) GROUP BY ALL")
    return (
        f"WITH sealed AS MATERIALIZED ({sealed}), sealed_reports AS MATERIALIZED ({reports}), "
        f"names AS (SELECT start, {panel.name('start')} AS period FROM (SELECT start FROM sealed UNION "
        "SELECT start FROM sealed_reports)), "
        "reports AS (SELECT period, sum(n)::BIGINT AS reports FROM (SELECT period, n FROM sealed_reports JOIN names "
        f"USING (start) UNION ALL SELECT * FROM late_reports) GROUP BY ALL), cells AS MATERIALIZED ({cells}), "
        f"panel AS ({_every() if panel.balanced else 'SELECT * FROM cells'}) "
        "SELECT period, source, target, events, CASE WHEN reports > 0 THEN round(1000 * events / reports, 3) END "
        "AS rate, CASE WHEN known > 0 THEN round(total / known, 4) END AS intensity, coalesce(reports, 0) AS reports "
        "FROM panel LEFT JOIN reports USING (period) ORDER BY period, source, target")


def _every() -> str:
    return ("SELECT period, source, target, coalesce(events, 0) AS events, total, known FROM "
            "(SELECT period FROM reports UNION SELECT period FROM cells) CROSS JOIN "
            "(SELECT DISTINCT source, target FROM cells) LEFT JOIN cells USING (period, source, target)")
