"""`communique read`: reports in, and out a view for people, a page, or JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import click
from rich.console import Console

import communique
from communique.cli.lines import run_lines
from communique.cli.options import with_gate, with_knowledge, with_model, with_rules_only, with_workers
from communique.errors import ReportError
from communique.ingest import read_bytes, read_path
from communique.records import Record, Report
from communique.stream import Settings, read_record, safely
from communique.views import page, show


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE|-]...")
@click.option("--date", metavar="YYYY-MM-DD", help="Day of publication, where the files do not say.")
@click.option("--json", "as_json", is_flag=True, help="Print records as JSON, one a line.")
@click.option("--html", metavar="OUT", type=click.Path(dir_okay=False),
              help="Also write a page with everything marked in the text.")
@click.option("--reasons", is_flag=True, help="Say why each thing was coded.")
@click.option("--jsonl", is_flag=True, help="Reports as JSON lines in, records as JSON lines out, in order.")
@with_workers
@with_knowledge
@with_model
@with_rules_only
@with_gate
def read(files: tuple[str, ...], date: str | None, as_json: bool, html: str | None, reasons: bool, jsonl: bool,
         workers: int, progress: bool | None, knowledge: str | None, model: str, rules_only: bool, gate: bool) -> int:
    """Reads reports and shows their records.

    FILE is a text or a web page; - is standard input.
    """
    if jsonl:
        if date or html or as_json or reasons:
            raise click.UsageError("--jsonl goes without --date, --html, --json and --reasons: each line has its date.")
        return run_lines(files, Settings(knowledge, model, rules_only, gate), workers, progress, read_record)
    if not files:
        raise click.UsageError("Name a file to read, or - for standard input.")
    if lines := [file for file in files if file.lower().endswith((".jsonl", ".ndjson", ".json"))]:
        raise click.UsageError(f"{lines[0]} holds JSON: read it with --jsonl, one report a line.")
    if html and not Path(html).parent.is_dir():
        raise click.UsageError(f"--html {html}: there is no folder {Path(html).parent}. Make it first.")
    reader = communique.load(knowledge=knowledge, model=model, rules_only=rules_only, gate=gate)
    records, failed = _records(files, date, reader)
    _print(records, as_json, reasons)
    if html:
        Path(html).write_text(page(records), encoding="utf-8")
    return 2 if failed else 0


def _records(files: tuple[str, ...], date: str | None, reader: communique.Reader) -> tuple[list[Record], int]:
    """The records of the files that could be read; what is wrong with the others is said at once."""
    records: list[Record] = []
    failed = 0
    for file in files:
        try:
            records.extend(safely(partial(reader.read_report, report)) for report in _reports(file, date))
        except (ReportError, OSError) as error:
            click.echo(f"communique: {file}: {_reason(error, file)}", err=True)
            failed += 1
    return records, failed


def _reason(error: ReportError | OSError, file: str) -> str:
    """What is wrong, without the name that stands before it already."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    name = "input" if file == "-" else Path(file).name
    return str(error).removeprefix(f"{name} ").removeprefix(f"{Path(name).stem} ")


def _reports(file: str, date: str | None) -> Iterable[Report]:
    return [read_bytes(sys.stdin.buffer.read(), "input", date)] if file == "-" else read_path(file, date)


def _print(records: list[Record], as_json: bool, reasons: bool) -> None:
    if as_json:
        for record in records:
            click.echo(json.dumps(record.to_dict(), ensure_ascii=False))
        return
    console = Console(soft_wrap=False)
    for record in records:
        show(record, console, reasons=reasons)
