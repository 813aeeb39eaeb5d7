"""A record → the words that every view shows of it: names, dates, codes, what lies ahead, speakers.

Nothing here knows how it will look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from communique.records import Event, Record, Span, Statement

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")
AHEAD = ("scheduled", "hypothetical")
MARKS = "\"“”„«»‹›‘'"
QUADS = {0: "neutral", 1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


def words(record: Record, span: Span, post: int | None = None) -> str:
    """The words of a span on one line; of a post's text where the span lies in a post."""
    text = record.text if post is None else record.posts[post].text
    return " ".join(text[span[0] : span[1]].split())


def names(record: Record, ids: Iterable[str], spans: Iterable[Span] = ()) -> str:
    """The names of actors, or where there are none the words of the text that stand in their place."""
    known = {actor.id: actor.name for actor in record.actors}
    found = [known.get(i, i) for i in ids]
    return ", ".join(found or (words(record, span) for span in spans))


def sides(record: Record, event: Event) -> str:
    """Who to whom: an arrow, or a double one where it goes both ways."""
    arrow = "↔" if event.reciprocal else "→"
    sources = names(record, event.sources, event.source_spans) or "?"
    targets = names(record, event.targets, event.target_spans)
    return f"{sources} {arrow} {targets}" if targets else sources


def what(event: Event) -> str:
    """The act: type and mode.

    An act without a type is one of speech alone; then the code says it.
    """
    return " · ".join(part for part in (event.type or f"CAMEO {event.cameo}", event.mode) if part)


def codes(event: Event) -> str:
    """The codes the standards assign."""
    parts = (event.plover and f"PLOVER {event.plover}", event.cameo and f"CAMEO {event.cameo}",
             QUADS.get(event.quad) if event.quad is not None else None)
    return ", ".join(part for part in parts if part)


def days(start: str | None, end: str | None) -> str:
    """A range of days as people write it.

    >>> days("2024-03-04", "2024-03-04"), days("2024-03-04", "2024-03-06"), days("2024-02-01", "2024-02-29")
    ('4 March 2024', '4–6 March 2024', 'February 2024')
    >>> days("2023-12-30", "2024-01-02"), days("2024-01-01", "2024-12-31"), days("2024-05-01", None)
    ('30 December 2023 – 2 January 2024', '2024', 'from 1 May 2024')
    """
    if not start or not end:
        return f"from {_day(start)}" if start else f"until {_day(end)}" if end else ""
    if start == end:
        return _day(start)
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if first.month == 1 and first.day == 1 and (last.month, last.day) == (12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if (first.year, first.month) != (last.year, last.month):
        return f"{_day(start)} – {_day(end)}"
    if first.day == 1 and last == _month_end(first):
        return f"{MONTHS[first.month - 1]} {first.year}"
    return f"{first.day}–{_day(end)}"


def when(event: Event) -> str:
    """The days of the act. Where only the first is known, that day; what is under way goes on since then."""
    if event.start and not event.end:
        return ("since " if event.status == "ongoing" else "") + days(event.start, event.start)
    if event.end and not event.start and event.status in AHEAD:
        return f"by {days(event.end, event.end)}"
    return days(event.start, event.end)


def where(record: Record, event: Event) -> str:
    """The name of the place of the act."""
    return record.places[event.place].name if event.place is not None else ""


def agenda(record: Record) -> list[Event]:
    """What lies ahead, soonest first: acts planned or intended that are not also told as having happened."""
    happened = {e.id for e in record.events if e.status == "happened"}
    ahead = [e for e in record.events if e.status in AHEAD and e.type and not happened.intersection(e.same_as)]
    return sorted(ahead, key=lambda e: (e.start or e.end or "9999", e.trigger))


def by_speaker(record: Record) -> list[tuple[str, list[Statement]]]:
    """The statements of each voice, in the order in which the voices come up."""
    out: dict[str, list[Statement]] = {}
    for statement in record.statements:
        out.setdefault(speaker(record, statement), []).append(statement)
    return list(out.items())


def speaker(record: Record, statement: Statement) -> str:
    """Whose statement it is: the actor, else the words of the text, else the account that posted it."""
    if statement.speaker:
        return names(record, [statement.speaker])
    if statement.speaker_span:
        return words(record, statement.speaker_span, statement.post)
    if statement.post is not None:
        post = record.posts[statement.post]
        return post.author or post.handle or "?"
    return "?"


def said(record: Record, statement: Statement) -> str:
    """The words of a statement: quoted ones in marks, dots where other words of the text stand between them."""
    if statement.kind == "direct" or statement.post is not None:
        return " … ".join(words(record, span, statement.post) for span in statement.content)
    out, last = "", -1
    for start, end in statement.content:
        if last >= 0:
            out += " … " if any(c.isalnum() for c in record.text[last:start]) else " "
        said_words = words(record, (start, end), None)
        out += f"“{said_words}”" if start and record.text[start - 1] in MARKS else said_words
        last = end
    return out


def repairs(record: Record) -> list[str]:
    """What cleaning changed, each kind once with its number."""
    total: Counter[str] = Counter()
    for repair in record.repairs:
        total[repair.kind] += repair.count
    return [f"{kind} ×{count}" for kind, count in total.items()]


def counts(record: Record) -> list[tuple[str, int]]:
    """How many there are of everything, for a heading."""
    return [("events", len(record.events)), ("statements", len(record.statements)), ("actors", len(record.actors)),
            ("ahead", len(agenda(record))), ("posts", len(record.posts)), ("dropped", len(record.dropped))]


def _day(day: str | None) -> str:
    if not day:
        return ""
    at = date.fromisoformat(day)
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"


def _month_end(day: date) -> date:
    after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date.fromordinal(after.toordinal() - 1)
