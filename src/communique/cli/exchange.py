"""`communique import` and `communique compare`: event files of others, and how far two records agree."""

from __future__ import annotations

import csv
import json
import sys

import click
from rich.console import Console
from rich.table import Table

from communique.cli.filters import with_event_filters
from communique.exports.safe import cell
from communique.imports import FORMATS, Agreement, import_file
from communique.imports import compare as agreement
from communique.imports.compare import KINDS
from communique.store import EventFilter, View, Writer

NAMED = 10  # bad rows of a file that are told one by one
SHOWN = 40


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, dir_okay=False))
@click.option("--format", "format", required=True, metavar="F", type=click.Choice(list(FORMATS)),
              help="gdelt (2.0 Events), icews or polecat.")
@click.option("--into", required=True, metavar="RECORD.db", help="The database; it is made if it is not there.")
def import_(files: tuple[str, ...], format: str, into: str) -> int:
    """Takes event files of GDELT, ICEWS or POLECAT into a record database: an event a row.

    A row that cannot be read is named by file and line and set aside; a row that is there already is passed over.
    """
    bad = 0
    with Writer(into) as writer:
        for file in files:
            taken = import_file(file, format, writer)
            for where, reason in taken.bad[:NAMED]:
                click.echo(f"communique: {where}: {reason}", err=True)
            if len(taken.bad) > NAMED:
                click.echo(f"communique: {len(taken.bad) - NAMED:,} more are in the table 'ledger'", err=True)
            click.echo(f"{file}: {taken.new:,} new or changed, {taken.known:,} as before, {len(taken.bad):,} set aside")
            bad += len(taken.bad)
    return 1 if bad else 0


@click.command()
@click.argument("record", metavar="RECORD.db", type=click.Path(dir_okay=False))
@click.argument("other", metavar="OTHER.db", type=click.Path(dir_okay=False))
@click.option("--by", type=click.Choice(KINDS), default="type", show_default=True, help="What the rows are.")
@click.option("--csv", "form", flag_value="csv", help="As CSV.")
@click.option("--json", "form", flag_value="json", help="As JSON, one row a line.")
@with_event_filters
def compare(record: str, other: str, by: str, form: str | None, wanted: EventFilter) -> int:
    """Says how far two records agree on who did what to whom, by month.

    Months that both cover are compared; what lies ahead, was denied or is history is left out unless a status is given.
    """
    with View(record) as here, View(other) as there, here.moment(), there.moment():
        here.check(wanted)
        rows = agreement(here, there, wanted, by=by)
    if form == "json":
        for row in rows:
            click.echo(json.dumps(row.row(), ensure_ascii=False))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(rows[0].row())
        writer.writerows([cell(value) for value in row.row().values()] for row in rows)
    else:
        _show(rows, by)
    return 0


def _show(rows: list[Agreement], by: str) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in (by, "here", "there", "both", "either", "jaccard", "correlation"):
        table.add_column(name, justify="left" if name == by else "right")
    for row in rows[:SHOWN]:
        values = list(row.row().values())
        table.add_row(*("–" if value is None else f"{value:,}" if isinstance(value, int) else str(value)
                        for value in values))
    console = Console(markup=False, highlight=False, emoji=False)
    console.print(table)
    console.print("here, there: events; both, either: dyad-months"
                  + (f"; {len(rows) - SHOWN:,} more rows with --csv or --json" if len(rows) > SHOWN else ""))
