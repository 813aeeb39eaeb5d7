"""Who could be meant by some words, and why each was kept or set aside: written down by the functions that decide.

In: the options a function looks at, and those it is left with after each of its steps. Out: `Weighing`s, kept only
where somebody asks for them (`communique.explain.who`); without, every call here is nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from communique.knowledge.world_rows import Term


@dataclass(slots=True)
class Option:
    """One who could be meant: a ref of the knowledge or the id of a member of the report; of an office also the term.

    `why` holds what was said for or against it, in turn.
    """

    id: str
    term: Term | None = None
    where: str = ""  # the row it comes from, where that is not its own
    kept: bool = True
    why: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Weighing:
    """A choice among options. `asked` says by what they were found; `at` is the token, -1 for a phrase on its own."""

    asked: str
    at: int
    words: str
    options: list[Option]
    verdict: str = ""  # why nobody was taken though some were left

    @property
    def left(self) -> list[Option]:
        """The options that nothing speaks against."""
        return [option for option in self.options if option.kept]


Weighings = list[Weighing]


def weigh(into: Weighings | None, asked: str, at: int, words: str, ids: Iterable[str]) -> Weighing | None:
    """Begins a weighing, if anybody asks for it; one without options is not kept."""
    return None if into is None else weigh_options(into, asked, at, words, [Option(id) for id in dict.fromkeys(ids)])


def weigh_options(into: Weighings | None, asked: str, at: int, words: str, options: list[Option]) -> Weighing | None:
    """The same for options that say more than who it is."""
    if into is None or not options:
        return None
    made = Weighing(asked, at, words, options)
    into.append(made)
    return made


def narrow(weighing: Weighing | None, left: Iterable[str], against: str) -> None:
    """Sets aside all options that are not left, with what speaks against them."""
    if weighing is not None:
        ids = set(left)
        for option in weighing.left:
            if option.id not in ids:
                option.kept = False
                option.why.append(against)


def speak_for(weighing: Weighing | None, id: str, reason: str) -> None:
    """Notes what speaks for an option."""
    if weighing is not None:
        for option in weighing.options:
            if option.id == id:
                option.why.append(reason)


def nobody(weighing: Weighing | None, verdict: str) -> None:
    """Notes why nobody was taken."""
    if weighing is not None:
        weighing.verdict = verdict
