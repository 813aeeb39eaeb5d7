"""Act → places of its sentence that it is likely to have happened at, though the parse does not say so.

    CASE 1  inside what is done to it       "struck a *Baghdad* cafe", "patrolled *Mecca's* main hospital"
    CASE 2  of those who crowd the streets  "*Basra* residents marched"
    CASE 3  anywhere else in its clause     "shot at boats *on the Tigris*", "an offensive to capture *Kidal*"

Only for acts that are done on the spot: force, arrests, crowds, troops that move. What somebody only says somewhere
("police *in Basra* said"), what is told of another act or of another time, and what a place is left or named for is
passed over. Of several the nearest is taken, rather one behind the act than one before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.events.anchors import GROUP, Anchored, Anchors
from communique.events.clauses import has_own_subject, joined_by, subject_heads
from communique.events.scene import Act, Scene
from communique.stages import Proposition

ON_THE_SPOT = frozenset(("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT"))
WIDE = ("country", "territory", "continent", "region")
AT = frozenset(("in", "at", "near", "outside", "inside", "around", "across", "off", "within", "along", "throughout",
                "on", "over", "through", "into", "toward", "towards", "between", "under", "of"))
ELSEWHERE = frozenset(
    ("before", "for", "as", "than", "since", "according", "despite", "including", "like", "from", "to"))
OF_OTHERS = frozenset(("against", "with", "about", "after", "by"))  # but "clashes *with* rebels in X" are in X
FOLLOWED = ("participial", "purpose", "argument", "coordinate", "adverbial", "complement")


def nearby(scene: Scene, act: Act, p: Proposition, anchors: Anchors) -> Iterator[tuple[str, list[Anchored]]]:
    """The places that may be the act's, the likeliest first."""
    if act.type not in ON_THE_SPOT and act.mode != "convict":
        return
    here = anchors.sentence_places.get(p.sentence, [])
    yield "inside", [a for a in here if _inside_object(scene, p, a)]
    if act.type == "PROTEST":
        yield "crowd", [a for a in here if a.owner == p.index and _inside_crowd(scene, p, a)]
    likely = [a for a in here if _may_be(scene, act, p, a)]
    nearest = sorted(likely, key=lambda a: _apart(act, a))[:1]
    yield "nearby", [a for a in likely if a in nearest or _holds(scene, nearest[0], a)]


def _inside_object(scene: Scene, p: Proposition, a: Anchored) -> bool:
    """"struck a *Baghdad* cafe": the town of a thing; not "held *Moscow's* envoy", who is somebody."""
    at = _thing(scene, p, a)
    if at is None or any(prep not in AT for prep in a.phrase) or scene.reading.places[a.index].feature in WIDE:
        return False
    noun, mention = scene.document.tokens[at], scene.mentions.at(at)
    if noun.pos != "NOUN" or noun.lemma.lower() in scene.knowledge.details.own:
        return False
    if mention is not None and any(scene.actors[i].kind == "person" for i in mention.actors if i in scene.actors):
        return False
    return noun.dep == "pobj" if a.phrase else noun.dep in ("dobj", "nsubjpass")


def _thing(scene: Scene, p: Proposition, a: Anchored) -> int | None:
    """The noun whose group a place stands in, where that noun belongs to the act."""
    if a.inner and len(a.nouns) == 1 and a.owner == p.index:
        return a.nouns[0]
    owner = scene.propositions[a.owner] if a.owner is not None else None
    grouped = scene.document.tokens[a.token].dep in GROUP and not (a.phrase or a.nouns)
    return owner.head if owner is not None and grouped and owner.kind == "noun" and owner.parent == p.index else None


def _inside_crowd(scene: Scene, p: Proposition, a: Anchored) -> bool:
    """"*Basra* residents marched"."""
    subject = a.inner and not a.phrase and any(n in subject_heads(scene, p) for n in a.nouns)
    return subject and scene.document.tokens[a.token].dep == "compound"


