"""Act → the place where it happened: an index into the reading's places, or None.

    CASE 1  its own phrase, its object's, its gathering's     "met in Geneva", "signed a pact in Oslo"
    CASE 2  what is hit, held or left                         "attacked the town of X", "withdrew from X"
    CASE 3  the clause it is a part of                        "attacked a bus in X, killing two"
    CASE 4  force: what goes on at once, the doers' place     "shot him as he drove through X"

For a visit the place is where they go. A place that acts or is acted on is no place ("Moscow said", "sanctions on
Tehran"), and neither is the place of those who only speak or are spoken of ("officials in Tokyo said", "thanked
voters in Lagos").
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.events.anchors import Anchored, Anchors, as_one, fills
from communique.events.back import pointed_back
from communique.events.clauses import has_own_subject, joined_by, verb
from communique.events.nearby import nearby
from communique.events.scene import Act, Scene
from communique.stages import Proposition

LOCATIVE = frozenset(
    (
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "around",
        "across",
        "off",
        "within",
        "into",
        "along",
        "throughout",
        "beside",
        "above",
        "beneath",
        "behind",
        "beyond",
    )
)
ONTO = frozenset(
    ("on", "over", "through", "aboard", "upon")
)  # before islands, seas and bridges, not before cities and states
HIT = frozenset(("on", "against", "at", "into", "upon", "over", "targeting", "towards", "toward"))
HIT_BY = frozenset((prep,) for prep in HIT)
DESTINATION = frozenset(("to", "in", "at", "for", "into", "of", "across", "around", "through"))
COMPANY = frozenset(("with", "between", "by", "alongside", "among", "including"))
SETTLED = ("city", "capital", "village", "district", "venue", "airport", "base", "camp", "border crossing", None)
WIDTH = {"continent": 5, "ocean": 5, "country": 4, "sea": 4, "territory": 3, "region": 3, "venue": 2, "city": 1,
         "capital": 1}
PLACES = ("GPE", "LOC", "FAC")  # labels of the model
HITTING = ("ASSAULT", "COERCE", "RETREAT", "MOBILIZE", "SANCTION")
WITHIN = ("coordinate", "participial", "adverbial", "purpose", "argument", "relative", "complement")


def where(scene: Scene, act: Act, anchors: Anchors) -> tuple[int | None, str | None]:
    """The index of the place, and the reason."""
    scope = act.scope[::-1] if len(act.scope) > 1 else act.scope
    for index in scope:
        p = scene.propositions[index]
        for reason, likely in _candidates(scene, act, p, anchors):
            place = _finest(scene, likely)
            if place is not None:
                return place, f"place:{reason}"
    found = (pointed_back(scene, act, scene.propositions[index]) for index in scope)
    back = next((at for at in found if at is not None), None)
    return back, None if back is None else "place:back"


def _candidates(scene: Scene, act: Act, p: Proposition, anchors: Anchors) -> Iterator[tuple[str, list[Anchored]]]:
    """The places that may be the act's, the surest first."""
    local = act.type in scene.knowledge.details.local
    own = [a for q in as_one(scene, act, p, anchors) for a in anchors.places.get(q.index, [])]
    hit = [a for a in own if _is_hit(scene, act, a)]
    fitting = [a for a in own if _fits(scene, act, a) and not _with_subject(scene, a)]
    place = _finest(scene, [*fitting, *hit])
    yield "own" if place is None or place in {a.index for a in fitting} else "target", [*fitting, *hit]
    yield "topic", [a for a in _of_topic(scene, act, p, anchors) if _fits(scene, act, a)]
    yield "relative", _antecedents(scene, p, anchors)
    yield from _above(scene, act, p, anchors)
    if act.type == "CONSULT":
        yield "host", _hosted(scene, act, p, anchors)
    yield "object", [a for a in own if _is_around_hit(scene, act, a)]
    if local:
        beside = [q for q in anchors.below.get(p.index, []) if _at_once(scene, act, q)]
        yield "beside", [a for q in beside for a in anchors.places.get(q.index, []) if _fits(scene, act, a)]
    if (local and act.type != "CONSULT") or act.mode == "convict":
        agents = [q for q in anchors.below.get(p.index, []) if q.kind == "noun" and fills(p, q, "agent")]
        of_agents = [
            a for q in agents for a in anchors.places.get(q.index, []) if _fits(scene, act, a) or _is_hit(scene, act, a)
        ]
        yield "subject", [*(a for a in own if _fits(scene, act, a)), *of_agents]
        loose = [a for a in anchors.sentence_places.get(p.sentence, []) if a.owner is None]
        yield "sentence", [a for a in loose if _fits(scene, act, a)]
    yield from nearby(scene, act, p, anchors)


