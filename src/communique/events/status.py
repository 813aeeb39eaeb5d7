"""Act → its status, from the scope of its proposition.

denied        "did not attack", "denied that its troops had crossed"
cancelled     "called off the visit"; postponed without a new day
scheduled     "will visit", "is to visit", "plans to visit"; "would visit" after "said that"
hypothetical  "may visit", "hopes to visit", "if they meet", what is agreed, urged or offered
ongoing       "is visiting", a stay that ends after the publication date
background    "had met", anything dated well before the report
happened      the rest

Each comes with the reason for it, in words.
"""

from __future__ import annotations

from datetime import date, timedelta

from communique.events.scene import Act, Scene
from communique.events.when import When
from communique.stages import Proposition

Told = tuple[str, str]  # a status, and why it is that one
POSSIBLE = ("can", "could", "may", "might", "must", "should", "wish", "imperative")
OLD = timedelta(days=14)
FRESH = timedelta(days=3)  # what is told of the last days is the report's news all the same
STAY = timedelta(days=2)  # how long ago somebody may have arrived to be there still, if nothing says more
LASTING = frozenset(("CONSULT", "ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "AID", "COOPERATE", "RETREAT"))


# "launched a mission to free them" frees nobody yet; "flew to Rome to meet her", "gathered to protest" did it.
MATERIAL = frozenset(("RETREAT", "CONCEDE"))
AIMED_ONLY = "an aim, not a deed"
THEN = ("after", "once", "when", "whenever")


def first_status(scene: Scene, act: Act) -> Told:
    """What the words say, before any date is known."""
    p = scene.propositions[act.scope[0]]
    if act.status == "happened" and p.conditional and joined_by(scene, p, ("if", "unless")):
        return "hypothetical", "in an “if” clause"  # "would act if it did not accept the plan"
    if act.status and act.status != "ongoing":
        return act.status, "by its entry, or what was composed with it"
    if p.phase == "cancel" or p.modality == "missed":
        return "cancelled", "the words call it off, or say that it was missed"
    if _hoped_in_vain(scene, p):
        return "cancelled", "“had hoped to”: it did not come to it"
    if p.phase == "postpone":
        return "scheduled", "the words put it off"
    if p.negation is not None and p.phase == "continue":  # "the talks did not continue" were held
        return "happened", "what does not go on was there"
    parent = scene.parent(p)
    if p.negation is not None and parent is not None and parent.modality and p.link == "complement" and (
            scene.document.tokens[p.negation].text.lower() == "without"):
        return "hypothetical", "“without” before what would or could be"
    if p.negation is not None and not refused(scene, act):
        return "denied", f"negated by “{scene.document.tokens[p.negation].text}”"
    ahead = _ahead(scene, act, p)
    if ahead:
        return ahead
    lasting = act.type in LASTING or act.mode == "investigate"
    if lasting and _again_and_again(scene, p):
        return "ongoing", "a habit, told in the plain present"
    if lasting and _under_way(p):
        return "ongoing", "told as under way"
    if act.status == "ongoing":
        return "ongoing", "by its entry"
    history = _over_years(scene, p) or _told_as_history(scene, p)
    return ("background", history) if history else ("happened", "told as real: no negation, no plan, no condition")


def _hoped_in_vain(scene: Scene, p: Proposition) -> bool:
    """ "had *hoped* to meet them": in the report's own voice what did not come about; "said he had hoped" says less."""
    parent = scene.parent(p)
    return (p.link == "complement" and p.modality in ("wish", "plan") and parent is not None
            and parent.lemma in scene.knowledge.details.vain and parent.link != "complement"
            and parent.tense == "past" and parent.aspect == "perfect")


def final_status(scene: Scene, act: Act, status: str, when: When) -> Told:
    """The status with the dates known; the reason is empty where they change nothing.

    Far back is background, a stay that lasts or "since Monday" is ongoing, a day ahead is a plan, and what a side
    clause dates
    of today is the report's news all the same.
    """
    p = scene.propositions[act.scope[0]]
    reference = scene.reading.date
    if p.phase == "postpone" and status == "scheduled" and when.start is None:
        return "cancelled", "put off without a new day"
    if status == "scheduled" and _in_doubt(scene, act):
        return "hypothetical", "a plan under an “if” or a “whether”"
    if reference is None:
        return status, ""
    if status in ("happened", "background", "ongoing"):
        return _told(scene, act, p, status, when, reference)
    if status == "hypothetical" == act.status and (when.start or "") > reference and act.type != "REQUEST":
        return "scheduled", "a day ahead is named"
    return status, ""


def _told(scene: Scene, act: Act, p: Proposition, status: str, when: When, reference: str) -> Told:
    """Of what is told as real: over, going on, or history."""
    last = when.end or when.start
    if "since" in when.bounds and p.tense == "present" and act.type in LASTING:
        return "ongoing", "present tense with “since”"
    if act.mode == "visit" and when.end and when.end >= reference and (when.start or "") <= reference:
        return ("ongoing", "a stay that ends after the day of publication") if when.end > reference else (status, "")
    if status == "ongoing" and (when.start or "") > reference:
        return "scheduled", "a day ahead is named"  # "are gathering on Tuesday"
    if status == "ongoing":  # "were patrolling on May 8 when they heard a shot" is over
        past = act.status == "ongoing" or (p.tense == "past" and not _leads(scene, p))
        over = past and last and last < _days_before(reference, STAY)
        return ("background", f"dated {last}, too long ago to go on") if over else (status, "")
    if when.reason == "date:earlier" and not _leads(scene, p):
        return "background", "the words say that it was earlier"
    if status == "background":
        recent = when.start and when.start >= _days_before(reference, FRESH) and p.aspect != "perfect"
        return ("happened", f"dated {when.start}, the report's own news") if recent else (status, "")
    if last is None:
        return status, ""
    if when.granularity not in ("day", None) and not _leads(scene, p):
        last = when.start or last
    old = OLD if _leads(scene, p) else FRESH
    if last < _days_before(reference, old):
        return "background", f"dated {last}, more than {old.days} days before publication"
    return status, ""


def _in_doubt(scene: Scene, act: Act) -> bool:
    """A plan under an if or a whether, at any step: "plans to visit, if parliament agrees to pay"."""
    steps = [scene.propositions[i] for i in act.scope]
    return any(p.conditional or joined_by(scene, p, ("whether",)) for p in steps)


def refused(scene: Scene, act: Act) -> bool:
    """ "will not recognise", "would not attend": what somebody says he will not do is a rejection, not a denial."""
    p = scene.propositions[act.scope[0]]
    not_taken = act.type == "AGREE" and p.modality is None and p.tense == "past"  # "did not accept the offer"
    return (
        p.negation is not None
        and (p.modality in ("will", "would") or not_taken)
        and not p.conditional
        and bool(act.sources)
        and scene.knowledge.ontology.quad(act.type) in (1, 2)
        and act.entry.does is None
    )


def _leads(scene: Scene, p: Proposition) -> bool:
    """Whether it stands where a report brings its own news, however late that comes."""
    return p.sentence < 2 or scene.document.sentences[p.sentence].paragraph == 0


def _days_before(reference: str, age: timedelta) -> str:
    return (date.fromisoformat(reference) - age).isoformat()


def in_plain_present(scene: Scene, act: Act) -> bool:
    """Whether a meeting or visit is told in the plain present of running text, which news uses for what is fixed."""
    p = scene.propositions[act.scope[0]]
    headline = scene.document.sentences[p.sentence].headline
    plain = p.tense == "present" and p.aspect is None and not headline
    return plain and act.type == "CONSULT" and act.code == act.cameo


def _ahead(scene: Scene, act: Act, p: Proposition) -> Told | None:
    """Whether it lies ahead. An event noun without a verb of its own shares its governor's future."""
    told = p.tense == "past" and p.modality is None and p.link != "adverbial"  # "threatened force unless he left"
    if p.conditional and not told:
        return "hypothetical", "in an “if” clause, or dependent on one"
    if p.modality in ("will", "plan"):
        return "scheduled", f"told as lying ahead ({p.modality})"
    if p.modality == "would":
        if p.aspect != "perfect" and _reported_in_past(scene, p):  # "said he would have objected" did not
            return "scheduled", "“would” after a past verb of saying: the future as seen from there"
        return "hypothetical", "“would” without a past verb of saying over it"
    if p.modality in POSSIBLE:
        return "hypothetical", f"told as possible or wanted ({p.modality})"
    parent = scene.parent(p)
    if parent is not None and p.link == "adverbial" and p.tense == "present" and joined_by(scene, p, THEN):
        whenever = parent.tense == "present" and p.aspect is None and joined_by(scene, p, ("when", "whenever"))
        return _ahead(scene, act, parent) or (  # "will sell the hangars after its troops leave"
            ("hypothetical", "what happens whenever it does") if whenever else None)  # "when Peru hits back, we pay"
    if parent is not None and (
        (p.link in ("argument", "purpose") and p.kind == "noun" and p.support is None) or p.link == "purpose"
    ):
        above = _ahead(scene, act, parent)
        beside = p.link == "argument" and not any(a.first <= p.head < a.last for a in parent.all("agent", "patient"))
        definite = any(t.text.lower() == "the" for t in scene.document.below(p.head, "det"))
        apart = beside and (above is None or above[0] == "hypothetical" or (definite and act.type == "ASSAULT"))
        if above and not apart:  # "amid talks both must" says nothing of the talks
            return above[0], f"shares this with “{parent.lemma}” over it: {above[1]}"
        if p.link == "purpose" and (parent.tense != "past" or act.type in MATERIAL):
            return "hypothetical", AIMED_ONLY
    return None


def _reported_in_past(scene: Scene, p: Proposition) -> bool:
    """ "said that the ministers would meet": the future as seen from the saying."""
    parent = scene.parent(p)
    while parent is not None and parent.link == "complement" and parent.lemma in ("be", "have"):
        parent = scene.parent(parent)
    return (
        p.link in ("complement", "coordinate", None, "relative")
        and parent is not None
        and scene.knowledge.scope.effects.get(parent.lemma) not in ("wish", "may")  # "hoped it would lead to talks"
        and parent.tense == "past"
        and parent.modality is None
    )


def _under_way(p: Proposition) -> bool:
    there = (p.support == "be" and p.kind == "noun") or p.lemma == "be"  # "is on a visit", "are in Bulgaria"
    return (p.tense == "present" and (p.aspect == "progressive" or p.phase == "continue" or there)) or (
        p.tense == "past" and p.aspect == "progressive")


def _told_as_history(scene: Scene, p: Proposition) -> str | None:
    """Why it is history: the past perfect in the outlet's own voice (after "said that" it is only the sequence of
    tenses), a past relative clause ("Turkey, which accused Sweden of …"), and what stands after "since"."""
    if p.link == "complement":
        return None
    if p.aspect == "perfect" and p.tense == "past":
        return "past perfect in the report's own voice"
    parent = scene.parent(p)
    if p.link == "coordinate" and p.kind == "verb" and parent is not None and parent.link == "relative" and not any(
            scene.document.below(p.head, "nsubj", "nsubjpass")):
        return _told_as_history(scene, parent) if p.tense == "past" else None  # "who fled and *joined* the rebels"
    if p.link == "relative" and p.kind == "verb":  # "in New York, where Serbia's president called on" goes on telling
        goes_on = joined_by(scene, p, ("where",)) or _closes(scene, p) or _follows(scene, p)
        return "a past relative clause" if p.tense == "past" and not goes_on else None
    if p.link == "adverbial" and joined_by(scene, p, ("after",)) and _long_after(scene, p):
        return "“years after” it"
    since = p.link == "adverbial" and p.tense == "past" and joined_by(scene, p, ("since",))
    return "stands after “since”" if since else None


def _over_years(scene: Scene, p: Proposition) -> str | None:
    """Why it is no act of the day: "has carried out a series of bombings *in recent years*"."""
    repeated = scene.knowledge.details.repeated
    again = next((t for t in scene.document.below(p.head, "amod") if t.lemma.lower() in repeated), None)
    if p.kind == "noun" and again is not None:  # "became known for *frequent* attacks"
        return f"“{again.text}”: more than one"
    if p.tense != "past" and p.aspect != "perfect":
        return None
    phrases, tokens = scene.knowledge.details.over_years, scene.document.tokens
    own = (scene.words_of(max(a.first - 1, 0), a.last) for a in p.arguments if a.role in ("oblique", "time") and (
        tokens[a.heads[0]].entity == "DATE" or tokens[a.heads[0]].lemma in ("year", "decade", "month")))
    return next((f"“{phrase}” spans years" for words in own for phrase in phrases if phrase in words), None)


def _again_and_again(scene: Scene, p: Proposition) -> bool:
    """Whether a verb in the plain present has an adverb of habit: "fighters *still* ambush convoys"."""
    plain = p.kind == "verb" and p.tense == "present" and p.aspect is None and p.modality is None
    habit = scene.knowledge.details.habit
    verbs = (p.head, scene.document.tokens[p.head].head) if p.link == "coordinate" else (p.head,)
    return plain and any(t.text.lower() in habit for at in verbs for t in scene.document.below(at, "advmod"))


def _closes(scene: Scene, p: Proposition) -> bool:
    """Whether a relative clause goes on telling: behind a comma, at the end, and of those who act in a passive:
    "were stopped by police, *who fired* water cannon"."""
    parent = scene.parent(p)
    first, last = scene.document.edges[p.head]
    end = scene.document.sentences[p.sentence].last
    behind = first > 0 and scene.document.tokens[first - 1].text == "," and last >= end - 1
    doers = [h for a in parent.all("agent") for h in a.heads] if parent is not None and parent.passive else []
    return behind and scene.document.tokens[p.head].head in doers


def _follows(scene: Scene, p: Proposition) -> bool:
    """Whether a relative clause tells what came next: "held two of them, who were *later* released"."""
    parent = scene.parent(p)
    told = parent is not None and parent.tense == "past" and parent.aspect is None
    onward = scene.knowledge.details.onward
    return told and any(t.text.lower() in onward for t in scene.document.below(p.head, "advmod"))


def _long_after(scene: Scene, p: Proposition) -> bool:
    """"*Two decades after* they fought a war": what came after it is the news."""
    at = p.support_head if p.support_head is not None else p.head
    marks = scene.document.below(at, "mark", "advmod", "prep")
    before = [scene.document.tokens[t.index - 1] for t in marks if t.index and t.text.lower() == "after"]
    return any(t.lemma.lower() in ("year", "decade", "century", "month") for t in before)


def joined_by(scene: Scene, p: Proposition, words: tuple[str, ...]) -> bool:
    """Whether one of the words joins a clause to the one over it: "after", "unless"."""
    at = p.support_head if p.support_head is not None else p.head
    return any(t.text.lower() in words for t in scene.document.below(at, "mark", "advmod", "prep"))
