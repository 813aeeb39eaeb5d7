"""Codes of the pipeline → sentences for people. A code that is not listed is shown as it is."""

from __future__ import annotations

DROPPED = {
    "no-actor": "no actor was found on either side",
    "one-sided": "it takes two, and only one side was found",
    "denied-one-sided": "denied, and nobody is named to whom it would have been done",
    "own-country": "a visit to one's own country",
    "no-public-actor": "nobody of public life takes part: no state, government, army, party or body of states",
    "business": "business: one side is all companies",
    "no-speaker": "no speaker was found",
    "ambiguous-place": "several places have this name, and nothing tells which",
    "unlikely-place": "a place of this name is unlikely here",
    "unreadable": "more than a word; not read",
}
SILENT = {
    "operand": "its entry only says what an operator over it is about; by itself it is no act (alone: false)",
    "forgone": "somebody wants not to do it: neither done nor denied",
    "report": "it only reports: what stands under it counts, not the telling",
    "not-denied": "that something is not denied says nothing of what happened",
    "not-pressed": "the words that ask of others stand elsewhere, not with the act",
    "nothing-under": "an operator that is no act by itself, and no known act stands under it",
}
TAKEN = {
    "under": "part of {by}: what is agreed to, demanded, refused, denied, threatened or blamed is no event by itself",
    "carried": "part of {by}, whose entry has this word as its object",
    "carrying": "only carries {by}",
    "claimed": "stands in the clause of a noun for a claim (“a report that …”)",
}
SIDES = {
    "target:place": "nobody is named: the state of the place where it was done",
    "target:home": "nobody else is named: the state of those who act",
    "target:story": "not said here: the only other party of the story",
    "target:complaint": "not said here: the state of those who complain of it",
    "target:of-two": "not said here: the other one of the two states that the report is about",
    "target:of-one": "not said here: the state that the report is about",
    "target:foe": "not said here: the other side of a report about a state and those who stand against it",
    "source:held": "nobody is named who held them: the state of the place, or their own",
    "target:joined": "not said here: the target of the clause this one is joined to",
    "target:echo": "not said here: the party of the act it answers",
    "sides:echo": "not said here: those who met, told before",
    "said:must": "who says that others must do it asks it of them",
    "said:should": "who says that others should do it asks it of them",
}


def why_dropped(reason: str) -> str:
    """A reason of `Dropped` in words."""
    if reason.startswith("sphere:"):
        return f"the report is one of {reason[7:]}, by its words (data/details/spheres.yaml)"
    if reason.startswith("half-sphere:"):
        return f"half of the report is of {reason[12:]}, and the act is not between states (data/details/spheres.yaml)"
    if reason.startswith("discard:"):
        return f"nothing is coded where “{reason[8:]}” stands (details/discards.yaml)"
    return DROPPED.get(reason, reason)


def why_silent(reason: str) -> str:
    """Why a proposition with an entry is no act."""
    return SILENT.get(reason, reason)


def why_taken(reason: str, by: int | None) -> str:
    """Why another proposition has this one."""
    return TAKEN.get(reason, reason).format(by=f"P{by + 1}" if by is not None else "another")
