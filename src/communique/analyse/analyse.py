"""Reading.text → Reading.document: sentences, tokens, heads, entities, quotations.

Paragraphs (split at blank lines) are parsed apart, so that a headline or what is left of an embedded
post never melts into the next sentence. Headlines have no full stop and few articles; they are marked,
since their present tense means the past.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.analyse.model import Parser
from communique.records import Dropped, Span
from communique.stages import Document, Entity, Reading, Sentence, Token, TokenRange
from communique.text.quotations import quotations

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as Word

    from communique.analyse.gate import Gate

_BREAK = re.compile(r"\n\s*\n")
_ENDED = re.compile(r"[.!?:…][\"'”’»)\]]*$")
MAX_PARAGRAPH = 20_000  # characters parsed at a time: the parser's memory grows with the length
# Of 20,000 quotation marks in a row the tokenizer takes one off at a time, each time looking at all that are left.
_UNREADABLE = re.compile(r"(?<![^\w\s])[^\w\s]{60,}|(?<!\S)\S{1000,}")


def analyse(reading: Reading, parser: Parser, gate: Gate | None = None) -> Reading:
    """The report's text parsed, paragraph by paragraph; where the gate is shut only cut into words."""
    if reading.skip:
        return replace(reading, document=Document(reading.text))
    cuts = (reading.dateline[1],) if reading.dateline else ()
    document = parse(reading.text, parser, reading.headlines, cuts, gate)
    dropped = (Dropped("word", found.span(), "unreadable") for found in _UNREADABLE.finditer(reading.text))
    return replace(reading, document=document, dropped=(*reading.dropped, *dropped))


def parse(text: str, parser: Parser, headlines: tuple[Span, ...] = (), cuts: tuple[int, ...] = (),
          gate: Gate | None = None) -> Document:
    """A text as a `Document`. `headlines` are stretches known to be headlines; at `cuts` a sentence ends (after a
    dateline). Words far too long for words, and endless runs of marks, are passed over. A paragraph at which the
    gate is shut is one sentence of words without tags, heads and names."""
    spans = [piece for span in paragraphs(text) for part in _cut(text, span, cuts) for legible in _legible(text, part)
             for piece in _pieces(text, legible)]
    build = _Builder(text)
    with parser.nlp.memory_zone():  # else the parser keeps the new words of every report it ever read
        shut = [gate is not None and gate.shut(text[a:b]) for a, b in spans]
        parsed = parser.parse([text[a:b] for (a, b), idle in zip(spans, shut, strict=True) if not idle])
        for number, (span, idle) in enumerate(zip(spans, shut, strict=True)):
            headline = any(a <= span[0] < b for a, b in headlines)
            if idle:
                build.add_words(parser.nlp.make_doc(text[slice(*span)]), span[0], number, headline)
            else:
                build.add(next(parsed), span[0], number, headline)
    return build.document()


