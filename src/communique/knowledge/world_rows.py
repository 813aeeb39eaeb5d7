"""The rows of `data/world/`: what is known of a state, a body, a person's term, an office, a role noun."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody with a name of its own. `ref` is the ISO code of a state, else the `id` of its row.

    `since` and `until` bound its life; `country` is where it belongs, `code` how it is coded.
    """

    ref: str
    name: str
    kind: str  # person | state | organisation | group
    category: str
    code: str | None
    sector: str | None
    country: str | None = None
    since: str | None = None
    until: str | None = None
    wikidata: str | None = None
    members: tuple[str, ...] = ()
    gender: str = ""
    capital: str = ""
    part_of: str | None = None  # the body whose organ it is
    in_power: str | None = None  # the day since which a group governs its state
    where: str = ""  # file:line of its row

    def governs(self, date: str | None) -> bool:
        """Whether a group is its state's government on a day; without a day, whether it is today."""
        return self.in_power is not None and (date is None or date >= self.in_power)

    def exists(self, date: str | None) -> bool:
        """Whether it existed on a day; without a day, whether it ever did."""
        if date is None:
            return True
        return (self.since or "") <= date and (not self.until or date[: len(self.until)] <= self.until)


@dataclass(frozen=True, slots=True)
class Membership:
    """A state's time in a body; an end that is None is open."""

    member: str
    since: str | None
    until: str | None


def timed(members: Iterable[str], dated: Iterable[Membership]) -> tuple[Membership, ...]:
    """The members of a body with their times: those of whom no time is told have always belonged."""
    listed = tuple(dated)
    named = {one.member for one in listed}
    return (*(Membership(member, None, None) for member in members if member not in named), *listed)


def _covers(start: str, end: str | None, date: str | None) -> bool:
    """Whether a day lies in a time whose ends may lack day or month; without a day, whether the time still runs."""
    if date is None:
        return end is None
    return start <= date and (end is None or date[: len(end)] <= end)


@dataclass(frozen=True, slots=True)
class Term:
    """One person in one office. `start` and `end` are dates, at times without day or month; `end` None: to this day."""

    ref: str
    office: str
    of: str
    start: str
    end: str | None
    where: str = ""  # file:line of its row

    def covers(self, date: str | None) -> bool:
        """Whether the term covers a day; without a day, whether it still runs."""
        return _covers(self.start, self.end, date)


@dataclass(frozen=True, slots=True)
class Spell:
    """What somebody is coded as for a time. `start` "" and `end` None: since ever, to this day."""

    code: str | None
    sector: str | None
    start: str
    end: str | None
    where: str = ""  # file:line of its row

    def covers(self, date: str | None) -> bool:
        """Whether the spell covers a day; without a day, whether it still runs."""
        return _covers(self.start, self.end, date)


@dataclass(frozen=True, slots=True)
class Office:
    """An office: the sector it belongs to, how high it ranks (1 heads a state or body), whether one person holds it."""

    id: str
    sector: str | None
    rank: int
    single: bool
    gender: str = ""
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Role:
    """A common noun for people who act: sector, and what it makes (group, state, organisation)."""

    sector: str
    kind: str
    needs_state: bool = False
    where: str = ""  # file:line of its row


@dataclass(frozen=True, slots=True)
class Relation:
    """A noun that refers back. See `data/world/README.md` for the fields."""

    id: str
    to: str | None
    refers: str | None
    plural: bool
    gender: str
    states: frozenset[str]
    categories: frozenset[str]
    named: tuple[str, ...]
    bare: bool = False  # a plural that refers back without "two" or "both": "the interlocutors"
    stated: bool = False  # names one person by another only with a state: "her Danish colleague"
    done: frozenset[str] = frozenset()  # what one has done who is called so: "the winner" has won
    undergone: frozenset[str] = frozenset()  # what was done to one who is called so: "the suspect" was arrested


@dataclass(frozen=True, slots=True)
class Metonym:
    """A house or place that stands for a government.

    `place`: it is also a place, and counts only where it acts. `shared`: others have a house of that name ("Foreign
    Office"), so it counts only where the text names the state too. `body`: an actor of its own, with the code of the
    state ("the State Department").
    """

    ref: str
    sector: str
    place: bool
    shared: bool = False
    body: bool = False
    where: str = ""  # file:line of its row


@dataclass(frozen=True, slots=True)
class Account:
    """Whose a social account is: a known actor's (`ref`), or an office of a state."""

    handle: str
    ref: str | None
    name: str
    state: str | None
    sector: str | None
    office: str | None