def _of_topic(scene: Scene, act: Act, p: Proposition, anchors: Anchors) -> Iterator[Anchored]:
    """Cities behind what a meeting, signature or protest is about: "consultations on cooperation *in Phnom Penh*"."""
    protest = act.type == "PROTEST"
    for q in as_one(scene, act, p, anchors):
        for topic in anchors.below.get(q.index, []) if protest or q.kind == "noun" else ():
            if topic.kind == "noun" and (protest or topic.lemma in scene.knowledge.details.topics):
                found = anchors.places.get(topic.index, [])
                yield from (a for a in found if scene.reading.places[a.index].feature in SETTLED)


def _hosted(scene: Scene, act: Act, p: Proposition, anchors: Anchors) -> list[Anchored]:
    """"talks that X has offered to *host in Ouagadougou*", "a summit that *Lima* was to have hosted"."""
    here = [a for a in anchors.sentence_places.get(p.sentence, []) if a.owner is not None]
    hosts = {index for q in anchors.sentences.get(p.sentence, []) for index in _up_to(scene, q, p)}
    return [a for a in here if a.owner in hosts and (_fits(scene, act, a) or _is_host(scene, a))]


def _is_host(scene: Scene, a: Anchored) -> bool:
    return _dep(scene, a) == "nsubj" and scene.reading.places[a.index].feature in SETTLED


def _up_to(scene: Scene, host: Proposition, p: Proposition) -> list[int]:
    """The clauses from a verb of hosting up to the meeting it says more of; none where it does not."""
    out: list[int] = []
    q = host
    while host.lemma in scene.knowledge.gazetteer.vocabulary["hosting"] and len(out) < 4:
        if {q.head, *q.trigger} & {p.head, *p.trigger}:
            return out
        out.append(q.index)
        parent = scene.parent(q)
        if parent is None:
            break
        q = parent
    return []


def _above(scene: Scene, act: Act, p: Proposition, anchors: Anchors) -> Iterator[tuple[str, list[Anchored]]]:
    """The places of the clauses the act is a part of, up to three."""
    for _ in range(3):
        parent = scene.parent(p)
        if parent is None or not _shares_place(scene, act, p, parent):
            return
        found = [
            a for a in anchors.places.get(parent.index, []) if _fits(scene, act, a) and not _with_subject(scene, a)
        ]
        if p.link == "coordinate" and has_own_subject(scene, p):
            found = [a for a in found if a.token < min(parent.trigger)]
        if p.link == "purpose" or act.type == "CONSULT":
            found += [
                a
                for a in anchors.places.get(parent.index, [])
                if a.phrase == ("to",) and p.link in ("purpose", "argument")
            ]
        if act.type == "ASSAULT" and p.link in ("participial", "coordinate"):  # "struck *Kharkiv*, killing two"
            found += [a for a in anchors.places.get(parent.index, []) if _is_hit(scene, act, a)]
        yield str(p.link), found
        p = parent


def _antecedents(scene: Scene, p: Proposition, anchors: Anchors) -> list[Anchored]:
    """The place a clause says more of: "flew to *Tbilisi*, where X accepted the plan"."""
    if p.link != "relative" or "where" not in joined_by(scene, p):
        return []
    tokens, here = scene.document.tokens, anchors.sentence_places.get(p.sentence, [])
    above = tokens[verb(p)].head
    exact = [a for a in here if above in (a.token, *a.nouns, tokens[tokens[a.token].head].head)]
    return exact or [a for a in here if a.token < p.first][-1:]


def _shares_place(scene: Scene, act: Act, p: Proposition, parent: Proposition) -> bool:
    """Whether a clause takes place where the one above it does."""
    words = joined_by(scene, p)
    if p.link == "relative":
        return "where" in words or (act.type in ("ASSAULT", "COERCE") and fills(p, parent, "agent"))
    if p.link == "adverbial":
        at_once = (
            bool(words) and act.type in scene.knowledge.details.local and not words - scene.knowledge.details.meanwhile
        )
        beside = act.type == "CONSULT" and words <= {"after", "before"}  # "spoke in Suva after hosting her"
        return at_once or not ((words and not beside) or has_own_subject(scene, p))
    if p.link == "complement":
        return parent.lemma not in scene.knowledge.cues.verbs and not has_own_subject(scene, p) and act.mode != "visit"
    return p.link in WITHIN


def _at_once(scene: Scene, act: Act, q: Proposition) -> bool:
    """Whether a clause below tells what goes on at the same time: "as he drove", "killing two", "and wounded two"."""
    if q.link == "participial":
        return q.kind == "verb"
    if q.link == "coordinate":
        return act.type == "ASSAULT" and q.kind == "verb" and not has_own_subject(scene, q)
    return q.link == "adverbial" and q.kind == "verb" and not joined_by(scene, q) - scene.knowledge.details.meanwhile


