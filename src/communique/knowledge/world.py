"""States, organisations, people, offices: who there is to act.

In: `data/world/`. Out: one frozen `World` with tables from phrases to refs, and terms of office by person and by
office. Names are looked up folded (`phrases.py`); a phrase may have several keys, and whoever reads the text settles
which.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from communique.knowledge.files import Files
from communique.knowledge.ontology import Ontology
from communique.knowledge.phrases import PhraseTable, fold, folded_words, sounds
from communique.knowledge.world_load import read_tables
from communique.knowledge.world_rows import (
    Account,
    Entry,
    Membership,
    Metonym,
    Office,
    Relation,
    Role,
    Spell,
    Term,
    timed,
)
from communique.knowledge.world_tables import Tables

__all__ = ["World", "load"]

RolePhrase = tuple[tuple[str, ...], tuple[str, ...], Role]  # words before the head, words behind it


@dataclass(frozen=True, slots=True)
class World:
    """All known actors and the words that lead to them. Keys of `names` are refs of `entries`, or metonyms ("~n")."""

    entries: dict[str, Entry]
    names: PhraseTable
    adjectives: PhraseTable  # "russian" → RUS; peoples too
    peoples: frozenset[str]  # folded plurals and singulars of peoples: "russians"
    capitals: PhraseTable
    metonyms: dict[str, Metonym]
    offices: dict[str, Office]
    titles: PhraseTable  # words of offices → "office id" or "office id|ISO3" where only that state says so
    plural_titles: frozenset[str]  # folded plurals among them
    terms: dict[str, tuple[Term, ...]]  # by person, oldest first
    holders: dict[tuple[str, str], tuple[Term, ...]]  # by (office, state or body), oldest first
    surnames: dict[str, tuple[str, ...]]  # folded last words of persons' names → refs
    sounds: dict[str, tuple[str, ...]]  # what names of persons sound like → refs, see `phrases.sounds`
    spells: dict[str, tuple[Spell, ...]]  # codes by time, of those who have no office: oldest first
    memberships: dict[str, tuple[Membership, ...]]  # by body, of states that joined late or left
    roles: dict[str, Role]
    role_phrases: dict[str, tuple[RolePhrase, ...]]  # by head, roles of several words: the longest first
    relations: dict[str, tuple[Relation, ...]]
    honorifics: dict[str, str]  # folded word → gender or ""
    given_names: dict[str, str]  # folded first name → gender
    family_first: dict[str, frozenset[str]]  # folded family name → states where it comes first
    usage: dict[str, frozenset[str]]  # word lists that settle how a word is used, see usage.yaml
    accounts: dict[str, Account]

    def holder(self, office: str, of: str, date: str | None) -> Term | None:
        """Who holds an office on a day (without one: today); of two whose terms touch, the later."""
        fitting = [t for t in self.holders.get((office, of), ()) if t.covers(date)]
        return fitting[-1] if fitting else None

    def term(self, ref: str, date: str | None) -> Term | None:
        """The office a person holds on a day: the highest, then the latest begun."""
        fitting = [t for t in self.terms.get(ref, ()) if t.covers(date)]
        return min(fitting, key=lambda t: (self.offices[t.office].rank, -_number(t.start)), default=None)

    def last_term(self, ref: str, date: str | None) -> Term | None:
        """The last office a person had begun by a day, whether it has ended or not."""
        begun = [t for t in self.terms.get(ref, ()) if date is None or t.start <= date]
        return begun[-1] if begun else None

    def spell(self, ref: str, date: str | None) -> Spell | None:
        """What somebody is coded as on a day; of two spells that touch, the one begun later."""
        fitting = [s for s in self.spells.get(ref, ()) if s.covers(date)]
        return fitting[-1] if fitting else None

    def office_of(self, words: str, state: str | None = None) -> str | None:
        """The office some words name: "minister of foreign affairs" → "foreign minister"."""
        return pick_office(self.titles.get(words), state)

    def code_of(self, of: str) -> str | None:
        """The actor code of a state or body."""
        entry = self.entries.get(of)
        return entry.code if entry else None

    def members_of(self, ref: str) -> tuple[Membership, ...]:
        """The members of a body, each with the time it belonged to it."""
        entry = self.entries.get(ref)
        return timed(entry.members if entry else (), self.memberships.get(ref, ()))

    def body_of(self, ref: str) -> str | None:
        """Whom somebody of a body acts for: the body itself, or the one it is an organ of; None for a state."""
        entry = self.entries.get(ref)
        return None if entry is None or entry.kind == "state" else entry.part_of or ref

    def gender_of(self, name: str) -> str:
        """The gender a first name tells, or ""."""
        parts = folded_words(name)
        return self.given_names.get(parts[0], "") if len(parts) > 1 else ""

    def role(self, lemma: str, text: str) -> Role | None:
        """The role of a noun, by its lemma or as it stands."""
        return self.roles.get(lemma.lower()) or self.roles.get(text.lower())


def pick_office(keys: Iterable[str], state: str | None) -> str | None:
    """Of the readings of a title the one that this state's usage gives, else the one that all share.

    >>> pick_office(("prime minister|DEU", "foreign minister|ARG"), "ARG")
    'foreign minister'
    >>> pick_office(("prime minister|DEU", "foreign minister|ARG"), None) is None
    True
    """
    general = [key for key in keys if "|" not in key]
    special = [key.split("|")[0] for key in keys if state and key.endswith(f"|{state}")]
    return special[0] if special else general[0] if general else None


def load(files: Files, ontology: Ontology) -> World:
    """Reads `data/world/`. Unknown offices, states, sectors, doubled ids and overlapping terms become problems."""
    tables = read_tables(files, ontology)
    return World(
        entries=tables.entries,
        names=PhraseTable.of(tables.names),
        adjectives=PhraseTable.of(tables.adjectives),
        peoples=frozenset(fold(p) for p in tables.peoples),
        capitals=PhraseTable.of(tables.capitals),
        metonyms=tables.metonyms,
        offices=tables.offices,
        titles=PhraseTable.of(tables.titles),
        plural_titles=frozenset(" ".join(folded_words(p)) for p in tables.plural_titles),
        terms=_grouped_by_person(tables),
        holders=_grouped_by_office(tables),
        surnames=_surnames(tables),
        sounds=_by_sound(tables),
        spells={ref: tuple(sorted(spells, key=lambda s: s.start)) for ref, spells in tables.spells.items()},
        memberships={body: tuple(listed) for body, listed in tables.memberships.items()},
        roles=tables.roles,
        role_phrases=_role_phrases(tables.roles),
        relations=tables.relations,
        honorifics=tables.honorifics,
        given_names=tables.given_names,
        family_first=tables.family_first,
        usage=tables.usage,
        accounts=tables.accounts,
    )


def _grouped_by_person(tables: Tables) -> dict[str, tuple[Term, ...]]:
    out: dict[str, list[Term]] = {}
    for term in sorted(tables.terms, key=lambda t: t.start):
        out.setdefault(term.ref, []).append(term)
    return {ref: tuple(terms) for ref, terms in out.items()}


def _grouped_by_office(tables: Tables) -> dict[tuple[str, str], tuple[Term, ...]]:
    out: dict[tuple[str, str], list[Term]] = {}
    for term in sorted(tables.terms, key=lambda t: t.start):
        out.setdefault((term.office, term.of), []).append(term)
    return {key: tuple(terms) for key, terms in out.items()}


def _role_phrases(roles: dict[str, Role]) -> dict[str, tuple[RolePhrase, ...]]:
    """Roles of several words by their head, which stands before "of" and the like, or last."""
    out: dict[str, list[RolePhrase]] = {}
    for phrase, role in roles.items():
        parts = tuple(phrase.split())
        if len(parts) > 1:
            behind = (n - 1 for n, word in enumerate(parts) if n and word in ("of", "for", "to", "in"))
            at = next(behind, len(parts) - 1)
            out.setdefault(parts[at], []).append((parts[:at], parts[at + 1 :], role))
    return {head: tuple(sorted(found, key=lambda r: -len(r[0]) - len(r[1]))) for head, found in out.items()}


def _by_sound(tables: Tables) -> dict[str, tuple[str, ...]]:
    """Persons by what their full names sound like."""
    out: dict[str, dict[str, None]] = {}
    for name, ref in tables.names:
        words = folded_words(name)
        if len(words) > 1 and ref in tables.entries and tables.entries[ref].kind == "person":
            out.setdefault(" ".join(sounds(word) for word in words), {})[ref] = None
    return {key: tuple(refs) for key, refs in out.items()}


def _surnames(tables: Tables) -> dict[str, tuple[str, ...]]:
    out: dict[str, dict[str, None]] = {}
    for ref, name in tables.person_names:
        parts = folded_words(name)
        if len(parts) < 2:
            continue
        first = parts[0] in tables.family_first and len(parts) <= 3 and parts[-1] not in tables.family_first
        out.setdefault(parts[0] if first else parts[-1], {})[ref] = None
    return {name: tuple(refs) for name, refs in out.items()}


def _number(date: str) -> int:
    return int((date.replace("-", "") + "0000")[:8] or 0)
