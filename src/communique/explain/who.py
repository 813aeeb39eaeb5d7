"""A phrase → who could be meant by it, on which ground each was kept or set aside, and what was chosen.

Nothing is decided here. The phrase is resolved by `actors.resolve`, with a context by the pipeline, and what they
weighed on the way was written down by the functions that chose (`actors.weigh`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from communique.actors.cast import Cast, Member
from communique.actors.resolve import NOBODY, answer, resolve_actor
from communique.actors.weigh import Option, Weighing, Weighings
from communique.errors import ReportError
from communique.knowledge.world import World
from communique.knowledge.world_rows import Term
from communique.pipeline import Reader
from communique.records import Actor, Report, Span
from communique.stages import Mention, MentionIndex, Reading


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who could be meant. `start` and `end` bound the office, of a body its life; `where` is file:line of the row."""

    asked: str
    words: str
    ref: str | None
    name: str
    kind: str
    code: str | None
    sector: str | None
    office: str | None
    start: str | None
    end: str | None
    where: str | None
    kept: bool
    chosen: bool
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Who:
    """What a phrase means. `actors` are in the contract's fields: none, one, or several for "both sides"."""

    phrase: str
    date: str | None
    found: str  # alone | in the context | after the context
    mention: str | None  # the words of the context that were taken together, where there are any
    actors: tuple[dict[str, Any], ...]
    verdict: str
    candidates: tuple[Candidate, ...]

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return asdict(self)


def who(reader: Reader, phrase: str, date: str | None = None, context: str | None = None) -> Who:
    """Who is meant by a phrase on a day, on its own or in a text.

    In a text the last place where the phrase stands counts; where it does not stand there, it is read as a paragraph
    after it ("his Russian counterpart"). Raises ReportError where the phrase is empty or the text cannot be read.
    """
    if not phrase.strip():
        raise ReportError("The phrase is empty. Give it in quotation marks.", kind="empty")
    weighings: Weighings = []
    if context is None:
        actor = resolve_actor(phrase, date, reader, weighings)
        actors = [actor] if actor != NOBODY else []
        return _told(Who(phrase, date, "alone", None, (), "", ()), reader.knowledge.world, actors, [actor], weighings)
    stands = _last(phrase, context) is not None
    text = context if stands else f"{context.rstrip()}\n\n{phrase}"
    reading = reader.reading(Report("context", text, date, language="en"), weighings=weighings)
    first, last = _tokens(reading, phrase)
    mention = _mention(reading, first, last)
    actors = [actor for actor in reading.actors if mention is not None and actor.id in mention.actors]
    span = (min(first, mention.first), max(last, mention.last)) if mention is not None else (first, last)
    near = [w for w in weighings if span[0] <= w.at < span[1]]
    found = "in the context" if stands else "after the context"
    words = reading.document.words(mention.first, mention.last) if mention is not None else None
    made = Who(phrase, date, found, words, (), "", ())
    made = _told(made, reader.knowledge.world, actors, list(reading.actors), near)
    return replace(made, verdict=_latent(mention, made.verdict))


def _tokens(reading: Reading, phrase: str) -> tuple[int, int]:
    """The tokens of the phrase where it stands last. Raises ReportError where cleaning took it out."""
    start, end = _last(phrase, reading.text) or (0, 0)
    tokens = [t.index for t in reading.document.tokens if start <= t.start and t.end <= end]
    if not tokens:
        reason = reading.skip or "it may be taken for page furniture"
        raise ReportError(f"“{phrase}” is not in the text that is read: {reason}", kind="no-phrase")
    return tokens[0], tokens[-1] + 1


def _last(phrase: str, text: str) -> Span | None:
    """Where the words of a phrase stand last in a text, in capitals or small, with any space between them.

    >>> _last("the  Ministry", "Fußball at the\\nministry")
    (11, 23)
    """
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    spans = [match.span() for match in re.finditer(words, text, re.IGNORECASE)]
    return spans[-1] if spans else None


def _mention(reading: Reading, first: int, last: int) -> Mention | None:
    """The mention that the phrase is, or stands in, or has for its head; of several the one most like it."""
    index = MentionIndex.of(reading.mentions)
    touching = [m for m in index.mentions if m.first < last and first < m.last]

    def likeness(mention: Mention) -> tuple[bool, int]:
        return mention.latent, abs(mention.first - first) + abs(mention.last - last)

    return min(touching, key=likeness, default=None)