def paragraphs(text: str) -> Iterator[Span]:
    """The stretches between blank lines, without the white space around them.

    >>> list(paragraphs("One.\\n\\n Two. \\n"))
    [(0, 4), (7, 11)]
    """
    at = 0
    for gap in [*_BREAK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        words = text[at:end]
        if words.strip():
            start = at + len(words) - len(words.lstrip())
            yield start, start + len(words.strip())
        at = gap.end() if gap else end


def _cut(text: str, span: Span, cuts: tuple[int, ...]) -> Iterator[Span]:
    """A paragraph in two where a dateline ends in it: "OSLO, 4 May (Agency) -" would be parsed as a part of the
    sentence."""
    start = span[0]
    for cut in cuts:
        if start < cut < span[1]:
            yield start, cut
            start = cut + len(text[cut : span[1]]) - len(text[cut : span[1]].lstrip(" -–—:"))
    yield start, span[1]


def _legible(text: str, span: Span) -> Iterator[Span]:
    """A paragraph without what is unreadable in it."""
    start = span[0]
    for found in _UNREADABLE.finditer(text, *span):
        if text[start : found.start()].strip():
            yield start, found.start()
        start = found.end()
    if text[start : span[1]].strip():
        yield start, span[1]


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """A paragraph, or where it is far too long (a page on one line), parts of it cut at white space."""
    start, end = span
    while end - start > MAX_PARAGRAPH:
        cut = max(text.rfind(". ", start, start + MAX_PARAGRAPH) + 1, text.rfind(" ", start, start + MAX_PARAGRAPH))
        cut = cut if cut > start else start + MAX_PARAGRAPH
        yield start, cut
        start = cut + (text[cut : cut + 1] == " ")
    if end > start:
        yield start, end


class _Builder:
    """Collects parsed paragraphs into one document."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self.sentences: list[Sentence] = []
        self.entities: list[Entity] = []

    def add(self, doc: Doc, offset: int, paragraph: int, headline: bool) -> None:
        """One paragraph; tokens that are only white space are left out and heads renumbered."""
        kept = [t for t in doc if not t.is_space]
        base = len(self.tokens)
        index = {t.i: base + n for n, t in enumerate(kept)}
        for sent in doc.sents:
            inside = [t for t in sent if t.i in index]
            if inside:
                self._sentence(inside, index, offset, paragraph, headline)
        for ent in doc.ents:
            covered = [index[t.i] for t in ent if t.i in index]
            if covered:
                self.entities.append(Entity(covered[0], covered[-1] + 1, ent.label_))

    def add_words(self, doc: Doc, offset: int, paragraph: int, headline: bool) -> None:
        """One paragraph that was not parsed: a sentence whose words all hang on the first."""
        first = root = len(self.tokens)
        for word in (t for t in doc if not t.is_space):
            start, kind = offset + word.idx, "PUNCT" if word.is_punct else "NUM" if word.like_num else "X"
            self.tokens.append(Token(len(self.tokens), start, start + len(word.text), word.text, word.lower_, "", kind,
                                     "", root, len(self.sentences), ""))
        if len(self.tokens) > first:
            self._close(first, root, paragraph, headline)

    def _sentence(self, words: list[Word], index: dict[int, int], offset: int, paragraph: int, headline: bool) -> None:
        number = len(self.sentences)
        root = index[words[0].i]
        for word in words:
            at, start = index[word.i], offset + word.idx
            if word.head.i == word.i:
                root = at
            self.tokens.append(
                Token(
                    at,
                    start,
                    start + len(word.text),
                    word.text,
                    word.lemma_,
                    word.tag_,
                    word.pos_,
                    word.dep_,
                    index.get(word.head.i, at),
                    number,
                    word.ent_type_,
                )
            )
        self._close(index[words[0].i], root, paragraph, headline)

    def _close(self, first: int, root: int, paragraph: int, headline: bool) -> None:
        """A sentence of the words from `first` to the last one so far."""
        number, last = len(self.sentences), len(self.tokens)
        span = self.tokens[first].start, self.tokens[last - 1].end
        bare = headline or (not _ENDED.search(self.text[span[0] : span[1]]) and last - first < 25)
        self.sentences.append(Sentence(number, first, last, span, paragraph, root, bare))

    def document(self) -> Document:
        children: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                children[token.head].append(token.index)
        return Document(
            self.text,
            tuple(self.tokens),
            tuple(self.sentences),
            tuple(self.entities),
            quotations(self.text),
            tuple(map(tuple, children)),
            _edges(self.tokens, children),
            {t.start: t.index for t in self.tokens},
        )


def _edges(tokens: list[Token], children: list[list[int]]) -> tuple[TokenRange, ...]:
    """For each token the range of tokens it governs, itself included."""
    low, high = list(range(len(tokens))), list(range(1, len(tokens) + 1))
    order: list[int] = []
    stack = [t.index for t in tokens if t.head == t.index]
    while stack:
        at = stack.pop()
        order.append(at)
        stack.extend(children[at])
    for at in reversed(order):
        for child in children[at]:
            low[at], high[at] = min(low[at], low[child]), max(high[at], high[child])
    return tuple(zip(low, high, strict=True))
