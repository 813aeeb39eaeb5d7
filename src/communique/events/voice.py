"""Act → the statement that reports it, where it is somebody's claim and not the outlet's.

An act inside a statement's words is the speaker's claim. Not so the speaker's own speech act, nor plans of the
speaker's own
side: a ministry that announces its minister's visit is the source one has for it, not a claim about others.
"""

from __future__ import annotations

from dataclasses import replace

from communique.events.scene import Act, Party, Scene
from communique.knowledge.lexicon import Entry
from communique.records import Statement
from communique.stages import Argument, Proposition


def voice(scene: Scene, act: Act, status: str) -> str | None:
    """The id of the innermost statement around the act, or None for the outlet's own voice."""
    inner = around(scene, act.trigger[-1])
    return None if inner is None or _own(scene, act, inner, status) else inner.id


def asked_of_others(scene: Scene, act: Act) -> Act:
    """"Said that Fiji should be let back", "“They must leave first”": what a speaker says others must do, he
    asks of them.
    """
    p = scene.propositions[act.scope[0]]
    force = {"must": "demand", "should": "appeal"}.get(p.modality or "")
    asks = force and p.negation is None and act.sources and act.code == act.cameo
    statement = around(scene, act.trigger[-1]) if asks else None
    if force is None or statement is None or statement.speaker is None or statement.speaker_span is None:
        return act
    own = {statement.speaker, scene.state(statement.speaker)}
    if any(x.actor in own or scene.state(x.actor) in own for x in act.sources):
        return act
    ontology = scene.knowledge.ontology
    code = scene.compose(force, p, p.index, act.cameo) or {"demand": "100", "appeal": "020"}[force]
    speaker = Party(statement.speaker, statement.speaker_span)
    return replace(
        act, type=ontology.type_of(code), mode=None, cameo=code, code=code, status="happened", sources=(speaker,),
        targets=act.sources, reciprocal=False,
    ).because(f"said:{p.modality}")


def around(scene: Scene, token: int) -> Statement | None:
    """The innermost statement whose words hold a token: of an act the last one of its trigger."""
    at = scene.document.tokens[token].start
    near = scene.said.get(scene.document.tokens[token].sentence, ())
    holding = [s for s in near if any(a <= at < b for a, b in s.content)]
    return min(holding, key=lambda s: max(b for _, b in s.content) - min(a for a, _ in s.content), default=None)


def _own(scene: Scene, act: Act, statement: Statement, status: str) -> bool:
    """Whether the speaker speaks of what he himself does, or of his own side's meetings and plans."""
    sources = {p.actor for p in act.sources}
    if statement.speaker in sources or sources.intersection(statement.speakers):
        return True
    sides = {scene.state(a) for a in (statement.speaker or "", *statement.speakers)} - {None}
    ours = sides & {scene.state(p.actor) for p in (*act.sources, *act.targets)}
    return bool(ours) and (status == "scheduled" or act.type == "CONSULT")


def pressed(scene: Scene, p: Proposition, entry: Entry, inner: Act) -> bool:
    """Whether the words that ask stand right before the act: "said that Mali *must* free them", not "said it was
    talking with pilots who *have to* sign"."""
    q = scene.propositions[inner.scope[0]]
    if any(_himself(scene, p, a) for a in q.all("agent")):
        return False  # "said *they* need to see the camp first"
    at = q.support_head if q.support_head is not None else q.head
    for _ in range(REACH):  # "must *do* something on denuclearisation"
        if scene.document.tokens[at].pos in ("VERB", "AUX"):
            break
        at = scene.document.tokens[at].head
    words = f" {scene.words_of(max(at - REACH, 0), at)} "
    return any(f" {phrase} " in words for phrase in entry.phrase)


def _himself(scene: Scene, p: Proposition, doer: Argument) -> bool:
    """Whether a pronoun may stand for the one who speaks: the same number, and no "you"."""
    word = scene.document.tokens[doer.heads[0]].text.lower()
    speakers = [scene.document.tokens[h].tag for a in p.all("agent") for h in a.heads]
    several = len(speakers) > 1 or any(tag in ("NNS", "NNPS") for tag in speakers)
    return word in ("i", "we") or (word == "they" and several) or (word in ("he", "she", "it") and not several)


REACH = 4  # words: "must immediately and fully withdraw"
