"""A result on the terminal, or as CSV, JSON lines, Parquet or an Excel file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from communique.exports.files import writing
from communique.exports.lists import WRITERS, write
from communique.store.results import Result
from communique.store.shown import NUMBERS, WHOLE, cell, narrow

Command = Callable[..., Any]
BINARY = ("parquet", "xlsx")
ROOM, LONG = 110, 10_000  # characters: a terminal that has all columns; a line that is not broken
SHOWN = 50  # rows on a terminal, unless more are asked for


def with_output(command: Command) -> Command:
    """`--csv`, `--json`, `--parquet`, `--xlsx`, `--out` and `--limit`."""
    command = click.option("--limit", type=click.IntRange(1), metavar="N", help="At most so many rows.")(command)
    command = click.option("--out", metavar="FILE", type=click.Path(dir_okay=False),
                           help="Write there instead of to standard output.")(command)
    for form, says in (("xlsx", "an Excel file"), ("parquet", "Parquet"), ("json", "JSON lines"), ("csv", "CSV")):
        command = click.option(f"--{form}", "form", flag_value=form, help=f"As {says}.")(command)
    return command


def give(result: Result[Any], record: str, form: str | None, out: str | None, limit: int | None) -> int:
    """Writes a result of a record."""
    if form is None and out:
        form = Path(out).suffix.lstrip(".").replace("jsonl", "json")
        if form not in WRITERS:
            raise click.UsageError(f"--out {out}: say --csv, --json, --parquet or --xlsx.")
    if form is None:
        _table(result, limit or SHOWN)
        return 0
    if form in BINARY and out in (None, "-") and sys.stdout.isatty():
        raise click.UsageError(f"--{form} is nothing to look at. Name a file with --out.")
    rows = _first(result.flat(), limit)
    with writing(out or "-", record=Path(record)) as file:
        tally = write(form, result.item, rows, file)
    if out and out != "-":
        click.echo(f"{tally.rows:,} rows in {out}", err=True)
    for note, number in tally.notes.items():
        click.echo(f"{number:,} {note}", err=True)
    return 0


def _first(rows: Iterator[dict[str, Any]], limit: int | None) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(rows):
        if limit is not None and number >= limit:
            return
        yield row


def _table(result: Result[Any], limit: int) -> None:
    """A table as wide as the terminal; where the output goes elsewhere, a line a row, however long."""
    open_ended = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    console = Console(soft_wrap=False, markup=False, highlight=False, emoji=False, width=LONG if open_ended else None)
    columns = narrow(result.shown) if console.width < ROOM else result.shown
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for heading, _ in columns:
        table.add_column(heading, justify="right" if heading in NUMBERS else "left", overflow="fold",
                         no_wrap=heading in WHOLE)
    for row in _first(result.flat(), limit):
        table.add_row(*(cell(name, row[name]) for _, name in columns))
    if table.row_count:
        console.print(table)
    total = len(result)
    more = f", the first {limit:,} shown (--limit N for more)" if total > limit else ""
    console.print(f"{total:,} {'row' if total == 1 else 'rows'}{more}")
