"""Sources that would do harm: each ends in an item with a reason, in bounded time and memory, whatever it is."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from made_sources import PAGE, docx, record, zipped

from communique.ingest import kind_table, packed
from communique.ingest.kinds import kind_of
from communique.ingest.options import Options
from communique.ingest.pipe import piped
from communique.ingest.rtf import lines_of
from communique.ingest.sources import items


def faults(data: bytes, name: str, folder: Path) -> list[str]:
    """The kinds of what is wrong with the items of a file; "" of good ones."""
    (folder / name).write_bytes(data)
    return [item.fault.kind if item.fault else "" for item in items([str(folder / name)], Options())]


@pytest.mark.parametrize(("name", "data", "wanted"), [
    ("a.gz", gzip.compress(b"Fiji met Tonga." * 9)[:-9], ["bad-archive"]),
    ("a.gz", gzip.compress(gzip.compress(gzip.compress(b"Fiji met Tonga."))), ["too-deep"]),
    ("a.zip", zipped({"b.zip": zipped({"c.zip": zipped({"d.txt": b"Fiji"})}), "e.txt": b"Tonga"}), ["too-deep", ""]),
    ("a.zip", zipped({"a.txt": b"Fiji met Tonga."})[:-30], ["bad-archive"]),
    ("a.docx", docx(["Fiji"])[:-30], ["bad-archive"]),
    ("a.docx", b"PK\x03\x04 no more", ["bad-archive"]),
    ("a.parquet", b"PAR1" + b"x" * 50, ["bad-archive"]),
    ("a.warc", record("response", "https://example.org/", b"x" * 50, "application/http")[:-30], ["bad-archive"]),
    ("a.json", b'[{"text": "Fiji met Tonga."}, {"text": ', ["", "bad-json"]),
    ("a.json", b"[" * 50_000, ["bad-json"]),
    ("a.xml", b'<!DOCTYPE r [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item></rss>', ["entities"]),
    ("a.xml", b"<rss><channel/></rss>", ["empty"]),
    ("a.csv", b"a,b\n1,2\n", ["no-column"]),
    ("a.csv", b"", ["no-column"])])
def test_what_is_broken_is_set_aside_with_a_reason(name: str, data: bytes, wanted: list[str], tmp_path: Path) -> None:
    """What comes before the break is read."""
    assert faults(data, name, tmp_path) == wanted


def test_a_row_that_is_too_long_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is set aside; the next line is read."""
    monkeypatch.setattr(kind_table, "LONGEST", 1000)
    rows = b'text,title\nOne.,a\n"' + b"x" * 5000 + b'",b\nThree.,c\n"never closed,d\n' + b"more\n" * 300
    assert faults(rows, "a.csv", tmp_path)[:3] == ["", "bad-row", ""]


def test_bombs_in_zip_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A member that unpacks to too much; members that do so together; a Word file; an endless table of contents."""
    blank = b" " * 30_000_000
    assert faults(zipped({"a.txt": blank, "b.txt": b"Fiji"}), "a.zip", tmp_path) == ["bomb", ""]
    assert "bomb" in faults(zipped({f"{n}.txt": b" " * 9_000_000 for n in range(9)}), "b.zip", tmp_path)
    file = io.BytesIO(docx(["Fiji"]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", b"<w:d xmlns:w='w'>" + b"<w:p/>" * 5_000_000)
    assert faults(file.getvalue(), "a.docx", tmp_path) == ["bomb"]
    monkeypatch.setattr(packed, "MOST_DIRECTORY", 1000)
    assert faults(zipped({f"{n}.txt": b"" for n in range(50)}), "c.zip", tmp_path) == ["bomb"]


def test_names_in_archives_lead_nowhere(tmp_path: Path) -> None:
    """They are only names."""
    data = zipped({"../../up.txt": b"Fiji", "/etc/root.txt": b"Tonga"})
    (tmp_path / "a.zip").write_bytes(data)
    keys = [item.key.rpartition("a.zip")[2] for item in items([str(tmp_path / "a.zip")], Options())]
    assert keys == ["/up.txt", "/etc/root.txt"]


def test_a_web_archive_of_any_length_is_read_as_a_stream() -> None:
    """In memory that does not grow with it, from a pipe that cannot be moved about in."""
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode()

    class Endless(io.RawIOBase):
        """Two thousand pages and a long picture between any two."""

        def __init__(self) -> None:
            self.blocks = iter([
                part for n in range(2000) for part in (
                    record("response", f"https://example.org/{n}", page, "application/http"), _picture())])
            self.left = b""

        def read(self, size: int = -1) -> bytes:
            while len(self.left) < size and (block := next(self.blocks, b"")):
                self.left += block
            out, self.left = self.left[:size], self.left[size:]
            return out

    source = piped(Endless())  # type: ignore[arg-type]
    tracemalloc.start()
    found = sum(1 for _ in kind_of(source).items(source, Options()))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == 2000
    assert most < 20_000_000


PICTURE: list[bytes] = []


def _picture() -> bytes:
    if not PICTURE:
        PICTURE.append(record("resource", "https://example.org/p", b"\x89PNG" * 50_000, "image/png"))
    return PICTURE[0]


def test_rtf_in_one_pass() -> None:
    """Groups a hundred thousand deep, signs in halves, bytes that are no text, encodings by font."""
    assert lines_of(b"{\\rtf1 " + b"{\\b " * 100_000 + b"deep")[0].endswith("deep")
    assert lines_of(rb"{\rtf1 \u-10179?\u-8704? ok\bin5 {{{{{ on}") == ["😀 ok on"]
    assert lines_of(rb"{\rtf1\ansi{\fonttbl{\f1\fcharset204 A;}}\f1 \'cc\'ee\'f1\'ea\'e2\'e0\plain  x}") == ["Москва x"]
    assert lines_of(rb"{\rtf1 {\field{\*\fldinst HYPERLINK x}{\fldrslt shown}}{\*\unknown no}}") == ["shown"]
