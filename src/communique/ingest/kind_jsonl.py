"""Lines of JSON, one report a line; ids are their own. Fields of other names are mapped as columns of tables are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from communique.ingest.fields import Rows, plan
from communique.ingest.items import Fault, Item
from communique.ingest.options import Options
from communique.ingest.source import Source

LONGEST = 20_000_000  # bytes of a line
MOST_BROKEN = 10_000  # lines in a row that are no objects: the file is of another kind
_NAMES = (".jsonl", ".ndjson", ".jsonlines")
_OURS = ("id", "text", "date", "title", "url", "publisher", "byline", "language")
_LINES = re.compile(rb"\s*\{[^\n]*\}\s*?\n\s*\{")


def looks_like(head: bytes, name: str) -> bool:
    """By name, or by a first line that is an object with another after it."""
    return name.endswith(_NAMES) or bool(_LINES.match(head))


def items(source: Source, options: Options) -> Iterator[Item]:
    """One item a line; empty lines are passed over, numbers count all."""
    rows = Rows(source.name, options)
    with source.open() as file:
        number = broken = 0
        while line := file.readline(LONGEST + 1):
            number += 1
            if len(line) > LONGEST:
                while line and not line.endswith(b"\n"):
                    line = file.readline(LONGEST)
                yield Item(f"{source.name}:{number}",
                           fault=Fault("too-large", f"line {number} has more than {LONGEST:,} bytes"))
            elif line.strip():
                row = _object(line)
                broken = broken + 1 if row is None else 0
                if broken > MOST_BROKEN:
                    what = f"{MOST_BROKEN:,} lines in a row are no JSON; what comes after line {number:,} is not read"
                    yield Item(f"{source.name}:{number}", fault=Fault("bad-json", what))
                    return
                yield _item(line.rstrip(b"\r\n"), row, rows, number)


def _item(line: bytes, row: dict[str, Any] | None, rows: Rows, number: int) -> Item:
    """The item on a line, whose object is `row`. One that has the fields of a Report, or neither words nor an address,
    is left as it is."""
    key, date = f"{rows.name}:{number}", rows.options.date
    if not row:
        return Item(key, "report", line, {"date": date} if date else {})
    found = plan(row, rows.options)
    has_words = any(row.get(name) for field in ("text", "url") for name in found.get(field, ()))
    if not has_words or (_is_ours(row) and not rows.options.columns):
        id = row.get("id")
        return Item(id if isinstance(id, str) and id else key, "report", line, {"date": date} if date else {})
    return rows.item(row, found, number)


def _is_ours(row: Mapping[str, Any]) -> bool:
    """Whether a line is a report as it stands: all fields that a Report may have are strings, if they are there."""
    if not isinstance(row.get("text"), str) or not isinstance(row.get("id", ""), str):
        return False
    mapped = {field for field in plan(row, Options()) if field not in row} if "pairs" not in row else set()
    return not mapped and all(isinstance(row[name], str) for name in _OURS if row.get(name) is not None)


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None
