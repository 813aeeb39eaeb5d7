"""Lines of JSON → coded texts: gold of one's own, records as this program writes them, or a list of coded pairs.

    gold     {"id", "text", "date", "events": [{"type", "mode"?, "cameo"?, "status"?, "reciprocal"?,
             "sources": ["RUS", "RUS:MIL", "words"], "targets": […], "sentence"?: [start, end] or its words}]}
    record   what `communique read` writes, corrected by hand or not: sides are ids of its `actors`
    pairs    events with "source", "target" and "code", a PLOVER type or a CAMEO code, one pair of actors each

A side may also be an object with "name", "code" (or "country") and "sector". A line that cannot be used becomes a
problem with file and line, and the rest is read. A field that no event of a file has is not judged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from communique.records import Span

CODE = re.compile(r"[A-Z]{3}(?:[:|/][A-Z]{2,4}){0,3}")  # RUS, RUS:MIL, RUS|GOV
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Party:
    """One actor on a side: its code and sector where they are given, and the words it goes by, in small letters."""

    code: str | None
    sector: str | None
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Coded:
    """An event as a coder wrote it down. None stands for a field that the coder did not fill in."""

    type: str | None  # of the act
    plover: str | None  # of the code
    mode: str | None
    cameo: str | None
    status: str | None
    sources: tuple[Party, ...] | None
    targets: tuple[Party, ...] | None
    reciprocal: bool
    sentences: tuple[Span, ...]  # where it is told; empty where that is not said
    words: str  # the sentence in letters and digits, for texts that differ


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the events that a coder found in it. `line` is the line of the file."""

    id: str
    text: str
    date: str | None
    events: tuple[Coded, ...]
    line: int


@dataclass(slots=True)
class Codings:
    """What one coder made of some texts, by id; and what was wrong in the file, as "file:line: …"."""

    name: str
    texts: dict[str, Text] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @property
    def by_act(self) -> bool:
        """Whether events have the type of the act; otherwise that of the code."""
        return any(e.type for e in self.events)

    @property
    def events(self) -> list[Coded]:
        """All events."""
        return [e for text in self.texts.values() for e in text.events]


class Wrong(ValueError):
    """What is wrong with a line or an event."""


def read_codings(lines: Iterable[str | bytes], name: str) -> Codings:
    """The codings of a file of that name."""
    out = Codings(name)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            add(out, row, number)
        except (ValueError, RecursionError) as error:
            what = str(error) if isinstance(error, Wrong) else f"this is no JSON ({error}); write one object a line"
            out.problems.append(f"{name}:{number}: {what}")
    return out


def add(out: Codings, row: Any, line: int) -> None:
    """Adds what one line codes. Raises Wrong where the line is of no use; an event that is, is a problem by itself."""
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not row["id"]:
        raise Wrong('an object with a non-empty "id" is expected')
    if row["id"] in out.texts:
        raise Wrong(f"id {row['id']!r} stands on line {out.texts[row['id']].line} already; the first one counts")
    if isinstance(row.get("error"), dict):
        raise Wrong(f"an error stands in the place of a record: {row['error'].get('message')}")
    events = row.get("events")
    if not isinstance(events, list):
        raise Wrong('"events" is missing or no list; write [] for a text without events')
    text = row.get("text") or ""
    if not isinstance(text, str) or not isinstance(row.get("date") or "", str):
        raise Wrong('"text" and "date" must be strings')
    found: list[tuple[Row, Coded]] = []
    for number, event in enumerate(events, 1):
        try:
            found.append((event, _event(row, event, text)))
        except Wrong as error:
            out.problems.append(f"{out.name}:{line}: event {number}: {error}; left out")
    out.texts[row["id"]] = Text(row["id"], text, row.get("date"), tuple(_grouped(found)), line)


def _event(row: Row, event: Any, text: str) -> Coded:
    if not isinstance(event, dict):
        raise Wrong("an event is an object")
    code = _string(event, "code")
    cameo = _string(event, "cameo") or (code if code and code.isdigit() else None)
    plover = _string(event, "plover") or (code if code and not code.isdigit() else None)
    kind = _string(event, "type")
    if not (cameo or plover or kind):
        raise Wrong('it has neither "type" nor "cameo" nor "code"')
    sentences = _sentences(event, text)
    words = " ".join(letters(text[a:b]) for a, b in sentences)
    return Coded(
        kind, plover or kind, _string(event, "mode"), cameo, _string(event, "status"),
        _side(row, event, "source", text), _side(row, event, "target", text), event.get("reciprocal") is True,
        sentences, words)


def _string(event: Row, name: str) -> str | None:
    value = event.get(name)
    if value is not None and not isinstance(value, str):
        raise Wrong(f'"{name}" is {value!r}, not a string; put it in quotation marks')
    return value or None


