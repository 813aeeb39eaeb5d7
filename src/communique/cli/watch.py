"""`communique watch` and `communique sources`."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from communique.cli.fetching import with_fetching
from communique.cli.ingest import stoppable
from communique.cli.options import with_gate, with_knowledge, with_model, with_rules_only
from communique.errors import FetchError, WatchError
from communique.fetch import Client, Limits, Manners
from communique.intake import Intake, Plan
from communique.store import Writer
from communique.store.writer import POLICIES
from communique.stories.build import bring_up
from communique.stream import Settings
from communique.watch import Failure, Round, Sources, State, Watcher, read_sources, spoken

ACTIONS = ("pause", "resume", "remove")


@click.command()
@click.argument("sources", required=False, metavar="[sources.toml]", type=click.Path(dir_okay=False))
@click.option("--into", required=True, metavar="RECORD.db", help="The database; it is made if it is not there.")
@click.option("--once", is_flag=True, help="Ask each source that is due, and end.")
@click.option("--keep", type=click.Choice(POLICIES), help="What is kept of texts: all, evidence only, or none.")
@with_fetching
@click.option("--delay", metavar="SECONDS", type=click.FloatRange(0), default=Manners().delay, show_default=True,
              help="Between two requests to one host.")
@click.option("--stories/--no-stories", default=True, help="Join tellings of one act into stories; the default.")
@click.option("--workers", metavar="N", type=click.IntRange(1), default=1, show_default=True,
              help="Processes that code at the same time.")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON on standard output for each visit.")
@with_knowledge
@with_model
@with_rules_only
@with_gate
def watch(sources: str | None, into: str, once: bool, as_json: bool, **given: Any) -> int:
    """Asks feeds, sitemaps and pages again and again, and puts new articles into a database.

    Without sources.toml it goes on with those it knows. Ctrl-C stops it; the same command goes on from there.
    """
    limits = Limits(allow_private=True, ports=None) if given["allow_private"] else Limits()
    listed = read_sources(sources, limits) if sources else None
    plan = Plan(Settings(given["knowledge"], given["model"], given["rules_only"], given["gate"]), given["workers"])
    with ExitStack() as stack:
        writer = stack.enter_context(Writer(into, text=given["keep"]))
        known = stack.enter_context(Sources(into, limits=limits))
        stack.enter_context(known.alone())
        if listed is not None:
            known.take_over(listed)
        if not known.states():
            raise WatchError("Nothing is watched yet. Give a sources.toml.")
        stop = stack.enter_context(stoppable())
        client = Client(limits, Manners(contact=given["contact"], delay=given["delay"]), sleep=_sleep(stop))
        intake = stack.enter_context(Intake(writer, plan))
        watcher = Watcher(known, intake, lambda url, etag, modified: client.get(url, etag=etag, modified=modified),
                          told=lambda done: _tell(done, as_json),
                          join=lambda: bring_up(writer, stop) if given["stories"] else None)
        rounds = watcher.run(stop, once=once)
        stopped = stop()
    if once and not stopped:
        return 1 if any(done.error for done in rounds) else 0
    return 130 if once else 0


def _sleep(stop: Any) -> Any:
    """Waits, but not beyond a stop."""
    pause = threading.Event()

    def wait(seconds: float) -> None:
        while seconds > 0:
            if stop():
                raise FetchError("stopped while waiting", kind="stopped", passes=True)
            pause.wait(min(0.2, seconds))
            seconds -= 0.2

    return wait


def _tell(done: Round, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({**asdict(done), "next_at": _day(done.next_at)}, ensure_ascii=False))
        return
    if done.error:
        how = f"could not be had: {done.error}"
    else:
        parts = [(done.coded, "new"), (done.copies, "copies"), (done.aside, "set aside"), (done.known, "known"),
                 (done.later, "later"), (done.events, "events")]
        how = "as before" if done.unchanged else ", ".join(f"{number:,} {word}" for number, word in parts if number)
        how = (how or "nothing new") + (", more the next time" if done.more else "")
    click.echo(_plain(f"{datetime.now():%H:%M:%S} {done.source}: {how}; "
                      f"next {datetime.fromtimestamp(done.next_at):%H:%M:%S}"), err=True)


@click.command()
@click.argument("record", metavar="RECORD.db", type=click.Path(dir_okay=False))
@click.argument("action", required=False, metavar="[pause|resume|remove]", type=click.Choice(ACTIONS))
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--errors", is_flag=True, help="The last failures, of all or of --source.")
@click.option("--source", metavar="NAME", help="With --errors: only of this source.")
@click.option("--json", "as_json", is_flag=True, help="As JSON lines.")
def sources(record: str, action: str | None, name: str | None, errors: bool, source: str | None,
            as_json: bool) -> int:
    """What is watched for a record and how it goes; pauses, resumes or removes a source."""
    with _opened(record) as known:
        if action is not None:
            if name is None:
                raise click.UsageError(f"Say which source to {action}.")
            {"pause": known.pause, "resume": known.resume, "remove": known.remove}[action](name)
            return 0
        if source is not None:
            known.get(source)
        found: list[Any] = known.errors(source) if errors else known.states()
        if as_json:
            for row in found:
                click.echo(json.dumps(_row(row), ensure_ascii=False))
        elif errors:
            _show(("when", "source", "kind", "what"), [(_day(one.at), one.source, one.kind, one.message)
                                                       for one in found])
        else:
            _show(("source", "every", "asked", "next", "articles", "waiting", "how"), [_listed(one) for one in found])
    return 0


@contextmanager
def _opened(record: str) -> Iterator[Sources]:
    if not Path(f"{record}.watch").is_file():
        raise WatchError(f"Nothing is watched for {record}. 'communique watch sources.toml --into {record}' begins.")
    with Sources(record) as known:
        yield known


def _row(row: State | Failure) -> dict[str, Any]:
    told = asdict(row)
    if isinstance(row, State):
        told = {**told.pop("source"), **told}
    return {name: _day(value) if name == "at" or name.endswith("_at") else value for name, value in told.items()}


def _listed(state: State) -> tuple[str, ...]:
    how = "paused" if state.paused else f"failed {state.failures}×: {state.error}" if state.error else \
        "as it should" if state.good_at else "not asked yet"
    return (state.source.name, spoken(state.source.every), _day(state.asked_at) or "", _day(state.next_at) or "now",
            f"{state.articles:,}", f"{state.waiting:,}", how)


def _day(at: float | None) -> str | None:
    """A time in UTC, as the record writes it; None for never."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def _show(names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(name, justify="right" if name in ("articles", "waiting") else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_plain(str(value)) for value in row))
    Console(markup=False, highlight=False, emoji=False).print(table)


def _plain(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
