"""Whether two tellings are of one event: agreement on type, sides, place and time decides, likeness of words helps.

Each ground gives points and a reason; some grounds rule it out. The weights stand here, since they are the mechanism
and no politics; what is near in the ontology stands in NEAR.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from communique.stories.telling import AHEAD, PAST, Telling, apart

ENOUGH = 4.0  # points that join two tellings
NEVER = -100.0
NEAR = frozenset(map(frozenset, (
    ("AGREE", "COOPERATE"), ("AGREE", "CONSULT"), ("SANCTION", "COERCE"), ("ACCUSE", "REJECT"),
    ("SUPPORT", "COOPERATE"), ("ASSAULT", "COERCE"), ("CONSULT", "COOPERATE"), ("CONCEDE", "RETREAT"))))
SPOKEN = ("ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN", "AGREE")  # done in words, and often
DIFFERS = "day-of-plan-differs"
PUT_OFF = 60  # days by which an act may be put off
NEARBY = 40.0  # kilometres between the centres of places that may be the same
PERSON = "person::"  # begins the party of a person of no known state
WIDE = ("country", "region", "admin1", "state", "province")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many points two tellings have, and why."""

    points: float
    reasons: tuple[str, ...]

    @property
    def joins(self) -> bool:
        """Whether they are taken for one event."""
        return self.points >= ENOUGH

    @property
    def forbids(self) -> bool:
        """Whether they cannot be one event."""
        return self.points <= NEVER / 2


def compare(a: Telling, b: Telling) -> Verdict:
    """The verdict on two tellings; the same whichever comes first."""
    points, reasons = 0.0, list[str]()
    if a.report == b.report:
        if b.key[1] in a.twins or a.key[1] in b.twins:
            return Verdict(9.0, ("twins",))
        points, reasons = (1.5, ["same-sentence"]) if a.sentence == b.sentence else (-1.5, ["same-report"])
    for ground in (_type, _mode, _time, _sides, _people, _place, _words, _numbers, _frame):
        given, reason = ground(a, b)
        points += given
        if reason:
            reasons.append(reason)
        if points <= NEVER / 2:
            return Verdict(NEVER, (reason,))
    points -= _wanted(a, b)
    if DIFFERS in reasons:  # only a telling between them, that it was put off, can join these two
        points = min(points, ENOUGH - 1)
    return Verdict(round(points, 3), tuple(reasons))


Ground = tuple[float, str]
NONE: Ground = (0.0, "")


def _type(a: Telling, b: Telling) -> Ground:
    if a.type == b.type:
        return (0.5, "same-code") if a.cameo and a.cameo == b.cameo else NONE
    return (-1.0, "near-type") if frozenset((a.type, b.type)) in NEAR else (NEVER, "other-type")


def _mode(a: Telling, b: Telling) -> Ground:
    """A visit is no meeting and a call no visit; a mode that one of them does not tell rules nothing out."""
    if a.mode == b.mode:
        return (0.5, "same-mode") if a.mode else NONE
    if "visit" in (a.mode, b.mode) and a.type == b.type == "CONSULT":
        return NEVER, "visit-and-meeting"
    if a.mode and b.mode:
        return (NEVER, "other-mode") if "phone" in (a.mode, b.mode) else (-0.25, "other-mode")
    return -0.5 if "phone" in (a.mode, b.mode) else 0.0, ""


def _sides(a: Telling, b: Telling) -> Ground:
    """Both sides agree, or one does and the other is open; where either is reciprocal the order is of no weight."""
    sources, targets = _as_known(a.sources, b), _as_known(a.targets, b)
    sources2, targets2 = _as_known(b.sources, a), _as_known(b.targets, a)
    if a.reciprocal or b.reciprocal:
        one_all, other_all = sources | targets, sources2 | targets2
        both, either = one_all & other_all, one_all | other_all
        if len(both) >= 2 and len(both) * 2 >= len(either):
            return 2.0, "same-sides"
        open_ended = min(len(one_all), len(other_all)) < 2
        return (0.5, "one-side") if both and open_ended else (NEVER, "other-sides")
    one, other = _agreement(sources, sources2), _agreement(targets, targets2)
    if one < 0 or other < 0 or not (a.parties <= b.present or b.parties <= a.present):
        return NEVER, "other-sides"
    return {2: (2.0, "same-sides"), 1: (0.75, "one-side")}.get(one + other, (NEVER, "no-side"))


def _as_known(parties: frozenset[str], other: Telling) -> frozenset[str]:
    """Parties, with a person of no known state in the place of whom the other telling knows by that name."""
    if not any(party.startswith(PERSON) for party in parties):
        return parties
    by_name = {key.rpartition(":")[2]: party for party, keys in other.people.items() for key in keys}
    return frozenset(by_name.get(party.removeprefix(PERSON), party) if party.startswith(PERSON) else party
                     for party in parties)


