"""Events by source, target and period: the panels that models of conflict and cooperation are fitted to.

An event with two sources and three targets counts once for each of the six pairs; one that is done by each side to the
other counts for both directions. What lies ahead, was denied or is told as history is left out unless a status is
asked for. Counts follow coverage, so the number of reports of the period stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.errors import StoreError
from communique.store import filters
from communique.store.filters import EventFilter

if TYPE_CHECKING:
    from communique.store.view import Row, View

PERIODS = {
    "D": "{0}", "M": "substr({0}, 1, 7)", "Y": "substr({0}, 1, 4)",
    "Q": "substr({0}, 1, 4) || '-Q' || ((CAST(substr({0}, 6, 2) AS INTEGER) + 2) / 3)",
    "W": "date({0}, '-6 days', 'weekday 1')"}  # the week's Monday
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


def dyads(view: View, wanted: EventFilter, panel: Panel) -> Iterator[Row]:
    """Rows of `period`, `source`, `target`, `events`, `intensity` (mean), `reports` and `rate`."""
    chosen = wanted if wanted.status else replace(wanted, status=COUNTED)
    rows = _counted(view, chosen, panel)
    reports = dict(view.db.execute(
        f"SELECT {panel.period('date')} AS period, count(*) FROM reports WHERE date NOT NULL GROUP BY period"))
    if panel.balanced:
        rows = _balanced(rows, sorted(reports))
    for row in rows:
        of = reports.get(row["period"], 0)
        yield row | {"reports": of, "rate": round(1000 * row["events"] / of, 3) if of else None}


def _counted(view: View, wanted: EventFilter, panel: Panel) -> list[Row]:
    query = filters.events(wanted, view.names)
    query.add("e.day NOT NULL")
    chosen = f"SELECT DISTINCT e.id, e.day, e.intensity, e.reciprocal FROM {query.tables}{query.clause()}"
    period = panel.period("c.day")
    sides = ("SELECT c.id, {period} AS period, c.intensity, {a}.party AS source, {b}.party AS target FROM chosen c "
             "JOIN event_actors s ON s.event = c.id AND s.role = 'source' "
             "JOIN event_actors t ON t.event = c.id AND t.role = 'target'{only}")
    both = " UNION ".join((sides.format(period=period, a="s", b="t", only=""),
                           sides.format(period=period, a="t", b="s", only=" WHERE c.reciprocal")))
    rows = view.db.execute(
        f"WITH chosen AS ({chosen}), sides AS ({both}) SELECT period, source, target, count(*) AS events, "
        "avg(intensity) AS intensity FROM sides WHERE source <> target GROUP BY period, source, target "
        "ORDER BY period, source, target", query.values)
    return [dict(row) for row in rows]


def _balanced(rows: list[Row], periods: list[str]) -> list[Row]:
    """The same with a row for every pair in every period that has reports."""
    found = {(row["period"], row["source"], row["target"]): row for row in rows}
    pairs = sorted({(row["source"], row["target"]) for row in rows})
    every = sorted({*periods, *(row["period"] for row in rows)})
    return [found.get((period, *pair)) or {"period": period, "source": pair[0], "target": pair[1], "events": 0,
                                          "intensity": None}
            for period in every for pair in pairs]
