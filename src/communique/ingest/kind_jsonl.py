"""Lines of JSON, one report a line; ids are their own."""

from __future__ import annotations

from collections.abc import Iterator

from communique.ingest.items import Fault, Item
from communique.ingest.jsonl import id_of
from communique.ingest.options import Options
from communique.ingest.source import Source

LONGEST = 50 * 1024 * 1024  # bytes of a line
_NAMES = (".jsonl", ".ndjson", ".json")


def looks_like(head: bytes, name: str) -> bool:
    """By name: `.jsonl`, `.ndjson`, `.json`."""
    return name.endswith(_NAMES)


def items(source: Source, options: Options) -> Iterator[Item]:
    """One item a line; empty lines are passed over, numbers count all."""
    with source.open() as file:
        number = 0
        while line := file.readline(LONGEST + 1):
            number += 1
            key = f"{source.name}:{number}"
            if len(line) > LONGEST:
                while line and not line.endswith(b"\n"):
                    line = file.readline(LONGEST)
                yield Item(key, fault=Fault("too-large", f"line {number} has more than {LONGEST:,} bytes"))
            elif line.strip():
                told = {"date": options.date} if options.date else {}
                yield Item(id_of(line) or key, "report", line.rstrip(b"\r\n"), told)
