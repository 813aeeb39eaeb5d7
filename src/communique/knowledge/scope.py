"""Scope: words that lend a noun its verb, and words that put an act in doubt, in the future, or to an end.

In: `data/scope/`. Out: a frozen `Scope`.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.knowledge.files import Files, words

EFFECTS = ("plan", "wish", "may", "negation", "begin", "continue", "end", "resume", "postpone", "cancel", "repeat", "fact")


@dataclass(frozen=True, slots=True)
class Support:
    """A verb that lends an event noun its tense and its parties ("hold talks", "talks took place")."""

    verb: str
    noun_is: str  # patient ("hold talks"), agent ("talks took place"), or a preposition ("engage in talks")
    agent: bool  # whether the verb's subject is the noun's agent ("host" and "cancel" say nothing of the kind)
    phase: str | None


@dataclass(frozen=True, slots=True)
class Scope:
    """Support verbs by lemma; effects of governing verbs and adjectives on the act they govern."""

    supports: dict[str, tuple[Support, ...]]
    effects: dict[str, str]  # lemma of a verb or adjective → effect on its complement
    object_control: frozenset[str]  # "urge B to leave": B leaves
    negators: frozenset[str]
    measures: frozenset[str]  # "a wave of missiles" is missiles
    lasting: frozenset[str]  # "the visit *runs* until Thursday"


def load(files: Files) -> Scope:
    """Reads `data/scope/`."""
    supports: dict[str, list[Support]] = {}
    for row in files.yaml("scope/support", required=["verb"], optional=["noun", "agent", "phase", "comment"]):
        if row.get("phase"):
            files.known(row, "phase", row["phase"], EFFECTS)
        for verb in words(row["verb"]):
            supports.setdefault(verb, []).append(
                Support(verb, str(row.get("noun", "patient")), row.get("agent") is not False, row.get("phase")))
    effects: dict[str, str] = {}
    for row in files.yaml("scope/effects", required=["effect", "words"], optional=["comment"]):
        if files.known(row, "effect", row["effect"], EFFECTS):
            effects |= dict.fromkeys(words(row["words"]), str(row["effect"]))
    control = files.yaml("scope/control", required=["words"], optional=["comment"])
    measures = files.yaml("scope/measures", required=["words"], optional=["comment"])
    lasting = files.yaml("scope/lasting", required=["words"], optional=["comment"])
    negators = files.yaml("scope/negators", required=["words"], optional=["comment"])
    return Scope({verb: tuple(found) for verb, found in supports.items()}, effects,
                 frozenset(w for row in control for w in words(row["words"])),
                 frozenset(w for row in negators for w in words(row["words"])),
                 frozenset(w for row in measures for w in words(row["words"])),
                 frozenset(w for row in lasting for w in words(row["words"])))
