"""Events told once → the same, with the place and day that an earlier sentence tells.

"X met Y in Doha on Sunday. She thanked him for …": the thanks were given in Doha on Sunday. Somebody who took part in
a meeting or visit told before, and whose next act has no place or day of its own, is taken to act there and then; a
meeting in the first paragraph takes place where the dateline says the report was written. An act without any day has
that of the story: the last fresh day told, else the first one of the lead. Each such value names its reason. No place
is lent to acts of force: where a bomb went off is not to be told from where the last one did.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from communique.events.scene import Scene
from communique.records import Event, Span

AT_MEETINGS = frozenset(("SUPPORT", "AGREE", "COOPERATE", "REJECT", "REQUEST", "CONCEDE", "AID"))
HELD = ("happened", "ongoing")
SIGNATURE = "057"  # CAMEO: sign formal agreement
NEAR, FRESH = 4, 3  # paragraphs; days


def settle(scene: Scene, events: Iterable[Event]) -> list[Event]:
    """The events in their order, places and days filled in where an earlier one tells them."""
    out: list[Event] = []
    gatherings: list[Event] = []  # told so far, the last last
    day = _day_of_lead(scene)
    for event in events:
        host = _host(scene, event, gatherings)
        if host is not None and _may_take_place(event, host):
            event = replace(event, place=host.place, reasons=(*event.reasons, "place:meeting"))
        event = _dated(scene, event, host, day)
        event = _among_the_crowd(scene, event, out)
        if event.place is None and (_needs_place(event) or _is_signature(event)):
            event = _at_dateline(scene, event)
        out.append(event)
        if event.type == "CONSULT" and (event.status in HELD or event.mode == "multilateral" or event.forums):
            gatherings.append(event)
        day = str(event.start) if _tells_day(scene, event) else day
    return out


def _day_of_lead(scene: Scene) -> str | None:
    """The first fresh day told in the first two paragraphs: "agreed *on Monday*", in Tuesday's paper."""
    lead = _lead(scene)
    for time in scene.reading.times:
        if _paragraph(scene, time.span) > lead + 1:
            break
        if time.bound is None and time.start and time.start == time.end and _fresh(time.start, scene.reading.date):
            return time.start
    return None


def _tells_day(scene: Scene, event: Event) -> bool:
    """Whether it has a day of its own on which the report's story goes on."""
    own = event.start is not None and "date:publication" not in event.reasons
    if not own or event.status not in HELD or event.granularity != "day":
        return False
    leads = _paragraph(scene, event.trigger) <= _lead(scene) + 1
    return _fresh(str(event.start), scene.reading.date, FRESH if leads else 1)


def _host(scene: Scene, event: Event, gatherings: list[Event]) -> Event | None:
    """The last meeting or visit told before in which the one who acts took part."""
    if event.status not in HELD or not (event.type in AT_MEETINGS or event.type in ("CONSULT", "ACCUSE", None)):
        return None
    at = _paragraph(scene, event.trigger)
    people = {a for a in (*event.sources, *(event.targets if event.reciprocal else ())) if _is_person(scene, a)}
    beside = _on_the_sidelines(scene, event)
    for gathering in reversed(gatherings):
        if beside and (gathering.mode == "multilateral" or gathering.forums) and gathering.place is not None:
            return gathering
        if (
            at - _paragraph(scene, gathering.trigger) <= NEAR
            and gathering.status in HELD
            and people & {*gathering.sources, *gathering.targets}
        ):
            return gathering
    return None


def _on_the_sidelines(scene: Scene, event: Event) -> bool:
    """Whether the sentence says that it is held beside something else."""
    first, last = (scene.document.at.get(at) for at in (event.sentence[0], event.trigger[0]))
    words = scene.document.tokens[first:last] if first is not None and last is not None else ()
    return event.type == "CONSULT" and any(t.text.lower() in scene.knowledge.details.margins for t in words)


def _is_person(scene: Scene, actor: str) -> bool:
    return actor in scene.actors and scene.actors[actor].kind == "person"


def _paragraph(scene: Scene, span: Span) -> int:
    token = scene.document.at.get(span[0])
    return scene.document.sentence_of(token).paragraph if token is not None else 0


def _lead(scene: Scene) -> int:
    """The first paragraph of the running text: the dateline may stand in one of its own."""
    line = scene.reading.dateline
    after = next((at for at in range(line[1], line[1] + 8) if at in scene.document.at), None) if line else None
    return _paragraph(scene, (after, after)) if after is not None else 0


def _needs_place(event: Event) -> bool:
    """Whether it is a meeting face to face."""
    return event.type == "CONSULT" and event.mode not in ("phone", "visit") and event.status in HELD


def _is_signature(event: Event) -> bool:
    return event.cameo == SIGNATURE and event.status in HELD


def _may_take_place(event: Event, host: Event) -> bool:
    """Whether the event may have taken place where its host did: a day of its own must be the same."""
    if event.place is not None or host.place is None or host.mode == "phone":
        return False
    if not (_needs_place(event) or event.type in AT_MEETINGS):
        return False
    own = event.start is not None and "date:publication" not in event.reasons
    return (
        not own
        or host.start is None
        or "date:publication" in host.reasons
        or host.start <= str(event.start) <= (host.end or host.start)
    )


def _dated(scene: Scene, event: Event, host: Event | None, day: str | None) -> Event:
    """With the day of the meeting it was done at, else the last day told, for that of publication."""
    if "date:publication" not in event.reasons:
        return event
    reason = "date:story"
    if host is not None and host.mode != "visit" and _tells_day(scene, host):  # a stay that goes on tells no day
        day, reason = host.start, "date:meeting"
    if day is None or day == event.start:
        return event
    return replace(event, start=day, reasons=tuple(reason if r == "date:publication" else r for r in event.reasons))


def _fresh(day: str, reference: str | None, days: int = FRESH) -> bool:
    return reference is not None and 0 <= (date.fromisoformat(reference) - date.fromisoformat(day)).days <= days


def _among_the_crowd(scene: Scene, event: Event, before: list[Event]) -> Event:
    """"Some burned cars in X; police arrested 53": arrests just after a protest or riot are made where it was."""
    last = before[-1] if before else None
    if last is None or last.type != "PROTEST" or last.place is None:
        return event
    if event.place is not None or event.mode != "arrest":
        return event
    first, second = (scene.document.at.get(e.trigger[0], 0) for e in (last, event))
    near = scene.document.tokens[second].sentence - scene.document.tokens[first].sentence <= 1
    alike = near and last.status == event.status
    return replace(event, place=last.place, reasons=(*event.reasons, "place:crowd")) if alike else event


def _at_dateline(scene: Scene, event: Event) -> Event:
    """The place of the dateline, for what the first paragraph tells; of two places ("LAGOS/ABUJA -") none."""
    line = scene.reading.dateline
    if line is None or "/" in scene.reading.text[line[0] : line[1]] or _paragraph(scene, event.trigger) > _lead(scene):
        return event
    inside = (n for n, p in enumerate(scene.reading.places) if p.span[0] == line[0] and p.span[1] <= line[1])
    place = next(inside, None)
    return event if place is None else replace(event, place=place, reasons=(*event.reasons, "place:dateline"))
