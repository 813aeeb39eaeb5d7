"""The files of page furniture, and what the checker says of bad ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.knowledge.files import Files, files
from communique.knowledge.furniture import load

BAD = {
    "{id: x, match: '(', yes: [a], no: [b]}": "is no regular expression",
    "{id: x, match: 'ab', yes: [ac], no: [b]}": "does not match its own example 'ac'",
    "{id: x, match: 'a.', yes: [ab], no: [ac]}": "matches 'ac', which it must not",
    "{id: x, match: 'ab', yes: [ab]}": "has no examples",
    "{id: x, yes: [ab], no: [ac]}": "'match' is missing",
}


def test_our_own_files_keep_their_promises() -> None:
    """Each pattern compiles and agrees with its examples."""
    ours = files()
    load(ours)
    assert ours.problems == []


@pytest.mark.parametrize("row", BAD)
def test_a_bad_entry_is_named_with_its_line(tmp_path: Path, row: str) -> None:
    """What is wrong and where; the entry is left out, the others work."""
    folder = tmp_path / "furniture"
    folder.mkdir()
    good = "{id: good, match: 'abc', yes: [abc], no: [b]}"
    (folder / "lines.yaml").write_text(f"- {good}\n- {row}\n", encoding="utf-8")
    source = Files((tmp_path,))
    furniture = load(source)
    assert [BAD[row] in p.message and p.where == "furniture/lines.yaml:2" for p in source.problems] == [True]
    assert furniture.is_furniture("abc") and not furniture.is_furniture("ab")


def test_a_user_adds_and_replaces_entries(tmp_path: Path) -> None:
    """An entry with an id of ours takes its place."""
    folder = tmp_path / "furniture"
    folder.mkdir()
    row = "- {id: more, match: 'Weiter', yes: [Weiter], no: [Read more]}\n"
    (folder / "lines.yaml").write_text(row, encoding="utf-8")
    furniture = load(files(tmp_path))
    assert furniture.is_furniture("Weiter")
    assert not furniture.is_furniture("Load more stories")
