"""Entries of an actor dictionary → rows of `world/actors`, further names of states, places that stand for one.

A name that is only coded with a state and that we don't know is another name of it if it is like one of its names
("AFGANISTAN"), else a place or house that stands for it where it acts ("HERAT").
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from communique.knowledge import Knowledge
from communique.knowledge.phrases import fold, folded_words
from communique.knowledge.world import World
from communique.knowledge.world_rows import Entry
from communique.petrarch.actors import Actor
from communique.petrarch.codes import Codebook, Coded
from communique.petrarch.dates import Period, periods
from communique.petrarch.report import Conflict, Report
from communique.petrarch.write import Drafts

COLUMNS = ("id", "name", "names", "kind", "gender", "code", "sector", "since", "until", "note")
SMALL = frozenset((
    "of", "the", "and", "for", "in", "on", "to", "de", "la", "el", "al", "du", "des", "del", "von", "van", "da", "do",
    "dos", "e", "y"))
ALIKE = 0.75  # how like a state's name a misspelt one is
SHORT = 4  # a single word of so many letters is an acronym unless we know better
LEADERS = ("GOV", "ELI", "OPP", "LEG", "JUD", "MIL")


@dataclass(slots=True)
class Names:
    """Who bears a name: ours, and what earlier entries of this import have taken."""

    world: World
    ids: set[str] = field(default_factory=set)
    brought: dict[str, tuple[frozenset[str], str]] = field(default_factory=dict)  # folded name → codes, "file:line"

    def bearers(self, name: str) -> list[Entry]:
        """Our entries of a name, an adjective, a capital or a house."""
        world = self.world
        keys = (*world.names.get(name), *world.adjectives.get(name), *world.capitals.get(name))
        refs = dict.fromkeys(world.metonyms[key].ref if key in world.metonyms else key for key in keys)
        return [world.entries[ref] for ref in refs if ref in world.entries]

    def codes(self, entry: Entry) -> set[str]:
        """All codes that an entry of ours has or had."""
        held = {self.world.code_of(term.of) for term in self.world.terms.get(entry.ref, ())}
        held |= {spell.code for spell in self.world.spells.get(entry.ref, ())} | {entry.code}
        return {code for code in held if code}

    def new_id(self, name: str) -> str:
        """An id that nobody has."""
        base = "-".join(folded_words(name)).replace("+", "") or "x"
        found, number = base, 1
        while found in self.world.entries or found in self.ids:
            number += 1
            found = f"{base}-{number}"
        self.ids.add(found)
        return found


@dataclass(frozen=True, slots=True)
class Stage:
    """What an actor is coded as for a time; `coded` None: nobody."""

    coded: Coded | None
    period: Period


def turn_actors(actors: list[Actor], names: Names, ours: Knowledge, book: Codebook, on: date | None, report: Report,
                drafts: Drafts) -> None:
    """Fills the drafts with what we don't have yet."""
    states: dict[str, list[str]] = {}
    places: dict[str, list[str]] = {}
    for actor in actors:
        stages = list(_stages(actor, book, on, report))
        codes = frozenset(s.coded.code for s in stages if s.coded is not None and s.coded.code)
        if not any(s.coded for s in stages):
            continue
        new, known = _sorted(actor, codes, names, report)
        first = stages[0].coded
        if len(stages) == 1 and first is not None and first.plain and first.code in ours.world.entries:
            for name in new:
                like = _like(name, ours.world, first.code)
                (states if like else places).setdefault(first.code, []).append(cased(name, ours))
        elif new:
            _write(actor, new, known, stages, names, ours, book, drafts)
    for code, found in states.items():
        drafts.entry("world/states", {"id": code, "names": found})
    for code, found in places.items():
        drafts.entry("world/metonyms", {"words": found, "state": code, "sector": "GOV", "place": True})


def _stages(actor: Actor, book: Codebook, on: date | None, report: Report) -> Iterator[Stage]:
    """The codes by time; one that cannot be read is told once, and nobody is coded for that time."""
    told: set[str] = set()
    for period in periods(actor.codes, on):
        try:
            yield Stage(book.read(period.code), period)
        except ValueError as error:
            if period.code not in told:
                told.add(period.code)
                line = actor.lines[period.code]
                report.cannot(line.where, line.text, str(error))
            yield Stage(None, period)
    if not actor.codes:
        report.cannot(actor.where, actor.text, "a name without a code")


