"""Parquet files: one report a row, read in batches. Needs the extra `frames` (pyarrow)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from communique.errors import ReportError
from communique.ingest.dated import order_of
from communique.ingest.extras import needed
from communique.ingest.fields import Rows, check, plan
from communique.ingest.items import Item
from communique.ingest.options import Options
from communique.ingest.source import Source

BATCH = 64  # rows at a time
MOST_IN_MEMORY = 1 << 29  # bytes of a file that is none on disk
MOST_GROUP = 1 << 31  # bytes of a group of rows, unpacked
_NAMES = (".parquet", ".pq")


def looks_like(head: bytes, name: str) -> bool:
    """By name or by the mark at its head."""
    return head.startswith(b"PAR1") or name.endswith(_NAMES)


def items(source: Source, options: Options) -> Iterator[Item]:
    """One item a row."""
    arrow = needed("pyarrow", "frames", source.name)
    parquet = needed("pyarrow.parquet", "frames", source.name)
    with source.seekable(MOST_IN_MEMORY) as file:
        try:
            yield from _items(parquet.ParquetFile(file), source, options)
        except (arrow.ArrowException, OSError, ValueError) as error:
            what = f"{source.name} cannot be read as Parquet ({str(error)[:200]})"
            raise ReportError(what, kind="bad-archive") from error


def _items(table: Any, source: Source, options: Options) -> Iterator[Item]:
    names = list(table.schema_arrow.names)
    found = plan(names, options)
    check(found, names, source.name, options)
    wanted = sorted({name for some in found.values() for name in some} & set(names))
    for at in range(table.num_row_groups):
        if table.metadata.row_group(at).total_byte_size > MOST_GROUP:
            raise ReportError(f"groups of rows of {source.name} are too large; write it in smaller ones", kind="bomb")
    made, number = Rows(source.name, options), 0
    for batch in table.iter_batches(BATCH, columns=wanted):
        rows = batch.to_pylist()
        if number == 0:
            made.order = order_of([str(row.get(name)) for row in rows for name in found.get("date", ())])
        for row in rows:
            number += 1
            yield made.item(row, found, number)
