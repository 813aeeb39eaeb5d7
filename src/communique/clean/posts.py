"""Embedded social posts, flattened into the running text → `Post`s, and out of the text.

A post is found by what platforms leave behind: "… pic.twitter.com/xyz — Name (@handle) March 4, 2021". Its words
are those before it on the line; where the line holds nothing else, the paragraph before. On a page without line
breaks nobody can tell where a post begins: then only the last sentence before the byline is taken, since a post
left in the text costs less than a lost paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from communique.clean.draft import Change, Draft
from communique.clean.lines import whole
from communique.knowledge.furniture import Furniture, PostForm
from communique.records import Post
from communique.text.days import full_date

LONGEST = 600  # letters of a post that stands on a line of its own
_LINK = re.compile(r"(?:https?://|(?<!\w)pic\.(?:twitter|x)\.com/)[^\s—–<>\"”]+|(?<!\w)(?:t\.co|t\.me)/\w+")
_TAGS = re.compile(r"(?P<before>(?:\S+\s+)?)(?P<tags>(?:[#＃]\w+[\s,]*)+)$")
_SENTENCE = re.compile(r"[.!?…][\"'”’)]*\s+(?=[^a-z\s])")
# After these a hashtag is a word of its sentence ("Talks begin in #Ankara"), else a label hung on to it.
_NEEDS_NOUN = frozenset((
    "a", "an", "the", "in", "on", "at", "of", "to", "for", "from", "with", "by", "and", "or", "as", "is", "are", "our"))


@dataclass(frozen=True, slots=True)
class _Found:
    """A post's place in the text: all of it, its words, and the match that gave it away."""

    form: PostForm
    match: re.Match[str]
    start: int
    end: int
    words: tuple[int, int]


def take_posts(draft: Draft, furniture: Furniture) -> Draft:
    """The draft without its embedded posts, which are listed."""
    for form in furniture.posts:
        if form.needs in draft.text:
            draft = _take(draft, form, furniture)
    return draft


def embedded(words: str, platform: str, furniture: Furniture) -> Post:
    """The post in the text of a page's embed, all of which is the post, however long it is."""
    for form in furniture.posts:
        matches = list(form.pattern.finditer(words)) if form.needs in words else []
        if matches:
            span = _own_words(form, matches[-1], len(words))
            post = _post(words, _Found(form, matches[-1], 0, len(words), span), furniture)
            return replace(post, platform=platform)
    text, links = post_words(words)
    return Post(platform, None, None, None, text, links)


def _own_words(form: PostForm, match: re.Match[str], length: int) -> tuple[int, int]:
    """Where the words of a post stand of which nothing else is in the text."""
    if form.words == "inside":
        return match.span("words")
    return (match.end(), length) if form.words == "after" else (0, match.start())


def _take(draft: Draft, form: PostForm, furniture: Furniture) -> Draft:
    changes: list[Change] = []
    posts: list[tuple[int, Post]] = []
    for found in _finds(draft.text, form):
        posts.append((draft.body.source((found.start, found.end))[0], _post(draft.text, found, furniture)))
        changes.append(_removal(draft.text, found))
    return replace(draft.changed(changes), posts=draft.posts + tuple(posts))


def _finds(text: str, form: PostForm) -> Iterator[_Found]:
    after, paragraphed = 0, "\n\n" in text
    for match in form.pattern.finditer(text):
        start, end, words = _extent(text, form, match, after, paragraphed)
        yield _Found(form, match, start, end, words)
        after = end


def _extent(text: str, form: PostForm, match: re.Match[str], after: int,
            paragraphed: bool) -> tuple[int, int, tuple[int, int]]:
    """Start and end of the whole post, and the stretch of its words. `paragraphed`: the text has blank lines."""
    start, end = match.span()
    match form.words:
        case "before":
            first = _words_start(text, start, after, paragraphed)
            return first, end, (first, end if form.id == "picture-only" else start)
        case "after":
            line_end = text.find("\n", end, end + LONGEST)
            last = min(len(text), end + LONGEST) if line_end < 0 else line_end
            return start, last, (end, last)
        case "inside":
            return start, end, match.span("words")
        case _:
            return start, end, (start, start)


