"""Pronouns → the most present actor that fits by kind, gender and number; nobody where two are as present.

"He" is no longer the object of the verb whose subject he would be ("Wang met him": not Wang); inside a quotation
"he" is not who is speaking; "it" in "it is likely" is nobody.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import islice

from communique.actors.cast import INDIVIDUAL, Member
from communique.actors.salience import Memory
from communique.actors.scene import Scene
from communique.stages import Quotation, Token

MALE = frozenset(("he", "him", "his", "himself"))
FEMALE = frozenset(("she", "her", "hers", "herself"))
NEUTER = frozenset(("it", "its", "itself"))
PLURAL = frozenset(("they", "them", "their", "theirs", "themselves"))
AHEAD = 3  # sentences
VOICED = 0.6  # who has spoken before rather speaks again
EXPLETIVE = frozenset(("be", "seem", "appear", "become", "take", "rain", "snow", "turn", "remain"))


def resolve_pronoun(scene: Scene, memory: Memory, at: int) -> str | None:
    """The actor a pronoun means, with a mention of it; None where nobody or more than one fits."""
    word = scene.lower(at)
    if word in PLURAL:
        return _plural(scene, memory, at)
    if word in NEUTER and _expletive(scene, at):
        return None
    fits = _fits(scene, memory, at, word)
    margin = 0.1 if word in MALE or word in FEMALE else 0.2 if word == "its" else 0.4
    found = memory.best(at, fits, margin, _voiced(scene, memory, at, _bound(scene, at)), _gender(word))
    if found is None and (word in MALE or word in FEMALE) and not memory.scores(at, fits):
        found = memory.latest(fits) or _named_next(scene, at, fits)
    if found is None:
        return None
    member = scene.cast[found]
    if not member.gender and member.kind == "person":
        member.gender = _gender(word)
    add_pronoun(scene, memory, at, [found], "pronoun")
    return found


def _named_next(scene: Scene, at: int, fits: Callable[[str], bool]) -> str | None:
    """ "Woman says he hit her": of somebody nobody was named before, the first person named in the next sentences."""
    sentence = scene.doc.tokens[at].sentence
    if sentence > 2:
        return None
    named = [m for m in scene.mentions if m.kind == "name" and m.first > at and len(m.actors) == 1
             and scene.cast[m.actors[0]].kind == "person" and scene.doc.tokens[m.first].sentence <= sentence + AHEAD]
    first = min(named, key=lambda m: m.first, default=None)
    return first.actors[0] if first is not None and fits(first.actors[0]) else None


def _gender(word: str) -> str:
    return "m" if word in MALE else "f" if word in FEMALE else ""


def awaited(scene: Scene, at: int) -> int | None:
    """The subject further on that a pronoun means: "For his part, Lavrov said", "Leaving her hotel, the minister".

    Only where the pronoun stands in a phrase without a subject of its own at the head of the sentence.
    """
    tokens = scene.doc.tokens
    token = tokens[at]
    asked = _asked(scene, token)
    if asked is not None:
        return asked
    if token.text.lower() not in ("his", "her") or token.dep != "poss":
        return None
    up, steps = token.index, 0
    while tokens[up].head != up and steps < 6:
        if tokens[up].dep in ("nsubj", "nsubjpass", "ccomp", "relcl", "conj", "appos"):
            return None
        if any(True for _ in scene.doc.below(up, "nsubj", "nsubjpass")):
            break
        up, steps = tokens[up].head, steps + 1
    subject = next(scene.doc.below(up, "nsubj", "nsubjpass"), None)
    if subject is None or subject.index <= at or subject.pos not in ("NOUN", "PROPN"):
        return None
    return subject.index


def _asked(scene: Scene, token: Token) -> int | None:
    """ "Asked whether he would go, Lindholm smiled": the subject behind a participle that opens the sentence."""
    tokens = scene.doc.tokens
    first = tokens[scene.doc.sentence_of(token.index).first]
    if token.text.lower() not in MALE | FEMALE or first.dep != "advcl" or first.tag not in ("VBN", "VBG"):
        return None
    if not first.index < token.index < scene.doc.edges[first.index][1]:
        return None
    subject = next(scene.doc.below(first.head, "nsubj", "nsubjpass"), None)
    if subject is None or subject.index < token.index or subject.pos not in ("NOUN", "PROPN"):
        return None
    named = any(m.kind == "name" and m.first < token.index for at in range(first.index, token.index)
                if (m := scene.taken.get(at)) is not None and scene.cast[m.actors[0]].kind == "person")
    return None if named else subject.index  # "Asked about Ana Example's work, he …"


def add_pronoun(scene: Scene, memory: Memory, at: int, actors: list[str], reason: str) -> None:
    """Notes whom a pronoun means, and adds the mention."""
    memory.see(at, actors)
    scene.mention(at, at + 1, actors, "pronoun", reason, head=at)


def _bound(scene: Scene, at: int) -> dict[int, float]:
    """Subjects that a pronoun's place in the sentence speaks for: of its own clause ("Erdoğan urged his deputies"),
    or of the clause that its own depends on ("Lavrov denied that his government …", "…, although he added")."""
    tokens = scene.doc.tokens
    out: dict[int, float] = {}
    up, came, weight = at, at, 1.2 if tokens[at].dep == "poss" else 0.0
    for _ in range(12):
        if tokens[up].pos in ("VERB", "AUX"):
            if weight == 1.2 and tokens[came].dep == "prep" and _judges(scene, up, came):
                for thing in scene.doc.below(up, "dobj"):  # "congratulated Wang on his visit"
                    out[thing.index] = 3.5
            for subject in scene.doc.below(up, "nsubj", "nsubjpass"):
                if subject.index != came and weight and subject.index < at:
                    out[_antecedent(scene, subject.index)] = weight
                    weight = 0.5
            weight = weight or 0.6
        if tokens[up].head == up:
            break
        came, up = up, tokens[up].head
    return out


def _voiced(scene: Scene, memory: Memory, at: int, bound: dict[int, float]) -> dict[int, float]:
    """Adds to the weights that who speaks has spoken: "Lavrov said Mikheil should go, although *he added* …"."""
    for sighting in islice(reversed(memory.sightings), 40) if scene.speaks(at) else ():
        if scene.speaks(sighting.at):
            bound[sighting.at] = bound.get(sighting.at, 0.0) + VOICED
    return bound


def _judges(scene: Scene, verb: int, preposition: int) -> bool:
    """Whether a verb speaks of what its object did: "thanked her for", "accused him of"; "told him of" does not."""
    word = scene.lower(preposition)
    return word in ("on", "for", "over") or (
        word == "of" and scene.doc.tokens[verb].lemma in scene.world.usage["judging_verbs"])


def _antecedent(scene: Scene, at: int) -> int:
    """The noun that a relative pronoun stands for; else the token itself: "Devocht, who told Ana that he …"."""
    tokens = scene.doc.tokens
    verb = tokens[tokens[at].head]
    return verb.head if tokens[at].tag in ("WP", "WDT") and verb.dep == "relcl" else at


def _fits(scene: Scene, memory: Memory, at: int, word: str) -> Callable[[str], bool]:
    """A test for who a pronoun may mean."""
    barred = _barred(scene, memory, at)
    gender = _gender(word)

    def fits(id: str) -> bool:
        member = scene.cast[id]
        if id in barred:
            return False
        if gender:
            return (member.kind == "person" or _is_one(member)) and member.gender in ("", gender)
        return member.kind in ("state", "organisation") or (
            member.kind == "group" and not member.plural and INDIVIDUAL not in member.reasons)

    return fits


def _is_one(member: Member) -> bool:
    """Whether an unnamed group is one person: "a woman", "a teacher"."""
    return member.kind == "group" and not member.plural and INDIVIDUAL in member.reasons


def _barred(scene: Scene, memory: Memory, at: int) -> set[str]:
    """Who it can't be: another argument of its verb, and, inside a quotation, who speaks."""
    tokens = scene.doc.tokens
    out: set[str] = set()
    token = tokens[at]
    if token.dep != "poss" and not token.text.lower().endswith("self"):  # "her" is either
        verbs = [_verb_above(scene, at)]
        while tokens[verbs[-1]].dep == "xcomp" and len(verbs) < 5:  # "is to receive him"
            verbs.append(tokens[verbs[-1]].head)
        for sighting in reversed(memory.sightings):
            if sighting.sentence < token.sentence:
                break
            other = tokens[sighting.at]
            while other.dep in ("appos", "conj") and tokens[other.head].index < other.index:
                other = tokens[other.head]
            if other.head in verbs and other.dep in ("nsubj", "nsubjpass") and sighting.at < at:
                out.add(sighting.actor)
    if token.dep == "nsubj":
        out |= _told_of(scene, memory, at) | _named_in(scene, at) | _in_his_words(scene, memory, at)
    speaker = speaker_at(scene, memory, at)
    return out if speaker is None else out | {speaker}


