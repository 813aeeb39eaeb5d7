"""Sides that stand across a clause: those who are let act, each other, those complained of before a third party."""

from __future__ import annotations

from communique.events.match import match
from communique.events.scene import Act, Party, Scene
from communique.events.sides import of_argument, parties
from communique.knowledge.lexicon import Entry
from communique.stages import Proposition, Token


def let_act(scene: Scene, p: Proposition, inner: Act, sources: tuple[Party, ...]) -> tuple[Party, ...]:
    """Who acts in the clauses between an operator and an act deep below it: "refused to let *Oman* fly troops to a
    war on Mali", "demanded that *Chad* match Togo's aid"."""
    taken, at = {x.actor for x in sources}, scene.parent(scene.propositions[inner.scope[0]])
    found: tuple[Party, ...] = ()
    for _ in range(STEPS):
        if at is None or at.index == p.index or at.sentence != p.sentence:
            break
        if at.kind == "verb" and at.link == "complement":
            letting = at.lemma in scene.knowledge.scope.object_control  # "let *troops* …", to the parser its object
            roles = ("patient", "agent") if letting else ("agent",)
            doers = tuple(x for x in parties(scene, at, roles) if x.actor not in taken)
            found = doers or found
        at = scene.parent(at)
    return found if at is not None and at.index == p.index else ()


STEPS = 6  # clauses


def each_other(
    scene: Scene, p: Proposition, entry: Entry, sources: tuple[Party, ...], targets: tuple[Party, ...]
) -> tuple[tuple[Party, ...], tuple[Party, ...], bool]:
    """The sides, and whether both do the same: "Peru and Chile accused *each other*", "each accusing *the other*"."""
    words = [scene.document.tokens[h] for a in p.arguments if a.role in entry.target for h in a.heads]
    doer, above = p.one("agent"), scene.parent(p)
    if not sources and doer is not None and above is not None and scene.words_of(doer.first, doer.last) == "each":
        sources = parties(scene, above, ("agent",))
    if entry.reciprocal or targets or len(sources) < 2 or not any(_is_the_other(scene, w) for w in words):
        return sources, targets, entry.reciprocal
    return sources[:1], sources[1:], True


def _is_the_other(scene: Scene, word: Token) -> bool:
    below = {t.text.lower() for t in scene.document.below(word.index, "det", "nmod", "amod")}
    return (word.text.lower(), bool(below & {"each", "the", "one"})) in (("other", True), ("another", True))


def complained_of(scene: Scene, p: Proposition, sources: tuple[Party, ...],
                  targets: tuple[Party, ...]) -> tuple[Party, ...]:
    """Whose deed is complained of where the complaint goes to a body of states: "complained to the UN over *Libyan*
    raids"."""
    if not targets or any(scene.state(x.actor) != "IGO" for x in targets):
        return targets
    own = {scene.state(x.actor) for x in sources} - {None}
    found = parties(scene, p, ("over", "about", "against", "at", "clause"), (*sources, *targets), inside=True)
    return tuple(x for x in found if scene.state(x.actor) not in own) or targets


def culprits(scene: Scene, p: Proposition, entry: Entry, sources: tuple[Party, ...],
             targets: tuple[Party, ...]) -> tuple[Party, ...]:
    """Those condemned for an act, without those it was done to: "condemned the detention *of Ana Example*" is no word
    against her. Where nobody is said to have done it, whoever governs there is meant, if it is what states do."""
    if entry.type != "ACCUSE" or p.kind != "verb":
        return targets
    for argument in p.all("patient"):
        inner = scene.propositions[argument.proposition] if argument.proposition is not None else None
        act = match(scene, inner) if inner is not None and inner.head in argument.heads else None
        if inner is not None and act is not None and act.type in DONE_TO:
            harmed = _harmed(scene, inner)  # "killings *during Omani operations*" are Oman's
            left = next((x for q in (inner, p) if (x := parties(scene, q, ("during",), sources, inside=True))), ())
            left = left or tuple(x for x in targets if x.actor not in {y.actor for y in harmed})
            return left or (_in_charge(scene, inner, sources, harmed) if act.type in BY_STATES else ())
    return targets


DONE_TO = frozenset(("ASSAULT", "COERCE", "SANCTION"))
BY_STATES = frozenset(("COERCE", "SANCTION"))
HARMED = ("of", "against", "on", "at", "theme", "patient")


def _harmed(scene: Scene, noun: Proposition) -> tuple[Party, ...]:
    """Whom the act that a noun tells is done to; not those who do it: "the attack of the rebels on the town"."""
    doers = {x.actor for x in parties(scene, noun, ("agent", "by", "modifier"))}
    found = [x for role in HARMED for x in parties(scene, noun, (role,), inside=True)]
    return tuple(x for x in found if x.actor not in doers)


def _in_charge(scene: Scene, noun: Proposition, sources: tuple[Party, ...],
               harmed: tuple[Party, ...]) -> tuple[Party, ...]:
    """The state of the place where it is done, else that of those it is done to, if another than the speaker's."""
    own = {scene.state(x.actor) for x in sources}
    there = [x for a in noun.all("in", "at") for x in of_argument(scene, a, True, True)
             if scene.actors[x.actor].kind == "state"]
    codes = {scene.state(x.actor) for x in (there or harmed)} - {None}
    state = scene.state_of(codes.pop()) if len(codes) == 1 and not codes & own else None
    return (Party(state, None),) if state else ()


COMPLAINT = "114"
