"""The commands that write a record database: ingest, correct, corrections, forget, migrate."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from communique.cli.lines import Meter, read_lines
from communique.cli.options import with_gate, with_knowledge, with_model, with_rules_only, with_workers
from communique.errors import ReportError, StoreError
from communique.exports.files import writing
from communique.ingest import read_path
from communique.records import Report, plain
from communique.store import Corrector, View, Writer
from communique.store.writer import POLICIES
from communique.stream import Settings, dumps, read_record, stream

LINES = (".jsonl", ".ndjson", ".json")
BATCH = 50  # records stored together


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--into", required=True, metavar="RECORD.db", help="The database; it is made if it is not there.")
@click.option("--keep", type=click.Choice(POLICIES), help="What is kept of texts: all, evidence only, or none.")
@click.option("--date", metavar="YYYY-MM-DD", help="Day of publication, where the files do not say.")
@with_workers
@with_knowledge
@with_model
@with_rules_only
@with_gate
def ingest(sources: tuple[str, ...], into: str, keep: str | None, date: str | None, workers: int,
           progress: bool | None, knowledge: str | None, model: str, rules_only: bool, gate: bool) -> int:
    """Reads reports and puts their records into a database. SOURCE is a text, a web page, or JSON lines.

    A report that is there already with the same record is passed over; one that is coded otherwise is replaced, and
    corrections of it stay. What cannot be read is set aside with its reason.
    """
    settings = Settings(knowledge, model, rules_only, gate)
    meter = Meter(sys.stderr.isatty() if progress is None else progress)
    with Writer(into, text=keep) as writer:
        counts = _take_in(writer, _lines(writer, sources, date), settings, workers, meter)
    meter.done()
    click.echo(f"{counts[0]:,} new or changed, {counts[1]:,} as before, {counts[2]:,} set aside", err=True)
    return 1 if counts[2] else 0


def _take_in(writer: Writer, lines: Iterator[bytes], settings: Settings, workers: int, meter: Meter) -> list[int]:
    """Stores the answers of the lines some at a time; counts of new, known and bad ones."""
    counts, waiting = [0, 0, 0], []
    for answer in stream(lines, settings, workers=workers, work=read_record):
        waiting.append(answer)
        meter.tick(answer)
        if len(waiting) == BATCH:
            _store(writer, waiting, counts)
    _store(writer, waiting, counts)
    return counts


def _store(writer: Writer, answers: list[bytes], counts: list[int]) -> None:
    with writer.batch():
        for answer in answers:
            record = json.loads(answer)
            if "error" in record:
                error = record["error"]
                writer.set_aside(str(record["id"]), f"{error['kind']}: {error['message']}")
                counts[2] += 1
            else:
                counts[0 if writer.put(record) else 1] += 1
    answers.clear()


def _lines(writer: Writer, sources: tuple[str, ...], date: str | None) -> Iterator[bytes]:
    """The reports of all sources as lines of JSON; a file that is none is told and set aside."""
    for source in sources:
        if source == "-" or source.lower().endswith(LINES):
            yield from (line for line in read_lines((source,)) if line.strip())
            continue
        try:
            yield from (_line(report, source) for report in read_path(source, date))
        except (ReportError, OSError) as error:
            click.echo(f"communique: {source}: {error}", err=True)
            writer.set_aside(source, str(error))


def _line(report: Report, source: str) -> bytes:
    """A report as a line; its id is the path, so that two files of one name stay two."""
    row = {name: value for name, value in plain(report).items() if value not in (None, [])}
    return dumps({**row, "id": str(Path(source).as_posix())})


@click.command()
@click.argument("record", metavar="RECORD.db")
@click.argument("action", type=click.Choice(["accept", "change", "reject", "merge", "split", "add", "undo"]))
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
    communique correct R.db undo 12
    """
    if not Path(record).is_file():
        raise StoreError(f"There is no record {record}.")
    with Writer(record) as writer:
        corrector = Corrector(writer, who)
        made = ACTIONS[action](corrector, report, item, values, why)
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
