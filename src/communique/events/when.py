"""Act → the days it took or takes.

Its own times first (those of its object and of the verb that carries it too), then those of the clause it is a part
of, then the one that opens the sentence. A time is refused where it cannot be: a past day for what lies ahead, a
coming day for what has happened. The publication date stands in only for what happened or goes on, and says so; it
does not stand in for what the text puts before another act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from communique.events.anchors import Anchored, Anchors, as_one
from communique.events.scene import Act, Scene
from communique.records import Span, Time
from communique.stages import Proposition

AHEAD = ("scheduled", "hypothetical")
SHARED_LINKS = ("coordinate", "participial", "adverbial", "purpose", "argument", "relative")
_DAYS = re.compile(r"P(\d+)D$")
_WEEKS = re.compile(r"P(\d+)W$")


@dataclass(frozen=True, slots=True)
class When:
    """Start and end day, how exact they are, and the words that say so."""

    start: str | None = None
    end: str | None = None
    granularity: str | None = None
    spans: tuple[Span, ...] = ()
    reason: str | None = None
    bounds: tuple[str, ...] = ()  # of the times it is made of: since, until …


def when(scene: Scene, act: Act, anchors: Anchors, status: str) -> When:
    """The days of an act; empty where the text gives none."""
    reference = scene.reading.date
    stay = act.mode == "visit"
    lengths = _lengths(scene, act, anchors, whole=stay) if act.type == "CONSULT" else []
    lasting: When | None = None  # "met on Monday, on a visit that runs until Friday": the end is known first
    for reason, found in _candidates(scene, act, anchors):
        indexes = dict.fromkeys(a.index for a in _without_saying(scene, act, found))
        times = _without_base([scene.reading.times[index] for index in indexes])
        dated = [t for t in times if _possible(t, status, reference) or (stay and t.bound == "until" and t.end)]
        result = _days(dated, lengths, stay)
        if result.end and not result.start and status == "happened" and any(t.bound == "by" for t in dated):
            result = replace(result, start=result.end)  # "by Tuesday evening she was asking"
        if lasting and result.start and lasting.end and result.start <= lasting.end:
            spans = tuple(sorted({*lasting.spans, *result.spans}))
            return replace(lasting, start=result.start, spans=spans)
        if stay and result.end and not result.start:
            lasting = lasting or replace(result, reason=reason)
        elif result.start or result.end:
            return replace(result, reason=reason)
    if lasting:
        return lasting
    return When(reason="date:earlier") if _is_earlier(scene, act) else When()


def _without_saying(scene: Scene, act: Act, found: list[Anchored]) -> list[Anchored]:
    """Without the day it was said on, where another is told: "said *on Wednesday* it would free him on Friday"."""
    other = [a for a in found if not _is_said(scene, act, a)]
    return other if any(scene.reading.times[a.index].start for a in other) else found


def _is_said(scene: Scene, act: Act, a: Anchored) -> bool:
    """Whether a time stands right behind a verb of saying that is not the act's."""
    tokens = scene.document.tokens
    before = a.token - 1
    while before > 0 and tokens[before].pos in ("ADP", "DET"):
        before -= 1
    said = tokens[before].pos == "VERB" and tokens[before].lemma.lower() in scene.knowledge.calendar.groups["saying"]
    return said and all(before not in scene.propositions[index].trigger for index in act.scope)


def _without_base(times: list[Time]) -> list[Time]:
    """Without the day that another time is counted from: "two days before *Christmas*"."""
    ends = [t.span[1] for t in times if t.type == "DURATION" and t.start]
    return [t for t in times if t.bound not in ("before", "after") or not any(0 < t.span[0] - end < 20 for end in ends)]


def _is_earlier(scene: Scene, act: Act) -> bool:
    """Whether the act goes before another that is told: "broke off relations *after* a crowd stormed its embassy"."""
    p = scene.propositions[act.scope[0]]
    return p.link == "adverbial" and bool(_joined_by(scene, p) & {"after", "since"})


