"""The nouns of an explanation: a report, its sentences, their propositions, the patterns tried and the acts made.

Propositions are numbered as in the reading, `P1` being the first; events have the ids of the record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from communique.records import Event, Record, Span, plain


@dataclass(frozen=True, slots=True)
class Word:
    """A token. `head` is the number of the word it hangs on, in the sentence; 0 for the root."""

    number: int
    text: str
    lemma: str
    pos: str
    dep: str
    head: int
    entity: str


@dataclass(frozen=True, slots=True)
class Role:
    """An argument: its role or preposition, its words, the actors they name, the proposition that stands there."""

    role: str
    words: str
    actors: tuple[str, ...]
    proposition: int | None


@dataclass(frozen=True, slots=True)
class Scope:
    """What bears on a proposition. `said_by` is who says it, `under` and `link` what it hangs on."""

    tense: str | None
    aspect: str | None
    passive: bool
    negated_by: str | None
    modality: str | None
    phase: str | None
    conditional: bool
    said_by: str | None
    under: int | None
    link: str | None


@dataclass(frozen=True, slots=True)
class Failure:
    """A condition of an entry that does not hold: what was asked, and the words that are there instead."""

    condition: str  # words | object | needs | lacks | phrase
    role: str | None
    asked: tuple[str, ...]
    here: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """An entry of the lexicon that was tried. `verdict`: chosen, fits (but another was taken before) or fails."""

    id: str
    where: str
    words: tuple[str, ...]
    cameo: str | None
    type: str | None
    does: str | None
    rank: int
    verdict: str
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Composition:
    """An operation over an act and the cell of the table: `row` is the act's code or the prefix the table has."""

    outer: int
    operation: str
    inner: int
    act: str | None
    row: str | None
    code: str | None


@dataclass(frozen=True, slots=True)
class Side:
    """A side of an act: who, by which words, and how they were found."""

    side: str  # source | target
    actor: str | None
    code: str | None
    words: str | None
    how: str


@dataclass(frozen=True, slots=True)
class Explained:
    """An act: how its code, sides and status came about, and what became of it."""

    type: str | None
    mode: str | None
    cameo: str | None
    compositions: tuple[Composition, ...]
    alone: str | None  # of an operator with no act under it: where it looked for one
    sides: tuple[Side, ...]
    statuses: tuple[tuple[str, str], ...]  # in turn, each with its reason
    event: str | None  # the event of the record that it is, or is part of
    joined: bool  # whether it was joined to another telling of that event
    dropped: str | None  # why it is no event
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Predicate:
    """A proposition. `silent` says why it is no act by itself, where it is none."""

    number: int
    words: str
    kind: str
    lemma: str
    scope: Scope
    roles: tuple[Role, ...]
    patterns: tuple[Pattern, ...]
    silent: str | None
    acts: tuple[Explained, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that begins no entry of its kind, and the kinds of entry in which the lexicon does have it."""

    word: str
    kind: str
    predicate: bool  # whether it is a proposition, and so could have been an act
    elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with all that was found in it; `dropped` is what other stages left out of it."""

    number: int
    span: Span
    text: str
    words: tuple[Word, ...]
    predicates: tuple[Predicate, ...]
    unknown: tuple[Unknown, ...]
    unread: tuple[str, ...]  # words that begin an entry, but that the parse makes no predicate, and why
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A report explained. `record` is what `Reader.read` gives; `skipped` says why nothing of it was coded."""

    record: Record
    lines: tuple[Line, ...]
    skipped: str | None

    @property
    def events(self) -> dict[str, Event]:
        """The events of the record by their ids."""
        return {event.id: event for event in self.record.events}

    def to_dict(self) -> dict[str, Any]:
        """As plain dicts and lists; the sentences in `lines`, the record as the contract has it."""
        return {"record": self.record.to_dict(), "lines": plain(self.lines), "skipped": self.skipped}