def _sorted(actor: Actor, codes: frozenset[str], names: Names, report: Report) -> tuple[list[str], Entry | None]:
    """The names nobody has yet, and our entry of this actor if one of the names is its."""
    new: dict[str, str] = {}
    known: Entry | None = None
    for name, where in actor.names:
        folded = " ".join(folded_words(name))
        bearers = names.bearers(name)
        same = [entry for entry in bearers if names.codes(entry) & codes]
        theirs = "/".join(sorted(codes)) or "no state"
        if same:
            known, report.known = known or same[0], report.known + 1
        elif bearers:
            ours = "/".join(sorted(names.codes(bearers[0]))) or "no code"
            report.conflicts.append(Conflict(where, name, theirs, ours, bearers[0].where))
        elif folded in names.brought:
            before, at = names.brought[folded]
            if before == codes:
                report.known += 1
            else:
                report.conflicts.append(Conflict(where, name, theirs, "/".join(sorted(before)), at))
        elif folded:
            names.brought[folded] = codes, where
            new.setdefault(folded, name)
    return list(new.values()), known if known is not None and known.kind != "state" else None


def _like(name: str, world: World, code: str) -> bool:
    """Whether a name is one of the state's, spelt otherwise or with more words."""
    state = fold(world.entries[code].name)
    folded = " ".join(folded_words(name))
    return state in folded or difflib.SequenceMatcher(None, state, folded).ratio() >= ALIKE


def _write(actor: Actor, new: list[str], known: Entry | None, stages: list[Stage], names: Names, ours: Knowledge,
           book: Codebook, drafts: Drafts) -> None:
    """The rows of an actor: one for each time it has a code. To an entry of ours it only adds names."""
    shown = [cased(name, ours) for name in new]
    if known is not None:
        cells = (known.ref, known.name, "|".join(shown), known.kind, known.gender, "", "", "", "", actor.where)
        drafts.row("world/actors", COLUMNS, cells)
        return
    kind = _kind(new, stages, ours.world, book)
    gender = ours.world.gender_of(shown[0]) if kind == "person" else ""
    ref = names.new_id(shown[0])
    for number, stage in enumerate(_joined(stages)):
        if stage.coded is not None:
            others = "|".join(shown[1:]) if number == 0 or stages[0].coded is None else ""
            drafts.row("world/actors", COLUMNS, (
                ref, shown[0], others, kind, gender, stage.coded.code, stage.coded.sector, stage.period.start,
                stage.period.end, actor.where))


def _joined(stages: list[Stage]) -> Iterator[Stage]:
    """Stages that follow each other with the same code and sector are one: [USAGOV] and [USAGOVSTA]."""
    last: Stage | None = None
    for stage in stages:
        if last is not None and _same(last.coded, stage.coded):
            last = replace(last, period=replace(last.period, end=stage.period.end))
            continue
        if last is not None:
            yield last
        last = stage
    if last is not None:
        yield last


def _same(one: Coded | None, other: Coded | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.code, one.sector) == (other.code, other.sector)


def _kind(new: list[str], stages: list[Stage], world: World, book: Codebook) -> str:
    """What an actor is, by the words of its name, its code, and whether its code changes as a person's does."""
    for name in new:
        told = next((book.kinds[word] for word in folded_words(name) if word in book.kinds), None)
        if told is not None:
            return told
    coded = [stage.coded for stage in stages if stage.coded is not None]
    if told := next((c.kind for c in coded if c.kind), None):
        dated = any(stage.period.start or stage.period.end for stage in stages)
        return "person" if dated or world.given_names.get(folded_words(new[0])[0]) else told
    words = folded_words(new[0])
    dated = any(stage.period.start or stage.period.end for stage in stages)
    if words[0] in world.given_names or dated or (1 < len(words) < 5 and coded[0].sector in LEADERS):
        return "person"
    return "group" if coded[0].sector in ("REB", "UAF", "PRM", "CRM") else "organisation"


def cased(name: str, ours: Knowledge) -> str:
    """A name in capitals as people write it. Single short words stay: they count in capitals only, as acronyms do."""
    if name != name.upper():
        return name
    acronyms = ours.world.names.acronyms
    words = name.split()
    if len(words) == 1:
        word = fold(name)
        plain = (word in ours.world.names.keys and word not in acronyms) or bool(ours.gazetteer.lookup(name.title()))
        vowels = sum(c in "aeiouy" for c in word)
        return name if not plain and (len(word) <= SHORT or not vowels or "." in name) else _title(name)
    return " ".join(word if fold(word) in acronyms and len(word) < 6 else
                    word.lower() if number and word.lower() in SMALL else _title(word)
                    for number, word in enumerate(words))


def _title(word: str) -> str:
    return "-".join(part.capitalize() for part in word.split("-"))
