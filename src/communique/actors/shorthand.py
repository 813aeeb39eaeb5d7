"""Titles in initials: "the CS" for the Cabinet Secretary whom the report has named.

In: a token in capitals behind "the". Out: the title of the report that it shortens. The words of office must stand
before it in full, and spell it with their last words ("Foreign Affairs *Cabinet Secretary*"); names the tables know go
first.
"""

from __future__ import annotations

from communique.actors.scan import Match
from communique.actors.scene import Scene

MOST = 5  # letters


def spelt_out(scene: Scene, at: int) -> Match | None:
    """The title that the token shortens, as a match that covers the token; None where there is none."""
    text = scene.doc.tokens[at].text
    if not text.isupper() or not 2 <= len(text) <= MOST or scene.lower(at - 1) != "the":
        return None
    if any(match.first <= at < match.last for match in scene.matches_in(at - 3, at + 1)):
        return None
    for match in scene.matches_in(0, at):
        words = match.words.split()
        if match.kind == "title" and "".join(word[0] for word in words[-len(text) :]).upper() == text and (
                len(words) >= len(text)):
            return Match(at, at + 1, "title", match.keys, match.words)
    return None
