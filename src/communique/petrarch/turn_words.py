"""Agents → `world/roles`, issues → contexts and their words, discards → `details/discards`."""

from __future__ import annotations

from communique.knowledge import Knowledge
from communique.petrarch.agents import Agent
from communique.petrarch.codes import Codebook
from communique.petrarch.discards import Discard
from communique.petrarch.issues import Section
from communique.petrarch.report import Conflict, Report
from communique.petrarch.write import Drafts


def turn_agents(agents: list[Agent], ours: Knowledge, book: Codebook, report: Report, drafts: Drafts) -> None:
    """Nouns we don't have, by sector. Words that name an office with us are left to it."""
    new: dict[str, dict[str, str]] = {}  # sector → word → "file:line"
    taken: dict[str, tuple[str, str]] = {}
    for agent in agents:
        sector = book.sector(list(agent.roles))
        if sector is None:
            report.cannot(agent.where, agent.text, f"no role of {'/'.join(agent.roles)} has a sector")
            continue
        for word in agent.words:
            have = _have(word, ours) or taken.get(word)
            if have is None:
                taken[word] = sector, agent.where
                new.setdefault(sector, {})[word] = agent.where
            elif have[0] == sector:
                report.known += 1
            else:
                report.conflicts.append(Conflict(agent.where, word, sector, have[0], have[1]))
    for sector, found in new.items():
        drafts.entry("world/roles", {"words": list(found), "sector": sector})


def _have(word: str, ours: Knowledge) -> tuple[str, str] | None:
    """The sector that a noun has with us, and where."""
    role = ours.world.roles.get(word)
    if role is not None:
        return role.sector, role.where
    office = ours.world.offices.get(ours.world.office_of(word) or "")
    return (office.sector or "GOV", f"office {office.id}") if office is not None else None


def turn_issues(sections: list[Section], ours: Knowledge, report: Report, drafts: Drafts) -> None:
    """A context for each issue, and for each section the words that speak of it."""
    made: set[str] = set()
    for section in sections:
        for code, phrases in section.phrases.items():
            context = code.lower()
            if context not in ours.ontology.contexts and context not in made:
                made.add(context)
                drafts.entry("ontology/contexts", {"id": context})
            row: dict[str, object] = {"context": context, "words": list(dict.fromkeys(phrases))}
            row |= {name: list(dict.fromkeys(found)) for name, found in (
                ("unless", section.unless), ("unless_report", section.unless_report)) if found}
            drafts.entry("details/contexts", row)


def turn_discards(discards: list[Discard], ours: Knowledge, report: Report, drafts: Drafts) -> None:
    """Phrases that keep from coding; not those that are the name of somebody we know."""
    new: dict[str, list[str]] = {}
    for discard in discards:
        bearers = [ours.world.entries[key] for key in ours.world.names.get(discard.phrase) if key in ours.world.entries]
        if bearers:
            report.conflicts.append(Conflict(discard.where, discard.phrase, f"left out of the {discard.of}",
                                             f"{bearers[0].name}", bearers[0].where))
        else:
            new.setdefault(discard.of, []).append(discard.phrase)
    for of, phrases in new.items():
        drafts.entry("details/discards", {"of": of, "words": phrases})