def published(scene: Scene, found: When, status: str) -> When:
    """The publication day, for what happened and has no day of its own."""
    day = scene.reading.date
    if found.start or found.end or found.reason or day is None or status not in ("happened", "ongoing"):
        return found
    return When(
        day if status == "happened" else None,
        None,
        "day" if status == "happened" else None,
        found.spans,
        "date:publication" if status == "happened" else None,
    )


def _candidates(scene: Scene, act: Act, anchors: Anchors) -> Iterator[tuple[str, list[Anchored]]]:
    """The times that may be the act's, nearest first."""
    order = act.scope[::-1] if act.status == "hypothetical" and len(act.scope) > 1 else act.scope
    seen: set[int] = set()
    for index in order:
        yield from _upwards(scene, act, scene.propositions[index], anchors, seen)
    p = scene.propositions[act.scope[0]]
    here = anchors.sentence_times.get(p.sentence, [])
    if act.status != "hypothetical" and len(here) == 1 and here[0].owner is None:
        yield "time:sentence", here
    if (
        here
        and _opens(scene, here[0])
        and not _is_earlier(scene, act)
        and scene.document.sentences[p.sentence].root != here[0].token
    ):
        yield "time:opening", here[:1]


def _opens(scene: Scene, a: Anchored) -> bool:
    """Whether a time opens its sentence and holds for all of it: "*In January 2016* it was X that …"."""
    first = scene.document.sentence_of(a.token).first
    return (
        a.token - first < 4
        and not a.nouns
        and all(
            t.pos in ("ADP", "DET", "NUM", "ADJ", "PROPN", "NOUN", "ADV", "PUNCT")
            for t in scene.document.tokens[first : a.token]
        )
    )


def _upwards(
    scene: Scene, act: Act, p: Proposition, anchors: Anchors, seen: set[int]
) -> Iterator[tuple[str, list[Anchored]]]:
    """The times of a clause and of those it is a part of, up to four."""
    lasting = [a for index in _lasting(p, anchors) for a in anchors.times.get(index, [])]
    reason, last = "time:own", None
    for _ in range(4):
        if p.index in seen:
            break
        seen.add(p.index)
        own = [a for q in as_one(scene, act, p, anchors) for a in anchors.times.get(q.index, []) if _is_free(scene, a)]
        found = (
            [*own, *lasting]
            if last is None or last.link != "coordinate"
            else [a for a in own if _covers(scene, a, last)]
        )
        if any(scene.reading.times[a.index].start or scene.reading.times[a.index].end for a in found):
            yield reason, found
        parent = scene.parent(p)
        if parent is None or not _shares_time(scene, p):
            break
        last, p, reason = p, parent, f"time:{p.link}"
    if lasting:
        yield "time:lasting", lasting


def _lasting(p: Proposition, anchors: Anchors) -> list[int]:
    """The clauses that say when the thing done begins, ends or is planned for."""
    heads = {p.head} if p.kind == "noun" else set(p.trigger) - {p.head}
    return [index for head in heads for index in anchors.lasting.get(head, [])]


def _is_free(scene: Scene, a: Anchored) -> bool:
    """Whether a time is the act's and not a noun's: "his victory in the *9 August* election"."""
    own = scene.knowledge.details.own
    return not (a.inner and a.nouns) and not any(scene.document.tokens[n].lemma.lower() in own for n in a.nouns)


def _covers(scene: Scene, a: Anchored, second: Proposition) -> bool:
    """Whether a time of the first clause holds for the second.

    It does where nobody and nothing else is named: "met X *on Monday* and signed …", but "X left, and Y arrived".
    """
    verb = second.support_head if second.support_head is not None else second.head
    return a.token < min(second.trigger) and not any(scene.document.below(verb, "nsubj", "nsubjpass", "npadvmod"))


def _shares_time(scene: Scene, p: Proposition) -> bool:
    """Whether a clause takes its time from the one above: "*while* they met", but not "*after* they quarrelled"."""
    if p.link == "adverbial":
        return not _joined_by(scene, p) & scene.knowledge.details.earlier
    if p.link == "relative" and p.tense == "present" and p.aspect == "progressive" and p.parent is not None:
        return scene.propositions[p.parent].tense != "past"  # "met X last week, who *has been asking* for it since"
    return p.link in SHARED_LINKS


