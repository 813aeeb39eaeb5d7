"""The lists of the record (events, statements, actors, dyads …) as CSV, Excel, Parquet or JSON lines.

The same tables as the exports of these names, for whatever a question gives: the cells as safe, the columns as typed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import islice
from typing import Any, BinaryIO, get_type_hints

from communique.exports import csvs, parquet, sheets
from communique.exports.request import Tally
from communique.store.flat import BATCH, Column, Values
from communique.store.results import names_of

Write = Callable[..., None]
DAYS = {"day", "start", "end", "published", "said_at"}
KINDS = {int: "int", float: "real", bool: "flag"}


def columns_of(item: type[Any]) -> list[Column]:
    """The columns of a list of typed rows, with their kinds."""
    hints = get_type_hints(item)
    whole = {field.name: hints[field.name] for field in fields(item)}
    return [Column(name, _kind(name, whole.get(name))) for name in names_of(item)]


def _kind(name: str, hint: Any) -> str:
    """The kind of a column by what its field may be: `float | None` is a number."""
    if name in DAYS:
        return "day"
    return next((kind for type, kind in KINDS.items() if hint is type or type in getattr(hint, "__args__", ())), "text")


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
