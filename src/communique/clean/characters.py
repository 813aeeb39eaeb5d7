"""Characters that no reader was meant to see, or that stand for others, mended or taken out.

Line ends, HTML entities, controls, marks of writing direction, invisible characters, ligatures, accents set as
characters of their own, odd spaces. One scan over the text finds them all; what a character is decides what
becomes of it. Ordinary typography (curly quotation marks, dashes, emoji) is left as it is.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from communique.clean.draft import Change, Draft

_STRAY = re.compile(
    r"(?P<line_end>\r\n?|[\x0b\x0c\u2028\u2029])"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});)"
    r"|(?P<control>\x1b\[[0-9;]{0,12}[A-Za-z]|[\x00-\x08\x0e-\x1f\x7f]+)"
    r"|(?P<c1>[\x80-\x9f])"
    r"|(?P<bidi>[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+)"
    r"|(?P<invisible>[\u00ad\u180e\u200b\u200c\u2060-\u2064\ufeff\ufff9-\ufffb\ue000-\uf8ff]+"
    r"|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff]))"
    r"|(?P<surrogate>[\ud800-\udfff]+)"
    r"|(?P<space>[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])"
    r"|(?P<ligature>[\ufb00-\ufb06])"
    r"|(?P<accent>[A-Za-z][\u0300-\u036f]+)")
# Any letter that one of these can begin with: most texts have none, and this looks through them much faster.
_ANY = re.compile(
    "[\x00-\x08\x0b-\x1f&\x7f-\xa0\xad\u0300-\u036f\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000"
    "\ud800-\uf8ff\ufb00-\ufb06\ufeff\ufff9-\ufffb]")
# Whole kinds of which a page has either none or hundreds are recorded once, with their number.
_SUMMED = {"line_end": "line-endings", "space": "white-space"}


@dataclass(frozen=True, slots=True)
class _Stray:
    start: int
    end: int
    group: str
    words: str


def mend_characters(draft: Draft) -> Draft:
    """The draft without stray characters."""
    text = draft.text
    if not _ANY.search(text):
        return draft
    changes: list[Change] = []
    summed: dict[str, list[Change]] = {}
    for stray in _strays(text):
        new = _mended(stray)
        if new != stray.words:
            kind = _SUMMED.get(stray.group)
            change = Change(stray.start, stray.end, new, "" if kind else _kind(stray.group))
            changes.append(change)
            if kind:
                summed.setdefault(kind, []).append(change)
    return draft.changed(_with_sums(changes, summed))


def _strays(text: str) -> Iterator[_Stray]:
    for found in _STRAY.finditer(text):
        yield _Stray(found.start(), found.end(), str(found.lastgroup), found.group())


def _kind(group: str) -> str:
    return {"entity": "entities", "c1": "mojibake", "surrogate": "broken-characters", "accent": "accents",
            "ligature": "ligatures"}.get(group, group)


def _mended(stray: _Stray) -> str:
    """What the characters become."""
    words = stray.words
    match stray.group:
        case "line_end":
            return "\n\n" if words == "\u2029" else "\n"
        case "entity":
            return html.unescape(words)
        case "c1":  # a byte of Windows-1252 that was taken for Latin-1
            return words.encode("latin-1").decode("cp1252", "ignore")
        case "surrogate":  # halves of an emoji that JSON brought in one by one
            return words.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
        case "space":
            return " "
        case "ligature" | "accent":
            return unicodedata.normalize("NFKC" if stray.group == "ligature" else "NFC", words)
        case _:
            return ""


def _with_sums(changes: list[Change], summed: dict[str, list[Change]]) -> list[Change]:
    """The changes, those of the summed kinds recorded at their first one with their number and their hull."""
    for kind, members in summed.items():
        first = members[0]
        hull = first.start, members[-1].end
        changes[changes.index(first)] = Change(first.start, first.end, first.new, kind, len(members), hull)
    return changes
