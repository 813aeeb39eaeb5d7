"""Acts that are done to people: where only their state is found, the target is somebody of that state.

In: "Iran detained a Swedish vlogger", of whom the reading knows the adjective alone. Out: the same act with a person
of Sweden as its target, who becomes an actor of the record. Only for the codes of `persons_only` (data/details): a
state is not arrested or tried, whatever its people are.
"""

from __future__ import annotations

from dataclasses import replace

from communique.events.scene import Act, Party, Scene
from communique.records import Actor


def of_people(scene: Scene, act: Act) -> Act:
    """The act, each state that it is done to replaced by its people."""
    codes = tuple(scene.knowledge.details.persons_only)
    if not (act.cameo or "").startswith(codes) or not any(_is_state(scene, x) for x in act.targets):
        return act
    targets = tuple(replace(x, actor=_person(scene, act, x)) if _is_state(scene, x) else x for x in act.targets)
    return replace(act, targets=targets).because("target:person")


def _is_state(scene: Scene, party: Party) -> bool:
    return party.span is not None and scene.actors[party.actor].kind == "state"


def _person(scene: Scene, act: Act, party: Party) -> str:
    """The id of somebody of a state: "vlogger of Sweden"."""
    p, state = scene.propositions[act.scope[0]], scene.actors[party.actor]
    heads = [scene.document.tokens[h] for a in p.all("patient", "of") for h in a.heads]
    several = any(t.tag in ("NNS", "NNPS") for t in heads)
    span = party.span or (0, 0)
    nouns = [t.text.lower() for t in heads if t.pos == "NOUN" and not span[0] <= t.start < span[1]]
    noun = nouns[0] if nouns else "people" if several else "person"
    actor = Actor(f"person-{state.code}-{act.trigger[0]}", None, f"{noun} of {state.name}",
                  "group" if several else "person", state.code, "CVL", None, None, (), ("person-of",))
    scene.added[actor.id] = actor
    scene.actors.setdefault(actor.id, actor)
    return actor.id
