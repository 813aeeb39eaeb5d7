"""The lists of the record (events, statements, actors, dyads …) as CSV, Excel, Parquet or JSON lines.

The same tables as the exports of these names, for whatever a question gives: the cells as safe, the columns as typed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO

from communique.exports import csvs, parquet, sheets
from communique.exports.request import Tally
from communique.store.flat import BATCH, Column, Values
from communique.store.results import kinds_of

Write = Callable[..., None]
DAYS = {"day", "start", "end", "published", "said_at"}


def columns_of(item: type[Any]) -> list[Column]:
    """The columns of a list of typed rows, with their kinds."""
    return [Column(name, "day" if name in DAYS else kind) for name, kind in kinds_of(item).items()]


def write(form: str, item: type[Any], rows: Iterable[dict[str, Any]], out: BinaryIO) -> Tally:
    """Writes flat rows in one of `WRITERS`. Raises StoreError where a library is missing, or Excel has not the room."""
    tally, columns = Tally(), columns_of(item)
    more = {"name": f"{item.__name__.removesuffix('Row').lower()}s"} if form == "xlsx" else {}
    WRITERS[form](columns, _batches(rows, columns, flags=form == "json"), out, tally, **more)
    return tally


def _batches(rows: Iterable[dict[str, Any]], columns: Sequence[Column], *, flags: bool) -> Iterator[list[Values]]:
    """The values of rows; without `flags`, yes and no are 1 and 0."""
    kinds = [(column.name, column.kind == "flag" and not flags) for column in columns]
    values = (tuple(int(row[name]) if number else row[name] for name, number in kinds) for row in rows)
    while batch := list(islice(values, BATCH)):
        yield batch


def _csv(columns: Sequence[Column], batches: Iterable[list[Values]], out: BinaryIO, tally: Tally) -> None:
    tally.rows += sum(csvs.table(columns, batches, out))


def _json(columns: Sequence[Column], batches: Iterable[list[Values]], out: BinaryIO, tally: Tally) -> None:
    names = [column.name for column in columns]
    for batch in batches:
        for row in batch:
            line = json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
            out.write(line.encode("utf-8", "replace") + b"\n")
        tally.rows += len(batch)


WRITERS: dict[str, Write] = {"csv": _csv, "json": _json, "parquet": parquet.table, "xlsx": sheets.sheet}
