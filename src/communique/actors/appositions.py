"""Nouns beside a person's name → a mention, and what they tell of her: "Ana Example, 42, a Peruvian farmer,".

In: the names and titles. A noun in apposition to a person, before or after the name, is a mention of that person, and
no group of its own; so is one right before the name with a determiner or possessor ("Tunisia's coach Ana Example").
What the nouns say is kept (`Member.titles`), so that "the farmer" further on is the same person. An office goes before
a role.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.actors.bodies import owner
from communique.actors.cast import Member
from communique.actors.office import Title
from communique.actors.scene import Scene
from communique.stages import Mention, Token

NOUNS = ("NN", "NNP")
OTHERS = ("ORG", "GPE", "LOC", "FAC", "PERSON")
STOPS = (",", ";", "who", "which", "whose", "(", "–", "—")


def find_appositions(scene: Scene, titles: list[Title]) -> None:
    """Adds the mentions of persons by a noun beside their names, and learns from those nouns."""
    busy = {m.head for m in scene.mentions if m.kind in ("title", "collective", "name")}
    for title in titles:
        _title(scene, title)
        busy.update(range(title.start, title.end))
    for mention in list(scene.mentions):
        if mention.kind == "name" and len(mention.actors) == 1 and scene.cast[mention.actors[0]].kind == "person":
            for noun in _beside(scene, mention):
                if noun.index not in busy:
                    busy.add(noun.index)
                    _describe(scene, mention, noun)
            before = _prefixed(scene, mention)
            if before is not None and before.index not in busy:
                _learn(scene, scene.cast[mention.actors[0]], before.index, before)
            _age(scene, mention)


def learn_heads(scene: Scene) -> None:
    """ "Ana Example, who heads the electoral commission of Peru": code and sector of what a person heads."""
    by_head = {m.head: m.actors[0] for m in scene.mentions if m.kind in ("name", "group") and len(m.actors) == 1}
    for verb in scene.doc.tokens:
        if verb.pos != "VERB" or verb.lemma not in scene.world.usage["heading_verbs"]:
            continue
        subject = next(scene.doc.below(verb.index, "nsubj"), None)
        at = verb.head if subject is not None and subject.tag == "WP" else subject.index if subject is not None else -1
        person = scene.taken.get(at)
        for thing in scene.doc.below(verb.index, "dobj"):
            if person is not None and person.kind == "name" and thing.index in by_head:
                _head_of(scene.cast[person.actors[0]], scene.cast[by_head[thing.index]])


def _head_of(person: Member, body: Member) -> None:
    """Tells a person of whom nothing better is known the code and sector of a body."""
    if person.kind == "person" and body.kind != "person" and not (person.ref or person.office or person.code):
        person.code, person.sector = body.code, person.sector or body.sector
        person.because("heads")


def _beside(scene: Scene, mention: Mention) -> Iterator[Token]:
    """The nouns in apposition to a name, on either side."""
    after = list(_after(scene, mention))
    yield from after
    before = None if after else _before(scene, mention)
    if before is not None:
        yield before
    owned = _owned(scene, mention)
    if owned is not None:
        yield owned


def _after(scene: Scene, mention: Mention) -> Iterator[Token]:
    """ "Kendrick Moxon, a lawyer for the church and a poet, said": the nouns behind the comma."""
    if scene.lower(mention.last) != ",":
        return
    for token in scene.doc.below(mention.head, "appos"):
        first = scene.doc.edges[token.index][0]
        aged = scene.lower(mention.last + 2) == "," and scene.lower(mention.last + 1).isdigit()
        if _names_nobody(scene, token) and token.index >= first == mention.last + (3 if aged else 1):
            yield token
            yield from (other for other in scene.doc.below(token.index, "conj") if _names_nobody(scene, other))


def _names_nobody(scene: Scene, token: Token) -> bool:
    """Whether a noun in the singular is no name: "Republican from Texas", "NASA Administrator"."""
    named = scene.taken.get(token.index)
    free = named is None or named.kind in ("adjective", "group")
    return token.tag in NOUNS and token.entity not in OTHERS and free


def _before(scene: Scene, mention: Mention) -> Token | None:
    """ "a lawyer, Kendrick Moxon,": the noun before the comma, with an article or a possessor.

    To the parser the name may hang on the body instead: "the founder of Google, Sergey Brin,".
    """
    head = scene.doc.tokens[mention.head]
    noun = scene.doc.tokens[head.head]
    if head.dep != "appos" or noun.index >= mention.first or scene.lower(mention.first - 1) != ",":
        return None
    if noun.dep == "pobj" and scene.lower(noun.head) in ("of", "at", "for") and not _names_nobody(scene, noun):
        noun = scene.doc.tokens[scene.doc.tokens[noun.head].head]
    known = _names_nobody(scene, noun) and tells_a_person(scene, noun)
    begins = noun.index == scene.doc.sentence_of(noun.index).first
    return noun if known and (begins or opening(scene, noun.index) is not None) else None


def _owned(scene: Scene, mention: Mention) -> Token | None:
    """ "his wife Ana Example", "the match referee Ana Example": a noun right before the name, determined."""
    noun = scene.token(mention.first - 1)
    if noun is None or not _names_nobody(scene, noun) or noun.sentence != scene.doc.tokens[mention.first].sentence:
        return None
    if noun.dep not in ("compound", "nmod") and scene.doc.tokens[mention.head].head not in (noun.index, noun.head):
        return None
    return noun if tells_a_person(scene, noun) and opening(scene, noun.index) is not None else None


def opening(scene: Scene, noun: int) -> int | None:
    """Where the article or possessor of a noun begins, if it has one: "the match referee", "Tunisia's coach"."""
    floor = scene.doc.sentence_of(noun).first
    at = noun - 1
    while at >= floor and noun - at < 8:
        token = scene.doc.tokens[at]
        if token.tag == "POS":
            owner_of = scene.taken.get(at - 1)
            start = owner_of.first if owner_of is not None else scene.doc.edges[at - 1][0]
            return start - (start > floor and scene.lower(start - 1) == "the")
        if token.dep == "det" or token.tag == "PRP$":
            return at
        if token.dep not in ("compound", "amod", "nmod", "nummod", "punct", "advmod") or token.text == ",":
            return None
        at -= 1
    return None


def tells_a_person(scene: Scene, noun: Token) -> bool:
    """Whether a noun is one for a single person: a role, an office, a relative."""
    role = scene.role_at(noun.index)
    word = noun.lemma.lower()
    usage = scene.world.usage
    if word in usage["several"]:
        return False
    return (role is not None and role.kind == "group" and word not in usage["bodies"]) or (
        word in scene.world.titles.keys or word in usage["person_nouns"]) or any(
        relation.refers == "person" or relation.to for relation in scene.world.relations.get(word, ()))


def _prefixed(scene: Scene, mention: Mention) -> Token | None:
    """ "Brazilian singer Ana Example", "Goaltender Ana Example": the noun right before the name, if one for people."""
    noun = scene.token(mention.first - 1)
    if noun is None or noun.tag not in NOUNS or noun.dep not in ("compound", "nmod", "amod") or not (
            noun.text.islower() or noun.index == scene.doc.sentence_of(noun.index).first):
        return None
    return noun if tells_a_person(scene, noun) else None


def _age(scene: Scene, mention: Mention) -> None:
    """ "Ana Example, 42,", "Ana Example, aged 42", "42-year-old Ana Example"."""
    member = scene.cast[mention.actors[0]]
    at = mention.last + (scene.lower(mention.last) in (",", "("))
    at += scene.lower(at) in ("aged", "now", "then")
    if at > mention.last and scene.lower(at).isdigit() and scene.lower(at + 1) in (",", ".", ")", "and", "was", ";"):
        member.age = member.age or int(scene.lower(at))
    floor = scene.doc.sentence_of(mention.first).first
    for before in range(mention.first - 1, max(mention.first - 7, floor - 1), -1):
        if scene.doc.tokens[before].pos in ("VERB", "AUX"):
            return  # "the 42-year-old said Ana Example …"
        if scene.lower(before) == "old" and scene.lower(before - 2) == "year" and scene.lower(before - 4).isdigit():
            member.age = member.age or int(scene.lower(before - 4))


def _describe(scene: Scene, mention: Mention, noun: Token) -> None:
    member = scene.cast[mention.actors[0]]
    first, last = _extent(scene, mention, noun)
    scene.drop_group(noun.index)
    scene.mention(first, last, [member.id], "title", "apposition", head=noun.index)
    _learn(scene, member, first, noun)


def _learn(scene: Scene, member: Member, first: int, noun: Token) -> None:
    """The noun itself; its sector and the state beside it, where nothing better is known."""
    member.titles.add(noun.lemma.lower())
    member.gender = member.gender or gender_of(scene, noun.lemma.lower())
    role = scene.role_at(noun.index)
    if member.ref is not None or member.office is not None:
        return
    if role is not None and role.kind == "group" and member.sector is None and role.sector != "UNK":
        member.sector = role.sector
        member.because(f"role:{role.sector}")
    if member.code is None:
        code, reason = owner(scene, first, noun.index + 1)
        if code is not None and code in scene.world.entries:
            member.code = code
            member.because(reason)


def _title(scene: Scene, title: Title) -> None:
    """ "Iceland's foreign minister, Ana Example," names her twice; "Foreign Minister Ana Example" once."""
    if len(title.people) != 1 or title.plural:
        return
    head = scene.head(title.start, title.end)
    person = title.people[0]
    named = scene.taken.get(title.last)
    first = opening(scene, title.start)
    if named is not None and named.actors == (person,):
        if first is not None:
            scene.mention(min(first, title.first), title.last, [person], "title", f"title:{title.office}", head=head)
        return
    behind = scene.taken.get(title.first - 2)
    apposed = behind is not None and scene.lower(title.first - 1) == "," and person in behind.actors
    after = any(scene.lower(at) == "," and at + 1 in scene.taken and person in scene.taken[at + 1].actors
                for at in range(title.last, min(title.last + 12, len(scene.doc.tokens))))
    if apposed or after or scene.doc.tokens[head].dep in ("appos", "conj"):
        last = max(_past_bracket(scene, title.last), noun_end(scene, head))
        scene.mention(title.first, last, [person], "title", f"title:{title.office}", head=head)


def _past_bracket(scene: Scene, at: int) -> int:
    """ "the head of the ICC (International Criminal Court), Ana Example,": behind what a bracket spells out."""
    if scene.lower(at) != "(":
        return at
    closed = next((end for end in range(at + 1, min(at + 10, len(scene.doc.tokens))) if scene.lower(end) == ")"), at)
    return closed + 1 if closed > at else at


def noun_end(scene: Scene, head: int) -> int:
    """Where what belongs to a noun ends: "director of the gallery"; a comma or clause is behind it."""
    last = scene.doc.edges[head][1]
    own = {t.index for t in scene.doc.below(head, "cc")}
    for at in range(head + 1, last):
        if scene.lower(at) in STOPS or (at in own and scene.lower(at + 1) in ("a", "an", "the")):
            return at  # "an artist *and a* businessman" is said twice
    return last


def gender_of(scene: Scene, noun: str) -> str:
    """What a noun for a person tells of the gender: m, f or nothing."""
    usage = scene.world.usage
    return "m" if noun in usage["male_nouns"] else "f" if noun in usage["female_nouns"] else ""


def _extent(scene: Scene, mention: Mention, noun: Token) -> tuple[int, int]:
    """The words of the apposition, up to a comma or a relative clause."""
    first = scene.doc.edges[noun.index][0]
    if noun.index == mention.first - 1:
        start = opening(scene, noun.index)
        return (first if start is None else start), noun.index + 1
    last = noun_end(scene, noun.index)
    while first < noun.index and not scene.doc.tokens[first].text[0].isalnum():
        first += 1  # '"Go," her aunt, Ana Example, said': not the mark
    return first, min(last, mention.first - 1) if noun.index < mention.first else last
