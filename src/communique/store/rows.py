"""A record as JSON has it → the rows that stand for it in the tables.

Nothing here knows the database: actors and places go by their keys, and the writer puts the numbers in. What lies ahead
or is only intended is not counted on the day of publication; all else without a day of its own is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
AHEAD = ("scheduled", "hypothetical", "cancelled", "denied")
COUNTED = ("happened", "ongoing")  # what panels count unless a status is asked for
KNOWN = ("happened", "ongoing", "cancelled")  # a plan of which another telling says this is none any more
BODIES = ("IGO", "NGO", "MNC", "IMG", "INT")  # codes of no state


@dataclass(slots=True)
class Rows:
    """What one record gives, by table."""

    sentences: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)  # span → hash, words
    actors: dict[str, Json] = field(default_factory=dict)  # key → row
    report_actors: list[Json] = field(default_factory=list)
    places: dict[str, Json] = field(default_factory=dict)
    events: list[Json] = field(default_factory=list)
    event_actors: list[Json] = field(default_factory=list)
    plans: list[Json] = field(default_factory=list)
    statements: list[Json] = field(default_factory=list)
    hashes: dict[tuple[int, int], str] = field(default_factory=dict)  # known beforehand


def rows_of(record: Json, text: str, hashes: dict[tuple[int, int], str] | None = None) -> Rows:
    """The rows of a record. `text` is its cleaned text, as far as it is known; `hashes` those of its sentences, where
    their words are not."""
    rows = Rows(hashes=hashes or {})
    actors = {actor["id"]: actor for actor in record.get("actors") or []}
    for actor in actors.values():
        _actor(rows, actor)
    places = record.get("places") or []
    for event in record.get("events") or []:
        rows.events.append(_event(rows, event, record, text, places))
        _sides(rows, event, actors, rows.events[-1]["day"])
    for statement in record.get("statements") or []:
        rows.statements.append(_statement(rows, statement, record, text, actors))
    rows.plans = _plans(rows, record.get("date"))
    return rows


def key_of(actor: Json) -> str:
    """What an actor is the same by in all reports."""
    if actor.get("ref"):
        return str(actor["ref"])
    return f"{actor.get('kind') or ''}:{actor.get('code') or ''}:{' '.join(str(actor.get('name') or '').split())}"


def party_of(actor: Json) -> str:
    """Whom an actor acts for: a state by its code, else the body it belongs to or is, by its key.

    >>> party_of({"ref": "wang-yi", "code": "CHN"}), party_of({"ref": "jens-stoltenberg", "code": "IGO", "of": "nato"})
    ('CHN', 'nato')
    """
    code = actor.get("code")
    if code and code not in BODIES:
        return str(code)
    return str(actor.get("of") or key_of(actor))


def hash_of(words: str) -> str:
    """What a sentence is known by, whatever its white space.

    >>> hash_of("They  met.") == hash_of("They met.")
    True
    """
    return hashlib.sha256(" ".join(words.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _actor(rows: Rows, actor: Json) -> None:
    key = key_of(actor)
    rows.actors[key] = {"key": key, **{name: actor.get(name) for name in ("ref", "name", "kind", "code", "wikidata")}}
    rows.report_actors.append({
        "local": actor["id"], "actor": key, "code": actor.get("code"), "sector": actor.get("sector"),
        "office": actor.get("office"), "mentions": len(actor.get("mentions") or ())})


def _event(rows: Rows, event: Json, record: Json, text: str, places: list[Json]) -> Json:
    row = {name: event.get(name) for name in (
        "type", "mode", "status", "start", "end", "granularity", "plover", "cameo", "quad", "intensity", "announced",
        "reported_by", "confidence")}
    at = event.get("place")
    trigger = event["trigger"]
    return row | {
        "event": event["id"], "contexts": _barred(event.get("contexts")), "day": day_of(event, record.get("date")),
        "root": (event.get("cameo") or "")[:2] or None, "reciprocal": int(bool(event.get("reciprocal"))),
        "place": _place(rows, places[at]) if at is not None and at < len(places) else None,
        "mechanism": (event.get("mechanism") or {}).get("name"), "same_as": _barred(event.get("same_as")),
        "quantities": json.dumps(event.get("quantities") or [], ensure_ascii=False),
        "sentence": _sentence(rows, event["sentence"], text), "trigger": text[trigger[0]:trigger[1]],
        "trigger_start": trigger[0], "trigger_end": trigger[1], "corrected": event.get("corrected", 0)}


def day_of(event: Json, published: str | None) -> str | None:
    """The day an event is counted on."""
    if event.get("start"):
        return str(event["start"])
    return None if event["status"] in AHEAD else published


def _plans(rows: Rows, published: str | None) -> list[Json]:
    """What lies ahead, once by itself and once for each party, but for what another telling of the report says has
    come true or been called off."""
    known = {row["event"] for row in rows.events if row["status"] in KNOWN}
    parties: dict[str, set[str]] = {}
    for side in rows.event_actors:
        if side["role"] != "forum":
            parties.setdefault(side["event"], set()).add(side["party"])
    out = []
    for row in rows.events:
        if row["status"] == "scheduled" and known.isdisjoint(part for part in row["same_as"].split("|") if part):
            day = (published or "") if row["start"] is None else row["start"]
            out += [{"party": party, "dated": int(row["start"] is not None), "day": day, "event": row["event"],
                     "until": row["end"] or row["start"]} for party in ("", *sorted(parties.get(row["event"], ())))]
    return out


def _barred(values: Iterable[str] | None) -> str:
    """Values between bars, so that one can be looked for with LIKE.

    >>> _barred(["economic", "military"]), _barred(None)
    ('|economic|military|', '')
    """
    listed = list(values or ())
    return f"|{'|'.join(listed)}|" if listed else ""


def _sentence(rows: Rows, span: list[int], text: str) -> tuple[int, int]:
    at = (span[0], span[1])
    words = text[at[0]:at[1]]
    rows.sentences[at] = (rows.hashes.get(at) or hash_of(words), words)
    return at


def _place(rows: Rows, place: Json) -> str:
    key = str(place.get("geonames") or
              f"{place['name']}|{place.get('country') or ''}|{place.get('lat')}|{place.get('lon')}")
    rows.places[key] = {"key": key, **{name: place.get(name) for name in (
        "name", "country", "admin1", "feature", "lat", "lon", "geonames")}}
    return key


def _sides(rows: Rows, event: Json, actors: dict[str, Json], day: str | None) -> None:
    for role, ids, spans in (("source", event.get("sources"), event.get("source_spans")),
                             ("target", event.get("targets"), event.get("target_spans")),
                             ("forum", event.get("forums"), None)):
        for n, actor in enumerate(actors[id] for id in ids or () if id in actors):
            start, end = spans[n] if spans and n < len(spans) else (None, None)
            rows.event_actors.append({
                "event": event["id"], "role": role, "n": n, "actor": key_of(actor), "party": party_of(actor),
                "code": actor.get("code"), "sector": actor.get("sector"), "office": actor.get("office"), "day": day,
                "start": start, "end": end})


def _statement(rows: Rows, statement: Json, record: Json, text: str, actors: dict[str, Json]) -> Json:
    post = statement.get("post")
    within = text if post is None else str((record.get("posts") or [])[post]["text"])
    first = next(iter(statement.get("speakers") or ()), statement.get("speaker"))  # of several the first
    speaker, via = (actors.get(actor or "") for actor in (first, statement.get("via")))
    content = statement["content"]
    row = {name: statement.get(name) for name in (
        "occasion", "said_at", "kind", "stance", "cue", "parent", "post", "confidence")}
    told = actors.get(statement.get("addressee") or "")
    return row | {
        "statement": statement["id"], "speaker": key_of(speaker) if speaker else None,
        "party": party_of(speaker) if speaker else None, "code": speaker.get("code") if speaker else None,
        "office": speaker.get("office") if speaker else None, "via": key_of(via) if via else None,
        "addressee": told["name"] if told else statement.get("addressee"),
        "day": statement.get("said_at") or record.get("date"),
        "content": " … ".join(within[a:b] for a, b in content),
        "start": content[0][0] if content else statement["sentence"][0],
        "end": content[-1][1] if content else statement["sentence"][1],
        "sentence": _sentence(rows, statement["sentence"], text) if post is None else None,
        "topics": _once(statement.get("topics") or ()), "corrected": statement.get("corrected", 0)}


def _once(topics: Iterable[str]) -> list[str]:
    """Each topic once, in whatever case.

    >>> _once(["Trade", "trade", "aid"])
    ['Trade', 'aid']
    """
    out: dict[str, str] = {}
    for topic in topics:
        out.setdefault(topic.lower(), topic)
    return list(out.values())
