"""Trace → how the acts of a proposition got their code, their sides and their status, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique.assemble import event_ids
from communique.events import Trace
from communique.events.scene import Act, Lookup, Party, Scene
from communique.explain.model import Composition, Explained, Side
from communique.explain.words import SIDES, why_dropped
from communique.records import Event
from communique.stages import Proposition, Reading


def explained_acts(scene: Scene, trace: Trace, reading: Reading, p: Proposition) -> tuple[Explained, ...]:
    """The acts that a proposition makes, in the order in which they were made."""
    found = zip(trace.acts, trace.outcomes, strict=True)
    return tuple(
        _explained(scene, trace, reading, p, act, outcome) for (index, act), outcome in found if index == p.index
    )


def _explained(
    scene: Scene, trace: Trace, reading: Reading, p: Proposition, act: Act, outcome: tuple[str | None, str | None]
) -> Explained:
    made, dropped = outcome
    event = _event(trace, reading, made)
    act = trace.finals.get(made or "", act)
    return Explained(
        event.type if event else act.type,
        event.mode if event else act.mode,
        event.cameo if event else act.code,
        tuple(_compositions(scene, trace, p, act)),
        _alone(trace, p),
        (*_side(scene, trace, p, act, "source"), *_side(scene, trace, p, act, "target")),
        tuple(trace.statuses.get(made or "", ())) + _joined_status(trace, event, made),
        event_ids(reading.events)[event.id] if event else None,
        event is not None and event.id != made,
        why_dropped(dropped) if dropped else None,
        event.reasons if event else act.reasons,
    )


def _event(trace: Trace, reading: Reading, name: str | None) -> Event | None:
    """The event an act became: itself, or the one that it was joined to."""
    while name in trace.merged:
        name = trace.merged[name]
    return next((e for e in reading.events if e.id == name), None)


def _joined_status(trace: Trace, event: Event | None, made: str | None) -> tuple[tuple[str, str], ...]:
    """The status of the event, where another telling of it changed that of this act."""
    told = trace.statuses.get(made or "", [])
    if event is None or not told or told[-1][0] == event.status:
        return ()
    return ((event.status, "by another telling of the same act"),)


# --- codes --------------------------------------------------------------------------------------------


def _compositions(scene: Scene, trace: Trace, p: Proposition, act: Act) -> Iterator[Composition]:
    """The operations that gave the code: those at the proposition, then those at the acts under it."""
    asked, coming = "asked-for" in act.reasons, [p.index, *act.scope]
    seen: set[int] = set()
    while coming:
        index = coming.pop(0)
        if index in seen:
            continue
        seen.add(index)
        for c in dict.fromkeys(c for c in trace.composed if c.proposition == index):
            both = trace.entries[p.index].also and index == p.index  # an invitation, and the visit that it asks for
            if both and (c.operation == "intent") != asked:
                continue
            row = scene.knowledge.ontology.composing_row(c.act)
            yield Composition(c.proposition + 1, c.operation, c.inner + 1, c.act, row, c.code)
            coming.append(c.inner)


def _alone(trace: Trace, p: Proposition) -> str | None:
    """Where an operator looked for an act, if it found none."""
    entry = trace.entries[p.index]
    composed = any(c.proposition == p.index and c.inner != p.index for c in trace.composed)
    if entry.does is None or entry.does == "deny" or composed:
        return None
    return f"no known act in {', '.join(entry.over)}: the operator's own code"


# --- sides --------------------------------------------------------------------------------------------


def _side(scene: Scene, trace: Trace, p: Proposition, act: Act, side: str) -> Iterator[Side]:
    """Who stands on a side, and how each was found; for an empty side, where was looked."""
    parties = act.sources if side == "source" else act.targets
    if not parties:
        yield Side(side, None, None, None, _nobody(scene, trace, p, act, side))
    for party in dict.fromkeys(parties):
        actor = scene.actors.get(party.actor)
        words = " ".join(scene.reading.text[slice(*party.span)].split()) if party.span else None
        name, code = (actor.name, _code(actor.code, actor.sector)) if actor else (party.actor, None)
        yield Side(side, name, code, words, _how(trace, p, act, party, side))


def _code(*parts: str | None) -> str | None:
    return ":".join(part for part in parts if part) or None


def _how(trace: Trace, p: Proposition, act: Act, party: Party, side: str) -> str:
    """By the role in which the party was found; else by the reason that the act gives."""
    lookup = _lookup(trace, party, (p.index, *act.scope))
    inferred = next((SIDES[r] for r in act.reasons if r in SIDES and _about(r, side)), None)
    if lookup is None or (inferred and (party.span is None or lookup.proposition not in (p.index, *act.scope))):
        return inferred or "by the act under it"
    return f"{lookup.role} of P{lookup.proposition + 1}"


def _about(reason: str, side: str) -> bool:
    return not reason.startswith("target:") or side == "target"


def _lookup(trace: Trace, party: Party, near: Iterable[int]) -> Lookup | None:
    """The look-up that found a party, one at the act's own propositions first."""
    order = {index: n for n, index in reversed(list(enumerate(near)))}
    found = [lookup for lookup in trace.lookups if party in lookup.parties]
    return min(found, key=lambda lookup: order.get(lookup.proposition, len(order)), default=None)


def _nobody(scene: Scene, trace: Trace, p: Proposition, act: Act, side: str) -> str:
    """Where was looked in vain: the roles of the entry, and those among them that are there."""
    entry = trace.entries[p.index]
    roles = entry.source if side == "source" else entry.target
    if not roles:
        return "its entry looks for none"
    there = [role for role in roles if any(p.all(role))]
    found = f"; there is {', '.join(there)}, which names no actor that is free for it" if there else "; none is there"
    return f"looked for in {', '.join(roles)}{found}"
