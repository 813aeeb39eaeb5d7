"""What stands on the command line → items, in an order that is the same in every run."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from communique.errors import CommuniqueError, ReportError
from communique.ingest import packed
from communique.ingest.fetching import fetched_source
from communique.ingest.items import Fault, Item
from communique.ingest.kinds import kind_of
from communique.ingest.options import Options
from communique.ingest.pipe import piped
from communique.ingest.source import Source, is_address

HOPELESS = ("empty", "bad-json", "bad-row", "bad-report")
MOST_BAD = 10_000  # entries in a row that are no reports


def items(names: Iterable[str], options: Options) -> Iterator[Item]:
    """The items of all sources in turn. What cannot be opened or is of no known kind is an item with a fault; a key
    that was had before in this run is passed over."""
    seen: set[str] = set()
    for name in names:
        for source in _opened(name, options):
            for item in _items(source, options):
                if item.key not in seen:
                    seen.add(item.key)
                    yield item


def _items(source: Source | Item, options: Options, depth: int = 0) -> Iterator[Item]:
    """The items of a source; those of an archive's members in turn."""
    if isinstance(source, Item):
        yield source
        return
    key = source.name
    try:
        head = source.head()
        if packed.is_gzip(head) or packed.is_zip(head):
            for inner in packed.unfolded(source, depth):
                yield from _items(inner, options, depth + 1)
                key = f"{source.name} (rest)"
        else:
            for item in _while_good(kind_of(source, options.kind).items(source, options), source.name):
                yield item
                key = f"{source.name} (rest)"
        if key == source.name:
            yield Item(key, fault=Fault("empty", f"{source.name} holds no reports"))
    except (CommuniqueError, OSError) as error:
        yield Item(key, fault=Fault(getattr(error, "kind", "unreadable"), str(error)))


def _while_good(found: Iterator[Item], name: str) -> Iterator[Item]:
    """The items of a source, until so many in a row are none that it can be no list of reports."""
    streak = 0
    for item in found:
        yield item
        streak = streak + 1 if item.fault is not None and item.fault.kind in HOPELESS else 0
        if streak >= MOST_BAD:
            raise ReportError(f"{MOST_BAD:,} entries of {name} in a row are no reports; the rest is not read",
                              kind="no-reports")


def _opened(name: str, options: Options) -> Iterator[Source | Item]:
    """The files behind a name: itself, a folder's, those that fit a pattern; what an address gives."""
    if name == "-":
        yield piped(sys.stdin.buffer)
        return
    if is_address(name):
        yield fetched_source(name, options)
        return
    path = Path(name)
    if path.is_file():
        yield Source(path.as_posix(), path)
    elif path.is_dir():
        yield from (Source(file.as_posix(), file) for file in _inside(path))
    elif found := sorted(glob.glob(name, recursive=True)):
        for one in found:
            yield from _opened(one, options)
    else:
        yield Item(name, fault=Fault("missing", f"there is no file or folder {name}"))


def _inside(folder: Path) -> list[Path]:
    """The files of a folder and the folders in it; hidden ones stay out."""
    found = (file for file in folder.rglob("*") if file.is_file())
    return sorted(file for file in found if not any(part.startswith(".") for part in file.relative_to(folder).parts))
