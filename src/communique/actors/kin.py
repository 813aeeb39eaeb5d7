"""Who somebody's father or lawyer is, once the report has named him: "his father Ana Example said … his father left".

In: all other mentions. Out: the mentions of persons by a noun with a possessor, where the report names one person by
that noun of that possessor; and those of the unnamed person of a lead ("A Peruvian nurse was freed") who is named in
one of the next sentences.
"""

from __future__ import annotations

from dataclasses import replace

from communique.actors.appositions import gender_of, tells_a_person
from communique.actors.cast import Member
from communique.actors.scene import Scene
from communique.stages import Mention, Token

SOON = 4  # sentences from the head of the report


def name_kin(scene: Scene) -> None:
    """Adds the mentions of persons by what they are to somebody."""
    people = _people(scene)
    known: dict[tuple[str, str], set[str]] = {}
    for mention in scene.mentions:
        noun = scene.doc.tokens[mention.head]
        owner = _owner(scene, noun, people) if mention.kind == "title" and mention.head in people else None
        if owner is not None:
            known.setdefault((owner, noun.lemma.lower()), set()).add(people[mention.head])
    for token in scene.doc.tokens if known else ():
        if token.tag == "NN" and token.index not in people and tells_a_person(scene, token):
            owner = _owner(scene, token, people)
            found = known.get((owner or "", token.lemma.lower()), set())
            if len(found) == 1 and owner not in found:
                scene.drop_group(token.index)
                first = scene.doc.edges[token.index][0]
                scene.mention(first, token.index + 1, found, "title", "kin", head=token.index)


def _people(scene: Scene) -> dict[int, str]:
    """The persons that mentions of one person mean, by head."""
    kinds = ("name", "title", "pronoun")
    return {m.head: m.actors[0] for m in scene.mentions if m.kind in kinds and len(m.actors) == 1
            and scene.cast[m.actors[0]].kind == "person"}


def _owner(scene: Scene, noun: Token, people: dict[int, str]) -> str | None:
    """The person whose somebody is: of "his father" and "Ana Example's father"."""
    return next((people[t.index] for t in scene.doc.below(noun.index, "poss") if t.index in people), None)


def name_in_headline(scene: Scene) -> None:
    """ "A Peruvian nurse was freed on Monday. Ana Example, 34, …": the lead tells of her before it names her.

    She is the first person named, soon and as a subject, and either the report calls her a nurse or it tells her age.
    """
    named = min((m for m in scene.mentions if m.kind == "name" and scene.cast[m.actors[0]].kind == "person"),
                key=lambda m: m.head, default=None)
    if named is None or not 0 < scene.doc.tokens[named.head].sentence <= SOON:
        return
    member = scene.cast[named.actors[0]]
    nameless = {m.head for m in scene.mentions if "office-only" in scene.cast[m.actors[0]].reasons}
    busy = {m.head for m in scene.mentions if m.kind not in ("group", "adjective")} - nameless
    news = [t for t in scene.doc.tokens[: scene.doc.sentence_of(named.head).first] if t.index not in busy]
    for noun in news:
        if _brought_in(scene, noun) and _is_so(scene, member, noun, named):
            scene.drop_group(noun.index)
            _hand_over(scene, noun.index, named)
            scene.mentions = [m for m in scene.mentions if m.head != noun.index or m.kind != "title"]
            scene.mention(scene.doc.edges[noun.index][0], noun.index + 1, [member.id], "title", "lead", head=noun.index)


def _hand_over(scene: Scene, noun: int, named: Mention) -> None:
    """ "A nurse says he hit *her*": pronouns before the name that meant the unnamed one mean who has got it."""
    unnamed = next((m.actors[0] for m in scene.mentions if m.head == noun and m.kind == "group"), None)
    scene.mentions = [replace(m, actors=named.actors) if m.kind == "pronoun" and noun < m.head < named.head
                      and m.actors == (unnamed,) else m for m in scene.mentions]


def _brought_in(scene: Scene, noun: Token) -> bool:
    """Whether a noun brings in one person: no article but "a", and a subject or object."""
    first = scene.lower(scene.doc.edges[noun.index][0])
    return noun.tag == "NN" and noun.dep in ("nsubj", "nsubjpass", "dobj", "ROOT", "poss") and (
        tells_a_person(scene, noun) and first not in ("the", "this", "that", "his", "her", "their", "its", "no"))


def _is_so(scene: Scene, member: Member, noun: Token, named: Mention) -> bool:
    """Whether a person may be who the lead told of: called so, or of an age and nothing else."""
    word, group = noun.lemma.lower(), next((m for m in scene.mentions if m.head == noun.index), None)
    codes = {None, member.code} if group is None else {None, member.code, scene.cast[group.actors[0]].code}
    gender = gender_of(scene, word)
    subject = scene.doc.tokens[named.head].dep in ("nsubj", "nsubjpass")
    unknown = subject and member.age is not None and member.office is None and member.ref is None
    return member.code in codes and (not gender or member.gender in ("", gender)) and (
        word in member.titles or (unknown and not member.titles - {"member"}))
