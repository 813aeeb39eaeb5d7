"""Propositions → Acts: entries applied, operators composed with the acts under them.

    CASE 1  a plain act                                       "A attacked B"
    CASE 2  an operator over an act: the table of composition     "A agreed to meet B", "A urged B to release C"
    CASE 3  an operator over nothing known: its own plain code    "A threatened B"
    CASE 4  deny over an act: that act, with the status denied    "A denied that its troops crossed"
    CASE 5  report: the act under it stands as it is              "A said B attacked C"

An act under an operator is no event by itself: what somebody is accused of, urged or threatened with has not happened
by that sentence.
"""

from __future__ import annotations

from dataclasses import replace

from communique.events.across import COMPLAINT, complained_of, culprits, each_other, let_act
from communique.events.aims import aimed_at, at_own_place
from communique.events.arms import armed
from communique.events.doubt import only_asked_for
from communique.events.echo import echoed
from communique.events.lent import done_by, host, lent, meant, of_attack, owned_up, with_whom
from communique.events.match import match
from communique.events.menace import conditions, menaced
from communique.events.protagonists import aimed_by_story
from communique.events.scene import Act, Party, Scene, Taken
from communique.events.second import spoken
from communique.events.sides import DOER, parties
from communique.events.status import refused
from communique.events.story import completed
from communique.events.voice import asked_of_others, pressed
from communique.knowledge.lexicon import Entry
from communique.stages import Argument, Proposition

TYPES_OF = {
    "intent": "AGREE",
    "appeal": "REQUEST",
    "demand": "REQUEST",
    "reject": "REJECT",
    "threaten": "THREATEN",
    "accuse": "ACCUSE",
}
MODES_OF = {
    "appeal": {"04": "meet", "07": "assist", "08": "yield"},
    "demand": {"04": "meet", "07": "assist", "08": "yield"},
    "reject": {"04": "meet", "07": "assist", "08": "yield"},
}
STRIKES_IN = frozenset(("ACCUSE", "REQUEST", "REJECT", "ASSAULT", "COERCE", "AID", "THREATEN", "SUPPORT", "SANCTION"))
AHEAD = ("intent", "wish", "decide")
CONSUMING = frozenset(("intent", "wish", "decide", "appeal", "demand", "reject", "threaten", "halt", "accuse", "deny"))


def find_acts(scene: Scene) -> list[Act]:
    """All acts of the document; those consumed by an operator left out."""
    entries = {p.index: entry for p in scene.propositions if (entry := match(scene, p))}
    taken = _taken(scene, entries)
    made = [(p.index, act) for p in scene.propositions if p.index in entries and p.index not in taken
            for act in _own_acts(scene, p, entries)]
    asked = [menaced(scene, armed(scene, asked_of_others(scene, act))) for _, act in made]
    acts = aimed_by_story(scene, completed(scene, echoed(scene, asked, entries)))
    before = zip((index for index, _ in made), acts, strict=True)
    own = [*conditions(scene, entries, taken), *spoken(scene, entries, taken, before)]
    entries |= {index: act.entry for index, act in own if index not in entries}
    made, acts = [*made, *own], [*acts, *(act for _, act in own)]
    if scene.trace is not None:
        scene.trace.entries.update(entries)
        scene.trace.taken.update(taken)
        scene.trace.acts.extend(zip((index for index, _ in made), acts, strict=True))
    return acts


def _taken(scene: Scene, entries: dict[int, Entry]) -> dict[int, Taken]:
    """The propositions that are no act by themselves, since another one has them."""
    taken: dict[int, Taken] = {}
    for p in scene.propositions:
        if p.index in entries and entries[p.index].does in CONSUMING:
            taken |= {q.index: Taken("under", p.index) for q in _consumed(scene, p, entries[p.index])}
        if p.index in entries and entries[p.index].object:  # "expressed hope" is one act, by the entry of the verb
            sentence = scene.document.sentences[p.sentence]
            carried = (q for q in scene.inside(sentence.first, sentence.last) if q.support_head == p.head)
            taken |= {q.index: Taken("carried", p.index) for q in carried}
    taken |= {index: Taken("carrying", by) for index, by in _only_carrying(scene, entries).items()}
    for p in scene.propositions:
        if p.kind == "verb" and p.index not in entries and p.lemma in scene.knowledge.details.asking:
            taken |= {q.index: Taken("under", p.index) for q in only_asked_for(scene, p)}
    return taken | dict.fromkeys(_claimed(scene), Taken("claimed", None))


