"""A piece of HTML → its words, paragraph by paragraph: what feeds and tables carry, where nothing is furniture."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from communique.ingest.xmls import without_halves

_TAG = re.compile(r"<[A-Za-z!/]")
_BLOCKS = frozenset((
    "p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "tr", "table", "blockquote", "section",
    "article", "header", "footer", "figure", "figcaption", "pre", "hr", "dl", "dt", "dd", "td", "th", "aside", "main",
    "address"))
_LEFT_OUT = frozenset(["script", "style", "iframe", "noscript", "template", "object", "embed", "svg", "figcaption"])


def words_of(html: str) -> str:
    """The words, blocks divided by an empty line.

    >>> words_of("<p>Fiji &amp; Tonga met.</p><p>They<br>talked.</p>")
    'Fiji & Tonga met.\\n\\nThey\\n\\ntalked.'
    """
    if not _TAG.search(html):
        return _tidy(unescape(html) if "&" in html else html)
    tree = tree_of(html)
    return words_in(tree) if tree is not None else ""


def tree_of(html: str) -> Any:
    """The tree of a page or a piece of one; None where there is none."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, recover=True, encoding="utf-8")
    words = without_halves(html).replace("\0", "").encode("utf-8", "replace")
    try:
        return lxml_html.document_fromstring(words, parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def words_in(tree: Any) -> str:
    """The words in an element of a tree."""
    return _tidy(_text(tree))


def _text(tree: Any) -> str:
    """The text of a tree, without going deeper by calling itself: trees may be very deep."""
    from lxml import etree

    parts: list[str] = []
    skipped = None
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if skipped is None and tag in _LEFT_OUT:
                skipped = node
            if skipped is None:
                parts.append(("\n\n" if tag in _BLOCKS else "") + (node.text or ""))
            continue
        if event == "end" and skipped is None and tag in _BLOCKS:
            parts.append("\n\n")
        if skipped is node:
            skipped = None
        if skipped is None and node is not tree:
            parts.append(node.tail or "")
    return "".join(parts)


def _tidy(text: str) -> str:
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n[^\S\n]*\n", text))
    return "\n\n".join(part for part in paragraphs if part)
