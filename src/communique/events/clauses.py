"""How a clause hangs on the one above it: its own subject, and the words that join it."""

from __future__ import annotations

from communique.events.scene import Scene
from communique.stages import Proposition


def verb(p: Proposition) -> int:
    """The token of the verb: for "stage a rally" that of "stage"."""
    return p.support_head if p.support_head is not None else p.head


def has_own_subject(scene: Scene, p: Proposition) -> bool:
    """Whether the clause names its own subject."""
    return any(scene.document.below(verb(p), "nsubj", "nsubjpass"))


def subject_heads(scene: Scene, p: Proposition) -> tuple[int, ...]:
    """The heads of its subjects."""
    return tuple(t.index for t in scene.document.below(verb(p), "nsubj", "nsubjpass"))


def joined_by(scene: Scene, p: Proposition) -> set[str]:
    """The words that join it: "when", "after"."""
    return {t.text.lower() for t in scene.document.below(verb(p), "mark", "advmod") if t.index < verb(p)}
