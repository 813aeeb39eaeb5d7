"""All the words that present a person: "U.S. President Ana Example", "the boy who had broken the window".

In: the names and descriptions of persons. Out: a second mention, of each name that has a title, a role, a state or a
body right before it, and of each description that goes on behind its noun. Its kind is "phrase": it stands among the
mentions of the record and nowhere else.
"""

from __future__ import annotations

from communique.actors.scene import Scene
from communique.stages import Mention

MOST = 12  # words before the name
FARTHEST = 30  # words behind a noun
BREAKS = (",", ";", ":", "(", ")", "[", "]", '"', "“", "”")


def present(scene: Scene) -> None:
    """Adds the mentions by all that stands before a name, or behind the noun of a description."""
    for mention in list(scene.mentions):
        if len(mention.actors) != 1 or scene.cast[mention.actors[0]].kind != "person":
            continue
        first, last = mention.first, mention.last
        if mention.kind == "name":
            before = _first(scene, mention)
            first = before if before < first and _tells(scene, before, first) else first
        elif mention.kind == "title" and scene.doc.tokens[mention.head].pos in ("NOUN", "ADJ"):
            last = _last(scene, mention)
        if last - first > mention.last - mention.first:
            scene.mention(first, last, mention.actors, "phrase", "presented", head=mention.head)


def _last(scene: Scene, mention: Mention) -> int:
    """Where all that hangs on the noun of a description ends; a name of the same person is no part of it."""
    last = max(scene.doc.edges[mention.head][1], _closing(scene, mention))
    others = {t.index for t in scene.doc.below(mention.head, "cc", "conj", "appos")}  # "the minister *and* the king"
    for at in range(mention.last, last):
        other = scene.taken.get(at)
        if at in others or (other is not None and other.actors == mention.actors):
            last = at
            break
    while last > mention.last and not scene.doc.tokens[last - 1].text[0].isalnum():
        last -= 1
    return last if last - mention.last < FARTHEST else mention.last


def _closing(scene: Scene, mention: Mention) -> int:
    """The comma that closes an apposition, whatever the parser hangs its words on: "Ana Example, editor at large,"."""
    named = scene.taken.get(mention.first - 2)
    if scene.lower(mention.first - 1) != "," or named is None or named.actors != mention.actors:
        return mention.last
    for at in range(mention.last, scene.doc.sentence_of(mention.head).last):
        token = scene.doc.tokens[at]
        if token.text == ",":
            return at
        if token.tag in ("VBD", "VBZ", "VBP", "MD"):
            break
    return mention.last


def _first(scene: Scene, mention: Mention) -> int:
    """Where the words before a name begin that hang on it."""
    first = max(scene.doc.edges[mention.head][0], mention.first - MOST)
    for at in range(mention.first - 1, first - 1, -1):
        token = scene.doc.tokens[at]
        if token.pos in ("VERB", "AUX", "ADP", "CCONJ") or token.tag in ("NNS", "NNPS"):
            return mention.first  # "ambassador to Mali Ana Example" has another head
        if token.text in BREAKS:
            return at + 1
    return first


def _tells(scene: Scene, first: int, last: int) -> bool:
    """Whether a title, a role, a state or a body is among these words, and they belong to nothing before."""
    if scene.lower(first - 1) in ("of", "to", "in", "at", "from", "for") and first in scene.taken:
        return False  # "ambassador to Mali Ana Example"
    titles = [match for match in scene.matches_in(first, last) if match.kind == "title"]
    if any(match.words in scene.world.plural_titles for match in titles):
        return False
    return bool(titles) or any(at in scene.taken or scene.role_at(at) is not None for at in range(first, last))
