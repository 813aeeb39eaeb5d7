"""A SELECT in the making: tables, conditions, values.

Words, topics, places and the like leave few rows or many: few are looked up and sorted, many are met with soon enough
on the way through the days. Which it is, is asked first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

FEW = 5000  # rows that are sooner sorted than found on the way


@dataclass(frozen=True, slots=True)
class Narrow:
    """A condition in two ways: as the SQL of the ids for which it holds, and as a test of a row."""

    ids: str
    values: tuple[object, ...]
    test: str
    test_values: tuple[object, ...]
    size: str = ""  # SQL, with the same values, of about as many rows, where `ids` takes long


@dataclass(slots=True)
class Query:
    """Tables, conditions and values of a SELECT; `day` and `id` name the columns it is ordered by."""

    tables: str
    day: str
    id: str
    where: list[str] = field(default_factory=list)
    fixed: list[object] = field(default_factory=list)  # values of `where`
    many: list[Narrow] = field(default_factory=list)
    few: bool = False  # few rows are left, so that the order of an index is worth nothing

    def add(self, condition: str, *values: object) -> None:
        """One more condition."""
        self.where.append(condition)
        self.fixed += values

    @property
    def of(self) -> str:
        """The table that the rows are of, for a join by their ids."""
        return next(f"{name} ON {name[-1]}.id" for name in ("statements q", "reports r", "events e")
                    if name in self.tables)

    @property
    def blank(self) -> bool:
        """Whether its day may be null; where the driver has a key of days, no day is an empty one."""
        return not self.tables.startswith("pairs ")

    def any_of(self, column: str, values: Iterable[object]) -> None:
        """A column has one of these values."""
        listed = list(values)
        self.add(f"{column} IN ({', '.join('?' * len(listed))})", *listed)

    def of_fresh(self) -> str:
        """The tables of a query for events, read by way of the reports in the table `fresh`."""
        driver, _, rest = self.tables.partition(" JOIN ")
        by_event = f" CROSS JOIN {driver} ON d.event = e.id" if rest else ""
        return f"fresh f CROSS JOIN events e ON e.report = f.id{by_event}"

    def narrow(self, db: sqlite3.Connection, narrow: Narrow) -> None:
        """One more condition, which few or many rows may fulfil."""
        some = f"{narrow.size or narrow.ids} LIMIT {FEW + 1}"
        found = db.execute(f"SELECT count(*) FROM ({some})", narrow.values).fetchone()[0]
        if found <= FEW:
            self.add(f"{self.id} IN ({narrow.ids})", *narrow.values)
            self.few = True
        else:
            self.many.append(narrow)

    def clause(self) -> str:
        """The conditions after WHERE, or nothing; `values` are its values."""
        listed = [*self.where, *(f"{self.id} IN ({one.ids})" for one in self.many)]
        return f" WHERE {' AND '.join(listed)}" if listed else ""

    @property
    def values(self) -> list[object]:
        """The values of `clause`."""
        return [*self.fixed, *(value for one in self.many for value in one.values)]

    def tested(self) -> tuple[list[str], list[object]]:
        """The conditions for a walk through the days, and their values."""
        return ([*self.where, *(one.test for one in self.many)],
                [*self.fixed, *(value for one in self.many for value in one.test_values)])
