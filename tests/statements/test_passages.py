"""The passages of passages.yaml, general_news.yaml and speakers.yaml, read by the whole pipeline; each must give its
statements and no others.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import communique
from communique.records import Record, Statement

PASSAGES: list[dict[str, Any]] = [
    passage for name in ("passages", "general_news", "speakers") for passage in yaml.load(
        (Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)]
FIELDS = ("cue", "kind", "stance", "via", "to", "all", "occasion", "day", "inside", "name", "named", "topics")
DATE = "2024-03-05"


@pytest.fixture(scope="module")
def reader() -> communique.Reader:
    """One reader for all passages."""
    return communique.load()


def _case(passage: dict[str, Any]) -> Any:
    """The passage as a parameter; one that is known to fail is marked so, strictly."""
    known = pytest.mark.xfail(reason=passage.get("fails", ""), strict=True)
    return pytest.param(passage, id=passage["text"][:60], marks=[known] if "fails" in passage else [])


@pytest.mark.parametrize("passage", [_case(passage) for passage in PASSAGES])
def test_passage(passage: dict[str, Any], reader: communique.Reader) -> None:
    """A passage gives the statements written beside it: speaker, cue, kind, stance, words, and no others."""
    record = reader.read(passage["text"], date=DATE)
    found = [_plain(record, s) for s in record.statements]
    assert [f["what"] for f in found] == [e["what"] for e in passage["expect"]]
    for got, expected in zip(found, passage["expect"], strict=True):
        assert got["who"].split()[-1] == expected["who"].split()[-1]
        for field in FIELDS:
            if field in expected:
                wanted = expected[field]
                if not isinstance(wanted, bool | list):
                    wanted = None if wanted in (None, "null") else str(wanted)
                assert got[field] == wanted, field


def _plain(record: Record, statement: Statement) -> dict[str, Any]:
    names = {a.id: a.name for a in record.actors}
    named = {a.id for a in record.actors if "voice" not in a.reasons}
    words = record.text[slice(*statement.speaker_span)] if statement.speaker_span else ""
    return {
        "who": words, "cue": statement.cue, "kind": statement.kind, "stance": statement.stance,
        "what": [record.text[a:b] for a, b in statement.content], "via": names.get(statement.via or ""),
        "all": [names[a] for a in statement.speakers],
        "to": names.get(statement.addressee or ""), "occasion": statement.occasion, "day": statement.said_at,
        "inside": statement.parent is not None, "name": names.get(statement.speaker or ""),
        "named": statement.speaker in named, "topics": list(statement.topics)}


def test_spans_are_words_of_the_text(reader: communique.Reader) -> None:
    """Cue, speaker and content are spans of the text, the cue's words being those of its span."""
    for passage in PASSAGES[:30]:
        record = reader.read(passage["text"], date=DATE)
        for s in record.statements:
            assert s.cue is None or (s.cue_span and record.text[slice(*s.cue_span)] == s.cue)
            for start, end in s.content:
                assert 0 <= start < end <= len(record.text)
                assert not set('"“”') & set(record.text[start:end])


@pytest.mark.parametrize("hostile", [
    '"' * 3000, 'said ' * 2000, '"He said ' * 600, "“ „ « " * 700, "x: " * 1500, "according to " * 800])
def test_hostile_text_is_read(hostile: str, reader: communique.Reader) -> None:
    """Text that is nothing but cues and marks gives a record, and not an endless search."""
    assert reader.read(hostile, date=DATE).text is not None

