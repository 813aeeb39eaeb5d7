"""RTF files: the documents of a Nexis Uni or Factiva download, one by one; any other is one report."""

from __future__ import annotations

from collections.abc import Iterator

from communique.errors import ReportError
from communique.ingest import clippings
from communique.ingest.items import Item
from communique.ingest.options import Options
from communique.ingest.rtf import lines_of, looks_like_rtf
from communique.ingest.source import Source

LARGEST = 100 * 1024 * 1024  # bytes of a file


def looks_like(head: bytes, name: str) -> bool:
    """By its first letters."""
    return looks_like_rtf(head)


def items(source: Source, options: Options) -> Iterator[Item]:
    """One item a document."""
    data = source.read(LARGEST)
    if not looks_like_rtf(data[:100]):
        raise ReportError(f"{source.name} is no RTF", kind="bad-archive")
    yield from clippings.items(lines_of(data), source.name, options)
