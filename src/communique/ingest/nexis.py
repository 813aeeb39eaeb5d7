"""Lines of a Nexis Uni download → its articles.

An article has a headline, the publisher, the date, a line of copyright, tagged lines (Section:, Length:, Byline:,
Dateline:), then "Body", its paragraphs, and what Nexis adds (Classification, Language:, Load-Date:), and it ends with
"End of Document". The cover of a combined download (Job Number:, Documents (12), the list of results) has no "Body".
Headline and publisher are the lines before the date, which is looked for from the body upwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from communique.ingest.article import Article, with_dateline
from communique.ingest.dated import day
from communique.ingest.languages import language

LONGEST = 100_000  # lines of an article
_END = re.compile(r"\s*End of Document\s*$", re.IGNORECASE)
_BODY = re.compile(r"\s*(?:Body|Full Text|Texte intégral|Volltext)\s*:?\s*$", re.IGNORECASE)
_AFTER = re.compile(r"\s*(?:Classification|Graphic|Notes?|Correction|Correction-Date|Load-Date:.*|Language:.*"
                    r"|Publication-Type:.*|Journal Code:.*|URL:.*|Link to Image|Link to Original Source.*)\s*$")
_TAGGED = re.compile(
    r"\s*(Section|Length|Byline|Dateline|Highlight|Series|Language|Load-Date|Publication-Type|Distribution|Edition"
    r"|Author|Client/Matter|Search Terms|Search Type|Narrowed by|Content Type|Job Number|Date and Time|User Name|Cite)"
    r"\s?:[\s\u00a0]*(.*)", re.IGNORECASE | re.DOTALL)
_RIGHTS = re.compile(r"\s*(?:Copyright\b|©|\(c\)|All Rights Reserved)", re.IGNORECASE)
_COVER = re.compile(r"\s*(?:Job Number:|Documents? \(\d+\)|Results list for|Client/Matter:)", re.IGNORECASE)


def looks_like(lines: list[str]) -> bool:
    """Whether the first lines of a file are those of such a download."""
    told = {found[1].lower() for found in map(_TAGGED.match, lines) if found}
    cover = any(_COVER.match(line) for line in lines)
    ends = any(_END.match(line) for line in lines)
    body = any(_BODY.match(line) for line in lines)
    if body and (ends or cover or len(told & {"length", "section", "load-date", "byline"}) > 1):
        return True
    return cover and (ends or len(told & {"job number", "client/matter", "search terms", "search type"}) > 1)


def articles(lines: Iterable[str]) -> Iterator[Article]:
    """The articles in order."""
    held: list[str] = []
    for line in lines:
        if _END.match(line):
            yield from _article(held)
            held = []
        elif line.strip() and len(held) < LONGEST:
            held.append(line.strip())
    if any(_BODY.match(line) for line in held):  # cut off, or saved without its last line
        yield from _article(held)


def _article(lines: list[str]) -> Iterator[Article]:
    """The article in these lines; none in those of a cover."""
    at = next((n for n, line in enumerate(lines) if _BODY.match(line)), None)
    head, body = (lines[:at], lines[at + 1:]) if at is not None else (lines, [])
    if not head and not body:
        return
    stop = next((n for n, line in enumerate(body) if _AFTER.match(line)), len(body))
    told = _told(body[stop:] if at is not None else []) | _told(_last_block(head))
    title, publisher, date = _headed(head)
    paragraphs = with_dateline(body[:stop], told.get("dateline", ""))
    yield Article(
        "\n\n".join(paragraphs), title, date or day(told.get("load-date")) or "", publisher,
        _author(told.get("byline") or told.get("author", "")), language(told.get("language")) or "")


def _headed(head: list[str]) -> tuple[str, str, str]:
    """Headline, publisher and date: the last line that is a date, and the two before it."""
    for n in range(len(head) - 1, -1, -1):
        line = head[n]
        if _TAGGED.match(line) or _RIGHTS.match(line) or len(line) > 100:
            continue
        if date := day(line):
            return (head[n - 2] if n > 1 else "", head[n - 1] if n else "", date)
    untold = [line for line in head if not _TAGGED.match(line) and not _RIGHTS.match(line)]
    return (untold[0] if untold else "", untold[1] if len(untold) > 1 else "", "")


def _last_block(head: list[str]) -> list[str]:
    """The lines after the date or copyright: those of this article, not of a cover before it."""
    at = max((n for n, line in enumerate(head) if _RIGHTS.match(line)), default=None)
    return head[at:] if at is not None else head[-12:]


def _told(lines: list[str]) -> dict[str, str]:
    """The tagged lines by their tags; what stands on the next line, where a tag has nothing after it."""
    out: dict[str, str] = {}
    for n, line in enumerate(lines):
        if found := _TAGGED.match(line):
            value = found[2].strip() or (lines[n + 1] if n + 1 < len(lines) and not _TAGGED.match(lines[n + 1]) else "")
            out.setdefault(found[1].lower(), value)
    return out


def _author(words: str) -> str:
    """A byline without its "By".

    >>> _author("By Ama Owusu; with Tom Reed")
    'Ama Owusu; with Tom Reed'
    """
    return re.sub(r"^\s*by\s+", "", words, flags=re.IGNORECASE).strip()[:200]
