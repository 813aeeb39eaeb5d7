"""`communique evaluate` and `communique agree`: codings against gold, and two coders against each other."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Console

import communique
from communique.analyse import load_parser
from communique.analyse.analyse import parse
from communique.cli.options import with_knowledge, with_model, with_rules_only
from communique.errors import ReportError
from communique.evaluate import Codings, read_codings, score
from communique.evaluate import agree as agreement
from communique.evaluate.agreement import Sentences
from communique.evaluate.codings import add
from communique.evaluate.picture import check_picture, write_picture
from communique.evaluate.terminal import show_agreement, show_scores
from communique.records import Report
from communique.stream import safely

MOST = 20  # problems that are told one by one


@click.command()
@click.argument("gold", metavar="GOLD.jsonl")
@click.argument("records", metavar="[RECORDS.jsonl]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--picture", metavar="OUT", help="Also draw the confusion matrix: .svg, .png or .html (extra: plots).")
@with_knowledge
@with_model
@with_rules_only
def evaluate(gold: str, records: str | None, as_json: bool, picture: str | None, knowledge: str | None,
             model: str, rules_only: bool) -> int:
    """Scores records against gold of your own: precision, recall, F1, and which type was taken for which.

    Without RECORDS the texts of the gold are coded first.
    """
    out = check_picture(picture) if picture else None
    wanted = _read(gold)
    if not wanted.texts:
        return _nothing(wanted)
    if records:
        found = _read(records)
    else:
        found = _coded(wanted, communique.load(knowledge=knowledge, model=model, rules_only=rules_only))
    scores = score(wanted, found)
    _print(scores, as_json, partial(show_scores, scores))
    if out:
        write_picture(scores.confusion, out, rows="Gold", columns="Found", title="Which type was taken for which")
    return 1 if scores.problems else 0


@click.command()
@click.argument("a", metavar="A.jsonl")
@click.argument("b", metavar="B.jsonl")
@click.option("--unit", type=click.Choice(["event", "sentence"]), default="event", show_default=True,
              help="What is labelled: matched events, or all sentences.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--picture", metavar="OUT", help="Also draw the confusion matrix: .svg, .png or .html (extra: plots).")
@with_model
def agree(a: str, b: str, unit: str, as_json: bool, picture: str | None, model: str) -> int:
    """How far two coders agree: percent agreement and Cohen's kappa with a 95 % interval, by type and CAMEO root."""
    out = check_picture(picture) if picture else None
    one, two = _read(a), _read(b)
    if not one.texts.keys() & two.texts.keys():
        for coder in (one, two):
            _say(coder.problems)
        raise ReportError(f"{a} and {b} have no text in common; give the same texts the same id", kind="no-text")
    sentences = _cutter(model) if unit == "sentence" else None
    found = agreement(one, two, unit=unit, sentences=sentences)
    names = ("A", "B") if Path(a).name == Path(b).name else (Path(a).name, Path(b).name)
    _print(found, as_json, partial(show_agreement, found, a=names[0], b=names[1]))
    if out:
        write_picture(found.confusion, out, rows=names[0], columns=names[1], title="Types given by two coders")
    return 1 if found.problems else 0


def _read(file: str) -> Codings:
    if file == "-":
        return read_codings(sys.stdin.buffer, "input")
    with Path(file).open("rb") as lines:
        return read_codings(lines, Path(file).name)


def _nothing(found: Codings) -> int:
    _say(found.problems)
    raise ReportError(f"{found.name} has no line that can be used", kind="no-text")


def _coded(gold: Codings, reader: communique.Reader) -> Codings:
    """What the program itself makes of the texts of the gold."""
    out = Codings("records")
    for text in gold.texts.values():
        report = Report(text.id, text.text, text.date)
        try:
            add(out, safely(partial(reader.read_report, report)).to_dict() | {"id": text.id}, text.line)
        except ReportError as error:
            out.problems.append(f"{gold.name}:{text.line}: {error}")
    return out


def _cutter(model: str) -> Sentences:
    """Cuts a text into the sentences of the pipeline."""
    parser = load_parser(model)
    return lambda text: [sentence.span for sentence in parse(text, parser).sentences]


def _print(found: Any, as_json: bool, show: Any) -> None:
    _say(found.problems)
    if as_json:
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False))
    else:
        show(console=Console(soft_wrap=False))


def _say(problems: list[str]) -> None:
    for problem in problems[:MOST]:
        click.echo(f"communique: {problem}", err=True)
    if len(problems) > MOST:
        click.echo(f"communique: … and {len(problems) - MOST} more; --json lists all of them", err=True)
