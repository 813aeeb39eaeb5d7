"""Events of one report → each act once.

Tellings of one act with the same status and the same voice become one event: the first telling in the running text
stands,
the others go into `also`, and what only they know (place, days, mechanism, forums) is taken over. Tellings that
differ in status or
voice stay apart and name each other in `same_as`.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field, replace
from typing import Any

from communique.events.scene import Trace
from communique.records import Event, Place, Quantity


@dataclass(frozen=True, slots=True)
class Identities:
    """What is needed to compare sides and places: the state of an actor, its kind, the places of the reading."""

    states: dict[str, str | None]
    persons: frozenset[str]
    places: tuple[Place, ...]
    headlines: tuple[tuple[int, int], ...]  # tellings in a headline never stand for the event if the text tells it too
    camps: dict[str, str | None] = field(default_factory=dict)  # actor → its sector, the arms of the state as one
    words: dict[tuple[int, int], str] = field(default_factory=dict)  # trigger → the lemma that tells the act


PLAIN_FORCE = "190"
MOST_COMPARED = 60  # acts of one kind between the same states: a sentence of hundreds is no report


def merge(events: list[Event], known: Identities, trace: Trace | None = None) -> list[Event]:
    """The events with tellings of one act joined. Only what has the same `_kin` is compared, and no more than
    MOST_COMPARED of them."""
    out: list[Event] = []
    alike: dict[object, list[int]] = defaultdict(list)
    for event in events:
        kin = _kin(event, known)
        near = alike[kin][-MOST_COMPARED:]
        at = next((n for n in near if _one_telling(out[n], event, known) and same_act(out[n], event, known)), None)
        if at is None:
            alike[kin].append(len(out))
            out.append(event)
        else:
            before, out[at] = out[at], _joined(out[at], event, known)
            if trace is not None:
                trace.merged[event.id if out[at].id == before.id else before.id] = out[at].id
    return _twinned(out, known)


def _kin(event: Event, known: Identities) -> object:
    """What two events must have in common to be the same act, and what joining them does not change: the type, and
    the states of the sides."""
    sides = ((*event.sources, *event.targets),) if event.reciprocal else (event.sources, event.targets)
    states = tuple(frozenset(known.states.get(actor) for actor in side) for side in sides)
    return event.type, None if event.type in ("CONSULT", "ASSAULT") else event.cameo, event.reciprocal, states


def same_act(a: Event, b: Event, known: Identities) -> bool:
    """Whether two events can be the same act: type and mode, sides, days and places agree or are open."""
    if a.type != b.type or not _modes_agree(a.mode, b.mode) or a.trigger == b.trigger:
        return False
    if a.type != "CONSULT" and a.cameo != b.cameo and not _plainly_told(a, b):
        return False
    return (_sides_agree(a, b, known) and _days_agree(a, b) and _places_agree(a, b, known)
            and (a.status == b.status or _counts_agree(a, b)))


def _plainly_told(a: Event, b: Event) -> bool:
    """Whether one act of force says nothing of the means that the other, in the same sentence, has: "a drone strike
    killed five and *wounded* ten"."""
    return a.type == "ASSAULT" and a.sentence == b.sentence and PLAIN_FORCE in (a.cameo, b.cameo)


def _one_telling(a: Event, b: Event, known: Identities) -> bool:
    pair = {a.status, b.status}
    return a.reported_by == b.reported_by and (
        len(pair) == 1 or (a.mode == "visit" and pair == {"happened", "ongoing"}) or _told_again(a, b, known))


def _told_again(a: Event, b: Event, known: Identities) -> bool:
    """Whether the news is taken up again in passing, by the same word and of the same actors, without a day: "Salo,
    *who quit*". Any other telling as history is one of another status."""
    if (a.status, b.status, b.start) != ("happened", "background", None) or not known.words.get(a.trigger):
        return False
    named = set(a.sources) == set(b.sources) and set(a.targets) == set(b.targets)
    return named and known.words[a.trigger] == known.words.get(b.trigger)


def _modes_agree(a: str | None, b: str | None) -> bool:
    return a == b or (None in (a, b) and "visit" not in (a, b) and "phone" not in (a, b))


def _sides_agree(a: Event, b: Event, known: Identities) -> bool:
    if a.reciprocal or b.reciprocal:
        if a.reciprocal != b.reciprocal:
            return False
        return _side_agrees((*a.sources, *a.targets), (*b.sources, *b.targets), known)
    doers = (_side_agrees(a.sources, b.sources, known) and _one_camp(a.sources, b.sources, known)) or (
        not a.sources and not b.sources and (_beside(a, b) or set(a.targets) <= known.persons))  # "he faces charges"
    return doers and _side_agrees(a.targets, b.targets, known)


def _one_camp(a: tuple[str, ...], b: tuple[str, ...], known: Identities) -> bool:
    """Whether two sides of one state may be the same: not a party and the president's office."""
    camps = [{known.camps.get(x) for x in side} for side in (a, b)]
    return None in camps[0] | camps[1] or bool(camps[0] & camps[1])


def _beside(a: Event, b: Event) -> bool:
    """Whether two acts that nobody is named for are told in one sentence, or of one place and day."""
    return a.sentence == b.sentence or (a.place is not None and (a.place, a.start) == (b.place, b.start))


