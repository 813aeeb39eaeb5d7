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
from communique.events.sides import official, parties
from communique.knowledge.lexicon import Entry
from communique.stages import Argument, Proposition

ANSWERS = frozenset(("ACCUSE", "REJECT", "SUPPORT", "CONCEDE", "THREATEN", "REQUEST"))
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
    above = _taken_up(scene, p) or _asked_before(scene, p, act)
    targets = _of_clause_above(scene, act, above, before) if above is not None else ()
    if targets:
        return replace(act, targets=targets).because("target:echo")
    inner = [scene.propositions[a.proposition] for a in p.all("clause") if a.proposition is not None]
    asked = [a for q in inner if act.type == "REJECT" for a in q.all("patient")]  # "refused to discuss *the demand*"
    for argument in (*(a for role in ROLES for a in p.all(role)), *asked):
        types = _types(scene, argument, p, entries)
        targets = _parties(scene, act, before, types) if types else ()
        if targets:
            return replace(act, targets=targets).because("target:echo")
    return act


def _taken_up(scene: Scene, p: Proposition) -> Proposition | None:
    """The clause that an apposition takes up before it is answered: "Oman offered talks, *an idea* Mali rejected"."""
    verb = scene.document.tokens[p.support_head if p.support_head is not None else p.head]
    noun = scene.document.tokens[verb.head]
    listed = noun.lemma.lower() in scene.knowledge.details.echoes
    if p.kind != "verb" or verb.dep != "relcl" or noun.dep not in ("appos", "npadvmod", "dep") or not listed:
        return None
    return _clause_at(scene, noun.head)


def _asked_before(scene: Scene, p: Proposition, act: Act) -> Proposition | None:
    """The clause in which somebody does what was asked: "Peru opened its ports, *as Chile had demanded*"."""
    above = scene.parent(p)
    if act.type not in ("REQUEST", "THREATEN") or p.kind != "verb" or p.link != "adverbial" or above is None:
        return None
    marks = {t.text.lower() for t in scene.document.below(p.head, "mark")}
    return above if "as" in marks and p.one("patient", "clause", "on", "to") is None else None


def _clause_at(scene: Scene, at: int) -> Proposition | None:
    """The verb of the clause that a word stands in, and of those that hang on another's words the first."""
    found = None
    for _ in range(12):
        here = [q for q in scene.inside(at, at + 1) if q.kind == "verb"]
        found = here[0] if here else found
        if found is not None and found.link != "complement":
            return found
        above = scene.document.tokens[at].head
        if above == at:
            break
        at = above
    return found


def _of_clause_above(scene: Scene, act: Act, above: Proposition, before: list[Act]) -> tuple[Party, ...]:
    """Whose clause it is: those who act in it, else those an act in it is told of."""
    told = [x for other in before if above.index in other.scope for x in other.sources]
    return _not_of(scene, parties(scene, above, ("agent",)) or tuple(told), act.sources)


def _types(scene: Scene, argument: Argument, p: Proposition, entries: dict[int, Entry]) -> frozenset[str]:
    """The types of act that the noun may stand for; empty where it names its own parties or no act at all."""
    head = scene.document.tokens[argument.heads[0]]
    bare = not scene.document.children[head.index]
    if bare and head.text.lower() in ("that", "this"):  # "dismissed *that* as theatre"
        return scene.knowledge.details.echoes.get(head.text.lower(), frozenset())
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
    for other in reversed(before):
        told = other.type in types and other is not act
        if told and (other.type == "PROTEST" or any(public(scene, x) for x in other.sources)):
            did = (*other.sources, *other.targets) if other.reciprocal else other.sources
            doers = _not_of(scene, did, act.sources)
            return doers or _not_of(scene, other.targets, act.sources)
    return ()


def _not_of(scene: Scene, side: tuple[Party, ...], own: tuple[Party, ...]) -> tuple[Party, ...]:
    """Those of a side who are not of another one: of one state only where each is an arm of its own, "the army accuses
    *the commission*"."""
    return tuple(x for x in side if not any(_one_side(scene, x.actor, y.actor) for y in own))


def _one_side(scene: Scene, a: str, b: str) -> bool:
    if a == b or scene.state(a) is None or scene.state(a) != scene.state(b):
        return a == b
    one, two = scene.actors[a], scene.actors[b]
    for_it = "state" in (one.kind, two.kind) and official(scene, a) and official(scene, b)
    return for_it or one.sector == two.sector
