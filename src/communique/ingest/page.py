"""A web page → its report: the article's text, title, date, author and site, by trafilatura.

Embedded posts are taken out of the page first (`embeds.py`): the extractor would leave their words in the running text.
A date that the page only seems to have (found somewhere in its words) is none.
"""

from __future__ import annotations

import re
from typing import Any

from communique.errors import ReportError
from communique.ingest.embeds import take_embeds
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


def read_page(html: str, id: str, url: str | None = None) -> Report:
    """The report on a page. Raises ReportError (kind no-article) where the page holds none."""
    from trafilatura import load_html  # only here: a plain text need not wait for it

    tree = load_html(html)
    posts = take_embeds(tree) if tree is not None else ()
    found = _extracted(tree, url) if tree is not None else None
    if found is None or len((found.text or "").split()) < SHORTEST:
        raise ReportError(
            f"{id} is a web page without an article that could be found; save the article's words as text",
            kind="no-article")
    return Report(
        id, "\n\n".join(line for line in found.text.split("\n") if line.strip()), found.date or None,
        title=found.title or None, url=url or found.url or None, publisher=found.sitename or None,
        byline=found.author or None, posts=posts)


def _extracted(tree: Any, url: str | None) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(
        tree, url=url, fast=True, include_comments=False, include_tables=False, with_metadata=True,
        date_extraction_params=_DATES)