def _own_acts(scene: Scene, p: Proposition, entries: dict[int, Entry]) -> list[Act]:
    """The acts of a proposition that stands by itself."""
    if _operand(entries[p.index]):
        return scene.silent(p, "operand")
    if _forgone(p):
        return scene.silent(p, "forgone")
    return [_rejected(scene, p, act) if refused(scene, act) else act for act in act_of(scene, p, entries)]


def _consumed(scene: Scene, p: Proposition, entry: Entry) -> list[Proposition]:
    """What stands under an operator and is no event of its own. Not what a phrase outside its scope brings: "agreed
    *after two days of talks*", "called *at a meeting with B* for"."""
    scope = (*entry.over, *entry.target)
    outside = [a for a in p.arguments if a.role == "oblique" and a.prep not in scope]
    return [
        q
        for q in _under(scene, p, facts=entry.does != "accuse")
        if not any(a.first <= q.head < a.last for a in outside)
    ]


def _only_carrying(scene: Scene, entries: dict[int, Entry]) -> dict[int, int]:
    """Verbs that only carry an act, and which: "ordered the withdrawal" orders no goods."""
    carrying = {
        q.support_head: q.index for q in scene.propositions if q.index in entries and not _operand(entries[q.index])
    }
    verbs = [p for p in scene.propositions if p.head in carrying and p.index in entries]
    return {p.index: carrying[p.head] for p in verbs if _bare(entries[p.index])}


def _claimed(scene: Scene) -> set[int]:
    """What stands in the clause of a noun for a claim: "denied a report *that it had attacked*"."""
    tokens, out = scene.document.tokens, set()
    for p in scene.propositions:
        at = tokens[p.support_head if p.support_head is not None else p.head]
        noun = tokens[at.head]
        if at.dep in ("acl", "ccomp") and noun.pos == "NOUN" and noun.lemma.lower() in scene.knowledge.details.claims:
            first, last = scene.document.edges[at.index]
            out |= {q.index for q in scene.inside(first, last)}
    return out


def _bare(entry: Entry) -> bool:
    """Whether an entry is a plain act that asks for no particular object or phrase."""
    return entry.does is None and not entry.object and not entry.phrase


def _forgone(p: Proposition) -> bool:
    """ "wants not to attack": neither done nor denied."""
    return p.negation is not None and p.modality == "wish"


def _operand(entry: Entry) -> bool:
    """Whether an entry only says what an operator is about: "aid", "a ceasefire"."""
    return entry.does is None and not entry.alone


def _rejected(scene: Scene, p: Proposition, act: Act) -> Act:
    """A cooperative act that somebody says he will not do: "would not recognise Kosovo" → REJECT."""
    code = scene.compose("reject", p, act.scope[0], act.cameo) or "120"
    return replace(
        act,
        type=scene.knowledge.ontology.type_of(code),
        mode=None,
        cameo=code,
        code=code,
        status="happened",
        reciprocal=False,
        reasons=(*act.reasons, "will-not"),
    )


