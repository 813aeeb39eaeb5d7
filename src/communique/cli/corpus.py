"""A corpus in whatever kinds of file `read` takes → one JSON line a report, so that several processes can share it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from communique.cli.lines import read_lines
from communique.errors import ReportError
from communique.ingest import read_bytes, read_path
from communique.records import Report
from communique.stream import dumps

FIELDS = ("id", "text", "date", "title", "url", "publisher", "byline", "language")
LINES = (".jsonl", ".ndjson")


def report_lines(files: tuple[str, ...], date: str | None, jsonl: bool, failed: list[str]) -> Iterator[bytes]:
    """The reports of all files. What cannot be read is told on standard error, noted in `failed`, and the rest goes on.

    Files that end in .jsonl or .ndjson hold a report a line; with `jsonl` all of them do, standard input too.
    """
    for file in files:
        try:
            if jsonl or file.lower().endswith(LINES):
                yield from (line for line in read_lines((file,)) if line.strip())
            else:
                yield from map(_line, _reports(file, date))
        except (ReportError, OSError) as error:
            failed.append(file)
            reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
            click.echo(f"communique: {Path(file).name}: {reason}", err=True)


def _reports(file: str, date: str | None) -> Iterator[Report]:
    return iter([read_bytes(sys.stdin.buffer.read(), "input", date)]) if file == "-" else read_path(file, date)


def _line(report: Report) -> bytes:
    whole = asdict(report)
    return dumps({name: whole[name] for name in FIELDS if whole[name] is not None})
