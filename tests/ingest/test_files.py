"""Files of all encodings and kinds, good and bad."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from communique.errors import ReportError
from communique.ingest import paths, read_bytes, read_path
from communique.ingest.decode import decode

WORDS = "São Tomé’s minister met Curaçao’s on Monday."


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        WORDS.encode("utf-16"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        WORDS.encode("utf-32"),
    ],
)
def test_unicode_is_told_by_its_marks(data: bytes) -> None:
    """UTF-8 with and without a mark, UTF-16 of both orders: the text, without the mark, and nothing guessed."""
    report = read_bytes(data, "tome.txt", "2024-03-05")
    assert (report.id, report.text, report.date, report.repairs) == ("tome", WORDS, "2024-03-05", ())


def test_what_cannot_be_utf8_is_windows_1252_and_this_is_recorded() -> None:
    """The encoding was guessed, so the record says so."""
    report = read_bytes(WORDS.encode("cp1252"), "tome.txt")
    assert report.text == WORDS
    assert [r.kind for r in report.repairs] == ["encoding-windows-1252"]


@pytest.mark.parametrize("declared", ["windows-1251", "Shift_JIS", "no-such-encoding", "hex"])
def test_a_page_is_read_in_the_encoding_it_declares(declared: str) -> None:
    """Where the bytes are not UTF-8, the page's own word counts if it names an encoding of text."""
    head = f'<html><head><meta charset="{declared}"></head><body><p>'.encode()
    encoding = declared if declared in ("windows-1251", "Shift_JIS") else "cp1252"
    words = {"windows-1251": "Встреча в Москве", "Shift_JIS": "東京での会談"}.get(declared, WORDS)
    text, repairs = decode(head + words.encode(encoding), "page.html")
    assert text.endswith(words) and bool(repairs) == (encoding == "cp1252")


def test_a_broken_byte_does_not_spoil_the_rest() -> None:
    """UTF-8 with one bad byte stays UTF-8: the rest of the accents come out right."""
    report = read_bytes((WORDS + " Ol").encode() + b"\xe1, he said.", "tome.txt")
    assert report.text == WORDS + " Ol\ufffd, he said."
    assert [(r.kind, r.count) for r in report.repairs] == [("encoding-broken-utf-8", 1)]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b" \n\r\n", "empty"),
        (b"%PDF-1.7 and so on", "binary"),
        (b"PK\x03\x04rest", "binary"),
        (bytes(range(32)) * 9, "binary"),
        (b"<html><body><a href='/'>Home</a></body></html>", "no-article"),
        (b'<?xml version="1.0"?><!-- <html> --><rss version="2.0"><channel></channel></rss>', "feed"),
    ],
)
def test_what_is_no_report_is_refused_by_name(data: bytes, kind: str) -> None:
    """The kind of the error says why, its message names the file."""
    with pytest.raises(ReportError, match="odd") as caught:
        read_bytes(data, "odd.txt")
    assert caught.value.kind == kind


def test_a_file_is_one_report_named_after_it(tmp_path: Path) -> None:
    """The name without its ending is the id."""
    file = tmp_path / "volta-bridge.txt"
    file.write_text(WORDS, encoding="utf-8")
    assert [(r.id, r.text, r.date) for r in read_path(file)] == [("volta-bridge", WORDS, None)]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size is looked at first."""
    monkeypatch.setattr(paths, "LARGEST", 10)
    file = tmp_path / "large.txt"
    file.write_text(WORDS, encoding="utf-8")
    with pytest.raises(ReportError, match=r"large\.txt has") as caught:
        list(read_path(file))
    assert caught.value.kind == "too-large"
