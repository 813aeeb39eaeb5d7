"""Word files (DOCX): the documents of a Nexis Uni or Factiva download, one by one; any other is one report."""

from __future__ import annotations

from collections.abc import Iterator

from communique.ingest import clippings, docx
from communique.ingest.items import Item
from communique.ingest.options import Options
from communique.ingest.packed import is_office
from communique.ingest.source import Source

MOST_IN_MEMORY = 1 << 28  # bytes of a file that is none on disk


def looks_like(head: bytes, name: str) -> bool:
    """By its first member, or by name where it is a zip file."""
    return is_office(head) or (head.startswith(b"PK") and name.endswith((".docx", ".docm")))


def items(source: Source, options: Options) -> Iterator[Item]:
    """One item a document."""
    with source.seekable(MOST_IN_MEMORY) as file:
        yield from clippings.items(docx.lines_of(file, source.name), source.name, options)
