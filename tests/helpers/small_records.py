"""Small records made from a few words, for tests of the database: no parser is needed."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
KINDS = {"CHN": "China", "RUS": "Russia", "USA": "United States", "UKR": "Ukraine", "FRA": "France", "KEN": "Kenya"}


def actor(id: str, code: str, name: str | None = None, **more: Any) -> Json:
    """A state by its code, or a person of one."""
    person = name is not None
    return {"id": id, "ref": more.pop("ref", None if person else code), "name": name or KINDS[code],
            "kind": "person" if person else "state", "code": code, "sector": "GOV", "office": None, "wikidata": None,
            "mentions": [[0, 3]], "reasons": [], **more}


def event(id: str, text: str, trigger: str, sources: list[str], targets: list[str], **more: Any) -> Json:
    """An event in a text of one sentence."""
    at = text.index(trigger)
    return {"id": id, "type": "CONSULT", "mode": None, "contexts": [], "status": "happened", "start": None, "end": None,
            "granularity": None, "plover": more.get("type", "CONSULT"), "cameo": "040", "quad": 1, "intensity": 2.5,
            "announced": None, "sources": sources, "targets": targets, "reciprocal": False, "place": None,
            "time_spans": [], "forums": [], "mechanism": None, "quantities": [], "reported_by": None, "same_as": [],
            "confidence": 0.8, "reasons": ["rule"], "sentence": [0, len(text)], "trigger": [at, at + len(trigger)],
            "also": [], "source_spans": [], "target_spans": [], **more}


def record(id: str, text: str, day: str | None, actors: list[Json], events: list[Json],
           statements: list[Json] | None = None, **more: Any) -> Json:
    """A record as `communique read` gives it."""
    return {"id": id, "date": day, "title": None, "url": f"https://news.example/{id}", "publisher": "Example Wire",
            "byline": None, "language": "en", "text": text,
            "coder": {"version": "0", "model": "none", "knowledge": "0"},
            "repairs": [], "posts": [], "actors": actors, "times": [], "places": [], "events": events,
            "statements": statements or [], "dropped": [], **more}


def statement(id: str, text: str, speaker: str | None, content: str, cue: str = "said", **more: Any) -> Json:
    """A statement in a text of one sentence."""
    at, said = text.index(content), text.index(cue)
    return {"id": id, "speaker": speaker, "speaker_span": None, "via": None, "addressee": None, "occasion": None,
            "said_at": None, "kind": "indirect", "stance": "states", "cue": cue, "cue_span": [said, said + len(cue)],
            "content": [[at, at + len(content)]], "topics": [], "parent": None, "post": None,
            "sentence": [0, len(text)], "confidence": 0.9, "reasons": [], **more}


def meeting(id: str, one: str, other: str, day: str, **more: Any) -> Json:
    """A report of two states that met."""
    text = f"{KINDS[one]} and {KINDS[other]} met for talks on {day}."
    return record(id, text, day, [actor("a1", one), actor("a2", other)],
                  [event("e1", text, "met", ["a1"], ["a2"], start=day, reciprocal=True, **more)])
