"""Names as they are looked up: folded words, and a table that finds the longest name at a word.

Folding makes "Recep Tayyip Erdoğan" and "RECEP TAYYIP ERDOGAN", "U.N." and "UN", "Al-Shabaab" and "al
Shabaab" one. What folding loses and matters, whether "WHO" or "who" was written, is checked by `is_acronym`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+\+?")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a"})


def fold(text: str) -> str:
    """Lower case, without accents, full stops and apostrophes within words.

    >>> fold("U.N."), fold("Erdoğan"), fold("Å")
    ('un', 'erdogan', 'a')
    """
    text = text.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(c for c in text if not unicodedata.combining(c))
    return text.replace(".", "")


_HARD = re.compile(r"(?:q|gh|kh|g)(?=[aou])")
_SOUNDS = {  # in this order
    "q": "k", "ck": "k", "dh": "d", "dd": "d", "gh": "g", "kh": "h", "ph": "f", "sch": "s", "sh": "s", "ch": "s",
    "zh": "j", "dzh": "j", "dj": "j", "tz": "z", "ts": "z", "w": "v", "ou": "u", "oo": "u",
    "ee": "i", "ie": "i", "iy": "i", "ij": "i", "yy": "i", "ii": "i", "y": "i"}
_ENDS = {"eh": "e", "ei": "i"}
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=8192)
def sounds(word: str) -> str:
    """A key that the romanisations of one foreign name share; vowels stay apart, as in Hassan and Hussein.

    >>> sounds("gaddafi") == sounds("kadhafi") == sounds("qaddafi")
    True
    >>> sounds("zelensky") == sounds("zelenskiy"), sounds("hassan") == sounds("hussein")
    (True, False)
    """
    if word[:1] in ("q", "g", "k"):
        word = "k" + word[hard.end():] if (hard := _HARD.match(word)) else word
    for written, to in _SOUNDS.items():
        word = word.replace(written, to)
    word = word[:-2] + _ENDS.get(word[-2:], word[-2:])
    return _DOUBLE.sub(r"\1", word)


def folded_words(text: str) -> tuple[str, ...]:
    """The folded words of a phrase, without a leading article.

    >>> folded_words("the People's Republic of China")
    ('people', 's', 'republic', 'of', 'china')
    >>> folded_words("OPEC+"), folded_words("C5+1")
    (('opec+',), ('c5+', '1'))
    """
    plain = text.isascii() and text.replace(" ", "").isalnum()
    found = tuple(text.lower().split() if plain else _WORD.findall(fold(text)))
    return found[1:] if len(found) > 1 and found[0] == "the" else found


def is_acronym(text: str) -> bool:
    """Whether a name only counts in capital letters: it is one word and has no small letter, as "WHO" or "F.B.I."."""
    return text.isupper() and " " not in text


@dataclass(frozen=True, slots=True)
class PhraseTable:
    """Folded phrases and what they may stand for."""

    keys: dict[str, tuple[str, ...]]
    longest: dict[str, int]  # first word → words in the longest phrase that begins with it
    acronyms: frozenset[str]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> PhraseTable:
        """A table of (phrase, key) pairs; one phrase may have several keys."""
        keys: dict[str, tuple[str, ...]] = {}
        longest: dict[str, int] = {}
        acronyms: dict[str, bool] = {}
        for phrase, key in pairs:
            parts = folded_words(phrase)
            if not parts:
                continue
            joined = " ".join(parts)
            known = keys.get(joined, ())
            if key not in known:
                keys[joined] = (*known, key)
            longest[parts[0]] = max(longest.get(parts[0], 0), len(parts))
            acronyms[joined] = acronyms.get(joined, True) and is_acronym(phrase)
        return cls(keys, longest, frozenset(k for k, only in acronyms.items() if only))

    def get(self, phrase: str) -> tuple[str, ...]:
        """The keys of a whole phrase."""
        return self.keys.get(" ".join(folded_words(phrase)), ())

    def find(self, words: Sequence[str], at: int) -> tuple[int, tuple[str, ...]] | None:
        """The longest phrase that begins at a word: how many words it has, and its keys."""
        most = self.longest.get(words[at], 0)
        for count in range(min(most, len(words) - at), 0, -1):
            keys = self.keys.get(words[at] if count == 1 else " ".join(words[at : at + count]))
            if keys:
                return count, keys
        return None
