"""The commands under one name, and what their errors look like: one line on standard error and exit code 2.

Exit codes: 0 done; 1 looked and found something wrong (doctor, knowledge check, bad lines of gold), or whoever read the
output has gone (`… | head`, which click sees to); 2 could not be done; 130 stopped by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

import click

import communique
from communique.errors import CommuniqueError

COMMANDS = {  # the module of each, in the order of the help
    "read": "read", "explain": "explain", "evaluate": "evaluate", "agree": "evaluate", "resolve": "resolve",
    "who": "who", "unresolved": "unresolved", "knowledge": "knowledge", "doctor": "doctor", "ingest": "ingest",
    "ledger": "ledger", "watch": "watch", "sources": "watch",
    "events": "record", "stories": "record", "series": "record",
    "statements": "record", "agenda": "record", "actors": "record", "dyads": "record",
    "report": "record", "correct": "store", "corrections": "store", "forget": "store", "migrate": "store",
    "export": "export", "import": "exchange", "compare": "exchange"}


class Commands(click.Group):
    """The commands, each imported only when it is asked for: a start should not pay for all of them."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Their names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of this name, or None."""
        if name not in COMMANDS:
            return None
        found: click.Command = getattr(import_module(f"communique.cli.{COMMANDS[name]}"),
                                       "import_" if name == "import" else name)
        return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(communique.__version__, prog_name="communique")
def commands() -> None:
    """Reads diplomatic and political news and keeps the record: who met whom, who did what to whom, who said what."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; returns the exit code."""
    _utf8()
    try:
        result = commands.main(arguments, prog_name="communique", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return 2
    except CommuniqueError as error:
        click.echo(f"communique: {error}", err=True)
        return 2
    except (KeyboardInterrupt, click.Abort):
        click.echo("communique: stopped", err=True)
        return 130
    except OSError as error:
        click.echo(f"communique: {error.filename or 'input'}: {error.strerror or error}", err=True)
        return 2
    return result if isinstance(result, int) else 0


def _utf8() -> None:
    """Everywhere UTF-8, also where the system's own encoding is another: records hold the letters of all languages."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
