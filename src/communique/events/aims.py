"""Whom a protest or a deployment is about where no role of its own tells: the aim, the grievance, the provocation."""

from __future__ import annotations

from communique.events.scene import Party, Scene
from communique.events.sides import CLAUSE_ROLES, of_argument, of_mention, official, parties, states_behind
from communique.stages import Argument, Proposition

NEXT_TO = ("against", "towards", "toward", "near", "off", "around", "opposite", "for")


def aimed_at(scene: Scene, p: Proposition, sources: tuple[Party, ...], *, armed: bool = False) -> tuple[Party, ...]:
    """Whom a protest or a deployment is about where no role of its own tells: the one of its aim ("marched to demand
    *that the premier* go", "sent ships to deter *Iran*"), a neighbour ("its border with *Chad*"), what lies beside.

    Arms are also brought up because of what others did: "sent a battalion north after *gunmen* had killed a guard".
    """
    near = parties(scene, p, ("clause",), sources) or _beyond_border(scene, p) or parties(scene, p, NEXT_TO, sources)
    own = states_behind(scene, sources)
    found = tuple(x for x in near if scene.actors[x.actor].kind != "state" or scene.state(x.actor) not in own)
    if armed:
        found = found or _aim(scene, p, sources) or _answered(scene, p, sources)
        found = found or _provoker(scene, p, sources, ("when", "because", "after", "as", "since"))
    else:
        found = found or _grievance(scene, p, sources) or _pressed(scene, p, sources)
        found = found or _provoker(scene, p, sources) or (parties(scene, p, BESIDE, sources) if sources else ())
    own = {scene.state(x.actor) for x in sources if official(scene, x.actor)}
    return tuple(x for x in found if scene.actors[x.actor].kind != "state" or scene.state(x.actor) not in own)


BESIDE = ("outside", "before", "at", "in")  # "a vigil *outside the ministry*", "sat down *in front of the palace*"
ABOUT = ("at", "against", "over", "with", "about", "to")


def _grievance(scene: Scene, p: Proposition, sources: tuple[Party, ...]) -> tuple[Party, ...]:
    """Whose doing a crowd is angry about: "in protest at the arrest of a bishop *by the police*", "in a dispute with
    *the ministry* over pay"."""
    tokens, used = scene.document.tokens, {x.actor for x in sources}
    for at in range(min(p.trigger), scene.document.sentences[p.sentence].last):
        token = tokens[at]
        own = token.text.lower() == "against" and token.head in (*p.trigger, p.head)
        felt = tokens[token.head].lemma.lower() in scene.knowledge.details.grievances
        if own or (felt and token.text.lower() in ABOUT):
            for thing in scene.document.below(at, "pobj", "pcomp"):
                found = [x for x in _doing_it(scene, thing.index) if x.actor not in used]
                if found:
                    return tuple(found)
    return ()


def _doing_it(scene: Scene, noun: int) -> list[Party]:
    """Whose deed a noun tells of: "an arrest *by the police*", "*the ministry's* plan", "*the mayor*"."""
    for prep in scene.document.below(noun, "prep"):
        for thing in scene.document.below(prep.index, "pobj") if prep.text.lower() == "by" else ():
            mention = scene.mentions.at(thing.index)
            if mention is not None:
                return of_mention(scene, mention)
    return of_argument(scene, Argument("oblique", "against", (noun,), *scene.document.edges[noun]), True, True)


PRESSES = ("patient", "on", "doer", "clause", "from", "against", "of", "at")


def _pressed(scene: Scene, p: Proposition, sources: tuple[Party, ...]) -> tuple[Party, ...]:
    """Whom a crowd wants to act: "camped on the square, demanding that *the premier* resign"."""
    for q in scene.under(p):
        if q.kind == "verb" and q.link != "relative" and q.lemma in scene.knowledge.details.pressing:
            found = parties(scene, q, PRESSES, sources, inside=True)
            if found:
                return found
    return ()


def _aim(scene: Scene, p: Proposition, sources: tuple[Party, ...]) -> tuple[Party, ...]:
    """Whom it is to stop: "posted guards to keep out *smugglers*"."""
    for q in scene.under(p):
        if q.link == "purpose" and q.kind == "verb":
            found = parties(scene, q, CLAUSE_ROLES, sources, inside=True)
            if found:
                return found
    return ()


def _answered(scene: Scene, p: Proposition, sources: tuple[Party, ...]) -> tuple[Party, ...]:
    """Whose deed it answers: "moved missiles up in response to *Kyiv's* tests"."""
    tokens, used = scene.document.tokens, {x.actor for x in sources}
    for at in range(min(p.trigger), scene.document.sentences[p.sentence].last):
        answering = tokens[tokens[at].head].lemma.lower() in scene.knowledge.details.answering
        if tokens[at].text.lower() in ("to", "for") and answering:
            for thing in scene.document.below(at, "pobj"):
                return tuple(x for x in _doing_it(scene, thing.index) if x.actor not in used)
    return ()


def _provoker(scene: Scene, p: Proposition, sources: tuple[Party, ...],
              words: tuple[str, ...] = ("when", "because")) -> tuple[Party, ...]:
    """Who did what it answers: "walked out when *the Cuban envoy* rose", "struck because *the owners* paid little"."""
    for q in scene.under(p):
        if q.link == "adverbial" and q.kind == "verb":
            at = q.support_head if q.support_head is not None else q.head
            if any(t.text.lower() in words for t in scene.document.below(at, "mark", "advmod")):
                return parties(scene, q, ("agent",), sources)
    return ()


def _beyond_border(scene: Scene, p: Proposition) -> tuple[Party, ...]:
    """The neighbour in "to its border *with Chad*"."""
    for argument in p.arguments:
        for head in argument.heads if argument.role in ("oblique", "patient") else ():
            for prep in scene.document.below(head, "prep"):
                for thing in scene.document.below(prep.index, "pobj") if prep.text.lower() == "with" else ():
                    mention = scene.mentions.at(thing.index)
                    if mention is not None:
                        return tuple(of_mention(scene, mention))
    return ()


def at_own_place(scene: Scene, sources: tuple[Party, ...], targets: tuple[Party, ...]) -> bool:
    """Whether those said to be aimed at are only the state's own towns: "sent troops *to Lima*"."""
    own = {scene.state(x.actor) for x in sources} - {None}
    return all(scene.actors[x.actor].kind == "state" and scene.state(x.actor) in own for x in targets)
