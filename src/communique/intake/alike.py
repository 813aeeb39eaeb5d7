"""Two texts, by their runs of words → whether the later is a near copy of the earlier.

A wire report is printed with another headline and dateline, cut at its end, with a few sentences edited and a paragraph
added. A follow-up begins with what is new and keeps paragraphs of the background. So a copy is a text of which nearly
all is known, whose beginning is known, and which has no long stretch that is new. That it is shorter does not matter,
whatever was cut off. In doubt it is no copy: to code an event twice costs less than to lose one.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

SHORTEST = 24  # runs of a text of which copies are looked for
KNOWN = 0.72  # of the runs of a copy are in the first
HEAD = 60  # runs at the beginning …
HEAD_KNOWN = 0.45  # … of which so many are known
HEAD_NEW = 20  # runs of a stretch that is new there: headline and dateline, but no sentence that leads
PHRASE = 3  # runs in a row that end what is new
NEW = 45  # … and further on: a short paragraph


def is_copy(runs: Sequence[int], first: array[int], sample: int) -> bool:
    """Whether a text is a copy of one of which a sample is kept. `runs` are all of its own, in their order."""
    if len(runs) < SHORTEST:
        return False
    known = set(first)
    places = [(n, one in known) for n, one in enumerate(runs) if one % sample == 0]
    if not places or _share(places) < KNOWN:
        return False
    head = [place for place in places if place[0] < HEAD]
    if head and (_share(head) < HEAD_KNOWN or longest_new(head, sample) > HEAD_NEW):
        return False
    return longest_new(places, sample) <= NEW


def jaccard(one: Sequence[int], other: Sequence[int]) -> float:
    """What two sets share, of all they have.

    >>> jaccard([1, 2, 3], [2, 3, 4])
    0.5
    """
    a, b = set(one), set(other)
    return len(a & b) / len(a | b) if a or b else 0.0


def longest_new(places: Sequence[tuple[int, bool]], sample: int = 1) -> int:
    """The longest stretch of runs that are not known, as far as a sample tells. A phrase that both happen to have
    ("told reporters on Monday that") does not end it.

    >>> known = [True] * 3
    >>> longest_new(list(enumerate([*known, False, False, True, False, *known])))
    4
    """
    ends = max(1, PHRASE // sample)
    longest, begins, last, together = 0, -1, -1, 0
    for n, is_known in places:
        together = together + 1 if is_known else 0
        if together >= ends:
            begins = -1
        elif not is_known:
            begins, last = n if begins < 0 else begins, n
            longest = max(longest, last - begins + 2 * sample - 1)
    return longest


def _share(places: Sequence[tuple[int, bool]]) -> float:
    return sum(is_known for _, is_known in places) / len(places)
