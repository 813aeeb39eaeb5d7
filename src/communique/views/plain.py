"""Words of strangers → text for a terminal in which they are nothing but words."""

from __future__ import annotations

import re

from rich.text import Text

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(words: str, style: str = "") -> Text:
    """Words as they are: no markup, no control characters, which could drive the terminal."""
    return Text(_CONTROL.sub("", words.replace("\n", " ")), style=style)
