"""Factiva's HTML downloads: one report an article, by the codes in its table (HD, PD, SN, LP, TD …)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from communique.errors import ReportError
from communique.ingest import clippings, factiva
from communique.ingest.article import Article
from communique.ingest.charsets import as_utf8
from communique.ingest.decode import decode
from communique.ingest.fragments import tree_of, words_in
from communique.ingest.items import Item
from communique.ingest.kind_text import LARGEST
from communique.ingest.options import Options
from communique.ingest.source import Source

_SIGNS = re.compile(rb"<title>\s{0,20}(?:Dow Jones )?Factiva|class=[\"']article \w\wArticle|\w\warticleParagraph")
_CODE = re.compile(r"[A-Z]{2,3}$")


def looks_like(head: bytes, name: str) -> bool:
    """By the name of the service in its head, or by the classes of its articles."""
    return head.lstrip()[:1] == b"<" and bool(_SIGNS.search(head))


def items(source: Source, options: Options) -> Iterator[Item]:
    """One item an article, in the order of the file."""
    text, _ = decode(as_utf8(source.read(LARGEST), source.charset), source.name)
    tree = tree_of(text)
    if tree is None:
        raise ReportError(f"{source.name} is empty", kind="empty")
    yield from clippings.named(_articles(tree), source.name, options)


def _articles(tree: Any) -> Iterator[Article]:
    """The articles: elements of their class, or else tables with a headline."""
    found = [node for node in tree.iter("div") if (node.get("class") or "").startswith("article ")]
    for node in found or [table for table in tree.iter("table") if "HD" in _parts(table)]:
        parts = _parts(node)
        if "HD" in parts:
            yield factiva.of_parts(parts)
        else:
            yield from factiva.articles(words_in(node).split("\n"))


def _parts(node: Any) -> dict[str, list[str]]:
    """The rows of the table by the code in their first cell."""
    parts: dict[str, list[str]] = {}
    for row in node.iter("tr"):
        cells = list(row.iterchildren("td", "th"))
        code = "".join(cells[0].itertext()).strip() if len(cells) > 1 else ""
        if _CODE.match(code) and code in factiva.CODES:
            parts.setdefault(code, []).extend(words_in(cells[1]).split("\n\n"))
    return parts
