"""JSON lines from files or standard input → JSON lines on standard output, with a count on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from communique.stream import Settings, Work, stream


def run_lines(files: tuple[str, ...], settings: Settings, workers: int, progress: bool | None, work: Work) -> int:
    """Answers every line, in order. A line that is wrong is answered with an error and is no failure of the run."""
    shown = sys.stderr.isatty() if progress is None else progress
    meter = Meter(shown)
    out = sys.stdout.buffer
    for answer in stream(read_lines(files), settings, workers=workers, work=work):
        out.write(answer + b"\n")
        out.flush()
        meter.tick(answer)
    meter.done()
    return 0


def read_lines(files: tuple[str, ...]) -> Iterator[bytes]:
    """The lines of the files after each other. Only a line feed ends a line; the last one may lack it."""
    for file in files or ("-",):
        if file == "-":
            yield from _cut(sys.stdin.buffer)
        else:
            with Path(file).open("rb") as lines:
                yield from _cut(lines)


def _cut(lines: Iterable[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield line.rstrip(b"\r\n")


class Meter:
    """How many reports, how fast, how many errors; rewritten twice a second on one line."""

    def __init__(self, shown: bool) -> None:
        self.shown = shown
        self.began = self.last = time.monotonic()
        self.reports = self.errors = 0

    def tick(self, answer: bytes) -> None:
        """One more answer."""
        self.reports += 1
        self.errors += b'"error": {"kind": ' in answer[:400] and b'"coder": ' not in answer[:400]
        now = time.monotonic()
        if self.shown and now - self.last > 0.5:
            self.last = now
            self._write("\r")

    def done(self) -> None:
        """The last count, on a line that stays."""
        if self.shown:
            self._write("\r")
            click.echo("", err=True)

    def _write(self, before: str) -> None:
        rate = self.reports / max(1e-9, time.monotonic() - self.began)
        click.echo(f"{before}{self.reports:,} reports, {rate:,.1f}/s, {self.errors:,} errors", nl=False, err=True)
