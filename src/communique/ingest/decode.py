"""Bytes → text. UTF-8 unless the bytes say otherwise; what a page declares, or else Windows-1252, where they cannot
be UTF-8.

A file that is UTF-8 but for a few broken bytes stays UTF-8, with U+FFFD in their place (cleaning counts these): the
broken ones must be fewer than the good characters beyond ASCII. Whatever was guessed is recorded.
"""

from __future__ import annotations

import codecs
import re

from communique.errors import ReportError
from communique.records import Repair

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),  # begins like UTF-16, and so goes first
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s{0,9}=[\s\"']{0,9}([\w.:-]{2,40})", re.IGNORECASE)
_MAGIC = {
    b"%PDF": "a PDF", b"PK\x03\x04": "a zip archive or an office document", b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
    b"\xd0\xcf\x11\xe0": "an office document"}
HEAD = 8192  # bytes that are looked at for signs of a binary file


def decode(data: bytes, name: str) -> tuple[str, tuple[Repair, ...]]:
    """The text of these bytes, and what was guessed on the way. Raises ReportError (kind binary) if they are none.

    >>> decode("Tromsø".encode("cp1252"), "a.txt")
    ('Tromsø', (Repair(kind='encoding-windows-1252', count=1, source_span=(0, 6)),))
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), ()
    _refuse_binary(data, name)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        declared = _declared(data)
        return (data.decode(declared, "replace"), ()) if declared else _guessed(data)


def _refuse_binary(data: bytes, name: str) -> None:
    head = data[:HEAD]
    what = next((what for magic, what in _MAGIC.items() if head.startswith(magic)), None)
    controls = sum(byte < 9 or 13 < byte < 27 for byte in head)
    if what or controls * 10 > len(head) or (b"\x00" in head and controls * 50 > len(head)):
        raise ReportError(
            f"{name} is {what or 'a binary file'}, not text; save its words as plain text or HTML first", kind="binary")


def _declared(data: bytes) -> str | None:
    """The encoding that a page says it has, if it is one of text and no kind of UTF-8 (which was tried).

    >>> _declared(b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">')
    'cp1251'
    """
    found = _DECLARED.search(data[:HEAD])
    try:
        codec = codecs.lookup(found[1].decode("ascii", "replace")) if found else None
    except LookupError:
        return None
    is_text = codec is not None and getattr(codec, "_is_text_encoding", True) and not codec.name.startswith("utf")
    return codec.name if codec is not None and is_text else None


def _guessed(data: bytes) -> tuple[str, tuple[Repair, ...]]:
    """UTF-8 with some broken bytes, or else Windows-1252, or what Latin-1 makes of it."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    if sum(c > "\x7f" for c in text) - text.count("\ufffd") > broken:
        return text, (Repair("encoding-broken-utf-8", broken, (0, len(text))),)
    try:
        text, kind = data.decode("cp1252"), "encoding-windows-1252"
    except UnicodeDecodeError:
        text, kind = data.decode("latin-1"), "encoding-latin-1"
    return text, (Repair(kind, 1, (0, len(text))),)
