"""Lines of a LexisNexis download in the older form → its articles.

Each document begins with its number ("2 of 50 DOCUMENTS"), then stand the publisher, the date, the headline, each a
paragraph; tags in capitals (BYLINE:, SECTION:, LENGTH:, DATELINE:); the article, its lines wrapped, paragraphs divided
by empty ones; LOAD-DATE:, LANGUAGE: and the copyright.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from communique.ingest.article import Article, with_dateline
from communique.ingest.dated import day
from communique.ingest.languages import language

LONGEST = 100_000  # lines of an article
_NUMBER = re.compile(r"\s*(?:Document\s+)?\d{1,6}\s+of\s+\d{1,6}(?:\s+DOCUMENTS?)?\s*$", re.IGNORECASE)
_TAG = re.compile(
    r"(BYLINE|SECTION|LENGTH|DATELINE|HEADLINE|HIGHLIGHT|SERIES|EDITION|DISTRIBUTION|TYPE|COLUMN|SOURCE)\s?:\s*(.*)",
    re.DOTALL)
_AFTER = re.compile(
    r"(LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|GRAPHIC|DOCUMENT-TYPE|JOURNAL-CODE|SUBJECT|CORRECTION-DATE)\s?:\s*(.*)",
    re.DOTALL)
_RIGHTS = re.compile(r"(?:Copyright\b|©|\(c\)|All Rights Reserved)", re.IGNORECASE)


def looks_like(lines: list[str]) -> bool:
    """Whether the first lines of a file are those of such a download: a number, and a length below it."""
    at = next((n for n, line in enumerate(lines) if _NUMBER.match(line)), None)
    return at is not None and any(line.lstrip().startswith("LENGTH:") for line in lines[at:])


def articles(lines: Iterable[str]) -> Iterator[Article]:
    """The articles in order; what stands before the first number is a cover."""
    held: list[str] | None = None
    for line in lines:
        if _NUMBER.match(line):
            if held is not None:
                yield _article(_paragraphs(held))
            held = []
        elif held is not None and len(held) < LONGEST:
            held.append(line.strip())
    if held is not None:
        yield _article(_paragraphs(held))


def _paragraphs(lines: list[str]) -> list[str]:
    """What stands between empty lines, each in one line."""
    parts = "\n".join(lines).split("\n\n")
    return [" ".join(part.split()) for part in parts if part.strip()]


def _article(parts: list[str]) -> Article:
    """The article in these paragraphs: the tags divide its head from its text."""
    stop = next((n for n, part in enumerate(parts) if n and _AFTER.match(part)), len(parts))
    after = {found[1]: found[2] for found in map(_AFTER.match, parts[stop:]) if found}
    tags = [n for n, part in enumerate(parts[:stop]) if _TAG.match(part)]
    start = next((n for n in tags if n + 1 not in tags), -1) + 1
    told = {found[1]: found[2] for found in map(_TAG.match, parts[:start]) if found}
    head = [part for part in parts[:start] if not _TAG.match(part) and not _RIGHTS.match(part)]
    dates = [(n, date) for n, part in enumerate(head) if len(part) < 100 and (date := day(part))]
    at, date = dates[0] if dates else (0, None)
    title = told.get("HEADLINE") or " ".join(head[at + 1:])[:300]
    body = [part for part in parts[start:stop] if not _RIGHTS.match(part)]
    return Article(
        "\n\n".join(with_dateline(body, told.get("DATELINE", ""))), title, date or day(after.get("LOAD-DATE")) or "",
        head[0] if head and at else "", re.sub(r"^by\s+", "", told.get("BYLINE", ""), flags=re.IGNORECASE)[:200],
        language(after.get("LANGUAGE")) or "")
