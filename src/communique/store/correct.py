"""Setting the record right by hand: accept, change, reject, add, merge, split, undo.

A correction is a row with who, when and why; it is checked before it is stored and worked in at once. Whoever corrects
names an event as the record does ("e3"); what is stored is its anchor, the hash of its sentence and its trigger.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from communique.errors import StoreError
from communique.store import filters
from communique.store.corrected import NEW_EVENT, NEW_STATEMENT, PEOPLE, Draft, corrected
from communique.store.keep import Kept, unpack
from communique.store.names import KINDS, STATUSES, Names, unknown
from communique.store.reading import corrections_of
from communique.store.rows import Json, hash_of
from communique.store.writer import Writer, now

WHATS = {"e": "event", "s": "statement", "a": "actor"}
ACTOR_FIELDS = ("ref", "name", "kind", "code", "sector", "office", "wikidata")
EVENT_FIELDS = tuple(name for name in NEW_EVENT if name not in ("source_spans", "target_spans", "time_spans"))
FIELDS = {"event": (*EVENT_FIELDS, "trigger"), "statement": tuple(NEW_STATEMENT), "actor": ACTOR_FIELDS}
KINDS_OF_SPEECH = ("direct", "mixed", "indirect")


class Corrector:
    """Corrects a record database in one person's name."""

    def __init__(self, writer: Writer, who: str) -> None:
        """`who` stands beside each correction. Raises StoreError where it is empty."""
        if not who.strip():
            raise StoreError("A correction needs a name. Say who corrects.")
        self.writer, self.who = writer, who
        self.names = Names(writer.db)

    def accept(self, report: str, item: str, *, why: str | None = None) -> int:
        """Says that an event, statement or actor is right as it is."""
        return self._store(report, item, "accept", why=why)

    def change(self, report: str, item: str, *, why: str | None = None, **fields: Any) -> list[int]:
        """Changes fields of an event, statement or actor. Sides are lists of names, codes or keys, or of objects with
        name, code, sector; a new `type` brings its code, quad class and score with it, unless they are given.

        Raises StoreError where there is no such item or field, or a value is none.
        """
        what = _what(item)
        checked = [(name, self._checked(what, name, value)) for name, value in fields.items()]
        coded = self._coded(report)
        found = self._now(report, coded, item)
        follow = [(name, value) for name, value in self._following(found, fields) if name not in fields]
        with self.writer.batch():
            return [self._insert(report, coded, item, "change", name, value, found.get(name), why)
                    for name, value in (*checked, *follow)]

    def reject(self, report: str, item: str, *, why: str | None = None) -> int:
        """Says that there is no such event, statement or actor."""
        return self._store(report, item, "reject", why=why)

    def merge(self, report: str, item: str, other: str, *, why: str | None = None) -> int:
        """Says that two events of a report are one; the first stays."""
        if item == other or _what(item) != "event" or _what(other) != "event":
            raise StoreError("Two different events of a report can be merged: give their ids, as e1 and e3.")
        anchor = self._anchor(report, self._coded(report), other)
        return self._store(report, item, "merge", value=anchor, why=why)

    def join(self, report: str, item: str, other_report: str, other: str, *, why: str | None = None) -> int:
        """Says that events of two reports are one act: their stories become one when stories are next brought up."""
        return self._of_stories("join", report, item, other_report, other, why)

    def part(self, report: str, item: str, other_report: str, other: str, *, why: str | None = None) -> int:
        """Says that events of two reports are two acts: they will not be in one story."""
        return self._of_stories("part", report, item, other_report, other, why)

    def _of_stories(self, action: str, report: str, item: str, other_report: str, other: str, why: str | None) -> int:
        if _what(item) != "event" or _what(other) != "event" or (report, item) == (other_report, other):
            raise StoreError("Two different events can be joined or parted: give a report and an id, as e1, for each.")
        anchor = self._anchor(other_report, self._coded(other_report), other)
        made = self._store(report, item, action, value={"report": other_report, "anchor": anchor}, why=why)
        self.writer.again(other_report)
        return made

    def split(self, report: str, item: str, sentence: str, *, why: str | None = None) -> int:
        """Says that a further telling of an event, a sentence in its `also`, is an event of its own."""
        coded = self._coded(report)
        found = self._now(report, coded, item)
        digest = hash_of(sentence)
        told = [coded.hashes.get((a, b)) or hash_of(coded.text[a:b]) for a, b in found.get("also") or ()]
        if digest not in told:
            raise StoreError(f"{item} of {report} is not told again in {sentence[:60]!r}. Give another sentence.")
        return self._store(report, item, "split", value=digest, why=why)

    def add(self, report: str, what: str, *, sentence: str, trigger: str = "", why: str | None = None,
            **fields: Any) -> int:
        """Adds an event or a statement that was missed. `sentence` is the one it stands in, in the report's words,
        `trigger` the words of the act or the cue. Raises StoreError where these are not in the text."""
        if what not in ("event", "statement"):
            raise StoreError(f"An event or a statement can be added, no {what}.")
        coded = self._coded(report)
        if sentence not in coded.text or trigger not in sentence:
            raise StoreError(f"{report} has no sentence {sentence[:60]!r} with {trigger!r}. Copy both from its text.")
        value = {name: self._checked(what, name, given) for name, given in fields.items()}
        if what == "event":
            value |= {name: given for name, given in self._following({}, fields) if name not in fields}
        value |= {"sentence": sentence, "trigger": trigger}
        with self.writer.batch():
            id = self._row(report, what, hash_of(sentence), trigger, 0, "add", None, value, None, why)
            self.writer.again(report)
        return id

    def undo(self, correction: int, *, why: str | None = None) -> int:
        """Takes a correction back. Raises StoreError where there is none, or it was taken back before."""
        db = self.writer.db
        found = db.execute("SELECT report, what, hash, words, nth, undone FROM corrections WHERE id = ? "
                           "AND action <> 'undo'", (correction,)).fetchone()
        if found is None or found[5]:
            raise StoreError(f"There is no correction {correction} that stands. See 'communique corrections'.")
        with self.writer.batch():
            db.execute("UPDATE corrections SET undone = 1 WHERE id = ?", (correction,))
            made = self._row(found[0], found[1], found[2], found[3], found[4], "undo", None, correction, None, why)
            self.writer.again(found[0])
        return made

    # how one is stored

    def _store(self, report: str, item: str, action: str, *, value: Any = None, why: str | None = None) -> int:
        coded = self._coded(report)
        with self.writer.batch():
            return self._insert(report, coded, item, action, None, value, None, why)

    def _insert(self, report: str, coded: Kept, item: str, action: str, name: str | None, value: Any, was: Any,
                why: str | None) -> int:
        digest, words, nth = self._anchor(report, coded, item)
        id = self._row(report, _what(item), digest, words, nth, action, name, value, was, why)
        self.writer.again(report)
        return id

    def _row(self, report: str, what: str, digest: str, words: str, nth: int, action: str, name: str | None,
             value: Any, was: Any, why: str | None) -> int:
        made = self.writer.db.execute(
            "INSERT INTO corrections (report, what, hash, words, nth, action, field, value, was, who, why, made_at, "
            "undone, found) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 1)",
            (report, what, digest, words, nth, action, name, json.dumps(value, ensure_ascii=False),
             json.dumps(was, ensure_ascii=False), self.who, why, now()))
        return int(made.lastrowid or 0)

    def _coded(self, report: str) -> Kept:
        found = self.writer.db.execute("SELECT record, text FROM reports WHERE report = ?", (report,)).fetchone()
        if found is None:
            raise StoreError(f"There is no report {report!r} in {self.writer.path}.")
        return unpack(found[0], found[1])

    def _now(self, report: str, coded: Kept, item: str) -> Json:
        """An item as it stands, with the corrections made so far."""
        stands, _ = corrected(coded.record, coded.text, corrections_of(self.writer.db, report), coded.hashes)
        return _item(stands, item, report)

    def _anchor(self, report: str, coded: Kept, item: str) -> tuple[str, str, int]:
        """The anchor of an item: as it was coded, else as it was added."""
        what = _what(item)
        record = coded.record
        if not any(one["id"] == item for one in record.get(f"{what}s") or ()):
            record, _ = corrected(record, coded.text, corrections_of(self.writer.db, report), coded.hashes)
        draft = Draft(record, coded.text, coded.hashes)
        wanted = _item(record, item, report)
        return (*draft.anchor(what, wanted), draft.nth(what, wanted))

    # what a value may be

    def _checked(self, what: str, name: str, value: Any) -> Any:
        if name not in FIELDS[what]:
            raise StoreError(unknown(f"field of {what}s", name, FIELDS[what]))
        if value is None:
            return None
        if name in PEOPLE:
            return [self._actor(one) for one in ([value] if isinstance(value, str) else value)]
        if name in ("speaker", "via") and isinstance(value, str):
            return self._actor(value)
        if name in ("start", "end", "announced", "said_at"):
            return filters.day(name, value)
        return self._one_of(what, name, value)

    def _one_of(self, what: str, name: str, value: Any) -> Any:
        ontology = self.names.ontology
        known: dict[tuple[str, str], Iterable[str]] = {
            ("event", "type"): ontology.types, ("event", "plover"): ontology.types, ("event", "cameo"): ontology.cameo,
            ("event", "status"): STATUSES, ("actor", "kind"): KINDS, ("actor", "sector"): ontology.sectors,
            ("statement", "kind"): KINDS_OF_SPEECH,
            ("event", "mode"): {mode for kind in ontology.types.values() for mode in kind.modes}}
        if (what, name) in known:
            return self.names.one_of(name, str(value).upper() if name in ("type", "plover") else str(value),
                                     sorted(known[what, name]))
        return value

    def _actor(self, given: Any) -> Json:
        """Somebody as a record has him: by name from the database or the knowledge, or as he is given."""
        if isinstance(given, dict):
            if not given.get("name"):
                raise StoreError(f"An actor needs a name: {given}.")
            return {name: given.get(name) for name in ACTOR_FIELDS} | {"kind": given.get("kind") or "group"}
        found = self.writer.db.execute(
            "SELECT ref, name, kind, code, wikidata FROM actors WHERE key = ?1 OR name = ?1 COLLATE NOCASE "
            "ORDER BY ref IS NULL, key <> ?1 LIMIT 1", (given,)).fetchone()
        if found:
            return {"ref": found[0], "name": found[1], "kind": found[2], "code": found[3], "sector": None,
                    "office": None, "wikidata": found[4]}
        meant = self.names.actor(given)
        entry = self.names.knowledge.world.entries[meant.party or meant.actor or ""]
        return {"ref": entry.ref, "name": entry.name, "kind": entry.kind, "code": entry.code, "sector": entry.sector,
                "office": None, "wikidata": entry.wikidata}

    def _following(self, event: Json, fields: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        """What a new type, mode or code brings with it."""
        if not {"type", "mode", "cameo", "plover"} & fields.keys():
            return
        ontology = self.names.ontology
        intended = event.get("plover") != event.get("type") and "type" not in fields
        kind = str(fields.get("type") or event.get("type") or "").upper() or None
        plover = fields.get("plover") or (event.get("plover") if intended else kind)
        mode = fields["mode"] if "mode" in fields else event.get("mode") if "type" not in fields else None
        yield "plover", plover
        if "type" in fields:
            yield "mode", mode
            yield "cameo", ontology.types[kind].cameo if kind in ontology.types else None
        yield "quad", ontology.quad(plover)
        yield "intensity", ontology.intensity(plover, mode, fields.get("cameo") or event.get("cameo"))


def _what(item: str) -> str:
    what = WHATS.get(item[:1])
    if what is None:
        raise StoreError(f"{item!r} is no id of a record. Give one as e1 (event), s1 (statement) or a1 (actor).")
    return what


def _item(record: Json, item: str, report: str) -> Json:
    listed: list[Json] = record.get(f"{_what(item)}s") or []
    found = next((one for one in listed if one["id"] == item), None)
    if found is None:
        ids = [one["id"] for one in listed]
        raise StoreError(f"{report}: {unknown(_what(item), item, ids)}")
    return found
