"""`communique who` as a person sees it."""

from __future__ import annotations

import json


def test_who_shows_candidates_and_reasons(run):
    """What was chosen first, then each candidate with its row and what speaks against it; no colour in a pipe."""
    seen = run("who", "the French president", "--date", "2010-05-04")
    assert seen.code == 0 and "\x1b" not in seen.out
    assert "→ Nicolas Sarkozy  FRA GOV  person, president" in seen.out
    assert "✓ Nicolas Sarkozy" in seen.out and "✗ Jacques Chirac" in seen.out and "europe.tsv:" in seen.out


def test_who_as_json_and_with_a_context_from_a_file(run, tmp_path):
    """The answer as one line of JSON; a context may stand in a file."""
    story = tmp_path / "story.txt"
    story.write_text("Wang Yi met his Russian counterpart in Sochi on Friday.", encoding="utf-8")
    seen = run("who", "his Russian counterpart", "--date", "2019-05-04", "--context", story, "--json")
    found = json.loads(seen.out)
    assert found["actors"][0]["ref"] == "sergei-lavrov" and found["found"] == "in the context"
    assert {c["ref"] for c in found["candidates"] if c["kept"]} >= {"wang-yi", "sergei-lavrov"}


def test_a_context_is_read_as_reports_are(run, tmp_path):
    """A file in an old encoding is read, one that is no text is told in one line."""
    story = tmp_path / "story.txt"
    story.write_bytes("Café talks: Wang Yi met his Russian counterpart in Sochi on Friday.".encode("latin-1"))
    seen = run("who", "his Russian counterpart", "--date", "2019-05-04", "--context", story, "--json")
    assert json.loads(seen.out)["actors"][0]["ref"] == "sergei-lavrov"
    story.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    seen = run("who", "his Russian counterpart", "--context", story)
    assert seen.code == 2 and seen.err.startswith("communique: story.txt") and "Traceback" not in seen.err


def test_nobody_is_told_with_the_reason(run):
    """A phrase that means nobody is no error."""
    seen = run("who", "the weather")
    assert seen.code == 0 and "→ nobody" in seen.out and "no entry of the knowledge" in seen.out


def test_a_day_that_is_none(run):
    """One line, exit code 2."""
    seen = run("who", "the Kremlin", "--date", "2010-13-01")
    assert seen.code == 2 and "is no day. Write it as" in seen.err
