"""A record database of a few records, and an export of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from communique.exports import FORMATS, Tally, export
from communique.store import EventFilter, View, Writer


def stored(folder: Path, *records: dict[str, Any], **options: Any) -> Path:
    path = folder / "record.db"
    with Writer(path, **options) as writer, writer.batch():
        for one in records:
            writer.put(one)
    return path


def exported(record: Path, format: str, *, text: bool = False, **wanted: Any) -> tuple[Path, Tally]:
    """The file of a format, and the tally."""
    out = record.parent / f"out.{format}"
    with View(record) as view:
        return out, export(view, format, out, EventFilter(**wanted), text=text)


__all__ = ["FORMATS", "exported", "stored"]
