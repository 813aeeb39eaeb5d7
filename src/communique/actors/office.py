"""What a title tells of the person it is given to: office, state or body, sector.

In: a title, whose office it is and the member. What the report says goes before what the knowledge holds; a vague
title ("the leader") never takes the place of a better one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.actors.cast import Member
from communique.actors.scene import Scene


@dataclass(slots=True)
class Title:
    """A title in the text: the words of office `[start, end)`, with what belongs to them `[first, last)`."""

    first: int
    last: int
    start: int
    end: int
    office: str | None
    of: list[str] = field(default_factory=list)  # members it belongs to: one, or several after a plural
    plural: bool = False
    former: bool = False
    determiner: str = ""  # the, a, his … in lower case
    owner: int | None = None  # the token of a possessive pronoun
    relation: str | None = None  # same_office | before | after
    stated: bool = False  # the relation tells an office only with a state: "his Russian colleague"
    people: list[str] = field(default_factory=list)  # members named beside it
    words: str = ""  # folded words of office
    region: str = ""  # the words and the part of a state they are of: "premier of manitoba"
    portfolio: str = ""  # the words with a noun before them that tells which one: "aid minister"


def give(scene: Scene, title: Title, member: Member, number: int = 0) -> None:
    """Tells a person the office of a title. What the report says goes before what the knowledge holds."""
    of = scene.cast[title.of[min(number, len(title.of) - 1)]] if title.of else None
    if title.former:
        if title.office is not None and not scene.world.offices[title.office].single:
            member.titles.add(title.words)  # "a former ambassador … the ambassador"
        if not member.from_text and not member.ref:
            member.sector = "ELI"
            member.code = of.code if of else member.code or scene.home
        return
    if title.office is None or (member.from_text and member.office and not _better(scene, title, member)):
        if of is not None and of.code and not member.code:
            member.code = of.code
        return
    vague = title.office in scene.world.usage["vague_offices"]
    if member.ref and member.office and vague and (of is None or of.code == member.code):
        member.from_text = True  # "Cuban leader Raúl Castro" is still its president
        return
    term = scene.world.holder(title.office, member.code or "", scene.reading.date) if member.ref else None
    stranger = of is None or (of.ref is None and of.kind == "organisation" and of.code in (None, member.code))
    if stranger and term is not None and term.ref == member.ref:
        member.from_text = True
        return
    member.titles.update((title.words, title.region or title.words, title.portfolio or title.words))
    member.unplaced = member.unplaced or (of is None and _of_some_state(scene, title))
    office = scene.world.offices[title.office]
    member.office, member.from_text = title.office, True
    if of is not None or member.sector is None or title.office not in scene.world.usage["speaking_offices"]:
        member.sector = sector_of(scene, title, of)  # "Colonel Ana Example, a spokeswoman" stays a soldier
    inferred = of is not None and "home-state" in of.reasons and member.ref is not None
    if of is not None and of.code is not None and not inferred and not (member.ref and _namesakes(scene, of, member)):
        member.code = of.code
        member.body = of.stands_for()
    if of is not None:
        member.of = of.ref or of.id
    if not member.gender:
        member.gender = office.gender
    member.because(f"title:{title.office}")


def _namesakes(scene: Scene, of: Member, member: Member) -> bool:
    """Whether two states share an adjective: a Korean leader who is known is of the state he is known to lead."""
    return of.code != member.code and any(
        {of.code, member.code} <= set(keys) for keys in scene.world.adjectives.keys.values() if len(keys) > 1)


def sector_of(scene: Scene, title: Title, of: Member | None) -> str | None:
    """The sector of an office: its own, but that of the body where a body outside government has it.

    Of a body that tells none it is not known whether its president governs: "the president of Example & Sons".
    """
    own = scene.world.offices[title.office or ""].sector
    if own in (None, "GOV") and title.office in scene.world.usage["anybodys_offices"] and (
            _of_a_stranger(scene, title, of)):
        return of.sector if of is not None else _sector_behind(scene, title)
    if of is None and own is None and title.office in scene.world.usage["vague_offices"]:
        own = _sector_behind(scene, title)  # "chairman of the company's board"
    if of is not None and of.kind in ("organisation", "group") and of.sector and (own is None or own == "GOV"):
        return of.sector
    if of is not None and of.kind == "state" and own == "BUS":  # the chief executive of Hong Kong
        return "GOV"
    return own or "GOV"


def _of_a_stranger(scene: Scene, title: Title, of: Member | None) -> bool:
    """Whether a title is of a body that nobody knows, named behind it: "president of Example & Sons"."""
    if of is not None:
        return of.kind in ("organisation", "group") and of.ref is None
    behind = title.end + 1 + (scene.lower(title.end + 1) in ("the", "a"))
    word = scene.token(behind)
    return scene.lower(title.end) in ("of", "at") and word is not None and word.tag in ("NNP", "NNPS") and (
        behind not in scene.country_at and behind not in scene.placed and behind not in scene.taken)


def _sector_behind(scene: Scene, title: Title) -> str | None:
    """The sector of the first role noun after "of" and the like behind a title."""
    if scene.lower(title.end) not in ("of", "for", "at", "in"):
        return None
    roles = (scene.role_at(at) for at in range(title.end + 1, min(title.end + 5, len(scene.doc.tokens))))
    return next((role.sector for role in roles if role is not None and role.kind == "group"), None)


def _of_some_state(scene: Scene, title: Title) -> bool:
    """ "the leader of the unrecognised republic": of a state or region that the words don't name."""
    if scene.lower(title.end) != "of":
        return False
    roles = (scene.role_at(at) for at in range(title.end + 1, min(title.end + 5, len(scene.doc.tokens))))
    return next((role.kind == "state" for role in roles if role is not None), False)


def _better(scene: Scene, title: Title, member: Member) -> bool:
    """Whether a second title tells more: "the minister" less than "foreign minister"."""
    offices = scene.world.offices
    usage = scene.world.usage["vague_offices"]
    return member.office in usage and (offices[title.office or ""].rank < 3 or title.office not in usage)
