"""Events by source, target and month, counted beforehand: what panels of months, quarters and years are made from.

Each segment has a file of its cells: how many events that happened or are going on lead from one party to another in a
month, the sum of their intensities and how many have one. A row without parties has the number of reports of the month.
A panel adds up the cells of all segments, takes off what has changed since they were written, and puts in what SQLite
has besides. Sums are of ten-thousandths, which are whole numbers: the same in whatever order they are added.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any, NamedTuple

from communique.store.rows import COUNTED

MONTHS = {"M": 1, "Q": 3, "Y": 12}  # of a period
UNIT = 10_000  # what an intensity of 1 is in sums
COLUMNS = {"month": "i", "source": "s", "target": "s", "events": "i", "total": "i", "known": "i"}


class Ends(NamedTuple):
    """Which dyads: with these parties on either end, at the source, at the target. None is any."""

    either: tuple[str, ...] = ()
    source: str | None = None
    target: str | None = None

    def fit(self, source: str, target: str) -> bool:
        """Whether a dyad is one of these.

        >>> Ends(("CHN",)).fit("RUS", "CHN"), Ends((), "CHN").fit("RUS", "CHN")
        (True, False)
        """
        return (all(one in (source, target) for one in self.either) and self.source in (None, source)
                and self.target in (None, target))

    def sql(self) -> tuple[list[str], list[str]]:
        """Conditions on columns `source` and `target`, and their values."""
        where, values = ["(source = ? OR target = ?)"] * len(self.either), [one for one in self.either for _ in "st"]
        if len(self.either) == 2:  # told so that groups of rows of a file can be passed over
            one, other = self.either
            where, values = ["((source = ? AND target = ?) OR (source = ? AND target = ?))"], [one, other, other, one]
        for name, party in (("source", self.source), ("target", self.target)):
            if party is not None:
                where.append(f"{name} = ?")
                values.append(party)
        return where, values


def month_of(day: str) -> int:
    """The number of a month, counted from January of the year 0.

    >>> month_of("0000-01-05"), month_of("2024-03"), named(24290, "M"), named(24290, "Q")
    (0, 24290, '2024-03', '2024-Q1')
    """
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def named(month: int, freq: str) -> str:
    """The name of the period that begins with a month."""
    year, rest = divmod(month, 12)
    return {"M": f"{year:04}-{rest + 1:02}", "Q": f"{year:04}-Q{rest // 3 + 1}", "Y": f"{year:04}"}[freq]


def counted(events: Any, reports: Any) -> Any:
    """The cells of some rows of the files of events and reports: what a segment keeps, sorted by its parties."""
    compute, arrow = import_module("pyarrow.compute"), import_module("pyarrow")
    wanted = compute.and_(compute.is_valid(events["type"]),
                          compute.is_in(events["status"], value_set=arrow.array(COUNTED)))
    for condition in (compute.is_valid(events["day"]), compute.not_equal(events["source"], events["target"]),
                      compute.not_equal(events["source"], ""), compute.not_equal(events["target"], "")):
        wanted = compute.and_(wanted, condition)
    rows = events.filter(wanted)
    scores = compute.round(compute.multiply(rows["intensity"], UNIT)).cast(arrow.int64())
    cells = arrow.table({"month": _months(rows["day"]), "source": rows["source"], "target": rows["target"],
                         "score": scores})
    cells = cells.group_by(["source", "target", "month"]).aggregate(
        [([], "count_all"), ("score", "sum"), ("score", "count")])
    told = arrow.table({"month": _months(reports.filter(compute.is_valid(reports["day"]))["day"])})
    told = told.group_by("month").aggregate([([], "count_all")])
    none = arrow.nulls(told.num_rows, arrow.string()).fill_null("")
    zero = arrow.nulls(told.num_rows, arrow.int64()).fill_null(0)
    return arrow.concat_tables([
        arrow.table([told["month"], none, none, told["count_all"], zero, zero], list(COLUMNS)),
        arrow.table([cells["month"], cells["source"], cells["target"], cells["count_all"],
                     compute.fill_null(cells["score_sum"], 0), cells["score_count"]], list(COLUMNS))]).sort_by(
        [("source", "ascending"), ("target", "ascending"), ("month", "ascending")])


def _months(days: Any) -> Any:
    compute, arrow = import_module("pyarrow.compute"), import_module("pyarrow")
    year, month = compute.year(days), compute.month(days)
    return compute.add(compute.multiply(year, 12), compute.subtract(month, 1)).cast(arrow.int64())


# a panel


def less(cells: Any) -> Any:
    """The same cells, to be taken off."""
    compute = import_module("pyarrow.compute")
    for name in ("events", "total", "known"):
        cells = cells.set_column(cells.column_names.index(name), name, compute.negate(cells[name]))
    return cells


def panel(parts: Iterable[Any], freq: str, span: tuple[int, int], *, balanced: bool) -> Any:
    """Cells added up to an Arrow table: a row for each period and dyad that has an event, with `balanced` for all in
    every period that has reports. `span` is the first and the last month."""
    np, arrow = import_module("numpy"), import_module("pyarrow")
    parties, columns = _numbered(arrow.concat_tables([_encoded(part) for part in parts]).unify_dictionaries())
    month, source, target, events, total, known = columns
    within = (month >= span[0]) & (month <= span[1])
    period = month // MONTHS[freq]
    told = within & (source == 0)
    reports = dict(zip(*_sums(period[told], events[told]), strict=True))
    chosen = within & (source != 0)
    key = (period * len(parties) + source) * len(parties) + target
    key, events, total, known = _sums(key[chosen], events[chosen], total[chosen], known[chosen])
    key, events, total, known = (column[events > 0] for column in (key, events, total, known))
    if balanced:
        key, events, total, known = _every(key, len(parties) ** 2, sorted(p for p, n in reports.items() if n),
                                           events, total, known)
    periods, at = np.unique(key // len(parties) ** 2, return_inverse=True)
    of = np.array([reports.get(one, 0) for one in periods.tolist()] or [0])[at]
    names = arrow.array([named(one * MONTHS[freq], freq) for one in periods.tolist()], arrow.string())
    return arrow.table({
        "period": names.take(arrow.array(at)), "source": parties.take(arrow.array(key // len(parties) % len(parties))),
        "target": parties.take(arrow.array(key % len(parties))), "events": events,
        "rate": _ratio(1000 * events, of, 1000), "intensity": _ratio(total, known, UNIT, scaled=True), "reports": of})


def _encoded(part: Any) -> Any:
    for name in ("source", "target"):
        if not import_module("pyarrow").types.is_dictionary(part[name].type):
            part = part.set_column(part.column_names.index(name), name, part[name].dictionary_encode())
    return part.select(list(COLUMNS))


def _numbered(table: Any) -> tuple[Any, list[Any]]:
    """The parties in their order, nobody first, and the columns with the numbers of parties in their place."""
    np, arrow = import_module("numpy"), import_module("pyarrow")
    found = {name: table[name].chunk(0).dictionary.to_pylist() if table[name].num_chunks else []
             for name in ("source", "target")}
    parties = sorted({"", *found["source"], *found["target"]})
    number = {party: n for n, party in enumerate(parties)}
    columns = []
    for name in COLUMNS:
        if name not in found:
            columns.append(table[name].to_numpy().astype(np.int64))
            continue
        chunks = [chunk.indices.to_numpy() for chunk in table[name].chunks]
        ranks = np.array([number[party] for party in found[name]] or [0], dtype=np.int64)
        columns.append(ranks[np.concatenate(chunks)] if chunks else ranks[:0])
    return arrow.array(parties, arrow.string()), columns


def _sums(key: Any, *columns: Any) -> tuple[Any, ...]:
    """The keys in order, each once, and the sums of columns by key."""
    np = import_module("numpy")
    order = np.argsort(key, kind="stable")
    key = key[order]
    first = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1]))) if len(key) else order
    return (key[first], *(np.add.reduceat(column[order], first) if len(key) else column for column in columns))


def _every(key: Any, size: int, periods: list[int], *columns: Any) -> tuple[Any, ...]:
    """The same with a row for every dyad in every period."""
    np = import_module("numpy")
    every = np.unique(np.concatenate((np.array(periods, dtype=np.int64), key // size)))
    dyads = np.unique(key % size)
    at = np.searchsorted(every, key // size) * len(dyads) + np.searchsorted(dyads, key % size)
    out = []
    for column in columns:
        wide = np.zeros(len(every) * len(dyads), dtype=np.int64)
        wide[at] = column
        out.append(wide)
    return ((every[:, None] * size + dyads[None, :]).ravel(), *out)


def _ratio(above: Any, below: Any, unit: int, *, scaled: bool = False) -> Any:
    """A quotient rounded to a fraction of 1; null where it is of nothing. `scaled`: `above` counts these fractions."""
    np, arrow = import_module("numpy"), import_module("pyarrow")
    value = above / np.maximum(below, 1)
    value = value if scaled else value * unit
    rounded = np.copysign(np.floor(np.abs(value) + 0.5), value) / unit + 0.0  # no -0.0
    return arrow.array(rounded, mask=below <= 0)
