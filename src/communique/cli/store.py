"""The commands that change a record database: correct, corrections, forget, migrate."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from communique.errors import StoreError
from communique.exports.files import writing
from communique.store import Corrector, View, Writer
from communique.store.reading import id_of
from communique.stream import dumps


@click.command()
@click.argument("record", metavar="RECORD.db")
@click.argument("action", type=click.Choice([
    "accept", "change", "reject", "merge", "split", "add", "join", "part", "undo"]))
@click.argument("report", metavar="REPORT|NUMBER")
@click.argument("item", metavar="[ITEM]", required=False)
@click.argument("values", nargs=-1, metavar="[FIELD=VALUE|OTHER|SENTENCE]...")
@click.option("--who", required=True, envvar="COMMUNIQUE_WHO", metavar="NAME",
              help="Who corrects; also from COMMUNIQUE_WHO.")
@click.option("--why", metavar="WORDS", help="Why.")
def correct(record: str, action: str, report: str, item: str | None, values: tuple[str, ...], who: str,
            why: str | None) -> int:
    """Corrects an event (e1), statement (s1) or actor (a1) of a report.

    \b
    communique correct R.db accept REPORT e1        communique correct R.db change REPORT e1 type=ACCUSE targets=FRA
    communique correct R.db reject REPORT e2        communique correct R.db merge REPORT e1 e4
    communique correct R.db split REPORT e1 "Its other sentence."
    communique correct R.db add REPORT event sentence="They met." trigger=met type=CONSULT sources="China;Russia"
    communique correct R.db join REPORT e1 OTHER-REPORT e4   (or part)
    communique correct R.db undo 12
    """
    if not Path(record).is_file():
        raise StoreError(f"There is no record {record}.")
    from communique.stories.build import bring_up

    with Writer(record) as writer:
        corrector = Corrector(writer, who)
        made = ACTIONS[action](corrector, id_of(writer.db, report) or report, item, values, why)
        bring_up(writer)
    click.echo(f"correction {made}", err=True)
    return 0


def _values(values: tuple[str, ...]) -> dict[str, Any]:
    """FIELD=VALUE pairs; sides are parted by semicolons, an empty value is none, true and false are truths."""
    out: dict[str, Any] = {}
    for value in values:
        name, equals, given = value.partition("=")
        if not equals:
            raise click.UsageError(f"{value!r} is no FIELD=VALUE.")
        if name in ("sources", "targets", "forums", "contexts", "topics", "content"):
            out[name] = [part.strip() for part in given.split(";") if part.strip()]
        else:
            out[name] = {"": None, "true": True, "false": False}.get(given, given)
    return out


def _one(values: tuple[str, ...], what: str) -> str:
    if len(values) != 1:
        raise click.UsageError(f"Give {what}.")
    return values[0]


def _two(values: tuple[str, ...]) -> tuple[str, str]:
    if len(values) != 2:
        raise click.UsageError("Give the other report and its event, as e4.")
    return values[0], values[1]


def _needed(item: str | None) -> str:
    if item is None:
        raise click.UsageError("Say which: e1, s1 or a1.")
    return item


def _number(text: str) -> int:
    if not text.isdecimal():
        raise click.UsageError(f"{text!r} is no number of a correction. 'communique corrections' lists them.")
    return int(text)


Action = Callable[[Corrector, str, "str | None", "tuple[str, ...]", "str | None"], Any]
ACTIONS: dict[str, Action] = {
    "accept": lambda c, report, item, values, why: c.accept(report, _needed(item), why=why),
    "change": lambda c, report, item, values, why: c.change(report, _needed(item), why=why, **_values(values)),
    "reject": lambda c, report, item, values, why: c.reject(report, _needed(item), why=why),
    "merge": lambda c, report, item, values, why: c.merge(report, _needed(item), _one(values, "the other"), why=why),
    "split": lambda c, report, item, values, why: c.split(report, _needed(item), _one(values, "the sentence"), why=why),
    "join": lambda c, report, item, values, why: c.join(report, _needed(item), *_two(values), why=why),
    "part": lambda c, report, item, values, why: c.part(report, _needed(item), *_two(values), why=why),
    "add": lambda c, report, item, values, why: c.add(report, _needed(item), why=why, **_values(values)),
    "undo": lambda c, report, item, values, why: c.undo(_number(report), why=why)}


@click.command()
@click.argument("record", metavar="RECORD.db")
@click.option("--report", metavar="ID", help="Only of this report.")
@click.option("--lost", is_flag=True, help="Only those whose sentence or words are gone since.")
@click.option("--json", "as_json", is_flag=True, help="As JSON lines.")
@click.option("--gold", metavar="OUT.jsonl", help="Write the corrected reports as gold for 'communique evaluate'.")
def corrections(record: str, report: str | None, lost: bool, as_json: bool, gold: str | None) -> int:
    """What people set right, and what of it has lost its place."""
    with View(record) as view:
        rows = list(view.corrections(report=report, lost=lost))
        if gold:
            return _gold(view, rows, gold)
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False) if as_json else _told(row))
    return 0


def _told(row: dict[str, Any]) -> str:
    change = f" {row['field']}: {row['was']!r} → {row['value']!r}" if row["field"] else ""
    marks = " (undone)" if row["undone"] else "" if row["found"] else " (its place is gone)"
    return (f"{row['id']}  {row['made_at']}  {row['who']}  {row['report']}  {row['action']} {row['what']} "
            f"{row['words']!r}{change}{marks}{'  ' + row['why'] if row['why'] else ''}")


def _gold(view: View, rows: list[dict[str, Any]], out: str) -> int:
    """The records of the reports that were corrected, as they stand: what `evaluate` takes for gold."""
    reports = list(dict.fromkeys(row["report"] for row in rows if not row["undone"] and row["action"] != "undo"))
    with writing(out, record=view.path) as file:
        for id in reports:
            found = view.report(id)
            if found is not None and found["text"] is None:
                raise StoreError(f"The text of {id} is not kept, and gold needs it.")
            if found is not None:
                file.write(dumps(found) + b"\n")
    click.echo(f"{len(reports):,} reports in {out}", err=True)
    return 0


@click.command()
@click.argument("record", metavar="RECORD.db")
@click.argument("reports", nargs=-1, required=True, metavar="ID...")
def forget(record: str, reports: tuple[str, ...]) -> int:
    """Deletes reports with everything derived from them."""
    if not Path(record).is_file():
        raise StoreError(f"There is no record {record}.")
    with Writer(record) as writer:
        missing = [id for id in reports if not writer.delete(id)]
    for id in missing:
        click.echo(f"communique: there is no report {id!r}", err=True)
    return 1 if missing else 0


@click.command()
@click.argument("record", metavar="RECORD.db")
def migrate(record: str) -> int:
    """Brings a database of an earlier version up to date, after a copy of it has been made beside it."""
    from communique.store.schema import migrated

    before, after, copy = migrated(Path(record))
    click.echo(f"version {before} → {after}; the former one is {copy}" if copy else f"version {after}, up to date",
               err=True)
    return 0
