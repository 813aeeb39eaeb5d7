"""Nouns beside a person's name → a mention, and the sector and state they tell: "Ana Example, a Peruvian farmer,".

In: the names. A common noun in apposition to a person, before or after the name, is a mention of that person, and no
group of its own; later "the farmer" is the same person. What the report tells of an office goes before.
"""

from __future__ import annotations

from communique.actors.bodies import owner
from communique.actors.cast import Member
from communique.actors.scene import Scene
from communique.actors.titles import Title
from communique.stages import Mention, Token

PLAIN = ("NN", "NNP")


def find_appositions(scene: Scene, titles: list[Title]) -> None:
    """Adds the mentions of persons by a noun beside their names. Titles have mentions of their own."""
    busy = {m.head for m in scene.mentions if m.kind in ("title", "collective", "name")}
    busy.update(at for title in titles for at in range(title.start, title.end))
    called: dict[str, dict[str, int]] = {}  # noun → persons called so, each with the token where first
    for mention in list(scene.mentions):
        if mention.kind == "name" and len(mention.actors) == 1 and scene.cast[mention.actors[0]].kind == "person":
            noun = _after(scene, mention) or _before(scene, mention)
            if noun is not None and noun.index not in busy:
                _describe(scene, mention, noun)
                called.setdefault(noun.lemma.lower(), {}).setdefault(mention.actors[0], noun.index)
            noun = _prefixed(scene, mention) if noun is None else None
            if noun is not None and noun.index not in busy:
                _learn(scene, scene.cast[mention.actors[0]], noun.index, noun)
                called.setdefault(noun.lemma.lower(), {}).setdefault(mention.actors[0], noun.index)
    if called:
        _call_again(scene, called)


def _call_again(scene: Scene, called: dict[str, dict[str, int]]) -> None:
    """ "the singer": the one person whom the report has called a singer before."""
    for token in scene.doc.tokens:
        people = called.get(token.lemma.lower(), {}) if token.tag == "NN" and token.dep != "compound" else {}
        other = scene.taken.get(token.index)
        if len(people) != 1 or scene.lower(token.index - 1) != "the" or (other is not None and other.kind != "group"):
            continue
        person, first = next(iter(people.items()))
        more = any(True for _ in scene.doc.below(token.index, "prep", "relcl"))
        if token.index > first + 1 and (not more or scene.lower(token.index + 1) == ","):
            scene.drop_group(token.index)
            scene.mention(token.index - 1, token.index + 1, [person], "title", "called-before", head=token.index)


def _after(scene: Scene, mention: Mention) -> Token | None:
    """ "Kendrick Moxon, a lawyer for the church, said": the noun behind the comma."""
    if scene.lower(mention.last) != ",":
        return None
    for token in scene.doc.below(mention.head, "appos"):
        first = scene.doc.edges[token.index][0]
        if token.tag in PLAIN and token.pos == "NOUN" and first == mention.last + 1 and token.index >= first:
            return token
    return None


def _before(scene: Scene, mention: Mention) -> Token | None:
    """ "a lawyer, Kendrick Moxon,": the noun before the comma, with an article or a possessor."""
    head = scene.doc.tokens[mention.head]
    noun = scene.doc.tokens[head.head]
    if head.dep != "appos" or noun.tag != "NN" or noun.index >= mention.first or scene.lower(mention.first - 1) != ",":
        return None
    known = scene.role_at(noun.index) is not None
    return noun if known and any(True for _ in scene.doc.below(noun.index, "det", "poss")) else None


def _prefixed(scene: Scene, mention: Mention) -> Token | None:
    """ "Brazilian singer Ana Example": the noun right before the name, if it is one for people."""
    noun = scene.token(mention.first - 1)
    if noun is None or noun.tag != "NN" or noun.dep not in ("compound", "nmod", "amod") or not noun.text.islower():
        return None
    role = scene.role_at(noun.index)
    return noun if role is not None and role.kind == "group" else None


def _describe(scene: Scene, mention: Mention, noun: Token) -> None:
    member = scene.cast[mention.actors[0]]
    first, last = _extent(scene, mention, noun)
    scene.drop_group(noun.index)
    scene.mention(first, last, [member.id], "title", "apposition", head=noun.index)
    member.titles.add(noun.lemma.lower())
    _learn(scene, member, first, noun)


def _learn(scene: Scene, member: Member, first: int, noun: Token) -> None:
    """The sector of the noun and the state beside it, where nothing better is known."""
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


def _extent(scene: Scene, mention: Mention, noun: Token) -> tuple[int, int]:
    """The words of the apposition, up to a comma or a relative clause."""
    first, last = scene.doc.edges[noun.index]
    if noun.index < mention.first:
        return first, noun.index + 1
    for at in range(noun.index + 1, last):
        if scene.lower(at) in (",", ";", "who", "which", "(", "–", "—"):
            return first, at
    return first, last
