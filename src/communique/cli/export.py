"""`communique export`: the events of a record as a file that other programs read."""

from __future__ import annotations

import click

from communique.cli.filters import with_event_filters
from communique.exports import FORMATS, Tally
from communique.exports import export as write
from communique.store import EventFilter, View


@click.command()
@click.argument("record", metavar="RECORD.db", type=click.Path(dir_okay=False))
@click.option("--format", "format", metavar="F", required=True, type=click.Choice(list(FORMATS)),
              help=f"One of: {', '.join(FORMATS)}.")
@click.option("--out", metavar="FILE", required=True, type=click.Path(),
              help="The file to write; - is standard output, for formats that are text.")
@click.option("--full-text", is_flag=True, help="Also the full texts of the reports, where they are kept.")
@with_event_filters
def export(record: str, format: str, out: str, full_text: bool, wanted: EventFilter) -> int:
    """Writes the events of a record as a file that other programs read.

    The file appears when it is whole. What a format cannot say is left out, and told.
    """
    with View(record) as view:
        tally = write(view, format, out, wanted, text=full_text)
    _tell(tally, FORMATS[format].rows, out)
    return 0


def _tell(tally: Tally, rows: str, out: str) -> None:
    click.echo(f"{tally.rows:,} {rows} written" + ("" if out == "-" else f" to {out}"), err=out == "-")
    for reason, number in tally.left_out.most_common():
        click.echo(f"{number:,} events left out: {reason}", err=True)
    for reason, number in tally.notes.most_common():
        click.echo(f"{number:,} {reason}", err=True)
