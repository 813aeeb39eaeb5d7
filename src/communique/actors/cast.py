"""The actors of one report while it is read: the one place in this stage that changes.

A `Member` gathers what the text and the knowledge say of somebody; `freeze` makes them `Actor`s. An actor's id is
"p3": its number in the order of discovery; the record gets other ids when it is assembled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from communique.knowledge.phrases import folded_words
from communique.knowledge.world import World
from communique.knowledge.world_rows import Entry, Term
from communique.records import Actor

INDIVIDUAL = "one-person"  # the reason of an unnamed group that is one person: "a woman"


@dataclass(slots=True)
class Member:
    """An actor in the making. `of` is the body or state that the office belongs to, as a ref or a member's id."""

    id: str
    ref: str | None
    name: str
    kind: str
    code: str | None = None
    sector: str | None = None
    office: str | None = None
    wikidata: str | None = None
    body: str | None = None  # key of the body acted for, none of a state
    category: str = ""
    of: str = ""
    gender: str = ""
    plural: bool = False
    members: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()  # the folded spellings of a person's or body's name
    titles: set[str] = field(default_factory=set)  # the words of office and the nouns that the report gives a person
    age: int | None = None  # in years, if the report tells it
    unplaced: bool = False  # of a state or region that the report does not name: "leader of the breakaway region"
    from_text: bool = False  # the report itself gave the office
    reasons: list[str] = field(default_factory=list)

    def stands_for(self) -> str | None:
        """Key of the body that somebody of this one acts for; None for a state, a person, a body without a key."""
        return self.body or self.ref if self.kind in ("organisation", "group") else None

    def because(self, reason: str) -> None:
        if reason not in self.reasons:
            self.reasons.append(reason)


@dataclass(slots=True)
class Cast:
    """All members, by id, by ref and by a key of whoever made them."""

    world: World
    date: str | None
    members: dict[str, Member] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Member]:
        return iter(self.members.values())

    def __getitem__(self, id: str) -> Member:
        return self.members[id]

    def new(self, key: str | None, name: str, kind: str, **values: object) -> Member:
        """A member under a key, made on first asking."""
        if key is not None and key in self.keys:
            return self.members[self.keys[key]]
        ref = values.pop("ref", None)
        member = Member(f"p{len(self.members) + 1}", ref if isinstance(ref, str) else None, name, kind)
        for field_name, value in values.items():
            setattr(member, field_name, value)
        self.members[member.id] = member
        if key is not None:
            self.keys[key] = member.id
        return member

    def known(self, ref: str) -> Member:
        """The member for an entry of the knowledge."""
        if f"ref:{ref}" in self.keys:
            return self.members[self.keys[f"ref:{ref}"]]
        entry = self.world.entries[ref]
        member = self.new(
            f"ref:{ref}", entry.name, entry.kind, ref=ref, code=entry.code,
            sector="GOV" if entry.governs(self.date) else entry.sector, gender=entry.gender,
            wikidata=entry.wikidata, body=entry.part_of,
            category=entry.category, members=entry.members, words=(folded_words(entry.name),))
        member.because(f"knowledge:{ref}")
        if entry.kind == "person":
            self._career(member, entry)
        if entry.ref in self.world.spells and member.office is None:
            self._spell(member, entry)
        return member

    def _spell(self, member: Member, entry: Entry) -> None:
        """What an actor without an office is coded as on the day of the report."""
        spell = self.world.spell(entry.ref, self.date)
        if spell is not None:
            member.code, member.sector = spell.code or member.code, spell.sector or member.sector
            member.because(f"spell:{spell.start or 'ever'}")

    def _career(self, member: Member, entry: Entry) -> None:
        """Office, code and sector of a known person on the day of the report."""
        term = self.world.term(entry.ref, self.date)
        if term is not None:
            self.give_term(member, term)
            return
        last = self.world.last_term(entry.ref, self.date) or next(iter(self.world.terms.get(entry.ref, ())), None)
        if last is not None:
            member.code = self.world.code_of(last.of)
            known_by = self.date is None and self.world.offices[last.office].rank > 1  # a minister, without a day
            member.sector = self.world.offices[last.office].sector or "GOV" if known_by else "ELI"
            member.because(f"former:{last.office}:{last.of}" if self.date else f"office:{last.office}:{last.of}")

    def give_term(self, member: Member, term: Term) -> None:
        member.office, member.code, member.of = term.office, self.world.code_of(term.of), term.of
        member.body = self.world.body_of(term.of)
        sector = self.world.offices[term.office].sector or "GOV"
        member.sector = "GOV" if sector == "BUS" and self.world.entries[term.of].kind == "state" else sector
        member.because(f"term:{term.office}:{term.of}:{term.start}")

    def freeze(self) -> tuple[Actor, ...]:
        """The actors as the record has them; mentions are filled in on assembly."""
        return tuple(Actor(m.id, m.ref, m.name, m.kind, m.code, m.sector, m.office, m.wikidata, (), tuple(m.reasons),
                           m.body) for m in self)
