"""What can be wrong with rows of `data/world/` that are each well formed: dates, terms, members, names.

In: the tables once all files are read. Out: problems, and remarks on what is allowed but seldom meant: a name of the
user's that somebody else bears, so that it means nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from communique.knowledge.files import Files, Row
from communique.knowledge.phrases import folded_words
from communique.knowledge.world_rows import Entry, Spell, Term
from communique.knowledge.world_tables import Tables

DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
PRECISION = {4: "year", 7: "month", 10: "day"}


def check_dates(files: Files, row: Row, start: str, end: str, what: str) -> None:
    """Notes a day that is none, and an end before its beginning. `start` and `end` are names of columns."""
    good = True
    for name in (start, end):
        value = row.get(name)
        if value not in (None, "") and not DATE.fullmatch(str(value)):
            good = False
            files.problem(row, f"{name} {value!r} is no date", "Write 2024-03-05, 2024-03 or 2024")
    if good and row.get(start) and row.get(end) and not _in_order(str(row[start]), str(row[end])):
        files.problem(row, f"{what} ends before it begins", f"Exchange {start!r} and {end!r}")


def check_precision(files: Files, row: Row) -> None:
    """Notes a precision that is none, or finer than the dates."""
    precision = row.get("precision")
    if not precision or not files.known(row, "precision", precision, PRECISION.values()):
        return
    coarsest = min((len(row[name]) for name in ("from", "to") if row.get(name)), default=10)
    told = PRECISION.get(coarsest)
    if told is not None and precision == "day" != told:
        files.problem(row, f"precision {precision!r} with a date that stops at the {told}", f"Write {told!r}")


def check_tables(files: Files, tables: Tables) -> None:
    """All checks across rows."""
    _terms(files, tables)
    _people(files, tables)
    _spells(files, tables)
    _members(files, tables.entries)
    if tables.mine:
        _names(files, tables)


def _in_order(start: str, end: str) -> bool:
    length = min(len(start), len(end))
    return start[:length] <= end[:length]


def later(end: str | None, start: str) -> bool:
    """Whether a term ends after the next begins; "2013" and "2013-05" touch and do not overlap."""
    if end is None:
        return True
    length = min(len(end), len(start))
    return end[:length] > start[:length]


def _terms(files: Files, tables: Tables) -> None:
    """Two people in an office that one person holds, or one person twice in an office, on the same day."""
    before: dict[tuple[str, ...], Term] = {}
    for term in sorted(tables.terms, key=lambda t: t.start):
        office = (term.office, term.of)
        other = before.get(office) if tables.offices[term.office].single else None
        twice = before.get((*office, term.ref))
        if other is not None and other.ref != term.ref and later(other.end, term.start):
            told = f"{_span(other)} ({other.where}) and {_span(term)} are both {term.office} of {term.of}"
            files.problem(term.where, told, "Correct the dates of one")
        elif twice is not None and later(twice.end, term.start):
            told = f"{_span(term)} is {term.office} of {term.of} already since {twice.start} ({twice.where})"
            files.problem(term.where, told, "Make one term of both, or correct the dates")
        before[office] = before[*office, term.ref] = term


def _span(term: Term) -> str:
    return f"{term.ref} ({term.start}–{term.end or ''})"


def _people(files: Files, tables: Tables) -> None:
    """One ref with two names: two people, or one spelt in two ways."""
    for ref, name, where in tables.renamed:
        known = tables.entries[ref]
        files.problem(where, f"{ref!r} is {name!r} here and {known.name!r} in {known.where}",
                      "Give the same 'name', other spellings in 'names', or choose another ref")


def _spells(files: Files, tables: Tables) -> None:
    """Two codes that begin on one day."""
    for ref, spells in tables.spells.items():
        before: dict[str, Spell] = {}
        for spell in spells:
            other = before.setdefault(spell.start, spell)
            if (other.code, other.sector) != (spell.code, spell.sector) and (other.code or other.sector) and (
                    spell.code or spell.sector):
                told = f"{ref!r} has another code from the same day on in {other.where}"
                files.problem(spell.where, told, "Correct 'since' of one")


def _members(files: Files, entries: dict[str, Entry]) -> None:
    """A body that is, over other bodies, a member of itself."""
    bodies = {ref: [m for m in entry.members if m in entries and entries[m].members]
              for ref, entry in entries.items() if entry.members}
    told: set[frozenset[str]] = set()
    for ref in bodies:
        loop = _loop(ref, bodies)
        if loop and frozenset(loop) not in told:
            told.add(frozenset(loop))
            files.problem(entries[ref].where, f"a body is a member of itself: {' → '.join((*loop, ref))}",
                          "Take one of them out of 'members'")


def _loop(ref: str, members: dict[str, list[str]]) -> list[str]:
    """The shortest way from a body over its members back to itself; empty where there is none."""
    ways = [[ref]]
    seen: set[str] = set()
    for way in ways:
        for member in members[way[-1]]:
            if member == ref:
                return way
            if member not in seen:
                seen.add(member)
                ways.append([*way, member])
    return []


def _names(files: Files, tables: Tables) -> None:
    """Names of the user's that mean nobody, or somebody else, since another has them."""
    mine = {" ".join(folded_words(name)): (name, key, where) for name, key, where in tables.mine}
    bearers: dict[str, dict[str, None]] = {}
    for name, key in (*tables.names, *tables.adjectives):
        folded = " ".join(folded_words(name))
        if folded in mine:
            bearers.setdefault(folded, {})[key] = None
    for folded, keys in bearers.items():
        name, key, where = mine[folded]
        others = [other for other in keys if _ref(tables, other) != _ref(tables, key)]
        if clash := next((other for other in others if _clash(tables, key, other)), None):
            other = tables.entries[_ref(tables, clash)]
            remedy = "Give both their 'since' and 'until', take the name from one, or use the id of ours to replace it"
            files.remark(where, f"the name {name!r} is also {_called(other)}'s ({other.where})", remedy)


def _ref(tables: Tables, key: str) -> str:
    return tables.metonyms[key].ref if key in tables.metonyms else key


def _called(entry: Entry) -> str:
    return f"{entry.name} [{entry.ref}]" if entry.name != entry.ref else entry.ref


def _clash(tables: Tables, one: str, other: str) -> bool:
    """Whether two bearers of a name may be meant on one day. People in turn in office are told apart by it."""
    first, second = tables.entries.get(_ref(tables, one)), tables.entries.get(_ref(tables, other))
    if first is None or second is None:
        return False
    return _alive(first.since, second.until) and _alive(second.since, first.until)


def _alive(start: str | None, end: str | None) -> bool:
    return not start or later(end, start)


def known_code(files: Files, row: Row, states: Iterable[str], bodies: Iterable[str]) -> None:
    """Notes an actor code that is no state's and none of `ontology/codes.yaml`."""
    if row.get("code") and row["code"] not in states and row["code"] not in bodies:
        iso = (code for code in states if len(code) == 3 and code.isupper())
        files.known(row, "code", row["code"], (*bodies, *iso))