def _may_be(scene: Scene, act: Act, p: Proposition, a: Anchored) -> bool:
    """Whether a place stands behind a word that tells where, in a clause that tells the same act."""
    if a.owner is None or (a.inner and scene.reading.places[a.index].feature in WIDE):
        return False
    owner = scene.propositions[a.owner]
    if not _tells_the_same(scene, act, p, owner):
        return False
    if _is_taken(scene, act, a, owner):
        return True
    if not a.phrase or a.phrase[0] not in AT or (a.phrase[0] == "of" and not (a.spotted or {*a.phrase[1:]} & AT)):
        return False
    shut = ELSEWHERE if _is_force(act) else ELSEWHERE | OF_OTHERS
    way = _way(scene, owner, p) - ({"to"} if act.type == "RETREAT" else set())  # "a halt *to* operations in X"
    return not shut & {*a.phrase, *way}


def _is_force(act: Act) -> bool:
    """Acts at which what the sentence tells besides happens in the same place."""
    return act.type == "ASSAULT" or (act.type == "COERCE" and act.mode in ("arrest", "seize", "abduct", "kill"))


def _is_taken(scene: Scene, act: Act, a: Anchored, owner: Proposition) -> bool:
    """"an offensive to *capture Kidal*": what another clause says is attacked or taken."""
    if act.type not in ("ASSAULT", "COERCE") or a.phrase or a.inner or a.nouns:
        return False
    words = scene.knowledge.gazetteer.vocabulary
    dep = scene.document.tokens[a.token].dep
    return (a.spotted or dep in ("dobj", "nsubjpass")) and owner.lemma in words["taken"] | words["struck"]


def _tells_the_same(scene: Scene, act: Act, p: Proposition, owner: Proposition) -> bool:
    """Whether two propositions are of one act: one is a part of the other, or both are of a third."""
    above = {t for q in _up(scene, act, p) for t in (*q.trigger, q.head)}
    return any(above & {*q.trigger, q.head} for q in _up(scene, act, owner))


def _up(scene: Scene, act: Act, p: Proposition) -> Iterator[Proposition]:
    """A proposition and those it is a part of, as long as they tell of the same time and place."""
    for _ in range(6):
        yield p
        parent = scene.parent(p)
        if parent is None or not _goes_on(scene, act, p, parent):
            return
        p = parent


def _goes_on(scene: Scene, act: Act, p: Proposition, parent: Proposition) -> bool:
    if parent.kind == "verb" and parent.lemma in scene.knowledge.cues.verbs and parent.head not in act.trigger:
        return False
    if p.kind == "noun":
        return True
    if p.link == "adverbial":
        at_once = scene.knowledge.details.meanwhile | {"after", "where"}
        return not joined_by(scene, p) - (at_once if _is_force(act) else scene.knowledge.details.meanwhile)
    if p.link == "relative":
        return _is_force(act)
    return p.link in ("participial", "purpose") or (p.link in FOLLOWED and not has_own_subject(scene, p))


def _way(scene: Scene, owner: Proposition, p: Proposition) -> set[str]:
    """The prepositions on the way from a place's predicate up to the act."""
    tokens, at, out = scene.document.tokens, owner.head, set()
    for _ in range(25):
        if at in p.trigger or at == p.head or tokens[at].head == at:
            break
        at = tokens[at].head
        if tokens[at].pos == "ADP" or tokens[at].dep in ("prep", "agent"):
            out.add(tokens[at].text.lower())
    return out


def _holds(scene: Scene, whole: Anchored, a: Anchored) -> bool:
    """Whether a place lies in a region or state named nearer to the act: "*in the Rafah camp* in southern Gaza"."""
    wide, place = scene.reading.places[whole.index], scene.reading.places[a.index]
    return wide.feature in WIDE and place.feature not in WIDE and place.country in (None, wide.country)


def _apart(act: Act, a: Anchored) -> int:
    """How far it stands from the trigger; what stands before counts double."""
    first, last = min(act.trigger), max(act.trigger)
    return a.token - last if a.token > last else 2 * (first - a.token)
