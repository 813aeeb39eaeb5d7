"""Phrases of one or more words → what they stand for, found in tokens by word or lemma.

`find` costs one look-up for each word of the text, whatever the number of phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")
_PARTS = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Sequences(Generic[Value]):
    """By first word, phrases with their values."""

    by_first: dict[str, tuple[tuple[tuple[str, ...], Value], ...]]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, Value]]) -> Sequences[Value]:
        """A table of (phrase, value) pairs, split as the parser splits text: "cease-fire" has three words."""
        found: dict[str, dict[tuple[tuple[str, ...], Value], None]] = {}
        for phrase, value in pairs:
            parts = tuple(_PARTS.findall(phrase.lower()))
            if parts:
                found.setdefault(parts[0], {})[parts, value] = None
        return cls({first: tuple(rows) for first, rows in found.items()})

    def find(self, texts: Sequence[str], lemmas: Sequence[str]) -> Iterator[tuple[str, Value]]:
        """The phrases that stand in the text, each with its value. Both sequences are in lower case, word by word.

        >>> list(Sequences.of([("human right", 1)]).find(["human", "rights"], ["human", "right"]))
        [('human right', 1)]
        """
        for at, (text, lemma) in enumerate(zip(texts, lemmas, strict=True)):
            rows = self.by_first.get(text, ())
            if lemma != text:
                rows = (*rows, *self.by_first.get(lemma, ()))
            for parts, value in rows:
                if len(parts) == 1 or _follow(parts, texts, lemmas, at):
                    yield " ".join(parts), value

    def stands(self, texts: Sequence[str], lemmas: Sequence[str]) -> bool:
        """Whether one of the phrases stands in the text."""
        return bool(self.by_first) and next(self.find(texts, lemmas), None) is not None


def _follow(parts: tuple[str, ...], texts: Sequence[str], lemmas: Sequence[str], at: int) -> bool:
    if at + len(parts) > len(texts):
        return False
    return all(part in (texts[at + n], lemmas[at + n]) for n, part in enumerate(parts))
