"""Addresses → sources and items, by the function the options hand over. Whatever goes wrong is a fault of the item."""

from __future__ import annotations

from collections.abc import Mapping

from communique.errors import CommuniqueError
from communique.ingest.charsets import as_utf8
from communique.ingest.items import Fault, Item
from communique.ingest.options import Fetched, Options
from communique.ingest.source import Source, is_address

_NO_PAGES = ("image/", "audio/", "video/", "font/")


def fetched_source(address: str, options: Options) -> Source | Item:
    """What an address gave, as a source named after it; an item with a fault where it gave nothing."""
    found = _fetch(address, options)
    if isinstance(found, Fault):
        return Item(address, fault=found)
    return Source(address, data=found.body, type=found.type, charset=found.charset)


def fetched_item(key: str, address: str, told: Mapping[str, str], options: Options) -> Item:
    """The page at an address as an item; `told`: what is known of it. A fault where it cannot be had."""
    if not is_address(address):
        return Item(key, told=told, fault=Fault("no-text", f"{key} has no text, and {address[:200]!r} is no address"))
    found = _fetch(address, options)
    if isinstance(found, Fault):
        return Item(key, told=told, fault=found)
    form = "html-bulk" if options.bulk else "html"
    if found.type.lower().startswith("text/plain"):
        form = "text"
    told = {"url": found.url or address} | dict(told)
    return Item(key, form, as_utf8(found.body, found.charset), told)


def _fetch(address: str, options: Options) -> Fetched | Fault:
    if options.fetch is None:
        return Fault("not-fetched", f"{address} was not fetched; allow it, or save the page as a file")
    try:
        found = options.fetch(address)
    except CommuniqueError as error:
        return Fault(error.kind, str(error))
    if found.type.lower().startswith(_NO_PAGES):
        return Fault("binary", f"{address} gave {found.type}, no page")
    return found
