"""Plain text downloads of Nexis Uni or Factiva: one report a document."""

from __future__ import annotations

from collections.abc import Iterator

from communique.ingest import clippings, factiva, nexis, numbered
from communique.ingest.charsets import as_utf8
from communique.ingest.decode import decode
from communique.ingest.items import Item
from communique.ingest.options import Options
from communique.ingest.source import Source

LARGEST = 100 * 1024 * 1024  # bytes of a file


def looks_like(head: bytes, name: str) -> bool:
    """By the tags or codes at the head of its lines."""
    if head.lstrip()[:1] in (b"<", b"{", b"["):
        return False
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    lines = head.decode("utf-16" if wide else "utf-8", "replace").splitlines()
    return any(archive.looks_like(lines) for archive in (nexis, numbered, factiva))


def items(source: Source, options: Options) -> Iterator[Item]:
    """One item a document."""
    text, _ = decode(as_utf8(source.read(LARGEST), source.charset), source.name)
    yield from clippings.items(text.splitlines(), source.name, options)