def _fits(scene: Scene, act: Act, a: Anchored) -> bool:
    """Whether a place stands behind a preposition that tells where, and nothing on the way up has it for itself."""
    place, dep = scene.reading.places[a.index], _dep(scene, a)
    if a.inner or (dep == "poss" and not a.spotted) or any(scene.document.tokens[n].entity in PLACES for n in a.nouns):
        return False  # "Tskhinvali, capital of *South Ossetia*": said of the other place
    if act.mode == "visit":
        return _is_destination(dep, a)
    local = _is_local(scene, act, a)
    if not a.phrase:
        return local and not a.nouns and dep in ("compound", "nmod") and place.feature in SETTLED
    settled = place.feature in SETTLED and not a.spotted
    if a.phrase == ("to",):
        return act.mode == "deport" or act.type == "MOBILIZE" or (act.type == "AID" and place.feature != "country")
    told = (
        a.phrase[0] in LOCATIVE
        or (local and a.phrase == ("through",))
        or (a.phrase[0] in ONTO and not settled and place.feature != "country")
    )
    if act.mode == "withdraw" and a.phrase == ("from",):
        return True
    return told and _is_free(scene, act, a, place.feature, local)


def _is_local(scene: Scene, act: Act, a: Anchored) -> bool:
    """Whether what is done to somebody in a place is done there: force, crowds, meetings, words at a gathering."""
    details = scene.knowledge.details
    return (
        act.type in details.local
        or act.mode == "convict"
        or (a.owner is not None and scene.propositions[a.owner].lemma in details.gatherings)
    )


def _is_free(scene: Scene, act: Act, a: Anchored, feature: str | None, local: bool) -> bool:
    """Whether the way up is free: "talks with X *in Geneva*", but not "talks on the war *in Sudan*"."""
    details = scene.knowledge.details
    nouns = {scene.document.tokens[n].lemma.lower() for n in a.nouns}
    if nouns & details.gatherings:
        return True
    settled = feature in SETTLED and local
    if (nouns & details.own and not settled) or "according" in a.phrase:  # "according to a source *in Damascus*"
        return False
    if act.type == "ASSAULT" and all(
        prep in HIT for prep in a.phrase[1:]
    ):  # "an attack on a base *in Hakkari province*"
        return True
    if any(prep not in COMPANY and prep not in LOCATIVE for prep in a.phrase[1:]):
        return settled or (feature in SETTLED and bool(act.entry.object))
    if a.phrase[0] == "in" and feature == "country" and not local and not act.entry.object:
        return a.token < min(act.trigger)  # "*in Belarus*, the EU thanked …", but not "thanked activists *in Belarus*"
    return not nouns or local or bool(act.entry.object)


def _is_destination(dep: str, a: Anchored) -> bool:
    if not a.phrase:
        return dep in ("dobj", "nsubjpass", "appos") or a.spotted
    return a.phrase[0] in DESTINATION and a.phrase[-1] in DESTINATION


def _is_hit(scene: Scene, act: Act, a: Anchored) -> bool:
    """For acts of force and retreats, the place that is attacked, taken or left, or the thing named after it."""
    if act.type not in HITTING or a.inner or a.nouns or act.mode in ("deport", "withdraw"):
        return False
    dep = _dep(scene, a)
    bare = not a.phrase and (a.spotted or (act.type != "SANCTION" and dep in ("dobj", "nsubjpass", "appos")))
    noun = a.owner is not None and scene.propositions[a.owner].kind == "noun"
    return bare or (act.type == "ASSAULT" and (a.phrase in HIT_BY or (noun and a.phrase == ("of",))))


def _is_around_hit(scene: Scene, act: Act, a: Anchored) -> bool:
    """For acts of force, the town of what is hit: "seized *Kidal's* town hall"; not "held *Moscow's* envoy"."""
    return (
        act.type in ("ASSAULT", "COERCE")
        and a.inner
        and not a.phrase
        and len(a.nouns) == 1
        and scene.document.tokens[a.nouns[0]].dep in ("dobj", "nsubjpass")
        and scene.reading.places[a.index].feature in SETTLED
        and scene.reading.places[a.index].feature != "capital"
    )


def _dep(scene: Scene, a: Anchored) -> str:
    """How a place hangs in its clause; one of a list as the first does: "captured Kidal and *Gao*"."""
    token = scene.document.tokens[a.token]
    while token.dep == "conj" and scene.document.tokens[token.head].pos in ("NOUN", "PROPN"):
        token = scene.document.tokens[token.head]
    return token.dep


def _with_subject(scene: Scene, a: Anchored) -> bool:
    """Whether the place is only where those are who act: "officials *in Tokyo*"."""
    return any(scene.document.tokens[n].dep == "nsubj" for n in a.nouns)


def _finest(scene: Scene, found: list[Anchored]) -> int | None:
    """The most particular place: a city before its country, "the West Bank town of *Tulkarm*"; else the first."""
    if not found:
        return None
    rank = [(WIDTH.get(scene.reading.places[a.index].feature or "", 0), len(a.nouns), n) for n, a in enumerate(found)]
    return found[min(rank)[2]].index
