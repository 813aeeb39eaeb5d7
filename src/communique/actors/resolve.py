"""A phrase on its own → the actor it means: "the Mongolian president", "FSB", "Ukrainian farmers".

Known names are looked up whole. Everything else is read like a report of one phrase, and the mention that holds its
head is the answer; an adjective or place without more gives the code alone. `date` picks the holder of an office.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from communique.actors.cast import Cast
from communique.actors.known import pick
from communique.actors.scene import Scene
from communique.actors.weigh import Option, Weighings, narrow, nobody, weigh, weigh_options
from communique.knowledge import Knowledge
from communique.knowledge.phrases import fold, is_acronym
from communique.knowledge.world import World
from communique.knowledge.world_rows import Role
from communique.records import Actor, Report
from communique.stages import Mention, MentionIndex, Reading, Token

MUCH_LARGER = 3.0  # "Oxford" is the English one
LONG_ENOUGH = 5  # letters in a town's name that may be misspelt
LETTERS = "abcdefghijklmnopqrstuvwxyz"
NOBODY = Actor("", None, "", "", None, None, None, None, ())


class Reads(Protocol):
    """What a phrase is read with."""

    @property
    def knowledge(self) -> Knowledge: ...
    def reading(self, report: Report, *, weighings: Weighings | None = None) -> Reading: ...


def resolve_phrase(phrase: str, date: str | None, reader: Reads) -> dict[str, Any]:
    """The contract's answer for a phrase: `ref`, `code`, `sector`, `name`, `kind`, `office`, `wikidata`, `reasons`.

    `code` is None where the phrase fits no actor or more than one. `date` is a day, `YYYY-MM-DD`.
    """
    return answer(resolve_actor(phrase, date, reader))


def answer(actor: Actor) -> dict[str, Any]:
    """An actor in the contract's fields."""
    return {"ref": actor.ref, "code": actor.code, "sector": actor.sector, "name": actor.name or None,
            "kind": actor.kind or None, "office": actor.office, "wikidata": actor.wikidata,
            "reasons": list(actor.reasons)}


def resolve_actor(phrase: str, date: str | None, reader: Reads, weighings: Weighings | None = None) -> Actor:
    """The actor a phrase means; one without a code where it fits none or more than one.

    A list of weighings that is handed in is filled with who could be meant.
    """
    actor = _whole_name(phrase, date, reader.knowledge, weighings)
    return _read(phrase, date, reader, weighings) if actor is None else actor


def _whole_name(phrase: str, date: str | None, knowledge: Knowledge, weighings: Weighings | None) -> Actor | None:
    """The phrase as one known name, capital or metonym."""
    world = knowledge.world
    cast = Cast(world, date)
    keys = world.names.get(phrase)
    if keys and is_acronym(phrase.upper()) and not phrase[:1].isupper():
        return None
    nothing = Reading(Report("", phrase), date=date)
    ref = pick(Scene(nothing, nothing.document, world, cast, weighings=weighings), keys, words=phrase)
    metonym = next((world.metonyms[key] for key in keys if key in world.metonyms), None)
    if ref is None and metonym is not None and metonym.ref in world.entries:
        weigh_options(weighings, "as a place or house that stands for a government", -1, phrase,
                      [Option(metonym.ref, where=metonym.where)])
        return replace(_frozen(cast, metonym.ref), sector=metonym.sector)
    if ref is None and not keys:
        ref = _surname(world, phrase, date, weighings)
    capitals = world.capitals.get(phrase)
    if ref is None and len(capitals) == 1:
        weigh(weighings, "as a capital or seat", -1, phrase, capitals)
        ref = capitals[0]
    return _frozen(cast, ref) if ref is not None else None


def _surname(world: World, phrase: str, date: str | None, weighings: Weighings | None) -> str | None:
    """The one known head of a state or body called so; his office may be over by then: "Trump"."""
    refs = world.surnames.get(fold(phrase), ()) if phrase[:1].isupper() else ()
    terms = {ref: world.term(ref, date) or world.last_term(ref, date) for ref in refs}
    weighing = weigh(weighings, "by family name", -1, phrase, refs)
    heads = [ref for ref, term in terms.items() if term and world.offices[term.office].rank == 1]
    narrow(weighing, heads, "heads no state or body, so the family name is not enough")
    current = [ref for ref in heads if world.term(ref, date)]
    found = current or heads
    narrow(weighing, found, "another of that name is in office on that day")
    if len(found) > 1:
        nobody(weighing, f"{len(found)} heads of states or bodies bear that family name")
    return found[0] if len(found) == 1 else None


def _frozen(cast: Cast, ref: str) -> Actor:
    member = cast.known(ref)
    return next(actor for actor in cast.freeze() if actor.id == member.id)


def _read(phrase: str, date: str | None, reader: Reads, weighings: Weighings | None) -> Actor:
    """The phrase read as a text of its own."""
    reading = reader.reading(Report("phrase", phrase, date, language="en"), weighings=weighings)
    tokens = reading.document.tokens
    if not tokens:
        return NOBODY
    actors = {actor.id: actor for actor in reading.actors}
    root = _head(reading)
    mention = _widest(reading, root.index)
    if mention is not None and len(mention.actors) == 1 and not mention.latent:
        return _placed(actors[mention.actors[0]], reading, reader.knowledge)
    if mention is not None and len(mention.actors) > 1:
        return NOBODY
    return _by_parts(reading, root, actors, reader.knowledge)


