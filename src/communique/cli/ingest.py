"""`communique ingest`: sources of all kinds into a record database."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, BinaryIO

import click

from communique.cli.fetching import client_of, with_fetching
from communique.cli.options import with_gate, with_knowledge, with_model, with_rules_only, with_workers
from communique.cli.progress import Progress
from communique.ingest.options import Options
from communique.intake import Changes, Intake, Plan, Tally, size_of, sourced
from communique.intake.plan import LIMIT
from communique.store import Writer
from communique.store.writer import POLICIES
from communique.stories.build import bring_up
from communique.stream import Settings

ASIDE_SHOWN = 5  # kinds of mistakes in the last line


def _columns(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    if bad := [value for value, (field, equals, name) in zip(values, pairs, strict=True) if not (field and name)]:
        raise click.BadParameter(f"{bad[0]!r} is no FIELD=NAME. Write text=body.", context, parameter)
    return {field: name for field, _, name in pairs}


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--into", required=True, metavar="RECORD.db", help="The database; it is made if it is not there.")
@click.option("--keep", type=click.Choice(POLICIES), help="What is kept of texts: all, evidence only, or none.")
@click.option("--date", metavar="YYYY-MM-DD", help="Day of publication, where the sources do not say.")
@click.option("--kind", metavar="KIND", help="Read all sources as this kind.")
@click.option("--column", "columns", multiple=True, metavar="FIELD=NAME", callback=_columns,
              help="In tables: the column that holds a field, like text=body. May be given several times.")
@click.option("--bulk", is_flag=True, help="Web pages by the quick extractor.")
@click.option("--fetch/--no-fetch", default=None, help="Fetch addresses; by itself where a SOURCE is one.")
@with_fetching
@click.option("--copies/--no-copies", default=True, help="Find near copies and do not parse them; the default.")
@click.option("--stories/--no-stories", default=True, help="Join tellings of one act into stories; the default.")
@click.option("--retry", is_flag=True, help="Try again what was set aside.")
@click.option("--recode", is_flag=True, help="Code again what the same coder has coded.")
@click.option("--changes", metavar="OUT.jsonl", type=click.Path(dir_okay=False),
              help="List the reports whose events are others than before.")
@click.option("--limit", metavar="SECONDS", type=click.FloatRange(1), default=LIMIT, show_default=True,
              help="How long a worker may take over one item.")
@click.option("--json", "as_json", is_flag=True, help="The counts as JSON on standard output.")
@with_workers
@with_knowledge
@with_model
@with_rules_only
@with_gate
def ingest(sources: tuple[str, ...], into: str, progress: bool | None, as_json: bool, changes: str | None,
           stories: bool, **given: Any) -> int:
    """Reads reports of all kinds and puts their records into a database, each once.

    What is there already, read from the same bytes by the same coder, is passed over. A run that was stopped or killed
    goes on where it was when it is started again. What cannot be read is set aside with its reason.
    """
    plan, options, total = _plan(given), _options(given, sources), size_of(sources)
    with ExitStack() as stack:
        writer = stack.enter_context(Writer(into, text=given["keep"]))
        stop = stack.enter_context(stoppable())
        noted = Changes(stack.enter_context(_appended(changes))) if changes else None
        intake = stack.enter_context(Intake(writer, plan, changes=noted))
        joined = 0
        meter = Progress(total, shown=sys.stderr.isatty() if progress is None else progress)
        intake.told = meter.tell
        tally = intake.take(sourced(sources, options), stop)
        if stories and not tally.stopped:
            joined = bring_up(writer, stop)
    meter.done(tally)
    if joined:
        click.echo(f"{joined:,} events compared with those of other reports, for stories", err=True)
    _summary(tally, meter, intake.coder, as_json)
    if noted is not None:
        click.echo(f"{noted.reports:,} reports have other events: {noted.gained:,} gained, {noted.lost:,} lost, "
                   f"{noted.changed:,} changed; they are in {changes}", err=True)
    return 130 if tally.stopped else 1 if tally.aside else 0


def _plan(given: dict[str, Any]) -> Plan:
    settings = Settings(given["knowledge"], given["model"], given["rules_only"], given["gate"])
    return Plan(settings, given["workers"], given["copies"], given["retry"], given["recode"], given["limit"])


def _options(given: dict[str, Any], sources: tuple[str, ...]) -> Options:
    wanted = given["fetch"]
    if wanted is None:
        wanted = any(source.startswith(("http://", "https://")) for source in sources)
    return Options(kind=given["kind"], columns=given["columns"], date=given["date"], bulk=given["bulk"],
                   fetch=client_of(given["allow_private"], given["contact"]).get if wanted else None)


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Whether a stop was asked for, by hand or by the system. A second time stops at once."""
    asked: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)
        os.write(2, b"\ncommunique: stopping; what is under way is stored first\n")  # a stream may be in use just now

    former = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


@contextmanager
def _appended(path: str) -> Iterator[BinaryIO]:
    """A file that is added to: a run that goes on adds to what it wrote before."""
    if not Path(path).parent.is_dir():
        raise click.UsageError(f"--changes {path}: there is no folder {Path(path).parent}. Make it first.")
    with Path(path).open("ab") as file:
        yield file


def _summary(tally: Tally, meter: Progress, coder: str, as_json: bool) -> None:
    seconds = round(time.monotonic() - meter.began, 1)
    if as_json:
        row = {"seen": tally.seen, "passed": tally.passed, "coded": tally.coded, "same": tally.same,
               "copies": tally.copies, "set_aside": tally.aside.total(), "reasons": dict(tally.aside.most_common()),
               "events": tally.events, "seconds": seconds, "stopped": tally.stopped, "coder": coder}
        click.echo(json.dumps(row, ensure_ascii=False))
    kinds = ", ".join(f"{kind} {number:,}" for kind, number in tally.aside.most_common(ASIDE_SHOWN))
    click.echo(f"{tally.seen:,} seen: {tally.coded:,} coded ({tally.same:,} as before), {tally.copies:,} copies, "
               f"{tally.aside.total():,} set aside{f' ({kinds})' if kinds else ''}, "
               f"{tally.passed:,} done before; {tally.events:,} events in {seconds:,.1f} s", err=True)
    if tally.stopped:
        click.echo("communique: stopped; the same command goes on from here", err=True)