def speaker_at(scene: Scene, memory: Memory, at: int) -> str | None:
    """Who speaks the quotation around a token, if it is known; in it he is neither "he" nor "the boy"."""
    quotation = quotation_at(scene, scene.doc.tokens[at].start)
    return _speaker(scene, memory, quotation) if quotation is not None else None


def _told_of(scene: Scene, memory: Memory, at: int) -> set[str]:
    """The subjects of what is said, where the saying comes after it: "Bashir was held, he said" is not Bashir."""
    tokens = scene.doc.tokens
    said = [c for c in scene.doc.below(tokens[at].head, "ccomp") if c.index < at and not any(
        scene.lower(i) == ";" for i in range(c.index, at))]  # "called it a stab; he later apologised"
    subjects = {s.index for c in said for s in scene.doc.below(c.index, "nsubj", "nsubjpass") if s.pos != "PRON"}
    return {s.actor for s in memory.sightings[-12:] if s.at in subjects}


def _in_his_words(scene: Scene, memory: Memory, at: int) -> set[str]:
    """Who is spoken of in the quotation before: "“He should come and join us,” *he* said" are two."""
    sentence = scene.doc.sentence_of(at)
    if not scene.speaks(at) or scene.is_quoted(at) or not scene.is_quoted(sentence.first + 1):
        return set()
    return {s.actor for s in islice(reversed(memory.sightings), 40) if sentence.first <= s.at < at
            and scene.is_quoted(s.at) and scene.doc.tokens[s.at].pos in ("PRON", "PROPN")}