def _agreement(a: frozenset[str], b: frozenset[str]) -> int:
    """1 where they share half of the larger one, 0 where one of them is open, −1 where they are others."""
    if not a or not b:
        return 0
    return 1 if len(a & b) * 2 >= max(len(a), len(b)) or a <= b or b <= a else -1


def _people(a: Telling, b: Telling) -> Ground:
    """Persons of a party that both name: the same speaks for it, others rule it out where persons make the act."""
    same = other = 0
    for party in a.people.keys() & b.people.keys():
        if a.people[party] & b.people[party]:
            same += 1
        else:
            other += 1
    if other:
        return (NEVER, "other-persons") if a.type in ("CONSULT", *SPOKEN) or not same else (-1.0, "other-persons")
    return (min(2.5, 1.25 * same), "same-persons") if same else NONE


def _time(a: Telling, b: Telling) -> Ground:
    if a.span is None or b.span is None:
        return -1.0, "no-day"
    days = apart(a.span, b.span)
    if a.exact and b.exact:
        if days == 0:
            return (2.0, "same-day") if a.span == b.span else (1.25, "days-overlap")
        if days == 1:
            return -1.5, "next-day"
        if _moved(a, b):
            return -1.0, "moved"
        plan = (a.status in AHEAD or b.status in AHEAD) and days <= PUT_OFF
        return (-1.0, DIFFERS) if plan else (NEVER, "other-day")
    if days == 0:
        return 0.75, "day-possible"
    return (-0.75, "day-near") if days <= 2 else (NEVER, "other-day")


def _moved(a: Telling, b: Telling) -> bool:
    """Whether one is the other put off: both lie ahead or one is held, and one says so."""
    return (a.status in AHEAD or b.status in AHEAD) and bool(MOVED & (a.words | b.words))


MOVED = frozenset(word[:6] for word in (
    "postponed", "postponing", "postponement", "rescheduled", "delayed", "deferred", "adjourned"))


def _place(a: Telling, b: Telling) -> Ground:
    if a.place is None or b.place is None:
        return NONE
    one, other = a.place, b.place
    if one.key == other.key:
        return (0.75, "same-country") if one.feature == "country" else (1.5, "same-place")
    if one.country and other.country and one.country != other.country:
        return (NEVER, "other-place")
    if "country" in (one.feature, other.feature):
        return 0.5, "place-within"
    if one.admin1 and one.admin1 == other.admin1 and (one.feature in WIDE or other.feature in WIDE):
        return 0.75, "place-within"
    near = _kilometres(one.lat, one.lon, other.lat, other.lon)
    return (0.5, "place-nearby") if near is not None and near <= NEARBY else (NEVER, "other-place")


def _kilometres(lat: float | None, lon: float | None, lat2: float | None, lon2: float | None) -> float | None:
    if lat is None or lon is None or lat2 is None or lon2 is None:
        return None
    a, b = radians(lat), radians(lat2)
    h = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(lon2 - lon) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(h)))


def _words(a: Telling, b: Telling) -> Ground:
    if not a.words or not b.words:
        return NONE
    share = len(a.words & b.words) / min(len(a.words), len(b.words))
    return round(2.5 * share, 3), f"words-{share:.2f}"


def _numbers(a: Telling, b: Telling) -> Ground:
    """The same number of dead or of soldiers speaks for it; another one is a contradiction, a far one another act."""
    points, reason = 0.0, ""
    for what in a.quantities.keys() & b.quantities.keys():
        one, other = sorted((a.quantities[what], b.quantities[what]))
        if one == other:
            points, reason = points + 1.0, "same-number"
        elif other > 3 * max(one, 1.0):
            points, reason = points - 1.5, "other-number"
        else:
            points, reason = points - 0.25, "number-differs"
    return max(-1.5, min(1.5, points)), reason


def _frame(a: Telling, b: Telling) -> Ground:
    if a.mechanism and b.mechanism:
        return (1.0, "same-mechanism") if a.mechanism.lower() == b.mechanism.lower() else (-1.0, "other-mechanism")
    return (0.75, "same-forum") if a.forums & b.forums else NONE


def _wanted(a: Telling, b: Telling) -> float:
    """More is asked of what often happens: words between the same two sides, and acts whose status differs."""
    more = 0.0
    if a.type in SPOKEN and not (a.place and b.place):
        more += 0.5
    if {a.status, b.status} & {"denied"} and a.status != b.status:
        more += 0.5
    if (a.status in AHEAD) != (b.status in AHEAD) and not ({a.status, b.status} <= {*AHEAD, *PAST}):
        more += 0.5
    return more
