"""Sides that an event noun takes from around it: its clause, the place of a visit, who owns up to a deed."""

from __future__ import annotations

from communique.events.match import match
from communique.events.scene import Party, Scene
from communique.events.sides import of_argument, official, parties
from communique.knowledge.lexicon import Entry
from communique.stages import Argument, Proposition


def lent(scene: Scene, p: Proposition, targets: tuple[Party, ...], *, crowd: bool = False) -> tuple[Party, ...]:
    """The party a noun takes from the clause it stands in: "during a visit to Kyiv, X said", "on a tour of",
    "ended a trip to". With `crowd`, only those who may march: "*youths* threw stones during a rally"."""
    parent = scene.parent(p)
    if parent is None or p.link != "argument":
        return ()
    if not any(a.role in ("oblique", "time") and a.first <= p.head < a.last for a in parent.arguments):
        return ()
    found = parties(scene, parent, ("agent", "patient") if parent.passive else ("agent",), targets)
    marching = all(scene.actors[x.actor].kind == "group" and not official(scene, x.actor) for x in found)
    return found if marching or not crowd else ()


def with_whom(scene: Scene, p: Proposition, taken: tuple[Party, ...]) -> tuple[Party, ...]:
    """The other side of what two do, where the parser hung it on another phrase: "spoke by telephone *with Oman's
    sultan*", "held talks on a pact *with Chad*". Not what belongs to somebody: "held talks on Iran's pact with
    Chad"."""
    used = {party.actor for party in taken}
    for argument in p.arguments:
        if argument.role in ("patient", "oblique", "time") and argument.prep != "with":
            for head in argument.heads:
                found = [x for x in _with_below(scene, head, 0) if x.actor not in used]
                if found:
                    return tuple(found)
    return ()


def _with_below(scene: Scene, noun: int, depth: int) -> list[Party]:
    """Those in the first "with" below a noun that belongs to nobody, at most three phrases deep."""
    document = scene.document
    if depth > 2 or any(scene.mentions.by_head.get(t.index) for t in document.below(noun, "poss", "amod", "compound")):
        return []
    for prep in document.below(noun, "prep"):
        for thing in document.below(prep.index, "pobj"):
            heads = (thing.index, *(t.index for t in document.below(thing.index, "conj")))
            argument = Argument("oblique", "with", heads, *document.edges[thing.index])
            found = of_argument(scene, argument, True) if prep.text.lower() == "with" else []
            found = found or _with_below(scene, thing.index, depth + 1)
            if found:
                return found
    return []


def owned_up(scene: Scene, p: Proposition, targets: tuple[Party, ...]) -> tuple[Party, ...]:
    """Who says that he did it: "claimed (responsibility for) the attack", "admitted the bombing"."""
    q = scene.parent(p)
    for _ in range(2):
        if q is None or p.link != "argument":
            return ()
        if q.kind == "verb" and q.lemma in scene.knowledge.details.owning and q.negation is None:
            return parties(scene, q, ("agent",), targets)
        q = scene.parent(q)
    return ()


def host(scene: Scene, p: Proposition, sources: tuple[Party, ...]) -> tuple[Party, ...]:
    """The state of the place a visit takes place in: "met in Moscow as part of a working visit"."""
    home = {scene.state(party.actor) for party in sources}
    for q in (p, scene.parent(p)):
        if q is not None:
            for argument in q.all("in", "at", "to"):
                found = [x for x in of_argument(scene, argument, True) if scene.state(x.actor) not in home]
                if found:
                    return (found[0],)
    owned = any(a.role == "agent" for a in p.arguments)  # "*his US* visit", but "a US visit"
    abroad = parties(scene, p, ("modifier",), sources) if p.kind == "noun" and owned else ()
    return tuple(x for x in abroad if scene.actors[x.actor].kind == "state" and scene.state(x.actor) not in home)


