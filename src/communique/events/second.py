"""What the second coder, which has learned, has to say of what the rules found, and did not.

CASE 1  it speaks   where a public actor does something to another that no entry knows, and it is sure what
CASE 2  it weighs   every act whose two sides stand in its sentence: the confidence rises or falls

It is not asked whether there is an act at all: where it was tried, most of what it would have left out was right. It
is asked of two phrases in the sentence of the act; who is meant by them and when it was stays with the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from communique.events.fit import public
from communique.events.match import unmet
from communique.events.scene import Act, Party, Scene, Taken
from communique.events.sides import parties
from communique.knowledge.lexicon import Entry
from communique.records import Span
from communique.stages import Proposition

SURE = 0.9  # from here on it speaks by itself
DONE = frozenset((  # not CONSULT: words of meeting are few and known, what is left misleads it
    "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "COERCE",
    "SANCTION", "MOBILIZE", "ASSAULT"))
PROMISED, REFUSED = frozenset(("AGREE", "THREATEN")), frozenset(("REJECT",))
NEAR = 80  # characters from a possessor to its noun
AGREES, DIFFERS = 0.5, 0.1  # its probability of the rules' own type
ROLES = ("patient", "recipient", "to", "with", "against", "on", "for", "from", "at")
QUIET = frozenset(("say", "tell", "add", "be", "have", "do", "know", "think", "see", "hear", "seem", "become",
                   "describe", "explain", "show", "mean"))


def opinion(scene: Scene, sources: tuple[Party, ...], targets: tuple[Party, ...], token: int) -> Mapping[str, float]:
    """Each type's probability for two sides, told by their first phrases in the sentence of a token; empty where a side
    has none there."""
    if scene.second is None:
        return {}
    sentence = scene.document.sentence_of(token).span
    source, target = _in(sentence, sources), _in(sentence, targets)
    if source is None or target is None or source == target:
        return {}
    text = scene.document.text[sentence[0]:sentence[1]]
    return scene.second.opinion(text, _from(source, sentence[0]), _from(target, sentence[0]))


def asked(scene: Scene, source: Span | None, target: Span | None) -> Mapping[str, float]:
    """Each type's probability for two given phrases, in the sentences that hold them. One may be None, where the text
    does not tell that side; empty without both."""
    given = [x for x in (source, target) if x]
    if scene.second is None or not given:
        return {}
    held = [s.span for s in scene.document.sentences if any(s.span[0] < x[1] and x[0] < s.span[1] for x in given)]
    first, last = min(s[0] for s in (*held, *given)), max(s[1] for s in (*held, *given))
    return scene.second.opinion(scene.document.text[first:last], source and _from(source, first),
                                target and _from(target, first))


def verdict(told: Mapping[str, float], types: tuple[str | None, ...]) -> str | None:
    """Whether the second coder agrees with the type of an act (or of its code), differs, or is of two minds."""
    if not told:
        return None
    own = sum(told.get(name, 0.0) for name in dict.fromkeys(types) if name)
    best = max(told, key=lambda name: told[name])
    if own >= AGREES:
        return "second:agrees"
    return f"second:differs:{best}" if own < DIFFERS else "second:unsure"


def spoken(scene: Scene, known: Mapping[int, Entry], taken: Mapping[int, Taken], made: Iterable[tuple[int, Act]]
           ) -> Iterator[tuple[int, Act]]:
    """Acts that only the second coder knows, between public sides of two states: verbs without a fitting entry, told
    as facts or as what somebody will do, and operators with nothing under them that the lexicon knows."""
    if scene.second is None:
        return
    made = list(made)
    had = {(source.span, target.span) for _, act in made for source in act.sources for target in act.targets}
    doing = {index for _, act in made for index in act.scope}
    for p in scene.propositions:
        allowed = _may_be(p, known.get(p.index)) if p.index not in taken and p.index not in doing else frozenset()
        if not allowed or p.lemma in scene.knowledge.scope.effects or _under(scene, p, known) or _ruled_out(scene, p):
            continue
        sources = parties(scene, p, ("agent",))
        targets = parties(scene, p, (*ROLES, "clause") if p.index in known else ROLES, sources) if sources else ()
        if not targets or not _of_public_life(scene, sources, targets):
            continue
        if any((a.span, b.span) in had for a in sources for b in targets) or not (
                p.index in known or _met(scene, p, targets)):
            continue
        act = _spoken(scene, p, sources, targets, allowed)
        if act is not None:
            yield p.index, act


def _may_be(p: Proposition, entry: Entry | None) -> frozenset[str]:
    """The types a proposition without an act of its own may have: of what is told as done any but the covered ones, of
    what somebody says he will do or pledges AGREE and THREATEN, of what he will not do REJECT."""
    if p.kind != "verb" or p.lemma in QUIET or p.conditional:
        return frozenset()
    if entry is not None:
        operator = entry.does in ("intent", "threaten") and p.negation is None and p.modality is None
        return PROMISED if operator else frozenset()
    if p.modality in ("will", "would"):
        return PROMISED if p.negation is None else REFUSED
    return DONE if p.modality is None and p.negation is None else frozenset()


def _of_public_life(scene: Scene, *sides: tuple[Party, ...]) -> bool:
    """Whether both sides are public, and of two states: of what people of one state do to each other it has seen too
    little ("officers carried the girl", "the hall will house the ministry")."""
    states = [{scene.state(x.actor) for x in side if public(scene, x)} - {None} for side in sides]
    return all(states) and states[0] != states[1]


def _ruled_out(scene: Scene, p: Proposition) -> bool:
    """Whether an entry would fit but for what it excludes: "*released* two videos", "*ruled out* a link"."""
    for entry in scene.knowledge.lexicon.of(p.kind, p.lemma):
        if {x.condition for x in unmet(scene, p, entry)} == {"lacks"}:
            return True
    return False


def _met(scene: Scene, p: Proposition, targets: tuple[Party, ...]) -> bool:
    """Whether the verb is done to the target itself or to what is its own ("praised *Peru's* role"): "released two
    videos *of them*" frees nobody."""
    heads = [scene.document.tokens[h].start for role in ROLES for a in p.all(role) for h in a.heads]
    return any(x.span is not None and any(0 <= at - x.span[0] <= NEAR for at in heads) for x in targets)


