"""Acts of force → the mode and code of what they were done with, where the verb leaves it open.

"Ukrainian drones hit a depot", "a suicide bomber killed 59 people", "killed in an air strike": the plain code for
force (190) gives
way to that of the instrument, a row of `data/details/instruments.yaml`.
"""

from __future__ import annotations

from dataclasses import replace

from communique.events.scene import Act, Scene

OPEN = ("190", "180")


def armed(scene: Scene, act: Act) -> Act:
    """The act with the mode and code of its instrument."""
    if act.type != "ASSAULT" or act.cameo not in OPEN or act.code != act.cameo:
        return act
    named = _named(scene, act)
    for words, mode, cameo in scene.knowledge.details.instruments:
        if words & named:
            return replace(act, mode=mode, cameo=cameo, code=cameo).because(f"instrument:{min(words & named)}")
    return act


def _named(scene: Scene, act: Act) -> set[str]:
    """The heads of who or what strikes, alone and with the word before them, and what follows "with" and "in"."""
    p = scene.propositions[act.scope[0]]
    out: set[str] = set()
    for argument in p.all("agent", "with", "in", "by", "modifier"):
        for head in argument.heads:
            token = scene.document.tokens[head]
            lemma = token.lemma.lower()
            out.add(lemma)
            if head and scene.document.tokens[head - 1].head == head:
                out.add(f"{scene.document.tokens[head - 1].lemma.lower()} {lemma}")
    return out