def _sentences(event: Row, text: str) -> tuple[Span, ...]:
    """Where an event is told: spans, or the words of the sentence, which are looked up in the text."""
    out: list[Span] = []
    for given in (event.get("sentence"), *(event.get("also") or ())):
        if given is None:
            continue
        if isinstance(given, str):
            found = re.search(r"\s+".join(map(re.escape, given.split())), text) if given.strip() else None
            if found is None:
                raise Wrong(f'its sentence {given[:60]!r} does not stand in the text')
            out.append(found.span())
        elif isinstance(given, list) and len(given) == 2 and all(type(x) is int for x in given):
            if not 0 <= given[0] < given[1] <= len(text):
                raise Wrong(f"its sentence {given} lies outside of the text, which has {len(text)} characters")
            out.append((given[0], given[1]))
        else:
            raise Wrong('"sentence" is neither [start, end] nor words')
    return tuple(out)


def _side(row: Row, event: Row, name: str, text: str) -> tuple[Party, ...] | None:
    """The parties of a side: codes, words, or the ids of a record's actors; None where it is not coded."""
    value = event.get(f"{name}s", event.get(name))
    if value is None and f"{name}s" not in event and name not in event:
        return None
    given = value if isinstance(value, list) else [value] if value else []
    if not all(isinstance(x, (str, dict)) for x in given):
        raise Wrong(f'"{name}s" is no list of codes or words')
    actors = row.get("actors")
    known = {a["id"]: a for a in actors if isinstance(a, dict) and "id" in a} if isinstance(actors, list) else {}
    spans = [s for s in event.get(f"{name}_spans") or () if isinstance(s, list) and len(s) == 2]
    out = [_actor(x, text) if isinstance(x, dict) else _actor(known[x], text) if x in known else _named(x)
           for x in given]
    if not out:
        out = [_named(text[a:b]) for a, b in spans if text[a:b].strip()]
    said = event.get(f"{name}_text")
    if len(out) == 1 and isinstance(said, str) and said:
        out = [Party(out[0].code, out[0].sector, out[0].words | {letters(said)})]
    return tuple(out)


def _actor(actor: Row, text: str) -> Party:
    spans = actor.get("mentions") or ()
    words = {letters(text[a:b]) for a, b in spans} | {letters(str(actor.get("name") or ""))}
    code = actor.get("code") or actor.get("country") or None
    return Party(code, actor.get("sector") or None, frozenset(words - {""}))


def _named(given: str) -> Party:
    """A code, or words."""
    if CODE.fullmatch(given):
        code, *rest = re.split(r"[:|/]", given)
        return Party(code, rest[0] if rest else None, frozenset())
    return Party(None, None, frozenset({letters(given)}))


def letters(words: str) -> str:
    """Words in small letters, without marks and articles.

    >>> letters("The  “Foreign” minister’s")
    'foreign minister s'
    """
    found = re.findall(r"\w+", words.casefold())
    return " ".join(word for word in found if word not in ("the", "a", "an"))


# --- coded pairs --------------------------------------------------------------------------------------


def _grouped(found: list[tuple[Row, Coded]]) -> list[Coded]:
    """Events; pairs of actors of one act put together: "A, B" and "B, A" is one act that goes both ways, and every
    source with every target is one act with two sides."""
    groups: dict[tuple[object, ...], list[Coded]] = {}
    out: list[Coded] = []
    for row, event in found:
        if isinstance(row.get("source"), str) or isinstance(row.get("target"), str):
            key = (event.plover, event.cameo, event.mode, row.get("event_text"), event.sentences)
            groups.setdefault(key, []).append(event)
        else:
            out.append(event)
    for events in groups.values():
        out.extend(_one_act(events))
    return out


def _one_act(events: list[Coded]) -> list[Coded]:
    pairs = {(e.sources or (), e.targets or ()) for e in events}
    if len(pairs) < 2:
        return events[:1]
    if pairs == {(b, a) for a, b in pairs} and len(pairs) == 2:
        return [_with(events[0], events[0].sources, events[0].targets, True)]
    sources = tuple(dict.fromkeys(x for e in events for x in e.sources or ()))
    targets = tuple(dict.fromkeys(x for e in events for x in e.targets or ()))
    if len(pairs) == len(sources) * len(targets) and not set(sources) & set(targets):
        return [_with(events[0], sources, targets, False)]
    return events


def _with(
    event: Coded, sources: tuple[Party, ...] | None, targets: tuple[Party, ...] | None, reciprocal: bool
) -> Coded:
    return Coded(event.type, event.plover, event.mode, event.cameo, event.status, sources, targets, reciprocal,
                 event.sentences, event.words)
