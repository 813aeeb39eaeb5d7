"""U+FFFD, what is left of characters that somebody decoded wrongly: all of them out, all of them counted.

The character itself is gone for good, but its place tells two things. Between a name and an s it was an
apostrophe ("Russia\ufffds offer"); one before a word and one after a word or its comma, by turns over the whole
line, were quotation marks. Both come in ones (a byte of Windows-1252) or threes (the bytes of UTF-8);
emoji leave even numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.clean.draft import Change, Draft

_LOST = "\ufffd"
_RUN = re.compile("\ufffd+")
_TAIL = re.compile(r"(?:s|t|re|ve|ll|d|m)\b")
_BROKEN_QUOTE = "â€"  # "â€\ufffd": the closing mark, whose last byte Windows-1252 does not know


def restore_lost(draft: Draft) -> Draft:
    """The draft without U+FFFD; apostrophes and quotation marks are put back where only they can have stood."""
    if _LOST not in draft.text:
        return draft
    return draft.changed(change for start, end in _lines(draft.text) for change in _in_line(draft.text, start, end))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines that hold a lost character."""
    at = text.find(_LOST)
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield start, end
        at = text.find(_LOST, end)


def _in_line(text: str, start: int, end: int) -> Iterator[Change]:
    runs = [found.span() for found in _RUN.finditer(text, start, end)]
    was = [_apostrophe(text, run) for run in runs]
    marks = [_mark(text, run) for run, found in zip(runs, was, strict=True) if not found]
    quoted = bool(marks) and len(marks) % 2 == 0 and all(
        mark == ("open", "close")[n % 2] for n, mark in enumerate(marks))
    for run, found in zip(runs, was, strict=True):
        yield _change(text, run, found or ('"' if quoted else ""))


def _apostrophe(text: str, run: tuple[int, int]) -> str:
    first, last = run
    if text[max(first - 2, 0) : first] == _BROKEN_QUOTE and last - first == 1:
        return "”"
    short = last - first in (1, 3)
    return "'" if short and text[first - 1 : first].isalpha() and _TAIL.match(text, last) else ""


def _mark(text: str, run: tuple[int, int]) -> str:
    """Which quotation mark can have stood here: open, close or neither."""
    before, after = text[run[0] - 1 : run[0]] if run[0] else "", text[run[1] : run[1] + 1]
    if run[1] - run[0] not in (1, 3):
        return ""
    if (not before or before.isspace() or before in "([") and after.isalnum():
        return "open"
    if (before.isalnum() or (before and before in ",.!?…")) and (not after or after.isspace() or after in ",.;:)?!—"):
        return "close"
    return ""


def _change(text: str, run: tuple[int, int], new: str) -> Change:
    """The run becomes what it was; where it is only taken out, of the spaces on its two sides one goes with it."""
    start, end = run
    if new == "”":
        return Change(start - 2, end, new, "lost-characters", end - start, run)
    between = not start or text[start - 1].isspace()
    wide = end + 1 if not new and between and text[end : end + 1] == " " else end
    return Change(start, wide, new, "lost-characters", end - start, run)
