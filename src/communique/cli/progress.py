"""One line on standard error that tells how far a run has come."""

from __future__ import annotations

import time

import click

from communique.intake import Tally

EVERY = 0.5  # seconds


class Progress:
    """Counts, rate, and how long the rest will take where the bytes of all sources are known (`total`)."""

    def __init__(self, total: int | None, *, shown: bool) -> None:
        self.total, self.shown = total, shown
        self.began = self.last = time.monotonic()
        self.width = 0

    def tell(self, tally: Tally) -> None:
        """Writes the line anew, twice a second."""
        now = time.monotonic()
        if self.shown and now - self.last > EVERY:
            self.last = now
            self._write(self.line(tally, now - self.began))

    def done(self, tally: Tally) -> None:
        """The last counts, on a line that stays."""
        if self.shown:
            self._write(self.line(tally, time.monotonic() - self.began))
            click.echo("", err=True)

    def line(self, tally: Tally, seconds: float) -> str:
        """The line: seen, coded, copies, set aside, rate, the rest.

        >>> Progress(4000, shown=False).line(Tally(seen=30, coded=8, copies=2, bytes=1000), 5.0)
        '30 seen, 8 coded, 2 copies, 0 set aside, 2.0/s, about 0:00:15 left'
        """
        through = tally.done() - tally.passed
        parts = [f"{tally.seen:,} seen", f"{tally.coded:,} coded", f"{tally.copies:,} copies",
                 f"{tally.aside.total():,} set aside"]
        if tally.passed:
            parts.append(f"{tally.passed:,} done before")
        parts.append(f"{through / max(seconds, 1e-9):,.1f}/s")
        left = self._left(tally, seconds)
        return ", ".join(parts) + (f", about {left} left" if left else "")

    def _left(self, tally: Tally, seconds: float) -> str | None:
        if not self.total or not tally.bytes:
            return None
        rest = max(0, self.total - tally.bytes - tally.passed_bytes) / tally.bytes * seconds
        minutes, second = divmod(round(rest), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{second:02}"

    def _write(self, line: str) -> None:
        self.width = max(self.width, len(line))
        click.echo(f"\r{line.ljust(self.width)}", nl=False, err=True)
