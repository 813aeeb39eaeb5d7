"""Act → the statement that reports it, where it is somebody's claim and not the outlet's.

An act inside a statement's words is the speaker's claim. Not so the speaker's own speech act, nor plans of the
speaker's own
side: a ministry that announces its minister's visit is the source one has for it, not a claim about others.
"""

from __future__ import annotations

from communique.events.scene import Act, Scene
from communique.records import Statement


def voice(scene: Scene, act: Act, status: str) -> str | None:
    """The id of the innermost statement around the act, or None for the outlet's own voice."""
    at = scene.document.tokens[act.trigger[-1]].start
    around = [s for s in scene.reading.statements if s.post is None and any(a <= at < b for a, b in s.content)]
    if not around:
        return None
    inner = min(around, key=lambda s: max(b for _, b in s.content) - min(a for a, _ in s.content))
    return None if _own(scene, act, inner, status) else inner.id


def _own(scene: Scene, act: Act, statement: Statement, status: str) -> bool:
    """Whether the speaker speaks of what he himself does, or of his own side's meetings and plans."""
    sources = {p.actor for p in act.sources}
    if statement.speaker in sources:
        return True
    side = scene.state(statement.speaker or "")
    ours = side is not None and side in {scene.state(p.actor) for p in (*act.sources, *act.targets)}
    return ours and (status == "scheduled" or act.type == "CONSULT")
