"""The commands that ask a record database: events, statements, agenda, actors, dyads, report."""

from __future__ import annotations

import json
from typing import Any

import click
from rich.console import Console

import communique
from communique.cli.filters import with_event_filters, with_statement_filters
from communique.cli.output import give, with_output
from communique.errors import StoreError
from communique.store import EventFilter, StatementFilter
from communique.store.book import options_of
from communique.store.results import StoryRow


@click.command()
@click.argument("record", metavar="RECORD.db")
@with_event_filters
@click.option("--newest", is_flag=True, help="The newest first.")
@click.option("--all", "every", is_flag=True, help="Bare statements too, which have no type.")
@with_output
def events(record: str, wanted: EventFilter, newest: bool, every: bool, **output: Any) -> int:
    """Who did what to whom, in the order of days."""
    with communique.open_record(record) as book:
        return give(book.events(**options_of(wanted) | {"typed": not every, "newest_first": newest}),
                    record, **output)


@click.command()
@click.argument("record", metavar="RECORD.db")
@with_event_filters
@click.option("--id", "id", type=int, metavar="N", help="One story with its history, outlets and contradictions.")
@with_output
def stories(record: str, wanted: EventFilter, id: int | None, **output: Any) -> int:
    """Each act once, with how many reports and outlets tell it, in the order of days."""
    with communique.open_record(record) as book:
        if id is None:
            return give(book.stories(**options_of(wanted)), record, **output)
        found = book.story(id)
        if found is None:
            raise StoreError(f"There is no story {id}. 'communique stories {record}' lists them.")
        _show_story(found)
    return 0


@click.command()
@click.argument("record", metavar="RECORD.db")
@click.argument("mechanism", required=False, metavar="[WORDS]")
@with_output
def series(record: str, mechanism: str | None, **output: Any) -> int:
    """The rounds of standing dialogues and formats, in order, with their numbers where a report gives them."""
    with communique.open_record(record) as book:
        return give(book.series(mechanism=mechanism), record, **output)


def _show_story(story: StoryRow) -> None:
    """A story for people."""
    console = Console(soft_wrap=True, markup=False, highlight=False, emoji=False)
    sides = " → ".join(", ".join(side.name for side in of) or "?" for of in (story.sources, story.targets))
    console.print(f"{story.id}  {story.type} {story.status}  {sides}  {story.start or ''}  {story.place or ''}")
    console.print(f"    {story.sentence or ''}")
    console.print(f"    {story.reports} reports, {story.outlets} independent outlets, sure {story.confidence:.2f}")
    for step in story.details["history"]:
        console.print(f"{step['day']}  {step['status']} {'for ' + step['start'] if step['start'] else ''}  "
                      f"{step['report']}")
    for name, values in story.details["differ"].items():
        said = "; ".join(f"{value['value']} ({', '.join(value['outlets'])})" for value in values)
        console.print(f"{name}: {said}")
    for outlet in story.details["outlets"]:
        home = f" ({outlet['country']})" if outlet["country"] else ""
        console.print(f"{outlet['outlet']}{home}: {', '.join(outlet['reports'])}")


@click.command()
@click.argument("record", metavar="RECORD.db")
@with_statement_filters
@click.option("--newest", is_flag=True, help="The newest first.")
@with_output
def statements(record: str, wanted: StatementFilter, newest: bool, **output: Any) -> int:
    """Who said what, in the order of days."""
    with communique.open_record(record) as book:
        return give(book.statements(**options_of(wanted), newest_first=newest), record, **output)


@click.command()
@click.argument("record", metavar="RECORD.db")
@click.option("--country", metavar="WHO", help="A state or body that takes part.")
@click.option("--since", metavar="DAY", help="First day; without it that of the last report.")
@click.option("--until", metavar="DAY", help="Last day.")
@with_output
def agenda(record: str, country: str | None, since: str | None, until: str | None, **output: Any) -> int:
    """What lies ahead; events for which no date is given stand last."""
    with communique.open_record(record) as book:
        return give(book.agenda(country=country, since=since, until=until), record, **output)


@click.command()
@click.argument("record", metavar="RECORD.db")
@click.option("--name", metavar="WORDS", help="A part of the name.")
@click.option("--kind", metavar="KIND", help="person, state, organisation or group.")
@with_output
def actors(record: str, name: str | None, kind: str | None, **output: Any) -> int:
    """Who is in the record, those in most reports first."""
    with communique.open_record(record) as book:
        return give(book.actors(name=name, kind=kind), record, **output)


@click.command()
@click.argument("record", metavar="RECORD.db")
@with_event_filters
@click.option("--freq", type=click.Choice(["D", "W", "M", "Q", "Y"]), default="M", show_default=True,
              help="Day, week, month, quarter or year.")
@click.option("--balanced", is_flag=True, help="Also the periods in which a pair has no event.")
@with_output
def dyads(record: str, wanted: EventFilter, freq: str, balanced: bool, **output: Any) -> int:
    """Events by source, target and period, with their rate per 1,000 reports."""
    with communique.open_record(record) as book:
        return give(book.dyads(freq=freq, balanced=balanced, **options_of(wanted)), record, **output)


@click.command()
@click.argument("record", metavar="RECORD.db")
@click.argument("id", metavar="[ID]", required=False)
@click.option("--json", "as_json", is_flag=True, help="The record as JSON, corrections included.")
def report(record: str, id: str | None, as_json: bool) -> int:
    """One report with its events and statements; without an ID the list of reports."""
    with communique.open_record(record) as book:
        if id is None:
            for row in book.view.reports():
                click.echo(f"{row['date'] or '          '}  {row['report']}  {row['events']} events, "
                           f"{row['statements']} statements  {row['title'] or ''}")
            return 0
        found = book.report(id)
        if found is None:
            raise StoreError(f"There is no report {id!r}. 'communique report {record}' lists them.")
        if as_json:
            click.echo(json.dumps(found, ensure_ascii=False))
        else:
            _show(found)
    return 0


def _show(found: dict[str, Any]) -> None:
    """A record for people: its events and statements by their ids, as `communique correct` takes them."""
    console = Console(soft_wrap=True, markup=False, highlight=False, emoji=False)
    names = {actor["id"]: actor["name"] for actor in found["actors"]}
    text = found["text"]
    console.print(f"{found['title'] or found['id']}  {found['date'] or ''}  {found['publisher'] or ''}")
    for event in found["events"]:
        sides = " → ".join(", ".join(names[id] for id in event[side]) or "?" for side in ("sources", "targets"))
        console.print(f"{event['id']}  {event['type'] or '–'} {event['status']}  {sides}  {event['start'] or ''}")
        if text:
            console.print(f"    {text[slice(*event['sentence'])]}")
    for said in found["statements"]:
        words = " … ".join(text[slice(*span)] for span in said["content"]) if text and said["post"] is None else ""
        console.print(f"{said['id']}  {names.get(said['speaker'], '?')} {said['cue'] or said['stance']}  {words}")
