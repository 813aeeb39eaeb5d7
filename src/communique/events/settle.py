"""Events told once → the same, with the place and day that an earlier sentence tells.

"X met Y in Doha on Sunday. She thanked him for …": the thanks were given in Doha on Sunday. Somebody who took part in a meeting
or visit told before, and whose next act has no place or day of its own, is taken to act there and then; a meeting in the first
paragraph takes place where the dateline says the report was written. Each such value names its reason. Acts of force are left
alone: where a bomb went off is not to be told from where the last one did.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from communique.events.scene import Scene
from communique.records import Event, Span

AT_MEETINGS = frozenset(("SUPPORT", "AGREE", "COOPERATE", "REJECT", "REQUEST", "CONCEDE", "AID"))
HELD = ("happened", "ongoing")
NEAR, FRESH = 4, 3  # paragraphs; days


def settle(scene: Scene, events: Iterable[Event]) -> list[Event]:
    """The events in their order, places and days filled in where an earlier one tells them."""
    out: list[Event] = []
    gatherings: list[Event] = []  # told so far, the last last
    for event in events:
        host = _host(scene, event, gatherings)
        if host is not None:
            event = _placed(event, host) if _may_take_place(event, host) else event
            event = _dated(scene, event, host)
        if _needs_place(event) and event.place is None:
            event = _at_dateline(scene, event)
        out.append(event)
        if event.type == "CONSULT" and event.status in HELD:
            gatherings.append(event)
    return out


def _host(scene: Scene, event: Event, gatherings: list[Event]) -> Event | None:
    """The last meeting or visit told before in which the one who acts took part."""
    if event.status not in HELD or not (event.type in AT_MEETINGS or event.type in ("CONSULT", "ACCUSE", None)):
        return None
    at = _paragraph(scene, event.trigger)
    people = {a for a in (*event.sources, *(event.targets if event.reciprocal else ())) if _is_person(scene, a)}
    for gathering in reversed(gatherings):
        if at - _paragraph(scene, gathering.trigger) <= NEAR and people & {*gathering.sources, *gathering.targets}:
            return gathering
    return None


def _is_person(scene: Scene, actor: str) -> bool:
    return actor in scene.actors and scene.actors[actor].kind == "person"


def _paragraph(scene: Scene, span: Span) -> int:
    token = scene.document.at.get(span[0])
    return scene.document.sentence_of(token).paragraph if token is not None else 0


def _needs_place(event: Event) -> bool:
    """Whether it is a meeting face to face."""
    return event.type == "CONSULT" and event.mode not in ("phone", "visit") and event.status in HELD


def _may_take_place(event: Event, host: Event) -> bool:
    """Whether the event may have taken place where its host did: a day of its own must be the same."""
    if event.place is not None or host.place is None or host.mode == "phone":
        return False
    if not (_needs_place(event) or event.type in AT_MEETINGS):
        return False
    own = event.start is not None and "date:publication" not in event.reasons
    return not own or host.start is None or "date:publication" in host.reasons or host.start <= str(event.start) <= (host.end or host.start)


def _placed(event: Event, host: Event) -> Event:
    return replace(event, place=host.place, reasons=(*event.reasons, "place:meeting"))


def _dated(scene: Scene, event: Event, host: Event) -> Event:
    """With the host's day for that of publication, if it is a day of these days. A stay that goes on tells no day."""
    if "date:publication" not in event.reasons or "date:publication" in host.reasons or host.start is None or host.mode == "visit":
        return event
    if host.granularity != "day" or not _fresh(host.start, scene.reading.date):
        return event
    reasons = ("date:meeting" if r == "date:publication" else r for r in event.reasons)
    return replace(event, start=host.start, reasons=tuple(reasons))


def _fresh(day: str, reference: str | None) -> bool:
    return reference is not None and 0 <= (date.fromisoformat(reference) - date.fromisoformat(day)).days <= FRESH


def _at_dateline(scene: Scene, event: Event) -> Event:
    """The place of the dateline, for what the first paragraph tells."""
    line = scene.reading.dateline
    if line is None or _paragraph(scene, event.trigger) > _paragraph(scene, line):
        return event
    inside = [n for n, p in enumerate(scene.reading.places) if line[0] <= p.span[0] and p.span[1] <= line[1]]
    return replace(event, place=inside[0], reasons=(*event.reasons, "place:dateline")) if len(inside) == 1 else event
