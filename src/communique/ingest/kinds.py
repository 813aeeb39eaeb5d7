"""The kinds of sources, in the order in which they are asked whether a source is theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from communique.errors import ReportError
from communique.ingest import kind_jsonl, kind_page, kind_text
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
    Kind("jsonl", kind_jsonl.looks_like, kind_jsonl.items),
    Kind("page", kind_page.looks_like, kind_page.items),
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
