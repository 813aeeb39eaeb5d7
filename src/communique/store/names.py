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
from communique.knowledge.cues import Cues
from communique.knowledge.cues import load as load_cues
from communique.knowledge.files import files
from communique.knowledge.ontology import Ontology
from communique.knowledge.ontology import load as load_ontology
from communique.knowledge.world_rows import Membership

STATUSES = ("happened", "ongoing", "scheduled", "hypothetical", "denied", "cancelled", "background")
OUTLETS = ("WITH RECURSIVE x (name) AS (SELECT min(publisher) FROM reports UNION ALL SELECT (SELECT min(publisher) "
           "FROM reports WHERE publisher > x.name) FROM x WHERE name NOT NULL) SELECT name FROM x WHERE name NOT NULL")
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
    def cues(self) -> Cues:
        """Words of saying and topics alone."""
        return load_cues(files(None))

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
        refs = [ref for ref in ([name] if name in world.entries else world.names.get(name)) if ref in world.entries]
        states = [ref for ref in refs if world.entries[ref].kind == "state"]
        if refs:
            ref = (states or refs)[0]
            return Meant(party=ref) if world.entries[ref].kind != "person" else Meant(actor=ref)
        return None

    def _nobody(self, name: str) -> Meant:
        world = self.knowledge.world
        here = [row[0] for row in self.db.execute("SELECT name FROM actors ORDER BY reports DESC")]
        meant = [*world.capitals.get(name), *world.adjectives.get(name)]  # "Moscow", "Omani"
        meant += [world.metonyms[key].ref for key in world.names.get(name) if key in world.metonyms]
        likely = [world.entries[ref].name for ref in meant if ref in world.entries]
        raise StoreError(unknown("actor", name, [*here, *(entry.name for entry in world.entries.values())],
                                 likely=likely, look="Look it up with 'communique actors RECORD.db'."))

    def _name_of(self, who: Meant) -> str | None:
        """The name that a party or an actor has in topics."""
        key = who.party or who.actor or ""
        found = self.db.execute("SELECT name FROM actors WHERE key = ?", (key,)).fetchone()
        entry = None if found else self.knowledge.world.entries.get(key)
        return str(found[0]) if found else entry.name if entry else None

    def topic(self, name: str) -> str:
        """A topic as statements have it: an issue, or the name of somebody they speak of. Raises StoreError where it
        is neither."""
        if self._is_topic(name):
            return name
        who = self._here(name) or self._known(name)
        if who:
            return self._name_of(who) or name
        issues = {topic for patterns in self.cues.topics.values() for _, topic in patterns}
        if name.casefold() not in {topic.casefold() for topic in issues}:
            here = [row[0] for row in self.db.execute("SELECT DISTINCT topic FROM statement_topics ORDER BY topic")]
            raise StoreError(unknown("topic", name, [*here, *sorted(issues)], look="Look for words with 'text'."))
        return name

    def _is_topic(self, name: str) -> bool:
        return self.db.execute("SELECT 1 FROM statement_topics WHERE topic = ? LIMIT 1", (name,)).fetchone() is not None

    def place(self, name: str) -> tuple[str, str]:
        """The country and the name of a place that may be meant. Raises StoreError where there is none."""
        states = self.db.execute("SELECT code FROM actors WHERE name = ? COLLATE NOCASE AND kind = 'state' AND code "
                                 "NOT NULL", (name,)).fetchone()
        code = states[0] if states else name.upper()
        if self.db.execute("SELECT 1 FROM places WHERE country = ? OR name = ? COLLATE NOCASE LIMIT 1",
                           (code, name)).fetchone():
            return code, name
        known = self._known(name)
        if not (known and known.party) and not self.knowledge.gazetteer.lookup(name):
            here = [row[0] for row in self.db.execute("SELECT DISTINCT name FROM places ORDER BY name")]
            raise StoreError(unknown("place", name, [*here, *self._states()], look="Give a town, or a country."))
        return known.party if known and known.party else code, name

    def _states(self) -> list[str]:
        return [entry.name for entry in self.knowledge.world.entries.values() if entry.kind == "state"]

    def outlet(self, name: str) -> str:
        """A publisher as reports have it, in whatever case. Raises StoreError where there is none."""
        if self.db.execute("SELECT 1 FROM reports WHERE publisher = ? LIMIT 1", (name,)).fetchone():
            return name
        known = [row[0] for row in self.db.execute(OUTLETS)]
        found = next((other for other in known if other.casefold() == name.casefold()), None)
        if found is None:
            raise StoreError(unknown("outlet", name, known, look="No report has one of a like name."))
        return str(found)

    def members(self, body: str) -> tuple[Membership, ...]:
        """A body's members with their times. Raises StoreError where it has none that are known."""
        found = self.bodies.members_of(body)
        if not found:
            raise StoreError(unknown("body with members", body, self.bodies.spoken))
        return found

    def type(self, name: str) -> str:
        """A PLOVER type as the tables have it. Raises StoreError where it is none."""
        return self.one_of("type", name.upper(), self.ontology.types)

    def mode(self, name: str) -> str:
        """A mode of some type. Raises StoreError where it is none."""
        return self.one_of("mode", name, sorted({mode for type in self.ontology.types.values() for mode in type.modes}),
                           "SELECT 1 FROM events WHERE mode = ? LIMIT 1")

    def context(self, name: str) -> str:
        """A PLOVER context. Raises StoreError where it is none."""
        return self.one_of("context", name, sorted(self.ontology.contexts),
                           "SELECT 1 FROM events WHERE contexts LIKE '%|' || ? || '|%' LIMIT 1")

    def stance(self, name: str) -> str:
        """A stance of statements. Raises StoreError where it is none."""
        cues = [*self.cues.nouns.values(), *(cue for cues in self.cues.verbs.values() for cue in cues)]
        return self.one_of("stance", name, sorted({cue.stance for cue in cues}),
                           "SELECT 1 FROM statements WHERE stance = ? LIMIT 1")

    def one_of(self, what: str, name: str, known: Iterable[str], here: str = "") -> str:
        """A value of a list, in whatever case, or one that the database has (`here` asks it). Raises StoreError with
        the nearest where it is neither."""
        listed = list(known)
        found = next((other for other in listed if other.casefold() == name.casefold()), None)
        if found is None and here and self.db.execute(here, (name,)).fetchone():
            return name
        if found is None:
            raise StoreError(unknown(what, name, listed))
        return found


def unknown(what: str, name: str, known: Iterable[str], *, likely: Iterable[str] = (), look: str = "") -> str:
    """The message for a name that nobody bears, with the nearest that somebody does: what is `likely` meant, names that
    have it as one of their words, names that are spelt like it.

    >>> unknown("actor", "Mwangi", ["Wang Yi", "Achieng Mwangi"])
    "There is no actor 'Mwangi'. Did you mean 'Achieng Mwangi' or 'Wang Yi'?"
    """
    listed = list(dict.fromkeys(known))
    folded = {other.casefold(): other for other in reversed(listed)}
    words = f" {name.casefold()} "
    within = [other for other in listed if name and words in f" {other.casefold()} "]
    near = [folded[match] for match in get_close_matches(name.casefold(), folded, 3, 0.6)]
    near = list(dict.fromkeys((*likely, *within, *near)))[:3]
    hint = f"Did you mean {' or '.join(repr(one) for one in near)}?" if near else (
        f"One of: {', '.join(listed)}." if 0 < len(listed) <= 40 else look)
    return f"There is no {what} {name!r}. {hint}".rstrip()