def _named_in(scene: Scene, at: int) -> set[str]:
    """Who is a subject by name in what the pronoun says: "*He* said, “Warhol was a star”" is not Warhol."""
    tokens = scene.doc.tokens
    last = scene.doc.sentence_of(at).last if scene.speaks(at) else at
    named = (scene.taken[i] for i in range(tokens[at].head + 1, last)
             if i in scene.taken and tokens[i].dep in ("nsubj", "nsubjpass"))
    return {actor for mention in named if mention.kind == "name" for actor in mention.actors}


def _verb_above(scene: Scene, at: int) -> int:
    """The verb whose clause a word stands in, through nouns and prepositions: "asked for a meeting with her"."""
    tokens = scene.doc.tokens
    for _ in range(6):
        head = tokens[at].head
        if head == at or tokens[head].pos in ("VERB", "AUX", "ADJ"):  # "called it painful for him": may be the caller
            return head
        at = head
    return at


def quotation_at(scene: Scene, offset: int) -> Quotation | None:
    """The quotation around a character, if any."""
    quotations = scene.doc.quotations
    index = bisect_right(quotations, offset, key=lambda q: q.span[0]) - 1
    return quotations[index] if index >= 0 and offset < quotations[index].span[1] else None


def _speaker(scene: Scene, memory: Memory, quotation: Quotation) -> str | None:
    """Who speaks a quotation: the person named right after it ('", Waters said'), else the last subject before it."""
    tokens = scene.doc.tokens
    at = scene.after(quotation.span[1])
    ended = scene.doc.text[quotation.span[0] : quotation.span[1]].rstrip().endswith(".")  # "…." Ana went home.
    for after in range(at, at if ended else min(at + 7, len(tokens))):
        mention = scene.taken.get(after)
        if tokens[after].text == "." or tokens[after].sentence > tokens[max(at - 1, 0)].sentence + 1:
            break
        if mention is not None and mention.kind == "name" and scene.cast[mention.actors[0]].kind == "person":
            return mention.actors[0]
    for sighting in reversed(memory.sightings):
        if tokens[sighting.at].start < quotation.span[0]:
            return sighting.actor if _speaks_on(scene, sighting.at, quotation) and sighting.part >= 1.8 else None
    return None


