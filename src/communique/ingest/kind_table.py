"""Tables in text: CSV, TSV, any delimiter. A header line, then one report a row, or an address to be fetched.

The delimiter is the one by which the header has columns that are known. Bytes that are no UTF-8 are carried through
and told by `decode`, row by row. A row beyond `LONGEST` is set aside and reading goes on at the next line.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import BinaryIO

from communique.errors import ReportError
from communique.ingest.dated import order_of
from communique.ingest.fields import Plan, Rows, check, plan
from communique.ingest.items import Fault, Item
from communique.ingest.options import Options
from communique.ingest.source import Source

LONGEST = 10_000_000  # characters of a row
MOST_COLUMNS = 2000
AHEAD = 50  # rows by which it is told how dates are meant
_NAMES = (".csv", ".tsv", ".tab", ".psv")
_DELIMITERS = (",", "\t", ";", "|")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def looks_like(head: bytes, name: str) -> bool:
    """By name, or by a first line that names a column of texts or addresses and one more that is known."""
    if name.endswith(_NAMES):
        return True
    if head.lstrip()[:1] in (b"<", b"{", b"["):
        return False
    header = _columns(_text(head), None)
    found = plan(header, Options())
    return len(found) > 1 and len(header) < MOST_COLUMNS and ("text" in found or "url" in found)


def items(source: Source, options: Options) -> Iterator[Item]:
    """One item a row, numbered as rows after the header are."""
    head = _text(source.head())
    delimiter = _delimiter(head, source.name)
    with source.open() as file:
        rows = _rows(file, _encoding(source), delimiter)
        header = next(rows, [])
        if isinstance(header, Fault):
            raise ReportError(header.message, kind=header.kind)
        names = [name.strip() for name in header[:MOST_COLUMNS]]
        found = plan(names, options)
        check(found, names, source.name, options)
        yield from _items(rows, names, found, Rows(source.name, options))


def _items(rows: Iterator[list[str] | Fault], names: list[str], found: Plan, made: Rows) -> Iterator[Item]:
    first = list(islice(rows, AHEAD))
    ahead = [_named(names, row) for row in first if isinstance(row, list)]
    made.order = order_of([row.get(name, "") for row in ahead for name in found.get("date", ())])
    number = 0
    for some in (first, rows):
        for row in some:
            number += 1
            if isinstance(row, Fault):
                yield Item(f"{made.name}:{number}", fault=row)
            elif any(cell.strip() for cell in row):
                yield made.item(_named(names, row), found, number)


def _named(names: list[str], row: list[str]) -> Mapping[str, str]:
    """A row by the names of its columns; the first of two of the same name that is filled."""
    out: dict[str, str] = {}
    for name, cell in zip(names, row, strict=False):
        if cell and not out.get(name):
            out[name] = cell
    return out


def _rows(file: BinaryIO, encoding: str, delimiter: str) -> Iterator[list[str] | Fault]:
    lines = _Lines(io.TextIOWrapper(file, encoding, "surrogateescape" if "8" in encoding else "replace", newline=""))
    csv.field_size_limit(max(LONGEST, csv.field_size_limit()))
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        lines.spent = 0
        try:
            row = next(reader, None)
        except (csv.Error, _TooLong) as error:
            lines.skip()
            yield Fault("bad-row", f"a row that ends in line {lines.number} cannot be read ({error})")
            continue
        if row is None:
            return
        yield row


class _TooLong(Exception):
    """A row that is longer than it may be."""


class _Lines:
    """The lines of a text, none longer than a row may be, nor all of those that one row takes."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text, self.spent, self.number = text, 0, 0
        self._whole = True

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.text.readline(LONGEST + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self.spent += len(line)
        self._whole = line.endswith(("\n", "\r"))
        if self.spent > LONGEST:
            raise _TooLong(f"it has more than {LONGEST:,} characters")
        return line.replace("\0", "")

    def skip(self) -> None:
        """Goes to the end of the line."""
        while not self._whole:
            line = self.text.readline(LONGEST)
            self._whole = not line or line.endswith(("\n", "\r"))


def _encoding(source: Source) -> str:
    head = source.head()
    return next((encoding for mark, encoding in _BOMS if head.startswith(mark)), "utf-8")


def _text(head: bytes) -> str:
    encoding = next((encoding for mark, encoding in _BOMS if head.startswith(mark)), "utf-8")
    return head.decode(encoding, "replace")


def _delimiter(head: str, name: str) -> str:
    """The delimiter by which most columns of the header are known; of equals, the one with most columns."""
    def known(delimiter: str) -> tuple[int, int]:
        columns = _columns(head, delimiter)
        return len(plan(columns, Options())), len(columns)

    usual = "\t" if name.lower().endswith((".tsv", ".tab")) else ","
    return max(_DELIMITERS, key=lambda one: (*known(one), one == usual))


def _columns(head: str, delimiter: str | None) -> list[str]:
    """The names in the first line, by a delimiter or the likeliest."""
    if delimiter is None:
        delimiter = _delimiter(head, "")
    line = next(iter(head.splitlines()), "").replace("\0", "")
    try:
        return [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []
