"""Ministries → one body each, however they are called: "the Kenyan Foreign Ministry", "its foreign ministry".

Which ministry it is follows from the title of its minister; whose, from the state beside it.
"""

from __future__ import annotations

from communique.actors.bodies import owner
from communique.actors.scene import Scene
from communique.knowledge.phrases import folded_words
from communique.knowledge.world import pick_office


def name_ministries(scene: Scene) -> None:
    """Adds the mentions of ministries that the text calls by their portfolio."""
    for token in scene.doc.tokens:
        if token.text.lower() in ("ministry", "ministries") and not _within(scene, token.index):
            _ministry(scene, token.index)


def _within(scene: Scene, at: int) -> bool:
    """Whether the word is part of a known name already."""
    mention = scene.taken.get(at)
    return mention is not None and mention.kind == "name"


def _ministry(scene: Scene, at: int) -> None:
    office: str | None = None
    first, last = at, at + 1
    for count in range(3, 0, -1):
        office = office or _office(scene, at, at - count)
        if office is not None and first == at:
            first = at - count
    if office is None and scene.lower(at + 1) in ("of", "for"):
        for end in range(min(at + 9, len(scene.doc.tokens)), at + 2, -1):
            words = " ".join(t.text.lower() for t in scene.doc.tokens[at + 2 : end])
            office = pick_office(scene.world.titles.get(f"minister of {words}"), None)
            if office is not None:
                last = end
                break
    if office is None:
        return
    told, reason = owner(scene, first, last)
    codes = [*_joined(scene, first), told or scene.home]
    members = [_member(scene, office, code, reason if told else "home-state") for code in dict.fromkeys(codes)]
    scene.mention(first, last, members, "name", "ministry")


def _joined(scene: Scene, first: int) -> list[str | None]:
    """The other state of "the Chadian *and* Malian foreign ministries"."""
    other = scene.taken.get(first - 3)
    if scene.lower(first - 2) != "and" or other is None or other.kind != "adjective" or first - 1 not in scene.taken:
        return []
    return [scene.cast[other.actors[0]].code]


def _member(scene: Scene, office: str, code: str | None, reason: str) -> str:
    """The ministry of one state."""
    portfolio = office.removesuffix(" minister")
    state = scene.world.entries.get(code or "")
    name = f"{portfolio} ministry" + (f" of {state.name}" if state else "")
    member = scene.cast.new(f"ministry:{office}:{code}", name[0].upper() + name[1:], "organisation", code=code,
                            sector="MIL" if portfolio == "defence" else "GOV", category="ministry",
                            words=(folded_words(f"{portfolio} ministry"),))
    if code is not None:
        member.because(reason)
    return member.id


def _office(scene: Scene, at: int, first: int) -> str | None:
    """The minister of "foreign" + ministry, if the words before make one."""
    if first < 0 or any(i in scene.taken and scene.taken[i].kind != "adjective" for i in range(first, at)):
        return None
    words = [scene.lower(i) for i in range(first, at)]
    if not words[0].isalpha() or words[0] == "the":
        return None
    return pick_office(scene.world.titles.get(f"{' '.join(words)} minister"), None)
