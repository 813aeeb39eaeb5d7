"""RSS and Atom feeds, by feedparser: one report an entry.

An entry that carries its article is that article. Of one with a teaser the page is fetched, where fetching is allowed;
else it is set aside. JSON Feed is read as JSON.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from communique.errors import ReportError
from communique.ingest.dated import day
from communique.ingest.fetching import fetched_item
from communique.ingest.fields import cleaned
from communique.ingest.fragments import words_of
from communique.ingest.items import Fault, Item
from communique.ingest.languages import language
from communique.ingest.options import Options
from communique.ingest.source import Source, is_address
from communique.ingest.xmls import root_name, text_of

LARGEST = 10 * 1024 * 1024  # bytes of a feed
CONTENT, SUMMARY = 40, 150  # words by which what is called content, or a summary, is a whole article
_ROOTS = ("rss", "feed", "rdf", "channel")
_CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\[&#8230;\])\W{0,3}(?:(?:continue reading|read more|more)\b.{0,80})?$",
                  re.IGNORECASE)
_BROKEN = (ValueError, LookupError, AssertionError, AttributeError, TypeError, RecursionError, OSError)  # of feedparser


def looks_like(head: bytes, name: str) -> bool:
    """By its first element."""
    return root_name(head) in _ROOTS


def items(source: Source, options: Options) -> Iterator[Item]:
    """One item an entry, in the order of the feed."""
    feed = _parsed(text_of(source.read(LARGEST), source.name, source.charset), source.name)
    entries = feed.get("entries") or []
    if not entries:
        raise ReportError(f"{source.name} is a feed without entries", kind="empty")
    told = _told(feed.get("feed") or {}, options)
    for number, entry in enumerate(entries, 1):
        yield _item(entry, f"{source.name}:{number}", told, options)


def _parsed(text: str, name: str) -> Any:
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8", "content-location": name if is_address(name) else ""}
    try:
        return feedparser.parse(io.BytesIO(text.encode("utf-8", "replace")), response_headers=headers,
                                resolve_relative_uris=False, sanitize_html=False)
    except _BROKEN as error:
        raise ReportError(f"{name} is no feed that can be read ({type(error).__name__}: {str(error)[:100]})",
                          kind="bad-xml") from error


def _told(feed: Mapping[str, Any], options: Options) -> dict[str, str]:
    """What the feed says of all its entries."""
    told = {"publisher": cleaned(words_of(_text(feed, "title"))), "language": language(_text(feed, "language")),
            "date": options.date}
    return {name: word[:200] for name, word in told.items() if word}


def _item(entry: Mapping[str, Any], key: str, told: Mapping[str, str], options: Options) -> Item:
    link = _text(entry, "link") or _text(entry, "id")
    link = link if is_address(link) else ""
    source = entry.get("source")
    own = {"url": link[:4000], "title": cleaned(words_of(_text(entry, "title"))), "byline": _authors(entry),
           "date": next(filter(None, (day(entry.get(name)) for name in ("published", "updated", "created"))), None),
           "publisher": cleaned(_text(source, "title")) if isinstance(source, Mapping) else ""}
    told = {**told, **{name: word for name, word in own.items() if word}}
    key = link[:4000] or _text(entry, "id")[:500] or key
    if words := _article(entry, few=options.words):
        return Item(key, "text", words.encode("utf-8", "replace"), {**told, "id": key})
    if link and not options.words:
        return fetched_item(key, link, told, options)
    return Item(key, told=told, fault=Fault("no-text", f"the entry {key} has neither words nor an address to fetch"))


def _article(entry: Mapping[str, Any], *, few: bool = False) -> str:
    """The entry's own article, if it has it whole; with `few`, whatever words it has."""
    contents = entry.get("content") or []
    parts = [words_of(_text(part, "value")) for part in contents if isinstance(part, Mapping)]
    summary = words_of(_text(entry, "summary"))
    if few:
        return _CUT.sub("", max((*parts, summary), key=len)).rstrip()
    for words, least in ((max(parts, key=len, default=""), CONTENT), (summary, SUMMARY)):
        if len(words.split()) >= least and not _CUT.search(words[-120:]):
            return words
    return ""


def _authors(entry: Mapping[str, Any]) -> str:
    names = [_text(one, "name") for one in entry.get("authors") or [] if isinstance(one, Mapping)]
    return cleaned(", ".join(dict.fromkeys(filter(None, names))) or _text(entry, "author"))[:200]


def _text(of: Any, name: str) -> str:
    value = of.get(name) if isinstance(of, Mapping) else None
    return value if isinstance(value, str) else ""
