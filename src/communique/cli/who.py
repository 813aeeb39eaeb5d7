"""`communique who`: who could be meant by a phrase on a day, and why one was chosen or nobody."""

from __future__ import annotations

import json
import os
from functools import partial

import click
from rich.console import Console

import communique
from communique.cli.options import with_day, with_knowledge, with_model
from communique.explain import show_who
from communique.explain import who as ask
from communique.ingest import read_path
from communique.stream import safely


@click.command()
@click.argument("phrase", metavar="PHRASE")
@with_day
@click.option("--context", metavar="TEXT|FILE", help="The text the phrase stands in; it may be the name of a file.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@with_knowledge
@with_model
def who(phrase: str, date: str | None, context: str | None, as_json: bool, knowledge: str | None, model: str) -> int:
    """Says who is meant by a phrase: all candidates, why each was kept or set aside, what was chosen."""
    reader = communique.load(knowledge=knowledge, model=model, rules_only=True)
    found = safely(partial(ask, reader, phrase, date, _text(context)))
    if as_json:
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False))
    else:
        show_who(found, Console(soft_wrap=False))
    return 0


def _text(context: str | None) -> str | None:
    """The text, or what `read` takes for the text of a file of that name."""
    if context is not None and os.path.isfile(context):
        return next(read_path(context)).text
    return context
