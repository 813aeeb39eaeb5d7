"""What a question gives: a lazy result, and the typed rows in it.

Nothing is read until it is looked at. A result can be iterated over, counted, shown in a notebook, and turned into a
frame of polars or pandas or an Arrow table (extras of `communique[frames]`); frames have one column a field, names of
several actors joined by "; ".
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_type_hints

from communique.errors import StoreError
from communique.store import shown
from communique.store.view import Row

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Item = TypeVar("Item")
Value = TypeVar("Value")
KINDS = {int: "int", float: "real", bool: "flag"}
SHOWN = 20  # rows in a notebook


@dataclass(frozen=True, slots=True)
class Side:
    """Somebody in an event: `party` is the state or body acted for, `code` the actor's own."""

    key: str
    name: str
    kind: str
    party: str
    code: str | None
    sector: str | None
    office: str | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event of a report, with its report. `id` is its number in the database, `event` its id in the record."""

    id: int
    report: str
    event: str
    day: str | None
    start: str | None
    end: str | None
    granularity: str | None
    type: str | None
    mode: str | None
    status: str
    plover: str | None
    cameo: str | None
    quad: int | None
    intensity: float | None
    contexts: tuple[str, ...]
    sources: tuple[Side, ...]
    targets: tuple[Side, ...]
    forums: tuple[Side, ...]
    reciprocal: bool
    place: str | None
    place_country: str | None
    lat: float | None
    lon: float | None
    mechanism: str | None
    reported_by: str | None
    confidence: float
    outlets: int
    sentence: str | None
    trigger: str
    published: str | None
    publisher: str | None
    title: str | None
    url: str | None
    story: int | None


@dataclass(frozen=True, slots=True)
class StoryRow:
    """An act told by any number of reports, with the telling that shows it best. `details` has its history, in what
    tellings differ and who says so, its outlets, and why they were joined."""

    id: int
    day: str | None
    start: str | None
    end: str | None
    type: str
    mode: str | None
    status: str
    cameo: str | None
    sources: tuple[Side, ...]
    targets: tuple[Side, ...]
    forums: tuple[Side, ...]
    place: str | None
    place_country: str | None
    lat: float | None
    lon: float | None
    mechanism: str | None
    first_seen: str | None
    last_seen: str | None
    reports: int
    outlets: int
    confidence: float
    sentence: str | None
    report: str
    event: str
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round of a standing mechanism: its number where a report says it, who takes part, and the story."""

    mechanism: str
    number: int | None
    parties: tuple[str, ...]
    day: str | None
    status: str
    place: str | None
    reports: int
    outlets: int
    id: int


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement with its report."""

    id: int
    report: str
    statement: str
    day: str | None
    speaker: str | None
    speaker_key: str | None
    party: str | None
    code: str | None
    office: str | None
    via: str | None
    addressee: str | None
    occasion: str | None
    kind: str
    stance: str
    cue: str | None
    content: str | None
    topics: tuple[str, ...]
    confidence: float
    published: str | None
    publisher: str | None
    title: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor with the number of reports it is in."""

    id: int
    key: str
    name: str
    kind: str
    code: str | None
    wikidata: str | None
    reports: int
    mentions: int


@dataclass(frozen=True, slots=True)
class DyadRow:
    """A source and a target in a period: events, their rate per 1,000 reports of the period, mean intensity."""

    period: str
    source: str
    target: str
    events: int
    rate: float | None
    intensity: float | None
    reports: int


