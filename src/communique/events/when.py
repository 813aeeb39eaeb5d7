"""Act → the days it took or takes.

Its own times first, then those of the clause it is a part of. A time is refused where it cannot be: a past day for what lies
ahead, a coming day for what has happened. The publication date stands in only for what happened or goes on, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from communique.events.anchors import Anchored, Anchors
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


def when(scene: Scene, act: Act, anchors: Anchors, status: str) -> When:
    """The days of an act; empty where the text gives none."""
    reference = scene.reading.date
    for reason, found in _candidates(scene, act, anchors):
        times = [scene.reading.times[a.index] for a in found]
        dated = [t for t in times if _possible(t, status, reference) or (act.mode == "visit" and t.bound == "until" and t.end)]
        result = _days(dated, [t for t in times if t.type == "DURATION"], act.mode == "visit")
        if result.start or result.end:
            return When(result.start, result.end, result.granularity, result.spans, reason)
    return When()


def published(scene: Scene, found: When, status: str) -> When:
    """The publication day, for what happened and has no day of its own."""
    day = scene.reading.date
    if found.start or found.end or day is None or status not in ("happened", "ongoing"):
        return found
    return When(day if status == "happened" else None, None, "day" if status == "happened" else None, found.spans,
                "date:publication" if status == "happened" else None)


def _candidates(scene: Scene, act: Act, anchors: Anchors) -> Iterator[tuple[str, list[Anchored]]]:
    """The times that may be the act's, nearest first."""
    order = act.scope[1:] + act.scope[:1] if act.status == "hypothetical" and len(act.scope) > 1 else act.scope
    seen: set[int] = set()
    for index in order:
        p: Proposition | None = scene.propositions[index]
        reason = "time:own"
        lasting = _lasting(scene, scene.propositions[index], anchors)
        for _ in range(4):
            if p is None or p.index in seen:
                break
            seen.add(p.index)
            found = [*anchors.times.get(p.index, []), *lasting]
            if any(scene.reading.times[a.index].start for a in found):
                yield reason, found
            if p.link not in SHARED_LINKS:
                break
            p, reason = scene.parent(p), f"time:{p.link}"
        if lasting:
            yield "time:lasting", lasting
    if act.status != "hypothetical":
        sentence = scene.propositions[act.scope[0]].sentence
        loose = anchors.sentence_times.get(sentence, [])
        if len(loose) == 1 and not any(loose[0] in found for found in anchors.times.values()):
            yield "time:sentence", loose


def _lasting(scene: Scene, p: Proposition, anchors: Anchors) -> list[Anchored]:
    """Times of a clause that says how long a noun's act lasts: "a visit *that will run until Thursday*"."""
    if p.kind != "noun":
        return []
    return [a for q in scene.propositions
            if q.sentence == p.sentence and q.kind == "verb" and any(p.head in x.heads for x in q.all("agent"))
            and q.lemma in scene.knowledge.scope.lasting for a in anchors.times.get(q.index, [])]


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
        best = min(plain, key=_width)
        start = start or best.start
        if best.end and best.end != best.start:
            end = end or best.end
        ends = [t.end for t in plain if t.end]
        if stay and len(ends) > 1:
            start, end = min(t.start or "9999" for t in plain), max(ends)
    if stay and start and not end and durations:
        end = _after(start, durations[0].value)
        spans.append(durations[0].span)
    if start and end and end < start:
        end = None
    return When(start, end, _granularity(narrow), tuple(sorted(spans)))


def _width(time: Time) -> int:
    if not time.start or not time.end:
        return 0
    return (date.fromisoformat(time.end) - date.fromisoformat(time.start)).days


def _granularity(time: Time | None) -> str | None:
    if time is None:
        return None
    days = _width(time)
    return "day" if days <= 1 else "week" if days <= 7 else "month" if days <= 31 else "year" if days <= 366 else "period"


def _after(start: str, duration: str | None) -> str | None:
    """The last day of a stay of so many days."""
    days, weeks = _DAYS.match(duration or ""), _WEEKS.match(duration or "")
    length = int(days.group(1)) if days else 7 * int(weeks.group(1)) if weeks else 0
    if not 1 <= length <= 60:
        return None
    return (date.fromisoformat(start) + timedelta(days=length - 1)).isoformat()
