"""The country a report is about: where "the police" and "the interior minister" belong if no state is beside them.

Every name, adjective, capital, town and known office holder counts for its state, those of the first two sentences
double. The leader must have twice what the next one has, or be the country of the dateline and not behind. Two
countries with an equal part are no home: then such actors stay without a code. `near` is the bolder guess, for
officials by name only: a dateline may be a little behind there.
"""

from __future__ import annotations

from collections import Counter

from communique.actors.scene import Scene

LEAST = 3
RATIO = 2.5
BOLD_RATIO = 2.2
BOLD_LINE = 1.5
NATIONAL = frozenset(("GOV", "LEG", "JUD", "MIL", "COP", "SPY"))  # bodies that stand for their state: the Pentagon
HOSTED = 4  # sentences back in which the place of a meeting may stand
LONG = 45  # words in a sentence


def find_home(scene: Scene) -> None:
    """Fills in `home`, `near` and `states` of the scene."""
    counts = _counts(scene)
    scene.states = counts.most_common()
    if not counts:
        return
    best, most = scene.states[0]
    second = scene.states[1][1] if len(scene.states) > 1 else 0
    line = _dateline(scene)
    behind = most / counts[line] if line is not None and counts[line] else BOLD_LINE + 1
    if (second == 0 and most > 1) or (most >= LEAST and most >= RATIO * second):
        scene.home = best
    elif behind <= 1:
        scene.home = line
    scene.near = scene.home
    if scene.near is None and behind <= BOLD_LINE:
        scene.near = line
    elif scene.near is None and most >= LEAST and most >= BOLD_RATIO * second:
        scene.near = best


def setting(scene: Scene, at: int, *, headed: bool = False) -> str | None:
    """The one country in whose places the sentence of a token is set: "In Belgrade, the government …", "in Quito".

    Places at the head of the sentence go before others, and with `headed` alone count; two countries are none.
    """
    sentence = scene.doc.sentence_of(at)
    if headed and scene.lower(sentence.first) not in scene.world.usage["locatives"]:
        return None
    if sentence.last - sentence.first > LONG and not headed:  # what is far off tells little
        return setting(scene, at, headed=True)
    if sentence.index not in scene.settings:
        scene.settings[sentence.index] = _setting(scene, sentence.first, sentence.last)
    return scene.settings[sentence.index]


def host(scene: Scene, at: int) -> str | None:
    """The country in whose places the story is set at a token, or a little before: whom "the host country" means."""
    here = scene.doc.sentence_of(at).index
    for sentence in range(here, max(here - HOSTED, -1), -1):
        code = setting(scene, scene.doc.sentences[sentence].first)
        if code is not None:
            return code
    return _dateline(scene)


def _setting(scene: Scene, first: int, last: int) -> str | None:
    head = scene.country_at.get(first + 1) if scene.lower(first) in scene.world.usage["locatives"] else None
    if head is not None:
        return head
    found: set[str] = set()
    for at in range(first + 1, last):
        code = scene.country_at.get(at)
        beside = scene.lower(at - 1) == "of" and scene.lower(at - 2) in ("north", "south", "east", "west")
        if code is not None and (beside or scene.lower(at - 1) in ("in", "near", "at", "outside", "across")):
            found.add(code)
            found.update(_joined(scene, at))
    return found.pop() if len(found) == 1 else None


def _joined(scene: Scene, at: int) -> set[str]:
    """The countries of the places joined to one: "in Iraq *and Syria*"."""
    joined = (scene.country_at.get(t.index) for t in scene.doc.below(at, "conj"))
    return {code for code in joined if code is not None}


def _counts(scene: Scene) -> Counter[str]:
    counts: Counter[str] = Counter()
    counted: set[int] = set()
    for mention in scene.mentions:
        if _across_border(scene, mention.first):
            counted.update(range(mention.first, mention.last))
            continue
        member = scene.cast[mention.actors[0]]
        national = member.kind == "organisation" and member.ref is not None and member.sector in NATIONAL
        national = national or member.category == "metonym"
        if (member.kind in ("state", "group") or national) and member.code in scene.world.entries:
            counts[member.code or ""] += _weight(scene, mention.first)
            counted.update(range(mention.first, mention.last))
    before = -2
    for at, code in sorted(scene.country_at.items()):
        if at not in counted and at != before + 1:
            counts[code] += _weight(scene, at)
        before = at
    _count_holders(scene, counts)
    return counts


def _across_border(scene: Scene, at: int) -> bool:
    """Whether a state is only the other side of a border: "near the border *with Somalia*"."""
    return at > 1 and scene.lower(at - 1) == "with" and scene.lower(at - 2) in scene.world.usage["borders"]


def _count_holders(scene: Scene, counts: Counter[str]) -> None:
    """Known people in office stand for their states; each counts once."""
    seen: set[str] = set()
    for match in scene.matches:
        ref = match.keys[0]
        if match.kind == "name" and len(match.keys) == 1 and ref not in seen and ref in scene.world.terms:
            seen.add(ref)
            term = scene.world.term(ref, scene.reading.date)
            if term is not None and term.of in scene.world.entries and scene.world.entries[term.of].kind == "state":
                counts[term.of] += _weight(scene, match.first)


def _weight(scene: Scene, at: int) -> int:
    return 2 if scene.doc.tokens[at].sentence < 2 else 1


def _dateline(scene: Scene) -> str | None:
    line = scene.reading.dateline
    if line is None:
        return None
    places = (code for at, code in scene.country_at.items() if scene.doc.tokens[at].end <= line[1])
    named = (scene.cast[m.actors[0]].code for m in scene.mentions if m.kind in ("name", "place")
             and scene.doc.tokens[m.last - 1].end <= line[1])
    return next(places, None) or next(named, None)
