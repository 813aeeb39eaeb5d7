"""Reading → Reading.events: propositions matched, composed, placed in time and space, and each act told once."""

from __future__ import annotations

from dataclasses import replace

from communique.events.acts import find_acts
from communique.events.anchors import Anchors, anchors
from communique.events.confidence import confidence
from communique.events.details import contexts, forums, mechanism, quantities
from communique.events.fit import between_states, discarded, other_sphere, public, unfit
from communique.events.merge import Identities, merge
from communique.events.pairs import code_pairs
from communique.events.persons import of_people
from communique.events.scene import Act, Party, Scene, Trace, tokens_of
from communique.events.second import opinion, verdict
from communique.events.settle import settle
from communique.events.sides import of_mention, of_place, official
from communique.events.status import final_status, first_status, in_plain_present
from communique.events.voice import voice
from communique.events.when import published, when
from communique.events.where import where
from communique.knowledge import Knowledge
from communique.records import Dropped, Event, Span
from communique.stages import Reading, SecondCoder

STATE_ARMS = frozenset(("GOV", "MIL", "COP", "SPY", "ELI"))
AHEAD = ("scheduled", "hypothetical")


def find_events(reading: Reading, knowledge: Knowledge, trace: Trace | None = None,
                second: SecondCoder | None = None) -> Reading:
    """All events of the reading. Acts without any actor are dropped, with the reason.

    The second coder has its say, where there is one (`second.py`).
    A trace that is handed in is filled with what was decided on the way.
    """
    scene = Scene.of(reading, knowledge, trace, second)
    anchored = anchors(scene)
    events: list[Event] = []
    dropped: list[Dropped] = []
    acts, (sphere, half), (discard, discards) = find_acts(scene), other_sphere(scene), discarded(scene)
    for act in acts:
        said = discards.get(scene.document.tokens[act.trigger[0]].sentence) if discards else None
        reason = discard or said or sphere or unfit(scene, act, acts) or (None if between_states(scene, act) else half)
        event = None if reason else _event(scene, act, anchored, f"e{len(events) + 1}")
        if event is not None and _by_nobody(scene, act, event):
            reason = "no-source"
        if reason or event is None:
            dropped.append(Dropped("event", _span(scene, act.trigger), reason or "no-source"))
        else:
            events.append(event)
        if trace is not None:
            trace.outcomes.append((None, reason) if reason else (events[-1].id, None))
    merged = settle(scene, merge(events, _identities(scene, events), trace))
    if trace is not None:
        trace.scene = scene
    return replace(
        reading,
        actors=(*reading.actors, *scene.added.values()),
        events=tuple(merged),
        pairs=code_pairs(scene, merged) if reading.report.pairs else None,
        dropped=(*reading.dropped, *dropped),
    )


def _by_nobody(scene: Scene, act: Act, event: Event) -> bool:
    """Whether no side is left, or it did not happen and no words name who would do it: "they might be indicted"."""
    if not event.sources and not event.targets:
        return True
    unreal = bool(event.type) and not event.sources and event.status in (*AHEAD, "denied")
    p = scene.propositions[act.scope[0]]
    doer = p.one("agent", "by")
    if doer is not None and (p.passive or scene.document.tokens[doer.heads[0]].pos == "PRON"):
        return False
    open_to_all = p.passive or p.modality in ("wish", "imperative")  # "the best time to visit Athens"
    return unreal and p.kind == "verb" and open_to_all