@dataclass(frozen=True, slots=True)
class Result(Generic[Item]):
    """A lazy answer: `rows` reads it anew each time, `total` counts it without reading it."""

    item: type[Item]
    rows: Callable[[], Iterator[Row]]
    total: Callable[[], int]
    shown: shown.Columns  # to people
    table: Callable[[], pa.Table | None] = lambda: None  # all at once, where it can be had so

    def __iter__(self) -> Iterator[Item]:
        table = self.table()
        if table is not None:
            return (self.item(*values) for values in values_of(table))
        return map(maker(self.item), self.rows())

    def __len__(self) -> int:
        return self.total()

    def __bool__(self) -> bool:
        return next(self.rows(), None) is not None

    def __repr__(self) -> str:
        return f"<{len(self):,} × {self.item.__name__}>"

    def flat(self) -> Iterator[Row]:
        """Rows with one value a column: what frames and tables have."""
        return (flat(one) for one in self)

    def columns(self) -> dict[str, list[Any]]:
        """The columns with all their values, also where there is no row."""
        out: dict[str, list[Any]] = {name: [] for name in names_of(self.item)}
        for row in self.flat():
            for name, value in row.items():
                out[name].append(value)
        return out

    def to_polars(self) -> pl.DataFrame:
        """A polars frame. Raises StoreError where polars is not installed."""
        polars, table = imported("polars"), self.table()
        if table is not None:
            made: pl.DataFrame = polars.from_arrow(table)
            return made
        types = {"int": polars.Int64, "real": polars.Float64, "flag": polars.Boolean, "text": polars.String}
        frame: pl.DataFrame = polars.DataFrame(
            self.columns(), {name: types[kind] for name, kind in kinds_of(self.item).items()}, strict=False)
        return frame

    def to_pandas(self) -> pd.DataFrame:
        """A pandas frame. Raises StoreError where pandas is not installed."""
        pandas, table = imported("pandas"), self.table()
        frame: pd.DataFrame = pandas.DataFrame(self.columns()) if table is None else table.to_pandas()
        return frame

    def to_arrow(self) -> pa.Table:
        """An Arrow table. Raises StoreError where pyarrow is not installed."""
        library, table = imported("pyarrow"), self.table()
        if table is None:
            types = {"int": library.int64(), "real": library.float64(), "flag": library.bool_(),
                     "text": library.string()}
            table = library.table(self.columns(), library.schema(
                [(name, types[kind]) for name, kind in kinds_of(self.item).items()]))
        return table

    def _repr_html_(self) -> str:
        names = [name for _, name in self.shown]
        left_out = [name for name in names_of(self.item) if name not in names]
        return shown.html(self.shown, islice(self.flat(), SHOWN), len(self), left_out)


class Kept(Generic[Value]):
    """What a question gave, kept until another process changes the database: `len` and `list` ask only once."""

    def __init__(self, db: sqlite3.Connection, ask: Callable[[], Value]) -> None:
        self.db, self.ask = db, ask
        self.found: tuple[int, Value] | None = None

    def __call__(self) -> Value:
        """The answer."""
        version = int(self.db.execute("PRAGMA data_version").fetchone()[0])
        if self.found is None or self.found[0] != version:
            self.found = (version, self.ask())
        return self.found[1]


def values_of(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    """The rows of an Arrow table."""
    for batch in table.to_batches(max_chunksize=10_000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def maker(item: type[Item]) -> Callable[[Row], Item]:
    """What makes a typed row of a row of the view."""
    names = [field.name for field in fields(item)]  # type: ignore[arg-type]
    changes = [(n, CHANGED[name]) for n, name in enumerate(names) if name in CHANGED]

    def made(row: Row) -> Item:
        values = [row.get(name) for name in names]
        for n, change in changes:
            values[n] = change(values[n])
        return item(*values)

    return made


def _sides(rows: list[Row]) -> tuple[Side, ...]:
    return tuple(Side(*[row[name] for name in SIDE]) for row in rows)


SIDE = [field.name for field in fields(Side)]
CHANGED: dict[str, Callable[[Any], Any]] = {
    "sources": _sides, "targets": _sides, "forums": _sides, "topics": tuple, "reciprocal": bool, "parties": tuple,
    "contexts": lambda joined: tuple(part for part in joined.split("|") if part)}


def flat(one: Any) -> Row:
    """A typed row as one of plain values: sides become names and parties, lists become text."""
    out: Row = {}
    for field in fields(one):
        value = getattr(one, field.name)
        if field.name in ("sources", "targets"):
            out[field.name] = "; ".join(side.name for side in value)
            out[f"{field.name}_parties"] = "; ".join(side.party for side in value)
            out[f"{field.name}_sectors"] = "; ".join(side.sector or "" for side in value)
        elif isinstance(value, dict):
            out[field.name] = json.dumps(value, ensure_ascii=False)
        elif isinstance(value, tuple):
            out[field.name] = "; ".join(part.name if isinstance(part, Side) else part for part in value)
        else:
            out[field.name] = value
    return out


def names_of(item: type[Any]) -> list[str]:
    """The columns of flat rows."""
    out: list[str] = []
    for field in fields(item):
        out.append(field.name)
        if field.name in ("sources", "targets"):
            out += [f"{field.name}_parties", f"{field.name}_sectors"]
    return out


def kinds_of(item: type[Any]) -> dict[str, str]:
    """What the columns of flat rows hold, also where there is no row: int, real, flag or text.

    >>> kinds_of(DyadRow)["rate"], kinds_of(DyadRow)["source"]
    ('real', 'text')
    """
    hints = get_type_hints(item)
    return {name: next((kind for type, kind in KINDS.items() if hints.get(name) in (type, type | None)), "text")
            for name in names_of(item)}


def imported(name: str) -> Any:
    """A library that not everybody needs."""
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise StoreError(f"{name} is not installed. Run 'pip install communique[frames]'.") from error
