"""What surrounds an act: the bodies it takes place in, the mechanism it belongs to, what is counted, what it is about."""

from __future__ import annotations

from communique.events.scene import Act, Scene
from communique.records import Mechanism, Quantity
from communique.stages import Document, Proposition

FORUM_PREPS = frozenset(("at", "in", "within", "during", "under", "through", "of", "via", "on", "ahead of", "into", "before", "for"))
COUNTED_TYPES = frozenset(("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "SANCTION", "AID"))


def forums(scene: Scene, act: Act) -> tuple[str, ...]:
    """International bodies and summits named behind "at", "in", "within" … in the act's own clauses, in order."""
    sides = {party.actor for party in (*act.sources, *act.targets)}
    out: dict[str, None] = {}
    for index in act.scope:
        p = scene.propositions[index]
        for mention in scene.mentions.inside(p.first, p.last):
            bodies = [a for a in mention.actors if a in scene.actors and scene.actors[a].code == "IGO" and a not in sides]
            if bodies and mention.kind == "name" and _behind_preposition(scene.document, mention.head, p):
                out.update(dict.fromkeys(bodies))
    return tuple(out)


def _behind_preposition(document: Document, token: int, p: Proposition) -> bool:
    """Whether the name is reached from the predicate through a preposition of place, over conjuncts and compounds."""
    at = document.tokens[token]
    passed = False
    for _ in range(12):
        if at.index in p.trigger:
            return passed
        if at.pos == "VERB" or at.head == at.index:
            return False
        passed = passed or (at.pos == "ADP" and at.text.lower() in FORUM_PREPS)
        at = document.tokens[at.head]
    return False


def mechanism(scene: Scene, act: Act) -> Mechanism | None:
    """The standing arrangement a meeting or visit belongs to, named in its sentence behind "within the framework of" or the like."""
    if act.type != "CONSULT":
        return None
    cues, document = scene.knowledge.details, scene.document
    sentence = document.sentence_of(scene.propositions[act.scope[0]].head)
    for token in document.tokens[sentence.first : sentence.last]:
        if token.lemma.lower() in cues.mechanisms and token.pos in ("NOUN", "PROPN") and token.dep == "pobj":
            before = scene.words_of(sentence.first, token.index)
            first, last = _name(document, token.index)
            lead = scene.words_of(max(sentence.first, first - 5), first).removesuffix(" the").removesuffix(" their").removesuffix(" a")
            framed = any(lead.endswith(frame) for frame in cues.frames)
            if framed and before and last - first > 1 and token.index not in _heads_of_acts(scene):
                span = document.span(first, last)
                return Mechanism(scene.reading.text[span[0] : span[1]], span)
    return None


def _heads_of_acts(scene: Scene) -> set[int]:
    return {p.head for p in scene.propositions if p.kind == "noun" and p.support is not None}


def _name(document: Document, head: int) -> tuple[int, int]:
    """The words before the head without article or possessive, and the phrase "on …" or "of …" right behind it."""
    first = head
    while first - 1 >= 0 and document.tokens[first - 1].head in range(first - 1, head + 1) \
            and document.tokens[first - 1].dep in ("amod", "compound", "nmod", "punct", "nummod") \
            and document.tokens[first - 1].text not in (",", "(", '"'):
        first -= 1
    last = head + 1
    after = document.tokens[last] if last < len(document.tokens) else None
    if after is not None and after.text.lower() in ("on", "for", "of") and after.head == head:
        last = document.edges[after.index][1]
        for token in document.tokens[after.index + 1 : last]:
            if token.pos == "ADP" and token.text.lower() in ("between", "in", "at", "with", "among") or token.dep in ("relcl", "cc"):
                last = token.index
                break
    return first, last


def quantities(scene: Scene, act: Act) -> tuple[Quantity, ...]:
    """Numbers beside the act's object or subject, with what they count."""
    if act.type not in COUNTED_TYPES:
        return ()
    p = scene.propositions[act.scope[0]]
    found: dict[tuple[int, int], Quantity] = {}
    for argument in p.arguments:
        for head in argument.heads:
            quantity = _counted(scene, p, head)
            if quantity and argument.role in ("patient", "agent", "of", "theme", "oblique"):
                found.setdefault(quantity.span, quantity)
    return tuple(found[span] for span in sorted(found))


def _counted(scene: Scene, p: Proposition, head: int) -> Quantity | None:
    document, cues = scene.document, scene.knowledge.details.quantities
    token = document.tokens[head]
    numbers = [token] if token.pos == "NUM" and token.dep != "pobj" else list(document.below(head, "nummod"))
    what = cues.get(p.lemma.split(" ")[0]) or cues.get(token.lemma.lower())
    for number in numbers:
        value = number_of(number.text)
        if value is not None and what:
            return Quantity(what, value, number.span)
    return None


WORDS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
                                    "seventeen eighteen nineteen twenty".split())}
WORDS |= {"thirty": 30, "forty": 40, "fifty": 50, "hundred": 100, "thousand": 1000, "dozen": 12}


def number_of(text: str) -> float | None:
    """The value of a number in figures or a small one in words.

    >>> number_of("1,200"), number_of("twelve"), number_of("several")
    (1200.0, 12.0, None)
    """
    plain = text.lower().replace(",", "")
    if plain in WORDS:
        return float(WORDS[plain])
    return float(plain) if plain.replace(".", "", 1).isdigit() and plain.isascii() else None


def contexts(scene: Scene, act: Act) -> tuple[str, ...]:
    """What the entry says it is about, then what the words of the clause speak of; at most four."""
    p = scene.propositions[act.scope[0]]
    sentence = scene.document.sentence_of(p.head)
    out = dict.fromkeys(act.entry.contexts)
    cues = scene.knowledge.details.contexts
    for token in scene.document.tokens[sentence.first : sentence.last]:
        for context in cues.get(token.lemma.lower(), ()):
            out.setdefault(context)
    return tuple(out)[:4]
