"""Rows of plain values → CSV, JSON lines, Parquet or an Excel file, some rows at a time.

A text cell that a spreadsheet would take for a formula (=, +, -, @, tab, return at its start) gets an apostrophe before
it in CSV; in Excel files text is written as text. Control characters that neither format holds go.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import IO, Any

from communique.errors import StoreError
from communique.store.results import imported

Row = dict[str, Any]
FORMULA = ("=", "+", "-", "@", "\t", "\r")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
EXCEL_ROWS, EXCEL_CELL = 1_048_575, 32_767
BATCH = 10_000


def safe(value: Any) -> Any:
    """A cell that no spreadsheet runs. Numbers stay numbers.

    >>> safe("=1+1"), safe(-1.5), safe("China")
    ("'=1+1", -1.5, 'China')
    """
    if not isinstance(value, str):
        return value
    value = CONTROL.sub("", value)
    return f"'{value}" if value.startswith(FORMULA) else value


def to_csv(rows: Iterable[Row], names: Sequence[str], out: IO[bytes]) -> int:
    """CSV with a header, UTF-8; the number of rows."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    table = csv.writer(text, lineterminator="\n")
    table.writerow(names)
    count = 0
    for row in rows:
        table.writerow([safe(row[name]) for name in names])
        count += 1
    text.flush()
    text.detach()
    return count


def to_json(rows: Iterable[Row], names: Sequence[str], out: IO[bytes]) -> int:
    """One JSON object a line."""
    count = 0
    for row in rows:
        line = json.dumps({name: row[name] for name in names}, ensure_ascii=False)
        out.write(line.encode("utf-8", "replace") + b"\n")
        count += 1
    return count


def to_parquet(rows: Iterable[Row], names: Sequence[str], out: IO[bytes]) -> int:
    """A Parquet file; columns without a value are text."""
    arrow, parquet = imported("pyarrow"), imported("pyarrow.parquet")
    iterator = iter(rows)
    first = list(islice(iterator, BATCH))
    schema = arrow.schema([(name, _kind(arrow, name, first)) for name in names])
    count = 0
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in _batches(first, iterator):
            columns = {name: [row[name] for row in batch] for name in names}
            writer.write_table(arrow.table(columns, schema=schema))
            count += len(batch)
    return count


def _batches(first: list[Row], rest: Iterator[Row]) -> Iterator[list[Row]]:
    batch = first
    while batch:
        yield batch
        batch = list(islice(rest, BATCH))


NUMBERS = {"intensity": float, "confidence": float, "lat": float, "lon": float, "rate": float, "quad": int, "id": int,
           "story": int, "outlets": int, "reports": int, "events": int, "mentions": int, "statements": int}


def _kind(arrow: Any, name: str, rows: list[Row]) -> Any:
    """The type of a column: from its name where it is a number, else from its values."""
    if name in NUMBERS:
        return arrow.float64() if NUMBERS[name] is float else arrow.int64()
    value = next((row[name] for row in rows if row[name] is not None), "")
    return arrow.bool_() if isinstance(value, bool) else arrow.string()


def to_xlsx(rows: Iterable[Row], names: Sequence[str], out: IO[bytes]) -> int:
    """An Excel file with one sheet. Raises StoreError where there are more rows than a sheet has."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False, "nan_inf_to_errors": True}
    book = imported("xlsxwriter").Workbook(out, options)
    sheet = book.add_worksheet("Record")
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, names)
    count = 0
    for count, row in enumerate(rows, 1):
        if count > EXCEL_ROWS:
            raise StoreError(f"A sheet of Excel has {EXCEL_ROWS:,} rows. Narrow the filters, or take CSV or Parquet.")
        for column, name in enumerate(names):
            value = row[name]
            if isinstance(value, str):
                sheet.write_string(count, column, CONTROL.sub("", value)[:EXCEL_CELL])
            elif value is not None:
                sheet.write(count, column, value)
    book.close()
    return count


WRITERS = {"csv": to_csv, "json": to_json, "parquet": to_parquet, "xlsx": to_xlsx}
