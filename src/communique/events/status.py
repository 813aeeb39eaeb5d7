"""Act → its status, from the scope of its proposition.

denied        "did not attack", "denied that its troops had crossed"
cancelled     "called off the visit"; postponed without a new day
scheduled     "will visit", "is to visit", "plans to visit"; "would visit" after "said that"
hypothetical  "may visit", "hopes to visit", "if they meet", what is agreed, urged or offered
ongoing       "is visiting", a stay that ends after the publication date
background    "had met", anything dated well before the report
happened      the rest
"""

from __future__ import annotations

from datetime import date, timedelta

from communique.events.scene import Act, Scene
from communique.events.when import When
from communique.stages import Proposition

POSSIBLE = ("can", "could", "may", "might", "must", "should", "wish", "imperative")
OLD = timedelta(days=14)
FRESH = timedelta(days=1)  # of the events that news dates two days back or more, most are told as background
LASTING = frozenset(("CONSULT", "ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "AID", "COOPERATE", "RETREAT"))


def first_status(scene: Scene, act: Act) -> str:
    """What the words say, before any date is known."""
    if act.status:
        return act.status
    p = scene.propositions[act.scope[0]]
    if p.phase == "cancel" or p.modality == "missed":
        return "cancelled"
    if p.phase == "postpone":
        return "scheduled"
    if p.negation is not None and not refused(scene, act):
        return "denied"
    ahead = _ahead(scene, p)
    if ahead:
        return ahead
    if act.type in LASTING and _under_way(p):
        return "ongoing"
    return "background" if _told_as_history(scene, p) else "happened"


def final_status(scene: Scene, act: Act, status: str, when: When) -> str:
    """The status with the dates known: far back is background, a stay that lasts is ongoing, a day ahead is a plan."""
    reference = scene.reading.date
    p = scene.propositions[act.scope[0]]
    if p.phase == "postpone" and status == "scheduled" and when.start is None:
        return "cancelled"
    if reference is None:
        return status
    if status == "happened" and when.start and (when.end or when.start) < _days_before(reference, _fresh(scene, p)):
        return "background"
    if (
        status == "happened"
        and act.mode == "visit"
        and when.end
        and when.end > reference
        and (when.start or "") <= reference
    ):
        return "ongoing"
    if (
        status == "hypothetical"
        and act.status == "hypothetical"
        and when.start
        and when.start > reference
        and act.type != "REQUEST"
    ):
        return "scheduled"
    return status


def refused(scene: Scene, act: Act) -> bool:
    """ "will not recognise", "would not attend": what somebody says he will not do is a rejection, not a denial."""
    p = scene.propositions[act.scope[0]]
    return (
        p.negation is not None
        and p.modality in ("will", "would")
        and not p.conditional
        and bool(act.sources)
        and scene.knowledge.ontology.quad(act.type) in (1, 2)
        and act.entry.does is None
    )


def _fresh(scene: Scene, p: Proposition) -> timedelta:
    """How old news may be: what the first sentences bring is the report's own news, however late it comes."""
    return OLD if p.sentence < 2 or scene.document.sentences[p.sentence].paragraph == 0 else FRESH


def _days_before(reference: str, age: timedelta) -> str:
    return (date.fromisoformat(reference) - age).isoformat()


def _ahead(scene: Scene, p: Proposition) -> str | None:
    """Whether it lies ahead. An event noun without a verb of its own shares its governor's future."""
    if p.conditional:
        return "hypothetical"
    if p.modality in ("will", "plan"):
        return "scheduled"
    if p.modality == "would":
        return "scheduled" if _reported_in_past(scene, p) else "hypothetical"
    if p.modality in POSSIBLE:
        return "hypothetical"
    parent = scene.parent(p)
    if parent is not None and (
        (p.link in ("argument", "purpose") and p.kind == "noun" and p.support is None) or p.link == "purpose"
    ):
        above = _ahead(scene, parent)
        if above:
            return above
        if p.link == "purpose" and parent.tense != "past":
            return "hypothetical"
    return None


def _reported_in_past(scene: Scene, p: Proposition) -> bool:
    """ "said that the ministers would meet": the future as seen from the saying."""
    parent = scene.parent(p)
    while parent is not None and parent.link == "complement" and parent.lemma in ("be", "have"):
        parent = scene.parent(parent)
    return (
        p.link in ("complement", "coordinate", None, "relative")
        and parent is not None
        and parent.tense == "past"
        and parent.modality is None
    )


def _under_way(p: Proposition) -> bool:
    return p.tense == "present" and (p.aspect == "progressive" or p.phase == "continue")


def _told_as_history(scene: Scene, p: Proposition) -> bool:
    """The past perfect in the outlet's own voice (after "said that" it is only the sequence of tenses), a past
    relative clause
    ("Turkey, which accused Sweden of …"), and what stands after "since"."""
    if p.link == "complement":
        return False
    if p.aspect == "perfect" and p.tense == "past":
        return True
    if p.link == "relative" and p.kind == "verb":
        return p.tense == "past"
    return p.link == "adverbial" and p.tense == "past" and _joined_by(scene, p, ("since",))


def _joined_by(scene: Scene, p: Proposition, words: tuple[str, ...]) -> bool:
    at = p.support_head if p.support_head is not None else p.head
    return any(t.text.lower() in words for t in scene.document.below(at, "mark", "advmod", "prep"))
