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

NEAR = 3  # sentences ahead in which somebody's mother is named
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
                _add(scene, token, found)
    _of_the_family(scene, people)


def _add(scene: Scene, noun: Token, found: set[str]) -> None:
    first = scene.doc.edges[noun.index][0]
    while first < noun.index and not scene.doc.tokens[first].text[0].isalnum():
        first += 1  # a quotation mark
    scene.drop_group(noun.index)
    scene.mention(first, noun.index + 1, found, "title", "kin", head=noun.index)


def _of_the_family(scene: Scene, people: dict[int, str]) -> None:
    """ "Kowal's mother told the court …, Irena Kowal said": the one other person of that family name, of that gender,
    who is named in the same paragraph or near it."""
    firsts: dict[str, Mention] = {}
    for mention in scene.mentions:
        if mention.kind == "name" and len(mention.actors) == 1:
            firsts.setdefault(mention.actors[0], mention)
    for noun in scene.doc.tokens:
        word = noun.lemma.lower()
        if noun.tag != "NN" or word not in scene.world.usage["family"] or noun.index in people:
            continue
        owner = _owner(scene, noun, people)
        family = {spelling[-1] for spelling in scene.cast[owner].words if len(spelling) > 1} if owner else set()
        found = {id for id, first in firsts.items() if id != owner and scene.cast[id].kind == "person"
                 and any(len(spelling) > 1 and spelling[-1] in family for spelling in scene.cast[id].words)
                 and scene.cast[id].gender in ("", gender_of(scene, word) or scene.cast[id].gender)}
        if len(found) == 1 and _is_kin(scene, noun, firsts[next(iter(found))]):
            _add(scene, noun, found)


def _is_kin(scene: Scene, noun: Token, first: Mention) -> bool:
    """Whether somebody may be the relative: named soon after, or a spouse named before as one of a couple."""
    ahead = scene.doc.tokens[first.head].sentence - noun.sentence
    couple = "name:couple" in scene.cast[first.actors[0]].reasons
    return (0 <= ahead <= NEAR and first.head > noun.index) or (
        couple and noun.lemma.lower() in scene.world.usage["spouses"])


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
    """ "A nurse says he hit *her*": pronouns that meant the unnamed one mean who has got the name; those behind it too,
    where nobody else is called a nurse."""
    unnamed = next((m.actors[0] for m in scene.mentions if m.head == noun and m.kind == "group"), None)
    again = any(m.kind == "group" and unnamed in m.actors and m.head != noun for m in scene.mentions)
    last = named.head if again else len(scene.doc.tokens)
    scene.mentions = [replace(m, actors=named.actors) if m.kind == "pronoun" and noun < m.head < last
                      and m.actors == (unnamed,) else m for m in scene.mentions]


def _brought_in(scene: Scene, noun: Token) -> bool:
    """Whether a noun brings in one person: no article but "a", and a subject or object."""
    first = scene.lower(scene.doc.edges[noun.index][0])
    return noun.tag == "NN" and noun.dep in ("nsubj", "nsubjpass", "dobj", "ROOT", "poss") and (
        tells_a_person(scene, noun) and first not in ("the", "this", "that", "one", "his", "her", "their", "its", "no"))


def _is_so(scene: Scene, member: Member, noun: Token, named: Mention) -> bool:
    """Whether a person may be who the lead told of: called so, or of an age and nothing else."""
    word, group = noun.lemma.lower(), next((m for m in scene.mentions if m.head == noun.index), None)
    codes = {None, member.code} if group is None else {None, member.code, scene.cast[group.actors[0]].code}
    gender = gender_of(scene, word)
    subject = scene.doc.tokens[named.head].dep in ("nsubj", "nsubjpass")
    unnamed = group is not None and scene.cast[group.actors[0]].kind == "group"
    alone = scene.doc.edges[named.head][0] == named.first  # not "Councilman Ana Example"
    bare = unnamed and alone and not member.titles and scene.speaks(noun.index) and (
        scene.doc.tokens[named.head].sentence - noun.sentence == 1)  # "A farmer says … Ana Example said …"
    unknown = subject and (member.age is not None or bare) and member.office is None and member.ref is None
    return member.code in codes and (not gender or member.gender in ("", gender)) and (
        word in member.titles or _same_office(scene, group, member) or (
            unknown and not member.titles - {"member"}))


def _same_office(scene: Scene, group: Mention | None, member: Member) -> bool:
    """ "A judge has thrown out … Justice Ana Example wrote": whether the words before and the title are one office."""
    unnamed = scene.cast[group.actors[0]] if group is not None else None
    return unnamed is not None and "office-only" in unnamed.reasons and unnamed.office is not None and (
        unnamed.office == member.office and unnamed.sector == "JUD")
