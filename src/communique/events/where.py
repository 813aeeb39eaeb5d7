"""Act → the place where it happened: an index into the reading's places, or None.

Its own locative phrase first ("met in Geneva"), then that of the clause it is part of. For a visit the place is where they go.
A place that acts or is acted on is no place ("Moscow said", "sanctions on Tehran").
"""

from __future__ import annotations

from communique.events.anchors import Anchored, Anchors
from communique.events.scene import Act, Scene
from communique.stages import Proposition

LOCATIVE = frozenset(("in", "at", "near", "outside", "inside", "around", "across", "off", "on", "over", "within", "into", "along",
                      "throughout", "around", "beside", "of", "between", "through", "above"))
DESTINATION = frozenset(("to", "in", "at", "for", "into", "of"))
GOING_LINKS = ("coordinate", "participial", "adverbial", "purpose", "argument", "relative", "complement")


def where(scene: Scene, act: Act, anchors: Anchors) -> tuple[int | None, str | None]:
    """The index of the place, and the reason."""
    wanted = DESTINATION if act.mode == "visit" else LOCATIVE
    for index in act.scope:
        p: Proposition | None = scene.propositions[index]
        reason = "place:own"
        for _ in range(3):
            if p is None:
                break
            found = _best(scene, anchors.places.get(p.index, []), wanted, act.mode == "visit")
            if found is not None:
                return found, reason
            if p.link not in GOING_LINKS or (p.link == "complement" and act.mode == "visit"):
                break
            p, reason = scene.parent(p), f"place:{p.link}"
    target = _target_place(scene, act)
    if target is not None:
        return target, "place:target"
    return None, None


def _best(scene: Scene, found: list[Anchored], wanted: frozenset[str], visit: bool) -> int | None:
    """The most particular of the places that stand behind a fitting preposition: a city before a country."""
    fitting = [a for a in found if (a.phrase and a.phrase[0] in wanted and a.phrase[-1] in wanted)
               or (visit and a.prep is None and scene.document.tokens[a.token].dep == "dobj")]
    fitting = [a for a in fitting if a.phrase[-1:] != ("of",) or visit]
    if not fitting:
        return None
    rank = [(scene.reading.places[a.index].feature == "country", n) for n, a in enumerate(fitting)]
    return fitting[min(rank)[1]].index


def _target_place(scene: Scene, act: Act) -> int | None:
    """For a visit, the place named as its target; for an act of force, the place that was hit."""
    if act.mode != "visit" and act.type not in ("ASSAULT", "COERCE"):
        return None
    spans = [party.span for party in act.targets]
    for index, place in enumerate(scene.reading.places):
        if any(a <= place.span[0] and place.span[1] <= b for a, b in spans):
            return index
    return None