def _event(scene: Scene, act: Act, anchored: Anchors, name: str) -> Event:
    """The event of an act."""
    status, why = first_status(scene, act)
    told = [(status, why)]
    if status == "happened" and in_plain_present(scene, act):
        ahead = when(scene, act, anchored, "scheduled").start
        if ahead and ahead >= (scene.reading.date or ""):  # "meets on Wednesday"
            status = "scheduled"
            told.append((status, f"plain present with a day to come, {ahead}"))
    days = when(scene, act, anchored, status)
    moved = scene.propositions[act.scope[0]].phase == "postpone" and "until" in days.bounds
    if moved and days.end:  # "from October 5 to October 19"
        days = replace(days, start=days.end, end=None)
    status, why = final_status(scene, act, status, days)
    if scene.trace is not None:
        scene.trace.statuses[name] = [*told, (status, why)] if why else told
    days = published(scene, days, status)
    place, place_reason = where(scene, act, anchored)
    act = _held(scene, _at_home(scene, _struck(scene, of_people(scene, act), place)), place)
    if scene.trace is not None:
        scene.trace.finals[name] = act
    code, plover = _code(scene, act, status)
    reported_by = voice(scene, act, status)
    say = verdict(opinion(scene, act.sources, act.targets, act.trigger[0]), (act.type, plover))
    reasons = [*act.reasons, f"status:{status}", *(r for r in (days.reason, place_reason, say) if r)]
    ontology = scene.knowledge.ontology
    return Event(
        id=name,
        type=act.type,
        mode=act.mode,
        contexts=contexts(scene, act),
        status=status,
        start=days.start,
        end=days.end,
        granularity=days.granularity,
        plover=plover,
        cameo=code,
        quad=ontology.quad(plover),
        intensity=ontology.intensity(plover, act.mode if plover == act.type else None, code),
        announced=scene.reading.date if status == "scheduled" else None,
        sources=_ids(act.sources),
        targets=_ids(act.targets),
        reciprocal=act.reciprocal and bool(act.sources and act.targets),
        place=place,
        time_spans=days.spans,
        forums=forums(scene, act),
        mechanism=mechanism(scene, act),
        quantities=quantities(scene, act),
        reported_by=reported_by,
        same_as=(),
        confidence=confidence(scene.knowledge.details.confidence, tuple(reasons), status, act.type,
                              (len(act.sources), len(act.targets))),
        reasons=tuple(reasons),
        sentence=scene.document.sentence_of(act.trigger[0]).span,
        trigger=_span(scene, act.trigger),
        also=(),
        source_spans=tuple(dict.fromkeys(p.span for p in act.sources if p.span)),
        target_spans=tuple(dict.fromkeys(p.span for p in act.targets if p.span)),
    )


INSURGENT = frozenset(("REB", "UAF", "OPP", "CVL"))
STRUCK = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "AID", "RETREAT"))


def _struck(scene: Scene, act: Act, place: int | None) -> Act:
    """Where nobody is named as struck, occupied, relieved or left, the state of the place is: "missiles hit a school
    in Sumy".

    Not where that state is itself the one who acts: "police arrested dozens in Minsk".
    """
    if act.targets or place is None or act.type not in STRUCK or not act.sources:
        return act
    party = of_place(scene, scene.reading.places[place])
    home = {scene.state(x.actor) for x in act.sources if scene.actors[x.actor].sector not in INSURGENT}
    if party is None or scene.state(party.actor) in home:
        return act
    return replace(act, targets=(party,)).because("target:place")


def _held(scene: Scene, act: Act, place: int | None) -> Act:
    """ "She was arrested at her home in December": by the state of the place, else by her own."""
    p = scene.propositions[act.scope[0]]
    if act.sources or not act.targets or not (act.cameo or "").startswith("173") or not p.passive:
        return act
    told = scene.reading.places[place].country if place is not None else None
    codes = {scene.state(x.actor) for x in act.targets} if told is None else {told}
    state = scene.state_of(codes.pop()) if len(codes) == 1 else None
    if state is None or any(x.actor == state for x in act.targets):
        return act
    return replace(act, sources=(Party(state, None),)).because("source:held")


AT_HOME = (("PROTEST",), ("0831", "1234", "1321", "1322", "1323", "1324", "170", "172", "1721", "1722", "1723", "1724",
                          "175"))


