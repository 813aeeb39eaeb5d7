"""Lists of addresses, one a line: the pages are fetched. Lines that begin with # are passed over."""

from __future__ import annotations

from collections.abc import Iterator

from communique.ingest.fetching import fetched_item
from communique.ingest.items import Fault, Item
from communique.ingest.options import Options
from communique.ingest.source import Source, is_address

LONGEST = 4000  # bytes of an address


def looks_like(head: bytes, name: str) -> bool:
    """Where each line is an address, or says so with #."""
    lines = [line.strip() for line in head.decode("utf-8-sig", "replace").splitlines()]
    told = [line for line in lines[:-1] or lines if line and not line.startswith("#")]
    return bool(told) and all(is_address(line) and " " not in line and "\t" not in line for line in told)


def items(source: Source, options: Options) -> Iterator[Item]:
    """One item an address."""
    told = {"date": options.date} if options.date else {}
    with source.open() as file:
        number = 0
        while line := file.readline(LONGEST + 1):
            number += 1
            if len(line) > LONGEST:
                while line and not line.endswith(b"\n"):
                    line = file.readline(1 << 20)
                yield Item(f"{source.name}:{number}", fault=Fault("too-large", f"line {number} is too long"))
                continue
            address = line.decode("utf-8-sig", "replace").strip()
            if address and not address.startswith("#"):
                key = address if is_address(address) else f"{source.name}:{number}"
                yield fetched_item(key, address, told, options)
