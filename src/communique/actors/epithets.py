"""Nouns that stand for one person named before: "the singer", "the 70-year-old", "the Norwegian", "the suspect".

A noun means the person whom the report has called so; else the one whose age, nationality or acts it tells; else, if
it tells no more than man or woman, the most present one. Where an unnamed man has been brought in ("a man was
arrested"), "the man" is he, and where two persons fit, nobody is meant.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from communique.actors.appositions import gender_of, tells_a_person
from communique.actors.pronouns import speaker_at
from communique.actors.salience import MARGIN, Memory
from communique.actors.scene import Scene
from communique.knowledge.world_rows import Relation
from communique.stages import Token

RESTRICTING = ("prep", "relcl", "acl", "appos")
ACTING = ("nsubj", "agent")
BEARING = ("dobj", "nsubjpass")
MOST = 2000  # words, mentions or sightings back that are looked at
SOON = 3  # sentences within which "the man" is somebody named before


def resolve_epithet(scene: Scene, memory: Memory, at: int) -> bool:
    """A mention for the noun at this token, if it stands for a person."""
    token = scene.doc.tokens[at]
    if scene.crowded or token.pos in ("VERB", "AUX") or not _definite(scene, at):
        return False
    found, reason = None, ""
    if _age(scene, at) is not None:
        found, reason = _of_age(scene, memory, at), "age"
    elif token.text[0].isupper() and scene.lower(at - 1) == "the" and at in scene.taken:
        found, reason = _of_nation(scene, memory, at), "national"
    elif token.tag == "NN" and scene.is_free(at) and not _restricted(scene, at):
        found, reason = _by_noun(scene, memory, token)
    if found is None:
        return False
    memory.see(at, [found])
    scene.drop_group(at)
    scene.mention(_first(scene, at), at + 1, [found], "title", reason, head=at)
    return True


def _first(scene: Scene, at: int) -> int:
    """Where the noun phrase begins, article and adjectives with it."""
    floor = scene.doc.sentence_of(at).first
    first = max(scene.doc.edges[at][0], floor)
    while first < at and scene.lower(first) not in ("the", "this", "that"):
        first += 1
    return first if first < at else at - (scene.lower(at - 1) == "the")


def _definite(scene: Scene, at: int) -> bool:
    first = _first(scene, at)
    if any(scene.doc.tokens[i].tag == "POS" for i in range(first, at)):
        return False  # "the victim's father"
    return first < at and scene.lower(first) in ("the", "this", "that") and not any(
        i in scene.taken and scene.taken[i].kind not in ("adjective", "group") for i in range(first, at))


def _restricted(scene: Scene, at: int) -> bool:
    """Whether words behind the noun tell which one is meant: "the man in the car", "the singer who left"."""
    if scene.doc.tokens[at].dep == "compound" or at + 1 in scene.taken:
        return True
    return any(t.index > at and scene.lower(at + 1) != "," and t.index < at + 4
               for t in scene.doc.below(at, *RESTRICTING))


def _age(scene: Scene, at: int) -> int | None:
    """The number in "the 70-year-old" or "the 70-year-old singer"."""
    floor = scene.doc.sentence_of(at).first
    for old in (at, at - 1):
        if scene.lower(old) in ("old", "olds") and scene.lower(old - 2) == "year" and old - 4 >= floor:
            return int(scene.lower(old - 4)) if scene.lower(old - 4).isdigit() else None
        parts = scene.lower(old).split("-")
        if len(parts) == 3 and parts[0].isdigit() and parts[1:] == ["year", "old"]:
            return int(parts[0])
    return None


def _of_age(scene: Scene, memory: Memory, at: int) -> str | None:
    """The person of that age, else the most present one whose age the report does not tell."""
    age = _age(scene, at)
    of_age = [m.id for m in scene.cast if m.kind == "person" and m.age == age]
    if of_age:
        return of_age[0] if len(of_age) == 1 else None
    fits: Callable[[str], bool] = lambda id: scene.cast[id].kind == "person" and scene.cast[id].age is None  # noqa: E731
    found = _topic(scene, memory, at, fits) or memory.best(at, fits)
    if found is not None:
        scene.cast[found].age = age
    return found


def _topic(scene: Scene, memory: Memory, at: int, fits: Callable[[str], bool]) -> str | None:
    """ "Volkov had three assists. *The rookie* said": whom the last sentence is about, where the noun is a subject."""
    token = scene.doc.tokens[at]
    main = token.dep in ("nsubj", "nsubjpass") and scene.doc.tokens[token.head].dep in ("ROOT", "ccomp", "conj")
    alone = not scene.is_quoted(at) and not any(True for _ in scene.doc.below(at, "conj"))
    found = memory.topic(at) if main and alone else None
    return found if found is not None and fits(found) else None


def _of_nation(scene: Scene, memory: Memory, at: int) -> str | None:
    """ "the Norwegian said": the most present person of that state, or of none that the report tells."""
    match = next((m for m in scene.matches_in(at, at + 1) if m.kind == "adjective" and m.last == at + 1), None)
    if match is None or len(match.keys) != 1 or scene.taken[at].kind == "group":
        return None
    token = scene.doc.tokens[at]
    if token.tag not in ("NN", "NNP", "JJ") or token.dep not in ("nsubj", "nsubjpass", "dobj", "pobj", "poss"):
        return None
    code = match.keys[0]
    for wanted in (code, None):
        fits: Callable[[str], bool] = lambda id, wanted=wanted: (  # type: ignore[misc]  # noqa: E731
            scene.cast[id].kind == "person" and scene.cast[id].code == wanted)
        found = memory.best(at, fits, 0.0 if wanted else MARGIN)
        if found is not None:
            return found
    return None


def _by_noun(scene: Scene, memory: Memory, token: Token) -> tuple[str | None, str]:
    """The person a noun stands for, and by what."""
    lemma, at = token.lemma.lower(), token.index
    nation = _nation(scene, at)
    speaker = speaker_at(scene, memory, at)
    fits: Callable[[str], bool] = lambda id: id != speaker and _may_be(scene, id, lemma, nation)  # noqa: E731
    former = bool({scene.lower(i) for i in range(_first(scene, at), at)} & scene.world.usage["former"])
    known = former or tells_a_person(scene, token) or scene.world.relations.get(lemma)  # no: "the label"
    if not known or lemma in scene.world.usage["several"]:
        return None, ""
    called: Callable[[str], bool] = lambda id: fits(id) and lemma in scene.cast[id].titles  # noqa: E731
    found = memory.best(at, called, 0.0) or memory.latest(called)
    if found is not None:
        return found, "called-before"
    found = by_acts(scene, memory, lemma, fits)
    if found is not None:
        return found, "by-acts"
    if {scene.lower(i) for i in range(_first(scene, at), at)} & scene.world.usage["counted_away"]:
        return None, ""
    spoken = scene.is_quoted(at) and not gender_of(scene, lemma)  # “the doctor was coming,” but “the boy was brave”
    if former or (tells_a_person(scene, token) and not _brought_in(scene, token) and not spoken):
        return _only(scene, memory, token, fits, former), "the-former" if former else "the-person"
    return None, ""


def _nation(scene: Scene, at: int) -> str | None:
    """The state of an adjective before a noun: "the Norwegian driver"."""
    for before in range(_first(scene, at), at):
        if before in scene.taken and scene.taken[before].kind == "adjective":
            return scene.cast[scene.taken[before].actors[0]].code
    return None


def _may_be(scene: Scene, id: str, lemma: str, nation: str | None) -> bool:
    """Whether nothing speaks against it: kind, gender, state."""
    member, gender = scene.cast[id], gender_of(scene, lemma)
    return member.kind == "person" and "office-only" not in member.reasons and (
        not gender or member.gender in ("", gender)) and (nation is None or member.code in (None, nation))


def by_acts(scene: Scene, memory: Memory, word: str, fits: Callable[[str], bool] | None = None) -> str | None:
    """ "The winner", "the suspect": who has won, who was arrested, in what the report has told so far."""
    known = scene.world.relations
    relations = [r for r in known.get(word) or known.get(word.replace(" ", "-"), ()) if r.done or r.undergone]
    for relation in relations:
        kinds = ("person", "state") if relation.refers == "any" else ("person",)
        test: Callable[[str], bool] = lambda id, kinds=kinds: scene.cast[id].kind in kinds  # type: ignore[misc]  # noqa: E731
        found = _by_acts(scene, memory, relation, test if fits is None or relation.refers == "any" else fits)
        if found is not None:
            return found
    return None


def _by_acts(scene: Scene, memory: Memory, relation: Relation, fits: Callable[[str], bool]) -> str | None:
    tokens = scene.doc.tokens
    found: list[str] = []
    for sighting in islice(reversed(memory.sightings), MOST):
        token = tokens[sighting.at]
        while token.dep in ("appos", "conj", "compound") and token.head != token.index:
            token = tokens[token.head]
        lemma = tokens[token.head].lemma.lower()
        if token.dep == "pobj" and tokens[token.head].dep == "agent":
            lemma = tokens[tokens[token.head].head].lemma.lower()
        acts = (token.dep in ACTING or tokens[token.head].dep == "agent") and lemma in relation.done
        acts = acts or (token.dep == "poss" and lemma in relation.done)  # "her victory"
        bears = token.dep in BEARING and lemma in relation.undergone
        if (acts or bears) and fits(sighting.actor) and sighting.actor not in found:
            found.append(sighting.actor)
    return found[0] if len(found) == 1 else None


def _brought_in(scene: Scene, token: Token) -> bool:
    """Whether the report has brought in somebody unnamed by this noun: "a man", "two men"."""
    lemma = token.lemma.lower()
    named = {m.head for m in scene.mentions[-MOST:] if m.kind in ("title", "name")}
    return any(t.lemma.lower() == lemma and t.index not in named and t.dep != "compound"
               for t in scene.doc.tokens[max(token.index - MOST, 0) : token.index])


def _callings(scene: Scene, id: str) -> set[str]:
    """What somebody is called but for what he is to others: a friend, a neighbour."""
    return scene.cast[id].titles - scene.world.usage["apart"] - scene.world.usage["relational"]


def _alone(scene: Scene, memory: Memory, id: str) -> bool:
    """Whether the report has told of no other person so far."""
    return all(s.actor == id or scene.cast[s.actor].kind != "person" for s in islice(reversed(memory.sightings), MOST))


def _only(scene: Scene, memory: Memory, token: Token, fits: Callable[[str], bool], former: bool) -> str | None:
    """The one person of the last sentences who may be called so: nobody with another calling."""
    role = scene.role_at(token.index)
    usage, lemma = scene.world.usage, token.lemma.lower()
    plain = former or any(lemma in usage[words] for words in ("male_nouns", "female_nouns", "epithets"))

    def may(id: str) -> bool:
        member = scene.cast[id]
        same = role is not None and role.sector != "UNK" and member.sector == role.sector
        return fits(id) and (plain or same or (not member.titles and member.office is None and member.ref is None))

    if not former:
        free: Callable[[str], bool] = lambda id: fits(id) and (  # noqa: E731
            may(id) or _alone(scene, memory, id) or (
                not _callings(scene, id) and scene.cast[id].office is None and scene.cast[id].ref is None))
        found = _topic(scene, memory, token.index, free)
        if found is not None:
            return found
    ranked = memory.scores(token.index, may)
    near = {s.actor for s in memory.sightings[-60:] if token.sentence - s.sentence <= SOON}
    ranked = [pair for pair in ranked if pair[1] in near]
    if not ranked or (len(ranked) > 1 and (not plain or ranked[0][0] - ranked[1][0] < 0.6)):
        return None
    return ranked[0][1]
