"""Titles with nobody named beside them: "the Chinese minister", "the French president", "his Russian counterpart".

First the people of the report whose office (and state) fits, the most present one; then the holder on that day; then
an office without a name. "A minister" and plain plurals mean nobody in particular.
"""

from __future__ import annotations

from collections.abc import Callable

from communique.actors.cast import Member
from communique.actors.pronouns import resolve_pronoun
from communique.actors.salience import Memory
from communique.actors.scene import Scene
from communique.actors.titles import Title, give, sector_of
from communique.actors.weigh import Option, nobody, weigh, weigh_options
from communique.knowledge.world_rows import Term

WIDE = {"minister": "ministers", "envoy": "envoys", "ambassador": "envoys",
        "diplomat": "diplomats", "leader": "leaders", "member of parliament": "legislators"}
AFTER_COUNTERPART = "same_office"


def resolve_title(scene: Scene, memory: Memory, title: Title) -> None:
    """Gives the office of a counterpart to who is named, else finds who an unnamed title means."""
    owner = resolve_pronoun(scene, memory, title.owner) if title.owner is not None else None
    if title.relation is not None:
        _counterpart(scene, memory, title, owner)
        return
    if title.people:
        _merge(scene, title)
        _apposed(scene, title)
        return
    if title.plural:
        _several(scene, memory, title)
        return
    actors = _who(scene, memory, title, owner)
    if actors:
        head = scene.head(title.start, title.end)
        memory.see(head, actors)
        scene.mention(title.first, title.last, actors, "title", f"title:{title.office}", head=head)


def _who(scene: Scene, memory: Memory, title: Title, owner: str | None) -> list[str]:
    state = scene.cast[title.of[0]] if title.of else None
    if state is None and owner is not None and scene.cast[owner].kind != "person":
        state = scene.cast[owner]
    if title.determiner in ("a", "an", "some", "several"):
        return [_nameless(scene, title, state).id] if state is not None or title.former else []
    fits = _fitting(scene, title, state)
    exact: Callable[[str], bool] = lambda id: fits(id) and title.words in scene.cast[id].titles  # noqa: E731
    here: Callable[[str], bool] = lambda id: fits(id) and scene.cast[id].code == scene.home  # noqa: E731
    at_home = memory.latest(here) if state is None and scene.home is not None else None
    found = memory.best(title.first, exact, 0.0) or at_home or memory.best(title.first, fits, 0.0) or (
        memory.latest(fits) or _later(scene, title.first, fits))
    if found is not None:
        return [found]
    if title.former:
        return []
    office = scene.world.offices[title.office or ""]
    of_state = office.rank < 3 or office.id.endswith("minister")  # "the head" and "the judge" may be anybody's
    if state is None and title.determiner in ("the", "") and scene.home is not None and of_state:
        state = scene.cast.known(scene.home)
    if state is not None:
        return [_holder(scene, title, state) or _nameless(scene, title, state).id]
    return [_nameless(scene, title, None).id]


def _fitting(scene: Scene, title: Title, state: Member | None) -> Callable[[str], bool]:
    """A test for people who hold the office, in that state if one is told."""
    wide = scene.world.usage.get(WIDE.get(title.office or "", ""), frozenset())

    def fits(id: str) -> bool:
        member = scene.cast[id]
        if member.kind != "person" or (state is not None and member.code != state.code):
            return False
        if title.former:
            return member.sector == "ELI" or member.office == title.office or member.office in wide
        if member.office is None:
            return False
        if member.office == title.office or member.office in wide:
            return True
        if title.office in ("minister", "deputy minister"):
            deputy = member.office.startswith("deputy")
            return member.office.endswith("minister") and (deputy or title.office == "minister")
        return False

    return fits


def _later(scene: Scene, at: int, fits: Callable[[str], bool]) -> str | None:
    """The one person named only further on who fits: "the French president" before his name."""
    found = [] if scene.crowded else [m.id for m in scene.cast if fits(m.id)]
    if scene.weighings is not None and found:
        weighing = weigh(scene.weighings, "by office, anywhere in the report", at, "", found)
        nobody(weighing, "several hold that office" if len(found) > 1 else "")
    return found[0] if len(found) == 1 else None


def _merge(scene: Scene, title: Title) -> None:
    """ "the Indian High Commissioner … the envoy, Vivek Khanna": the office named before gets its name."""
    person = scene.cast[title.people[0]]
    if title.determiner != "the" or title.of or scene.crowded:
        return
    found = [m for m in scene.cast if "office-only" in m.reasons and m.code and person.code in (None, m.code) and (
        _fitting(scene, title, None)(m.id) or m.office == person.office)]
    if len(found) == 1:
        person.code, person.office = found[0].code, found[0].office
        person.because("office-before")
        scene.rename(found[0].id, person.id)


