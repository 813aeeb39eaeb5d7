"""Blocks of a verb dictionary → entries of the lexicon.

A verb with a code becomes an entry that needs an actor as its agent; a pattern one with a phrase, in which `…` stands
for the words that may come between ("over … efforts"). Negation is told from the parse here, so patterns that hold a
"not" are told and left out.
"""

from __future__ import annotations

from itertools import product
from typing import Any

from communique.knowledge import Knowledge
from communique.knowledge.lexicon import Entry
from communique.petrarch.report import Conflict, Report
from communique.petrarch.verbs import Block, Pattern
from communique.petrarch.write import Drafts

NOTHING = ("---", "", "+++", "***")
TARGETS = ["patient", "recipient", "to", "with", "against", "on", "for", "from", "at"]
NEGATIONS = frozenset(("not", "n't", "never", "neither", "nor"))
MOST = 400  # wordings of one pattern

Taken = dict[tuple[str, str], tuple[str, str]]  # (verb, phrase) → code, "file:line"


def turn_verbs(blocks: list[Block], ours: Knowledge, report: Report, drafts: Drafts) -> None:
    """Fills the drafts with verbs and patterns that we don't have."""
    taken: Taken = {}
    for block in blocks:
        for verb, own, where in block.verbs:
            code = (own or block.code).split(":")[0].strip()
            if code not in NOTHING:
                _take(_verb(verb, code), verb, "", code, where, ours, report, drafts, taken)
        for pattern in block.patterns:
            _pattern(block, pattern, ours, report, drafts, taken)


def _verb(verb: str, code: str) -> dict[str, Any]:
    particle = verb.split(" ")[1:]
    return {"verb": [verb], "needs": {"agent": ["ACTOR"]}, "cameo": code, "target": [*particle, *TARGETS]}


def _pattern(block: Block, pattern: Pattern, ours: Knowledge, report: Report, drafts: Drafts, taken: Taken) -> None:
    code = pattern.code.split(":")[0].strip()
    places = (*pattern.before, *pattern.after)
    if code in NOTHING:
        report.cannot(pattern.where, pattern.text, "a pattern that codes nothing; write it into 'lacks' of the entry")
    elif not places:
        report.cannot(pattern.where, pattern.text, "only signs for actors, which an entry has as its sides")
    elif any(NEGATIONS & set(words.split()) for place in places for words in place):
        report.cannot(pattern.where, pattern.text, "negation is told from the parse here, not by a pattern")
    else:
        phrases = [" … ".join(words) for words, _ in zip(product(*places), range(MOST), strict=False)]
        for verb, _, _ in block.verbs:
            entry = {**_verb(verb, code), "phrase": phrases}
            if pattern.reversed:
                entry |= {"source": ["by", "from", "with", "in", "of", "patient"], "target": ["agent"]}
                entry["needs"] = {}
            if pattern.both:
                entry["reciprocal"] = True
            _take(entry, verb, phrases[0], code, pattern.where, ours, report, drafts, taken)


def _take(entry: dict[str, Any], verb: str, phrase: str, code: str, where: str, ours: Knowledge, report: Report,
          drafts: Drafts, taken: Taken) -> None:
    """Writes an entry, unless its code is none, or we have the words already."""
    shown = f"{verb} … {phrase}" if phrase else verb
    if code not in ours.ontology.cameo:
        report.cannot(where, f"{shown} [{code}]", f"{code} is no CAMEO code")
        return
    if not phrase and verb.endswith(("ed", "ing")) and not ours.lexicon.of("verb", verb):
        report.cannot(where, f"{shown} [{code}]", "an inflected form; write the verb as in a dictionary")
        return
    have = _have(verb, phrase, code, ours) or taken.get((verb, phrase))
    if have is None:
        taken[verb, phrase] = code, where
        drafts.entry("lexicon", {key: value for key, value in entry.items() if value})
    elif have[0] == code:
        report.known += 1
    else:
        report.conflicts.append(Conflict(where, shown, code, have[0], have[1]))


def _have(verb: str, phrase: str, code: str, ours: Knowledge) -> tuple[str, str] | None:
    """The code of a verb with us, and where: of a plain entry, or one with these very words."""
    entries = [entry for entry in ours.lexicon.of("verb", verb) if verb in entry.words and _plain(entry, phrase)]
    best = next((entry for entry in entries if entry.cameo == code), entries[0] if entries else None)
    return (best.cameo or best.does or "no code", best.where) if best is not None else None


def _plain(entry: Entry, phrase: str) -> bool:
    return phrase in entry.phrase if phrase else not entry.phrase and not entry.object
