"""Scope: words that lend a noun its verb, and words that put an act in doubt, in the future, or to an end.

In: `data/scope/`. Out: a frozen `Scope`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.knowledge.files import Files, words

EFFECTS = ("plan", "wish", "may", "negation", "begin", "continue", "end", "resume", "postpone", "cancel", "repeat",
           "fact", "feat")


@dataclass(frozen=True, slots=True)
class Support:
    """A verb that lends an event noun its tense and its parties ("hold talks", "talks took place")."""

    verb: str
    noun_is: str  # patient ("hold talks"), agent ("talks took place"), or a preposition ("engage in talks")
    agent: bool  # whether the verb's subject is the noun's agent ("host" and "cancel" say nothing of the kind)
    phase: str | None
    subject: str = "agent"  # the role the verb's subject has: "come under attack" makes it what the attack is "on"


@dataclass(frozen=True, slots=True)
class Scope:
    """Support verbs by lemma; effects of governing verbs and adjectives on the act they govern."""

    supports: dict[str, tuple[Support, ...]]
    effects: dict[str, str]  # lemma of a verb or adjective → effect on its complement
    object_control: frozenset[str]  # "urge B to leave": B leaves
    negators: frozenset[str]
    measures: frozenset[str]  # "a wave of missiles" is missiles
    requiting: frozenset[str]  # "jailed B for marching": B marched
    resulting: frozenset[str]  # "was shelled by rebels, killing two": the rebels killed them
    lasting: frozenset[str]  # "the visit *runs* until Thursday"
    harmless: frozenset[str] = frozenset()  # "not only" negates nothing
    endings: frozenset[str] = frozenset()  # "no longer"
    modifiers: dict[str, str] = field(default_factory=dict)  # adjective of an event noun → effect: "the planned visit"
    manner: frozenset[str] = frozenset()  # nouns that say how behind a bare "in": "resigned in protest"


def load(files: Files) -> Scope:
    """Reads `data/scope/`."""
    return Scope(
        supports=_supports(files), effects=_effects(files, "effects"), object_control=_listed(files, "control"),
        negators=_listed(files, "negators"), measures=_listed(files, "measures"),
        requiting=_listed(files, "requiting"), resulting=_listed(files, "resulting"),
        lasting=_listed(files, "lasting"), harmless=_listed(files, "harmless"), endings=_listed(files, "endings"),
        modifiers=_effects(files, "modifiers"), manner=_listed(files, "manner"))



def _supports(files: Files) -> dict[str, tuple[Support, ...]]:
    """Support verbs by lemma."""
    out: dict[str, list[Support]] = {}
    for row in files.yaml("scope/support", required=["verb"],
                          optional=["noun", "agent", "phase", "subject", "comment"]):
        if row.get("phase"):
            files.known(row, "phase", row["phase"], EFFECTS)
        for verb in words(row["verb"]):
            out.setdefault(verb, []).append(Support(
                verb, str(row.get("noun", "patient")), row.get("agent") is not False, row.get("phase"),
                str(row.get("subject", "agent"))))
    return {verb: tuple(found) for verb, found in out.items()}


def _effects(files: Files, name: str) -> dict[str, str]:
    """Word → what it says of an act."""
    out: dict[str, str] = {}
    for row in files.yaml(f"scope/{name}", required=["effect", "words"], optional=["comment"]):
        if files.known(row, "effect", row["effect"], EFFECTS):
            out |= dict.fromkeys(words(row["words"]), str(row["effect"]))
    return out


def _listed(files: Files, name: str) -> frozenset[str]:
    """The words of a plain list."""
    rows = files.yaml(f"scope/{name}", required=["words"], optional=["comment"])
    return frozenset(w for row in rows for w in words(row["words"]))
