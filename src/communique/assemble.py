"""A finished Reading → its Record: order of the text, actors in use only, final ids.

Stages number their things as they find them. Here everything is put in the order of the text, `a1`,
`e1`, `s1` are given out, and every reference follows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from communique.analyse import Parser
from communique.knowledge import Knowledge
from communique.records import Actor, Coder, Event, Record, Span, Statement
from communique.stages import Mention, Reading, SecondCoder

MAX_SPEAKERS = 6  # of more than these the first stands for all


class Maker(Protocol):
    """What made the record."""

    @property
    def parser(self) -> Parser: ...
    @property
    def knowledge(self) -> Knowledge: ...
    @property
    def version(self) -> str: ...
    @property
    def second(self) -> SecondCoder | None: ...


def assemble(reading: Reading, maker: Maker) -> Record:
    """The record of a reading. Pure: the same reading gives the same record."""
    reading = _together(reading)
    actors, actor_ids = _actors(reading)
    statements, statement_ids = _statements(reading.statements, actor_ids)
    events = _events(reading.events, actor_ids, statement_ids)
    report = reading.report
    return Record(
        id=report.id,
        date=reading.date,
        title=reading.title or report.title,
        url=report.url,
        publisher=reading.publisher or report.publisher,
        byline=reading.byline or report.byline,
        language=reading.language,
        coder=coder_of(maker),
        text=reading.text,
        repairs=reading.repairs,
        posts=reading.posts,
        actors=actors,
        times=reading.times,
        places=reading.places,
        events=events,
        statements=statements,
        dropped=tuple(sorted(reading.dropped, key=lambda d: (d.span or (-1, -1), d.what))),
        pairs=reading.pairs,
    )


def _together(reading: Reading) -> Reading:
    """ "Spain and Cyprus said": one actor for all who speak, named after them; `speakers` tells who they are.

    Done here, since for the events what Spain says stays what Spain says.
    """
    names = {a.id: a.name for a in reading.actors}
    made: dict[tuple[str, ...], Actor] = {}
    statements = []
    for s in reading.statements:
        if 1 < len(s.speakers) <= MAX_SPEAKERS and all(a in names for a in s.speakers):
            name = f"{', '.join(names[a] for a in s.speakers[:-1])} and {names[s.speakers[-1]]}"
            spans = (s.speaker_span,) if s.speaker_span else ()
            actor = Actor(f"t{len(made)}", None, name, "group", None, None, None, None, spans, ("voice", "together"))
            s = replace(s, speaker=made.setdefault(s.speakers, actor).id)
        statements.append(s)
    return replace(reading, actors=(*reading.actors, *made.values()), statements=tuple(statements))


def coder_of(maker: Maker) -> Coder:
    """Version, the parser's name and the second coder's where there is one, knowledge."""
    models = f"{maker.parser.name} {maker.second.name}" if maker.second else maker.parser.name
    return Coder(maker.version, models, maker.knowledge.digest)


def _actors(reading: Reading) -> tuple[tuple[Actor, ...], dict[str, str]]:
    """Actors with a mention of their own, or used by an event or statement; and old id → new id."""
    spans = _mention_spans(reading)
    used = _used(reading)
    kept = [a for a in reading.actors if spans.get(a.id) or a.id in used]
    first = {a.id: a.mentions[0][0] for a in reading.actors if a.mentions} | _first_seen(reading)
    kept.sort(key=lambda a: first.get(a.id, len(reading.text)))
    ids = {a.id: f"a{n}" for n, a in enumerate(kept, 1)}
    return tuple(replace(a, id=ids[a.id], mentions=tuple(spans.get(a.id, a.mentions))) for a in kept), ids


def _mention_spans(reading: Reading) -> dict[str, list[Span]]:
    out: dict[str, list[Span]] = {}
    for mention in reading.mentions:
        if not mention.latent:
            for actor in mention.actors:
                out.setdefault(actor, []).append(reading.document.span(mention.first, mention.last))
    return {actor: sorted(set(spans)) for actor, spans in out.items()}


def _first_seen(reading: Reading) -> dict[str, int]:
    out: dict[str, int] = {}
    ordered: Iterable[Mention] = sorted(reading.mentions, key=lambda m: (m.latent, m.first))
    for mention in ordered:
        for actor in mention.actors:
            out.setdefault(actor, reading.document.tokens[mention.first].start)
    return out


def _used(reading: Reading) -> set[str]:
    used = {a for e in reading.events for a in (*e.sources, *e.targets, *e.forums)}
    return used | {a for s in reading.statements for a in (s.speaker, s.via, s.addressee, *s.speakers) if a}


def _statements(found: tuple[Statement, ...], actors: dict[str, str]) -> tuple[tuple[Statement, ...], dict[str, str]]:
    """In the order of the text, those of posts after those of the running text."""
    ordered = sorted(found, key=lambda s: (s.post is not None, s.post or 0, s.content[0] if s.content else s.sentence))
    ids = {s.id: f"s{n}" for n, s in enumerate(ordered, 1)}
    return tuple(
        replace(
            s,
            id=ids[s.id],
            speaker=actors.get(s.speaker or ""),
            speakers=tuple(actors[a] for a in s.speakers if a in actors),
            via=actors.get(s.via or ""),
            addressee=actors.get(s.addressee or ""),
            parent=ids.get(s.parent or ""),
        )
        for s in ordered
    ), ids


def _events(found: tuple[Event, ...], actors: dict[str, str], statements: dict[str, str]) -> tuple[Event, ...]:
    ids = event_ids(found)
    return tuple(
        replace(
            e,
            id=ids[e.id],
            sources=_renamed(e.sources, actors),
            targets=_renamed(e.targets, actors),
            forums=_renamed(e.forums, actors),
            reported_by=statements.get(e.reported_by or ""),
            same_as=tuple(sorted(_renamed(e.same_as, ids), key=lambda i: int(i[1:]))),
        )
        for e in sorted(found, key=_in_text)
    )


def event_ids(found: tuple[Event, ...]) -> dict[str, str]:
    """The ids that events have in the record, by those they had in the reading."""
    return {e.id: f"e{n}" for n, e in enumerate(sorted(found, key=_in_text), 1)}


def _in_text(event: Event) -> tuple[Span, str]:
    return event.trigger, event.id


def _renamed(old: tuple[str, ...], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names[i] for i in old if i in names))
