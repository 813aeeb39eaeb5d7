"""Bytes in the encoding that a server named → bytes that `decode` reads rightly.

A server's word counts where the bytes are not UTF-8: many name Latin-1 for whatever they have.
"""

from __future__ import annotations

import codecs

_WIDE = ("utf-16", "utf-32")
_LATIN = ("ascii", "iso8859-1")  # by which the web means Windows-1252, as `decode` does


def as_utf8(data: bytes, charset: str | None) -> bytes:
    """The bytes in UTF-8, where `charset` names an encoding that they could be in; else as they are.

    >>> as_utf8("Встреча".encode("cp1251"), "windows-1251").decode()
    'Встреча'
    """
    codec = named(charset)
    if codec is None or codec.startswith("utf-8") or codec in _LATIN:
        return data
    if not codec.startswith(_WIDE) and _is_utf8(data):
        return data
    return data.decode(codec, "replace").encode("utf-8", "replace")


def named(charset: str | None) -> str | None:
    """The codec of a name, where there is one and it is one of text.

    >>> named("Latin-1"), named("hex"), named("no such"), named(None)
    ('iso8859-1', None, None, None)
    """
    try:
        codec = codecs.lookup(charset.strip("\"' ")) if charset else None
    except (LookupError, ValueError):
        return None
    return codec.name if codec is not None and getattr(codec, "_is_text_encoding", True) else None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
