"""Embedded posts → statements of those whose accounts they are.

A post says its whole text. Whose account it is, the knowledge tells by its handle, else the author's name.
"""

from __future__ import annotations

from dataclasses import replace

from communique.knowledge import Knowledge
from communique.records import Actor, Post, Statement
from communique.stages import Reading
from communique.statements.topics import issues


def from_posts(reading: Reading, knowledge: Knowledge, first: int) -> tuple[Reading, tuple[Statement, ...]]:
    """The statements of the posts, numbered from `first`; and the reading with the owners among its actors."""
    out: list[Statement] = []
    for number, post in enumerate(reading.posts):
        if not any(c.isalnum() for c in post.text):
            continue
        reading, owner = _owner(reading, knowledge, post)
        whole = (0, len(post.text))
        out.append(Statement(
            id=f"s{first + len(out)}", speaker=owner, speaker_span=None, via=None, addressee=None, occasion=None,
            said_at=post.date, kind="direct", stance="states", cue=None, cue_span=None, content=(whole,),
            topics=tuple(dict.fromkeys(issues(post.text, knowledge.cues))),
            parent=None, post=number, sentence=whole, confidence=0.95 if owner else 0.6,
            reasons=("shape:post", "speaker:account" if owner else "speaker:unknown-account")))
    return reading, tuple(out)


def _owner(reading: Reading, knowledge: Knowledge, post: Post) -> tuple[Reading, str | None]:
    """The actor whose account it is: one of the reading, or a new one."""
    wanted = _known(knowledge, post)
    if wanted is None:
        named = [a.id for a in reading.actors if post.author and a.name.lower() == post.author.lower()]
        return reading, named[0] if len(named) == 1 else None
    for actor in reading.actors:
        if _same(actor, wanted):
            return reading, actor.id
    wanted = replace(wanted, id=_fresh_id(reading))
    return replace(reading, actors=(*reading.actors, wanted)), wanted.id


def _same(actor: Actor, wanted: Actor) -> bool:
    return actor.ref == wanted.ref if wanted.ref else (actor.name, actor.code) == (wanted.name, wanted.code)


def _known(knowledge: Knowledge, post: Post) -> Actor | None:
    """What the knowledge says of a handle; of a name only where it is one single actor's."""
    world = knowledge.world
    account = world.accounts.get((post.handle or "").lower().lstrip("@"))
    ref = account.ref if account else None
    if account is None:
        refs = [r for r in world.names.get(post.author or "") if r in world.entries]
        ref = refs[0] if len(refs) == 1 else None
    if ref is not None and ref in world.entries:
        entry = world.entries[ref]
        return Actor("", ref, entry.name, entry.kind, entry.code, entry.sector, account.office if account else None,
                     entry.wikidata, (), ("account",))
    if account is None:
        return None
    code = world.code_of(account.state) if account.state else None
    return Actor("", None, account.name, "organisation", code, account.sector, account.office, None, (), ("account",))


def _fresh_id(reading: Reading) -> str:
    taken = {a.id for a in reading.actors}
    return next(f"p{n}" for n in range(1, len(taken) + 2) if f"p{n}" not in taken)

