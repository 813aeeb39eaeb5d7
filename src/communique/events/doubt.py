"""Acts that a sentence speaks of without telling them: asked about, aimed at, compared with, advised, one's own.

    "will it send its ships?"                    a question
    "would not say *whether* it had sent them"   a question left without an answer
    "the army *usually* sends its ships"         a custom
    "mounted a drive to reopen the port"         an aim
    "condemned the raid as *an attack* on us"    a comparison
    "if the liberals *agree* to share power"     a condition
    "proving that we *can* march"                 an ability
    "The minister *should* resign."              an opinion; what a known speaker asks of others is `voice`'s
    "defended *his* decision"                    one's own deed, praised or stood up for by oneself
"""

from __future__ import annotations

from communique.events.lent import OWN
from communique.events.match import match
from communique.events.scene import Act, Scene
from communique.events.sides import parties
from communique.events.status import AIMED_ONLY, first_status, joined_by
from communique.stages import Proposition

TURNS = ("but", "and", "yet", "so")  # "expelled the envoy, but will that do?"
IF = ("if", "unless")


def untold(scene: Scene, act: Act) -> str | None:
    """Why an act is only spoken of: question, no answer, custom, aim, comparison, condition, ability, opinion."""
    p = scene.propositions[act.scope[0]]
    if _asked(scene, p):
        return "question"
    if _unanswered(scene, act):
        return "unanswered"
    if p.kind == "verb" and _customary(scene, p):
        return "custom"
    told = first_status(scene, act)
    if act.status is None and (told[1] == AIMED_ONLY or (_for_a_purpose(scene, p) and told[0] == "hypothetical")):
        return "aim"
    if p.link == "purpose" and _of_a_deal(scene, p):
        return "aim"
    if p.kind == "noun" and act.type in TALKED_OF and _talked_of(scene, p):
        return "topic"
    if p.kind == "noun" and _compared(scene, p):
        return "comparison"
    if p.kind == "verb" and joined_by(scene, p, IF) and (act.entry.does == "intent" or p.negation is not None):
        return "condition"
    able = p.modality == "can" and (act.status is None or (act.entry.does == "intent" and p.negation is not None))
    if p.kind == "verb" and able:  # "it *cannot agree* on who speaks for it"
        return "ability"
    if _advised(scene, act, p):
        return "opinion"
    if act.cameo == "112" and not act.targets and _of_oneself(scene, act, p):
        return "own"
    if act.type == "ACCUSE" and _blames_nobody(scene, act, p):
        return "no-culprit"
    return "own" if act.cameo == "052" and not act.targets and _own(scene, p) else None


TALKED_OF = frozenset(("RETREAT", "CONCEDE", "AID", "COOPERATE", "AGREE", "SUPPORT", "SANCTION"))


def _for_a_purpose(scene: Scene, p: Proposition) -> bool:
    """Whether an act is the aim of another, or of what that helps to do: "offered troops to help him *oust* the
    general"."""
    at: Proposition | None = p
    for _ in range(3):
        if at is None or at.link != "complement":
            break
        at = scene.parent(at)
    return at is not None and at.link == "purpose"


def _of_a_deal(scene: Scene, p: Proposition) -> bool:
    """Whether it is what a deal that was signed is for: "signed an accord *to increase trade*"."""
    above = scene.parent(p)
    entry = match(scene, above) if above is not None else None
    return entry is not None and entry.does is None and (entry.cameo or "").startswith(("057", "03"))


def _talked_of(scene: Scene, p: Proposition) -> bool:
    """Whether a noun with "a" or nothing before it is only what talks are about: "negotiations *on a pullback*"."""
    tokens = scene.document.tokens
    prep = tokens[tokens[p.head].head]
    articles = {t.text.lower() for t in scene.document.below(p.head, "det", "poss")}
    if prep.text.lower() not in ("on", "about", "over") or not articles <= {"a", "an"}:
        return False
    above = tokens[prep.head]
    near = [above, *scene.document.below(above.index, "dobj")]
    entries = (match(scene, q) for t in near for q in scene.inside(t.index, t.index + 1))
    return any(entry is not None and entry.type == "CONSULT" for entry in entries)


def only_asked_for(scene: Scene, p: Proposition) -> list[Proposition]:
    """What stands under a verb of asking that no entry fits: "the widow demanded *the release* of the premier"."""
    wanted = [a for a in p.arguments if a.role in ("patient", "clause") or a.prep == "for"]
    return [q for q in scene.under(p) if q.link in ("argument", "complement", "purpose") and q.support_head != p.head
            and any(a.first <= q.head < a.last for a in wanted)]


