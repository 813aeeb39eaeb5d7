"""The lines of a text: where they are, and which of them stand as a paragraph of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_ENDS = '.!?…:;"”’»)'


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it. `fresh`: it can begin something new, the line before it being over."""

    start: int
    end: int
    words: str
    fresh: bool
    opens: bool  # a blank line, or nothing, stands before it


def lines(text: str, first: int = 0) -> Iterator[Line]:
    """The lines that are not blank, in order."""
    at, opens, before = first, True, ""
    while at <= len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        words = text[at:end].strip()
        if words:
            start = text.index(words[0], at)
            fresh = opens or before[-1:] in _ENDS or len(before) < 40
            yield Line(start, start + len(words), words, fresh, opens)
            opens, before = False, words
        else:
            opens = True
        at = end + 1


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of full lines, with the line ends and blank lines after it, so that taking it out leaves no gap."""
    start = text.rfind("\n", 0, start) + 1
    end = end if (found := text.find("\n", end)) < 0 else found
    end = len(text) if found < 0 else end
    while end < len(text) and text[end].isspace():
        end += 1
    return start, _line_start(text, start, end)


def _line_start(text: str, start: int, end: int) -> int:
    """Back to the head of the line, so that an indent stays with its words."""
    return end if end == len(text) else max(text.rfind("\n", start, end) + 1, start)
