"""A page that lists articles → the addresses on it that fit a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import translate
from urllib.parse import urldefrag, urljoin

from communique.errors import ReportError
from communique.fetch import Fetched

MOST = 5000  # links of a page


def listed(found: Fetched, pattern: str) -> Iterator[str]:
    """Each address once, in the order of the page, without its fragment. A pattern that begins with a slash is of the
    page's own host. Raises ReportError where the page has no such link: it may be another page than it was."""
    fits = re.compile(translate(urljoin(found.url, pattern) if pattern.startswith("/") else pattern)).match
    addresses = dict.fromkeys(url for url in _links(found) if url != found.url and fits(url))
    if not addresses:
        raise ReportError(f"{found.url} has no link that fits {pattern!r}", kind="no-links")
    yield from addresses


def _links(found: Fetched) -> Iterator[str]:
    from lxml import etree, html

    parser = html.HTMLParser(encoding=found.charset or None, no_network=True, huge_tree=False)
    try:
        tree = html.document_fromstring(found.body, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, LookupError, ValueError) as error:
        raise ReportError(f"{found.url} is no page that can be read ({error})", kind="bad-page") from error
    base = next((tag.get("href") or "" for tag in tree.iter("base")), "")
    for number, tag in enumerate(tree.iter("a")):
        href = (tag.get("href") or "").strip()
        if number >= MOST:
            return
        try:
            url = urldefrag(urljoin(urljoin(found.url, base), href)).url
        except ValueError:
            continue
        if href and url.startswith(("http://", "https://")):
            yield url
