"""Sources of every kind, made of invented news: the text files beside the tests, and what is made of them here."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

SAMPLES = Path(__file__).parent.parent / "ingest" / "samples"
PAGE = (
    "<html><head><title>Talks in Suva go on</title><meta charset='windows-1252'></head><body><article><h1>Talks in "
    "Suva go on</h1><p>Fiji and São Tomé went on with their talks in Suva on Monday, and nobody thought that they "
    "would end before the week was out, the two foreign ministers said.</p><p>They will meet again on Thursday in the "
    "town hall, where a dinner is to be given for the guests of both sides.</p></article></body></html>")


def samples() -> dict[str, bytes]:
    """All samples by their names."""
    out = {path.name: path.read_bytes() for path in sorted(SAMPLES.iterdir()) if path.is_file()}
    lines = out["nexis.txt"].decode().splitlines()
    out["nexis.docx"], out["nexis.rtf"] = docx(lines), rtf(lines)
    out["factiva.rtf"] = rtf(out["factiva.txt"].decode().splitlines())
    out["plain.docx"] = docx(["Fiji met Tonga.", "They talked."])
    out["pages.warc"] = b"".join(records())
    out["pages.warc.gz"] = b"".join(gzip.compress(record, mtime=0) for record in records())
    out["pages.wet"] = record("conversion", "https://example.org/wet", b"Fiji met Tonga in Suva.", "text/plain")
    out["rows.parquet"] = parquet()
    out["rows.csv.gz"] = gzip.compress(out["rows.csv"], mtime=0)
    out["all.zip"] = zipped({"b/rows.csv": out["rows.csv"], "a.txt": b"Fiji met Tonga.", "c.zip": zipped({
        "nexis.txt": out["nexis.txt"]})})
    out["page.html"], out["text.txt"] = PAGE.encode("cp1252"), b"Fiji met Tonga in Suva on Monday."
    return out


def docx(lines: list[str]) -> bytes:
    """A Word file with these paragraphs."""
    from docx import Document

    document = Document()
    for line in lines:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def rtf(lines: list[str]) -> bytes:
    """An RTF file with these paragraphs, with what such files have around them."""
    words = "\\par\n".join(
        "".join(c if c.isascii() and c not in "\\{}" else f"\\u{ord(c)}?" for c in line).replace("\t", "\\tab ")
        for line in lines)
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}}{\colortbl;\red0\green0\blue0;}{\info{\title N}}"
    return (head + r"{\header Page 1}\pard\f0\fs24 " + words + "\\par}").encode("ascii")


def record(kind: str, address: str, body: bytes, type: str) -> bytes:
    """A record of a web archive."""
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{len(body):012}>\r\n"
            f"WARC-Target-URI: {address}\r\nWARC-Date: 2024-05-01T00:00:00Z\r\nContent-Type: {type}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n")
    return head.encode() + body + b"\r\n\r\n"


def records() -> list[bytes]:
    """A page, an image, a page that was not found, a page that was packed when it was served."""
    served = "application/http; msgtype=response"
    page, packed = PAGE.encode("cp1252"), gzip.compress(PAGE.encode("utf-8"), mtime=0)
    return [
        record("warcinfo", "", b"software: none\r\n", "application/warc-fields"),
        record("request", "https://example.org/1", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
        record("response", "https://example.org/1", _http("200 OK", "text/html; charset=windows-1252", page), served),
        record("response", "https://example.org/x.png", _http("200 OK", "image/png", b"\x89PNG"), served),
        record("response", "https://example.org/gone", _http("404 Not Found", "text/html", b"<p>no"), served),
        record("response", "https://example.org/2",
               _http("200 OK", "text/html\r\nContent-Encoding: gzip", packed), served)]


def _http(status: str, type: str, body: bytes) -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def parquet() -> bytes:
    """A table with columns of several types."""
    import datetime

    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table({
        "doc_id": [1, 2, 3], "full_text": ["Fiji met Tonga.", "Samoa met Tuvalu.", None],
        "published": [datetime.date(2024, 3, 5), datetime.date(2024, 3, 6), None],
        "authors": [["Ana Sade", "Tom Reed"], [], None], "score": [0.5, 0.25, None]})
    file = io.BytesIO()
    pq.write_table(table, file)
    return file.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip file with these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()
