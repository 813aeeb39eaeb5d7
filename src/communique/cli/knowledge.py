"""`communique knowledge check` and `knowledge import`: mistakes in the knowledge files; dictionaries of others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date as day
from pathlib import Path

import click

from communique.cli.options import with_day
from communique.petrarch import KINDS, Report, bring

MOST = 12  # conflicts and unread lines that are printed; the file has all
TOLD = "import-report.txt"


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


@knowledge.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...",
                type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", metavar="DIR", required=True, type=click.Path(file_okay=False, path_type=Path),
              help="The knowledge folder to write to; it is made if it is not there.")
@click.option("--kind", type=click.Choice(KINDS), help="What the files hold, where their names do not say.")
@with_day
@click.option("--json", "as_json", is_flag=True, help="Print the whole report as JSON.")
def bring_in(files: tuple[Path, ...], into: Path, kind: str | None, date: str | None, as_json: bool) -> int:
    """Brings dictionaries of PETRARCH, TABARI or Phoenix into a knowledge folder.

    What we have with the same code is left out; with another code it is told and left out; the rest is written into
    files of their own, for --knowledge DIR. With --date only the codes of that day are taken.
    """
    report = bring(files, into, kind=kind, on=day.fromisoformat(date) if date else None)
    (into / TOLD).write_text("\n".join(_lines(report, None)) + "\n", encoding="utf-8")
    if as_json:
        click.echo(json.dumps(report.to_dict(), ensure_ascii=False))
        return 0
    for line in _lines(report, MOST):
        click.echo(line)
    click.echo(f"All of it: {into / TOLD}. Next: communique knowledge check {into}")
    return 0


def _lines(report: Report, most: int | None) -> list[str]:
    """The report for people; of conflicts and unread lines not more than so many."""
    out = ["Taken"]
    out += [f"  {count:>7,}  {table}" for table, count in report.taken.most_common()] or ["  nothing"]
    out += [f"Ours already, with the same code: {report.known:,}"]
    out += _some(f"In conflict with ours, left out: {len(report.conflicts):,}", report.conflicts, most)
    return out + _some(f"Not read: {len(report.unread):,}", report.unread, most)


def _some(title: str, found: Sequence[object], most: int | None) -> list[str]:
    rest = len(found) - len(found[:most])
    return [title, *(f"  {one}" for one in found[:most]), *([f"  … and {rest:,} more"] if rest else [])]
