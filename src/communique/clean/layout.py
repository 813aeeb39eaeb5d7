"""Paragraphs, headlines and the dateline: the shape of a cleaned text.

Lines broken within a sentence are joined; where a text has no blank lines at all its line ends are
taken for the ends of paragraphs. Headlines are lines of their own without a full stop; they stay in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from communique.clean.draft import Change, Draft
from communique.clean.lines import Line, lines
from communique.knowledge.furniture import LINE, Furniture, Header
from communique.records import Span

WRAPPED = 120  # letters of the longest line of a text with hard line breaks
_OVER = ".!?…:;\"”’»)]"
SEARCHED = 4  # lines looked at for a dateline
_TITLE_WORDS, _CROSSHEAD_WORDS = 30, 12


def mend_paragraphs(draft: Draft) -> Draft:
    """The draft with paragraphs set apart by blank lines, and none broken within a sentence."""
    text = draft.text
    if "\n" not in text:
        return draft
    found = list(lines(text))
    blank = any(line.opens for line in found[1:])
    changes = list(_joined(found)) if _is_wrapped(found) else []
    if not blank and not changes and len(found) > 1:
        changes = list(_parted(found))
    kind = "joined-lines" if changes and changes[0].new == " " else "paragraph-breaks"
    return draft.changed(_as_one(changes, kind))


def _is_wrapped(found: list[Line]) -> bool:
    """Hard line breaks: no line is long, and a good part of them stop within a sentence, near the margin."""
    if max((len(line.words) for line in found), default=0) > WRAPPED:
        return False
    broken = sum(not line.opens and before.words[-1] not in _OVER and len(before.words) >= 45
                 for before, line in pairwise(found))
    return broken >= 2 and broken * 4 >= len(found)


def _joined(found: list[Line]) -> Iterator[Change]:
    for before, line in pairwise(found):
        if not line.opens and (len(before.words) >= 45 or line.words[0].islower()):
            yield Change(before.end, line.start, " ", "")


def _parted(found: list[Line]) -> Iterator[Change]:
    """Paragraphs end where a sentence does, after the title, and after short lines."""
    for number, (before, line) in enumerate(pairwise(found)):
        if number == 0 or before.words[-1] in _OVER or len(before.words) < 60:
            yield Change(before.end, line.start, "\n\n", "")


def _as_one(changes: list[Change], kind: str) -> list[Change]:
    """All of them recorded at the first, with their number."""
    if not changes:
        return []
    first, last = changes[0], changes[-1]
    return [Change(first.start, first.end, first.new, kind, len(changes), (first.start, last.end)), *changes[1:]]


def headlines(text: str, dates: tuple[Header, ...] = ()) -> tuple[Span, ...]:
    """Title, cross-heads and captions: paragraphs of one line without a full stop, followed by another one.

    `dates` are the patterns of lines that only give a date, which are none.

    >>> text = "Two ministers and a bridge\\n\\nThe bridge is open.\\n\\nWhat next\\n\\nNobody knows."
    >>> [text[a:b] for a, b in headlines(text)]
    ['Two ministers and a bridge', 'What next']
    """
    found = [line for line in lines(text) if not any(d.pattern.match(line.words[:LINE]) for d in dates)]
    out: list[Span] = []
    for index, line in enumerate(found[:-1]):
        if line.opens and found[index + 1].opens and _is_headline(line.words, first=not out and index == 0):
            out.append((line.start, line.end))
    return tuple(out)


def _is_headline(words: str, *, first: bool) -> bool:
    if len(words) > 250 or not any(c.isalpha() for c in words):
        return False
    if words[-1] in ".!…:;,”\"" or (words[-1] == "?" and not first) or words[0] in "-•*":
        return False
    if not (words[0].isupper() or words[0].isdigit() or words[0] in "\"'“‘«¿¡("):
        return False
    return len(words.split()) <= (_TITLE_WORDS if first else _CROSSHEAD_WORDS)


def dateline(text: str, furniture: Furniture, heads: tuple[Span, ...]) -> Span | None:
    """The dateline at the head of the first paragraph that is no headline; else a line that gives the date alone."""
    dated: Span | None = None
    for number, line in enumerate(lines(text)):
        if number > SEARCHED:
            break
        if any(h.pattern.match(line.words[:LINE]) for h in furniture.date_lines()):
            dated = dated or (line.start, line.end)
        elif (line.start, line.end) not in heads:
            found = next(filter(None, (p.match(line.words[:500]) for p in furniture.datelines)), None)
            if found:
                return line.start, line.start + found.end()
            if len(line.words) > 160:
                break
    return dated