def act_of(scene: Scene, p: Proposition, entries: dict[int, Entry], depth: int = 0) -> list[Act]:
    """The act of one proposition, composed with what stands under it; an invitation also gives the visit asked for."""
    entry = entries[p.index]
    if entry.does is None:
        plain = _plain(scene, p, entry)
        return [_turned(scene, plain) if p.phase == "end" and p.negation is None and depth == 0 else plain]
    if entry.does == "report":
        return scene.silent(p, "report")
    if entry.does == "deny" and p.negation is not None:  # "did not deny that" says nothing of what happened
        return scene.silent(p, "not-denied")
    inner = _inner(scene, p, entry, entries, depth)
    if inner is not None and p.negation is not None and entry.does in ("wish", "intent") and (
            scene.knowledge.ontology.hostile(inner.cameo)):
        return scene.silent(p, "not-wanted")  # "does not want to send the army"
    if inner is not None and entry.does == "demand" and entry.phrase and not pressed(scene, p, entry, inner):
        return scene.silent(p, "not-pressed")
    if inner is None:
        alone = _plain(scene, p, entry)
        if entry.does in AHEAD and alone.status is None:  # a pledge of something the lexicon does not know
            alone = replace(alone, status="hypothetical")
        return [alone] if entry.alone else scene.silent(p, "nothing-under")
    outer = _compose(scene, p, entry, inner)
    if outer is None:
        return scene.silent(p, "of-another")
    return [outer, _asked_for(scene, p, inner)] if entry.also else [outer]


def _asked_for(scene: Scene, p: Proposition, inner: Act) -> Act:
    """What an invitation asks for, as an act that lies ahead."""
    code = scene.compose("intent", p, inner.scope[0], inner.cameo) or inner.cameo
    return replace(inner, status="hypothetical", code=code, scope=(*inner.scope, p.index)).because("asked-for")


def _plain(scene: Scene, p: Proposition, entry: Entry) -> Act:
    """An entry as it stands, with its sides."""
    sources = parties(scene, p, entry.source)
    roles = [DOER if role == "clause" and entry.does in ("demand", "appeal") else role for role in entry.target]
    inside = entry.type in STRIKES_IN
    targets = done_by(scene, p, entry.type, sources) or culprits(
        scene, p, entry, sources, parties(scene, p, roles, sources, inside=inside))
    if entry.type == "MOBILIZE" and (not targets or at_own_place(scene, sources, targets)):
        targets = aimed_at(scene, p, sources, armed=True) or targets
    if not targets and entry.type == "PROTEST":
        targets = aimed_at(scene, p, sources)
    if not targets and p.kind == "noun" and entry.type == "ASSAULT":  # "an air strike killed *two soldiers*"
        targets = tuple(x for x in parties(scene, p, ("theme",), sources) if scene.state(x.actor))
    targets = targets or meant(scene, p, entry, sources)
    targets = complained_of(scene, p, sources, targets) if entry.cameo == COMPLAINT else targets
    if not sources and p.kind == "noun" and entry.type in ("CONSULT", "PROTEST"):
        sources = lent(scene, p, targets, crowd=entry.type == "PROTEST")
    if not sources and entry.type == "ASSAULT":
        sources = owned_up(scene, p, targets) if p.kind == "noun" else of_attack(scene, p)
    if entry.reciprocal and sources and not targets and len(sources) == 1 and "with" in entry.target:
        targets = with_whom(scene, p, sources)
    if entry.reciprocal and not targets and len(sources) > 1:
        sources, targets = sources[:1], sources[1:]  # those who meet, in the order of the text
    if entry.mode == "visit" and not targets:
        targets = host(scene, p, sources)
    if entry.mode == "visit" and not sources:  # "Ghana's president called off a visit": the visitor calls it off
        sources = parties(scene, p, ("host",), targets)
    sources, targets, mutual = each_other(scene, p, entry, sources, targets)
    return Act((p.index,), entry, entry.type, entry.mode, entry.cameo, entry.cameo, entry.status, sources, targets,
               mutual, p.trigger, (f"rule:{entry.id}",))


def _scoped(p: Proposition, entry: Entry) -> list[Argument]:
    return [a for a in p.arguments if a.role in entry.over or (a.role == "oblique" and a.prep in entry.over)]


def _inner(scene: Scene, p: Proposition, entry: Entry, entries: dict[int, Entry], depth: int) -> Act | None:
    """The topmost known act in the operator's scope: in a clause before in a phrase."""
    if depth > 3:
        return None
    scoped = sorted(_scoped(p, entry), key=lambda a: a.role != "clause")
    for argument in scoped:
        under = {q.index for q in _under(scene, p, facts=True)}
        inside = [
            q
            for q in scene.inside(argument.first, argument.last)
            if q.index != p.index
            and (q.index in under or argument.proposition == q.index)
            and q.index in entries
            and not (entry.object and q.head in argument.heads)
        ]
        inside.sort(key=lambda q: (argument.proposition != q.index, _depth(scene, q), q.head))
        for q in inside:
            found = act_of(scene, q, entries, depth + 1)
            if found:
                return found[0]
    return None


