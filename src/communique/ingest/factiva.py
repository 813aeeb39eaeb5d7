"""Lines of a Factiva download (text, RTF) → its articles.

With codes, each part of an article begins with two or three capitals: HD headline, BY byline, PD date, SN source, LA
language, LP and TD its paragraphs, AN its number, with which it ends. Without codes, the parts stand in the same order:
headline, byline, "423 words", date, time, source, its code, language, copyright, paragraphs, "Document ABC0000020…".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from communique.ingest.article import Article, with_dateline
from communique.ingest.dated import day
from communique.ingest.languages import language

LONGEST = 100_000  # lines of an article
CODES = ("SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "CX", "LP", "TD", "CT",
         "RF", "ART", "CLM", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "DLN")
_CODED = re.compile(r"\s{0,4}(" + "|".join(CODES) + r")(?:[\s\u00a0]+(.*)|$)", re.DOTALL)
_NUMBER = re.compile(r"\s*(?:Document|Documento|Dokument)\s+([A-Z][A-Z0-9]{2,8}0{2}[A-Za-z0-9]{10,24})\s*$")
_WORDS = re.compile(r"\s*([\d,.]{1,9})\s+(?:words?|palabras|mots|wörter|parole)\s*$", re.IGNORECASE)
_RIGHTS = re.compile(r"\s*(?:\(c\)|©|Copyright\b)", re.IGNORECASE)
_BY = re.compile(r"\s*by\s+", re.IGNORECASE)
_NEEDED = {"HD", "PD", "SN"}


def looks_like(lines: list[str]) -> bool:
    """Whether the first lines of a file are those of such a download."""
    codes = {found[1] for found in map(_CODED.match, lines) if found}
    if len(codes & _NEEDED) == len(_NEEDED) and codes & {"LP", "TD", "AN", "WC"}:
        return True
    return any(map(_NUMBER.match, lines)) and any(map(_WORDS.match, lines))


def articles(lines: Iterable[str]) -> Iterator[Article]:
    """The articles in order: each ends with its number, or where the next has its headline."""
    held: list[str] = []
    headed = coded = False
    for line in lines:
        found = _CODED.match(line)
        starts = found is not None and found[1] in ("SE", "HD")
        if starts and headed and coded:
            yield from _article(held)
            held, headed, coded = [], False, False
        headed = headed or (found is not None and found[1] == "HD")
        coded = coded or (found is not None and found[1] in ("PD", "SN", "LP", "TD"))
        if line.strip() and len(held) < LONGEST:
            held.append(line.strip("\r\n"))
        number = found[2] if found and found[1] == "AN" else line
        if _NUMBER.match(number or ""):
            yield from _article(held)
            held, headed, coded = [], False, False
    if headed and coded:
        yield from _article(held)


def of_parts(parts: dict[str, list[str]]) -> Article:
    """The article whose parts these are, by their codes."""
    def one(code: str) -> str:
        return " ".join(" ".join(parts.get(code, [])).split())

    paragraphs = [" ".join(line.split()) for code in ("LP", "TD") for line in parts.get(code, []) if line.strip()]
    number = _NUMBER.match(one("AN")) or re.match(r"\s*()", "")
    return Article(
        "\n\n".join(with_dateline(paragraphs, one("DLN"))), one("HD"), day(one("PD")) or "", one("SN") or one("PUB"),
        _BY.sub("", one("BY"), count=1)[:200], language(one("LA")) or "", number[1] if number else "")


def _article(lines: list[str]) -> Iterator[Article]:
    parts = _parts(lines)
    if "HD" in parts and ("PD" in parts or "SN" in parts):
        yield of_parts(parts)
    elif any(_WORDS.match(line) for line in lines):
        yield _without_codes([" ".join(line.split()) for line in lines if line.strip()])


def _parts(lines: list[str]) -> dict[str, list[str]]:
    """Lines by the code that stands before them. Within the paragraphs only the codes that can follow count: a line
    of the text may begin with "IN" or "RE"."""
    parts: dict[str, list[str]] = {}
    at = ""
    for line in lines:
        found = _CODED.match(line)
        if found and (not at or CODES.index(found[1]) > CODES.index(at)):
            at = found[1]
            line = found[2] or ""
        if at:
            parts.setdefault(at, []).append(line)
    return parts


def _without_codes(lines: list[str]) -> Article:
    """The parts by their order around the line that counts the words."""
    at = next(n for n, line in enumerate(lines) if _WORDS.match(line))
    number = _NUMBER.match(lines[-1])
    before, after = lines[:at], lines[at + 1:len(lines) - bool(number)]
    by = next((line for line in before[1:] if _BY.match(line)), "")
    title = " ".join(line for line in before if line != by)[-300:]
    date = day(after[0]) if after else None
    rest = [line for line in after[1:] if not re.fullmatch(r"\d{1,2}[:.]\d\d(?: ?[APap][Mm])?(?: [A-Z]{2,4})?", line)]
    end = next((n for n, line in enumerate(rest[:10]) if _RIGHTS.match(line)), None)
    tongue = next((language(line) for line in rest[:8] if line[:1].isupper() and " " not in line and len(line) > 3
                   and language(line)), None)
    return Article("\n\n".join(rest[end + 1 if end is not None else 3:]), title, date or "", rest[0] if rest else "",
                   _BY.sub("", by, count=1)[:200], tongue or "", number[1] if number else "")
