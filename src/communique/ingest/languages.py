"""Names and tags of languages → their codes of two letters (ISO 639-1), for what archives and feeds say of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAMES: Mapping[str, str] = {
    "english": "en", "french": "fr", "français": "fr", "german": "de", "deutsch": "de", "spanish": "es",
    "español": "es", "castilian": "es", "portuguese": "pt", "português": "pt", "italian": "it", "italiano": "it",
    "dutch": "nl", "nederlands": "nl", "russian": "ru", "ukrainian": "uk", "polish": "pl", "czech": "cs",
    "slovak": "sk", "hungarian": "hu", "romanian": "ro", "bulgarian": "bg", "greek": "el", "turkish": "tr",
    "arabic": "ar", "hebrew": "he", "persian": "fa", "farsi": "fa", "urdu": "ur", "hindi": "hi", "bengali": "bn",
    "chinese": "zh", "japanese": "ja", "korean": "ko", "vietnamese": "vi", "thai": "th", "indonesian": "id",
    "malay": "ms", "swedish": "sv", "norwegian": "no", "danish": "da", "finnish": "fi", "swahili": "sw",
    "serbian": "sr", "croatian": "hr", "slovenian": "sl", "catalan": "ca", "lithuanian": "lt", "latvian": "lv",
    "estonian": "et", "georgian": "ka", "armenian": "hy", "kazakh": "kk", "afrikaans": "af", "tagalog": "tl"}
_THREE: Mapping[str, str] = {
    "eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "por": "pt", "ita": "it",
    "nld": "nl", "dut": "nl", "rus": "ru", "ukr": "uk", "pol": "pl", "ara": "ar", "zho": "zh", "chi": "zh",
    "jpn": "ja", "kor": "ko", "tur": "tr", "fas": "fa", "per": "fa", "heb": "he", "hin": "hi", "urd": "ur"}
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8}){0,3}$")


def language(words: str | None) -> str | None:
    """The code of a language that is named, or None.

    >>> [language(words) for words in ("ENGLISH", "en-GB", "eng", "Chinese (Traditional)", "none")]
    ['en', 'en', 'en', 'zh', None]
    """
    name = (words or "").strip()[:60]
    if found := _TAG.match(name):
        code = found[1].lower()
        return code if len(code) == 2 else _THREE.get(code)
    return _NAMES.get(re.split(r"[\s,;(/]", name.lower(), maxsplit=1)[0])
