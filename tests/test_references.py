"""Who is meant in context: the golden phrases of tests/golden/references, read by the whole pipeline."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from communique import Reader
from communique.records import Actor, Record

FILE = Path(__file__).parent / "golden" / "references" / "in_context.yaml"
CASES = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@pytest.mark.parametrize("case", CASES, ids=[case["label"].replace(" ", "-") for case in CASES])
def test_phrases_mean_whom_a_reader_takes_them_for(case: dict[str, Any], reader: Reader) -> None:
    """Names, titles, metonyms, collectives and pronouns mean the actors that the text means, with their codes."""
    record = reader.read(case["text"], date=case["date"])
    assert {words: _found(record, words, wanted) for words, wanted in case["expect"].items()} == case["expect"]


def test_there_are_150_phrases() -> None:
    """The sheet holds the number of phrases that it promises, none of them twice in a case."""
    assert sum(len(case["expect"]) for case in CASES) >= 150


def _found(record: Record, words: str, wanted: str) -> str:
    """Who the words mean, with codes where the case asks for them."""
    actors = sorted(_at(record, words), key=lambda actor: actor.name)
    return " + ".join(f"{a.name} ({a.code})" if "(" in wanted else a.name for a in actors) or "none"


def _at(record: Record, words: str) -> list[Actor]:
    """The actors mentioned by exactly these words, articles aside, at their n-th place."""
    words, _, count = words.partition("#")
    places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", record.text)]
    start, end = places[int(count or 1) - 1], places[int(count or 1) - 1] + len(words)
    spans = {(start, end), (start - 4, end), (start + 4, end)}
    return [actor for actor in record.actors if any(tuple(span) in spans for span in actor.mentions)]
