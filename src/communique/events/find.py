"""Reading → Reading.events: propositions matched, composed, placed in time and space, and each act told once."""

from __future__ import annotations

from dataclasses import replace

from communique.events.acts import find_acts
from communique.events.anchors import Anchors, anchors
from communique.events.details import contexts, forums, mechanism, quantities
from communique.events.merge import Identities, merge
from communique.events.pairs import code_pairs
from communique.events.scene import Act, Party, Scene
from communique.events.status import final_status, first_status
from communique.events.voice import voice
from communique.events.when import published, when
from communique.events.where import where
from communique.knowledge import Knowledge
from communique.records import Dropped, Event, Span
from communique.stages import Reading

AHEAD = ("scheduled", "hypothetical")


def find_events(reading: Reading, knowledge: Knowledge) -> Reading:
    """All events of the reading. Acts without any actor are dropped, with the reason."""
    scene = Scene.of(reading, knowledge)
    anchored = anchors(scene)
    events: list[Event] = []
    dropped: list[Dropped] = []
    for act in find_acts(scene):
        reason = _unfit(scene, act)
        if reason:
            dropped.append(Dropped("event", _span(scene, act.trigger), reason))
        else:
            events.append(_event(scene, act, anchored, f"e{len(events) + 1}"))
    merged = merge(events, _identities(scene))
    return replace(reading, events=tuple(merged), pairs=code_pairs(scene, merged) if reading.report.pairs else None,
                   dropped=(*reading.dropped, *dropped))


def _unfit(scene: Scene, act: Act) -> str | None:
    """Why an act is no event: nobody does it, or somebody does to himself what takes two."""
    if not act.sources and not act.targets:
        return "no-actor"
    if act.entry.reciprocal and not (act.sources and act.targets) and act.entry.mode != "visit":
        return "one-sided"
    if act.mode == "visit" and {scene.state(p.actor) for p in act.sources} == {scene.state(p.actor) for p in act.targets} != {None}:
        return "own-country"
    if not any(_public(scene, p) for p in (*act.sources, *act.targets)):
        return "no-country"
    return None


def _public(scene: Scene, party: Party) -> bool:
    """Whether a party has a country, an office or a part in public life: two private people make no political event."""
    actor = scene.actors.get(party.actor)
    return actor is not None and bool(actor.code or actor.office or (actor.kind != "person" and actor.sector))


def _event(scene: Scene, act: Act, anchored: Anchors, name: str) -> Event:
    """The event of an act."""
    status = first_status(scene, act)
    days = when(scene, act, anchored, status)
    status = final_status(scene, act, status, days)
    days = published(scene, days, status)
    place, place_reason = where(scene, act, anchored)
    code, plover = _code(scene, act, status)
    reported_by = voice(scene, act, status)
    reasons = [*act.reasons, f"status:{status}", *(r for r in (days.reason, place_reason) if r)]
    ontology = scene.knowledge.ontology
    return Event(
        id=name, type=act.type, mode=act.mode, contexts=contexts(scene, act), status=status, start=days.start, end=days.end,
        granularity=days.granularity, plover=plover, cameo=code, quad=ontology.quad(plover),
        intensity=ontology.intensity(plover, act.mode if plover == act.type else None, code),
        announced=scene.reading.date if status == "scheduled" else None, sources=_ids(act.sources), targets=_ids(act.targets),
        reciprocal=act.reciprocal and bool(act.sources and act.targets), place=place, time_spans=days.spans, forums=forums(scene, act),
        mechanism=mechanism(scene, act), quantities=quantities(scene, act), reported_by=reported_by, same_as=(),
        confidence=_confidence(scene, act, status), reasons=tuple(reasons),
        sentence=scene.document.sentence_of(act.trigger[0]).span, trigger=_span(scene, act.trigger), also=(),
        source_spans=tuple(dict.fromkeys(p.span for p in act.sources)), target_spans=tuple(dict.fromkeys(p.span for p in act.targets)))


def _code(scene: Scene, act: Act, status: str) -> tuple[str | None, str | None]:
    """The code the standards give: a cooperative act that lies ahead is an intent (03x, AGREE)."""
    ontology = scene.knowledge.ontology
    code = act.code
    quad = ontology.quad(act.type)
    if status in AHEAD and quad in (1, 2) and act.type != "AGREE" and code == act.cameo:
        code = ontology.compose("intent", act.cameo) or act.cameo
    type_name = ontology.type_of(code)
    return code, type_name if code and code[:2] != "01" else act.type


def _confidence(scene: Scene, act: Act, status: str) -> float:
    """A first estimate: both sides known, the verb a plain one, no doubt about the status."""
    value = 0.85
    if not act.sources or (not act.targets and act.type not in ("PROTEST", "MOBILIZE")):
        value -= 0.2
    if len(act.scope) > 1:
        value -= 0.1
    if status in ("hypothetical", "background"):
        value -= 0.05
    if scene.propositions[act.scope[0]].kind == "noun" and scene.propositions[act.scope[0]].support is None:
        value -= 0.1
    return round(value, 2)


def _ids(side: tuple[Party, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.actor for p in side))


def _span(scene: Scene, trigger: tuple[int, ...]) -> Span:
    return scene.document.span(trigger[0], trigger[-1] + 1)


def _identities(scene: Scene) -> Identities:
    headlines = (*scene.reading.headlines, *(s.span for s in scene.document.sentences if s.headline))
    return Identities({a.id: a.code for a in scene.reading.actors},
                      frozenset(a.id for a in scene.reading.actors if a.kind == "person"), scene.reading.places, headlines)
