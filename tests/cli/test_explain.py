"""`communique explain` as a person uses it."""

from __future__ import annotations

import io
import json
import sys

SENTENCE = "Chad expelled two French diplomats on Friday."


def test_a_sentence_is_explained(run):
    """Words, propositions, the entry chosen with its file and line, sides and status."""
    seen = run("explain", SENTENCE, "--date", "2024-03-05")
    assert seen.code == 0
    for words in ("diplomats", "dobj", "agent", "chosen", "lexicon/sanction.yaml:", "event e1: SANCTION", "happened"):
        assert words in seen.out


def test_json_and_page(run, tmp_path):
    """The same as JSON, and as a page."""
    out = tmp_path / "out.html"
    seen = run("explain", SENTENCE, "--json", "--html", out)
    found = json.loads(seen.out)
    assert [e["id"] for e in found["record"]["events"]] == ["e1"]
    assert found["lines"][0]["predicates"][0]["acts"][0]["event"] == "e1"
    assert "sanction.yaml" in out.read_text(encoding="utf-8")


def test_without_the_learned_coder(run):
    """--rules-only: no reason and no model of its own."""
    told = run("explain", SENTENCE, "--json", "--rules-only").out
    assert "second:" not in told and "sentence-coder" not in told
    assert json.loads(told)["record"]["events"]


def test_files_and_standard_input(run, tmp_path, monkeypatch):
    """A file of that name is read; - is standard input; --sentence takes one of several."""
    file = tmp_path / "report.txt"
    file.write_text(f"It rained in the hills.\n\n{SENTENCE}", encoding="utf-8")
    seen = run("explain", file, "--sentence", 2)
    assert "Sentence 2" in seen.out and "Sentence 1" not in seen.out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SENTENCE.encode())))
    assert "event e1" in run("explain", "-").out


def test_what_cannot_be_explained_is_said(run, tmp_path):
    """No sentence, no such sentence, no such folder, a long word: one line and exit code 2."""
    for words in (["  "], ["nofile.txt"], ["x" * 5000], [SENTENCE, "--sentence", 9],
                  [SENTENCE, "--html", tmp_path / "no" / "x.html"]):
        seen = run("explain", *words)
        assert seen.code == 2 and seen.err and "Traceback" not in seen.err
