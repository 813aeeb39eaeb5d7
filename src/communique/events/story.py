"""Acts whose target the report leaves out, because it is plain from what stands around them.

    CASE 1  one subject, two verbs: "Peru recalled its envoy from Lima's neighbour and *suspended trade*" has one target
    CASE 2  a story of two parties: where all that a state does in the report it does with one other, that other is
    meant

The second is weaker: it holds only if at least two acts with both sides show the pair and none another one, and it
says so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from communique.events.scene import Act, Party, Scene
from communique.stages import Proposition, Token

AIMED = frozenset(
    (
        "ACCUSE",
        "REQUEST",
        "REJECT",
        "THREATEN",
        "SANCTION",
        "ASSAULT",
        "RETREAT",
        "AID",
        "CONCEDE",
        "MOBILIZE",
        "COERCE",
    )
)
STATES_LEAST = 2  # acts that must show the pair before the story is taken to be between the two


def completed(scene: Scene, acts: list[Act]) -> list[Act]:
    """The acts, with targets taken from the same subject's act before or from the story's only other party."""
    out: list[Act] = []
    for number, act in enumerate(acts):
        if not act.targets and act.sources and act.type in (*AIMED, "SUPPORT"):
            act = _as_before(scene, act, out[-NEAR:])
        if not act.targets and act.sources and act.type in AIMED:
            act = _as_before(scene, act, acts[number + 1:number + 1 + NEAR][::-1], after=True)
        out.append(act)
    pairs = pairs_of(scene, out)
    return [
        _by_story(scene, act, pairs) if not act.targets and act.sources and act.type in AIMED else act for act in out
    ]


def _as_before(scene: Scene, act: Act, near: list[Act], *, after: bool = False) -> Act:
    """The target of the act that the same subject does in the clause this one is joined to, or that is joined to it."""
    p = scene.propositions[act.scope[0]]
    hostile = scene.knowledge.ontology.hostile(act.cameo)
    own = {x.actor for x in act.sources}
    for other in reversed(near):
        q = scene.propositions[other.scope[0]]
        same = {x.actor for x in other.sources} == own and scene.knowledge.ontology.hostile(other.cameo) == hostile
        aimed = other.type in AIMED if act.type in AIMED else False
        aimed = aimed or (not after and other.type == "CONSULT" and act.type in PROMISED)
        joined = _joined(scene, q, p) and not own_object(scene, act) if after else _joined(scene, p, q)
        if same and aimed and other.targets and joined:
            return replace(act, targets=other.targets).because("target:joined")
    return act


NEAR = 4  # acts
PROMISED = frozenset(("AID", "SUPPORT", "CONCEDE", "REQUEST"))  # what is told to whom one meets: "met X and *promised*"


def _joined(scene: Scene, p: Proposition, q: Proposition) -> bool:
    """Whether two propositions are verbs of one subject: coordinate, or a participle behind the main verb."""
    if p.sentence != q.sentence:
        return False
    at: Proposition | None = p
    for _ in range(4):
        if at is None or at.link not in ("coordinate", "adverbial", "participial"):
            return False
        if at.parent == q.index or (scene.parent(at) is not None and at.parent == q.parent and q.link == "coordinate"):
            return True
        at = scene.parent(at)
    return False


def pairs_of(scene: Scene, acts: list[Act]) -> dict[str, Counter[str]]:
    """For each state, the other states it does something with or to in this report, and how often."""
    out: dict[str, Counter[str]] = {}
    for act in acts:
        sources = {scene.state(x.actor) for x in act.sources} - {None}
        targets = {scene.state(x.actor) for x in act.targets} - {None}
        for a in sources:
            for b in targets:  # what it does at home makes it no story of two: hearings about a call abroad
                out.setdefault(str(a), Counter())[str(b)] += 1
                if a != b:
                    out.setdefault(str(b), Counter())[str(a)] += 1
    return out


def _by_story(scene: Scene, act: Act, pairs: dict[str, Counter[str]]) -> Act:
    if act.entry.kind == "adjective" or own_object(scene, act):
        return act
    codes = {scene.state(x.actor) for x in act.sources}
    others: Counter[str] = Counter()
    for code in codes - {None}:
        others.update(pairs.get(str(code), Counter()))
    known = [code for code in others if code not in codes]
    at_home = sum(others[code] for code in codes if code)
    if len(known) != 1 or others[known[0]] < max(STATES_LEAST, 2 * at_home):
        return act
    state = scene.state_of(known[0])
    return replace(act, targets=(Party(state, None),)).because("target:story") if state else act


def own_object(scene: Scene, act: Act) -> bool:
    """Whether the act is aimed at a thing or somebody that the text does name: "vetoed *a resolution*", "accused
    *members* of". What the entry itself asks for ("launched *a missile*") tells no target."""
    spoken = act.type in ("REJECT", "ACCUSE", "REQUEST")
    if (act.entry.object and not spoken) or act.entry.does not in (None, "reject", "accuse"):
        return False
    p = scene.propositions[act.scope[0]]
    own = {head for q in act.scope for head in (scene.propositions[q].head, scene.propositions[q].support_head)}
    heads = [scene.document.tokens[h] for a in p.all("patient") for h in a.heads if h not in own]
    if act.type == "ACCUSE":  # "voiced *concern*", but "vetoed a resolution", "voiced concern *over trawlers*"
        heads = [t for t in heads if t.lemma.lower() not in act.entry.object
                 or any(scene.document.below(t.index, "prep"))]
    if act.type == "MOBILIZE":  # "put *his troops* on alert"
        heads = [t for t in heads if not _is_own(scene, t)]
    return p.kind == "verb" and any(t.pos in ("NOUN", "PROPN", "NUM") and not _told(scene, t) for t in heads)


def _is_own(scene: Scene, thing: Token) -> bool:
    return any(t.tag == "PRP$" for t in scene.document.below(thing.index, "poss"))


def _told(scene: Scene, thing: Token) -> bool:
    """Whether a noun takes up what was told before: "called *the raid* a crime", but "slammed the long hearings"."""
    below = [scene.document.tokens[child] for child in scene.document.children[thing.index]]
    definite = any(t.text.lower() in ("the", "this", "that", "these") for t in below)
    return definite and all(t.dep == "det" for t in below)
