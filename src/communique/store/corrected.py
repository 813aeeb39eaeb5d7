"""A record with the corrections of people worked in.

A correction is anchored to the hash of a sentence and the words of the trigger, not to a number: it finds its event
again when the report is coded anew. Where sentence or words are gone it is left out, and said to be.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from communique.store.rows import Json, hash_of

Hashes = dict[tuple[int, int], str]
PEOPLE = ("sources", "targets", "forums")  # fields of events whose values are lists of actors
ONE = ("speaker", "via", "addressee")  # fields of statements whose value is an actor


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction, as the table `corrections` has it."""

    id: int
    what: str  # event | statement | actor
    hash: str
    words: str
    nth: int
    action: str  # accept | change | reject | add | merge | split
    field: str | None
    value: Any


@dataclass(frozen=True, slots=True)
class Draft:
    """A record while it is being corrected."""

    record: Json
    text: str
    hashes: Hashes

    def items(self, what: str) -> list[Json]:
        """The events, statements or actors."""
        listed: list[Json] = self.record.setdefault(f"{what}s", [])
        return listed

    def anchor(self, what: str, item: Json) -> tuple[str, str]:
        """Sentence hash and words by which an item is found again."""
        if what == "actor":
            return "", str(item["name"])
        span = item.get("trigger") if what == "event" else item.get("cue_span")
        words = self.text[span[0]:span[1]] if span else ""
        at = (item["sentence"][0], item["sentence"][1])
        return self.hashes.get(at) or hash_of(self.text[at[0]:at[1]]), words

    def find(self, what: str, digest: str, words: str, nth: int) -> Json | None:
        """The item with an anchor: the nth of those that share it, from -1 down of those that were added."""
        fitting = [item for item in self.items(what) if added(item) == (nth < 0)
                   and self.anchor(what, item) == (digest, words)]
        number = nth if nth >= 0 else -1 - nth
        return fitting[number] if number < len(fitting) else None

    def nth(self, what: str, wanted: Json) -> int:
        """The number of an item among those that share its anchor."""
        anchor = self.anchor(what, wanted)
        ours = added(wanted)
        alike = [item for item in self.items(what) if added(item) == ours and self.anchor(what, item) == anchor]
        number = next(n for n, item in enumerate(alike) if item is wanted)
        return -1 - number if ours else number


def added(item: Json) -> bool:
    """Whether an item was added by a correction: its id says so."""
    return str(item["id"])[1:2] == "x"


def corrected(record: Json, text: str, corrections: Iterable[Correction],
              hashes: Hashes | None = None) -> tuple[Json, dict[int, bool]]:
    """The record with the corrections, and which of them found their anchor. The record given stays as it is."""
    listed = tuple(corrections)
    if not listed:
        return record, {}
    draft = Draft(copy.deepcopy(record), text, hashes or {})
    targets = {c.id: draft.find(c.what, c.hash, c.words, c.nth) for c in listed}  # before anything is moved
    found = {c.id: APPLY[c.action](draft, c, targets[c.id] or draft.find(c.what, c.hash, c.words, c.nth))
             for c in listed}  # what was added by a correction is there only now
    return draft.record, found


def _accept(draft: Draft, correction: Correction, item: Json | None) -> bool:
    if item is not None:
        item.setdefault("corrected", 2)
    return item is not None


def _change(draft: Draft, correction: Correction, item: Json | None) -> bool:
    if item is None or correction.field is None:
        return False
    item["corrected"] = 1
    _set(draft, item, correction.field, correction.value)
    return True


def _set(draft: Draft, item: Json, name: str, value: Any) -> None:
    if name in PEOPLE:
        item[name] = [_actor(draft, one) for one in value or ()]
        if name != "forums":
            item[f"{name[:-1]}_spans"] = []
    elif name in ONE and isinstance(value, dict):
        item[name] = _actor(draft, value)
    elif name == "place" and isinstance(value, dict):
        places = draft.record.setdefault("places", [])
        places.append({"span": item["sentence"], "admin1": None, "feature": None, "geonames": None, **value})
        item[name] = len(places) - 1
    elif name == "trigger" and isinstance(value, str):
        item[name] = _within(draft, item["sentence"], value) or item[name]
    else:
        item[name] = value


def _actor(draft: Draft, value: Any) -> str:
    """The id of an actor, given by id or as an object with name and code; one that is new is added."""
    if isinstance(value, str):
        return value
    for actor in draft.items("actor"):
        if (value.get("ref") and actor.get("ref") == value["ref"]) or (
                not value.get("ref") and (actor["name"], actor.get("code")) == (value["name"], value.get("code"))):
            return str(actor["id"])
    id = f"a{1 + max((int(a['id'][1:]) for a in draft.items('actor') if a['id'][1:].isdecimal()), default=0)}"
    draft.items("actor").append({"ref": None, "kind": "group", "code": None, "sector": None, "office": None,
                                 "wikidata": None, "mentions": [], "reasons": ["corrected"], **value, "id": id})
    return id


