"""An event file of GDELT, ICEWS or POLECAT → a record database, some rows at a time.

A row that cannot be taken in is named by file and line, set aside in the ledger, and the rest goes on; a file of which
the first rows are all bad is something else, and an error. Zipped files are read as they are.
"""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from communique.errors import StoreError
from communique.exports.safe import armed, clean
from communique.imports import gdelt, icews, polecat
from communique.imports.records import BadRow, Told, record_of
from communique.imports.tables import Tables, tables
from communique.store import Writer
from communique.store.ledger import Line

BATCH = 500
PATIENCE = 100  # bad rows at the start of a file
LONGEST = 1 << 20  # characters of a line
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """A format: its columns, whether a header names them, what a row of it tells."""

    columns: tuple[str, ...]
    has_header: bool
    told: Callable[[Row, Tables], Told]


FORMATS = {"gdelt": Layout(gdelt.COLUMNS, False, gdelt.told), "icews": Layout(icews.COLUMNS, True, icews.told),
           "polecat": Layout(polecat.COLUMNS, True, polecat.told)}


@dataclass(slots=True)
class Taken:
    """What became of the rows of a file: new or changed, as they were before, and bad ones with their reason."""

    new: int = 0
    known: int = 0
    bad: list[tuple[str, str]] = field(default_factory=list)  # file:line, reason


def import_file(path: str | Path, format: str, writer: Writer) -> Taken:
    """Takes in a file. Raises StoreError where the format is none of `FORMATS` or the file is not of that format."""
    if format not in FORMATS:
        raise StoreError(f"There is no format {format!r} to import. One of: {', '.join(FORMATS)}.")
    layout, taken, codes = FORMATS[format], Taken(), tables()
    with _lines(Path(path)) as lines:
        rows = _rows(lines, layout, Path(path).name)
        while batch := list(islice(rows, BATCH)):
            with writer.batch():
                for where, row in batch:
                    _take(where, row, layout, codes, writer, taken)
            if len(taken.bad) >= PATIENCE and not taken.new + taken.known:
                raise StoreError(f"{path} is no {format} file: {taken.bad[0][0]}: {taken.bad[0][1]}. Give --format.")
    return taken


def _take(where: str, row: Row | BadRow, layout: Layout, codes: Tables, writer: Writer, taken: Taken) -> None:
    try:
        if isinstance(row, BadRow):
            raise row
        told = layout.told(row, codes)
    except BadRow as error:
        taken.bad.append((where, str(error)))
        writer.set_aside(where, str(error))
        return
    record = record_of(told)
    if writer.put(record, line=Line(where, "coded", report=record["id"])):
        taken.new += 1
    else:
        taken.known += 1


def _rows(lines: Iterator[str], layout: Layout, name: str) -> Iterator[tuple[str, Row | BadRow]]:
    columns = layout.columns
    if layout.has_header:
        columns = tuple(cell.strip().strip('"') for cell in next(lines, "").split("\t"))
        if missing := [column for column in layout.columns if column not in columns]:
            raise StoreError(f"{name}:1: the header lacks {', '.join(missing[:5])}. Is the file of another format?")
    for number, line in enumerate(lines, 2 if layout.has_header else 1):
        if line.strip():
            yield f"{name}:{number}", _row(line, columns)


def _row(line: str, columns: tuple[str, ...]) -> Row | BadRow:
    cells = [_cell(cell) for cell in line.split("\t")]
    if len(cells) != len(columns):
        return BadRow(f"{len(cells)} fields where there should be {len(columns)}")
    return dict(zip(columns, cells, strict=True))


def _cell(cell: str) -> str:
    plain = clean(cell).strip()
    if len(plain) > 1 and plain[0] == plain[-1] == '"':
        plain = plain[1:-1].replace('""', '"')
    return "" if plain in ("None", "NULL", "nan", "NA") else armed(plain)


@contextmanager
def _lines(path: Path) -> Iterator[Iterator[str]]:
    """The lines of a file, or of the one file in a zip or gz."""
    with (path.open("rb") as file, _unpacked(file, path) as plain,
          io.TextIOWrapper(plain, "utf-8-sig", "replace", "\n") as text):
        yield _cut(text)


def _cut(text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(LONGEST):
        yield line.rstrip("\r\n")


@contextmanager
def _unpacked(file: BinaryIO, path: Path) -> Iterator[BinaryIO]:
    start = file.read(4)
    file.seek(0)
    if start[:2] == b"\x1f\x8b":
        with gzip.open(file) as plain:
            yield plain  # type: ignore[misc]
    elif start == b"PK\x03\x04":
        with zipfile.ZipFile(file) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/")]
            if len(names) != 1:
                raise StoreError(f"{path} holds {len(names)} files. Unpack it and import each.")
            with archive.open(names[0]) as plain:
                yield plain  # type: ignore[misc]
    else:
        yield file
