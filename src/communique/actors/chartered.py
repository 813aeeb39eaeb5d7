"""Bodies named by their matter or their day: "the Joint Committee on Transit", "the June 5 Movement".

The model cuts these names short, takes the day for a date or overlooks them. Capitalised words before a noun for
bodies and behind its "on" or "for" belong to the name; so do a month and a day right before it.
"""

from __future__ import annotations

from communique.actors.bodies import add_body
from communique.actors.scene import Scene

NAMES = ("NNP", "NNPS")
MATTERS = ("on", "for")
HYPHENS = ("-", "–")
MOST = 7  # words on either side


def name_chartered(scene: Scene) -> None:
    """Adds the mentions of bodies with a matter or a day in their name."""
    nouns = scene.world.usage["chartered"]
    for token in scene.doc.tokens:
        if token.text[0].isupper() and token.tag in NAMES and token.lemma.lower() in nouns and not _known(
                scene, token.index):
            dated = _dated(scene, token.index)
            first, last = _before(scene, token.index), _behind(scene, token.index)
            if dated is not None:
                add_body(scene, dated, token.index + 1, "dated")
            elif last > token.index + 1 and first < token.index:
                states = _states(scene, first, token.index)
                body = add_body(scene, first, last, "chartered")
                body.code = states.pop() if len(states) == 1 else body.code if "home-state" in body.reasons else None


def _states(scene: Scene, first: int, noun: int) -> set[str | None]:
    """The states that a body is of; those behind its noun are what it is on ("the Contact Group on Libya")."""
    found = {scene.taken[at] for at in range(first, noun) if at in scene.taken}
    return {scene.cast[m.actors[0]].code for m in found if scene.cast[m.actors[0]].kind == "state"}


def _known(scene: Scene, at: int) -> bool:
    """Whether a word is part of a name already."""
    mention = scene.taken.get(at)
    return mention is not None and mention.kind == "name"


def _dated(scene: Scene, noun: int) -> int | None:
    """Where a month and a day before the noun begin, with a word between if it is a name: "April 6 Youth Movement"."""
    at = noun - 1
    while noun - at < 3 and _is_name(scene, at) and not scene.lower(at).isdigit():
        at -= 1
    month, day = scene.token(at - 1), scene.lower(at)
    dated = day.isdigit() and len(day) < 3 and month is not None and _is_name(scene, at - 1)
    return at - 1 if dated and month is not None and month.entity == "DATE" else None


def _before(scene: Scene, noun: int) -> int:
    """Where the capitalised words before the noun begin."""
    floor = max(scene.doc.sentence_of(noun).first, noun - MOST)
    at = noun
    while at > floor and (_is_name(scene, at - 1) or (scene.doc.tokens[at - 1].text in HYPHENS and at < noun)):
        at -= 1
    while at < noun and scene.lower(at) in (*HYPHENS, "the", "a"):
        at += 1
    return at


def _behind(scene: Scene, noun: int) -> int:
    """Where the matter behind the noun ends; right behind the noun where it has none."""
    if scene.lower(noun + 1) not in MATTERS:
        return noun + 1
    at = noun + 2 + (scene.lower(noun + 2) == "the")
    first = at
    opening = scene.token(first)
    if opening is not None and opening.entity in ("DATE", "TIME"):  # "arrested by the Grain Commission *on Monday*"
        return noun + 1
    while at - first < MOST and _is_name(scene, at):
        at += 1
    return at if at > first else noun + 1


def _is_name(scene: Scene, at: int) -> bool:
    """Whether a word is capitalised and no name that the tables know as a body's or person's."""
    token = scene.token(at)
    if token is None or not token.text[0].isupper() or token.tag not in (*NAMES, "JJ"):
        return False
    mention = scene.taken.get(at)
    return mention is None or mention.kind in ("adjective", "place") or scene.cast[mention.actors[0]].kind == "state"