def _apposed(scene: Scene, title: Title) -> None:
    """ "the envoy, Ana Example," mentions her twice: by her office and by name; "Foreign Minister Ana Example" once."""
    after = scene.taken.get(title.last + 1)
    before = scene.lower(title.last) == "," and after is not None and title.people[0] in after.actors
    named = scene.taken.get(title.first - 2)
    behind = scene.lower(title.first - 1) == "," and named is not None and title.people[0] in named.actors
    if len(title.people) == 1 and (before or behind):
        head = scene.head(title.start, title.end)
        last = title.last if before else max(title.last, _end(scene, head))
        scene.mention(title.first, last, title.people, "title", f"title:{title.office}", head=head)


def _end(scene: Scene, head: int) -> int:
    """Where what belongs to a title ends: "director of the gallery"; a comma or clause is behind it."""
    last = scene.doc.edges[head][1]
    ends = (at for at in range(head + 1, last) if scene.lower(at) in (",", "(", ";", "–", "—", "who", "which"))
    return next(ends, last)


def _nameless(scene: Scene, title: Title, state: Member | None) -> Member:
    """An office without a name. Without a state it stays without a code."""
    office = scene.world.offices[title.office or ""]
    if title.former:
        text = f"former {scene.doc.words(title.start, title.end).lower()}"
        past = scene.cast.new(f"former:{text}:{state.id if state else ''}", text, "person", sector="ELI",
                              code=state.code if state else None, gender=office.gender)
        past.because("office-only")
        return past
    name = f"{office.id} of {state.name}" if state else scene.doc.words(title.start, title.end).lower()
    member = scene.cast.new(
        f"office:{office.id}:{state.id if state else ''}", name, "person", code=state.code if state else None,
        sector=sector_of(scene, title, state), office=office.id, gender=office.gender)
    member.because("office-only")
    return member


def _counterpart(scene: Scene, memory: Memory, title: Title, owner: str | None) -> None:
    """ "Wang met his Russian counterpart Sergey Lavrov": Lavrov holds Wang's office, in Russia."""
    fits: Callable[[str], bool] = lambda id: scene.cast[id].kind == "person" and id not in title.people  # noqa: E731
    whose = owner or memory.best(title.start, fits, 0.0)
    office = scene.cast[whose].office if whose is not None and scene.cast[whose].kind == "person" else None
    title.office = office if title.relation == AFTER_COUNTERPART else None
    for number, id in enumerate(title.people):
        give(scene, title, scene.cast[id], number)
    if title.people:
        _apposed(scene, title)
    if title.people or title.office is None or not title.of:
        return
    found: list[str] = []
    for id in title.of:
        state = scene.cast[id]
        found.append(_one_of(scene, title, state))
    head = scene.head(title.start, title.end)
    memory.see(head, found)
    scene.mention(title.first, title.last, found, "title", "counterpart", head=head)


def _several(scene: Scene, memory: Memory, title: Title) -> None:
    """ "the foreign ministers of Japan and China", "the two ministers"."""
    if title.of and len(title.of) > 1:
        actors = [_one_of(scene, title, scene.cast[id]) for id in title.of]
    elif title.determiner in ("the", "both") and not title.of:
        fits = _fitting(scene, title, None)
        ranked = [actor for _, actor in memory.scores(title.first, fits)]
        actors = ranked[:2] if len(ranked) >= 2 else []
    else:
        return
    if actors:
        head = scene.head(title.start, title.end)
        memory.see(head, actors)
        scene.drop_group(head)
        scene.mention(title.first, title.last, actors, "collective", f"titles:{title.office}", head=head)


def _one_of(scene: Scene, title: Title, state: Member) -> str:
    """Who holds the office in one state: named in the report, known, or without a name."""
    known = _later(scene, title.first, _fitting(scene, title, state))
    return known or _holder(scene, title, state) or _nameless(scene, title, state).id


def _holder(scene: Scene, title: Title, state: Member) -> str | None:
    """The known holder on the day of the report; without a day nobody is taken."""
    date = scene.reading.date
    term = scene.world.holder(title.office or "", state.ref or "", date) if date is not None else None
    if scene.weighings is not None:
        _tell_holders(scene, title, state, term)
    return scene.cast.known(term.ref).id if term else None


def _tell_holders(scene: Scene, title: Title, state: Member, taken: Term | None) -> None:
    """Writes down all who held the office, and why one of them or nobody is meant."""
    date, terms = scene.reading.date, scene.world.holders.get((title.office or "", state.ref or ""), ())
    options = [Option(term.ref, term) for term in terms]
    weighing = weigh_options(scene.weighings, f"as {title.office} of {state.name}", title.first, title.words, options)
    for option in options:
        covers = option.term is not None and date is not None and option.term.covers(date)
        option.kept = option.term is taken
        if not option.kept and date is not None:
            option.why.append("a later term begins on that day" if covers else "not in office on that day")
        elif date is None:
            option.why.append("no day is given")
    if date is None:
        nobody(weighing, "no day is given, so nobody is taken for its holder")
    elif taken is None:
        nobody(weighing, "no holder is known for that day")
