"""The knowledge of cues: its own examples hold, and mistakes in its files are found."""

from __future__ import annotations

from pathlib import Path

import pytest

import communique
from communique.knowledge.cues import CueExample, load
from communique.knowledge.files import Files, files


@pytest.fixture(scope="module")
def reader() -> communique.Reader:
    """One reader for all examples."""
    return communique.load()


@pytest.mark.parametrize("example", load(files()).examples, ids=lambda e: f"{e.where} {e.text[:40]}")
def test_example(example: CueExample, reader: communique.Reader) -> None:
    """A "yes" sentence gives a statement by its entry's cue; a "no" sentence gives none."""
    record = reader.read(example.text, date="2024-03-05")
    if example.wanted:
        assert any(s.cue is not None for s in record.statements)
    else:
        assert not record.statements


@pytest.mark.parametrize(("file", "text", "message"), [
    ("verbs", "- {id: a, verbs: [say], stance: states, takes: [clauses]}", "takes 'clauses' is unknown"),
    ("verbs", "- {id: a, verbs: [say], takes: [clause]}", "'stance' is missing"),
    ("nouns", "- {id: a, nouns: [hope], stance: hopes}\n- {id: b, nouns: [hope], stance: hopes}", "stands in 'a' too"),
    ("words", "- {id: a, use: sources, words: [per]}", "use 'sources' is unknown")])
def test_mistakes_are_found(tmp_path: Path, file: str, text: str, message: str) -> None:
    """A wrong field, a missing one, a word in two entries: each is named with its line."""
    (tmp_path / "cues").mkdir()
    (tmp_path / "cues" / f"{file}.yaml").write_text(text, encoding="utf-8")
    source = Files((tmp_path,))
    load(source)
    assert any(message in p.message and p.where.startswith(f"cues/{file}.yaml:") for p in source.problems)


def test_longest_cue_comes_first() -> None:
    """ "point out" and "call on" are tried before "point" and "call"."""
    cues = load(files())
    assert [c.lemma for c in cues.verbs["call"]][-1] == "call"
