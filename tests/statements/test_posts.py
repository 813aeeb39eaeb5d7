"""Embedded posts are statements of whoever owns the account."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from communique.knowledge.phrases import PhraseTable
from communique.knowledge.world_rows import Account, Entry
from communique.records import Actor, Post, Report
from communique.stages import Reading
from communique.statements.posts import from_posts

NEWS = Entry("north-news", "North News", "organisation", "media", "NOR", "MED")


def _knowledge(*accounts: Account) -> Any:
    world = SimpleNamespace(
        accounts={a.handle.lower(): a for a in accounts}, entries={"north-news": NEWS},
        names=PhraseTable.of([("North News", "north-news")]), code_of=lambda of: of)
    return SimpleNamespace(world=world, cues=SimpleNamespace(topics={}))


def _reading(handle: str | None, author: str | None = None, actors: tuple[Actor, ...] = ()) -> Reading:
    post = Post("x", author, handle, "2024-03-04", "Talks begin in Oslo.")
    return Reading(Report("r", "", "2024-03-05"), posts=(post,), actors=actors)


def test_owner_by_handle() -> None:
    """The handle tells the owner, whatever its case; an owner the text lacks becomes an actor."""
    account = Account("NorthNews", "north-news", "North News", None, None, None)
    reading, statements = from_posts(_reading("northnews"), _knowledge(account), 7)
    assert [(a.id, a.ref) for a in reading.actors] == [(statements[0].speaker, "north-news")]
    assert (statements[0].id, statements[0].post, statements[0].content) == ("s7", 0, ((0, 20),))
    assert statements[0].said_at == "2024-03-04"


def test_owner_already_in_the_text() -> None:
    """An owner the text speaks of is that actor, not another one."""
    known = Actor("a3", "north-news", "North News", "organisation", "NOR", "MED", None, None, ())
    reading, statements = from_posts(_reading(None, "North News", (known,)), _knowledge(), 1)
    assert statements[0].speaker == "a3" and reading.actors == (known,)


def test_ministry_account() -> None:
    """A ministry's account speaks for the ministry, coded with its state."""
    account = Account("mfa_x", None, "Foreign Ministry of Norway", "NOR", "GOV", None)
    reading, statements = from_posts(_reading("mfa_x"), _knowledge(account), 1)
    assert (reading.actors[0].code, reading.actors[0].sector) == ("NOR", "GOV")
    assert statements[0].speaker == reading.actors[0].id


def test_unknown_owner() -> None:
    """A post nobody can be named for is kept without a speaker."""
    reading, statements = from_posts(_reading("someone", "Some One"), _knowledge(), 1)
    assert statements[0].speaker is None and not reading.actors
