"""Sitemaps, news sitemaps and indexes of sitemaps: one report an address, whose page is fetched.

An index is followed as deep and as far as `DEEPEST` and `MOST` allow. The day of a news sitemap is the day of
publication; `lastmod` is when the page was changed, and no date of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from communique.ingest import packed
from communique.ingest.dated import day
from communique.ingest.fetching import fetched_item, fetched_source
from communique.ingest.fields import cleaned
from communique.ingest.items import Fault, Item
from communique.ingest.languages import language
from communique.ingest.options import Options
from communique.ingest.source import Source, is_address
from communique.ingest.xmls import bare, root_name, text_of, tree_of

LARGEST = 50 * 1024 * 1024  # bytes of a sitemap, as its standard has it
DEEPEST, MOST = 2, 1000  # indexes within indexes; sitemaps in all
_TOLD = {"title": "title", "publication_date": "date", "name": "publisher", "language": "language"}


def looks_like(head: bytes, name: str) -> bool:
    """By its first element."""
    return root_name(head) in ("urlset", "sitemapindex")


def items(source: Source, options: Options) -> Iterator[Item]:
    """One item an address, in the order of the sitemap."""
    yield from _items(source, options, 0, [MOST])


def _items(source: Source, options: Options, depth: int, left: list[int]) -> Iterator[Item]:
    tree = tree_of(text_of(source.read(LARGEST), source.name, source.charset), source.name)
    for number, entry in enumerate(tree.iterchildren(), 1):
        url = _child(entry, "loc")
        if bare(entry) == "sitemap" and url:
            yield from _inner(url, options, depth + 1, left)
        elif bare(entry) == "url":
            key = url[:4000] if is_address(url) else f"{source.name}:{number}"
            yield fetched_item(key, url, _told(entry, options), options)


def _inner(url: str, options: Options, depth: int, left: list[int]) -> Iterator[Item]:
    """The items of a sitemap that an index names."""
    left[0] -= 1
    if depth > DEEPEST or left[0] < 0:
        what = f"{url} is beyond {DEEPEST} indexes or {MOST:,} sitemaps; give it by itself"
        yield Item(url, fault=Fault("too-deep", what))
        return
    found = fetched_source(url, options)
    if isinstance(found, Item):
        yield found
        return
    inner = packed.unfolded(found, 0) if packed.is_gzip(found.head()) else [found]
    for one in inner:
        if isinstance(one, Source):
            yield from _items(one, options, depth, left)


def _told(entry: Any, options: Options) -> dict[str, str]:
    told = {"date": options.date or ""}
    for node in entry.iter():
        field = _TOLD.get(bare(node))
        word = cleaned(node.text or "")[:300] if field else ""
        if field and word and node.getparent() is not None and bare(node.getparent()) in ("news", "publication"):
            told[field] = day(word) or "" if field == "date" else language(word) or "" if field == "language" else word
    return {name: word for name, word in told.items() if word}


def _child(entry: Any, name: str) -> str:
    found = next((node.text for node in entry.iterchildren() if bare(node) == name), None)
    return (found or "").strip()
