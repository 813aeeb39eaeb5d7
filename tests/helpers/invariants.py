"""What holds for every record, whatever the text. In comes a record, out go complaints, one a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from communique.knowledge import Knowledge
from communique.records import Event, Record, Span, Statement

CONTRACT = {
    "record": (
        "id date title url publisher byline language coder text repairs posts actors times places events statements "
        "dropped"),
    "repairs": "kind count source_span",
    "posts": "platform author handle date text links",
    "actors": "id ref name kind code sector office wikidata mentions reasons of",
    "times": "span text type value start end bound utc",
    "places": "span name country admin1 feature lat lon geonames",
    "events": (
        "id type mode contexts status start end granularity plover cameo quad intensity announced sources targets "
        "reciprocal place time_spans forums mechanism quantities reported_by same_as confidence reasons sentence "
        "trigger also source_spans target_spans"),
    "statements": (
        "id speaker speaker_span via addressee occasion said_at kind stance cue cue_span content topics parent post "
        "sentence confidence reasons speakers"),
    "dropped": "what span reason",
}
FIELDS = {name: fields.split() for name, fields in CONTRACT.items()}
STATUSES = {"happened", "ongoing", "scheduled", "hypothetical", "denied", "cancelled", "background"}
AHEAD = {"scheduled", "hypothetical"}


def complaints(record: Record, knowledge: Knowledge, source: str | None = None) -> list[str]:
    """Everything that is wrong with a record. `source` is the text as it came in."""
    checks = (_shape(record), _text(record, source), _spans(record), _ids(record), _order(record), _days(record),
              *(_event(record, event, knowledge) for event in record.events),
              *(_statement(record, statement) for statement in record.statements), _loops(record))
    return [line for check in checks for line in check]


def _shape(record: Record) -> Iterator[str]:
    """The JSON has the contract's fields in their order, and nothing JSON has no word for."""
    out = record.to_dict()
    for name, fields in FIELDS.items():
        for item in out.get(name, [out]):
            if [field for field in item if field != "pairs"] != fields:
                yield f"fields of {name}: {list(item)}"
    json.dumps(out, ensure_ascii=False, allow_nan=False)


def _text(record: Record, source: str | None) -> Iterator[str]:
    if "\ufffd" in record.text or "\r" in record.text or record.text != record.text.strip():
        yield "the text is not clean"
    for repair in record.repairs if source is not None else ():
        if not 0 <= repair.source_span[0] <= repair.source_span[1] <= len(source or "") or repair.count < 1:
            yield f"repair: {repair}"


def _spans(record: Record) -> Iterator[str]:
    """Every span has words of the text."""
    spans: list[tuple[str, Span | None]] = []
    for actor in record.actors:
        spans += [(actor.id, span) for span in actor.mentions]
    spans += [("time", t.span) for t in record.times] + [("place", p.span) for p in record.places]
    spans += [(f"dropped {d.what}", d.span) for d in record.dropped]
    for e in record.events:
        numbers = [q.span for q in e.quantities] + ([e.mechanism.span] if e.mechanism else [])
        spans += [(e.id, s) for s in (
            e.sentence, e.trigger, *e.also, *e.source_spans, *e.target_spans, *e.time_spans, *numbers)]
    yield from (f"span of {what}: {span}" for what, span in spans if span and not _holds(record.text, span))
    yield from (f"words of {t}" for t in record.times if t.text != record.text[slice(*t.span)])


def _holds(text: str, span: Span) -> bool:
    """Whether a span lies in the text and neither begins nor ends with white space."""
    words = text[slice(*span)]
    return 0 <= span[0] < span[1] <= len(text) and words == words.strip() != ""


def _ids(record: Record) -> Iterator[str]:
    """Ids count from 1, and everything that is named is there."""
    for letter, things in (("a", record.actors), ("e", record.events), ("s", record.statements)):
        if [t.id for t in things] != [f"{letter}{n}" for n in range(1, len(things) + 1)]:
            yield f"ids: {[t.id for t in things]}"
    actors, statements = {a.id for a in record.actors}, {s.id for s in record.statements}
    for e in record.events:
        for named in (e.sources, e.targets, e.forums):
            yield from _unknown(e.id, named, actors)
        yield from _unknown(e.id, [e.reported_by], statements)
        yield from _unknown(e.id, e.same_as, {o.id for o in record.events} - {e.id})
        yield from (f"{e.id} same_as {i}, not back" for i in e.same_as
                    if e.id not in next((o.same_as for o in record.events if o.id == i), ()))
        if e.place is not None and not 0 <= e.place < len(record.places):
            yield f"{e.id} at place {e.place}"
    for s in record.statements:
        yield from _unknown(s.id, (s.speaker, s.via, s.addressee), actors)
        yield from _unknown(s.id, [s.parent], statements - {s.id})
    refs = [a.ref for a in record.actors if a.ref]
    yield from (f"two actors {ref}" for ref in set(refs) if refs.count(ref) > 1)


def _unknown(owner: str, named: Iterable[str | None], known: set[str]) -> Iterator[str]:
    given = [name for name in named if name is not None]
    yield from (f"{owner} names {name}, which is not there" for name in given if name not in known)
    if len(set(given)) != len(given) and not owner.startswith("s"):
        yield f"{owner} names one twice: {given}"