def _at_home(scene: Scene, act: Act) -> Act:
    """What people do to their own state, or a state to its own people, where nobody else is named: protests,
    curfews, resignations, towns that rebels take."""
    if act.type == "PROTEST" and act.targets and not any(public(scene, p) or scene.state(p.actor) == "MNC"
                                                          for p in act.targets):
        act = replace(act, targets=())  # "protested longer waits for migrants"
    act = _of_the_crowd(scene, act)
    if act.type == "PROTEST" and act.sources and not act.targets and all(_is_state(scene, p) for p in act.sources):
        return replace(act, sources=(), targets=act.sources).because("target:home")  # "Almaty protests"
    if act.targets or not act.sources or not (act.type in AT_HOME[0] or act.cameo in AT_HOME[1] or _taken(scene, act)):
        return act
    home = {scene.state(p.actor) for p in act.sources} - {None}
    if len(home) == 1 and _taken(scene, act):
        scene.state_of(next(iter(home)))
    states = [a for a in scene.actors.values() if a.kind == "state" and a.code in home]
    if len(home) != 1 or len(states) != 1 or states[0].id in {p.actor for p in act.sources}:
        return act
    return replace(act, targets=(Party(states[0].id, None),)).because("target:home")


def _of_the_crowd(scene: Scene, act: Act) -> Act:
    """ "Police fired at *students*. *They* were marching against a rule": it is not the police who march."""
    if act.type != "PROTEST" or len(act.sources) != 1 or not official(scene, act.sources[0].actor):
        return act
    p, span = scene.propositions[act.scope[0]], act.sources[0].span
    at = scene.document.at.get(span[0]) if span else None
    if at is None or scene.document.tokens[at].tag != "PRP":
        return act
    first = scene.document.sentences[max(p.sentence - 1, 0)].first
    crowd = [m for m in scene.mentions.inside(first, at) if m.kind in ("group", "name")
             and all(scene.actors[a].sector in MARCHING for a in m.actors)]
    return replace(act, sources=tuple(of_mention(scene, crowd[-1]))).because("source:crowd") if crowd else act


MARCHING = frozenset(("CVL", "OPP", "LAB", "EDU", "REL", "AGR", "SOC"))


def _taken(scene: Scene, act: Act) -> bool:
    """Whether rebels take a town or post."""
    return act.cameo == "192" and all(scene.actors[x.actor].sector in ("REB", "UAF") for x in act.sources)


def _is_state(scene: Scene, party: Party) -> bool:
    return party.actor in scene.actors and scene.actors[party.actor].kind == "state"


def _code(scene: Scene, act: Act, status: str) -> tuple[str | None, str | None]:
    """The code and its type: the act's own, but a cooperative act that lies ahead is an intent (03x, AGREE)."""
    ontology = scene.knowledge.ontology
    code = act.code
    quad = ontology.quad(act.type)
    if status in AHEAD and quad in (1, 2) and act.type != "AGREE" and code == act.cameo and act.entry.does != "decide":
        p = scene.propositions[act.scope[0]]
        code = scene.compose("intent", p, p.index, act.cameo) or act.cameo
    if code == act.cameo or not code or code.startswith("01"):
        return code, act.type
    return code, ontology.type_of(code)


def _ids(side: tuple[Party, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.actor for p in side))


def _span(scene: Scene, trigger: tuple[int, ...]) -> Span:
    return scene.document.span(trigger[0], trigger[-1] + 1)


def _identities(scene: Scene, events: list[Event]) -> Identities:
    headlines = (*scene.reading.headlines, *(s.span for s in scene.document.sentences if s.headline))
    return Identities(
        {a.id: a.code for a in scene.reading.actors},
        frozenset(a.id for a in scene.reading.actors if a.kind == "person"),
        scene.reading.places,
        headlines,
        {a.id: "GOV" if a.sector in STATE_ARMS else a.sector for a in scene.reading.actors},
        {e.trigger: _last_lemma(scene, e.trigger) for e in events},
    )


def _last_lemma(scene: Scene, trigger: Span) -> str:
    """The lemma of the last word of a trigger: of "issued a condemnation" the noun."""
    return scene.document.tokens[tokens_of(scene.document, trigger)[-1]].lemma.lower()
