"""What a press archive says of one article."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """`text` has its paragraphs divided by empty lines; `number`: the archive's own, where it has one."""

    text: str
    title: str = ""
    date: str = ""
    publisher: str = ""
    byline: str = ""
    language: str = ""
    number: str = ""


def with_dateline(paragraphs: list[str], place: str) -> list[str]:
    """The paragraphs, the first with the place that the archive keeps apart, unless it has it already.

    >>> with_dateline(["Talks began."], "SUVA, Fiji")
    ['SUVA, Fiji — Talks began.']
    """
    place = " ".join(place.split()).rstrip(" .:-–—")
    if not place or not paragraphs or len(place) > 100:
        return paragraphs
    start = paragraphs[0][:len(place) + 40].casefold()
    known = place.split(",")[0].casefold() in start
    return paragraphs if known else [f"{place} — {paragraphs[0]}", *paragraphs[1:]]
