"""Parsed YAML is kept between runs: the same knowledge comes of it, and nothing that is stale or broken is used."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from communique.knowledge import files, load_files
from communique.knowledge.compiled import SIZE, compiled
from communique.knowledge.files import Files


@pytest.fixture
def cache(tmp_path, monkeypatch) -> Path:
    """A cache folder of its own."""
    monkeypatch.setenv("COMMUNIQUE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path) -> Path:
    """A knowledge folder large enough to be kept."""
    folder = tmp_path / "mine"
    (folder / "world").mkdir(parents=True)
    nouns = ", ".join(f"beekeeper{n}" for n in range(SIZE // 10))
    (folder / "world" / "roles.yaml").write_text(f"# NO is no truth value\n- {{words: [NO, {nouns}], sector: AGR}}\n")
    return folder


def roles(folder: Path) -> list[tuple[object, ...]]:
    """The rows of a file of the folder, with all that is known of them."""
    source: Files = files(folder)
    found = [(row.where, row.mine, dict(row)) for row in source.yaml("world/roles")]
    source.save()
    return found


def test_the_same_rows_come_from_the_cache(cache, folder, monkeypatch):
    """The second time nothing is parsed; rows, lines and words like NO are the same."""
    first = roles(folder)
    assert any(where == f"{folder / 'world' / 'roles.yaml'}:2" for where, _, _ in first)
    assert len(list(cache.glob("knowledge-*.json"))) == 2
    monkeypatch.setattr("yaml.load", lambda *a, **k: pytest.fail("parsed again"))
    assert roles(folder) == first


def test_a_changed_file_is_parsed_again(cache, folder):
    """Whatever its date says: the bytes count."""
    path = folder / "world" / "roles.yaml"
    roles(folder)
    before = path.stat()
    path.write_text(path.read_text().replace("AGR", "MIL"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert roles(folder)[-1][2]["sector"] == "MIL"


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"format": 0, "files": {}}', '{"format": 1, "files": 3}'])
def test_a_broken_cache_is_no_harm(cache, folder, broken):
    """What cannot be read is made anew."""
    first = roles(folder)
    for path in cache.glob("*.json"):
        path.write_text(broken)
    assert roles(folder) == first
    assert all(json.loads(path.read_text())["files"] for path in cache.glob("*.json"))


@pytest.mark.parametrize("damage", [
    lambda rows: rows[: len(rows) // 2], lambda rows: 3, lambda rows: '"x"', lambda rows: '[{"words": ["a"]}]',
    lambda rows: '[{"@": "x"}]', lambda rows: '[{"@": null}]'])
def test_a_damaged_entry_is_parsed_again(cache, folder, damage):
    """Rows that were cut, or are JSON and not what was kept: the file is parsed, and what it gives is kept anew."""
    first = roles(folder)
    kept = {path: path.read_text() for path in cache.glob("*.json")}
    for path, text in kept.items():
        whole = json.loads(text)
        path.write_text(json.dumps({**whole, "files": {sha: damage(rows) for sha, rows in whole["files"].items()}}))
    assert roles(folder) == first
    assert {path: json.loads(path.read_text()) for path in kept} == {p: json.loads(text) for p, text in kept.items()}


def test_a_cut_file_and_one_of_another_version(cache, folder, monkeypatch):
    """Half a file is none, and what another version of the package wrote is made anew."""
    first = roles(folder)
    for path in cache.glob("*.json"):
        path.write_bytes(path.read_bytes()[:-1000])
    assert roles(folder) == first
    parsed = []
    monkeypatch.setattr("communique.knowledge.compiled.version", lambda name: "0.0.0")
    monkeypatch.setattr(Files, "_parsed", lambda self, path, name, of=Files._parsed: parsed.append(name) or of(
        self, path, name))
    assert roles(folder) == first and str(folder / "world" / "roles.yaml") in parsed


def test_what_utf8_has_no_bytes_for_leaves_nothing_behind(cache, folder):
    """Half a surrogate pair cannot be written: nothing is kept of that folder, and no part of a file stays."""
    path = folder / "world" / "roles.yaml"
    path.write_text(path.read_text() + '- {words: ["\\uD800"], sector: AGR}\n')
    store = compiled(folder)
    store.keep(b"rows", [{"words": ["\ud800"]}], lambda row: 1)
    store.save()
    assert roles(folder) and not list(cache.glob("*.part")) and store.path is not None and not store.path.exists()


def test_mistakes_are_not_kept(cache, folder):
    """A file with a mistake is told of each time."""
    (folder / "world" / "roles.yaml").write_text("- {words: [a], words: [b]}\n" + "#" * SIZE)
    told = []
    for _ in range(2):
        source = files(folder)
        load_files(source)
        told.append([str(problem) for problem in source.problems])
    assert told[0] == told[1] and "stands twice" in told[0][0]


def test_small_folders_and_switched_off(cache, folder, tmp_path, monkeypatch):
    """A few entries of one's own leave nothing behind, nor does anything where it is switched off."""
    (tmp_path / "small").mkdir()
    assert compiled(tmp_path / "small").path is None
    monkeypatch.setenv("COMMUNIQUE_CACHE", "off")
    assert roles(folder) and not cache.exists()


def test_a_cache_that_cannot_be_written_is_no_harm(folder, tmp_path, monkeypatch):
    """A file in the place of the folder: everything is parsed, nothing is said."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COMMUNIQUE_CACHE", str(tmp_path / "file"))
    assert roles(folder) == roles(folder)


def test_all_knowledge_is_the_same_from_the_cache(cache):
    """Our own knowledge, parsed and from the cache."""
    one, two = load_files(files()), load_files(files())
    assert one.lexicon == two.lexicon and one.world == two.world and one.furniture == two.furniture
    assert one.digest == two.digest
