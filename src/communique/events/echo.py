"""Acts whose target is another act told before: "Chile condemned *the raid*", "India rejected *the charge*".

The noun names an act without its parties; the nearest act of that kind told before has them. The one who did it is
the target; where
that is the speaker himself, the one it was done to. A noun for anything that was proposed or done ("the idea", "the
move") is listed
in `data/details/echoes.yaml` with the types it may stand for.
"""

from __future__ import annotations

from dataclasses import replace

from communique.events.fit import public
from communique.events.scene import Act, Party, Scene
from communique.knowledge.lexicon import Entry
from communique.stages import Argument, Proposition

ANSWERS = frozenset(("ACCUSE", "REJECT", "SUPPORT", "CONCEDE", "THREATEN"))
ROLES = ("patient", "of", "to", "over", "about", "for", "with", "at", "by", "against", "theme")


def echoed(scene: Scene, acts: list[Act], entries: dict[int, Entry]) -> list[Act]:
    """The acts, those without a target given that of the act they answer to."""
    out: list[Act] = []
    for act in acts:
        if act.type == "CONSULT" and not act.sources and not act.targets:
            act = _same_talks(scene, act, out)
        out.append(
            _answer(scene, act, out, entries)
            if not act.targets and act.type in ANSWERS and act.sources and act.mode != "investigate" else act
        )
    return out


def _same_talks(scene: Scene, act: Act, before: list[Act]) -> Act:
    """"*The talks* were held behind closed doors", "*the meeting* was put off": those who met are the ones
    named before.
    """
    p = scene.propositions[act.scope[0]]
    if p.kind != "noun" or p.support is None:
        return act
    words = {t.text.lower() for t in scene.document.below(p.head, "det")}
    if not words & {"the", "this", "that", "these", "those"}:
        return act
    for other in reversed(before):
        if other.type == "CONSULT" and other.sources and other.targets and other.entry.reciprocal:
            return replace(act, sources=other.sources, targets=other.targets, reciprocal=True).because("sides:echo")
    return act


def _answer(scene: Scene, act: Act, before: list[Act], entries: dict[int, Entry]) -> Act:
    p = scene.propositions[act.scope[0]]
    for role in ROLES:
        for argument in p.all(role):
            types = _types(scene, argument, p, entries)
            targets = _parties(scene, act, before, types) if types else ()
            if targets:
                return replace(act, targets=targets).because("target:echo")
    return act


def _types(scene: Scene, argument: Argument, p: Proposition, entries: dict[int, Entry]) -> frozenset[str]:
    """The types of act that the noun may stand for; empty where it names its own parties or no act at all."""
    head = scene.document.tokens[argument.heads[0]]
    if not any(
        t.text.lower() in ("the", "this", "that", "these", "those", "such")
        for t in scene.document.below(head.index, "det")
    ):
        return frozenset()
    listed = scene.knowledge.details.echoes.get(head.lemma.lower())
    inner = argument.proposition
    if inner is not None and inner != p.index and inner in entries and entries[inner].type:
        return frozenset((str(entries[inner].type),)) | (listed or frozenset())
    return listed or frozenset()


def _parties(scene: Scene, act: Act, before: list[Act], types: frozenset[str]) -> tuple[Party, ...]:
    """The doers of the nearest act of these types; if that is the speaker's own act, those it was done to."""
    own = {scene.state(x.actor) or x.actor for x in act.sources}
    for other in reversed(before):
        told = other.type in types and other is not act
        if told and any(public(scene, x) for x in other.sources):
            did = (*other.sources, *other.targets) if other.reciprocal else other.sources
            doers = tuple(x for x in did if (scene.state(x.actor) or x.actor) not in own)
            return doers or tuple(x for x in other.targets if (scene.state(x.actor) or x.actor) not in own)
    return ()
