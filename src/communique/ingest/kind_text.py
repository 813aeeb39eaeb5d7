"""A file of plain text: one report."""

from __future__ import annotations

from collections.abc import Iterator

from communique.ingest.charsets import as_utf8
from communique.ingest.items import Item
from communique.ingest.options import Options
from communique.ingest.source import Source

LARGEST = 50 * 1024 * 1024  # bytes of one report


def looks_like(head: bytes, name: str) -> bool:
    """Whatever is nothing else; decoding refuses what is no text."""
    return True


def items(source: Source, options: Options) -> Iterator[Item]:
    """The text."""
    yield one(source, "text", options)


def one(source: Source, form: str, options: Options) -> Item:
    """A whole source as one item. Raises ReportError (kind too-large)."""
    body = as_utf8(source.read(LARGEST), source.charset)
    told = {"date": options.date, "url": source.address()}
    return Item(source.name, form, body, {name: value for name, value in told.items() if value})
