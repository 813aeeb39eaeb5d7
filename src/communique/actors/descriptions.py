"""Titles with nobody named beside them: "the Chinese minister", "the French president", "his Russian counterpart".

First the people of the report whose office (and state) fits, the most present one; then the holder on that day; then
an office without a name. "A minister" and plain plurals mean nobody in particular.
"""

from __future__ import annotations

from collections.abc import Callable

from communique.actors.cast import Member
from communique.actors.epithets import by_acts
from communique.actors.office import Title, give, sector_of
from communique.actors.predicates import subject_of
from communique.actors.pronouns import resolve_pronoun
from communique.actors.salience import Memory
from communique.actors.scene import Scene
from communique.actors.titles import REGIONAL
from communique.actors.weigh import Option, nobody, weigh, weigh_options
from communique.knowledge.world_rows import Term

WIDE = {"minister": "ministers", "envoy": "envoys", "ambassador": "envoys",
        "diplomat": "diplomats", "leader": "leaders", "member of parliament": "legislators"}
AFTER_COUNTERPART = "same_office"
GOVERNING = ("GOV", "MIL", "ELI", "REB", "SPY")
EXACT = 1.6
CLEARLY = 0.8
LONG_AGO = 0.0  # a score of two sentences back or more
AT_HOME = 1.6  # "the president" is rather the one at home than the one who has said something about it


def resolve_title(scene: Scene, memory: Memory, title: Title) -> None:
    """Gives the office of a counterpart to who is named, else finds who an unnamed title means."""
    owner = resolve_pronoun(scene, memory, title.owner) if title.owner is not None else None
    if title.relation is not None:
        _counterpart(scene, memory, title, owner)
        return
    if title.people:
        _merge(scene, title)
        return
    if title.plural:
        _several(scene, memory, title)
        return
    head = scene.head(title.start, title.end)
    actors = _said_of(scene, memory, title, head)
    if not actors and _is_bare(scene, title):
        actors = [_nameless(scene, title, None).id]
    elif not actors and not _is_nobodys(scene, title):
        actors = _who(scene, memory, title, owner)
    if actors:
        memory.see(head, actors)
        scene.mention(title.first, title.last, actors, "title", f"title:{title.office}", head=head)


def _is_nobodys(scene: Scene, title: Title) -> bool:
    """ "Running for president", "hit in the head": what names the office and not who has it, or no office."""
    if title.of:
        return False
    before, small = scene.lower(title.first - 1), scene.doc.tokens[title.start].text.islower()
    if title.words == "head" and before in ("in", "on", "to") and scene.lower(title.end) != "of":
        return True
    return not title.determiner and small and before == "for"


def _is_bare(scene: Scene, title: Title) -> bool:
    """ "Deputy Director" without article, body or name: no one told of before, even if he has such an office."""
    after = scene.token(title.last)
    named = after is not None and after.tag in ("NNP", "NNPS")  # a name that nobody knows: "General Example"
    vague = title.office in scene.world.usage["vague_offices"]
    return vague and not (title.of or title.determiner or title.former or named)


def _said_of(scene: Scene, memory: Memory, title: Title, head: int) -> list[str]:
    """ "She is the foreign minister", "he resigned as foreign minister": whom the words of office are said of."""
    subject = subject_of(scene, scene.doc.tokens[head])
    found = [s.actor for s in memory.sightings[-40:] if s.at == subject and scene.cast[s.actor].kind == "person"]
    if not found or scene.doc.tokens[head].dep not in ("attr", "pobj"):
        return []
    if scene.doc.tokens[head].dep == "attr" and scene.cast[found[0]].office is None:
        give(scene, title, scene.cast[found[0]])
    return found[:1]