def _speaks_on(scene: Scene, at: int, quotation: Quotation) -> bool:
    """Whether a quotation follows in the sentence of a subject, or right after it in the same paragraph."""
    sentence = scene.doc.sentence_of(at)
    if sentence.span[1] >= quotation.span[0]:
        return True
    after = scene.doc.sentences[sentence.index + 1]
    return after.paragraph == sentence.paragraph and quotation.span[0] - 2 <= after.span[0]


def _expletive(scene: Scene, at: int) -> bool:
    """ "it is likely that", "it rained": an "it" that means nobody. Only acting subjects and possessors are kept."""
    token = scene.doc.tokens[at]
    if token.text.lower() == "its":
        return False
    verb = scene.doc.tokens[token.head]
    striking = verb.tag == "VBG" and scene.lower(verb.index + 1) == "that" and scene.lower(verb.index - 1) in (
        "is", "was", "'s", "’s")  # "it's striking that"
    minded = any(t.lemma.lower() in scene.world.usage["minded"] for t in scene.doc.below(verb.index, "acomp"))
    return token.dep != "nsubj" or (verb.lemma in EXPLETIVE and not minded) or striking


def _plural(scene: Scene, memory: Memory, at: int) -> str | None:
    """ "They": the last group in the plural, or those last named together; of the two what is nearer."""
    barred = _barred(scene, memory, at)
    sentence = scene.doc.tokens[at].sentence
    for mention in islice(reversed(scene.mentions), 60):
        if mention.head >= at or scene.doc.tokens[mention.head].sentence < sentence - 2:
            continue
        if mention.kind == "collective" and not barred.intersection(mention.actors):
            add_pronoun(scene, memory, at, list(mention.actors), "pronoun:collective")
            return None
    mute = scene.world.usage["weapons"] if scene.speaks(at) else frozenset()
    fits: Callable[[str], bool] = lambda id: (  # noqa: E731
        scene.cast[id].plural and id not in barred and scene.cast[id].category.removeprefix("role:") not in mute)
    found = memory.best(at, fits, 0.4)
    joined = _joined(scene, memory, at, barred)
    if joined is not None and (found is None or joined[0] > _last(memory, found)):
        add_pronoun(scene, memory, at, joined[1], "pronoun:joined")
        return None
    if found is not None:
        add_pronoun(scene, memory, at, [found], "pronoun:plural")
    return found


def _last(memory: Memory, actor: str) -> int:
    return next((s.at for s in islice(reversed(memory.sightings), 200) if s.actor == actor), -1)


def _joined(scene: Scene, memory: Memory, at: int, barred: set[str]) -> tuple[int, list[str]] | None:
    """The last actors named with "and" between them, and where; within two sentences."""
    tokens = scene.doc.tokens
    for sighting in reversed(memory.sightings):
        token = tokens[sighting.at]
        if tokens[at].sentence - sighting.sentence > 2:
            return None
        if token.dep == "conj" and sighting.at < at:
            near = islice(reversed(memory.sightings), 60)
            first = next((s.actor for s in near if s.at == token.head), None)
            if first is not None and first != sighting.actor and not barred & {first, sighting.actor}:
                return sighting.at, [first, sighting.actor]
    return None
