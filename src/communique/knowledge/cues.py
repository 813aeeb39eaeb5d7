"""Words of saying: verbs with their stance and what they take, nouns, and short lists.

`data/cues/*.yaml` in, one frozen `Cues` out. An entry names all the words that behave alike; here they become
tables by lemma. A verb may stand in several entries: its complements add up, its stance is that of the first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from communique.knowledge.files import Files, Row, words
from communique.knowledge.topics import topics

TAKES = ("clause", "that", "wh", "as", "quote", "object", "predicate", "quoted", "matter", "finding", "present")
NOUN_TAKES = ("about", "of")
USES = ("source", "document", "support", "onward", "addressee", "occasion", "anonymous", "voice", "finding", "platform",
        "matter", "speaking", "reply", "inverted", "summing",
        "denial", "denied")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of saying. `rest` are the lemmas that follow the first one ("out" of "point out")."""

    id: str
    lemma: str
    stance: str
    takes: frozenset[str]
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CueExample:
    """A sentence that must (`wanted`) or must not give a statement by this entry's words."""

    cue: str
    text: str
    wanted: bool
    where: str


@dataclass(frozen=True, slots=True)
class Cues:
    """All cues. `verbs` and `nouns` by their first lemma, the longest phrase first."""

    verbs: dict[str, tuple[Cue, ...]]
    nouns: dict[str, Cue]
    sources: tuple[tuple[str, ...], ...]  # "according to", in words
    documents: frozenset[str]
    supports: frozenset[str]
    onwards: frozenset[str]
    addressees: frozenset[str]
    occasions: frozenset[str]
    anonymous: frozenset[str]
    voices: frozenset[str]
    findings: frozenset[str] = frozenset()
    platforms: frozenset[str] = frozenset()
    speakings: frozenset[str] = frozenset()
    replies: frozenset[str] = frozenset()
    inverted: frozenset[str] = frozenset()
    matters: frozenset[str] = frozenset()
    summings: frozenset[str] = frozenset()
    denials: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    topics: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # first letters → pattern and topic
    examples: tuple[CueExample, ...] = ()


def load(files: Files) -> Cues:
    """The cues in these files; mistakes go to `files.problems`."""
    verbs = files.yaml("cues/verbs", required=("id", "verbs", "stance", "takes"), optional=("yes", "no", "comment"))
    nouns = files.yaml("cues/nouns", required=("id", "nouns", "stance"), optional=("takes", "yes", "no", "comment"))
    lists = _lists(files)
    return Cues(
        verbs=_verbs(verbs, files), nouns=_nouns(nouns, files),
        sources=tuple(tuple(phrase.split()) for phrase in lists["source"]),
        documents=frozenset(lists["document"]), supports=frozenset(lists["support"]),
        onwards=frozenset(lists["onward"]), addressees=frozenset(lists["addressee"]),
        occasions=frozenset(lists["occasion"]), anonymous=frozenset(lists["anonymous"]),
        voices=frozenset(lists["voice"]), findings=frozenset(lists["finding"]),
        platforms=frozenset(lists["platform"]),
        speakings=frozenset(lists["speaking"]), replies=frozenset(lists["reply"]),
        inverted=frozenset(lists["inverted"]),
        matters=frozenset(lists["matter"]), summings=frozenset(lists["summing"]),
        denials=frozenset(lists["denial"]), denied=frozenset(lists["denied"]), topics=topics(files),
        examples=tuple(_examples([*verbs, *nouns])))


def _verbs(rows: list[Row], files: Files) -> dict[str, tuple[Cue, ...]]:
    found: dict[tuple[str, ...], Cue] = {}
    for row in rows:
        takes = frozenset(t for t in words(row["takes"]) if files.known(row, "takes", t, TAKES))
        for phrase in words(row["verbs"]):
            key = tuple(phrase.split())
            old = found.get(key)
            found[key] = Cue(
                old.id if old else str(row["id"]), phrase, old.stance if old else str(row["stance"]),
                takes | old.takes if old else takes, key[1:])
    out: dict[str, list[Cue]] = {}
    for key, cue in found.items():
        out.setdefault(key[0], []).append(cue)
    return {lemma: tuple(sorted(cues, key=lambda c: -len(c.rest))) for lemma, cues in out.items()}


def _nouns(rows: list[Row], files: Files) -> dict[str, Cue]:
    out: dict[str, Cue] = {}
    for row in rows:
        takes = frozenset(t for t in words(row.get("takes", [])) if files.known(row, "takes", t, NOUN_TAKES))
        for noun in words(row["nouns"]):
            if noun in out:
                files.problem(row, f"{noun!r} stands in {out[noun].id!r} too", "Keep it in one entry")
            out[noun] = Cue(str(row["id"]), noun, str(row["stance"]), takes | {"that", "object"})
    return out


def _lists(files: Files) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {use: [] for use in USES}
    for row in files.yaml("cues/words", required=("id", "use", "words"), optional=("comment",)):
        if files.known(row, "use", row["use"], USES):
            out[str(row["use"])].extend(words(row["words"]))
    return out


def _examples(rows: Iterable[Row]) -> Iterable[CueExample]:
    for row in rows:
        for name, wanted in (("yes", True), ("no", False)):
            for text in words([*row.get(name, [])]):
                yield CueExample(str(row["id"]), text, wanted, row.where)
