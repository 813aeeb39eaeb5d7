"""Pages saved as one file (MHTML) and letters (EML): the page or text in it is one report."""

from __future__ import annotations

import email
import email.header
import email.policy
import re
from collections.abc import Iterator
from email.message import Message
from itertools import islice

from communique.errors import ReportError
from communique.ingest.charsets import as_utf8
from communique.ingest.dated import day
from communique.ingest.fields import cleaned
from communique.ingest.items import Item
from communique.ingest.kind_text import LARGEST
from communique.ingest.options import Options
from communique.ingest.source import Source, is_address

MOST_PARTS = 10_000
_NAMES = (".eml", ".mht", ".mhtml")
_HEADER = re.compile(rb"(?:[\w-]{2,60}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n){0,50}){1,80}?MIME-Version:", re.IGNORECASE)
_BROKEN = (ValueError, LookupError, AttributeError, TypeError, IndexError, RecursionError)  # of Python's email


def looks_like(head: bytes, name: str) -> bool:
    """By name, or by headers of which one is MIME-Version."""
    return name.endswith(_NAMES) or bool(_HEADER.match(head[:4000]))


def items(source: Source, options: Options) -> Iterator[Item]:
    """The page or the text."""
    try:
        form, body, told = _read(source.read(LARGEST))
    except _BROKEN as error:
        raise ReportError(f"{source.name} is no letter or saved page that can be read ({str(error)[:200]})",
                          kind="bad-archive") from error
    if not body.strip():
        raise ReportError(f"{source.name} holds neither a page nor a text", kind="empty")
    told.setdefault("date", options.date or "")
    form = "html-bulk" if form == "html" and options.bulk else form
    yield Item(source.name, form, body, {name: word for name, word in told.items() if word})


def _read(data: bytes) -> tuple[str, bytes, dict[str, str]]:
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    saved = _header(message, "Snapshot-Content-Location") or _header(message, "Content-Location")
    parts = [part for part in islice(message.walk(), MOST_PARTS) if not part.is_multipart()]
    html = next((part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    plain = next((part for part in parts if part.get_content_type() == "text/plain"), None)
    is_letter = bool(_header(message, "From")) and not saved and "Blink" not in _header(message, "From")
    chosen = plain if plain is not None and (is_letter or html is None) else html
    if chosen is None:
        return "text", b"", {}
    told = {"title": cleaned(_header(message, "Subject"))[:300], "url": saved if is_address(saved) else ""}
    if is_letter:  # of a saved page the date is when it was saved
        told["date"] = day(_header(message, "Date")) or ""
    payload = chosen.get_payload(decode=True)
    body = as_utf8(payload if isinstance(payload, bytes) else b"", str(chosen.get_content_charset() or ""))
    return "html" if chosen is html else "text", body, told


def _header(message: Message, name: str) -> str:
    """A header in words."""
    value = message.get(name)
    if value is None:
        return ""
    parts = email.header.decode_header(str(value))
    return "".join(_word(word, charset) for word, charset in parts).strip()


def _word(word: bytes | str, charset: str | None) -> str:
    if isinstance(word, str):
        return word
    return as_utf8(word, charset).decode("utf-8", "replace")
