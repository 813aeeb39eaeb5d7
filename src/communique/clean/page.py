"""Page furniture out of the text: whole lines, and credits at the end of lines that stay.

A line counts only where it begins something new: in a text with hard line breaks the words "Photo: …" at the head of a
line may be the midst of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.clean.draft import Change, Draft
from communique.clean.lines import lines, whole
from communique.knowledge.furniture import LINE, Furniture


def take_furniture(draft: Draft, furniture: Furniture) -> Draft:
    """The draft without page furniture."""
    return draft.changed(_removals(draft.text, furniture))


def _removals(text: str, furniture: Furniture) -> Iterator[Change]:
    for line in lines(text):
        if line.fresh and len(line.words) <= LINE and furniture.is_furniture(line.words):
            start, end = whole(text, line.start, line.end)
            yield Change(start, end, "", "furniture", mark=(line.start, line.end))
        elif (tail := furniture.tail(line.words)) < len(line.words):
            yield Change(line.start + tail, line.end, "", "furniture")
