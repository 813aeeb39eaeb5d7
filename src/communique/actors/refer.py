"""Descriptions and pronouns → who is meant, in one pass from left to right.

Names already have their actors; here "the Chinese minister", "his Russian counterpart", "both sides", "the bloc"
and "she" get theirs from what was said before (`salience.py`). Titles that no person of the report fits become
the known holder on that day, or an office without a name.
"""

from __future__ import annotations

from communique.actors.collectives import resolve_collective
from communique.actors.descriptions import resolve_title
from communique.actors.office import Title
from communique.actors.pronouns import (
    FEMALE,
    MALE,
    NEUTER,
    PLURAL,
    add_pronoun,
    awaited,
    resolve_pronoun,
)
from communique.actors.salience import Memory
from communique.actors.scene import Scene
from communique.stages import Mention

LEAD = 4  # sentences
PRONOUNS = MALE | FEMALE | NEUTER | PLURAL


def refer(scene: Scene, titles: list[Title]) -> None:
    """Adds the mentions that refer back."""
    named = _by_start(scene.mentions)
    by_title = {title.first: title for title in titles}
    inside = {at for title in titles for at in range(title.first, title.last) if at != title.owner}
    memory = Memory(scene)
    ahead: dict[int, list[int]] = {}  # subject → pronouns before it that mean it
    for token in scene.doc.tokens:
        at = token.index
        before = len(scene.mentions)
        if at in by_title:
            _see(memory, named.get(at, ()))
            resolve_title(scene, memory, by_title[at])
        else:
            named_so = at in scene.taken and scene.taken[at].kind == "name"  # "He Zhihua"
            if token.text.lower() in PRONOUNS and not named_so:  # before what it stands in: "his office"
                subject = awaited(scene, at)
                if subject is None:
                    resolve_pronoun(scene, memory, at)
                else:
                    ahead.setdefault(subject, []).append(at)
            elif (at not in inside or _somebodys(scene, at)) and all(m.latent for m in named.get(at, ())):
                resolve_collective(scene, memory, at)
            _see(memory, named.get(at, ()))
        if ahead:
            _settle(scene, memory, ahead, (*named.get(at, ()), *scene.mentions[before:]))


def _somebodys(scene: Scene, at: int) -> bool:
    """ "the Nigerian's envoys": whether the word owns what is named behind it."""
    return scene.doc.tokens[at].text[0].isupper() and scene.lower(at + 1) in ("'s", "’s")


def introduce(scene: Scene) -> None:
    """ "Tonga's prime minister said no. Ana Example told …": the office of one sentence gets the name of the next.

    Only where the name is new, has no title, and is the subject right after a sentence whose subject is the office.
    """
    subjects, firsts = _subjects(scene), _firsts(scene)
    for member in list(scene.cast) if not scene.crowded else ():
        if member.kind != "person" or member.office is not None or member.code is not None or member.ref is not None:
            continue
        first = firsts.get(member.id)
        if first is None or scene.doc.edges[first.head][0] < first.first:
            continue  # "actor Ana Example" is somebody else
        if subjects.get(scene.doc.tokens[first.head].sentence) != member.id:
            continue
        office = scene.cast.members.get(subjects.get(scene.doc.tokens[first.head].sentence - 1, ""))
        lead = scene.doc.tokens[first.head].sentence < LEAD  # "B.C.'s forests minister says …": of no state
        if office is not None and "office-only" in office.reasons and (office.code is not None or lead):
            member.office, member.code, member.sector = office.office, office.code, office.sector
            member.because("office-before")
            scene.rename(office.id, member.id)


def place_officials(scene: Scene) -> None:
    """ "Chad's government will go, Prime Minister Ana Example said": hers is the only government of the sentence."""
    governments: dict[int, set[str]] = {}
    for mention in scene.mentions:
        if "government" in mention.reasons or "ministry" in mention.reasons:
            governments.setdefault(scene.doc.tokens[mention.head].sentence, set()).update(mention.actors)
    firsts = _firsts(scene) if governments else {}
    for member in scene.cast if governments else ():
        told = member.from_text and not member.unplaced and member.sector == "GOV"
        if member.kind == "person" and member.code is None and told:
            first = firsts.get(member.id)
            found = governments.get(scene.doc.tokens[first.head].sentence, set()) if first else set()
            if len(found) == 1 and member.office not in scene.world.usage["host_offices"]:
                member.code = scene.cast[next(iter(found))].code
                member.because("government-beside")


def _firsts(scene: Scene) -> dict[str, Mention]:
    """The first mention that an actor has for itself."""
    out: dict[str, Mention] = {}
    for mention in scene.mentions:
        if len(mention.actors) == 1:
            out.setdefault(mention.actors[0], mention)
    return out


def _subjects(scene: Scene) -> dict[int, str]:
    """By sentence, the actor that is its main subject."""
    tokens = scene.doc.tokens
    out: dict[int, str] = {}
    for mention in scene.mentions:
        token = tokens[mention.head]
        main = token.dep == "nsubj" and tokens[token.head].head == token.head
        if main and mention.kind in ("name", "title") and len(mention.actors) == 1:
            out.setdefault(token.sentence, mention.actors[0])
    return out


def _settle(scene: Scene, memory: Memory, ahead: dict[int, list[int]], mentions: tuple[Mention, ...]) -> None:
    """Gives pronouns that waited for their subject ("For his part, the minister …") the subject's actor."""
    for mention in mentions:
        for at in ahead.pop(mention.head, ()) if len(mention.actors) == 1 else ():
            if scene.cast[mention.actors[0]].kind == "person":
                add_pronoun(scene, memory, at, list(mention.actors), "pronoun:ahead")


def _by_start(mentions: list[Mention]) -> dict[int, list[Mention]]:
    out: dict[int, list[Mention]] = {}
    for mention in mentions:
        out.setdefault(mention.first, []).append(mention)
    return out


def _see(memory: Memory, mentions: list[Mention] | tuple[()]) -> None:
    for mention in mentions:
        memory.see(mention.head, mention.actors)
