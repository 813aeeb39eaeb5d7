"""Cues for what surrounds an act: contexts, quantities, standing mechanisms; and phrases that are not to be coded.

In: `data/details/`. Out: a frozen `Details`.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.knowledge.files import Files, words
from communique.knowledge.ontology import Ontology
from communique.knowledge.sequences import Sequences

PLACING = ("spots", "own", "gatherings", "local", "meanwhile", "earlier", "topics", "margins", "auspices", "referring",
           "withheld", "grievances", "pressing", "over_years", "habit", "repeated", "custom", "vain", "onward",
           "aiming", "answering", "ranks", "at_fault", "persons_only", "standing", "disputed")


DISCARDED = ("sentence", "report")


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """A context that words speak of, and phrases beside which, or in whose report, they do not. `mine`: the user's."""

    context: str
    mine: bool
    unless: Sequences[None]
    unless_report: Sequences[None]


@dataclass(frozen=True, slots=True)
class Details:
    """Lemmas that speak of a context; lemmas of acts whose object is counted; heads of names of mechanisms."""

    contexts: Sequences[Cue]  # phrase or lemma → what it speaks of
    discards: Sequences[str]  # phrase → what is not coded where it stands: sentence or report
    quantities: dict[str, str]  # lemma of verb, noun or adjective → what is counted
    mechanisms: frozenset[str]  # lemmas: "mechanism", "dialogue"
    frames: tuple[str, ...]  # "within the framework of", "under"
    rounds: tuple[str, ...]  # "round of", "session of"
    spots: frozenset[str]  # lemmas that say what part or kind of place it is: "outskirts"
    own: frozenset[str]  # lemmas whose place is not the act's: "the war in Sudan"
    gatherings: frozenset[str]  # lemmas whose place is also that of what is done at them
    local: frozenset[str]  # types of acts done where those are whom they are done to
    meanwhile: frozenset[str]  # words that join a clause to another at the same time
    earlier: frozenset[str]  # words that join a clause to another at another time
    topics: frozenset[str]  # lemmas of what meetings and papers are about
    margins: frozenset[str]  # "on the sidelines"
    auspices: frozenset[str]  # nouns between an act and the body it belongs to: "framework", "behalf"
    referring: frozenset[str]  # verbs that bring a matter before a body
    echoes: dict[str, frozenset[str]]  # "the idea", "the move": types of act the noun may stand for
    instruments: tuple[tuple[frozenset[str], str, str], ...]  # words, mode and code of what is done with them
    confidence: dict[str, float]  # what is known of how an event was coded → its weight
    over_years: frozenset[str]  # phrases by which what is told spans years: "in recent years"
    habit: frozenset[str]  # adverbs of what is done again and again: "still", "often"
    custom: frozenset[str]  # adverbs of what is done as a rule, whether or not it is done now: "usually"
    vain: frozenset[str]  # verbs whose past perfect tells what did not come about: "had hoped to meet"
    onward: frozenset[str]  # adverbs by which a relative clause tells what came next: "who were *later* released"
    aiming: frozenset[str]  # participles that tell whom an act is meant for: "an attack *aimed* at"
    answering: frozenset[str]  # nouns by which a deed answers another: "in *response* to Kyiv's tests"
    ranks: frozenset[str]  # words that count acts in a row: "the *first* visit since 1998"
    at_fault: frozenset[str]  # infinitives behind "be" that accuse their subject: "rebels were to *blame*"
    persons_only: frozenset[str]  # codes of what is done to people and to no state: arrests, trials, abductions
    standing: frozenset[str]  # verbs that tell how things are, unless begun or going on: "gas *flows* from A to B"
    disputed: frozenset[str]  # participles that tell of an old quarrel: "a strait *disputed* by A and B"
    withheld: frozenset[str]  # what one threatens with until another yields: "would quit", "would shut"
    repeated: frozenset[str]  # adjectives of what is done again and again
    grievances: frozenset[str]  # words for what drives a crowd: "in *protest* at", "in a *dispute* with"
    pressing: frozenset[str]  # verbs by which a crowd says what it wants: "sat down, *demanding* that"
    asking: frozenset[str]  # verbs whose object is asked for and not done: "demanded the release"
    owning: frozenset[str]  # verbs by which somebody says that he did it: "claimed the attack"
    claims: frozenset[str]  # nouns whose clause is somebody's claim and no fact: "the accusation that it had attacked"
    spheres: dict[str, tuple[tuple[str, int], ...]]  # lemma → spheres that are no politics, or "public", with weights


