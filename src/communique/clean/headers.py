"""Lines at the head of a report that tell about it: date, title, byline. They go out of the text and are noted.

Only the first lines are looked at, those that are headers not counted; bylines also stand last. The date that
came with the report is never overruled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from communique.clean.draft import Change, Draft
from communique.clean.lines import Line, lines, whole
from communique.knowledge.furniture import LINE, Furniture, Header
from communique.text.days import full_date

FIRST = 3  # lines that are no headers, among which headers are looked for


@dataclass(frozen=True, slots=True)
class _Hit:
    header: Header
    line: Line
    match: re.Match[str]


def take_headers(draft: Draft, furniture: Furniture) -> Draft:
    """The draft without header lines; what they say is noted in it."""
    changes: list[Change] = []
    for hit in _hits(draft.text, furniture):
        noted = _noted(draft, hit, furniture)
        if noted:
            draft = noted
            if hit.header.reads != "dateline":  # "Friday, July 21, 2017" is text: a time expression like others
                changes.append(_removal(draft.text, hit))
    return draft.changed(changes)


def _hits(text: str, furniture: Furniture) -> Iterator[_Hit]:
    seen, ended = 0, 0
    for line in lines(text):
        hit = _hit(line, furniture) if line.fresh else None
        seen += hit is None or hit.header.reads == "dateline"
        if hit:
            yield hit
            ended = line.end
        if seen == FIRST:
            break
    last = text.rfind("\n\n", ended)
    if last >= 0:
        for line in lines(text, last):
            hit = _hit(line, furniture)
            if hit and line.opens and hit.header.reads == "byline":
                yield hit


def _hit(line: Line, furniture: Furniture) -> _Hit | None:
    for header in furniture.headers:
        match = header.pattern.match(line.words[: LINE + 1])
        if match:
            return _Hit(header, line, match)
    return None


def _noted(draft: Draft, hit: _Hit, furniture: Furniture) -> Draft | None:
    """The draft knowing what the header says; None where it says nothing after all, and so is no header."""
    value = (hit.match.groupdict().get("value") or "").strip()
    match hit.header.reads:
        case "published" | "dateline":
            day = full_date(value, furniture.months)
            return replace(draft, published=draft.published or day) if day or "/" in value else None
        case "updated":
            return replace(draft, updated=draft.updated or full_date(value, furniture.months))
        case "byline":
            return replace(draft, byline=draft.byline or value)
        case "title":
            return replace(draft, title=draft.title or hit.line.words[hit.match.start("rest") :])
        case _:
            return draft


def _removal(text: str, hit: _Hit) -> Change:
    kind = "byline" if hit.header.reads == "byline" else "header"
    if "rest" in hit.match.groupdict():
        return Change(hit.line.start, hit.line.start + hit.match.start("rest"), "", kind)
    start, end = whole(text, hit.line.start, hit.line.end)
    return Change(start, end, "", kind, mark=(hit.line.start, hit.line.end))