def _who(scene: Scene, memory: Memory, title: Title, owner: str | None) -> list[str]:
    state = scene.cast[title.of[0]] if title.of else None
    if state is None and owner is not None and scene.cast[owner].kind != "person":
        state = scene.cast[owner]
    if title.determiner in ("a", "an", "some", "several"):
        state = state or _spoken_for(scene, memory, title) or _at_home(scene, title)
        return [_nameless(scene, title, state).id] if state is not None or title.former else []
    fits = _named_so(scene, title, _fitting(scene, title, state))
    found = _present(scene, memory, title, fits, state) or memory.latest(fits) or _later(scene, title.first, fits) or (
        by_acts(scene, memory, title.words)) or _called_so(scene, memory, title) or _at_the_head(scene, title, state)
    if found is not None:
        return [found]
    if title.former:
        known = _who_was(scene, memory, title) if title.determiner == "the" and state is None else []
        return known or [_nameless(scene, title, state or _at_home(scene, title)).id]
    office = scene.world.offices[title.office or ""]
    of_state = office.rank < 3 or office.id.endswith("minister")  # "the head" and "the judge" may be anybody's
    if state is None and title.determiner in ("the", "") and scene.home is not None and of_state:
        state = scene.cast.known(scene.home)
    if state is not None:
        return [_holder(scene, title, state) or _nameless(scene, title, state).id]
    legislator = title.office in scene.world.usage["legislators"] and title.determiner == "the"
    topic = memory.topic(title.first) if legislator and scene.speaks(scene.head(title.start, title.end)) else None
    if topic is not None and scene.cast[topic].kind == "person" and scene.cast[topic].office is None:
        return [topic]  # "Lafond wondered where it would come from. “…,” said *the MP* for Example"
    return [_nameless(scene, title, None).id]


def _spoken_for(scene: Scene, memory: Memory, title: Title) -> Member | None:
    """ "The IMF has denied it. *A spokeswoman* said": the body or state that the sentence before is about."""
    topic = memory.topic(title.first) if title.office in scene.world.usage["speaking_offices"] else None
    return scene.cast[topic] if topic is not None and scene.cast[topic].kind in ("organisation", "state") else None


def _called_so(scene: Scene, memory: Memory, title: Title) -> str | None:
    """ "The ambassador" for a former one, where nobody holds such an office now and the report has called him so."""
    if title.determiner != "the" or title.of or title.former or scene.world.offices[title.office or ""].single:
        return None
    return memory.latest(lambda id: title.words in scene.cast[id].titles)


def _at_the_head(scene: Scene, title: Title, state: Member | None) -> str | None:
    """ "the head of the Kyrgyz delegation": the one person in the report who holds a high office in that state."""
    words = {scene.lower(at) for at in range(title.end, title.last + 1)}
    if scene.crowded or state is None or title.office != "head" or not words & scene.world.usage["delegations"]:
        return None
    high = [m.id for m in scene.cast if m.kind == "person" and m.code == state.code and m.office is not None and (
        scene.world.offices[m.office].rank < 3 or m.office.endswith("minister")) and "office-only" not in m.reasons]
    return high[0] if len(high) == 1 else None


def _at_home(scene: Scene, title: Title) -> Member | None:
    """The state of the report, where somebody of no rank of state is told: "police arrested *a lawmaker*"."""
    office = scene.world.offices[title.office or ""]
    return scene.cast.known(scene.home) if scene.home is not None and (office.rank > 2 or title.former) else None


def _named_so(scene: Scene, title: Title, fits: Callable[[str], bool]) -> Callable[[str], bool]:
    """Leaves out who has another noun of office where somebody has this one: a minister met *the Foreign Secretary*."""
    noun = _noun(title.words)
    called = {m.id for m in scene.cast if m.kind == "person" and noun in map(_noun, m.titles)} if noun else set()
    if scene.crowded or not any(fits(id) for id in called):
        return fits
    return lambda id: fits(id) and (id in called or not scene.cast[id].titles)


def _noun(words: str) -> str:
    """The noun of words of office: "minister" of "minister of state"."""
    return words.split(" of ")[0].split(" for ")[0].rpartition(" ")[2]


def _who_was(scene: Scene, memory: Memory, title: Title) -> list[str]:
    """ "The former army chief" of whom the report tells another office now: the one person who is clearly present."""
    fits: Callable[[str], bool] = lambda id: scene.cast[id].kind == "person" and (  # noqa: E731
        "office-only" not in scene.cast[id].reasons)
    found = memory.best(title.first, fits, CLEARLY)
    return [found] if found is not None else []


