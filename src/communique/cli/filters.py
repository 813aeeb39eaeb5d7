"""The filters of events and statements as options of commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from typing import Any

import click

from communique.store import EventFilter, StatementFilter

Command = Callable[..., Any]
Options = tuple[tuple[tuple[str, ...], dict[str, Any]], ...]

SHARED: Options = (
    (("--since",), {"metavar": "DAY", "help": "First day, month or year: 2024-03-05, 2024-03 or 2024."}),
    (("--until",), {"metavar": "DAY", "help": "Last day, month or year."}),
    (("--outlet",), {"metavar": "NAME", "help": "Publisher of the report."}),
    (("--text",), {"metavar": "WORDS", "help": 'Words of the sentence; "in quotation marks" a phrase.'}),
    (("--members-of", "members_of"), {"metavar": "BODY", "help": "Members of a body, as EU."}),
    (("--min-confidence", "min_confidence"), {"type": click.FloatRange(0, 1), "metavar": "P",
                                                  "help": "At least so sure."}))
EVENTS: Options = (
    (("--actor",), {"metavar": "WHO", "help": "On any side: a state with all who act for it, a body, a person."}),
    (("--with", "with_"), {"metavar": "WHO", "help": "On the side opposite to --actor."}),
    (("--source",), {"metavar": "WHO", "help": "Who acts."}),
    (("--target",), {"metavar": "WHO", "help": "Who is acted on."}),
    (("--type",), {"multiple": True, "metavar": "TYPE", "help": "PLOVER type; may be given several times."}),
    (("--mode",), {"multiple": True, "metavar": "MODE", "help": "PLOVER mode; may be given several times."}),
    (("--quad",), {"type": click.IntRange(1, 4), "metavar": "1-4", "help": "Quad class."}),
    (("--cameo",), {"metavar": "CODE", "help": "CAMEO code, or its beginning."}),
    (("--status",), {"multiple": True, "metavar": "STATUS", "help": "happened, scheduled …; several times for many."}),
    (("--place",), {"metavar": "PLACE", "help": "A country, or the name of a place."}),
    (("--forum",), {"metavar": "BODY", "help": "Body or summit it takes place in."}),
    (("--mechanism",), {"metavar": "WORDS", "help": "Words of the standing arrangement."}),
    (("--topic",), {"metavar": "TOPIC", "help": "Context, or topic of what is said with it."}),
    (("--context",), {"metavar": "CONTEXT", "help": "PLOVER context."}),
    (("--min-sources", "min_sources"), {"type": click.IntRange(1), "metavar": "N", "help": "Independent outlets."}))
STATEMENTS: Options = (
    (("--speaker",), {"metavar": "WHO", "help": "A state with all who speak for it, a body, a person."}),
    (("--about",), {"metavar": "TOPIC", "help": "What it is about: an issue, or somebody."}),
    (("--addressee",), {"metavar": "WORDS", "help": "Told whom."}),
    (("--stance",), {"multiple": True, "metavar": "STANCE", "help": "states, denies, demands …"}),
    (("--kind",), {"multiple": True, "metavar": "KIND", "help": "direct, mixed or indirect."}))


def with_event_filters(command: Command) -> Command:
    """The filters of events; the command gets them as `wanted`, an EventFilter."""
    return _with(command, (*EVENTS, *SHARED), EventFilter)


def with_statement_filters(command: Command) -> Command:
    """The filters of statements; the command gets them as `wanted`, a StatementFilter."""
    return _with(command, (*STATEMENTS, *SHARED), StatementFilter)


def _with(command: Command, options: Options, made: type[Any]) -> Command:
    names = {field.name for field in fields(made)}

    @wraps(command)
    def given(**values: Any) -> Any:
        chosen = {name: value or None if isinstance(value, tuple) else value
                  for name, value in values.items() if name in names}
        rest = {name: value for name, value in values.items() if name not in chosen}
        return command(wanted=made(**chosen), **rest)

    for words, rest in reversed(options):
        given = click.option(*words, **rest)(given)
    return given