def _under(scene: Scene, p: Proposition, facts: bool) -> list[Proposition]:
    """The propositions in an operator's scope. With `facts`, relative clauses are left out: "refused to meet
    rebels *who attacked C*"."""
    out = []
    for q in scene.inside(min(p.trigger) + 1, p.last):
        links: list[str | None] = []
        at: Proposition | None = q
        while at is not None and at.index != p.index and at.support_head != p.head and len(links) < 12:
            links.append(at.link)
            at = scene.parent(at)
        if at is None or q.index == p.index or not links or links[-1] in ("coordinate", "adverbial", "relative", None):
            continue
        if not (facts and "relative" in links):
            out.append(q)
    return out


def _depth(scene: Scene, p: Proposition) -> int:
    depth = 0
    parent = scene.parent(p)
    while parent is not None and depth < 8:
        depth, parent = depth + 1, scene.parent(parent)
    return depth


def _compose(scene: Scene, p: Proposition, entry: Entry, inner: Act) -> Act | None:
    """The operator's act over another act."""
    does, ontology = str(entry.does), scene.knowledge.ontology
    sources = parties(scene, p, entry.source)
    reason = f"rule:{entry.id}({inner.entry.id})"
    if does == "deny":
        return replace(inner, status="denied", scope=(*inner.scope, p.index), reasons=(reason,))
    inner = _turned(scene, inner, p.trigger)
    if does == "wish":  # "wants Bamako to hold elections" asks Bamako; "wants to hold elections" is an intent
        does = "appeal" if _others(scene, inner.sources, sources) else "intent"
    if does in ("intent", "decide") and _of_another(scene, inner, sources):
        return None
    ahead = replace(inner, sources=sources or inner.sources, scope=(p.index, *inner.scope),
                    trigger=_joined(p.trigger, inner.trigger), reasons=(reason,))
    if does == "decide":  # to lift a ban is yielding, to meet an intent, to attack a threat
        if inner.type == "REJECT":  # "decided to reject it" has rejected it, "decided not to reject it" did nothing
            return replace(ahead, status=None) if scene.propositions[inner.scope[0]].negation is None else None
        does = "yield" if inner.type in YIELDING and inner.entry.does is None else "intent"
    if does == "yield" or (does == "intent" and inner.type == "REQUEST"):  # "plans to ask for help" threatens nobody
        return replace(ahead, entry=entry, status="hypothetical")
    hostile = does == "intent" and ontology.hostile(inner.cameo)
    if hostile and p.kind == "noun" and inner.type in ("SANCTION", "PROTEST", "COERCE"):
        return None  # "defended his decision to walk out of the talks" threatens nobody with it
    if does == "intent" and ontology.hostile(inner.cameo) and not (inner.cameo or "").startswith(LAWFUL):
        does = "threaten"
    lawful = does == "intent" and ontology.hostile(inner.cameo)
    code = inner.cameo if lawful else scene.compose(does, p, inner.scope[0], inner.cameo) or entry.cameo
    targets = _target_of(scene, p, entry, inner, sources, does)
    mutual = inner.reciprocal or entry.reciprocal
    aimed = any(scene.state(x.actor) for x in targets)
    reciprocal = mutual and not aimed and len(sources) > 1
    if does == "intent":
        if not sources:
            sources = inner.sources
            targets = tuple(x for x in targets if x.actor not in {y.actor for y in sources})
        if reciprocal:
            sources, targets = sources[:1], sources[1:]  # those who meet, in the order of the text
        return Act((p.index, *inner.scope), entry, inner.type, inner.mode, inner.cameo, code, "hypothetical", sources,
                   targets, inner.reciprocal or reciprocal, _joined(p.trigger, inner.trigger), (reason,))
    if does == "halt" and code and len(code) == 2:
        code = f"{code}0"
    type_name = ontology.type_of(code) or TYPES_OF.get(does) or entry.type
    mode = MODES_OF.get(does, {}).get((inner.cameo or "")[:2]) or (entry.mode if type_name == entry.type else None)
    sources, targets, mutual = each_other(scene, p, entry, sources, targets)
    return Act((p.index,), entry, type_name, mode, code, code, entry.status, sources, targets, mutual, p.trigger,
               (reason,))


