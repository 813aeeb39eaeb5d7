"""Page furniture that only the page shows: blocks whose names give them away, and lines that are nothing but a link.

They are taken out of the tree before the article is, each counted in a repair: once they are text, a promoted
headline looks like any other sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from communique.ingest.embeds import drop
from communique.knowledge.furniture import Furniture, block_names
from communique.records import Repair

_BLOCKS = ("div", "section", "aside", "ul", "ol", "p", "form", "figure", "nav", "span", "li", "table", "dl")
_LINES = ("p", "li", "h2", "h3", "h4", "h5", "div")
MOST = 60  # words outside links: a block with more than that may be the article, whatever its name
SHORTEST_LINK = 4  # words of a promoted headline
PIECE = 40  # words in paragraphs that a piece of a body has at least
REPLIES = frozenset(("comment", "comments", "reply", "replies"))
TEASER = 20  # words below a promoted headline


def take_blocks(tree: Any, furniture: Furniture) -> tuple[Repair, ...]:
    """Takes them out of a tree of lxml; what was taken, by kind. The span of what has never been text is (0, 0)."""
    gone: Counter[str] = Counter()
    for kind, node in list(_found(tree, furniture)):
        if node.getparent() is not None:
            drop(node)
            gone[kind] += 1
    return tuple(Repair(f"page-{kind}", count, (0, 0)) for kind, count in sorted(gone.items()))


def _found(tree: Any, furniture: Furniture) -> Iterator[tuple[str, Any]]:
    for node in tree.iter(*_BLOCKS):
        names = block_names(f"{node.get('class') or ''} {node.get('id') or ''}")
        kind = next((kind for kind, known in furniture.blocks.items() if known & names), None)
        if kind and _is_small(node):
            yield kind, node
    for node in tree.iter(*_LINES):
        if _only_link(node):
            yield "link", node
    for node in tree.iter("ul", "ol"):
        if _links(node):
            yield "links", node


def _is_small(node: Any) -> bool:
    """Whether a block says little that is no link."""
    linked = sum(len(_text(link).split()) for link in node.iter("a"))
    return len(_text(node).split()) - linked <= MOST


def _only_link(node: Any) -> bool:
    """Whether a line of text is one link and nothing else, and long enough for a headline."""
    links = node.findall(".//a")
    if len(links) != 1 or any(child.tag in _LINES for child in node.iterdescendants()):
        return False
    words, linked = _text(node).split(), _text(links[0]).split()
    return words == linked and len(linked) >= SHORTEST_LINK


def _links(node: Any) -> bool:
    """Whether a list is one of other pages: each of its items, three or more, begins with a link of some words."""
    items = [child for child in node if child.tag == "li"]
    return len(items) >= 3 and all(_begins_with_link(item) for item in items)


def _begins_with_link(item: Any) -> bool:
    link = next(item.iter("a"), None)
    if link is None or len(_text(link).split()) < SHORTEST_LINK:
        return False
    words = _text(item)
    return words.startswith(_text(link)) and len(words.split()) - len(_text(link).split()) <= TEASER


def _text(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def _is_piece(node: Any) -> bool:
    named = node.get("class") or ""
    paragraphs = (child for child in node if child.tag == "p")
    return bool(named) and not REPLIES & block_names(named) and \
        sum(len(_text(child).split()) for child in paragraphs) >= PIECE


def join_pieces(tree: Any) -> None:
    """A body that advertisements cut into pieces becomes one again: blocks of one class and one ancestor, with
    paragraphs in them. The extractor would take the longest for the whole."""
    pieces: dict[tuple[int, str, str], list[Any]] = {}
    for node in tree.iter("div", "section"):
        if _is_piece(node):
            above = next((up for up in node.iterancestors("article", "main", "body")), tree)
            pieces.setdefault((id(above), node.tag, node.get("class")), []).append(node)
    for first, *others in pieces.values():
        for other in others:
            if first not in other.iterancestors():
                first.extend(list(other))
