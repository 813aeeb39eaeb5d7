"""Who is meant by names, titles, groups, descriptions and pronouns."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import yaml

from communique.actors import find_actors
from communique.analyse.analyse import parse
from communique.analyse.model import Parser, load_parser
from communique.knowledge import Knowledge
from communique.knowledge.files import files
from communique.knowledge.ontology import load as load_ontology
from communique.knowledge.world import World, load
from communique.records import Actor, Place, Report
from communique.stages import Mention, Reading

CASES = yaml.load((Path(__file__).parent / "references.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@cache
def world() -> World:
    source = files()
    return load(source, load_ontology(source))


@cache
def parser() -> Parser:
    return load_parser()


def read(text: str, date: str | None = None, places: dict[str, str] | None = None) -> Reading:
    """The reading of a text; `places` are names of towns in it with their countries."""
    found = tuple(Place(m.span(), name, country, None, None, None, None, None)
                  for name, country in (places or {}).items() for m in re.finditer(rf"\b{re.escape(name)}\b", text))
    reading = Reading(Report("t", text), text=text, date=date, document=parse(text, parser()), places=found)
    cues = SimpleNamespace(verbs={"say": ()})
    return find_actors(reading, cast(Knowledge, SimpleNamespace(world=world(), cues=cues)))


def mention(reading: Reading, words: str) -> Mention | None:
    """The mention of exactly these words, articles aside, or of their n-th occurrence ("word#2")."""
    words, _, count = words.partition("#")
    start = -1
    for _ in range(int(count or 1)):
        start = re.compile(rf"\b{re.escape(words)}\b").search(reading.text, start + 1).start()  # type: ignore[union-attr]
    spans = {(start, start + len(words)), (start + 4, start + len(words)), (start, start + len(words) + 4)}
    found = [m for m in reading.mentions if reading.document.span(m.first, m.last) in spans]
    solid = [m for m in found if not m.latent]
    return next(iter(solid or found), None)


def named(reading: Reading, found: Mention | None) -> str:
    actors = {actor.id: actor for actor in reading.actors}
    if found is None or found.latent:
        return "none"
    return " + ".join(sorted(actors[id].name for id in found.actors))


@pytest.mark.parametrize("case", CASES, ids=[case["label"].replace(" ", "-") for case in CASES])
def test_reference(case: dict[str, Any]) -> None:
    """Words mean the actors that a reader takes them for, and actors have the office the text gives them."""
    reading = read(case["text"], case.get("date"), case.get("places"))
    for words, name in case.get("expect", {}).items():
        assert named(reading, mention(reading, words)) == name, words
    for words, kind in case.get("latent", {}).items():
        found = mention(reading, words)
        assert found is not None
        assert found.kind == kind
    for name, told in case.get("actors", {}).items():
        assert _described(_actor(reading, name)) == told


def _actor(reading: Reading, name: str) -> Actor:
    return next(actor for actor in reading.actors if actor.name == name)


def _described(actor: Actor) -> str:
    return f"{actor.code or 'null'} {actor.sector or 'null'} {actor.office or 'null'}"


def test_title_stays_out_of_a_name() -> None:
    """A named person's mention is the name alone, so that what stands before it can be told apart."""
    reading = read("Chilean President Marta Rojas spoke.")
    found = mention(reading, "Marta Rojas")
    assert found is not None
    assert reading.document.words(found.first, found.last) == "Marta Rojas"


def test_partitive_head() -> None:
    """The head of "dozens of rebels" is "dozens": that is the word propositions point at."""
    reading = read("Dozens of rebels surrendered in Colombia.")
    found = mention(reading, "Dozens of rebels")
    assert found is not None
    assert reading.document.tokens[found.head].text == "Dozens"


def test_same_reading_twice() -> None:
    """The same text gives the same actors and mentions, in the same order."""
    text = "Ghana and Togo agreed. Both countries praised Ana Example of Benin. She smiled."
    assert read(text) == read(text)


def test_mentions_are_in_order_and_inside() -> None:
    """Mentions stand in the order of the text, each with its head inside, each of an actor there is."""
    reading = read("Peru's president met a dozen Bolivian miners, their leader and Ana Castro, who thanked him.")
    ids = {actor.id for actor in reading.actors}
    assert [m.first for m in reading.mentions] == sorted(m.first for m in reading.mentions)
    assert all(m.first <= m.head < m.last for m in reading.mentions)
    assert all(id in ids for m in reading.mentions for id in m.actors)


def test_long_line_is_read_fast() -> None:
    """A page on one line with thousands of names does not blow up."""
    reading = read("Ana Castro met Luis Paredes, and he thanked her. " * 300)
    assert len({actor.name for actor in reading.actors if actor.kind == "person"}) == 2


def test_people_act_for_their_body_and_organs_for_theirs():
    """Officials of a body carry its key, those of an organ the body's; states and their people carry none."""
    found = read("NATO Secretary General Jens Stoltenberg and EU foreign policy chief Josep Borrell met Chinese "
                 "Foreign Minister Wang Yi. The European Commission and UN spokesman Ivo Example agreed.", "2024-03-05")
    of = {actor.name: actor.of for actor in found.actors}
    assert (of["Jens Stoltenberg"], of["Josep Borrell"], of["Wang Yi"]) == ("nato", "eu", None)
    assert (of["European Commission"], of["Ivo Example"], of["NATO"]) == ("eu", "un", None)