def _latent(mention: Mention | None, verdict: str) -> str:
    if mention is not None and mention.latent:
        return f"{verdict}; only as {mention.kind}: an actor of the record only where an event or statement asks for it"
    return verdict


def _told(made: Who, world: World, actors: list[Actor], cast: list[Actor], weighings: Weighings) -> Who:
    """The answer with its candidates."""
    taken = {actor.id for actor in actors} | {actor.ref for actor in actors if actor.ref is not None}
    members = {actor.id: actor for actor in cast}
    weighings = list(_telling(weighings))
    candidates = tuple(dict.fromkeys(
        _candidate(world, made.date, members, weighing, option, taken)
        for weighing in weighings for option in weighing.options))
    shown = tuple(answer(actor) for actor in actors)
    return replace(made, actors=shown, candidates=candidates, verdict=_verdict(actors, weighings))


def _telling(weighings: Weighings) -> Iterator[Weighing]:
    """Without those that left nobody where another on the same ground left somebody."""
    fruitful = {(w.asked, w.at) for w in weighings if w.left}
    for weighing in weighings:
        if weighing.left or (weighing.asked, weighing.at) not in fruitful:
            yield weighing


def _candidate(world: World, date: str | None, members: dict[str, Actor], weighing: Weighing, option: Option,
               taken: set[str]) -> Candidate:
    actor = members.get(option.id)
    ref = actor.ref if actor is not None else option.id
    entry = world.entries.get(ref or "")
    term = option.term or (world.term(ref, date) if ref is not None else None)
    term = term or (world.last_term(ref, date) if ref is not None else None)
    shown = _as_holder(world, date, option) if actor is None else actor
    row = term or (world.spell(ref, date) if ref is not None else None)
    where = option.where or (row.where if row is not None else entry.where if entry is not None else "")
    lived = (entry.since, entry.until) if entry is not None and entry.kind != "person" else (None, None)
    lived = (row.start or None, row.end) if row is not None else lived
    return Candidate(
        weighing.asked, weighing.words, ref, shown.name, shown.kind, shown.code, shown.sector,
        _office(world, date, term, shown), *lived,
        where or None, option.kept, option.kept and bool({option.id, ref} & taken), tuple(option.why))


def _as_holder(world: World, date: str | None, option: Option) -> Member | Actor:
    """A candidate as the pipeline would code it; one of the holders of an office with that office."""
    if option.id not in world.entries:
        return replace(NOBODY, name=option.id)
    cast = Cast(world, date)
    member = cast.known(option.id)
    if option.term is not None:
        cast.give_term(member, option.term)
    return member


def _office(world: World, date: str | None, term: Term | None, shown: Member | Actor) -> str | None:
    """The office of a term, or, where the report told another, that one."""
    if term is None or shown.office is not None:
        return shown.office
    over = "no longer " if term.start <= (date or term.start) else "not yet "
    return term.office if term.covers(date) else over + term.office


def _verdict(actors: list[Actor], weighings: Weighings) -> str:
    coded = [actor for actor in actors if actor.code is not None or actor.ref is not None]
    if len(coded) > 1:
        return f"{len(coded)} actors are meant together"
    if coded and coded[0].ref is None:
        told = (w.verdict for w in weighings if w.verdict)
        return "; ".join(dict.fromkeys(("no entry of the knowledge is meant; coded by the words", *told)))
    if coded:
        return "the only one left" if any(len(w.options) > 1 for w in weighings) else "nobody else could be meant"
    return "; ".join(dict.fromkeys(_reasons(actors, weighings)))


def _reasons(actors: list[Actor], weighings: Weighings) -> Iterator[str]:
    """Why nobody was chosen."""
    told = [w.verdict for w in weighings if w.verdict]
    yield from told
    if not told and any(w.options for w in weighings):
        yield "nothing was left, or what was left stands for something else"
    if actors:
        yield "the words tell no state or body"
    elif not weighings:
        yield "no entry of the knowledge has this name, and the words are no known role or title"
