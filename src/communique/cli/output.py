"""A result on the terminal, or as CSV, JSON lines, Parquet or an Excel file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from communique.exports.files import writing
from communique.exports.lists import WRITERS, write
from communique.store.results import Result

Command = Callable[..., Any]
BINARY = ("parquet", "xlsx")
SHOWN = 50  # rows on a terminal, unless more are asked for


def with_output(command: Command) -> Command:
    """`--csv`, `--json`, `--parquet`, `--xlsx`, `--out` and `--limit`."""
    command = click.option("--limit", type=click.IntRange(1), metavar="N", help="At most so many rows.")(command)
    command = click.option("--out", metavar="FILE", type=click.Path(dir_okay=False),
                           help="Write there instead of to standard output.")(command)
    for form, says in (("xlsx", "an Excel file"), ("parquet", "Parquet"), ("json", "JSON lines"), ("csv", "CSV")):
        command = click.option(f"--{form}", "form", flag_value=form, help=f"As {says}.")(command)
    return command


def give(result: Result[Any], record: str, form: str | None, out: str | None, limit: int | None,
         shown: Sequence[tuple[str, str]]) -> int:
    """Writes a result of a record. `shown` are the columns of the terminal: heading and name."""
    if form is None and out:
        form = Path(out).suffix.lstrip(".").replace("jsonl", "json")
        if form not in WRITERS:
            raise click.UsageError(f"--out {out}: say --csv, --json, --parquet or --xlsx.")
    if form is None:
        _table(result, limit or SHOWN, shown)
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


def _table(result: Result[Any], limit: int, shown: Sequence[tuple[str, str]]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for heading, _ in shown:
        numeric = heading in ("events", "rate", "intensity", "reports", "mentions", "sure")
        table.add_column(heading, justify="right" if numeric else "left", overflow="fold")
    for row in _first(result.flat(), limit):
        table.add_row(*(_cell(row[name]) for _, name in shown))
    console = Console(soft_wrap=False, markup=False, highlight=False, emoji=False)
    console.print(table)
    total = len(result)
    more = f", the first {limit:,} shown (--limit N for more)" if total > limit else ""
    console.print(f"{total:,} rows{more}")


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"
    return "" if value is None else "".join(c if c.isprintable() else " " for c in str(value))