def _present(scene: Scene, memory: Memory, title: Title, fits: Callable[[str], bool],
             state: Member | None) -> str | None:
    """The most present who fits; one with the same words of office, or of the country of the report, has a lead."""
    home = scene.home if state is None else None
    lead: Callable[[str], float] = lambda id: (  # noqa: E731
        EXACT * (title.words in scene.cast[id].titles) + AT_HOME * (scene.cast[id].code == home))
    best = memory.best(title.first, fits, 0.0, lead=lead)
    if home is None or best is None or scene.cast[best].code == home:
        return best or memory.latest(lambda id: fits(id) and scene.cast[id].code == home)
    far = max(score for score, id in memory.scores(title.first, fits) if id == best) < LONG_AGO
    return (far and memory.latest(lambda id: fits(id) and scene.cast[id].code == home)) or best


def _fitting(scene: Scene, title: Title, state: Member | None) -> Callable[[str], bool]:
    """A test for people who hold the office, in that state if one is told."""
    wide = scene.world.usage.get(WIDE.get(title.office or "", ""), frozenset())

    def fits(id: str) -> bool:
        member = scene.cast[id]
        if title.former and member.kind == "person" and _held(scene, member, title, state):
            return True
        if member.kind != "person" or (state is not None and member.code != state.code):
            return False
        if state is not None and state.kind != "state" and member.of not in ("", state.ref, state.id):
            return False  # the UN and NATO have one code
        if title.region:
            told = any(words.startswith(f"{title.words} of ") for words in member.titles)
            return title.region in member.titles or (member.office == title.office and not told)
        if title.portfolio and title.office in ("minister", "deputy minister"):
            return title.portfolio in member.titles  # "the aid minister" is not the foreign minister
        if state is not None and state.kind == "state" and member.sector not in GOVERNING and (
                scene.world.offices[title.office or ""].rank == 1 and member.office == title.office):
            return False  # the president of a league is not "the president of Kenya"
        if title.former and member.sector == "ELI":
            return True
        if member.office is None:
            return False
        if member.office == title.office or member.office in wide or (
                member.office == REGIONAL and title.words in member.titles):
            return True
        if title.office in ("minister", "deputy minister"):
            deputy = member.office.startswith("deputy")
            lesser = member.office not in scene.world.usage["heads_of_government"]
            return member.office.endswith("minister") and lesser and (deputy or title.office == "minister")
        return False

    return fits


def _held(scene: Scene, member: Member, title: Title, state: Member | None) -> bool:
    """Whether the tables have a known person in an office that is over, whatever he is now: "the former president"."""
    date = scene.reading.date or ""
    return any(term.office == title.office and (state is None or term.of == state.ref) and term.end and term.end <= date
               for term in scene.world.terms.get(member.ref or "", ()))


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
    if title.determiner != "the" or title.of or scene.crowded or scene.lower(title.end) in ("of", "for"):
        return
    found = [m for m in scene.cast if "office-only" in m.reasons and m.code and person.code in (None, m.code) and (
        _fitting(scene, title, None)(m.id) or m.office == person.office)]
    if len(found) == 1:
        person.code, person.office = found[0].code, found[0].office
        person.because("office-before")
        scene.rename(found[0].id, person.id)


def _nameless(scene: Scene, title: Title, state: Member | None) -> Member:
    """An office without a name. Without a state it stays without a code."""
    office = scene.world.offices[title.office or ""]
    if title.former:
        text = f"former {scene.doc.words(title.start, title.end).lower()}"
        past = scene.cast.new(f"former:{text}:{state.id if state else ''}", text, "person", sector="ELI",
                              code=state.code if state else None, gender=office.gender)
        past.because("office-only")
        return past
    lesser = title.portfolio if office.id in ("minister", "deputy minister") else ""
    plain = lesser or scene.doc.words(title.start, title.end).lower()
    name = scene.doc.words(title.start, title.last) if title.region else (
        f"{lesser or office.id} of {state.name}") if state else plain
    member = scene.cast.new(
        f"office:{title.region or lesser or office.id}:{state.id if state else ''}", name, "person",
        code=state.code if state else None, sector=sector_of(scene, title, state), office=office.id,
        gender=office.gender)
    member.of = (state.ref or state.id) if state else ""
    member.titles.add(title.region or lesser or title.words)
    member.because("office-only")
    return member


