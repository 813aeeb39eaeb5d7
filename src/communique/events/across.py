"""Sides that stand across a clause: those who are let act, each other, those complained of before a third party."""

from __future__ import annotations

from communique.events.scene import Act, Party, Scene
from communique.events.sides import parties
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


COMPLAINT = "114"
