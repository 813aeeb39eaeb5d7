"""The country a report is about: where "the police" and "the interior minister" belong if no state is beside them.

Every name, adjective, capital and town counts for its state, those of the first two sentences double. The leader must
have twice what the next one has, or be the country of the dateline and not behind. Two countries with an equal
part are no home: then such actors stay without a code.
"""

from __future__ import annotations

from collections import Counter

from communique.actors.scene import Scene

LEAST = 3
RATIO = 2.5


def home_state(scene: Scene) -> str | None:
    """The code of that country, or None."""
    counts = _counts(scene)
    if not counts:
        return None
    ranked = counts.most_common(2)
    best, most = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0
    if (len(ranked) == 1 and most > 1) or (most >= LEAST and most >= RATIO * second):
        return best
    line = _dateline(scene)
    return line if line is not None and counts[line] >= most else None


def _counts(scene: Scene) -> Counter[str]:
    counts: Counter[str] = Counter()
    counted: set[int] = set()
    for mention in scene.mentions:
        member = scene.cast[mention.actors[0]]
        if member.kind in ("state", "group") and member.code in scene.world.entries:
            counts[member.code or ""] += 2 if scene.doc.tokens[mention.first].sentence < 2 else 1
            counted.update(range(mention.first, mention.last))
    before = -2
    for at, code in sorted(scene.country_at.items()):
        if at not in counted and at != before + 1:
            counts[code] += 2 if scene.doc.tokens[at].sentence < 2 else 1
        before = at
    return counts


def _dateline(scene: Scene) -> str | None:
    line = scene.reading.dateline
    if line is None:
        return None
    places = (code for at, code in scene.country_at.items() if scene.doc.tokens[at].end <= line[1])
    named = (scene.cast[m.actors[0]].code for m in scene.mentions if m.kind in ("name", "place")
             and scene.doc.tokens[m.last - 1].end <= line[1])
    return next(places, None) or next(named, None)
