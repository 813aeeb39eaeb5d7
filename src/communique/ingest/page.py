"""A web page → its report: the article's text, title, date, author and site, by trafilatura.

Embedded posts are taken out of the page first (`embeds.py`): the extractor would leave their words in the running text.
A date that the page only seems to have (found somewhere in its words) is none.
"""

from __future__ import annotations

import re
from typing import Any

from communique.errors import ReportError
from communique.ingest import bulk
from communique.ingest.blocks import join_pieces, take_blocks
from communique.ingest.embeds import furniture, take_embeds
from communique.records import Report

_HTML = re.compile(
    r"\s{0,100}(?:<\?xml[^>]{0,200}>\s{0,100})?(?:<!--.{0,2000}?-->\s{0,100})?<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<([A-Za-z][\w:]{0,30})")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FEEDS = ("rss", "feed", "rdf:rdf")
SHORTEST = 12  # words of an article: a page without one still gives a menu
_DATES = {"extensive_search": False, "original_date": True}


def looks_like_html(text: str) -> bool:
    """Whether a text begins as a web page does.

    >>> looks_like_html("<!DOCTYPE html><html lang='en'>")
    True
    """
    return bool(_HTML.match(text[:4000].lstrip("\ufeff")))


def looks_like_feed(text: str) -> bool:
    """Whether a text begins as a feed does: a list of articles, most of them cut short.

    >>> looks_like_feed('<?xml version="1.0"?><rss version="2.0">')
    True
    """
    head = text[:8000].lstrip("\ufeff \t\r\n")
    first = _TAG.search(_COMMENT.sub("", head)) if head.startswith("<") else None
    return first is not None and first[1].lower() in _FEEDS


def read_page(html: str, id: str, url: str | None = None, *, quick: bool = False) -> Report:
    """The report on a page, by the careful extractor or the quick one. Raises ReportError (kind no-article) where the
    page holds none."""
    from trafilatura import load_html  # only here: a plain text need not wait for it

    tree = load_html(html)
    if tree is None:
        raise _without_article(id)
    posts = take_embeds(tree)
    repairs = take_blocks(tree, furniture())
    join_pieces(tree)
    heads = [" ".join("".join(node.itertext()).split()) for node in tree.iter("h1")]
    text, told = _quickly(tree) if quick else _extracted(tree, url)
    if len(text.split()) < SHORTEST:
        raise _without_article(id)
    return Report(
        id, "\n\n".join(_lines(text, (told.get("title", ""), *heads))), told.get("date"),
        title=told.get("title"), url=url or told.get("url"), publisher=told.get("publisher"),
        byline=told.get("byline"), posts=posts, repairs=repairs)


def _without_article(id: str) -> ReportError:
    return ReportError(f"{id} is a web page without an article that could be found; save the article's words as text",
                       kind="no-article")


def _lines(text: str, heads: tuple[str, ...]) -> list[str]:
    """The lines of an article, without a headline at their head: the page has it in a place of its own."""
    lines = [line for line in text.split("\n") if line.strip()]
    known = {_bare(head) for head in heads if head}
    while len(lines) > 1 and _bare(lines[0]) in known:
        lines = lines[1:]
    return lines


def _bare(line: str) -> str:
    """A line by its letters and digits alone."""
    return "".join(c for c in line.casefold() if c.isalnum())


def _quickly(tree: Any) -> tuple[str, dict[str, str]]:
    told = bulk.head(tree)
    return bulk.article(tree), told


def _extracted(tree: Any, url: str | None) -> tuple[str, dict[str, str]]:
    """The article's words, and what the page says of itself."""
    from trafilatura import bare_extraction

    found: Any = bare_extraction(
        tree, url=url, fast=True, include_comments=False, include_tables=False, with_metadata=True,
        date_extraction_params=_DATES)
    if found is None:
        return "", {}
    told = {"title": found.title, "date": found.date, "url": found.url, "publisher": found.sitename,
            "byline": found.author}
    return found.text or "", {name: value for name, value in told.items() if value}
