"""What a user calls somebody → what the database knows him by. An unknown name is an error that suggests the nearest.

"China", "CHN" and "chn" are the state with everybody who acts for it; "EU" is the Union itself; "Wang Yi" is the man.
What the database does not have is looked for in the knowledge: a country without an event is no mistake.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from communique.errors import StoreError
from communique.knowledge import Knowledge
from communique.knowledge import load as load_knowledge
from communique.knowledge.bodies import Bodies
from communique.knowledge.bodies import load as load_bodies
from communique.knowledge.files import files
from communique.knowledge.ontology import Ontology
from communique.knowledge.ontology import load as load_ontology
from communique.knowledge.world_rows import Membership

STATUSES = ("happened", "ongoing", "scheduled", "hypothetical", "denied", "cancelled", "background")
KINDS = ("person", "state", "organisation", "group")
QUADS = {"verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3, "material conflict": 4}


@dataclass(frozen=True, slots=True)
class Meant:
    """Who is meant: a party (all who act for a state or body), or one actor by its key."""

    party: str | None = None
    actor: str | None = None


class Names:
    """Names as a database and the knowledge have them."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    @cached_property
    def knowledge(self) -> Knowledge:
        """The package's knowledge, loaded when it is first needed."""
        return load_knowledge()

    @cached_property
    def ontology(self) -> Ontology:
        """The coding schemes alone, which are soon loaded."""
        return load_ontology(files(None))

    @cached_property
    def bodies(self) -> Bodies:
        """Bodies and their members alone, which are soon loaded."""
        return load_bodies(files(None))

    def actor(self, name: str) -> Meant:
        """Who is meant by a code, a key or a name. Raises StoreError where nobody is."""
        return self._here(name) or self._known(name) or self._nobody(name)

    def _here(self, name: str) -> Meant | None:
        if self._is_party(name):
            return Meant(party=name)
        rows = self.db.execute("SELECT key, kind, code, ref FROM actors WHERE key = ?1 OR name = ?1 COLLATE NOCASE",
                               (name,)).fetchall()
        states = [code for _, kind, code, _ in rows if kind == "state" and code]
        if states:
            return Meant(party=states[0])
        named = [key for key, _, _, ref in rows if ref] or [key for key, *_ in rows]
        if not named:
            return None
        return Meant(party=named[0]) if self._is_party(named[0]) else Meant(actor=named[0])

    def _is_party(self, name: str) -> bool:
        return self.db.execute("SELECT 1 FROM pairs WHERE a = ? LIMIT 1", (name,)).fetchone() is not None

    def _known(self, name: str) -> Meant | None:
        world = self.knowledge.world
        if name.upper() in world.entries and world.entries[name.upper()].kind == "state":
            return Meant(party=name.upper())
        refs = [name] if name in world.entries else world.names.get(name)
        states = [ref for ref in refs if world.entries[ref].kind == "state"]
        if states or refs:
            ref = (states or list(refs))[0]
            return Meant(party=ref) if world.entries[ref].kind != "person" else Meant(actor=ref)
        return None

    def _nobody(self, name: str) -> Meant:
        known = [row[0] for row in self.db.execute("SELECT name FROM actors")]
        entries = self.knowledge.world.entries.values()
        raise StoreError(unknown("actor", name, [*known, *(entry.name for entry in entries)]))

    def members(self, body: str) -> tuple[Membership, ...]:
        """A body's members with their times. Raises StoreError where it has none that are known."""
        found = self.bodies.members_of(body)
        if not found:
            raise StoreError(unknown("body with members", body, self.bodies.names.values()))
        return found

    def type(self, name: str) -> str:
        """A PLOVER type as the tables have it. Raises StoreError where it is none."""
        return self.one_of("type", name.upper(), self.ontology.types)

    def one_of(self, what: str, name: str, known: Iterable[str]) -> str:
        """A value of a list. Raises StoreError with the nearest where it is none of it."""
        listed = list(known)
        if name not in listed:
            raise StoreError(unknown(what, name, listed))
        return name


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """The message for a name that nobody bears, with the nearest that somebody does."""
    listed = list(dict.fromkeys(known))
    folded = {other.casefold(): other for other in listed}
    near = [folded[match] for match in get_close_matches(name.casefold(), folded, 3, 0.6)]
    hint = f"Did you mean {' or '.join(repr(one) for one in near)}?" if near else (
        f"One of: {', '.join(listed)}." if len(listed) <= 40 else "Look it up with 'communique actors RECORD.db'.")
    return f"There is no {what} {name!r}. {hint}"
