"""Acts whose target nobody names, in a report that is plainly about two states, or about one.

    CASE 1  somebody complains of what is done                "Ghana said Malian jets had bombed two villages": Ghana
    CASE 2  a report of two states that deal with each other  "Mali raised its alert", all about Mali and Ghana: Ghana
    CASE 3  a report of one state, in which another acts      "Chad began to pull out its troops": out of it
    CASE 4  a report of a state and its rebels, or strikers   "the rebels will hand in their arms": to the state

States are counted by their mentions and places, those of the first two sentences double. What a state does in a report
of two is not aimed at the other one where it has foes of its own there. All of these are weaker than what the words
tell; they say so in the reasons, and hold for acts that need somebody to be aimed at.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from communique.events.fit import public
from communique.events.scene import Act, Party, Scene
from communique.events.story import AIMED, own_object, pairs_of
from communique.events.voice import around
from communique.records import Actor

ABROAD = frozenset(("AID", "RETREAT", "MOBILIZE"))  # what another state does is done in, or to, the state of the report
TOLD_ABROAD = frozenset(("ACCUSE", "REQUEST", "THREATEN"))  # and what it says is said to that state
COMPLAINED_OF = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE"))
FOES = frozenset(("REB", "UAF", "OPP", "LAB", "PRM"))
LEAST = 3  # mentions that a report of one state, or of two, has of each
ALONE = 2  # states in all
CLEAR = 2  # times as often as the next one
FIRST = 2  # sentences that count double


@dataclass(frozen=True, slots=True)
class Cast:
    """Whom a report is about: how often it names each state, which do something with which, who stands against each."""

    counts: Counter[str]
    met: dict[str, Counter[str]]
    foes: dict[str, tuple[str, ...]]  # state → groups with a name that stand against it, if named often
    divided: frozenset[str]  # states that anybody of the report stands against


def aimed_by_story(scene: Scene, acts: list[Act]) -> list[Act]:
    """The acts, those without a target given the one that the report as a whole tells."""
    cast = _cast(scene, acts)
    out = [_aimed(scene, act, cast) if _open(scene, act) else act for act in acts]
    return [_mediated(scene, act, cast) if _between(act) and not act.targets else act for act in out]


def _cast(scene: Scene, acts: list[Act]) -> Cast:
    """Read once for a report, whatever the number of its acts."""
    times = Counter(actor for mention in scene.mentions.mentions for actor in mention.actors)
    people: Counter[str] = Counter()
    groups: dict[str, list[str]] = {}
    divided: set[str] = set()
    for actor in scene.reading.actors:
        stands = _stands_against(scene, actor)
        if actor.code and (stands or actor.sector in FOES):
            divided.add(actor.code)
            people[actor.code] += times[actor.id] if actor.kind == "person" else 0
            if stands and times[actor.id] > 1:
                groups.setdefault(actor.code, []).append(actor.id)
    foes = {code: tuple(x for x in ids if times[x] + people[code] >= LEAST) for code, ids in groups.items()}
    return Cast(counted(scene), pairs_of(scene, acts), foes, frozenset(divided))


def _between(act: Act) -> bool:
    """Whether it is done for two parties at once: mediation, keeping the peace."""
    return act.mode == "third-party" or (act.cameo or "").startswith(PEACEKEEPING)


PEACEKEEPING = "074"


def counted(scene: Scene) -> Counter[str]:
    """How often each state is named, by its people, bodies and places too."""
    counts: Counter[str] = Counter()
    named = {at for m in scene.mentions.mentions if m.kind != "place" for at in range(m.first, m.last)}
    for mention in scene.mentions.mentions:
        codes = {scene.state(actor) for actor in mention.actors} if mention.kind != "place" else set()
        for code in codes:
            if code in scene.knowledge.world.entries:
                counts[str(code)] += _weight(scene, scene.document.tokens[mention.head].sentence)
    for place in scene.reading.places:
        at = scene.document.at.get(place.span[0])
        if place.country in scene.knowledge.world.entries and at is not None and at not in named:
            counts[str(place.country)] += _weight(scene, scene.document.tokens[at].sentence)
    return counts


def _weight(scene: Scene, sentence: int) -> int:
    return 2 if sentence < FIRST else 1


def _open(scene: Scene, act: Act) -> bool:
    """Whether an act wants a target and has none."""
    return not act.targets and bool(act.sources) and act.type in AIMED and act.entry.kind != "adjective" and any(
        public(scene, x) for x in act.sources)


def _aimed(scene: Scene, act: Act, cast: Cast) -> Act:
    own = {scene.state(x.actor) for x in act.sources} - {None}
    if not own:
        return act
    told = _teller(scene, act) if scene.propositions[act.scope[0]].kind == "verb" else None
    if act.type in COMPLAINED_OF and told is not None and _is_wronged(act, own, told, cast):
        return _at(scene, act, told, "target:complaint")
    if own_object(scene, act):
        return act
    foe = _foe(scene, act, cast)
    if foe is not None:
        return replace(act, targets=(Party(foe, None),)).because("target:foe")
    other = _other_of_two(cast.counts, own)
    if other is not None and _deal(own, other, cast) and act.type != "COERCE" and not own & cast.divided:
        return _at(scene, act, other, "target:of-two")
    alone = act.type in ABROAD or (act.type in TOLD_ABROAD and _foreign(scene, act))
    one = _only_one(cast.counts, own) if alone else None
    return _at(scene, act, one, "target:of-one") if one is not None else act


def _is_wronged(act: Act, own: set[str | None], told: str, cast: Cast) -> bool:
    """Whether those who tell of an act complain of what is done to them. Who is shot at says so; but a government may
    tell of anybody's tariffs and seizures, so that these must stand in a report in which the two have to do with each
    other."""
    if told in own:
        return False
    first = {code for code, _ in cast.counts.most_common(2)}
    return told in first if act.type == "ASSAULT" else any(cast.met.get(str(code), Counter())[told] for code in own)


def _stands_against(scene: Scene, actor: Actor) -> bool:
    """Whether it is a rebel group, the opposition, a union; or a body that nobody knows, called a front or movement."""
    if actor.kind not in ("group", "organisation") or actor.name.islower() or " of " in actor.name:
        return False
    unknown = actor.ref is None and actor.sector in (None, "OPP", "PTY", "UNK")
    return actor.sector in FOES or (unknown and bool(
        scene.knowledge.world.usage["foe_heads"].intersection(actor.name.lower().split())))


def _foe(scene: Scene, act: Act, cast: Cast) -> str | None:
    """The other side of a report about one state and the one group that stands against it."""
    own = {scene.state(x.actor) for x in act.sources} - {None}
    first = cast.counts.most_common(1)
    foes = cast.foes.get(str(next(iter(own))), ()) if len(own) == 1 else ()
    if not first or first[0][0] not in own or len(foes) != 1:
        return None
    if all(x.actor in foes or scene.actors[x.actor].sector in FOES for x in act.sources):
        return scene.state_of(first[0][0])
    return foes[0] if all(_governs(scene, x) for x in act.sources) else None


def _governs(scene: Scene, party: Party) -> bool:
    actor = scene.actors[party.actor]
    return actor.kind == "state" or actor.sector in ("GOV", "MIL", "COP")


def _deal(own: set[str | None], other: str, cast: Cast) -> bool:
    """Whether two states deal with each other in the report, or are its only ones, and what one does at home is no
    greater part of it."""
    there = sum(cast.met.get(str(code), Counter())[other] for code in own)
    at_home = sum(cast.met.get(str(code), Counter())[str(code)] for code in own)
    return (there > 0 or len(cast.counts) == ALONE) and there >= CLEAR * at_home


def _mediated(scene: Scene, act: Act, cast: Cast) -> Act:
    """ "China is ready to mediate" in a report about India and Pakistan: between the two."""
    own = {scene.state(x.actor) for x in act.sources}
    others = [(code, count) for code, count in cast.counts.most_common(5) if code not in own]
    if not act.sources or len(others) < 2 or others[1][1] < LEAST or others[0][0] in cast.divided or (
            len(others) > 2 and others[1][1] < CLEAR * others[2][1]):
        return act
    sides = [state for code, _ in others[:2] if (state := scene.state_of(code))]
    return replace(act, targets=tuple(Party(state, None) for state in sides)).because("target:of-two")


def _teller(scene: Scene, act: Act) -> str | None:
    """The state whose government, or whoever speaks for it, is said to have told of an act; None of the outlet's own
    voice."""
    statement = around(scene, act.trigger[-1])
    if statement is None or statement.speaker is None or not public(scene, Party(statement.speaker, None)):
        return None
    code = scene.state(statement.speaker)
    return code if code in scene.knowledge.world.entries else None


def _other_of_two(counts: Counter[str], own: set[str | None]) -> str | None:
    """The other one of the two states that a report is about."""
    first = counts.most_common(3)
    if len(first) < 2 or first[1][1] < LEAST or (len(first) > 2 and first[1][1] < CLEAR * first[2][1]):
        return None
    pair = {code for code, _ in first[:2]}
    return (pair - own).pop() if len(pair & own) == 1 and own <= pair else None


def _only_one(counts: Counter[str], own: set[str | None]) -> str | None:
    """The state that a report is about where another one, or a body of states, acts."""
    others = [(code, count) for code, count in counts.most_common() if code not in own]
    if not others or others[0][1] < LEAST or (len(others) > 1 and others[0][1] < CLEAR * others[1][1]):
        return None
    return others[0][0] if others[0][1] > max((counts[str(code)] for code in own), default=0) else None


def _foreign(scene: Scene, act: Act) -> bool:
    """Whether those who act are another state, a body of states or their people, and no body within a state."""
    return all(scene.actors[x.actor].kind in ("state", "person") or scene.state(x.actor) == "IGO" or (
        scene.actors[x.actor].sector == "GOV") for x in act.sources)


def _at(scene: Scene, act: Act, code: str, reason: str) -> Act:
    state = scene.state_of(code)
    return replace(act, targets=(Party(state, None),)).because(reason) if state else act
