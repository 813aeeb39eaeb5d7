"""Mojibake ("CafÃ©", "Russiaâ€™s") mended with ftfy, and nothing else of ftfy's repertoire.

Only lines with characters beyond ASCII are looked at. Where mending a line word by word gives the same as
mending it whole, each word is an edit of its own, so that offsets stay near; else the line is one edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import ftfy
from ftfy.badness import is_bad

from communique.clean.draft import Change, Draft

_WORD = re.compile(r"[^ \n]+")
_SUSPECT = re.compile("[\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{2}")
_LOST = "\ufffd"
LONGEST = 20_000  # characters of a line looked at together
_CONFIG = ftfy.TextFixerConfig(
    unescape_html=False, remove_terminal_escapes=False, fix_latin_ligatures=False, fix_character_width=False,
    uncurl_quotes=False, fix_line_breaks=False, fix_surrogates=False, remove_control_chars=False,
    normalization=None, explain=False)


def mend_encoding(draft: Draft) -> Draft:
    """The draft with text that was decoded wrongly decoded rightly."""
    if draft.text.isascii() or not _SUSPECT.search(draft.text):
        return draft
    return draft.changed(change for start, line in _lines(draft.text) for change in _changes(start, line))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        if not line.isascii() and _SUSPECT.search(line):
            for at in range(0, len(line), LONGEST):
                yield start + at, line[at : at + LONGEST]
        start += len(line) + 1


def _changes(start: int, line: str) -> Iterator[Change]:
    if not is_bad(line):
        return
    mended = _mended(line)
    if mended == line:
        return
    found_words = [found for found in _WORD.finditer(line) if not found.group().isascii()]
    better = {word: _mended(word) for word in {found.group() for found in found_words}}
    words = [(found, better[found.group()]) for found in found_words]
    if _joined(line, words) == mended:
        for found, new in words:
            if new != found.group():
                yield Change(start + found.start(), start + found.end(), new, "mojibake")
    elif mended.count(_LOST) == line.count(_LOST):
        yield Change(start, start + len(line), mended, "mojibake")


def _mended(words: str) -> str:
    """The words mended; as they are where mending would hide a lost character, since each of those is counted."""
    mended = ftfy.fix_encoding(words, _CONFIG)
    return mended if mended.count(_LOST) == words.count(_LOST) else words


def _joined(line: str, words: list[tuple[re.Match[str], str]]) -> str:
    parts, at = [], 0
    for found, new in words:
        parts += [line[at : found.start()], new]
        at = found.end()
    return "".join([*parts, line[at:]])