def _joined_by(scene: Scene, p: Proposition) -> set[str]:
    verb = p.support_head if p.support_head is not None else p.head
    return {t.text.lower() for t in scene.document.below(verb, "mark", "advmod", "prep") if t.index < verb}


def _lengths(scene: Scene, act: Act, anchors: Anchors, *, whole: bool) -> list[Time]:
    """How long a stay lasts, told beside it, below or above it: "arrived for a *three-day* visit".

    Of other meetings only what stands in the group of their noun: "a *two-day* summit", not "met for three hours".
    """
    p = scene.propositions[act.scope[0]]
    near = [p, *anchors.below.get(p.index, [])]
    if p.link == "argument" and p.parent is not None:
        near.append(scene.propositions[p.parent])
    if whole:
        near.extend(scene.propositions[index] for index in _lasting(p, anchors))
    times = (
        scene.reading.times[a.index]
        for q in near
        for a in anchors.times.get(q.index, [])
        if whole or _in_its_group(scene, act, a)
    )
    return [t for t in times if t.type == "DURATION" and t.start is None]  # not "two days after the vote"


def _in_its_group(scene: Scene, act: Act, a: Anchored) -> bool:
    """Whether a time stands before a noun of the act: "hold a *two-day* summit"."""
    nouns = {t for index in act.scope for t in (*scene.propositions[index].trigger, scene.propositions[index].head)}
    token = scene.document.tokens[a.token]
    return token.head > token.index and (token.head in nouns or bool(nouns & set(a.nouns)))


def _possible(time: Time, status: str, reference: str | None) -> bool:
    if time.start is None and time.end is None:
        return False
    if reference is None:
        return True
    if status in AHEAD:
        return (time.end or time.start or "") >= reference
    if status in ("happened", "background", "denied"):
        return (time.start or time.end or "") <= reference
    return True


def _days(times: list[Time], durations: list[Time], stay: bool) -> When:
    """Bounds put together: "from … to", "until", "by", and a stay's length."""
    start = end = None
    spans = [t.span for t in times]
    narrow = min(times, key=_width, default=None)
    for t in times:
        if t.bound in ("until", "by", "before"):
            end = end or t.end or t.start
        elif t.bound in ("since", "from", "after"):
            start = start or t.start
    plain = [t for t in times if t.bound is None]
    if plain:
        best = min(plain, key=lambda t: (_width(t), t.type == "TIME"))  # "18:00 X will meet on Friday"
        start = start or best.start
        if best.end and best.end != best.start:
            end = end or best.end
        ends = [t.end for t in plain if t.end]
        if len(ends) > 1 and (stay or _in_a_row(plain)):
            start, end = min(t.start or "9999" for t in plain), max(ends)
    if start and not end and durations:
        end = _after(start, durations[0].value)
        spans.append(durations[0].span)
    if start and end and end < start:
        end = None
    bounds = tuple(t.bound for t in times if t.bound)
    return When(start, end, _granularity(narrow), tuple(sorted(spans)), None, bounds)


def _in_a_row(times: list[Time]) -> bool:
    """Whether they are days that follow on each other: "on *Monday* and *Tuesday*"."""
    days = sorted({t.start for t in times if t.type == "DATE" and t.start and t.start == t.end})
    return len(days) == len(times) > 1 and all(
        (date.fromisoformat(b) - date.fromisoformat(a)).days == 1 for a, b in pairwise(days))


def _width(time: Time) -> int:
    if not time.start or not time.end:
        return 0
    return (date.fromisoformat(time.end) - date.fromisoformat(time.start)).days


def _granularity(time: Time | None) -> str | None:
    if time is None:
        return None
    days = _width(time)
    return (
        "day" if days <= 1 else "week" if days <= 7 else "month" if days <= 31 else "year" if days <= 366 else "period"
    )


def _after(start: str, duration: str | None) -> str | None:
    """The last day of a stay of so many days."""
    days, weeks = _DAYS.match(duration or ""), _WEEKS.match(duration or "")
    length = int(days.group(1)) if days else 7 * int(weeks.group(1)) if weeks else 0
    if not 1 <= length <= 60:
        return None
    return (date.fromisoformat(start) + timedelta(days=length - 1)).isoformat()
