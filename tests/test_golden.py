"""The golden cases: reports in real wording (tests/golden/*.yaml) read by the whole pipeline.

In come the cases (their format is told in tests/golden/README.md), out goes one test a case. Only what a case
names is compared. Cases in known_failures.yaml must fail: one that starts to pass has to be moved out of there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
import yaml

import communique
from communique.records import Actor, Coder, Event, Place, Record, Span, Statement

FOLDER = Path(__file__).parent / "golden"
KNOWN_FAILURES = "known_failures"
Case = dict[str, Any]
W = TypeVar("W")
F = TypeVar("F")

CASE_KEYS = {"label", "origin", "comment", "date", "title", "text", "expect"}
EXPECT_KEYS = {"events", "only", "optional", "not", "statements", "not_statements", "actors", "times", "places"}
EVENT_KEYS = {
    "type", "mode", "status", "sources", "targets", "reciprocal", "place", "start", "end", "cameo", "plover", "trigger",
    "forums", "mechanism", "reported_by", "announced", "contexts", "quantities"}
STATEMENT_KEYS = {"speaker", "via", "addressee", "kind", "stance", "cue", "words"}
ACTOR_KEYS = {"name", "kind", "code", "sector", "office"}
ITEM_KEYS = {
    "events": EVENT_KEYS, "optional": EVENT_KEYS, "not": EVENT_KEYS, "statements": STATEMENT_KEYS,
    "not_statements": STATEMENT_KEYS, "actors": ACTOR_KEYS, "places": {"name", "country", "feature"},
    "times": {"text", "type", "value", "start", "end", "bound"}}
TYPES = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
STATUSES = {"happened", "ongoing", "scheduled", "hypothetical", "denied", "cancelled", "background"}


# --- the cases ----------------------------------------------------------------------------------------

def read_cases() -> Iterator[tuple[str, Case]]:
    """Every case with the name of its file, dates as text."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or []:
            yield path.stem, dates_as_text(case)


