"""`communique knowledge check`: the mistakes in the knowledge files, each with file, line and remedy."""

from __future__ import annotations

from pathlib import Path

import click


@click.group()
def knowledge() -> None:
    """Looks after the knowledge files."""


@knowledge.command()
@click.argument("folder", required=False, metavar="[DIR]", type=click.Path(path_type=Path))
def check(folder: Path | None) -> int:
    """Checks the knowledge files, and DIR, a folder of your own entries, on top of them.

    Fields, references, codes and dates; and of every entry that it codes its `yes` sentences and none of its `no`
    sentences. Says file, line and what to do.
    """
    from communique import selfcheck  # only here: it loads the parser

    problems = selfcheck.check(folder)
    for problem in problems:
        click.echo(str(problem))
    click.echo(f"{len(problems)} problem(s)." if problems else "The knowledge is sound.", err=bool(problems))
    return 1 if problems else 0