def _asked(scene: Scene, p: Proposition) -> bool:
    """Whether the main clause of a question tells it."""
    tokens, last, head = scene.document.tokens, scene.document.sentences[p.sentence].last, scene.document.tokens[p.head]
    mark = next((t for t in tokens[max(last - 2, 0):last] if t.text == "?"), None)
    if mark is None or p.kind != "verb" or p.link not in (None, "coordinate", "complement"):
        return False
    quotes = [q.span for q in scene.document.quotations if q.span[0] <= mark.start <= q.span[1]]
    if any(not a <= head.start <= b for a, b in quotes):  # "accused Iran, asking “who else?”"
        return False
    return not any(t.text == "," and tokens[t.index + 1].text.lower() in TURNS for t in tokens[p.head:last - 1])


def _unanswered(scene: Scene, act: Act) -> bool:
    """Whether somebody would not say whether it is so. A meeting in doubt is told: "did not say whether they would
    still meet"."""
    if act.type == "CONSULT":
        return False
    steps = (scene.propositions[i] for i in act.scope)
    asked = (scene.parent(p) for p in steps if p.link == "complement" and joined_by(scene, p, ("whether",)))
    return any(above is not None and above.negation is not None for above in asked)


def _customary(scene: Scene, p: Proposition) -> bool:
    """Whether a plain present says what is done as a rule; with "still" or "often" it goes on and is told."""
    if p.lemma in scene.knowledge.details.disputed and p.link == "participial" and p.passive:
        return True  # "a strait *disputed* by Oman and Yemen"
    if p.lemma in scene.knowledge.details.standing and p.phase is None and p.aspect is None and p.modality is None:
        return True
    plain = p.tense == "present" and p.aspect is None and p.modality is None
    custom = scene.knowledge.details.custom
    return plain and any(t.text.lower() in custom for t in scene.document.below(p.head, "advmod"))


def _compared(scene: Scene, p: Proposition) -> bool:
    """Whether a noun with "a" stands behind a bare "as"."""
    noun = scene.document.tokens[p.head]
    above = scene.document.tokens[noun.head]
    articles = [t for t in scene.document.below(p.head, "det") if t.text.lower() in ("a", "an")]
    return noun.dep == "pobj" and above.text.lower() == "as" and bool(articles)


def _advised(scene: Scene, act: Act, p: Proposition) -> bool:
    plain = act.status is None and act.entry.does is None
    return p.modality == "should" and not p.conditional and plain


def _of_oneself(scene: Scene, act: Act, p: Proposition) -> bool:
    """Whether somebody says that he did it himself: "their spokesman said *the group* was responsible"."""
    own = {scene.state(x.actor) or x.actor for x in act.sources}
    clauses = (a for a in p.all("clause") if a.prep == "that")
    inner = [scene.propositions[a.proposition] for a in clauses if a.proposition is not None]
    doers = [x for q in inner for x in parties(scene, q, ("agent",))]
    return any((scene.state(x.actor) or x.actor) in own for x in doers)


def _blames_nobody(scene: Scene, act: Act, p: Proposition) -> bool:
    """Whether the subject of "is to blame" accuses nobody, or a thing is to blame: "*human error* was to blame"."""
    if any(x.span for x in act.targets):
        return False
    verb = scene.document.tokens[p.head]
    if p.lemma in scene.knowledge.details.at_fault:  # "*rebels* were to blame" accuses none by the rebels
        infinitive = any(t.text.lower() == "to" for t in scene.document.below(p.head, "aux"))
        return infinitive and scene.document.tokens[verb.head].lemma == "be" and p.one("patient", "on") is None
    if act.entry.target[:1] != ("clause",) or not act.entry.phrase or act.entry.does is not None:
        return False
    clauses = [a.proposition for a in p.all("clause") if a.proposition is not None]
    doers = [a for q in clauses for a in scene.propositions[q].all("agent", "patient")][:1]
    return any(scene.document.tokens[h].pos == "NOUN" and not scene.mentions.inside(a.first, a.last)
               for a in doers for h in a.heads)


def _own(scene: Scene, p: Proposition) -> bool:
    heads = [h for a in p.all("patient") for h in a.heads]
    return any(t.text.lower() in OWN for h in heads for t in scene.document.below(h, "poss"))