def _spoken(scene: Scene, p: Proposition, sources: tuple[Party, ...], targets: tuple[Party, ...],
            allowed: frozenset[str]) -> Act | None:
    """The act of a verb without an entry, where the second coder is sure."""
    told = opinion(scene, sources, targets, p.head)
    best = max(told, key=lambda name: told[name], default="NONE")
    if best not in allowed or told[best] < SURE:
        return None
    code = scene.knowledge.ontology.types[best].cameo
    entry = _entry(best, code, p)
    status = {"AGREE": "hypothetical", "THREATEN": "happened", "REJECT": "happened"}.get(best)
    return Act((p.index,), entry, best, None, code, code, status if allowed is not DONE else None, sources, targets,
               False, p.trigger, (f"second:{best}:{told[best]:.2f}",))


def _entry(name: str, code: str | None, p: Proposition) -> Entry:
    """What stands for a pattern of the lexicon, where there is none."""
    return Entry(id=f"second:{name}", kind=p.kind, words=(p.lemma,), type=name, mode=None, cameo=code,
                 source=("agent",), target=ROLES, reciprocal=False, object=(), needs={}, lacks={}, phrase=(), does=None,
                 over=(), alone=True, contexts=(), status=None, also=False, yes=(), no=(), where="the second coder")


def _under(scene: Scene, p: Proposition, known: Mapping[int, Entry]) -> bool:
    """Whether a verb stands in the clause of another that the lexicon knows: what is urged or alleged is no fact."""
    parent = scene.parent(p)
    return parent is not None and p.link in ("complement", "purpose", "argument") and parent.index in known


def _in(sentence: Span, side: tuple[Party, ...]) -> Span | None:
    return next((x.span for x in side if x.span and sentence[0] <= x.span[0] and x.span[1] <= sentence[1]), None)


def _from(span: Span, start: int) -> Span:
    return span[0] - start, span[1] - start
