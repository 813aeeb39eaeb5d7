"""What stands on the command line → items, in an order that is the same in every run."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from communique.errors import ReportError
from communique.ingest.items import Fault, Item
from communique.ingest.kinds import kind_of
from communique.ingest.options import Options
from communique.ingest.source import Source


def items(names: Iterable[str], options: Options) -> Iterator[Item]:
    """The items of all sources in turn. What cannot be opened or is of no known kind is an item with a fault; a key
    that was had before in this run is passed over."""
    seen: set[str] = set()
    for name in names:
        for source in _opened(name):
            for item in _items(source, options):
                if item.key not in seen:
                    seen.add(item.key)
                    yield item


def _items(source: Source | Item, options: Options) -> Iterator[Item]:
    if isinstance(source, Item):
        yield source
        return
    try:
        yield from kind_of(source, options.kind).items(source, options)
    except (ReportError, OSError) as error:
        yield Item(source.name, fault=Fault(getattr(error, "kind", "unreadable"), str(error)))


def _opened(name: str) -> Iterator[Source | Item]:
    """The files behind a name: itself, a folder's, those that fit a pattern."""
    if name == "-":
        yield Source("-", data=sys.stdin.buffer.read())
        return
    path = Path(name)
    if path.is_file():
        yield Source(path.as_posix(), path)
    elif path.is_dir():
        inside = sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))
        yield from (Source(file.as_posix(), file) for file in inside)
    elif found := sorted(glob.glob(name, recursive=True)):
        for one in found:
            yield from _opened(one)
    else:
        yield Item(name, fault=Fault("missing", f"there is no file or folder {name}"))
