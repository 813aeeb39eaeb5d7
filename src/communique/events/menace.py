"""What one side says it will do to another → a threat.

    CASE 1  a hostile act under a condition        "will close the border if Mali does not pay"
    CASE 2  violence by the side that speaks       "said its men would attack Chad"
    CASE 3  what is withheld or broken off until another yields     "would quit the plant unless Mali paid"
    CASE 4  what is to befall somebody, in the words of those with the power to do it
                                                   "traitors would be shot, the rebels said"

Soldiers and crowds are also sent to help: these threaten only whom the condition is about, "will send troops to the
border if Chad does not withdraw".

What is decided and dated without any condition keeps its own type: "Denmark will reintroduce checks in November".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from communique.events.scene import Act, Party, Scene, Taken
from communique.events.sides import parties, states_behind
from communique.events.status import joined_by
from communique.events.voice import around
from communique.knowledge.lexicon import Entry
from communique.stages import Proposition

MENACING = frozenset(("SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"))
HELPING = frozenset(("MOBILIZE", "PROTEST"))
AHEAD = ("will", "would", "may", "could")
IF = ("if", "unless", "provided", "lest")
PLAIN = "130"


def menaced(scene: Scene, act: Act) -> Act:
    """The act, or the threat that it is."""
    if act.type == "THREATEN":
        return _aimed(scene, act)
    p = scene.propositions[act.scope[0]]
    plain = act.entry.does in (None, "halt") and act.code == act.cameo and act.type in MENACING and not act.status
    if not plain or p.modality not in AHEAD or p.negation is not None or p.aspect == "perfect" or (
            joined_by(scene, p, IF)):
        return act
    act = act if act.sources else _by_the_speaker(scene, act)
    if not act.sources:
        return act
    if not (p.conditional or (act.type == "ASSAULT" and p.modality in AHEAD[:2] and _speaks(scene, act))):
        return act
    others = _others(scene, p, act.sources) or (() if act.targets else _others(scene, p, act.sources, whatever=True))
    if act.type in HELPING and not states_behind(scene, others) & states_behind(scene, act.targets or others):
        return act
    ontology = scene.knowledge.ontology
    code = scene.compose("threaten", p, p.index, act.cameo) or PLAIN
    return replace(act, type=ontology.type_of(code), mode=None, cameo=code, code=code, status="happened",
                   targets=act.targets or others, reciprocal=False).because("threat:ahead")


def _aimed(scene: Scene, act: Act) -> Act:
    """A threat that names nobody is aimed at whom its condition is about: "would hit back if *Mali* fired again"."""
    for index in act.scope if not act.targets and act.sources else ():
        for q in (scene.propositions[index], *scene.under(scene.propositions[index])):
            found = _others(scene, q, act.sources, whatever=True)
            if found:
                return replace(act, targets=found).because("target:condition")
    return act


ARMS = frozenset(("GOV", "MIL", "COP", "SPY", "REB", "UAF", "CRM", "JUD"))


def _by_the_speaker(scene: Scene, act: Act) -> Act:
    """What is to be done to somebody, by those who say so: "looters would be shot, *the army* said"."""
    p = scene.propositions[act.scope[0]]
    statement = around(scene, act.trigger[-1]) if p.passive and act.targets and p.modality in AHEAD[:2] else None
    if statement is None or statement.speaker is None or statement.speaker_span is None:
        return act
    speaker = scene.actors.get(statement.speaker)
    own = scene.state(statement.speaker) in states_behind(scene, act.targets)
    if speaker is None or speaker.code == "IGO" or (own and speaker.kind == "state") or (
            speaker.sector not in ARMS and speaker.kind != "state"):
        return act
    return replace(act, sources=(Party(statement.speaker, statement.speaker_span),))


def conditions(scene: Scene, known: Mapping[int, Entry], taken: Mapping[int, Taken]) -> Iterator[tuple[int, Act]]:
    """Threats whose act no entry knows, since they wait for what another side does or leaves undone."""
    for p in scene.propositions:
        if p.kind == "verb" and p.conditional and p.modality in AHEAD[:2] and p.index not in known:
            free = p.index not in taken and p.negation is None and p.aspect != "perfect"
            said = free and not p.passive and p.lemma in scene.knowledge.details.withheld and (
                not joined_by(scene, p, IF))
            sources = parties(scene, p, ("agent",)) if said else ()
            targets = (_others(scene, p, sources) or _struck(scene, p, sources)) if sources else ()
            if targets:
                yield p.index, Act((p.index,), _entry(p), "THREATEN", None, PLAIN, PLAIN, "happened", sources, targets,
                                   False, p.trigger, ("rule:unless",))


def _others(scene: Scene, p: Proposition, sources: tuple[Party, ...], *, whatever: bool = False) -> tuple[Party, ...]:
    """Who has to act lest it be done, or with `whatever` also to leave off: the subject of the clause of the
    condition."""
    own = states_behind(scene, sources)
    for q in scene.under(p):
        under = q.link in ("adverbial", "purpose") and joined_by(scene, q, IF)
        if under and (whatever or q.negation is not None or joined_by(scene, q, ("unless",))):
            found = parties(scene, q, ("patient",) if q.passive and not q.one("agent") else ("agent",), sources)
            return tuple(x for x in found if scene.state(x.actor) not in own)
    return ()


def _struck(scene: Scene, p: Proposition, sources: tuple[Party, ...]) -> tuple[Party, ...]:
    """Whom it would strike, where the condition only says "it": "would impose costs on *Moscow* if it did not"."""
    for q in scene.under(p):
        waits = q.link in ("adverbial", "purpose") and joined_by(scene, q, IF)
        if waits and (q.negation is not None or joined_by(scene, q, ("unless",))):
            own = states_behind(scene, sources)
            return tuple(x for x in parties(scene, p, BLOWS, sources) if scene.state(x.actor) not in own)
    return ()


BLOWS = ("patient", "on", "against", "to", "from", "with", "into", "at", "of")


def _speaks(scene: Scene, act: Act) -> bool:
    """Whether those who are to do it, or their state, say so themselves."""
    statement = around(scene, act.trigger[-1])
    if statement is None or statement.speaker is None:
        return False
    sources = {x.actor for x in act.sources}
    states = {scene.state(x) for x in sources} - {None}
    return statement.speaker in sources or scene.state(statement.speaker) in states


def _entry(p: Proposition) -> Entry:
    """What stands for a pattern of the lexicon, where there is none."""
    return Entry(id="unless", kind=p.kind, words=(p.lemma,), type="THREATEN", mode=None, cameo=PLAIN,
                 source=("agent",), target=(), reciprocal=False, object=(), needs={}, lacks={}, phrase=(), does=None,
                 over=(), alone=True, contexts=(), status="happened", also=False, yes=(), no=(), where="the condition")
