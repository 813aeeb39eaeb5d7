"""The commands under one name, and what their errors look like: one line on standard error and exit code 2.

Exit codes: 0 done; 1 looked and found something wrong (doctor, knowledge check, bad lines of gold), or whoever read the
output has gone (`… | head`, which click sees to); 2 could not be done; 130 stopped by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

import communique
from communique.cli.doctor import doctor
from communique.cli.evaluate import agree, evaluate
from communique.cli.explain import explain
from communique.cli.knowledge import knowledge
from communique.cli.read import read
from communique.cli.resolve import resolve
from communique.cli.unresolved import unresolved
from communique.cli.who import who
from communique.errors import CommuniqueError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(communique.__version__, prog_name="communique")
def commands() -> None:
    """Reads diplomatic and political news and keeps the record: who met whom, who did what to whom, who said what."""


for command in (read, explain, evaluate, agree, resolve, who, unresolved, knowledge,
                doctor):
    commands.add_command(command)


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