def _within(draft: Draft, sentence: list[int], words: str) -> list[int] | None:
    at = draft.text.find(words, sentence[0], sentence[1])
    return [at, at + len(words)] if at >= 0 else None


def _reject(draft: Draft, correction: Correction, item: Json | None) -> bool:
    if item is not None and item in draft.items(correction.what):
        _remove(draft, correction.what, item)
    return item is not None


def _remove(draft: Draft, what: str, item: Json) -> None:
    """Takes an item out, and what points at it."""
    listed = draft.items(what)
    del listed[next(n for n, other in enumerate(listed) if other is item)]
    gone = item["id"]
    for event in draft.items("event"):
        event["same_as"] = [id for id in event.get("same_as") or () if id != gone]
        if event.get("reported_by") == gone:
            event["reported_by"] = None
        for name in PEOPLE:
            event[name] = [id for id in event.get(name) or () if id != gone]
    for statement in draft.items("statement"):
        for name in (*ONE, "parent"):
            if statement.get(name) == gone:
                statement[name] = None


def _add(draft: Draft, correction: Correction, _: Json | None) -> bool:
    """A new item. Its value has `sentence`, the words it stands in, which must be in the text."""
    value = dict(correction.value)
    words = value.pop("sentence")
    at = draft.text.find(words)
    if at < 0:
        return False
    sentence = [at, at + len(words)]
    made: Json = {**(NEW_EVENT if correction.what == "event" else NEW_STATEMENT), "sentence": sentence,
                  "id": _id(draft, correction.what), "corrected": 1, "confidence": 1.0, "reasons": ["added"]}
    trigger = value.pop("trigger", "")
    made["trigger" if correction.what == "event" else "cue_span"] = _within(draft, sentence, trigger) or sentence
    made["content"] = [_within(draft, sentence, said) or sentence for said in value.pop("content", ())]
    draft.items(correction.what).append(made)
    for name, one in value.items():
        _set(draft, made, name, one)
    draft.items(correction.what).sort(key=lambda item: item["sentence"])
    return True


NEW_EVENT: Json = {
    "type": None, "mode": None, "contexts": [], "status": "happened", "start": None, "end": None, "granularity": None,
    "plover": None, "cameo": None, "quad": None, "intensity": None, "announced": None, "sources": [], "targets": [],
    "reciprocal": False, "place": None, "time_spans": [], "forums": [], "mechanism": None, "quantities": [],
    "reported_by": None, "same_as": [], "also": [], "source_spans": [], "target_spans": []}
NEW_STATEMENT: Json = {
    "speaker": None, "speaker_span": None, "via": None, "addressee": None, "occasion": None, "said_at": None,
    "kind": "indirect", "stance": "states", "cue": None, "cue_span": None, "content": [], "topics": [], "parent": None,
    "post": None}


def _id(draft: Draft, what: str) -> str:
    """A free id that no coding gives: "ex1" for an added event."""
    taken = {item["id"] for item in draft.items(what)}
    return next(id for n in range(1, len(taken) + 2) if (id := f"{what[0]}x{n}") not in taken)


def _merge(draft: Draft, correction: Correction, item: Json | None) -> bool:
    """Two events are one: the other's sentences become further tellings of this one."""
    other = draft.find("event", *correction.value)
    if item is None or other is None or item is other:
        return False
    also = [*(item.get("also") or ()), other["sentence"], *(other.get("also") or ())]
    item["also"] = [span for n, span in enumerate(also) if span != item["sentence"] and span not in also[:n]]
    item["corrected"] = 1
    _remove(draft, "event", other)
    return True


def _split(draft: Draft, correction: Correction, item: Json | None) -> bool:
    """A further telling is an event of its own; `value` is the hash of its sentence."""
    if item is None:
        return False
    for span in item.get("also") or ():
        if (draft.hashes.get((span[0], span[1])) or hash_of(draft.text[span[0]:span[1]])) == correction.value:
            item["also"] = [other for other in item["also"] if other != span]
            draft.items("event").append({**copy.deepcopy(item), "id": _id(draft, "event"), "sentence": span,
                                         "trigger": span, "also": [], "corrected": 1})
            item["corrected"] = 1
            return True
    return False


def _of_stories(draft: Draft, correction: Correction, item: Json | None) -> bool:
    """Joining and parting stories changes nothing in the report."""
    return item is not None


APPLY: dict[str, Callable[[Draft, Correction, Json | None], bool]] = {
    "accept": _accept, "change": _change, "reject": _reject, "add": _add, "merge": _merge, "split": _split,
    "join": _of_stories, "part": _of_stories}
