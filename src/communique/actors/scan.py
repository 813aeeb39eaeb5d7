"""Document → all known phrases in it, in one pass: names, adjectives, capitals, titles.

At each word the longest phrase of any table wins, of equals the earlier kind in the order above; what lies
inside a match is not looked at again. Only words written with a capital are names: "us" is no state, "who" no body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from communique.knowledge.phrases import PhraseTable, fold, folded_words
from communique.knowledge.world import World
from communique.stages import Document, Token

LONG_ACRONYM = 6  # letters


@dataclass(frozen=True, slots=True)
class Match:
    """A known phrase at tokens `[first, last)`: its kind (name, adjective, capital, title), keys and folded words."""

    first: int
    last: int
    kind: str
    keys: tuple[str, ...]
    words: str


def scan(doc: Document, world: World) -> tuple[Match, ...]:
    """The matches in the order of the text; they don't overlap, and none runs over the end of a sentence."""
    words, owner = _words(doc)
    tables = (("name", world.names), ("adjective", world.adjectives), ("capital", world.capitals),
              ("title", world.titles))
    starts = [table.longest for _, table in tables]
    out: list[Match] = []
    at = 0
    while at < len(words):
        word = words[at]
        found = None
        if any(word in start for start in starts):
            found = _longest(doc, words, owner, at, tables)
            if found is not None and found[1].kind == "title" and found[0] > 2:
                found = _before_name(doc, words, owner, at, found, world)
            elif found is not None and found[1].kind == "name" and found[0] == 2:
                found = _before_title(doc, words, owner, at, found, world)
        if found is None:
            at += 1
            continue
        count, match = found
        if out and _bracketed(doc, out[-1], match):
            match = replace(match, first=out.pop().first)
        out.append(match)
        at += count
    return tuple(out)


def _before_name(doc: Document, words: list[str], owner: list[int], at: int, found: tuple[int, Match],
                 world: World) -> tuple[int, Match] | None:
    """ "President of the Republic of Congo": a title ends where a longer name begins."""
    end = at + found[0]
    for start in range(at + 1, end):
        name = world.names.find(words, start)
        if name is not None and start + name[0] > end and doc.tokens[owner[start]].text[:1].isupper():
            return _longest(doc, words[:start], owner, at, (("title", world.titles),))
    return found


def _before_title(doc: Document, words: list[str], owner: list[int], at: int, found: tuple[int, Match],
                  world: World) -> tuple[int, Match] | None:
    """ "US *Treasury Secretary*", and not "US Treasury": a title that begins in a name of two words and ends behind it,
    where the first of these is a name too."""
    title = world.titles.find(words, at + 1)
    if title is None or title[0] < 2 or words[at] not in world.names.keys:
        return found
    return _longest(doc, words[: at + 1], owner, at, (("name", world.names),)) or found


def _bracketed(doc: Document, before: Match, match: Match) -> bool:
    """ "Pacific Alliance (PA) Summit": whether a match begins in a bracket that stands within its longer name."""
    return before.last == match.first - 1 and doc.tokens[before.last].text == "(" and any(
        t.text == ")" for t in doc.tokens[match.first : match.last])


def _words(doc: Document) -> tuple[list[str], list[int]]:
    """The folded words of the text and the token each belongs to. "the" at the head of a token's words is kept."""
    words: list[str] = []
    owner: list[int] = []
    for token in doc.tokens:
        text = token.text
        if text.isalpha() and text.isascii():
            words.append(text.lower())
            owner.append(token.index)
            continue
        if text == "+" and words and doc.tokens[owner[-1]].end == token.start:
            words[-1], owner[-1] = words[-1] + "+", token.index
            continue
        for word in folded_words(text):
            words.append(word)
            owner.append(token.index)
    return words, owner


def _longest(doc: Document, words: list[str], owner: list[int], at: int,
             tables: tuple[tuple[str, PhraseTable], ...]) -> tuple[int, Match] | None:
    best: tuple[int, Match] | None = None
    for kind, table in tables:
        found = table.find(words, at)
        while found is not None and (best is None or found[0] > best[0]):
            count, keys = found
            match = Match(owner[at], owner[at + count - 1] + 1, kind, keys, " ".join(words[at : at + count]))
            if _written_so(doc, match, table):
                best = count, match
                break
            found = table.find(words[at : at + count - 1], 0) if count > 1 else None
    return best


def _written_so(doc: Document, match: Match, table: PhraseTable) -> bool:
    """Whether the case fits, and the phrase stays within one sentence. Titles may be written either way."""
    tokens = doc.tokens[match.first : match.last]
    if tokens[0].sentence != tokens[-1].sentence:
        return False
    if any(t.text == ")" for t in tokens) and (tokens[0].index == 0 or doc.tokens[tokens[0].index - 1].text != "("):
        return False
    if match.words in table.acronyms:
        if len(match.words) >= LONG_ACRONYM and tokens[0].text[0].isupper():
            return True  # "Monusco": no other word is written so
        return all(_in_capitals(t.text, match.words) for t in tokens) and not _shouted(doc, match)
    if match.kind == "title":
        return True
    return any(t.text[:1].isupper() for t in tokens) and (len(tokens) > 1 or tokens[0].text[:1].isupper())


def _in_capitals(text: str, words: str) -> bool:
    """Whether a token, or the part of it that is meant ("U.S.–Russia"), is in capital letters."""
    parts = [part for part in re.split(r"[–—/-]", text) if part]
    return all(part.isupper() for part in parts if len(parts) == 1 or fold(part) == words)


def _shouted(doc: Document, match: Match) -> bool:
    """Whether all words around are in capitals too, so that "WHO" in a headline may be the pronoun."""
    around = [t.text for t in _near(doc, match) if t.text.isalpha() and len(t.text) > 3]
    return len(match.words) < 4 and bool(around) and all(text.isupper() for text in around)


def _near(doc: Document, match: Match) -> Iterator[Token]:
    sentence = doc.sentence_of(match.first)
    for at in range(max(sentence.first, match.first - 3), min(sentence.last, match.last + 3)):
        if not match.first <= at < match.last:
            yield doc.tokens[at]
