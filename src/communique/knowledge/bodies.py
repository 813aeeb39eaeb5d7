"""Bodies and who belongs to them, read by themselves: all of `data/world/` takes fifty times as long.

What is wrong with a row is found where the whole is loaded (`world_load.py`), so nothing is said of it here.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from communique.knowledge.files import Files, words
from communique.knowledge.phrases import PhraseTable
from communique.knowledge.world_load import BODY_FIELDS
from communique.knowledge.world_rows import Membership, timed
from communique.knowledge.world_tables import text


@dataclass(frozen=True, slots=True)
class Bodies:
    """Bodies that have members: their keys by their names, their own names and their members."""

    keys: PhraseTable
    names: dict[str, str]
    members: dict[str, tuple[Membership, ...]]
    spoken: tuple[str, ...]  # all names, acronyms too

    def members_of(self, name: str) -> tuple[Membership, ...]:
        """The members of the body that bears a name or key; none where no such body has any."""
        found = (name,) if name in self.members else self.keys.get(name)
        return next((self.members[ref] for ref in found), ())


def load(files: Files) -> Bodies:
    """Reads the bodies of `world/organisations` and `world/groups` and the times of their members."""
    dated: dict[str, list[Membership]] = {}
    for row in files.tsv("world/memberships", required=["body", "member"], optional=["since", "until"]):
        dated.setdefault(row["body"], []).append(
            Membership(row["member"], text(row.get("since")), text(row.get("until"))))
    pairs, names, members = list[tuple[str, str]](), {}, {}
    for one in chain.from_iterable(
            read(f"world/{folder}", required=["id", "name", "category"], optional=BODY_FIELDS)
            for folder in ("organisations", "groups") for read in (files.tsv, files.yaml)):
        ref, known = str(one["id"]), timed(words(one.get("members")), dated.get(str(one["id"]), ()))
        if known:
            names[ref], members[ref] = str(one["name"]), known
            pairs += [(name, ref) for name in (names[ref], *words(one.get("names")), *words(one.get("acronym")))]
    return Bodies(PhraseTable.of(pairs), names, members, tuple(name for name, _ in pairs))