def _order(record: Record) -> Iterator[str]:
    """Everything stands in the order of the text."""
    rows = {
        "events": [e.trigger for e in record.events], "times": [t.span for t in record.times],
        "places": [p.span for p in record.places],
        "statements": [s.content[0] for s in record.statements if s.post is None and s.content]}
    for what, spans in rows.items():
        yield from (f"{what} out of order: {a} {b}" for a, b in pairwise(spans) if a > b)
    for what in ("times", "places"):
        yield from (f"{what} overlap: {a} {b}" for a, b in pairwise(rows[what]) if a[1] > b[0])
    yield from (f"mentions of {a.id} out of order" for a in record.actors if list(a.mentions) != sorted(a.mentions))


def _days(record: Record) -> Iterator[str]:
    for thing in (*record.times, *record.events):
        for day in (thing.start, thing.end):
            if day is not None and not _is_day(day):
                yield f"no day: {day}"
        if thing.start and thing.end and thing.start > thing.end:
            yield f"ends before it begins: {thing}"
    given = [s.said_at for s in record.statements] + [e.announced for e in record.events] + [record.date]
    given += [p.date for p in record.posts]
    yield from (f"no day: {day}" for day in given if day is not None and not _is_day(day))
    if record.date is None:
        yield from (f"{t.text} has a day without a date of publication" for t in record.times
                    if t.start and not re.search(r"\d{4}|\d\d", t.text) and not record.times)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _event(record: Record, e: Event, knowledge: Knowledge) -> Iterator[str]:
    """An event is about somebody, its words lie in its sentences, its codes agree with each other."""
    ontology = knowledge.ontology
    if not e.sources and not e.targets:
        yield f"{e.id} has no actor"
    if e.status not in STATUSES or not 0 <= e.confidence <= 1 or not e.reasons:
        yield f"{e.id}: {e.status}, {e.confidence}, {e.reasons}"
    if not (e.sentence[0] <= e.trigger[0] < e.trigger[1] <= e.sentence[1]):
        yield f"{e.id}: trigger {e.trigger} outside sentence {e.sentence}"
    if e.sentence in e.also or list(e.also) != sorted(set(e.also)):
        yield f"{e.id}: also {e.also}"
    if set(e.time_spans) - {t.span for t in record.times}:
        yield f"{e.id}: times {e.time_spans}"
    if e.cameo is not None and e.cameo not in ontology.cameo:
        yield f"{e.id}: no code {e.cameo}"
    for name in (e.type, e.plover):
        if name is not None and name not in ontology.types:
            yield f"{e.id}: no type {name}"
    if e.quad != ontology.quad(e.plover):
        yield f"{e.id}: quad {e.quad} of {e.plover}"
    if e.intensity != ontology.intensity(e.plover, e.mode if e.plover == e.type else None, e.cameo):
        yield f"{e.id}: intensity {e.intensity} of {e.plover} {e.mode} {e.cameo}"
    if e.mode is not None and (e.type is None or e.mode not in ontology.types[e.type].modes):
        yield f"{e.id}: {e.type} has no mode {e.mode}"
    ahead = e.plover == "AGREE" and (e.status in AHEAD or (e.cameo or "").startswith("03"))
    if e.plover != e.type and not ahead:
        yield f"{e.id}: {e.type} coded {e.plover} though {e.status}"
    if ahead and e.plover not in (e.type, ontology.type_of(e.cameo)):
        yield f"{e.id}: {e.plover} with {e.cameo}"
    if set(e.contexts) - ontology.contexts:
        yield f"{e.id}: contexts {e.contexts}"
    if e.status == "scheduled" and e.start is not None and e.start == record.date and not e.time_spans:
        yield f"{e.id}: scheduled on the day of publication"
    if "date:publication" in e.reasons and e.status not in ("happened", "ongoing"):
        yield f"{e.id}: {e.status} by the date of publication"
    if (e.announced is not None) != (e.status == "scheduled" and record.date is not None):
        yield f"{e.id}: {e.status}, announced {e.announced}"
    if e.reciprocal and not (e.sources and e.targets):
        yield f"{e.id}: reciprocal with one side"
    if set(e.sources) & set(e.targets):
        yield f"{e.id}: {set(e.sources) & set(e.targets)} on both sides"
    for spans, ids in ((e.source_spans, e.sources), (e.target_spans, e.targets)):
        if spans and not ids:
            yield f"{e.id}: words of a side that nobody is on"
        yield from (f"{e.id}: side's words {span} twice" for span in set(spans) if spans.count(span) > 1)


def _statement(record: Record, s: Statement) -> Iterator[str]:
    """A statement has words, all of them in the text or in the post it is."""
    if s.post is not None and not 0 <= s.post < len(record.posts):
        yield f"{s.id} is post {s.post}"
        return
    text = record.text if s.post is None else record.posts[s.post].text
    spans = [s.sentence, *s.content, *(x for x in (s.speaker_span, s.cue_span) if x)]
    yield from (f"{s.id}: span {span} {text[slice(*span)]!r}" for span in spans if not _holds(text, span))
    if not s.content:
        yield f"{s.id} says nothing"
    yield from (f"{s.id}: content overlaps {a} {b}" for a, b in pairwise(s.content) if a[1] > b[0])
    if s.kind not in ("direct", "mixed", "indirect") or not 0 <= s.confidence <= 1 or not s.reasons:
        yield f"{s.id}: {s.kind}, {s.confidence}, {s.reasons}"
    if (s.cue is None) != (s.cue_span is None):
        yield f"{s.id}: cue {s.cue} at {s.cue_span}"


def _loops(record: Record) -> Iterator[str]:
    """Nobody is quoted in himself."""
    parents = {s.id: s.parent for s in record.statements}
    for start in parents:
        at, seen = parents[start], {start}
        while at is not None:
            if at in seen:
                yield f"{start} is quoted in itself"
                break
            seen.add(at)
            at = parents.get(at)
