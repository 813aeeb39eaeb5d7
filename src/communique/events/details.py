"""Act → what surrounds it: bodies it takes place in, the mechanism it belongs to, what is counted, what it is about."""

from __future__ import annotations

from collections.abc import Iterator

from communique.events.scene import Act, Scene
from communique.records import Mechanism, Quantity
from communique.stages import Mention, Proposition, Token

FORUM_PREPS = frozenset(("at", "in", "within", "during", "under", "through", "via", "into", "before"))
COUNTED_TYPES = frozenset(("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "SANCTION", "AID"))
HARM = frozenset(("killed", "wounded", "displaced"))
COUNTED_DOERS = frozenset(("PROTEST", "MOBILIZE"))
GROUP = ("compound", "nmod", "poss", "amod")
MOST = 4  # contexts of ours that an event has
DROPPED = (" the", " their", " its", " a", " an")


def forums(scene: Scene, act: Act) -> tuple[str, ...]:
    """International bodies and summits an act takes place in, belongs to or is brought before, in order.

    "at the G20 summit", "within ASEAN", "the SADC summit opens", "took the matter to the Security Council"; a body that
    itself holds a meeting is its forum. Not "a trade deal with Mercosur", "appealed to the leaders of the G7".
    """
    sides = {party.actor for party in (*act.sources, *act.targets)}
    out: dict[str, None] = {}
    if act.type == "CONSULT" and (act.mode == "multilateral" or not act.targets):
        out.update(dict.fromkeys(party.actor for party in act.sources if _is_body(scene, party.actor)))
    for index in act.scope:
        p = scene.propositions[index]
        for mention in scene.mentions.inside(p.first, p.last):
            bodies = [a for a in mention.actors if _is_body(scene, a)]
            if bodies and mention.kind == "name" and _is_forum(scene, p, mention, bool(sides & set(bodies))):
                out.update(dict.fromkeys(bodies))
    return tuple(out)


def _is_body(scene: Scene, actor: str) -> bool:
    return actor in scene.actors and scene.actors[actor].code == "IGO"


def _is_forum(scene: Scene, p: Proposition, mention: Mention, is_side: bool) -> bool:
    """Whether a name is reached from the predicate through a preposition of place, over conjuncts and compounds."""
    details, tokens = scene.knowledge.details, scene.document.tokens
    at, prep = tokens[mention.head], None
    for _ in range(12):
        if at.index in p.trigger:
            brought = prep == "to" and p.lemma in details.referring
            return brought or (prep in FORUM_PREPS and not is_side)
        above = tokens[at.head]
        if above.index == at.index or (above.pos == "VERB" and above.index not in p.trigger):
            return False
        gathering = above.lemma.lower() in details.gatherings or above.lemma.lower() in details.auspices
        if gathering and (at.dep in GROUP or at.text.lower() == "of"):
            return True
        prep = prep or (at.text.lower() if at.pos == "ADP" else None)
        at = above
    return False


def mechanism(scene: Scene, act: Act) -> Mechanism | None:
    """The standing arrangement a meeting or visit belongs to, named in its sentence.

    It stands behind "within the framework of", "the fourth round of" or the like.
    """
    if act.type != "CONSULT":
        return None
    cues, document = scene.knowledge.details, scene.document
    sentence = document.sentence_of(scene.propositions[act.scope[0]].head)
    for token in document.tokens[sentence.first : sentence.last]:
        if token.lemma.lower() in cues.mechanisms and token.pos in ("NOUN", "PROPN") and token.dep == "pobj":
            first, last = _name(scene, token.index)
            frame = _frame(scene, max(sentence.first, first - 6), first)
            if frame and last - first > 1 and (frame in cues.rounds or not _is_carried(scene, token.index)):
                span = document.span(first, last)
                return Mechanism(scene.reading.text[span[0] : span[1]], span)
    return None


def _frame(scene: Scene, first: int, last: int) -> str | None:
    """The words before a name that say that it is an arrangement something belongs to."""
    lead = scene.words_of(first, last)
    for word in DROPPED:
        lead = lead.removesuffix(word)
    cues = scene.knowledge.details
    return next((frame for frame in (*cues.rounds, *cues.frames) if f" {lead}".endswith(f" {frame}")), None)


def _is_carried(scene: Scene, noun: int) -> bool:
    """Whether the noun is an act by itself, with a verb that carries it: "held *consultations* under …"."""
    return any(p.kind == "noun" and p.support is not None for p in scene.inside(noun, noun + 1))


def _name(scene: Scene, head: int) -> tuple[int, int]:
    """The words before the head without article or possessive, and the phrase "on …" or "of …" right behind it."""
    document = scene.document
    first = head
    while (
        first - 1 >= 0
        and document.tokens[first - 1].head in range(first - 1, head + 1)
        and document.tokens[first - 1].dep in ("amod", "compound", "nmod", "punct", "nummod")
        and document.tokens[first - 1].text not in (",", "(", '"')
    ):
        first -= 1
    last = head + 1
    after = document.tokens[last] if last < len(document.tokens) else None
    if after is not None and after.text.lower() in ("on", "for", "of") and after.head == head:
        last = document.edges[after.index][1]
        for token in document.tokens[after.index + 1 : last]:
            ends = token.pos == "ADP" and token.text.lower() in ("between", "in", "at", "with", "among", "on")
            if ends or token.dep in ("relcl", "cc", "acl") or token.text == ",":
                return first, token.index
    return first, last


def quantities(scene: Scene, act: Act) -> tuple[Quantity, ...]:
    """Numbers of those killed, arrested, deployed … by the act and by what follows from it in the same clause."""
    if act.type not in COUNTED_TYPES:
        return ()
    found: dict[tuple[int, int], Quantity] = {}
    for p in _followed(scene, scene.propositions[act.scope[0]]):
        for argument in p.arguments:
            counted = argument.role in ("patient", "theme", "attribute") or argument.prep in ("of", "with", "to", "by")
            for head in argument.heads if counted or (argument.role == "agent" and act.type in COUNTED_DOERS) else ():
                quantity = _counted(scene, p, head)
                if quantity:
                    found.setdefault(quantity.span, quantity)
    return tuple(found[span] for span in sorted(found))


def _followed(scene: Scene, p: Proposition) -> list[Proposition]:
    """An act and the verbs that tell its harm: "the blast *killed* six and *wounded* ten", "…, *killing* two"."""
    out, parent = [p], scene.parent(p)
    if p.kind == "noun" and parent is not None and any(p.head in a.heads for a in parent.all("agent", "by")):
        out.append(parent)
    sentence = scene.document.sentences[p.sentence]
    for q in scene.inside(p.head + 1, sentence.last):
        parent = scene.parent(q)
        follows = q.kind == "verb" and q.link in ("coordinate", "participial") and q.negation is None
        harm = scene.knowledge.details.quantities.get(q.lemma) in HARM
        if follows and harm and parent in out and q not in out:
            out.append(q)
    return out


def _counted(scene: Scene, p: Proposition, head: int) -> Quantity | None:
    """ "killed at least *12* people", "*two dozen* arrests"; the verb says what is counted, else the noun."""
    document, cues = scene.document, scene.knowledge.details.quantities
    token = document.tokens[head]
    words = (p.lemma, p.lemma.split(" ")[0], p.support or "", token.lemma.lower())
    what = next((cues[word] for word in words if word in cues), None)
    numbers: Iterator[Token] = iter((token,)) if token.pos == "NUM" else document.below(head, "nummod")
    for number in numbers if what else ():
        first, last = _run(scene, number)
        value = _value([t.text for t in document.tokens[first:last]])
        if value is not None and number.entity not in ("DATE", "TIME", "PERCENT", "MONEY"):
            return Quantity(str(what), value, document.span(first, last))
    return None


def _run(scene: Scene, number: Token) -> tuple[int, int]:
    """The words of the number: "two dozen", "1.5 million"."""
    tokens, first, last = scene.document.tokens, number.index, number.index + 1
    while first > 0 and number_of(tokens[first - 1].text) is not None:
        first -= 1
    while last < len(tokens) and number_of(tokens[last].text) is not None:
        last += 1
    return first, last


def _value(words: list[str]) -> float | None:
    """The value of a number in one or more words; None if they are no single number.

    >>> _value(["two", "dozen"]), _value(["1.5", "million"]), _value(["10", "20"])
    (24.0, 1500000.0, None)
    """
    numbers = [n for word in words if (n := number_of(word)) is not None]
    if len(numbers) == 1:
        return numbers[0]
    if len(numbers) == 2 and words[1].lower() in MULTIPLIERS:
        return numbers[0] * numbers[1]
    return None


MULTIPLIERS = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6}
UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WORDS = {w: n for n, w in enumerate(UNITS)} | {w: 10 * n for n, w in enumerate(TENS, 3)} | MULTIPLIERS


def number_of(text: str) -> float | None:
    """The value of a number in figures or a small one in words.

    >>> number_of("1,200"), number_of("twelve"), number_of("several")
    (1200.0, 12.0, None)
    """
    plain = text.lower().replace(",", "")
    tens, _, units = plain.partition("-")
    if tens in WORDS and (not units or units in WORDS):
        return float(WORDS[tens] + (WORDS[units] if units else 0))
    return float(plain) if plain.replace(".", "", 1).isdigit() and plain.isascii() else None


def contexts(scene: Scene, act: Act) -> tuple[str, ...]:
    """What the entry says it is about, then what the words of the sentence speak of: four, and the user's own."""
    p = scene.propositions[act.scope[0]]
    sentence = scene.document.sentence_of(p.head)
    texts, lemmas = scene.lowered(sentence.first, sentence.last)
    ours, mine = dict.fromkeys(act.entry.contexts), dict[str, None]()
    for _, cue in scene.knowledge.details.contexts.find(texts, lemmas):
        if not cue.unless.stands(texts, lemmas) and not scene.ruled_out(cue):
            (mine if cue.mine else ours).setdefault(cue.context)
    return tuple(dict.fromkeys((*tuple(ours)[:MOST], *mine)))
