"""Events as CSV: UTF-8, a header, one line an event, no cell that a spreadsheet could take for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from communique.exports.request import Request, Tally
from communique.exports.safe import cell
from communique.store.flat import COLUMNS, TEXT, Column, Values, flat


def write(request: Request, out: BinaryIO, tally: Tally) -> None:
    """The events of a request as CSV."""
    columns = (*COLUMNS, TEXT) if request.text else COLUMNS
    for rows in table(columns, flat(request.view, request.wanted, text=request.text), out):
        tally.rows += rows


def table(columns: Sequence[Column], batches: Iterable[list[Values]], out: BinaryIO) -> Iterator[int]:
    """Any table as CSV; gives the number of rows of each batch once it is written."""
    lines = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=False)
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    for batch in batches:
        writer.writerows(map(_cells, batch))
        yield len(batch)
    lines.flush()
    lines.detach()


def _cells(row: Values) -> list[object]:
    """The cells of a row. Most are plain letters and figures, which need no second look."""
    return [value if value is None or value.__class__ is not str or value.isalnum()
            else cell(value) for value in row]