def _placed(actor: Actor, reading: Reading, knowledge: Knowledge) -> Actor:
    """An unknown name that is a town's: the people there; a body called after a town belongs where it lies."""
    if actor.code is not None or actor.kind == "state":
        return actor
    whole = country_of(knowledge, reading.text)
    if actor.sector is None and whole is not None and actor.kind != "person":
        return replace(actor, code=whole, sector="CVL", kind="group", reasons=("place",))
    inside = _country_inside(reading, knowledge) if actor.kind in ("organisation", "group") else None
    return replace(actor, code=inside, reasons=(*actor.reasons, "place-within")) if inside else actor


def country_of(knowledge: Knowledge, name: str) -> str | None:
    """The country of the places with a name, if they lie in one, or one country's are much the largest."""
    people: dict[str, float] = {}
    for entry in knowledge.gazetteer.lookup(name):
        if entry.country is not None:
            people[entry.country] = max(people.get(entry.country, 0.0), entry.people, 1.0)
    ranked = sorted(people, key=lambda code: -people[code])
    if not ranked or (len(ranked) > 1 and people[ranked[0]] < MUCH_LARGER * people[ranked[1]]):
        return None
    return ranked[0]


def misspelt_town(knowledge: Knowledge, name: str) -> str | None:
    """The country of the towns whose name differs in one letter behind the first, if there is but one: "Dehli"."""
    word = name.lower()
    if len(word) < LONG_ENOUGH or not word.isalpha() or not name[0].isupper() or knowledge.world.given_names.get(word):
        return None
    cuts = [(word[:at], word[at:]) for at in range(1, len(word) + 1)]
    turned = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    added = {a + letter + b for a, b in cuts for letter in LETTERS}
    found = {entry.country for other in (*turned, *added) for entry in knowledge.gazetteer.lookup(other)}
    return found.pop() if len(found) == 1 else None


def _country_inside(reading: Reading, knowledge: Knowledge) -> str | None:
    """The country of a place among the capitalised words: "Kano State government", "Oxford University"."""
    codes: set[str] = set()
    for token in reading.document.tokens:
        if token.tag in ("NNP", "NNPS", "JJ") and token.text[0].isupper() and len(token.text) > 3:
            code = country_of(knowledge, token.text)
            if code is not None and knowledge.world.role(token.lemma, token.text) is None:
                codes.add(code)
    return codes.pop() if len(codes) == 1 else None


def _head(reading: Reading) -> Token:
    """The word the phrase hangs on; of a sentence, its subject."""
    root = reading.document.tokens[reading.document.sentences[0].root]
    if root.pos == "VERB":
        return next(reading.document.below(root.index, "nsubj", "nsubjpass", "dobj"), root)
    return root


def _widest(reading: Reading, at: int) -> Mention | None:
    """The mention with this head, else the widest over it."""
    index = MentionIndex.of(reading.mentions)
    if at in index.by_head and not index.by_head[at].latent:
        return index.by_head[at]
    over = [m for m in reading.mentions if m.first <= at < m.last]
    return max(over, key=lambda m: (not m.latent, m.last - m.first), default=None)


def _by_parts(reading: Reading, root: Token, actors: dict[str, Actor], knowledge: Knowledge) -> Actor:
    """Only a state or place within: its code, and the sector of the head noun if it is a role."""
    role = _role(reading, root, knowledge)
    mentioned = [actors[id] for m in reading.mentions for id in m.actors]
    codes = {actor.code for actor in mentioned if actor.kind in ("state", "organisation")}
    codes |= {actor.code for actor in mentioned if actor.kind == "group" and actor.ref is not None}
    codes |= {place.country for place in reading.places}
    code = codes.pop() if len(codes) == 1 else None
    sector = role.sector if role else None
    whole = country_of(knowledge, reading.text)
    if whole is None and code is None and sector is None:
        whole = misspelt_town(knowledge, reading.text)
    if whole is not None and (code is None or code == whole):
        code, sector = whole, "CVL"  # a town is the people who live there
    elif code is None:
        code = _country_inside(reading, knowledge)
    if code is not None and sector is None and root.tag in ("NN", "NNS"):
        sector = "UNK"
    if code is None and sector is None:
        return NOBODY
    return replace(NOBODY, code=code, sector=sector, name=reading.text, kind="group", reasons=("parts",))


def _role(reading: Reading, root: Token, knowledge: Knowledge) -> Role | None:
    """The role of a noun; of one that says little, that of a word before it: "Jewish leader", "legislative body"."""
    role = knowledge.world.role(root.lemma, root.text)
    if role is not None and root.lemma.lower() not in knowledge.world.usage["generic"]:
        return role
    for child in reading.document.below(root.index, "amod", "compound", "nmod"):
        told = knowledge.world.role(child.lemma, child.text)
        if told is not None and told.kind == "group":
            return told
    return role