def done_by(scene: Scene, p: Proposition, act: str | None, sources: tuple[Party, ...]) -> tuple[Party, ...]:
    """Who did what is condemned, welcomed or rejected: "condemned the seizure of a tanker *by Iran*"."""
    if act not in ("ACCUSE", "SUPPORT", "REJECT") or p.kind != "verb":
        return ()
    for argument in p.all("patient"):
        inner = scene.propositions[argument.proposition] if argument.proposition is not None else None
        if inner is not None and inner.kind == "noun" and inner.head in argument.heads:
            return parties(scene, inner, ("agent", "by", "between", "modifier", "from"), sources)
        for head in argument.heads:  # "condemned the move *announced by Chad*", "the law *that Chad passed*"
            for q in scene.inside(head + 1, scene.document.sentence_of(head).last):
                behind = scene.document.tokens[q.head].head == head and scene.mentions.at(head) is None
                object_ = q.link == "relative" and any(head in a.heads for a in q.all("patient"))
                if behind and ((q.link == "participial" and q.passive) or object_):
                    return parties(scene, q, ("agent",), sources)
    return ()


POINTED = frozenset(("ASSAULT", "SANCTION", "COERCE", "THREATEN", "MOBILIZE", "PROTEST", "ACCUSE"))


def meant(scene: Scene, p: Proposition, entry: Entry, sources: tuple[Party, ...]) -> tuple[Party, ...]:
    """Whom an act is meant for where no role of its entry tells: `_pointed`, `_struck_by`, `_wronged`."""
    found = _pointed(scene, p, sources) if entry.type in POINTED else ()
    if not found and sources and entry.type == "ASSAULT" and not entry.reciprocal:
        found = _struck_by(scene, p, sources)
    if not found and sources and entry.type in ("ASSAULT", "COERCE"):
        found = _wronged(scene, p, sources)
    if not found and (entry.cameo or "").startswith("175"):  # "fired tear gas to scatter *the crowd*"
        found = parties(scene, p, ("clause",), sources)
    return found


def _pointed(scene: Scene, p: Proposition, sources: tuple[Party, ...]) -> tuple[Party, ...]:
    """Whom a participle behind a noun tells that it is meant for: "an attack by rebels *aimed at a patrol*"."""
    for q in scene.under(p) if p.kind == "noun" else ():
        if q.kind == "verb" and q.link == "participial" and q.lemma.split(" ")[0] in scene.knowledge.details.aiming:
            active = q.aspect == "progressive" or not q.passive
            return parties(scene, q, ("patient", *AT) if active else AT, sources, inside=True)
    return ()


AT = ("at", "against", "towards", "toward", "clause")


def _struck_by(scene: Scene, p: Proposition, sources: tuple[Party, ...]) -> tuple[Party, ...]:
    """Who is killed or wounded in the attack that a noun tells: "*two guards* were killed in a rebel ambush"."""
    q = scene.parent(p)
    if p.kind != "noun" or q is None or p.link != "argument" or q.kind != "verb" or q.negation is not None:
        return ()
    inside = any(a.first <= p.head < a.last for a in q.all("in", "during"))
    entry = match(scene, q) if inside else None
    return parties(scene, q, ("patient",), sources) if entry is not None and entry.type == "ASSAULT" else ()


def _wronged(scene: Scene, p: Proposition, sources: tuple[Party, ...]) -> tuple[Party, ...]:
    """Whose things are hit or taken where the one who tells it says "its": "condemned China for firing at *its* boats",
    "said that police had raided *its* offices"."""
    things = [h for a in p.all("patient", "at", "on", "against") for h in a.heads]
    owned = any(t.text.lower() in OWN for h in things for t in scene.document.below(h, "poss"))
    above = scene.parent(p) if owned and p.link == "complement" else None
    return parties(scene, above, ("agent",), sources) if above is not None and above.kind == "verb" else ()


OWN = ("its", "their", "his", "her", "our", "my")


def of_attack(scene: Scene, p: Proposition) -> tuple[Party, ...]:
    """Whose attack somebody is killed or wounded in: "were killed in *a PKK* attack"."""
    for argument in p.all("in", "during"):
        q = scene.propositions[argument.proposition] if argument.proposition is not None else None
        entry = match(scene, q) if q is not None and q.kind == "noun" else None
        if q is not None and entry is not None and entry.type == "ASSAULT" and not entry.reciprocal:
            return parties(scene, q, entry.source)
    return ()
