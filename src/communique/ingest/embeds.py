"""The social posts embedded in a page, taken out of its tree.

Platforms give their embeds as `<blockquote class="twitter-tweet">` and the like, with the post's words and byline
inside; of Telegram's only the address is in the page. Where the byline shows no date, the number of a post on X tells
it: its upper bits are the milliseconds since 4 November 2010.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from communique.clean.posts import embedded
from communique.knowledge.files import files
from communique.knowledge.furniture import Furniture
from communique.knowledge.furniture import load as load_furniture
from communique.records import Post

_CLASSES = {
    "twitter-tweet": "x", "twitter-video": "x", "twitter-tweet-rendered": "x", "instagram-media": "instagram",
    "tiktok-embed": "tiktok", "fb-post": "facebook", "fb-xfbml-parse-ignore": "facebook", "fb-video": "facebook",
    "bluesky-embed": "bluesky", "mastodon-embed": "mastodon", "text-post-media": "threads",
    "truthsocial-embed": "truthsocial",
    "telegram-post": "telegram"}
_ADDRESSES = ("cite", "data-instgrm-permalink", "data-href", "data-bluesky-uri", "data-text-post-permalink", "src")
_STATUS = re.compile(r"(?:twitter|x)\.com/\w{1,30}/status(?:es)?/(\d{5,19})")
_LEAD = re.compile(r"^View this (?:post|profile) on \w+ ?")  # of Instagram, before the caption
_EPOCH = 1_288_834_974_657  # of the numbers of posts on X, in milliseconds


def take_embeds(tree: Any) -> tuple[Post, ...]:
    """The posts embedded in a tree of lxml, which are taken out of it."""
    out: list[Post] = []
    for node, platform in list(_embeds(tree)):
        above = list(node.iterancestors())
        if not any(_platform(up) or "fb-page" in (up.get("class") or "") for up in above):  # a frame, or a page's box
            out.append(_post(node, platform))
    for node, _ in list(_embeds(tree)):
        drop(node)
    return tuple(dict.fromkeys(out))


def _embeds(tree: Any) -> Iterator[tuple[Any, str]]:
    for node in tree.iter("blockquote", "div", "iframe", "script"):
        platform = _platform(node)
        if platform:
            yield node, platform


def _platform(node: Any) -> str | None:
    if node.get("data-telegram-post"):
        return "telegram"
    if node.tag == "script":
        return None
    return next((_CLASSES[name] for name in (node.get("class") or "").split() if name in _CLASSES), None)


def _post(node: Any, platform: str) -> Post:
    """The post in an embed's words; its address is among the links."""
    if channel := node.get("data-telegram-post"):
        return Post("telegram", None, channel.split("/")[0], None, "", (f"https://t.me/{channel}",))
    words = _words(node)
    addresses = [a.get("href") for a in node.iter("a") if a.get("href")]
    post = embedded(words, platform, furniture())
    own = next((node.get(name) for name in _ADDRESSES if node.get(name)), None)
    status = next(filter(None, map(_STATUS.search, reversed(addresses))), None)
    links = dict.fromkeys((*post.links, *([own] if own else []), *(["https://" + status.group()] if status else [])))
    return replace(post, links=tuple(links), date=post.date or (_day_of(int(status[1])) if status else None))


def _words(node: Any) -> str:
    """The text of an embed on one line, scripts left out. Changes the node, which is about to go."""
    for part in list(node.iter("script", "style")):
        drop(part)
    for part in node.iter("br", "p", "div", "section", "blockquote"):
        part.text, part.tail = " " + (part.text or ""), " " + (part.tail or "")
    return _LEAD.sub("", " ".join("".join(node.itertext()).split()))


def _day_of(number: int) -> str | None:
    """The day on which a post with this number was made.

    >>> _day_of(1049648215035924480)
    '2018-10-09'
    """
    at = datetime.fromtimestamp(((number >> 22) + _EPOCH) / 1000, UTC)
    return at.date().isoformat() if at.year > 2010 else None


def drop(node: Any) -> None:
    """Takes a node out and leaves the text that follows it."""
    above = node.getparent()
    if above is None:
        return
    if node.tail:
        before = node.getprevious()
        if before is None:
            above.text = (above.text or "") + node.tail
        else:
            before.tail = (before.tail or "") + node.tail
    above.remove(node)


@cache
def furniture() -> Furniture:
    """What is known of page furniture."""
    return load_furniture(files())
