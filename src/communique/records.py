"""The nouns of the record: what one report gives. This file imports nothing of ours.

Every `span` is a half-open `(start, end)` range of character offsets in `Record.text`. Dates are
`YYYY-MM-DD`. Field names and their order are the JSON contract: fields may be added, never renamed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GivenPair:
    """Two phrases of a report whose relation is asked for, as words of the text."""

    id: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Report:
    """What comes in: one news report. `text` has its paragraphs separated by blank lines."""

    id: str
    text: str
    date: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    byline: str | None = None
    language: str | None = None
    pairs: tuple[GivenPair, ...] = ()
    posts: tuple[Post, ...] = ()  # taken out of the page before its text was
    repairs: tuple[Repair, ...] = ()  # made while the text was decoded


@dataclass(frozen=True, slots=True)
class Coder:
    """What made a record: version of the program, parser model, hash of the knowledge."""

    version: str
    model: str
    knowledge: str


@dataclass(frozen=True, slots=True)
class Repair:
    """Something cleaning changed. `source_span` lies in the text as it came in."""

    kind: str
    count: int
    source_span: Span


@dataclass(frozen=True, slots=True)
class Post:
    """A social post that stood in the page, taken out of the running text."""

    platform: str
    author: str | None
    handle: str | None
    date: str | None
    text: str
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts, speaks or is acted on. `code` is ISO 3166-1 alpha-3 or IGO, NGO, MNC …"""

    id: str
    ref: str | None
    name: str
    kind: str  # person | state | organisation | group
    code: str | None
    sector: str | None
    office: str | None
    wikidata: str | None
    mentions: tuple[Span, ...]
    reasons: tuple[str, ...] = ()
    of: str | None = None  # key of the body acted for: of an official his body, of an organ the body it is part of


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: TIMEX3 extent, type and value, the days it covers and its bound.

    `utc` is an hour told with its zone as UTC: "3 p.m. Moscow time" is `…T12:00Z`.
    """

    span: Span
    text: str
    type: str  # DATE | TIME | DURATION | SET
    value: str | None
    start: str | None
    end: str | None
    bound: str | None  # until | by | since | from | before | after
    utc: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place name in the text and what it refers to."""

    span: Span
    name: str
    country: str | None
    admin1: str | None
    feature: str | None
    lat: float | None
    lon: float | None
    geonames: int | None


@dataclass(frozen=True, slots=True)
class Mechanism:
    """The standing arrangement an event belongs to, in the words of the text."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that belongs to an event."""

    what: str
    value: float
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, when and where. `sources` and `targets` are actor ids."""

    id: str
    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    status: str  # happened | ongoing | scheduled | hypothetical | denied | cancelled | background
    start: str | None
    end: str | None
    granularity: str | None
    plover: str | None
    cameo: str | None
    quad: int | None
    intensity: float | None
    announced: str | None
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    reciprocal: bool
    place: int | None
    time_spans: tuple[Span, ...]
    forums: tuple[str, ...]
    mechanism: Mechanism | None
    quantities: tuple[Quantity, ...]
    reported_by: str | None
    same_as: tuple[str, ...]
    confidence: float
    reasons: tuple[str, ...]
    sentence: Span
    trigger: Span
    also: tuple[Span, ...]
    source_spans: tuple[Span, ...]
    target_spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what. With `post` set, all spans lie in that post's text."""

    id: str
    speaker: str | None
    speaker_span: Span | None
    via: str | None
    addressee: str | None
    occasion: str | None
    said_at: str | None
    kind: str  # direct | mixed | indirect
    stance: str
    cue: str | None
    cue_span: Span | None
    content: tuple[Span, ...]
    topics: tuple[str, ...]
    parent: str | None
    post: int | None
    sentence: Span
    confidence: float
    reasons: tuple[str, ...]
    speakers: tuple[str, ...] = ()  # who they are, where several speak as one ("Spain and Cyprus said")


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something seen and left out, and why. `span` is None for a whole report."""

    what: str
    span: Span | None
    reason: str


@dataclass(frozen=True, slots=True)
class PairCode:
    """The best type for what the first phrase of a given pair does to the second."""

    id: str
    type: str | None
    plover: str | None
    cameo: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Record:
    """Everything one report gives, in the order of the text."""

    id: str
    date: str | None
    title: str | None
    url: str | None
    publisher: str | None
    byline: str | None
    language: str | None
    coder: Coder
    text: str
    repairs: tuple[Repair, ...] = ()
    posts: tuple[Post, ...] = ()
    actors: tuple[Actor, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    pairs: tuple[PairCode, ...] | None = field(default=None)

    def to_dict(self) -> dict[str, Any]:
        """The record as plain dicts, lists and scalars, in the order of the contract.

        `pairs` is left out where none were given.
        """
        out: dict[str, Any] = plain(self)
        if self.pairs is None:
            del out["pairs"]
        return out

    def _repr_html_(self) -> str:
        """How a notebook shows a record. The view is only looked for when one is asked for."""
        from communique.views import notebook

        return notebook(self)


def plain(value: Any) -> Any:
    """Dataclasses to dicts, tuples to lists, the rest as it is.

    >>> plain(Repair("lost-characters", 8, (1200, 1208)))
    {'kind': 'lost-characters', 'count': 8, 'source_span': [1200, 1208]}
    """
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    return value
