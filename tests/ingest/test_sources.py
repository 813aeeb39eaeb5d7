"""Files, folders, globs and lines → items; items → reports."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from communique.errors import ReportError
from communique.ingest.bounds import unpacked
from communique.ingest.items import Item
from communique.ingest.options import Options
from communique.ingest.read_item import read_item
from communique.ingest.sources import items

PAGE = "<html><head><title>Talks in Suva</title></head><body><article><p>" + "Fiji and Tonga met in Suva. " * 20


def test_a_folder_gives_its_files_in_the_order_of_their_names(tmp_path: Path) -> None:
    """Also those of folders within; hidden files stay out, each file is of its own kind."""
    (tmp_path / "b").mkdir()
    for name, words in (("b/2.txt", "Tonga said no."), ("a.html", PAGE), ("c.jsonl", '{"id": "x", "text": "Yes."}\n'),
                        (".hidden", "no")):
        (tmp_path / name).write_text(words, encoding="utf-8")
    found = list(items([str(tmp_path)], Options(date="2024-03-05")))
    folder = tmp_path.as_posix()
    assert [item.key for item in found] == [f"{folder}/a.html", f"{folder}/b/2.txt", "x"]
    assert [read_item(item).date for item in found] == ["2024-03-05"] * 3


def test_what_is_missing_or_named_twice(tmp_path: Path) -> None:
    """A missing source is an item with its fault; one that is named twice comes once."""
    path = tmp_path / "a.txt"
    path.write_text("Fiji met Tonga.", encoding="utf-8")
    first, missing = list(items([str(path), str(tmp_path / "*.txt"), "nowhere.txt"], Options()))
    assert first.key == path.as_posix()
    with pytest.raises(ReportError, match="nowhere"):
        read_item(missing)


def test_lines_without_an_id_are_known_by_their_number(tmp_path: Path) -> None:
    """And one that is no JSON keeps its place, with what is wrong with it."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Fiji met Tonga."}\n\n{"text": \n', encoding="utf-8")
    good, bad = list(items([str(path)], Options()))
    assert read_item(good).id == good.key == f"{path.as_posix()}:1"
    with pytest.raises(ReportError, match="cut off"):
        read_item(bad)


def test_the_container_has_the_address_and_the_page_the_title() -> None:
    """A page's own title stays, where it has one; the address is that of the container."""
    report = read_item(Item("w:1", "html", PAGE.encode(), {"url": "https://x.org/1", "title": "Home | X"}))
    assert (report.id, report.url, report.title) == ("https://x.org/1", "https://x.org/1", "Talks in Suva")


@pytest.mark.parametrize("data", [gzip.compress(b"abc" * 999) + gzip.compress(b"xyz"), gzip.compress(b"abc") + b"\0\0"])
def test_gzip_of_several_members(data: bytes) -> None:
    """All members, and zeros at the end."""
    assert b"".join(unpacked(io.BytesIO(data), "a.gz", 10_000)) == gzip.decompress(data)


@pytest.mark.parametrize(("data", "kind"), [
    (gzip.compress(b"abc" * 999)[:-12], "bad-archive"), (b"\x1f\x8b" + b"x" * 99, "bad-archive"),
    (gzip.compress(b"\0" * 50_000_000), "bomb"), (b"", "bad-archive")])
def test_gzip_that_is_cut_off_or_broken_or_a_bomb(data: bytes, kind: str) -> None:
    """An error in bounded memory, which says what it is."""
    with pytest.raises(ReportError) as caught:
        for _ in unpacked(io.BytesIO(data), "a.gz", 10**9):
            pass
    assert caught.value.kind == kind


def test_a_list_of_nothing_but_mistakes_is_given_up(tmp_path: Path) -> None:
    """What comes before them is kept, and one line says that the rest was not read."""
    path = tmp_path / "a.csv"
    path.write_text("text,title\nFiji met Tonga.,Talks\n" + ",Talks\n" * 20_000, encoding="utf-8")
    found = list(items([str(path)], Options()))
    assert read_item(found[0]).text == "Fiji met Tonga."
    assert found[-1].fault is not None and found[-1].fault.kind == "no-reports" and len(found) == 10_002
