"""Events as an Excel file: text is text and numbers are numbers, a header that stays in sight, a filter on each column.

Excel holds 1,048,576 rows and 32,767 characters in a cell: more rows are an error before anything is written, a longer
cell is cut, and the number of such cells told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, BinaryIO

from communique.errors import StoreError
from communique.exports.request import Request, Tally
from communique.exports.safe import clean
from communique.store.flat import COLUMNS, TEXT, Column, Values, flat

ROWS, CELL = 1_048_575, 32_767
MADE = datetime(2000, 1, 1)  # the same record gives the same file
WIDE = {"sentence": 60, "title": 40, "sources": 24, "targets": 24, "text": 60}


def write(request: Request, out: BinaryIO, tally: Tally) -> None:
    """The events of a request as a sheet."""
    columns = (*COLUMNS, TEXT) if request.text else COLUMNS
    sheet(columns, flat(request.view, request.wanted, text=request.text), out, tally)


def sheet(columns: Sequence[Column], batches: Iterable[list[Values]], out: BinaryIO, tally: Tally, *,
          name: str = "events") -> None:
    """Any table as an Excel file. Raises StoreError where xlsxwriter is not installed, or there are too many rows."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False, "nan_inf_to_errors": True}
    book = _writer().Workbook(out, options)
    book.set_properties({"created": MADE, "comments": "Made by Communique"})
    page = book.add_worksheet(name)
    bold = book.add_format({"bold": True})
    for n, column in enumerate(columns):
        page.set_column(n, n, WIDE.get(column.name, 12))
        page.write_string(0, n, column.name, bold)
    page.freeze_panes(1, 0)
    for batch in batches:
        if tally.rows + len(batch) > ROWS:
            raise StoreError(f"Excel holds {ROWS:,} rows, and there are more. Ask for fewer, or take csv or parquet.")
        for row in batch:
            tally.rows += 1
            _write_row(page, tally.rows, row, tally)
    page.autofilter(0, 0, max(tally.rows, 1), len(columns) - 1)
    book.close()


def _write_row(page: Any, at: int, row: Values, tally: Tally) -> None:
    for n, value in enumerate(row):
        if value is None or value == "":
            continue
        if isinstance(value, str):
            words = clean(value)
            if len(words) > CELL:
                tally.notes[f"cells cut at {CELL:,} characters, which is all that Excel holds"] += 1
                words = words[:CELL - 1] + "…"
            page.write_string(at, n, words)
        else:
            page.write_number(at, n, value)


def _writer() -> Any:
    try:
        import xlsxwriter
    except ImportError as error:
        raise StoreError("xlsxwriter is not installed. Run 'pip install communique[sheets]'.") from error
    return xlsxwriter
