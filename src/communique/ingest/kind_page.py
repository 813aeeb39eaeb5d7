"""A web page saved as a file: one report."""

from __future__ import annotations

from collections.abc import Iterator

from communique.ingest.items import Item
from communique.ingest.kind_text import one
from communique.ingest.options import Options
from communique.ingest.page import looks_like_html
from communique.ingest.source import Source

_NAMES = (".html", ".htm", ".xhtml")


def looks_like(head: bytes, name: str) -> bool:
    """By name or by its first tag."""
    return name.endswith(_NAMES) or looks_like_html(head.decode("utf-8", "replace"))


def items(source: Source, options: Options) -> Iterator[Item]:
    """The page."""
    yield one(source, "html-bulk" if options.bulk else "html", options)
