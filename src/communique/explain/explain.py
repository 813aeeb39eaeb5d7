"""Report → its Explanation: the pipeline reads it with a `Trace`, and what that holds is put into words.

Nothing is decided here. Entries are tried by `events.match.unmet`, the very conditions the pipeline asks; choices,
compositions, sides, statuses and drops were written down by the functions that made them.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.assemble import assemble
from communique.events import Trace
from communique.events.match import Unmet, in_role, objects, role_fits, unmet
from communique.events.scene import Scene
from communique.events.sides import PLACE_AS_STATE, of_argument
from communique.events.voice import around
from communique.explain.acts import explained_acts
from communique.explain.model import (
    Explanation,
    Failure,
    Line,
    Pattern,
    Predicate,
    Role,
    Scope,
    Unknown,
    Word,
)
from communique.explain.words import why_dropped, why_silent, why_taken
from communique.knowledge.lexicon import KINDS, Entry
from communique.pipeline import Reader
from communique.records import Record, Report
from communique.stages import Argument, Proposition, Reading, Sentence, Token

KIND_OF = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective"}


def explain(reader: Reader, report: Report) -> Explanation:
    """How a report was coded. Raises ReportError where it is no report, as `Reader.read_report` does."""
    trace = Trace()
    reading = reader.reading(report, trace)
    record = assemble(reading, reader)
    scene = trace.scene
    if scene is None or reading.skip:
        return Explanation(record, (), reading.skip or "there is nothing to read")
    lines = tuple(_line(scene, trace, reading, record, sentence) for sentence in reading.document.sentences)
    return Explanation(record, lines, None)


def _line(scene: Scene, trace: Trace, reading: Reading, record: Record, sentence: Sentence) -> Line:
    inside = [p for p in scene.propositions if p.sentence == sentence.index]
    start, end = sentence.span
    dropped = (d for d in record.dropped if d.what != "event" and d.span and start <= d.span[0] < end)
    return Line(
        sentence.index + 1,
        sentence.span,
        " ".join(reading.text[start:end].split()),
        tuple(_word(scene, index, sentence) for index in range(sentence.first, sentence.last)),
        tuple(_predicate(scene, trace, reading, p) for p in inside),
        tuple(_unknown(scene, sentence, inside)),
        tuple(_unread(scene, sentence, inside)),
        tuple(f"{d.what} “{_text(record.text, d.span)}”: {why_dropped(d.reason)}" for d in dropped if d.span),
    )


def _word(scene: Scene, index: int, sentence: Sentence) -> Word:
    token = scene.document.tokens[index]
    head = 0 if token.head == index else token.head - sentence.first + 1
    return Word(index - sentence.first + 1, token.text, token.lemma, token.pos, token.dep, head, token.entity)


# --- propositions -------------------------------------------------------------------------------------


def _predicate(scene: Scene, trace: Trace, reading: Reading, p: Proposition) -> Predicate:
    chosen = trace.entries.get(p.index)
    return Predicate(
        p.index + 1,
        " ".join(scene.document.tokens[t].text for t in p.trigger),
        p.kind,
        p.lemma,
        _scope(scene, p),
        tuple(_role(scene, a) for a in p.arguments),
        tuple(_pattern(scene, p, entry, chosen) for entry in scene.knowledge.lexicon.of(p.kind, p.lemma)),
        _silent(trace, p),
        explained_acts(scene, trace, reading, p),
    )


def _scope(scene: Scene, p: Proposition) -> Scope:
    statement = around(scene, p.trigger[-1])
    speaker = scene.actors.get(statement.speaker or "") if statement else None
    said_by = (speaker.name if speaker else "somebody not named") if statement else None
    return Scope(
        p.tense,
        p.aspect,
        p.passive,
        scene.document.tokens[p.negation].text if p.negation is not None else None,
        p.modality,
        p.phase,
        p.conditional,
        said_by,
        p.parent + 1 if p.parent is not None else None,
        p.link,
    )


def _role(scene: Scene, argument: Argument) -> Role:
    name = argument.prep if argument.role == "oblique" and argument.prep else argument.role
    if argument.role == "clause" and argument.prep:
        name = f"clause ({argument.prep})"
    parties = of_argument(scene, argument, name in PLACE_AS_STATE)
    actors = tuple(dict.fromkeys(scene.actors[x.actor].name for x in parties if x.actor in scene.actors))
    inner = argument.proposition
    return Role(name, _words(scene, argument), actors, inner + 1 if inner is not None else None)


def _silent(trace: Trace, p: Proposition) -> str | None:
    """Why a proposition with an entry makes no act by itself."""
    taken = trace.taken.get(p.index)
    if taken is not None and p.index in trace.entries:
        return why_taken(taken.why, taken.by)
    made = any(index == p.index for index, _ in trace.acts)
    reason = trace.silent.get(p.index)
    return why_silent(reason) if reason and not made else None


# --- patterns -----------------------------------------------------------------------------------------


def _pattern(scene: Scene, p: Proposition, entry: Entry, chosen: Entry | None) -> Pattern:
    failures = tuple(
        Failure(f.condition, f.role, _asked(scene, p, f), _here(scene, p, f.condition, f.role))
        for f in unmet(scene, p, entry)
    )
    verdict = "chosen" if entry is chosen else "fails" if failures else "fits"
    return Pattern(
        entry.id, entry.where, entry.words, entry.cameo, entry.type, entry.does, entry.rank, verdict, failures
    )


def _asked(scene: Scene, p: Proposition, found: Unmet) -> tuple[str, ...]:
    """What a condition asks for; of what it rules out only the words that are there."""
    if found.condition != "lacks":
        return found.words
    return tuple(word for word in found.words if role_fits(scene, p, found.role or "", (word,)))


def _here(scene: Scene, p: Proposition, condition: str, role: str | None) -> tuple[str, ...]:
    """The words at which a condition looked."""
    if condition == "words":
        return (p.lemma,)
    if condition == "phrase":
        return ()
    if condition == "object":
        return tuple(_words(scene, a) for a in objects(p))
    if role == "support":
        return (p.support,) if p.support else ()
    return tuple(_words(scene, a) for a in in_role(scene, p, role or ""))


# --- words in no entry --------------------------------------------------------------------------------


def _unknown(scene: Scene, sentence: Sentence, inside: list[Proposition]) -> list[Unknown]:
    """Predicates and other words of content that begin no entry of their kind. Names and times are none of these."""
    out = [
        Unknown(p.lemma, p.kind, True, _elsewhere(scene, p.lemma, p.kind))
        for p in inside
        if not scene.knowledge.lexicon.of(p.kind, p.lemma)
    ]
    for token, kind in _unused(scene, sentence, inside):
        lemma = token.lemma.lower()
        if not scene.knowledge.lexicon.of(kind, lemma):
            out.append(Unknown(lemma, kind, False, _elsewhere(scene, lemma, kind)))
    return list(dict.fromkeys(out))


def _unread(scene: Scene, sentence: Sentence, inside: list[Proposition]) -> Iterator[str]:
    """Words that the lexicon knows and the parse gives another part: "snubbed" as a compound of a name."""
    for token, kind in _unused(scene, sentence, inside):
        if scene.knowledge.lexicon.of(kind, token.lemma.lower()):
            head = scene.document.tokens[token.head].text
            yield f"“{token.text}” begins entries ({kind}), but is no predicate here: {token.dep} of “{head}”"


def _unused(scene: Scene, sentence: Sentence, inside: list[Proposition]) -> Iterator[tuple[Token, str]]:
    """The words of content that are in no predicate, no name and no mention, each with the kind of its entries."""
    used = {t for p in inside for t in (*p.trigger, p.head)}
    for token in scene.document.tokens[sentence.first : sentence.last]:
        kind = KIND_OF.get(token.pos)
        if kind and not token.entity and token.index not in used and token.index not in scene.mentions.by_token:
            yield token, kind


def _elsewhere(scene: Scene, lemma: str, kind: str) -> tuple[str, ...]:
    return tuple(k for k in KINDS if k != kind and scene.knowledge.lexicon.of(k, lemma))


def _words(scene: Scene, argument: Argument) -> str:
    return " ".join(scene.document.words(argument.first, argument.last).split())


def _text(text: str, span: tuple[int, int]) -> str:
    return " ".join(text[span[0] : span[1]].split())
