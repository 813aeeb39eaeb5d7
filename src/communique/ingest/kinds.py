"""The kinds of sources, in the order in which they are asked whether a source is theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from communique.errors import ReportError
from communique.ingest import (
    kind_addresses,
    kind_clippings,
    kind_docx,
    kind_factiva,
    kind_feed,
    kind_json,
    kind_jsonl,
    kind_mail,
    kind_page,
    kind_parquet,
    kind_rtf,
    kind_sitemap,
    kind_table,
    kind_text,
    kind_warc,
)
from communique.ingest.items import Item
from communique.ingest.options import Options
from communique.ingest.source import Source

LooksLike = Callable[[bytes, str], bool]
Items = Callable[[Source, Options], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class Kind:
    """`looks_like` is asked with the first bytes of a source and its name in lower case."""

    name: str
    looks_like: LooksLike
    items: Items


KINDS = (
    Kind("parquet", kind_parquet.looks_like, kind_parquet.items),
    Kind("docx", kind_docx.looks_like, kind_docx.items),
    Kind("rtf", kind_rtf.looks_like, kind_rtf.items),
    Kind("warc", kind_warc.looks_like, kind_warc.items),
    Kind("sitemap", kind_sitemap.looks_like, kind_sitemap.items),
    Kind("feed", kind_feed.looks_like, kind_feed.items),
    Kind("factiva", kind_factiva.looks_like, kind_factiva.items),
    Kind("jsonl", kind_jsonl.looks_like, kind_jsonl.items),
    Kind("json", kind_json.looks_like, kind_json.items),
    Kind("page", kind_page.looks_like, kind_page.items),
    Kind("mail", kind_mail.looks_like, kind_mail.items),
    Kind("addresses", kind_addresses.looks_like, kind_addresses.items),
    Kind("clippings", kind_clippings.looks_like, kind_clippings.items),
    Kind("table", kind_table.looks_like, kind_table.items),
    Kind("text", kind_text.looks_like, kind_text.items),
)


def kind_of(source: Source, wanted: str | None = None) -> Kind:
    """The kind of a source: the one asked for, else the first that takes it for its own. Raises ReportError."""
    if wanted is not None:
        found = next((kind for kind in KINDS if kind.name == wanted), None)
        if found is None:
            raise ReportError(f"{wanted!r} is no kind; give one of {', '.join(k.name for k in KINDS)}", kind="bad-kind")
        return found
    head, name = source.head(), source.name.lower()
    return next((kind for kind in KINDS if kind.looks_like(head, name)), KINDS[-1])