def _words_start(text: str, byline: int, after: int, paragraphed: bool) -> int:
    """Where the words begin whose byline stands here; not before `after`, the end of the post before."""
    line = max(text.rfind("\n", after, byline) + 1, after)
    words = text[max(line, byline - LONGEST - 1) : byline].strip()
    if not words:
        return _paragraph_before(text, line, after)
    if byline - line > LONGEST:
        return _last_sentence(text, byline)
    return _upwards(text, line, after) if paragraphed else line


def _paragraph_before(text: str, line: int, after: int) -> int:
    """A byline on a line of its own: the paragraph before it, unless that is longer than a post can be."""
    end = line
    while end > after and text[end - 1].isspace():
        end -= 1
    start = max(text.rfind("\n\n", after, end) + 2, after) if text.rfind("\n\n", after, end) >= 0 else after
    return start if 0 < end - start <= LONGEST else line


def _last_sentence(text: str, byline: int) -> int:
    """The head of the last sentence before the byline, within the length of a post."""
    base = max(byline - LONGEST // 2, 0)
    starts = [found.end() for found in _SENTENCE.finditer(text, base, byline)]
    return starts[-1] if starts else byline


def _upwards(text: str, line: int, after: int) -> int:
    """Short lines right above, without a blank line between, are the post's first lines."""
    while line - 1 > after and text[line - 1] == "\n":
        above = max(text.rfind("\n", after, line - 1) + 1, after)
        words = text[above : line - 1].strip()
        if not 0 < len(words) <= 120 or (words[-1] in ".”\"" and len(words) > 60):
            break
        line = above
    return line


def _post(text: str, found: _Found, furniture: Furniture) -> Post:
    groups = {k: v.strip() for k, v in found.match.groupdict().items() if v and v.strip()}
    words, links = post_words(text[slice(*found.words)])
    handle = groups.get("handle", "").lstrip("@") or None
    return Post(
        platform=platform(links, handle, furniture.hosts) or found.form.platform,
        author=_name(groups.get("name")), handle=handle,
        date=full_date(groups.get("date", ""), furniture.months), text=words, links=links)


def post_words(words: str) -> tuple[str, tuple[str, ...]]:
    """A post's words without its links and the hashtags hung on to its end, and the links.

    >>> post_words("Talks begin in #Ankara today #peace pic.twitter.com/aaBBcc1122")
    ('Talks begin in #Ankara today', ('pic.twitter.com/aaBBcc1122',))
    """
    links = tuple(dict.fromkeys(found.group().rstrip(".,;:)") for found in _LINK.finditer(words)))
    words = " ".join(_LINK.sub(" ", words).split())
    if "#" in words and (tags := _TAGS.search(words[-300:])):
        before = tags["before"].strip().lower()
        if before and (before not in _NEEDS_NOUN or tags["tags"].count("#") > 1):
            words = words[: len(words) - len(tags["tags"])]
    return words.strip(" :"), links


def platform(links: tuple[str, ...], handle: str | None, hosts: Mapping[str, str]) -> str | None:
    """The platform that a post's links or the form of its handle give away; links to X say nothing, all quote them."""
    if handle and handle.endswith(".bsky.social"):
        return "bluesky"
    if handle and "@" in handle:
        return "mastodon"
    found = {hosts.get(link.split("//")[-1].split("/")[0].removeprefix("www.")) for link in links} - {None}
    return found.pop() if len(found) == 1 else None


def _name(words: str | None) -> str | None:
    """An author's name without the emoji and flags around it."""
    name = "".join(c if c.isalnum() or c in " .,'’&-/|()" else " " for c in words or "")
    return " ".join(name.split()).strip(" ,-|/") or None


def _removal(text: str, found: _Found) -> Change:
    """The post goes, with its line if nothing else stands there; in the midst of a line it leaves a paragraph's end."""
    start, end = found.start, found.end
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    while end < len(text) and text[end] in " \t":
        end += 1
    before, after = start > 0 and text[start - 1] != "\n", end < len(text) and text[end] != "\n"
    if not before and not after:
        start, end = whole(text, start, end)
    return Change(start, end, "\n\n" if before and after else "", "post", mark=(found.start, found.end))
