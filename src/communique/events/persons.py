"""Acts that are done to people: where only their state is found, the target is somebody of that state.

In: "Iran detained a Swedish vlogger", of whom the reading knows the adjective alone. Out: the same act with a person
of Sweden as its target, who becomes an actor of the record. Only for the codes of `persons_only` (data/details): a
state is not arrested or tried, whatever its people are.
"""

from __future__ import annotations

from dataclasses import replace

from communique.events.scene import Act, Party, Scene, tokens_of
from communique.records import Actor


def of_people(scene: Scene, act: Act) -> Act:
    """The act, each state that it is done to replaced by its people."""
    codes = tuple(scene.knowledge.details.persons_only)
    if not (act.cameo or "").startswith(codes) or not any(_stands_for_people(scene, act, x) for x in act.targets):
        return act
    targets = tuple(replace(x, actor=_person(scene, act, x)) if _stands_for_people(scene, act, x) else x
                    for x in act.targets)
    return replace(act, targets=targets).because("target:person")


def _stands_for_people(scene: Scene, act: Act, party: Party) -> bool:
    """Whether only the adjective of a state is found, or a body before the noun for its people: "detained *the Sea
    Party's* treasurer". What is done to one by its name ("put Oman on a wanted list") is left as it is told."""
    actor = scene.actors[party.actor]
    if party.span is None or actor.kind not in ("state", "organisation"):
        return False
    told = [scene.mentions.at(at) for at in tokens_of(scene.document, party.span)]
    if actor.kind == "state":
        return any(m is not None and m.kind == "adjective" for m in told)
    heads = {h for a in scene.propositions[act.scope[0]].all("patient", "of") for h in a.heads}
    people = [h for h in heads if scene.mentions.at(h) is None and scene.document.tokens[h].pos == "NOUN"]
    return bool(people) and not any(m is not None and m.head in heads for m in told)


def _person(scene: Scene, act: Act, party: Party) -> str:
    """The id of somebody of a state or body: "vlogger of Sweden"."""
    p, owner = scene.propositions[act.scope[0]], scene.actors[party.actor]
    heads = [scene.document.tokens[h] for a in p.all("patient", "of") for h in a.heads]
    several = any(t.tag in ("NNS", "NNPS") for t in heads)
    span = party.span or (0, 0)
    measures = scene.knowledge.scope.measures  # "*scores* of Togolese"
    nouns = [t.text.lower() for t in heads if t.pos == "NOUN" and not span[0] <= t.start < span[1]
             and t.lemma.lower() not in measures]
    noun = nouns[0] if nouns else "people" if several else "person"
    sector = "CVL" if owner.kind == "state" else owner.sector
    actor = Actor(f"person-{party.actor}-{act.trigger[0]}", None, f"{noun} of {owner.name}",
                  "group" if several else "person", owner.code, sector, None, None, (), ("person-of",))
    scene.added[actor.id] = actor
    scene.actors.setdefault(actor.id, actor)
    return actor.id