def load(files: Files, ontology: Ontology) -> Details:
    """Reads `data/details/`."""
    quantities = {
        w: str(row["what"])
        for row in files.yaml("details/quantities", required=["what", "words"], optional=["comment"])
        for w in words(row["words"])
    }
    rows = files.yaml("details/mechanisms", optional=["heads", "frames", "rounds", "comment"])
    placing = files.yaml("details/placing", optional=[*PLACING, "comment"])
    claims = files.yaml("details/claims", optional=["words", "owning", "asking", "comment"])
    groups = {name: frozenset(w for row in placing for w in words(row.get(name))) for name in PLACING}
    return Details(
        contexts=_contexts(files, ontology),
        discards=Sequences.of((phrase, str(row["of"])) for row in files.yaml(
            "details/discards", required=["words", "of"], optional=["comment"])
            if files.known(row, "of", row["of"], DISCARDED) for phrase in words(row["words"])),
        quantities=quantities,
        mechanisms=frozenset(w for row in rows for w in words(row.get("heads"))),
        frames=tuple(w for row in rows for w in words(row.get("frames"))),
        rounds=tuple(w for row in rows for w in words(row.get("rounds"))),
        echoes=_echoes(files, ontology),
        spheres=_spheres(files),
        instruments=_instruments(files, ontology),
        confidence={str(row["feature"]): files.number(row, "weight") for row in files.yaml(
            "details/confidence", required=["feature", "weight"], optional=["comment"])},
        claims=frozenset(w for row in claims for w in words(row.get("words"))),
        asking=frozenset(w for row in claims for w in words(row.get("asking"))),
        owning=frozenset(w for row in claims for w in words(row.get("owning"))),
        **groups,
    )


def _contexts(files: Files, ontology: Ontology) -> Sequences[Cue]:
    """The cues of contexts: one for each row, with what rules it out."""
    pairs: list[tuple[str, Cue]] = []
    fields = ["unless", "unless_report", "comment"]
    for row in files.yaml("details/contexts", required=["context", "words"], optional=fields):
        if files.known(row, "context", row["context"], ontology.contexts):
            unless, of_report = (Sequences.of((phrase, None) for phrase in words(row.get(name))) for name in fields[:2])
            cue = Cue(str(row["context"]), row.mine, unless, of_report)
            pairs += [(word, cue) for word in words(row["words"])]
    return Sequences.of(pairs)


def _echoes(files: Files, ontology: Ontology) -> dict[str, frozenset[str]]:
    out: dict[str, frozenset[str]] = {}
    for row in files.yaml("details/echoes", required=["words", "types"], optional=["comment"]):
        types = frozenset(t for t in words(row["types"]) if files.known(row, "type", t, ontology.types))
        out |= dict.fromkeys(words(row["words"]), types)
    return out


def _spheres(files: Files) -> dict[str, tuple[tuple[str, int], ...]]:
    out: dict[str, tuple[tuple[str, int], ...]] = {}
    for row in files.yaml("details/spheres", required=["sphere", "words"], optional=["weak", "comment"]):
        for word in words(row["words"]):
            out[word] = (*out.get(word, ()), (str(row["sphere"]), 1 if row.get("weak") is True else 2))
    return out


def _instruments(files: Files, ontology: Ontology) -> tuple[tuple[frozenset[str], str, str], ...]:
    rows = files.yaml("details/instruments", required=["words", "mode", "cameo"], optional=["comment"])
    good = [row for row in rows if files.known(row, "cameo", str(row["cameo"]), ontology.cameo)
            and files.known(row, "mode", row["mode"], ontology.types["ASSAULT"].modes)]
    return tuple((frozenset(words(row["words"])), str(row["mode"]), str(row["cameo"])) for row in good)
