"""The plain tables that a `World` is built from, while its files are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from communique.knowledge.files import Files, Row
from communique.knowledge.world_rows import Account, Entry, Membership, Metonym, Office, Relation, Role, Spell, Term


@dataclass(slots=True)
class Tables:
    """What has been read so far."""

    entries: dict[str, Entry] = field(default_factory=dict)
    names: list[tuple[str, str]] = field(default_factory=list)
    person_names: list[tuple[str, str]] = field(default_factory=list)
    adjectives: list[tuple[str, str]] = field(default_factory=list)
    peoples: list[str] = field(default_factory=list)
    capitals: list[tuple[str, str]] = field(default_factory=list)
    metonyms: dict[str, Metonym] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)
    titles: list[tuple[str, str]] = field(default_factory=list)
    plural_titles: list[str] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    spells: dict[str, list[Spell]] = field(default_factory=dict)
    mine: list[tuple[str, str, str]] = field(default_factory=list)  # names in the user's files: name, key, "file:line"
    renamed: list[tuple[str, str, str]] = field(default_factory=list)  # a second name of a ref: ref, name, "file:line"
    actor_names: set[tuple[str, str]] = field(default_factory=set)  # of world/actors, to have each once
    memberships: dict[str, list[Membership]] = field(default_factory=dict)  # body → those that joined late or left
    roles: dict[str, Role] = field(default_factory=dict)
    relations: dict[str, tuple[Relation, ...]] = field(default_factory=dict)
    honorifics: dict[str, str] = field(default_factory=dict)
    given_names: dict[str, str] = field(default_factory=dict)
    family_first: dict[str, frozenset[str]] = field(default_factory=dict)
    usage: dict[str, frozenset[str]] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)

    def name(self, row: Row, names: Iterable[str], key: str) -> None:
        """Adds names of an actor or house."""
        for name in names:
            self.names.append((name, key))
            if row.mine:
                self.mine.append((name, key, row.where))


def is_known(files: Files, row: Row, field_name: str, value: object,
             allowed: dict[str, Entry] | frozenset[str]) -> bool:
    """`files.known` without a list made for every row that is right."""
    return (isinstance(value, str) and value in allowed) or files.known(row, field_name, value, allowed)


def text(value: object) -> str | None:
    """A cell as text; None where it is empty."""
    return str(value) if value not in (None, "") else None
