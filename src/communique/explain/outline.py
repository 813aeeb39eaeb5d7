"""An explanation → the phrases that every view of it shows. Nothing here knows how it will look."""

from __future__ import annotations

from collections.abc import Iterable

from communique.explain.model import (
    Composition,
    Explained,
    Failure,
    Line,
    Pattern,
    Predicate,
    Role,
    Scope,
    Side,
    Unknown,
)

MOST = 8  # words of a list that are shown
HOWTO = "How to add an entry: docs/howto-add-a-verb.md; your own go into a folder given as --knowledge DIR."


def scope(found: Scope) -> str:
    """What bears on a proposition, in a line."""
    parts = [
        " ".join(part for part in (found.tense, found.aspect) if part) or "no tense of its own",
        "passive" if found.passive else "",
        f"negated by “{found.negated_by}”" if found.negated_by else "",
        f"modality {found.modality}" if found.modality else "",
        f"phase {found.phase}" if found.phase else "",
        "conditional" if found.conditional else "",
        f"{found.link or 'under'} of P{found.under}" if found.under is not None else "",
        f"said by {found.said_by}" if found.said_by else "",
    ]
    return " · ".join(part for part in parts if part)


def role(found: Role) -> str:
    """The words of a role, whom they name and the proposition that stands there."""
    inner = f"  [P{found.proposition}]" if found.proposition is not None else ""
    named = f"  = {', '.join(found.actors)}" if found.actors else ""
    return f"“{found.words}”{named}{inner}"


def code(pattern: Pattern) -> str:
    """What an entry would give: its code and type, and what it does to an act under it."""
    does = f"operator: {pattern.does}" if pattern.does else ""
    return " ".join(part for part in (pattern.cameo, pattern.type, does) if part) or "no code"


def ordered(patterns: Iterable[Pattern]) -> list[Pattern]:
    """The chosen entry, those that fit as well, then those that fail, the nearest to fitting first."""
    order = ("chosen", "fits", "fails")
    return sorted(patterns, key=lambda p: (order.index(p.verdict), len(p.failures), -p.rank))


def verdict(pattern: Pattern, line: Predicate) -> str:
    """Why an entry was chosen or not."""
    if pattern.verdict == "chosen":
        others = sum(p.verdict == "fits" for p in line.patterns)
        beside = f"; {others} more would fit" if others else ""
        return f"chosen: all its conditions hold (weight {pattern.rank}){beside}"
    if pattern.verdict == "fits":
        best = max((p.rank for p in line.patterns if p.verdict == "chosen"), default=0)
        equal = "stands later" if pattern.rank == best else f"asks for less (weight {pattern.rank}, not {best})"
        return f"fits as well, but {equal}"
    return "; ".join(failure(f) for f in pattern.failures)


def failure(found: Failure) -> str:
    """Which condition fails, and what is there instead."""
    asked, here = listed(found.asked), listed((f"“{w}”" for w in found.here), 3)
    if found.condition == "words":
        return f"words: asks for {listed(f'“{w}”' for w in found.asked)}, here {here}"
    if found.condition == "phrase":
        return f"phrase: the clause holds none of {listed((f'“{w}”' for w in found.asked), 4)}"
    if found.condition == "lacks":
        return f"lacks {found.role}: rules out {asked}, here {here}"
    name = "object" if found.condition == "object" else f"needs {found.role}"
    return f"{name}: asks for {asked}, " + (f"here {here}" if here else "here is none")


def listed(words: Iterable[str], most: int = MOST) -> str:
    """A list of words, its end left out where it is long."""
    known = list(words)
    return ", ".join(known[:most]) + (f" … ({len(known)})" if len(known) > most else "")


def composition(found: Composition) -> str:
    """An operation of the table."""
    under = f" over P{found.inner}" if found.inner != found.outer else ""
    cell = f"composition.tsv, row {found.row}" if found.row else "composition.tsv has no row"
    code_ = found.code or "no cell, so the operator's own code"
    return f"P{found.outer} {found.operation}{under} ({found.act or 'no code'}) → {code_}  ({cell})"


def side(found: Side) -> str:
    """Who stands on a side and how that was found."""
    if found.actor is None:
        return f"nobody: {found.how}"
    named = " ".join(part for part in (found.actor, found.code and f"({found.code})") if part)
    words = f" by “{found.words}”" if found.words else ""
    return f"{named}{words}: {found.how}"


def outcome(act: Explained) -> str:
    """What became of an act."""
    what = " · ".join(part for part in (act.type or "no type", act.mode) if part)
    name = f"{what} {act.cameo or ''}".strip()
    if act.event is None:
        return f"dropped: {name}: {act.dropped or 'no reason kept'}"
    joined = ", joined to another telling of the same act" if act.joined else ""
    return f"event {act.event}: {name}{joined}"


def silent(predicate: Predicate) -> str:
    """Why a proposition gives no act; empty where it gives one."""
    if predicate.acts:
        return ""
    if predicate.silent:
        return f"no act by itself: {predicate.silent}"
    if not predicate.patterns:
        return f"no act: the lexicon has no {predicate.kind} “{predicate.lemma}”"
    if all(p.verdict == "fails" for p in predicate.patterns):
        return "no act: none of its entries fits"
    return "no act"


def notes(line: Line) -> list[str]:
    """What was not used: words in no entry, words that the parse takes for something else, what was left out."""
    first = [_unknown(u) for u in line.unknown if u.predicate]
    rest = [_unknown(u) for u in line.unknown if not u.predicate]
    return [
        *([f"In no entry, though they might be acts: {', '.join(first)}"] if first else []),
        *([f"Other words that begin no entry: {', '.join(rest)}"] if rest else []),
        *line.unread,
        *(f"Left out: {dropped}" for dropped in line.dropped),
    ]


def nothing(line: Line) -> list[str]:
    """What to say and to do where a sentence gives no event."""
    if any(act.event for p in line.predicates for act in p.acts):
        return []
    return ["Nothing in this sentence gives an event.", HOWTO]


def _unknown(found: Unknown) -> str:
    elsewhere = f", but as {' and '.join(found.elsewhere)}" if found.elsewhere else ""
    return f"{found.word} ({found.kind}{elsewhere})"
