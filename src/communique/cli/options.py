"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from communique.analyse.model import DEFAULT_MODEL

Command = TypeVar("Command", bound=Callable[..., Any])


def with_knowledge(command: Command) -> Command:
    """`--knowledge DIR`: entries of one's own."""
    return click.option(
        "--knowledge", metavar="DIR", type=click.Path(),
        help="A folder of your own entries, laid out like communique/data.")(command)


def with_model(command: Command) -> Command:
    """`--model PKG`: another parser."""
    return click.option(
        "--model", metavar="PKG", default=DEFAULT_MODEL, show_default=True,
        help="The Python package of an English spaCy pipeline.")(command)


def with_day(command: Command) -> Command:
    """`--date D`: a day that is one."""
    return click.option("--date", metavar="YYYY-MM-DD", callback=_day,
                        help="The day; it picks who held an office.")(command)


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    try:
        return None if value is None else date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no day. Write it as 2024-03-05.", context, parameter) from error


def with_rules_only(command: Command) -> Command:
    """`--rules-only`: without the learned coder."""
    return click.option("--rules-only", is_flag=True,
                        help="Without the learned coder, even where the extra 'accurate' is installed.")(command)


def with_gate(command: Command) -> Command:
    """`--gate`: no parse where nothing can be found."""
    return click.option("--gate", is_flag=True,
                        help="Do not parse paragraphs that can hold no event and no statement.")(command)


def with_workers(command: Command) -> Command:
    """`--workers N` and `--progress`."""
    command = click.option("--workers", metavar="N", type=click.IntRange(1), default=1, show_default=True,
                           help="Processes that read at the same time (read: with --jsonl).")(command)
    return click.option("--progress/--no-progress", default=None,
                        help="How far it is, on standard error; else only on a terminal (read: with --jsonl).")(command)