def _counterpart(scene: Scene, memory: Memory, title: Title, owner: str | None) -> None:
    """ "Wang met his Russian counterpart Sergey Lavrov": Lavrov holds Wang's office, in Russia."""
    fits: Callable[[str], bool] = lambda id: scene.cast[id].kind == "person" and id not in title.people  # noqa: E731
    whose = owner or memory.best(title.start, fits, 0.0)
    office = scene.cast[whose].office if whose is not None and scene.cast[whose].kind == "person" else None
    title.office = office if title.relation == AFTER_COUNTERPART else None
    for number, id in enumerate(title.people if title.of or not title.stated else ()):
        give(scene, title, scene.cast[id], number)
    if title.people or title.office is None:
        return
    found: list[str] = [] if title.of else _other(scene, title.office, whose)
    if not title.of and not found:
        return
    for id in title.of:
        state = scene.cast[id]
        found.append(_one_of(scene, title, state))
    head = scene.head(title.start, title.end)
    memory.see(head, found)
    scene.mention(title.first, title.last, found, "title", "counterpart", head=head)


def _other(scene: Scene, office: str, whose: str | None) -> list[str]:
    """ "thanked his colleague": of two in the report who hold one office in two states the other one."""
    holders = [] if scene.crowded else [m for m in scene.cast if m.kind == "person" and m.office == office]
    other = [m.id for m in holders if m.id != whose]
    return other if len(holders) == 2 and holders[0].code != holders[1].code and len(other) == 1 else []


def _several(scene: Scene, memory: Memory, title: Title) -> None:
    """ "the foreign ministers of Japan and China", "the two ministers"."""
    if title.of and len(title.of) > 1:
        actors = [_one_of(scene, title, scene.cast[id]) for id in title.of]
    elif title.determiner in ("the", "both") and not title.of and not _is_a_crowd(scene, title):
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


def _is_a_crowd(scene: Scene, title: Title) -> bool:
    """ "The researchers found": more than those whom the report names, unless they are counted."""
    counted = {scene.lower(at) for at in range(title.first, title.start)} & {"two", "both", "three"}
    return not counted and scene.world.offices[title.office or ""].sector in scene.world.usage["crowd_sectors"]


def _one_of(scene: Scene, title: Title, state: Member) -> str:
    """Who holds the office in one state: named in the report, known, or without a name."""
    known = _later(scene, title.first, _fitting(scene, title, state))
    return known or _holder(scene, title, state) or _nameless(scene, title, state).id


def _holder(scene: Scene, title: Title, state: Member) -> str | None:
    """The known holder on the day of the report; without a day nobody is taken."""
    if title.region or title.office in scene.world.usage["many_seats"]:
        return None  # "the mayor" of a town and "the ambassador" to a state are one of many
    date = scene.reading.date
    if title.portfolio and title.office in ("minister", "deputy minister"):
        return None
    offices = _leading(scene, state) if title.office == "leader" else (title.office or "",)
    topmost = title.words in scene.world.usage["topmost"]  # not "its coordinator"
    if title.office in ("head", "leader") and topmost and state.kind == "organisation" and state.ref is not None:
        held = [o for o in scene.world.offices.values() if (o.id, state.ref) in scene.world.holders]
        offices = (*offices, *(o.id for o in sorted(held, key=lambda o: o.rank)[:1]))  # "the head of the IMF"
    terms = (scene.world.holder(office, state.ref or "", date) for office in offices
             if date is not None and not _shared(scene, office, state, date))
    term = next((term for term in terms if term is not None), None)
    if scene.weighings is not None:
        _tell_holders(scene, title, state, term)
    return scene.cast.known(term.ref).id if term else None


def _shared(scene: Scene, office: str, state: Member, date: str) -> bool:
    """Whether several hold an office at a time, so that nobody in particular is "the UN envoy"."""
    terms = scene.world.holders.get((office, state.ref or ""), ())
    return not scene.world.offices[office].single and len({t.ref for t in terms if t.covers(date)}) > 1


def _leading(scene: Scene, state: Member) -> tuple[str, ...]:
    """The offices one of which "the leader" of a state holds, the first that has a holder."""
    premiers = state.ref is not None and state.ref.lower() in scene.world.usage["led_by_premiers"]
    return ("leader", "supreme leader", *(("prime minister",) if premiers else ("president", "king", "emir", "sultan")))


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
