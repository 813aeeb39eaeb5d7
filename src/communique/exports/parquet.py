"""Events as Parquet: typed columns, also where there is no row, in groups of rows that need little memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, BinaryIO

from communique.errors import StoreError
from communique.exports.request import Request, Tally
from communique.store.flat import COLUMNS, TEXT, Column, Values, flat

GROUP = 20_000


def write(request: Request, out: BinaryIO, tally: Tally) -> None:
    """The events of a request as Parquet."""
    columns = (*COLUMNS, TEXT) if request.text else COLUMNS
    table(columns, flat(request.view, request.wanted, text=request.text), out, tally)


def table(columns: Sequence[Column], batches: Iterable[list[Values]], out: BinaryIO, tally: Tally) -> None:
    """Any table as Parquet. Raises StoreError where pyarrow is not installed."""
    arrow, parquet = _arrow()
    types = {"int": arrow.int64(), "real": arrow.float64(), "text": arrow.string(), "day": arrow.date32(),
             "flag": arrow.bool_()}
    schema = arrow.schema([(column.name, types[column.kind]) for column in columns])
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        waiting: list[Values] = []
        for batch in batches:
            waiting += batch
            if len(waiting) >= GROUP:
                writer.write_table(_group(arrow, schema, columns, waiting), GROUP)
                tally.rows += len(waiting)
                waiting = []
        if waiting:
            writer.write_table(_group(arrow, schema, columns, waiting), GROUP)
            tally.rows += len(waiting)


def _group(arrow: Any, schema: Any, columns: Sequence[Column], rows: list[Values]) -> Any:
    values = zip(*rows, strict=True)
    made = [_column(arrow, column, kind, found) for column, kind, found in
            zip(columns, schema.types, values, strict=True)]
    return arrow.Table.from_arrays(made, schema=schema)


def _column(arrow: Any, column: Column, kind: Any, values: Sequence[object]) -> Any:
    if column.kind == "flag":
        return arrow.array(values, type=arrow.int64()).cast(kind)
    if column.kind == "day":
        return _days(arrow, values)
    if column.kind == "text":
        try:
            return arrow.array(values, type=kind)
        except UnicodeEncodeError:  # half of a character, which UTF-8 cannot hold
            return arrow.array([None if v is None else str(v).encode("utf-8", "replace").decode() for v in values],
                               type=kind)
    return arrow.array(values, type=kind)


def _days(arrow: Any, values: Sequence[object]) -> Any:
    try:
        return arrow.array(values, type=arrow.string()).cast(arrow.date32())
    except arrow.ArrowInvalid:  # one of them is no day of the calendar
        return arrow.array([_day(value) for value in values], type=arrow.date32())


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise StoreError("pyarrow is not installed. Run 'pip install communique[frames]'.") from error
    return pyarrow, pyarrow.parquet
