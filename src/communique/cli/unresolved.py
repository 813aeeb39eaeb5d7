"""`communique unresolved`: what a corpus names and nobody knows, by frequency, with a row that would make it known."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import click
from rich.console import Console

from communique.cli.corpus import report_lines
from communique.cli.lines import Meter
from communique.cli.options import with_knowledge, with_model, with_workers
from communique.explain.unresolved import Gap, columns_of, gather, row_of, table_of
from communique.explain.unresolved import unresolved as find
from communique.explain.unresolved_terminal import show_gaps
from communique.ingest import report_of
from communique.stream import Settings, dumps, reader, stream

CSV = ("phrase", "kind", "count", "reports", "seen_with", "example", "report", "table", "columns", "row")


@click.command()
@click.argument("corpus", nargs=-1, required=True, metavar="CORPUS|-...")
@click.option("--date", metavar="YYYY-MM-DD", help="Day of publication, where the files do not say.")
@click.option("--jsonl", is_flag=True, help="Reports as JSON lines; files that end in .jsonl are so anyway.")
@click.option("--min", "least", metavar="N", type=click.IntRange(1), default=1, show_default=True,
              help="Only what is named so often.")
@click.option("--top", metavar="N", type=click.IntRange(1), help="Only the N most frequent.")
@click.option("--coded", is_flag=True, help="Also names that no entry has and whose surroundings gave them a code.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON, one phrase a line.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the list as CSV.")
@with_workers
@with_knowledge
@with_model
def unresolved(corpus: tuple[str, ...], date: str | None, jsonl: bool, least: int, top: int | None, coded: bool,
               as_json: bool, as_csv: bool, workers: int, progress: bool | None, knowledge: str | None,
               model: str) -> int:
    """Lists what takes part in the reports and resolved to nobody, the most frequent first.

    Each with its number, an example, and a row to be edited and put into a folder of your own.
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv: choose one of them.")
    meter = Meter(sys.stderr.isatty() if progress is None else progress)
    gaps: dict[tuple[str, str], Gap] = {}
    work = find_coded if coded else find_plain
    bad = 0
    failed: list[str] = []
    lines = report_lines(corpus, date, jsonl, failed)
    for answer in stream(lines, Settings(knowledge, model, rules_only=True), workers=workers, work=work):
        meter.tick(answer)
        found = json.loads(answer)
        if "error" in found:
            bad += 1
            click.echo(f"communique: report {found['id']}: {found['error']['message']}", err=True)
        gather(gaps, [_gap(row) for row in found.get("gaps", ())])
    meter.done()
    ranked = sorted((g for g in gaps.values() if g.count >= least), key=lambda g: (-g.count, -g.reports, g.key))[:top]
    _print(ranked, meter.reports - bad, as_json, as_csv)
    return 2 if failed else 0


def find_plain(line: bytes, settings: Settings) -> bytes:
    """A line with a report → its gaps."""
    return _found(line, settings, False)


def find_coded(line: bytes, settings: Settings) -> bytes:
    """The same, with names that have a code from their surroundings alone."""
    return _found(line, settings, True)


def _found(line: bytes, settings: Settings, coded: bool) -> bytes:
    gaps = find(reader(settings), report_of(line), coded=coded)
    return dumps({"gaps": [{name: getattr(gap, name) for name in Gap.__slots__} for gap in gaps]})


def _gap(row: dict[str, Any]) -> Gap:
    return Gap(**{**row, "states": Counter(row["states"])})


def _print(gaps: list[Gap], reports: int, as_json: bool, as_csv: bool) -> None:
    if as_json:
        for gap in gaps:
            click.echo(json.dumps(_shown(gap), ensure_ascii=False))
    elif as_csv:
        click.echo(_csv(gaps), nl=False)
    else:
        show_gaps(gaps, reports, Console(soft_wrap=False))


def _shown(gap: Gap) -> dict[str, Any]:
    return {"phrase": gap.phrase, "kind": gap.kind, "count": gap.count, "reports": gap.reports, "code": gap.code,
            "sector": gap.sector, "office": gap.office, "seen_with": [code for code, _ in gap.states.most_common(3)],
            "example": gap.example, "report": gap.report, "table": table_of(gap), "columns": columns_of(gap),
            "row": row_of(gap)}


def _csv(gaps: list[Gap]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV)
    for gap in gaps:
        shown = {**_shown(gap), "seen_with": "|".join(_shown(gap)["seen_with"])}
        writer.writerow(_cells(shown))
    return out.getvalue()


def _cells(shown: dict[str, Any]) -> Iterator[str]:
    """The cells; one that a spreadsheet would take for a formula has an apostrophe before it."""
    for name in CSV:
        cell = str(shown[name] if shown[name] is not None else "")
        yield "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
