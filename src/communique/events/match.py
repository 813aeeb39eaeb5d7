"""Proposition → the lexicon entry that fits it best.

An entry fits if its words are the predicate, its conditions hold, and nothing it excludes is there. Of those that
fit, the one
with the most conditions is taken: "broke off" + talks before "broke".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.events.scene import Scene
from communique.events.sides import of_argument, role_arguments
from communique.knowledge.lexicon import CLASSES, Entry
from communique.stages import Argument, Proposition

ARMED = {"MIL", "REB", "UAF", "COP", "SPY", "PRM"}
OF_WORDS = {"PTY", "GOV", "LEG", "JUD", "BUS", "JRN", "ELI", "PRE"}  # groups that "attack" in speeches


@dataclass(frozen=True, slots=True)
class Unmet:
    """A condition of an entry that does not hold (words, object, needs, lacks, phrase), its role, and what it asks."""

    condition: str
    role: str | None
    words: tuple[str, ...]


def match(scene: Scene, p: Proposition) -> Entry | None:
    """The best entry for a proposition, or None."""
    for entry in scene.knowledge.lexicon.of(p.kind, p.lemma):
        if fits(scene, p, entry):
            return entry
    return None


def fits(scene: Scene, p: Proposition, entry: Entry) -> bool:
    """Whether the words and all conditions of an entry hold."""
    return next(unmet(scene, p, entry), None) is None


def unmet(scene: Scene, p: Proposition, entry: Entry) -> Iterator[Unmet]:
    """The conditions of an entry that do not hold, the cheapest to look at first; none where it fits."""
    if not any(_word_fits(p, word) for word in entry.words):
        yield Unmet("words", None, entry.words)
    if entry.object and not _object_fits(scene, p, entry.object):
        yield Unmet("object", None, entry.object)
    for role, wanted in entry.needs.items():
        if not role_fits(scene, p, role, wanted):
            yield Unmet("needs", role, wanted)
    for role, barred in entry.lacks.items():
        if role_fits(scene, p, role, barred):
            yield Unmet("lacks", role, barred)
    if entry.phrase and not _phrase_fits(scene, p, entry.phrase):
        yield Unmet("phrase", None, entry.phrase)


def _word_fits(p: Proposition, word: str) -> bool:
    """The lemma, and after it a particle, which the parser may have taken for a preposition or the reverse."""
    if word == p.lemma:
        return True
    first, _, rest = word.partition(" ")
    if not rest:
        return p.kind != "verb" or (" " not in p.lemma and first == p.lemma)
    if first != p.lemma.split(" ")[0]:
        return False
    if p.lemma == word:
        return True
    parts = rest.split(" ")
    have = {a.prep for a in p.arguments if a.role == "oblique"} | set(p.lemma.split(" ")[1:])
    have |= {a.prep for a in p.arguments if a.role == "clause"}
    return rest in have or all(part in have for part in parts)


def _object_fits(scene: Scene, p: Proposition, wanted: tuple[str, ...]) -> bool:
    return any(_argument_fits(scene, a, wanted) for a in objects(p))


def objects(p: Proposition) -> list[Argument]:
    """What an entry's `object` is looked for in."""
    roles = ("patient", "theme") if p.kind != "noun" else ("of", "theme", "modifier")
    return [a for role in roles for a in p.all(role)]


def role_fits(scene: Scene, p: Proposition, role: str, wanted: tuple[str, ...]) -> bool:
    """Whether a role is filled by one of the words or classes."""
    if role == "support":
        return p.support in wanted
    return any(_argument_fits(scene, a, wanted) for a in in_role(scene, p, role))


def in_role(scene: Scene, p: Proposition, role: str) -> list[Argument]:
    """What an entry's `needs` and `lacks` of a role look at."""
    return list(p.all("clause")) if role == "clause" else role_arguments(scene, p, role)


def _argument_fits(scene: Scene, argument: Argument, wanted: tuple[str, ...]) -> bool:
    """One of the words is a head of the argument, or the argument is of one of the classes in capitals."""
    things = [scene.document.tokens[h] for h in scene.things(argument)]
    have = {t.lemma.lower() for t in things} | {t.text.lower() for t in things}
    if argument.role == "clause" and argument.prep:
        have.add(argument.prep)
    phrases = scene.words_of(argument.first, argument.last) if any(" " in want for want in wanted) else ""
    return any(_is_a(scene, argument, want) if want in CLASSES else want in have or (" " in want and want in phrases)
               for want in wanted)


def _is_a(scene: Scene, argument: Argument, name: str) -> bool:
    if name == "ANY":
        return True
    tokens = [scene.document.tokens[h] for h in argument.heads]
    if name == "NUMBER":
        return any(t.pos == "NUM" or any(scene.document.below(t.index, "nummod")) for t in tokens)
    direct = [m for m in (scene.mentions.at(t.index) for t in tokens) if m]
    if name == "PLACE":
        known = any(m.kind == "place" or scene.document.tokens[m.head].entity == "LOC" for m in direct)
        return known or any(t.entity in ("GPE", "FAC") for t in tokens)
    actors = [
        scene.actors[a] for m in direct if m.kind not in ("adjective", "place") for a in m.actors if a in scene.actors
    ]
    if name == "ACTOR":
        return bool(actors) or bool(of_argument(scene, argument, True))
    if name == "SEVERAL":
        return len({scene.state(party.actor) for party in of_argument(scene, argument, True)} - {None}) > 1
    if name == "PERSON":
        return any(a.kind == "person" for a in actors)
    if name == "STATE":
        return any(a.kind == "state" for a in actors) or any(m.kind == "place" for m in direct)
    if not actors:  # "members of the M23", "men of the presidential guard"
        actors = [scene.actors[x.actor] for x in of_argument(scene, argument, True) if x.actor in scene.actors]
    if name == "GROUP":
        return any(a.kind == "group" and a.sector not in OF_WORDS for a in actors)
    if name == "CROWD":
        return any((a.kind == "group" and a.sector not in OF_WORDS | ARMED) or a.sector == "LAB" for a in actors)
    return any(a.sector in ARMED for a in actors)


def _phrase_fits(scene: Scene, p: Proposition, phrases: tuple[str, ...]) -> bool:
    text = f" {scene.words_of(p.first, p.last)} "
    return any(f" {phrase} " in text if "…" not in phrase else _in_order(phrase, text) for phrase in phrases)


def _in_order(phrase: str, text: str) -> bool:
    """Whether the parts of "over … efforts" stand one after the other, with any words between."""
    at = 0
    for part in phrase.split("…"):
        found = text.find(f" {part.strip()} ", at)
        if found < 0:
            return False
        at = found + len(part.strip()) + 1
    return True
