"""Text → the stretches between quotation marks.

Marks are matched by shape; straight ones by what stands beside them. A quotation that opens again at
the head of the next paragraph without having been closed runs on there (the newspapers' habit), each
paragraph giving a piece of its own; one that is never closed ends with its paragraph. Apostrophes are
no marks; single marks count only where they clearly open after white space and close before it.
A paragraph that only closes what the one before it left open belongs to that quotation from its first word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from communique.records import Span
from communique.stages import Quotation

_BREAK = re.compile(r"\n\s*\n|\Z")
_OPEN = {"“": "”", "„": "“”", "«": "»", "‹": "›", "「": "」", "〝": "〞"}
_STRAIGHT = '"'
_DOUBLED = re.compile(r"``|(?<!')''(?!')")  # typewriter marks: ``We won,'' or ''We won,''
_SINGLE = "‘'"
_CLIPPED = ("tis", "twas", "em ", "til ", "till ", "cause ", "n ", "n'")  # words that begin with an apostrophe
MAX_SINGLE = 700  # characters between single marks; further apart they are apostrophes
MAX_PARAGRAPHS = 3  # how far away a mark may close what a paragraph left open
MAX_PLURAL = 60  # "the ministers' view": a mark behind an s closes only what was opened as near as this


def quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations of a text in order, marks left out.

    >>> [text[q.span[0]:q.span[1]] for text in ['He said "no" and “never”.'] for q in quotations(text)]
    ['no', 'never']
    """
    text = _DOUBLED.sub(_single_mark, text)
    out: list[Quotation] = []
    gaps = list(_BREAK.finditer(text))
    bounds = [(gap.end() if gap else 0, after.start()) for gap, after in zip([None, *gaps], gaps, strict=False)]
    left_open = False
    for number, (start, end) in enumerate(bounds):
        runs_on = left_open and _closes_soon(text, bounds[number : number + MAX_PARAGRAPHS])
        found = list(_in_paragraph(text, start, end, runs_on))
        out.extend(found)
        left_open = bool(found) and not found[-1].closed
    return tuple(out)


def _single_mark(found: re.Match[str]) -> str:
    """One curly mark and a space for a doubled one, so that all places stay: the mark stands beside the words."""
    text, (start, end) = found.string, found.span()
    opens = found[0] == "``" or ((not start or text[start - 1].isspace()) and text[end : end + 1].strip() != "")
    return " “" if opens else "” "


def _closes_soon(text: str, bounds: Sequence[Span]) -> bool:
    """Whether the first mark of the coming paragraphs closes; '“I learned a lot.¶It was hard for us.” He left'."""
    for start, end in bounds:
        for at in range(start, end):
            if text[at] in _OPEN:
                return False
            if text[at] in _STRAIGHT + "”»":
                return at > start and not _opens(text, at, end)
    return False


def _in_paragraph(text: str, start: int, end: int, runs_on: bool) -> Iterator[Quotation]:
    opened: int | None = start if runs_on else None
    closers = _STRAIGHT + "”»" if opened is not None else ""
    paired = text.count(_STRAIGHT, start, end) % 2 == 0
    at = start - 1
    while (at := at + 1) < end:
        mark = text[at]
        if opened is None:
            if mark in _OPEN or (mark == _STRAIGHT and (_opens(text, at, end) or (paired and _apart(text, at)))):
                opened, closers = at + 1, _OPEN.get(mark, _STRAIGHT + "”")
            elif mark in _SINGLE and (close := _single(text, at, end)) is not None:
                yield from _piece(text, at + 1, close, True)
                at = close
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


def _single(text: str, at: int, end: int) -> int | None:
    """Where the single mark that opens at `at` is closed; None for an apostrophe ("’tis", "the ministers' view").

    >>> _single("'We won't go,' he said", 0, 22)
    13
    """
    if not _opens(text, at, end) or not text[at + 1 : at + 2].isalpha() or text[at + 1 : at + 6].lower().startswith(
            _CLIPPED):
        return None
    plural: int | None = None
    for here in range(at + 2, min(end, at + MAX_SINGLE)):
        if text[here] not in "’'" or text[here + 1 : here + 2].isalnum():
            continue
        if text[here - 1] in "sS" and text[here + 1 : here + 2] == " ":
            plural = plural or (here if here - at <= MAX_PLURAL else None)
        elif not text[here - 1].isspace():
            return here
    return plural


def _opens(text: str, at: int, end: int) -> bool:
    """Whether a straight mark opens: white space or a bracket before it, a letter after it."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < end else " "
    return (before.isspace() or before in "([—–-/:,") and not after.isspace()


def _apart(text: str, at: int) -> bool:
    """Whether a mark stands alone between white space, as in tokenised text (" We won , " he said)."""
    return (not at or text[at - 1].isspace()) and text[at + 1 : at + 2].isspace()


def _piece(text: str, start: int, end: int, closed: bool) -> Iterator[Quotation]:
    words = text[start:end]
    if words.strip():
        left = start + len(words) - len(words.lstrip())
        yield Quotation((left, left + len(words.strip())), closed)
