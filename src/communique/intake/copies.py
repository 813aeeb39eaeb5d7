"""Which report a report is a near copy of: the first like it, among those stored and those under way.

Reports are asked about in the order of the items, and the answer depends on those before them only, so that it is the
same whatever was stored already when it is given. A report that is stored and is coded anew is compared with those
before it as it was the first time. Only reports that are no copies have prints: a copy's first is never a copy.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from dataclasses import dataclass
from datetime import date

from communique.intake.alike import SHORTEST, is_copy
from communique.intake.prints import SPARSE, Print, kept
from communique.records import Report
from communique.store import prints

DAYS = 30  # between two reports of which one is a copy: an older text that comes again is told of another day
TRIED = 8  # likely ones that are compared
ANY = 1 << 62  # a number that no report has


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A report that is no copy and not stored yet; `number`, where it had one before."""

    number: int | None
    day: str | None
    sample: int
    hashes: array[int]
    bands: array[int]


class Copies:
    """What is known of all reports so far."""

    def __init__(self, db: sqlite3.Connection, policy: str) -> None:
        self.db = db
        self.least = 1 if policy == "full" else SPARSE
        self.waiting: dict[str, _Waiting] = {}
        self.by_band: dict[int, list[str]] = {}

    def first_of(self, report: Report, seen: Print) -> str | None:
        """The id of the report that this one is a copy of; None where it is none."""
        if len(seen.runs) < SHORTEST:
            return None
        own = prints.number_of(self.db, report.id)
        for candidate in self._likely(report.id, seen, ANY if own is None else own):
            found = self._print(candidate)
            if found is not None and _near(day_of(report), found[1]) and is_copy(seen.runs, found[3], found[2]):
                return found[0]
        return None

    def add(self, report: Report, seen: Print) -> None:
        """A report that is no copy."""
        sample, hashes = kept(seen.runs, self.least)
        number = prints.number_of(self.db, report.id)
        self.forget(report.id)
        self.waiting[report.id] = _Waiting(number, day_of(report), sample, hashes, seen.bands)
        for band in seen.bands:
            self.by_band.setdefault(band, []).append(report.id)

    def forget(self, id: str) -> None:
        """A report that does not wait any more: it is stored, or came to nothing."""
        gone = self.waiting.pop(id, None)
        for band in gone.bands if gone else ():
            self.by_band[band].remove(id)
            if not self.by_band[band]:
                del self.by_band[band]

    def keep(self, id: str, number: int) -> None:
        """Stores the print of a report that has been waiting; one that is a copy has none."""
        found = self.waiting.get(id)
        if found is None:
            prints.drop(self.db, number)
        else:
            prints.keep(self.db, number, found.bands, prints.Sample(found.day, found.sample, found.hashes))

    def _likely(self, id: str, seen: Print, below: int) -> list[str | int]:
        """Those that share most keys, the oldest first among equals: ids of those that wait, numbers of the others."""
        shared: Counter[str | int] = Counter()
        again = {one.number for one in self.waiting.values()}
        for band in seen.bands:
            found: list[str | int] = [one for one in reversed(self.by_band.get(band, ()))
                                      if one != id and self._is_before(one, below)]
            found += [number for number in prints.sharing(self.db, band, below) if number not in again]
            shared.update(found[:prints.NEWEST])
        place = {one: n for n, one in enumerate(self.waiting)}
        order = {one: (1, place[one]) if isinstance(one, str) else (0, one) for one in shared}
        return sorted(shared, key=lambda one: (-shared[one], order[one]))[:TRIED]

    def _is_before(self, id: str, below: int) -> bool:
        number = self.waiting[id].number
        return below == ANY or (number is not None and number < below)

    def _print(self, candidate: str | int) -> tuple[str, str | None, int, array[int]] | None:
        if isinstance(candidate, str):
            found = self.waiting[candidate]
            return candidate, found.day, found.sample, found.hashes
        stored = prints.load(self.db, candidate)
        return (stored.report, stored.print.day, stored.print.sample, stored.print.hashes) if stored else None


def day_of(report: Report) -> str | None:
    """The day a report came with, where it is one."""
    try:
        return date.fromisoformat((report.date or "")[:10]).isoformat()
    except ValueError:
        return None


def _near(one: str | None, other: str | None) -> bool:
    return not one or not other or abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= DAYS
