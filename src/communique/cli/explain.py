"""`communique explain`: how a sentence, or the sentences of a report, came by their codes."""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from pathlib import Path

import click
from rich.console import Console

import communique
from communique.cli.options import with_knowledge, with_model, with_rules_only
from communique.errors import ReportError
from communique.explain import Explanation, page, show
from communique.explain import explain as explain_report
from communique.ingest import read_bytes, read_path
from communique.records import Report
from communique.stream import safely


@click.command()
@click.argument("text", metavar="SENTENCE|FILE|-")
@click.option("--date", metavar="YYYY-MM-DD", help="Day of publication, where a file does not say.")
@click.option("--sentence", metavar="N", type=click.IntRange(1), help="Only this sentence of the report.")
@click.option("--json", "as_json", is_flag=True, help="Print the explanation as JSON.")
@click.option("--html", metavar="OUT", type=click.Path(dir_okay=False), help="Also write it as a page.")
@with_knowledge
@with_model
@with_rules_only
def explain(text: str, date: str | None, sentence: int | None, as_json: bool, html: str | None,
            knowledge: str | None, model: str, rules_only: bool) -> int:
    """Says how a sentence was coded: words, propositions, entries tried, codes, sides, status, what was dropped.

    Give the sentence in quotation marks, or a file with a report, or - for standard input.
    """
    if html and not Path(html).parent.is_dir():
        raise click.UsageError(f"--html {html}: there is no folder {Path(html).parent}. Make it first.")
    reader = communique.load(knowledge=knowledge, model=model, rules_only=rules_only)
    found = safely(partial(explain_report, reader, _report(text, date)))
    if sentence and not any(line.number == sentence for line in found.lines):
        raise click.UsageError(f"--sentence {sentence}: the report has {len(found.lines)} sentence(s).")
    _print(found, sentence, as_json)
    if html:
        Path(html).write_text(page(found, sentence=sentence), encoding="utf-8")
    return 0


def _report(text: str, date: str | None) -> Report:
    """What is to be explained: standard input, a file of that name, else the words themselves."""
    if text == "-":
        return read_bytes(sys.stdin.buffer.read(), "input", date)
    if os.path.isfile(text):  # a sentence may be no possible name of a file, which this bears
        return next(read_path(text, date))
    if not text.strip():
        raise ReportError("The sentence is empty. Give one in quotation marks.", kind="empty")
    if " " not in text.strip():
        raise click.UsageError(f"{text} is no file, and a single word is no sentence.")
    return Report("sentence", text, date)


def _print(found: Explanation, sentence: int | None, as_json: bool) -> None:
    if as_json:
        shown = found.to_dict()
        shown["lines"] = [line for line in shown["lines"] if sentence in (None, line["number"])]
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    show(found, Console(soft_wrap=False), sentence=sentence)
