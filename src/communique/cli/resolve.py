"""`communique resolve`: phrases in, the actors they mean out, as JSON lines."""

from __future__ import annotations

import json

import click

from communique.actors.resolve import resolve_phrase
from communique.cli.lines import run_lines
from communique.cli.options import with_knowledge, with_model, with_workers
from communique.errors import ReportError
from communique.stream import Settings, dumps, reader


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE|-]...")
@click.option("--jsonl", is_flag=True, required=True, help="One JSON object a line, in and out.")
@with_workers
@with_knowledge
@with_model
def resolve(files: tuple[str, ...], jsonl: bool, workers: int, progress: bool | None, knowledge: str | None,
            model: str) -> int:
    """Says which actor a phrase means: {"id", "phrase", "date"?} a line in, code, sector and name out."""
    return run_lines(files, Settings(knowledge, model), workers, progress, resolve_line)


def resolve_line(line: bytes, settings: Settings) -> bytes:
    """A line with a phrase → the line with its actor."""
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ReportError(f"This line is not JSON ({error}). Write one object a line.", kind="bad-json") from error
    phrase, date = (row.get("phrase"), row.get("date")) if isinstance(row, dict) else (None, None)
    if not isinstance(phrase, str) or not (date is None or isinstance(date, str)):
        raise ReportError('Expected {"id": …, "phrase": "…", "date": "YYYY-MM-DD"}, date optional.', kind="bad-phrase")
    return dumps({"id": row.get("id"), **resolve_phrase(phrase, date, reader(settings))})
