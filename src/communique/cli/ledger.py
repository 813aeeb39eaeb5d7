"""`communique ledger`: what was seen of all sources, and what became of it."""

from __future__ import annotations

from typing import Any

import click
from rich.console import Console
from rich.table import Table

from communique.exports.files import writing
from communique.exports.lists import write
from communique.store import View
from communique.store.ledger import STATES, LedgerRow

SHOWN = 50
LISTED = ("item", "state", "kind", "reason", "report", "at")


@click.command()
@click.argument("record", metavar="RECORD.db", type=click.Path(dir_okay=False))
@click.option("--state", type=click.Choice(STATES), help="Only items in this state.")
@click.option("--reason", metavar="KIND", help="Only what was set aside with this kind of mistake.")
@click.option("--csv", "form", flag_value="csv", help="As CSV.")
@click.option("--json", "form", flag_value="json", help="As JSON lines.")
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False), help="Write there (.csv, .json, .jsonl).")
def ledger(record: str, state: str | None, reason: str | None, form: str | None, out: str | None) -> int:
    """Counts the items by state and reason; with an option, lists them."""
    if form is None and out is not None:
        form = "csv" if out.lower().endswith(".csv") else "json"
    with View(record) as view, view.moment():
        if form is not None:
            with writing(out or "-", record=view.path) as file:
                tally = write(form, LedgerRow, view.ledger(state=state, kind=reason), file)
            if out and out != "-":
                click.echo(f"{tally.rows:,} items in {out}", err=True)
        elif state or reason:
            _list(view, state, reason)
        else:
            _show(("state", "reason", "items"), [[one, kind, f"{number:,}"] for one, kind, number
                                                 in view.ledger_counts()])
    return 0


def _list(view: View, state: str | None, reason: str | None) -> None:
    rows: list[list[Any]] = []
    more = 0
    for row in view.ledger(state=state, kind=reason):
        if len(rows) < SHOWN:
            rows.append([row[name] for name in LISTED])
        else:
            more += 1
    _show(LISTED, rows)
    if more:
        click.echo(f"{more:,} more with --csv or --json")


def _show(names: tuple[str, ...], rows: list[list[Any]]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(name, justify="right" if name == "items" else "left", overflow="fold")
    for row in rows:
        table.add_row(*("" if value is None else "".join(c if c.isprintable() else " " for c in str(value))
                        for value in row))
    Console(markup=False, highlight=False, emoji=False).print(table)
