"""PLOVER JSON: one event a line. Where each side does it to the other, all of them stand under `actor`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any, BinaryIO

from communique.exports.directed import acted, fitting, words_of
from communique.exports.request import Request, Tally
from communique.exports.safe import clean
from communique.store.links import taken_in, text_of
from communique.store.view import Row

BATCH = 500
WHERE = ("place", "place_admin1", "place_country")


def write(request: Request, out: BinaryIO, tally: Tally) -> None:
    """The events of a request, one a line; with the whole story where texts are asked for."""
    events = fitting(request, replace(request.wanted, typed=True), tally)
    for batch in _batched(events):
        coded = taken_in(request.view, {event["report"] for event in batch})
        for event in batch:
            story = text_of(request.view, event["report"]) if request.text else None
            made = plover(event, coded.get(event["report"], "")[:10] or None, story)
            out.write(json.dumps(made, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
            tally.rows += 1


def _batched(events: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(events, BATCH)):
        yield batch


def plover(event: Row, coded: str | None, story: str | None) -> dict[str, Any]:
    """An event as PLOVER's JSON has it."""
    sources = [_entity(event, side) for side in event["sources"]]
    targets = [_entity(event, side) for side in event["targets"]]
    day = acted(event)
    as_coded = event["plover"] == event["type"]
    return {
        "id": f"{event['report']}:{event['event']}", "date": day.isoformat() if day else None,
        "actor": sources + targets if event["reciprocal"] else sources,
        "event": [event["plover"]] if event["plover"] else [],
        "recipient": [] if event["reciprocal"] else targets,
        "event_loc": ", ".join(event[name] for name in WHERE if event[name]) or None,
        "event_text": [event["trigger"]] if event["trigger"] else [], "quad_code": event["quad"],
        "event_scale": event["intensity"], "mode": [event["mode"]] if event["mode"] and as_coded else [],
        "context": [part for part in event["contexts"].split("|") if part],
        "link": ";".join(f"{event['report']}:{part}" for part in (event["same_as"] or "").split("|") if part) or None,
        "text": event["sentence"],
        "text_info": {"sequence": None, "start": event["sentence_start"], "end": event["sentence_end"],
                      "text_story": story},
        "cite_info": {"corpus": event["publisher"], "citation": event["report"], "url": event["url"],
                      "title": event["title"], "language": event["language"]},
        "coder": f"Communique {event['coder_version'] or ''}".strip(), "coded_date": coded}


def _entity(event: Row, side: Row) -> dict[str, Any]:
    return {"code": side["code"], "sector": side["sector"], "entity_text": clean(words_of(event, side)),
            "identifier_id": side["wikidata"] or side["ref"], "identifier_text": side["name"]}
