"""Lines of a downloaded file → its reports: those of Nexis Uni or Factiva, one by one, or else all of it as one.

What office files and plain texts have in common, once they are lines. An `Article` is what an archive says of a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from communique.ingest import factiva, nexis, numbered
from communique.ingest.article import Article
from communique.ingest.items import Fault, Item
from communique.ingest.options import Options

LOOKED_AT = 400  # lines by which it is told whose download it is
MOST = 50_000_000  # characters of a file that is one report


@dataclass(slots=True)
class _Named:
    """Items named after their file: the accession number of an article, or its place in the file."""

    name: str
    options: Options
    had: set[str] = field(default_factory=set)

    def item(self, article: Article, number: int) -> Item:
        key = article.number if article.number and article.number not in self.had else f"{self.name}:{number}"
        self.had.add(key)
        known = {"id": key, "date": article.date or self.options.date, "title": article.title,
                 "publisher": article.publisher, "byline": article.byline, "language": article.language}
        told = {name: word for name, word in known.items() if word}
        if not article.text.strip():
            what = f"document {number} of {self.name} has no text: {article.title[:100]}"
            return Item(key, told=told, fault=Fault("no-text", what))
        return Item(key, "text", article.text.encode("utf-8", "replace"), told)


def items(lines: Iterable[str], name: str, options: Options) -> Iterator[Item]:
    """The reports in the lines of a file, in order."""
    lines = iter(lines)
    first = list(islice(lines, LOOKED_AT))
    for archive in (nexis, numbered, factiva):
        if archive.looks_like(first):
            yield from named(archive.articles(chain(first, lines)), name, options)
            return
    yield _whole(chain(first, lines), name, options)


def named(articles: Iterable[Article], name: str, options: Options) -> Iterator[Item]:
    """The articles of a file as items; a fault where it holds none."""
    by = _Named(name, options)
    for number, article in enumerate(articles, 1):
        yield by.item(article, number)
    if not by.had:
        yield Item(name, fault=Fault("no-text", f"{name} lists documents and holds none of them"))


def _whole(lines: Iterable[str], name: str, options: Options) -> Item:
    """All lines as one report; its paragraphs are lines of their own in office files."""
    parts, size = [], 0
    for line in lines:
        size += len(line) + 2
        if size > MOST:
            return Item(name, fault=Fault("too-large", f"{name} has more than {MOST:,} characters"))
        if line.strip():
            parts.append(line.strip())
    told = {"date": options.date} if options.date else {}
    return Item(name, "text", "\n\n".join(parts).encode("utf-8", "replace"), told)