YIELDING = ("CONCEDE", "RETREAT")
LAWFUL = ("09", "115", "116")  # to investigate or try somebody is decided, not threatened


def _of_another(scene: Scene, inner: Act, sources: tuple[Party, ...]) -> bool:
    """Whether what is said to be intended is told of somebody else: "pleased to see *the police* act", "suggested that
    he may have been killed"."""
    q = scene.propositions[inner.scope[0]]
    own = {scene.state(x.actor) or x.actor for x in sources}
    if q.kind != "verb":  # "agreed to host a meeting of B and C"
        return False
    if inner.sources:
        return bool(own) and not own & {scene.state(x.actor) or x.actor for x in inner.sources}
    return q.passive and q.aspect == "perfect"


def _others(scene: Scene, doers: tuple[Party, ...], sources: tuple[Party, ...]) -> bool:
    """Whether those who are to act are of none of the states that speak, or people want a body of their own to act."""
    own = {scene.state(x.actor) or x.actor for x in sources}
    apart = bool(sources) and {scene.actors[x.actor].kind for x in (*sources, *doers)} == {"group", "organisation"}
    return bool(doers) and (apart or not own & {scene.state(x.actor) or x.actor for x in doers})


def _turned(scene: Scene, inner: Act, operator: tuple[int, ...] = ()) -> Act:
    """An act that is not to be done, or no longer: "undertook *not to attack*", "agreed *to stop aid*".

    What the operator itself says is not said twice: in "refused to meet" and "stopped shelling" it negates or ends.
    """
    p = scene.propositions[inner.scope[0]]
    above = scene.document.tokens[p.support_head if p.support_head is not None else p.head].head
    negated = p.negation is not None and p.negation not in operator
    ended = p.phase == "end" and p.negation is None and above not in operator
    if not (ended or negated) or inner.entry.does is not None:
        return inner
    ontology = scene.knowledge.ontology
    hostile = ontology.hostile(inner.cameo)
    code = scene.compose("halt" if hostile or ended else "reject", p, p.index, inner.cameo)
    if code is None:
        return inner
    code = code if len(code) > 2 else f"{code}0"
    return replace(inner, type=ontology.type_of(code), mode=None, cameo=code, code=code).because("turned")


def _target_of(
    scene: Scene, p: Proposition, entry: Entry, inner: Act, sources: tuple[Party, ...], does: str
) -> tuple[Party, ...]:
    """The one spoken to; else the one who is to act, or the one acted on."""
    roles = [r for r in entry.target if not _holds_act(scene, p, r, inner)]
    roles = [DOER if r == "clause" and does in ("demand", "appeal") else r for r in roles]
    own = parties(scene, p, roles, sources)
    taken = {x.actor for x in sources}
    doers = () if does in ("intent", "threaten") else let_act(scene, p, inner, sources)
    doers = doers or tuple(x for x in inner.sources if x.actor not in taken)
    done_to = tuple(x for x in inner.targets if x.actor not in taken)
    if does == "intent" or does == "threaten":
        return (own or done_to or doers) if does == "threaten" else (done_to or doers or own)
    return own or doers or done_to


def _holds_act(scene: Scene, p: Proposition, role: str, inner: Act) -> bool:
    """Whether a role is filled by the act itself, so that it names no addressee: "rejected *the offer*"."""
    return any(
        scene.propositions[i].head in range(a.first, a.last) and scene.mentions.at(a.heads[0]) is None
        for a in p.all(role)
        for i in inner.scope[:1]
    )


def _joined(*triggers: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted({t for trigger in triggers for t in trigger}))
