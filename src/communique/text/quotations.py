"""Text → the stretches between quotation marks.

Marks are matched by shape; straight ones by what stands beside them. A quotation that opens again at
the head of the next paragraph without having been closed runs on there (the newspapers' habit), each
paragraph giving a piece of its own; one that is never closed ends with its paragraph. Apostrophes are
no marks; single marks count only where they clearly open after white space and close before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.stages import Quotation

_BREAK = re.compile(r"\n\s*\n|\Z")
_OPEN = {"“": "”", "„": "“”", "«": "»", "‹": "›", "「": "」", "〝": "〞"}
_STRAIGHT = '"'


def quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations of a text in order, marks left out.

    >>> [text[q.span[0]:q.span[1]] for text in ['He said "no" and “never”.'] for q in quotations(text)]
    ['no', 'never']
    """
    out: list[Quotation] = []
    start = 0
    for gap in _BREAK.finditer(text):
        out.extend(_in_paragraph(text, start, gap.start()))
        start = gap.end()
    return tuple(out)


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Quotation]:
    opened: int | None = None
    closers = ""
    for at in range(start, end):
        mark = text[at]
        if opened is None:
            if mark in _OPEN or (mark == _STRAIGHT and _opens(text, at, end)):
                opened, closers = at + 1, _OPEN.get(mark, _STRAIGHT + "”")
        elif (
            mark in closers or (mark in "”»" and mark not in _OPEN) or (mark == _STRAIGHT and not _opens(text, at, end))
        ):
            yield from _piece(text, opened, at, True)
            opened = None
        elif mark in "“«" and mark not in closers:  # opened again without having been closed
            yield from _piece(text, opened, at, False)
            opened, closers = at + 1, _OPEN[mark]
    if opened is not None:
        yield from _piece(text, opened, end, False)


def _opens(text: str, at: int, end: int) -> bool:
    """Whether a straight mark opens: white space or a bracket before it, a letter after it."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < end else " "
    return (before.isspace() or before in "([—–-/:,") and not after.isspace()


def _piece(text: str, start: int, end: int, closed: bool) -> Iterator[Quotation]:
    words = text[start:end]
    if words.strip():
        left = start + len(words) - len(words.lstrip())
        yield Quotation((left, left + len(words.strip())), closed)
