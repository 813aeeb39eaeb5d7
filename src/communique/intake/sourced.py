"""What stands on the command line → its items, with the name of where they come from."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator
from pathlib import Path

from communique.errors import ReportError
from communique.ingest.items import Fault, Item
from communique.ingest.options import Options
from communique.ingest.sources import items
from communique.stream import safely

PACKED = (".gz", ".zip", ".bz2", ".xz", ".zst", ".warc", ".docx", ".parquet", ".arc")  # bytes of files, not of items


def sourced(names: Iterable[str], options: Options) -> Iterator[tuple[str, Item]]:
    """The items of all sources, none twice. A source that breaks in a way nobody foresaw is an item with a fault."""
    seen: set[str] = set()
    many = list(names)
    for name in many:
        for item in _unbroken(name, options):
            if len(many) > 1:
                if item.key in seen:
                    continue
                seen.add(item.key)
            yield name, item


def _unbroken(name: str, options: Options) -> Iterator[Item]:
    found = iter(items([name], options))
    while True:
        try:
            item = safely(lambda: next(found, None))
        except ReportError as error:
            yield Item(f"{name} (rest)", fault=Fault(error.kind, str(error)))
            return
        if item is None:
            return
        yield item


def size_of(names: Iterable[str]) -> int | None:
    """The bytes of all items, as far as files tell; None where they do not."""
    total = 0
    for name in names:
        path = Path(name)
        found = [path] if path.is_file() else list(path.rglob("*")) if path.is_dir() else [
            Path(one) for one in glob.glob(name, recursive=True)]
        files = [file for file in found if file.is_file()]
        if not files or any(file.suffix.lower() in PACKED for file in files):
            return None
        total += sum(file.stat().st_size for file in files)
    return total
