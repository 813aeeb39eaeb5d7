"""Bodies by the words around them: "Ana Example of Clear Water", "joined the Sea Guild", "the Sea Guild group".

The model overlooks many names of bodies, or takes them for people and places. What stands behind "of" after a
person's name is a body, and tells the sector and state of whoever is nobody else by then; capitalised words behind
"the" are one if people join them or are members of them, or if they act and stand more than once in the report.
Places the tables know are none of these.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.actors.bodies import add_body, words_of
from communique.actors.cast import Member
from communique.actors.scene import Scene
from communique.stages import Mention

NAMES = ("NNP", "NNPS")
PLACES = ("GPE", "LOC", "DATE", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE", "FAC")
THINGS = ("DATE", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE", "PRODUCT", "FAC", "PERSON")


def name_affiliations(scene: Scene) -> None:
    """Adds the bodies that stand behind a person's name with "of"."""
    for mention in list(scene.mentions):
        if _person(scene, mention) and scene.lower(mention.last) == "of":
            first = mention.last + 1 + (scene.lower(mention.last + 1) == "the")
            last = _run(scene, first)
            if last > first and not _is_thing(scene, first, last, PLACES):
                add_body(scene, first, last, "of-a-person")


def name_joined(scene: Scene) -> None:
    """Adds the bodies that people join or are members of, and those that act and are named twice."""
    runs = [run for run in _runs(scene) if not _is_thing(scene, *run, THINGS)]
    times: dict[tuple[str, ...], int] = {}
    for run in runs:
        times[words_of(scene, *run)] = times.get(words_of(scene, *run), 0) + 1
    bodies = {words_of(scene, *run) for run in runs
              if _has_members(scene, run) or (times[words_of(scene, *run)] > 1 and _acts(scene, run))}
    for run in runs:
        if words_of(scene, *run) in bodies:
            add_body(scene, *run, "has-members")


def learn_affiliations(scene: Scene) -> None:
    """ "Ana Example of the Workers' Party": state and sector of the party, and a mention of her by all these words."""
    for mention in list(scene.mentions):
        if not _person(scene, mention) or scene.lower(mention.last) not in ("of", "from"):
            continue
        body = scene.taken.get(mention.last + 1 + (scene.lower(mention.last + 1) == "the"))
        if body is None or body.kind != "name" or len(body.actors) != 1:
            continue
        person, of = scene.cast[mention.actors[0]], scene.cast[body.actors[0]]
        if of.kind in ("organisation", "group"):
            _belongs(person, of)
            scene.mention(mention.first, body.last, [person.id], "title", "affiliation", head=mention.head)


def _belongs(person: Member, of: Member) -> None:
    """Tells a person of whom nothing better is known the state and sector of a body."""
    if person.ref is None and person.office is None and person.code is None and person.sector in (None, of.sector):
        person.code, person.sector, person.body = of.code, of.sector, of.stands_for()
        person.because("affiliation")


def own_name(scene: Scene, noun: int) -> Mention | None:
    """ "the Sea Guild group", "the Hezbollah militia": the body that a noun for bodies only repeats."""
    if scene.doc.tokens[noun].tag != "NN" or scene.doc.tokens[noun].lemma.lower() not in scene.world.usage["own_nouns"]:
        return None
    at = noun - 1
    while at >= 0 and at not in scene.taken and scene.doc.tokens[at].tag in ("NN", "JJ") and noun - at < 3:
        at -= 1
    mention = scene.taken.get(at)
    if mention is None or mention.kind != "name" or mention.last != at + 1 or len(mention.actors) != 1:
        return None
    below = any(mention.first <= t.index < mention.last for t in scene.doc.below(noun, "compound", "nmod", "amod"))
    return mention if below and scene.cast[mention.actors[0]].kind in ("organisation", "group") else None


def _person(scene: Scene, mention: Mention) -> bool:
    return mention.kind == "name" and len(mention.actors) == 1 and scene.cast[mention.actors[0]].kind == "person"


def _run(scene: Scene, first: int) -> int:
    """The end of the free capitalised words that begin at a token."""
    last = first
    tokens = scene.doc.tokens
    while last < len(tokens) and last - first < 5 and tokens[last].tag in NAMES and tokens[last].text[0].isupper() and (
            last not in scene.taken and tokens[last].sentence == tokens[first].sentence):
        last += 1
    return last


def _runs(scene: Scene) -> Iterator[tuple[int, int]]:
    """Two to four free capitalised words behind "the" that hold no title and stand in no headline."""
    for token in scene.doc.tokens:
        first = token.index + 1
        if token.text.lower() == "the" and not scene.doc.sentence_of(token.index).headline:
            last = _run(scene, first)
            if 2 <= last - first <= 4 and not any(m.kind == "title" for m in scene.matches_in(first, last)):
                yield first, last


def _is_thing(scene: Scene, first: int, last: int, labels: tuple[str, ...]) -> bool:
    """Whether these words name a place or something else that is no body: "the Black Sea", "the Cold War"."""
    if scene.lower(last - 1) in scene.world.usage["no_bodies"]:
        return True
    return any(at in scene.placed or scene.doc.tokens[at].entity in labels for at in range(first, last))


def _has_members(scene: Scene, run: tuple[int, int]) -> bool:
    """ "members of the Sea Guild", "joined the Sea Guild"."""
    token = scene.doc.tokens[scene.head(*run)]
    above = scene.doc.tokens[token.head]
    usage = scene.world.usage
    if token.dep == "dobj":
        return above.lemma in usage["joining_verbs"]
    return token.dep == "pobj" and above.text.lower() == "of" and (
        scene.doc.tokens[above.head].lemma.lower() in usage["member_nouns"])


def _acts(scene: Scene, run: tuple[int, int]) -> bool:
    token = scene.doc.tokens[scene.head(*run)]
    above = scene.doc.tokens[token.head]
    return token.dep == "nsubj" and above.pos == "VERB" and above.lemma in scene.world.usage["acts_of_bodies"]