def _side_agrees(a: tuple[str, ...], b: tuple[str, ...], known: Identities) -> bool:
    """The same actors; or the same states, where not two different persons stand against each other."""
    if not a or not b:
        return False
    if set(a) == set(b):
        return True
    states = [{known.states.get(x) for x in side} for side in (a, b)]
    if None in states[0] | states[1] or states[0] != states[1]:
        return False
    people = [{x for x in side if x in known.persons} for side in (a, b)]
    return not people[0] or not people[1] or bool(people[0] & people[1])


def _days_agree(a: Event, b: Event) -> bool:
    if (
        a.start
        and b.start
        and a.start != b.start
        and not ("date:publication" in a.reasons or "date:publication" in b.reasons)
    ):
        return bool(a.end and b.end and a.start <= b.end and b.start <= a.end)
    return True


def _counts_agree(a: Event, b: Event) -> bool:
    """Whether no number differs: "killed two on Monday" is not what was told of those "who had killed nine"."""
    counts = {q.what: q.value for q in a.quantities}
    return all(counts.get(q.what, q.value) == q.value for q in b.quantities)


def _places_agree(a: Event, b: Event, known: Identities) -> bool:
    if a.place is None or b.place is None:
        return True
    one, two = known.places[a.place], known.places[b.place]
    return one.name == two.name or (one.country == two.country and "country" in (one.feature, two.feature))


def _joined(a: Event, b: Event, known: Identities) -> Event:
    """One event out of two tellings. What stands in a headline gives way to the running text."""
    if _in(a.trigger, known.headlines) and not _in(b.trigger, known.headlines):
        a, b = b, a
    status = "ongoing" if "ongoing" in (a.status, b.status) else a.status
    dated, other = (a, b) if _dated(a) or not _dated(b) else (b, a)
    start, end = dated.start, dated.end
    if other.end and not end and "date:publication" not in other.reasons and other.end >= (start or ""):
        end = other.end
    sources = a.sources if _named(a.sources, known) >= _named(b.sources, known) else b.sources
    targets = a.targets if _named(a.targets, known) >= _named(b.targets, known) else b.targets
    if "target:home" in a.reasons and "target:home" not in b.reasons and b.targets:
        targets = b.targets
    return replace(
        a,
        status=status,
        start=start,
        end=end,
        granularity=dated.granularity,
        place=_finer(a.place, b.place, known),
        time_spans=tuple(sorted({*a.time_spans, *b.time_spans})),
        sources=sources,
        targets=targets,
        source_spans=a.source_spans if sources is a.sources else b.source_spans,
        target_spans=a.target_spans if targets is a.targets else b.target_spans,
        forums=tuple(dict.fromkeys((*a.forums, *b.forums))),
        mechanism=a.mechanism or b.mechanism,
        contexts=tuple(dict.fromkeys((*a.contexts, *b.contexts)))[: max(4, len(a.contexts), len(b.contexts))],
        **_means(a, b),
        quantities=_counts(a, b),
        confidence=max(a.confidence, b.confidence),
        also=tuple(sorted({*a.also, *b.also, b.sentence} - {a.sentence})),
        reasons=tuple(
            dict.fromkeys(
                (*(r for r in a.reasons if r != "date:publication" or _dated_by_publication(start, a)), *b.reasons)
            )
        ),
    )


def _means(a: Event, b: Event) -> dict[str, Any]:
    """The mode and code of the telling that says more."""
    if a.cameo == PLAIN_FORCE != b.cameo and a.type == "ASSAULT":
        return {"mode": b.mode, "cameo": b.cameo, "plover": b.plover, "quad": b.quad, "intensity": b.intensity}
    return {"mode": a.mode or b.mode}


def _counts(a: Event, b: Event) -> tuple[Quantity, ...]:
    """The numbers of the first telling, and of the second what the first does not count."""
    known = {q.what for q in a.quantities}
    return tuple(sorted((*a.quantities, *(q for q in b.quantities if q.what not in known)), key=lambda q: q.span))


def _dated_by_publication(start: str | None, event: Event) -> bool:
    return start == event.start and "date:publication" in event.reasons


def _dated(event: Event) -> bool:
    return bool(event.start) and "date:publication" not in event.reasons


def _named(side: tuple[str, ...], known: Identities) -> int:
    return sum(x in known.persons for x in side)


def _finer(a: int | None, b: int | None, known: Identities) -> int | None:
    if a is None or b is None:
        return a if b is None else b
    return b if known.places[a].feature == "country" and known.places[b].feature != "country" else a


def _in(span: tuple[int, int], stretches: tuple[tuple[int, int], ...]) -> bool:
    return any(s <= span[0] and span[1] <= e for s, e in stretches)


def _twinned(events: list[Event], known: Identities) -> list[Event]:
    """Each event with the ids of its twins: the same act with another status or by another voice."""
    twins: dict[str, list[str]] = {e.id: [] for e in events}
    alike: dict[object, deque[Event]] = defaultdict(lambda: deque(maxlen=MOST_COMPARED))
    for event in events:
        if event.type is None:
            continue
        near = alike[_kin(event, known)]
        for other in near:
            if not _one_telling(other, event, known) and same_act(other, event, known):
                twins[other.id].append(event.id)
                twins[event.id].append(other.id)
        near.append(event)
    return [replace(e, same_as=tuple(twins[e.id])) if twins[e.id] else e for e in events]
