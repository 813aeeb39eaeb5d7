"""Names, attributes and words → HTML in which the words can't be anything but words.

Strings are escaped where they go in; only `Markup`, which is made here, goes in as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_VOID = ("meta", "input", "br")


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML that is safe to put into a page as it stands."""

    text: str


def element(tag: str, *children: Markup | str, **attributes: str) -> Markup:
    """An element. `class_` is class, `data_ids` data-ids; an attribute with an empty value stands alone.

    >>> element("b", "1 < 2", class_="key").text
    '<b class="key">1 &lt; 2</b>'
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}' + (f'="{_safe(value)}"' if value else "")
        for name, value in attributes.items())
    if tag in _VOID:
        return Markup(f"<{tag}{written}>")
    inner = "".join(child.text if isinstance(child, Markup) else _safe(child) for child in children)
    return Markup(f"<{tag}{written}>{inner}</{tag}>")


def raw(text: str) -> Markup:
    """HTML of our own making, never words of a report."""
    return Markup(text)


def link(address: str, words: str) -> Markup:
    """A link where the address is one of the web, else the bare words: `javascript:` and the like lead nowhere."""
    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        scheme = ""
    if scheme not in ("http", "https"):
        return element("span", words)
    return element("a", words, href=address, rel="noopener noreferrer nofollow", target="_blank")


def _safe(words: str) -> str:
    return escape(_CONTROL.sub("\ufffd", words))
