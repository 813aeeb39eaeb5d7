"""Web archives: WARC (pages as they were served) and WET (their text), record by record.

Pages that were served whole (status 200, HTML) are items; all else in an archive is no page and is passed over. The key
is the address. When a page was fetched says nothing of when it was published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.errors import ReportError
from communique.ingest import warc
from communique.ingest.charsets import as_utf8
from communique.ingest.items import Fault, Item
from communique.ingest.kind_text import LARGEST
from communique.ingest.options import Options
from communique.ingest.source import Source, is_address

_WANTED = frozenset(("response", "conversion"))
_PAGES = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{2,40})", re.IGNORECASE)


def looks_like(head: bytes, name: str) -> bool:
    """By its first letters, or by name."""
    return head.startswith(b"WARC/") or name.endswith((".warc", ".wet"))


def items(source: Source, options: Options) -> Iterator[Item]:
    """One item a page, in the order of the archive."""
    number = 0
    with source.open() as file:
        for record in warc.records(file, _WANTED, LARGEST + warc.LONGEST_HEAD, source.name):
            number += 1
            item = _item(record, f"{source.name}:{number}", options)
            if item is not None:
                yield item
    if not number:
        raise ReportError(f"{source.name} holds no record of a page", kind="empty")


def _item(record: warc.Record, key: str, options: Options) -> Item | None:
    """The page in a record; None where it holds none."""
    address = record.headers.get("warc-target-uri", "").strip("<> ")[:4000]
    told = {"date": options.date} if options.date else {}
    if is_address(address):
        key, told = address, {**told, "url": address}
    if record.body is None:
        return Item(key, told=told, fault=Fault("too-large", f"{key} has {record.length:,} bytes"))
    if record.headers.get("warc-type", "").lower() == "conversion":
        is_text = record.headers.get("content-type", "").startswith("text/plain")
        return Item(key, "text", record.body, told) if is_text else None
    try:
        page = warc.response(record.body, LARGEST)
    except ReportError as error:
        return Item(key, told=told, fault=Fault(error.kind, f"{key}: {error}"))
    type = page.headers.get("content-type", "") if page is not None else ""
    if page is None or page.status != 200 or type.partition(";")[0].strip().lower() not in _PAGES:
        return None
    charset = _CHARSET.search(type)
    return Item(key, "html-bulk" if options.bulk else "html", as_utf8(page.body, charset[1] if charset else None), told)
