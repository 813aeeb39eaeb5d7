"""A file of plain text: one report."""

from __future__ import annotations

from collections.abc import Iterator

from communique.ingest.items import Fault, Item
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
    """A whole source as one item."""
    if source.size() > LARGEST:
        what = f"{source.name} has {source.size():,} bytes, more than {LARGEST:,}; split it into reports"
        return Item(source.name, fault=Fault("too-large", what))
    with source.open() as file:
        return Item(source.name, form, file.read(), {"date": options.date} if options.date else {})