def dates_as_text(value: Any) -> Any:
    """YAML turns 2024-03-04 into a date; records hold text."""
    if isinstance(value, dict):
        return {key: dates_as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [dates_as_text(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


CASES = list(read_cases())


def parameters() -> list[Any]:
    """One parameter a case; a known failure that passes is an error."""
    strict = pytest.mark.xfail(strict=True, raises=pytest.fail.Exception, reason="move it back: scripts/move_golden.py")
    return [pytest.param(case, id=case["label"], marks=strict if origin == KNOWN_FAILURES else ())
            for origin, case in CASES]


@pytest.fixture(scope="session")
def reader() -> communique.Reader:
    return communique.load()


@pytest.mark.parametrize("case", parameters())
def test_the_record_holds_what_the_report_tells(case: Case, reader: communique.Reader) -> None:
    """A report in real wording gives the events, statements, actors, times and places a desk officer would note."""
    record = reader.read(case["text"], date=case.get("date"), title=case.get("title"), id=case["label"])
    found = complaints(record, case["expect"])
    if found:
        head = f"{case['label']}: {case['comment']}"
        pytest.fail("\n".join([head, "", *found, "", shown(record)]), pytrace=False)


# --- comparing ----------------------------------------------------------------------------------------

def complaints(record: Record, expect: Case) -> list[str]:
    """What is missing from the record, and what is there that must not be; empty when all is well.

    Lines marked `fails` are left out, and are a complaint of their own if they hold.
    """
    firm = {key: [i for i in value if "fails" not in i] if key in ITEM_KEYS else value for key, value in expect.items()}
    checks = (event_complaints, forbidden_events, statement_complaints, reference_complaints)
    found = [line for check in checks for line in check(record, firm)]
    return found or list(mended(record, expect, firm))


def mended(record: Record, expect: Case, firm: Case) -> Iterator[str]:
    """Lines marked `fails` that hold together with the others."""
    for key in ITEM_KEYS.keys() & expect.keys():
        for item in expect[key]:
            if "fails" in item:
                bare = {name: value for name, value in item.items() if name != "fails"}
                if not complaints(record, {key: [*firm[key], bare]}):
                    yield f"marked as failing, but holds: take out 'fails' in {key}: {bare}"


def event_complaints(record: Record, expect: Case) -> Iterator[str]:
    """Expected events are given to found ones, one to one; with `only` no found event may be left over."""
    wanted = expect.get("events", [])
    taken = assigned(wanted, record.events, lambda w, e: not differences(record, w, e))
    for index, want in enumerate(wanted):
        if index not in taken:
            yield f"missing event: {want}{nearest(record, want)}"
    if expect.get("only"):
        used = {id(record.events[i]) for i in taken.values()}
        for event in record.events:
            allowed = any(not differences(record, pattern, event) for pattern in expect.get("optional", []))
            if event.type and id(event) not in used and not allowed:
                yield f"unexpected event: {event_line(record, event)}"


def forbidden_events(record: Record, expect: Case) -> Iterator[str]:
    for pattern in expect.get("not", []):
        for event in record.events:
            if not differences(record, pattern, event):
                yield f"forbidden by {pattern}: {event_line(record, event)}"


def statement_complaints(record: Record, expect: Case) -> Iterator[str]:
    wanted = expect.get("statements", [])
    taken = assigned(wanted, record.statements, lambda w, s: not statement_differences(record, w, s))
    yield from (f"missing statement: {want}" for n, want in enumerate(wanted) if n not in taken)
    for pattern in expect.get("not_statements", []):
        for statement in record.statements:
            if not statement_differences(record, pattern, statement):
                yield f"forbidden statement by {pattern}: {statement_line(record, statement)}"


def reference_complaints(record: Record, expect: Case) -> Iterator[str]:
    """Actors, times and places: each wanted one is there, with the values named."""
    for want in expect.get("actors", []):
        if not any(named(record, a, want["name"]) and agrees(a, want, "name") for a in record.actors):
            found = [(a.name, a.kind, a.code, a.sector, a.office) for a in record.actors]
            yield f"missing actor: {want}; found {found}"
    for want in expect.get("times", []):
        if not any(agrees(t, want) for t in record.times):
            yield f"missing time: {want}; found {[(t.text, t.value, t.start, t.end, t.bound) for t in record.times]}"
    for want in expect.get("places", []):
        if not any(agrees(p, want) for p in record.places):
            yield f"missing place: {want}; found {[(p.name, p.country, p.feature) for p in record.places]}"


def agrees(thing: Any, want: Case, *but: str) -> bool:
    return all(is_one_of(getattr(thing, key), value) for key, value in want.items() if key not in but)


def is_one_of(value: Any, wanted: Any) -> bool:
    """A list in a case stands for "one of these"."""
    return value in wanted if isinstance(wanted, list) else value == wanted


def assigned(wanted: Sequence[W], found: Sequence[F], fits: Callable[[W, F], bool]) -> dict[int, int]:
    """The largest one-to-one assignment of wanted to found things (augmenting paths)."""
    options = [[j for j, thing in enumerate(found) if fits(want, thing)] for want in wanted]
    owner: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in options[i]:
            if j not in seen:
                seen.add(j)
                if j not in owner or place(owner[j], seen):
                    owner[j] = i
                    return True
        return False

    for i in range(len(wanted)):
        place(i, set())
    return {i: j for j, i in owner.items()}


def differences(record: Record, want: Case, event: Event) -> list[str]:
    """The keys of an expected event that an event does not fit."""
    return [key for key in want if not fits_key(record, want, event, key)]


def fits_key(record: Record, want: Case, event: Event, key: str) -> bool:
    value = want[key]
    if key in ("sources", "targets"):
        return sides_fit(record, want, event, key)
    if key == "forums":
        return same_set(record, value, event.forums)
    if key == "place":
        return is_one_of(None if event.place is None else record.places[event.place].name, value)
    if key == "trigger":
        return contained(value, words(record, event.trigger))
    if key == "mechanism":
        return contained(value, event.mechanism.name if event.mechanism else None)
    if key == "reported_by":
        return reporter_fits(record, value, event)
    if key == "contexts":
        return set(value) <= set(event.contexts)
    if key == "quantities":
        return bool(value.items() <= {q.what: q.value for q in event.quantities}.items())
    return is_one_of(getattr(event, key), value)


def sides_fit(record: Record, want: Case, event: Event, key: str) -> bool:
    """Sides compare as sets; how the members of a reciprocal event are shared out does not matter."""
    if want.get("reciprocal") and event.reciprocal and "sources" in want and "targets" in want:
        return same_set(record, [*want["sources"], *want["targets"]], tuple({*event.sources, *event.targets}))
    return same_set(record, want[key], event.sources if key == "sources" else event.targets)


def same_set(record: Record, wanted: Sequence[str], ids: Sequence[str]) -> bool:
    actors = [actor(record, i) for i in ids]
    return len(wanted) == len(actors) == len(assigned(wanted, actors, lambda w, a: is_actor(record, w, a)))


def is_actor(record: Record, want: str, found: Actor) -> bool:
    """`KEN`, `KEN:MIL`, `:MIL` or a name; alternatives are split by a bar."""
    for option in (part.strip() for part in want.split("|")):
        code = re.fullmatch(r"([A-Z]{3})?(?::([A-Z]{3}))?", option)
        if code is None and named(record, found, option):
            return True
        if code and code[1] in (None, found.code) and code[2] in (None, found.sector):
            return True
    return False


def named(record: Record, found: Actor, name: str) -> bool:
    """Whether an actor has the name, or is called by it somewhere in the report."""
    wanted = name.casefold()
    called = {found.name.casefold(), *(words(record, span).casefold() for span in found.mentions)}
    return any(wanted == c or re.search(rf"\b{re.escape(wanted)}\b", c) for c in called)


def reporter_fits(record: Record, value: str | None, event: Event) -> bool:
    said = next((s for s in record.statements if s.id == event.reported_by), None)
    if value is None or said is None:
        return value is None and event.reported_by is None
    return said.speaker is not None and is_actor(record, value, actor(record, said.speaker))


def statement_differences(record: Record, want: Case, found: Statement) -> list[str]:
    return [key for key, value in want.items() if not statement_fits(record, key, value, found)]


def statement_fits(record: Record, key: str, value: Any, found: Statement) -> bool:
    if key in ("speaker", "via", "addressee"):
        who = getattr(found, key)
        return who is None if value is None else who is not None and is_actor(record, value, actor(record, who))
    if key == "words":
        return contained(value, " ".join(words(record, span) for span in found.content))
    return is_one_of(getattr(found, key), value)


def actor(record: Record, wanted: str) -> Actor:
    return next(a for a in record.actors if a.id == wanted)


def words(record: Record, span: Span) -> str:
    return record.text[span[0]:span[1]]


def contained(wanted: str | None, text: str | None) -> bool:
    """Whether the words stand in the text, whatever the case, white space and kind of quotation marks."""
    if wanted is None or text is None:
        return wanted is text
    return plain(wanted) in plain(text)


def plain(text: str) -> str:
    return " ".join(text.casefold().translate({0x2019: "'", 0x201C: '"', 0x201D: '"'}).split())


# --- showing ------------------------------------------------------------------------------------------

def nearest(record: Record, want: Case) -> str:
    """The found event that misses the fewest keys, and which ones."""
    best = min(record.events, key=lambda e: len(differences(record, want, e)), default=None)
    return f"\n    nearest, but for {differences(record, want, best)}: {event_line(record, best)}" if best else ""


def shown(record: Record) -> str:
    """The record sentence by sentence: the words, then the events and statements found in them."""
    lines: list[str] = []
    for span in sorted({e.sentence for e in record.events} | {s.sentence for s in record.statements}):
        lines.append("» " + " ".join(words(record, span).split()))
        lines += [f"    {event_line(record, e)}" for e in record.events if e.sentence == span]
        lines += [f"    {statement_line(record, s)}" for s in record.statements if s.sentence == span]
    lines += [f"dropped: {d.what} ({d.reason}): {words(record, d.span) if d.span else ''}" for d in record.dropped[:20]]
    return "\n".join(lines) or "nothing was found"


def event_line(record: Record, event: Event) -> str:
    sides = " <-> " if event.reciprocal else " -> "
    place = "" if event.place is None else f" in {record.places[event.place].name}"
    return (f"{event.type} mode={event.mode} {event.status} cameo={event.cameo} plover={event.plover} "
            f"{people(record, event.sources)}{sides}{people(record, event.targets)}{place} "
            f"{event.start}..{event.end} '{words(record, event.trigger)}' "
            f"reported_by={event.reported_by} {' '.join(event.reasons)}")


def people(record: Record, ids: Sequence[str]) -> str:
    found = [actor(record, i) for i in ids]
    return "[" + ", ".join(f"{a.name} {a.code}:{a.sector}" for a in found) + "]"


def statement_line(record: Record, said: Statement) -> str:
    speaker = actor(record, said.speaker).name if said.speaker else None
    content = " … ".join(words(record, span) for span in said.content)
    return f"{said.id} {speaker} {said.cue} ({said.kind}, {said.stance}): {content}"


# --- the files and the comparing themselves -------------------------------------------------------------

def test_labels_are_unique_and_every_case_says_why_it_is_here() -> None:
    """A case is found by its label, and its comment tells what it protects."""
    labels = [case["label"] for _, case in CASES]
    assert sorted(set(labels)) == sorted(labels)
    assert not [case["label"] for _, case in CASES if not case.get("comment") or not case.get("text")]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for _, case in CASES])
def test_a_case_uses_known_keys_and_values(case: Case) -> None:
    """A misspelt key would check nothing, so it is an error; so is a code or status that does not exist."""
    expect = case["expect"]
    assert set(case) <= CASE_KEYS and set(expect) <= EXPECT_KEYS
    assert all(set(i) <= known | {"fails"} for key, known in ITEM_KEYS.items() for i in expect.get(key, []))
    for event in [*expect.get("events", []), *expect.get("optional", []), *expect.get("not", [])]:
        assert options(event, "type") <= TYPES and options(event, "status") <= STATUSES, event
        assert all(re.fullmatch(r"(0[1-9]|1\d|20)\d{1,2}", code) for code in options(event, "cameo")), event


def options(event: Case, key: str) -> set[Any]:
    value = event.get(key)
    return set(value if isinstance(value, list) else [value]) - {None}


def test_negative_cases_allow_no_event() -> None:
    """A file of negatives only holds cases that must give no event at all."""
    negatives = [case for origin, case in CASES if origin.startswith("negative")]
    assert negatives and all(c["expect"].get("events") == [] and c["expect"].get("only") is True for c in negatives)


def hand_made() -> Record:
    """Kenya's minister met Uganda's in Kampala; Ana Example says Kenya attacked Uganda."""
    text = "Ana Example of Kenya met Ben Other in Kampala. Kenya attacked Uganda, she said."
    people = tuple(Actor(f"a{n}", None, name, kind, code, "GOV", None, None, ()) for n, (name, kind, code) in enumerate(
        [("Ana Example", "person", "KEN"), ("Ben Other", "person", "UGA"), ("Kenya", "state", "KEN"),
         ("Uganda", "state", "UGA")], 1))
    met = Event("e1", "CONSULT", None, (), "happened", "2024-03-04", None, "day", "CONSULT", "040", 1, 2.5, None,
                ("a1",), ("a2",), True, 0, (), (), None, (), None, (), 0.9, (), (0, 46), (21, 24), (), (), ())
    attacked = replace(met, id="e2", type="ASSAULT", plover="ASSAULT", cameo="190", sources=("a3",), targets=("a4",),
                       reciprocal=False, place=None, reported_by="s1", sentence=(47, 79), trigger=(53, 61))
    said = Statement("s1", "a1", (71, 74), None, None, None, None, "indirect", "states", "said", (75, 79),
                     ((47, 69),), (), None, None, (47, 79), 0.9, ())
    kampala = Place((38, 45), "Kampala", "UGA", None, "city", None, None, None)
    return Record("r", "2024-03-05", None, None, None, None, "en", Coder("0", "m", "k"), text, actors=people,
                  places=(kampala,), events=(met, attacked), statements=(said,))


RIGHT: tuple[Case, ...] = (
    {"events": [{"type": "CONSULT", "sources": ["UGA"], "targets": ["Ana Example"], "reciprocal": True}]},
    {"events": [{"type": ["ASSAULT", "COERCE"], "sources": ["KEN:GOV"], "targets": ["UGA"], "reported_by": "KEN"}]},
    {"events": [{"type": "CONSULT", "place": "Kampala", "trigger": "met", "reported_by": None}],
     "optional": [{"type": "ASSAULT"}], "only": True},
    {"not": [{"type": "ASSAULT", "reported_by": None}]},
    {"statements": [{"speaker": "Ana Example", "cue": "said", "words": "attacked Uganda"}]},
    {"events": [{"type": "CONSULT"}, {"type": "CONSULT", "fails": "only one was found"}]},
)
WRONG: tuple[Case, ...] = (
    {"events": [{"type": "ASSAULT", "sources": ["UGA"], "targets": ["KEN"]}]},
    {"events": [{"type": "ASSAULT", "sources": ["KEN", "UGA"]}]},
    {"events": [{"type": "CONSULT"}, {"type": "CONSULT"}]},
    {"events": [{"type": "CONSULT", "mode": "visit"}]},
    {"events": [{"type": "CONSULT"}], "only": True},
    {"not": [{"type": "ASSAULT"}]},
    {"statements": [{"speaker": "Ben Other", "words": "attacked Uganda"}]},
    {"actors": [{"name": "Kenya", "code": "UGA"}]},
    {"places": [{"name": "Kampala", "country": "KEN"}]},
    {"events": [{"type": "CONSULT", "fails": True}]},
    {"not": [{"type": "ASSAULT", "reported_by": None, "fails": True}]},
)


@pytest.mark.parametrize("expect", RIGHT)
def test_a_right_record_draws_no_complaint(expect: Case) -> None:
    """Keys left out are not compared, and the sides of a meeting may be swapped."""
    assert complaints(hand_made(), expect) == []


@pytest.mark.parametrize("expect", WRONG)
def test_a_wrong_record_draws_one_complaint(expect: Case) -> None:
    """A wrong side, an event used twice, one too many or a forbidden one are all seen, and so is a mended failure."""
    assert len(complaints(hand_made(), expect)) == 1
